"""Links that became longer on their way: a chat program took the sign behind one for a part of it.

Such an address is one that is not there. Somebody who opens it is led to the link itself, if that is a good one.
"""

import re

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from service.domain.core.links import Grants, Link, Merged
from service.domain.core.refusals import NotFound
from service.domain.models import May
from service.domain.reading.snapshot import reading_as
from service.web.base.access import GRANTED_BY, installation_of, path_of, query_of, url_parts

_TOKEN = r"[a-z0-9-]+\.[A-Za-z0-9_-]{43}"  # noqa: S105  # what one looks like
_LONGER = re.compile(rf"(/[shotla]/{_TOKEN}|/cal/{_TOKEN}\.ics)[].,;:!)}}>\"'*/ \u00a0\u2019\u201d\u00bb]+")
"""A link's whole address, and what ends a sentence, an aside, a quotation or a word."""


async def to_the_link(request: Request) -> Response | None:
    """Redirect to the good link that this address begins with; 308, to the same host as ever."""
    longer = _LONGER.fullmatch(path_of(request))
    if longer is None or request.method != "GET" or not await run_in_threadpool(_is_good, request, longer[1]):
        return None
    query = query_of(request)
    return RedirectResponse(f"{longer[1]}?{query}" if query else longer[1], status_code=308)


def _is_good(request: Request, address: str) -> bool:
    """Tell whether a link's address opens something, and came as it is: without an encoded letter in it."""
    installation = installation_of(request)
    if not request.scope.get("raw_path", b"").startswith(address.encode()):
        return False
    try:
        with reading_as(installation.database, _link_in(request, address), needs=May.SUGGEST):
            return True
    except Merged:
        return True
    except NotFound:
        return False


def _link_in(request: Request, address: str) -> Link:
    first, name = url_parts(address)
    grants = Grants.HELPER if first == "cal" else GRANTED_BY[first]
    return installation_of(request).links.read(name.removesuffix(".ics"), grants=grants)
