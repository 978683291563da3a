"""The sign-up list on paper, to be hung up in a stairwell: a page of its own, which any browser prints.

The sign-up page prints, too, but goes out in one round trip and pays for each byte: a code of 4 kB and a layout for
paper would cost it a tenth. Here they cost nobody who does not want them, and a move takes half as many sheets. It is
the same for everybody: a sheet on a wall shows what the page shows to strangers, whoever prints it.
"""

from functools import partial

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from markupsafe import Markup

from service.breathing import PAGES
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, TaskView, by_day, today
from service.paper.qr import qr_on_page, qr_on_paper
from service.web.base.access import RequestContext, context_of
from service.web.base.late_routes import Router
from service.web.base.page_cache import CacheKey, Freshness, Page, deliver, freshness_of
from service.web.base.pages import page_text

router = Router(prefix="/s/{link}")
MAX_LINES = 20
"""Lines to write names on, beside one task: a crowd writes two on one."""


@router.get("/print")
async def sheet(request: Request) -> Response:
    ctx = context_of(request)
    key = CacheKey(ctx.by.move_id, "sheet", ctx.lang.tag)
    make = partial(run_in_threadpool, PAGES.do, _sheet, ctx)
    return deliver(request, await request.app.state.pages.page(key, await freshness_of(ctx), make))


@router.get("/code.svg")
async def code(request: Request) -> Response:
    """Draw the link's code: the sign-up page has it on paper alone, where browsers fetch it in time."""
    ctx = context_of(request)
    await freshness_of(ctx)
    return Response(qr_on_paper(ctx.installation.url(ctx.by)), media_type="image/svg+xml")


def _sheet(ctx: RequestContext) -> Page:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC)
    move, url = board.move, ctx.installation.url(ctx.by)
    text = page_text(
        ctx.request,
        "friends/sheet.html",
        notice="",  # the address may say one, and this page is everybody's
        move=move,
        days=by_day([task for task in board.tasks if task.is_among_friends], move),
        lines_for=lines_for,
        url=url,
        qr=Markup(qr_on_page(url, ctx.lang.gettext("The sign-up link as a QR code"))),  # noqa: S704  # escaped there
    )
    return Page.made(Freshness(move.version, today(move, ctx.installation.now())), text.encode())


def lines_for(task: TaskView) -> int:
    """Count the lines to write names on: as many as people are wanted."""
    return min(task.names_wanted, MAX_LINES)
