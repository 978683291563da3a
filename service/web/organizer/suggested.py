"""What keepers suggest: one list, with a yes and a "leave it out" on each line."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from service.domain.rules import tasks
from service.text.notices import Notice
from service.text.rows import Rows
from service.web.base.access import Ctx, FormFields, N
from service.web.base.pages import redirect, render_page
from service.web.organizer.keeping import by_keeper

router = APIRouter(prefix="/m/{m}/suggested")


@router.get("")
def suggested(ctx: Ctx) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    return render_page(
        ctx.request,
        "organizer/suggested.html",
        move=board.move,
        lists=by_keeper(board),
        rows=Rows(ctx.lang, board.move),
    )


@router.post("/{n}")
def decide(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Open what was suggested, or leave it out. What is open already stays as it is."""
    is_yes = sent.get("do") == "yes"
    with ctx.change() as change:
        tasks.decide_suggestion(change, n, opens=is_yes)
    path = f"/m/{ctx.by.move_id}/suggested"
    return redirect(path, notice=Notice.SUGGESTION_OPENED if is_yes else Notice.SUGGESTION_LEFT)
