"""The service worker: the script that shows pages that were visited where there is no line.

It is built like every other script, but stands at an address without a hash: the browser asks there whether there is a
newer one. An address below / lets it answer for all pages.
"""

import gzip

from fastapi import Request
from fastapi.responses import Response

from service.text.templates import asset, built
from service.web.base.late_routes import Router
from service.web.base.page_cache import accepts_gzip

router = Router()


@router.get("/sw.js")
def worker(request: Request) -> Response:
    """Answer with the worker, or with 304 if the browser has this one."""
    headers = {"ETag": f'"{asset("sw.js")}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = built("sw.js").encode()
    if accepts_gzip(request):
        body, headers["Content-Encoding"] = gzip.compress(body, mtime=0), "gzip"
    return Response(body, headers=headers, media_type="text/javascript")
