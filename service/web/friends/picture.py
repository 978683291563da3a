"""The picture of a sign-up link, which chat programs show beside it.

Its address names the version of the move that the page was at, so that a program that keeps pictures asks again after a
change; what it gets is always what is true now. It is drawn again only if its words are others, and counted like a
print. An ask has none: it is between two people, and whatever stood on it would tell a chat of whom or for what.
"""

from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import cast

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from service.domain.core.refusals import NotFound
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, today
from service.paper.picture import draw_picture
from service.text.language import Language, language
from service.text.preview import Preview, preview_of
from service.web.base.access import N, RequestContext, address_of, context_of
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.base.page_cache import CacheKey, Freshness, Page, PageCache, freshness_of

router = Router(prefix="/s/{link}")
KEPT = "private, max-age=604800"
"""A week for a picture whose address names this version; no cache in between keeps that of a closed link."""


@dataclass(frozen=True)
class Picture(Page):
    """A PNG as it is, and its words."""

    shows: Preview


@router.get("/picture/{tag}/{version}.png")
async def picture(request: Request, tag: str, version: N) -> Response:
    ctx, lang = context_of(request), language(tag)
    if tag != lang.tag:
        raise NotFound
    key = CacheKey(ctx.by.move_id, "picture", tag)
    pictures: PageCache = request.app.state.pictures
    before = cast(Picture | None, pictures.last(key))
    make = partial(run_in_threadpool, _picture, ctx, lang, before)
    page = await pictures.page(key, await freshness_of(ctx), make)
    headers = {"ETag": page.etag, **({"Cache-Control": KEPT} if version == page.at.version else {})}
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(page.body, headers=headers, media_type="image/png")


def _picture(ctx: RequestContext, lang: Language, before: Picture | None) -> Picture:
    """Draw a move as it is now, if it looks other than `before`. Raises NotFound, TooMany."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC)
    there = today(board.move, ctx.installation.now())
    at, shows = Freshness(board.move.version, there), preview_of(board, lang, there)
    if before is not None and before.shows == shows:
        return Picture(at, before.body, before.etag, shows)
    limits_of(ctx.request).count_picture(ctx.request, ctx.by)
    png = draw_picture(shows, whose=address_of(ctx.request))
    return Picture(at, png, f'"{blake2b(png, digest_size=16).hexdigest()}"', shows)
