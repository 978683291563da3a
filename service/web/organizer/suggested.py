"""The suggestions of keepers: one list, with a yes and a "leave it out" on each line, and a yes to all."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, in_pairs
from service.domain.rules import suggestions
from service.text.notices import Notice
from service.text.rows import Rows
from service.web.base.access import Ctx, FormFields, N
from service.web.base.pages import redirect, render_page
from service.web.forms.fields import TASK, ticked
from service.web.organizer.keeping import by_keeper

router = APIRouter(prefix="/m/{m}/suggested")


@router.get("")
def suggested(ctx: Ctx) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    lists = [(name, in_pairs(drafts)) for name, drafts in by_keeper(board)]
    numbers = [task.n for _name, groups in lists for group in groups for task in group]
    return render_page(
        ctx.request,
        "organizer/suggested.html",
        move=board.move,
        lists=lists,
        numbers=numbers,
        rows=Rows(ctx.lang, board.move),
    )


@router.post("")
def open_all(ctx: Ctx, sent: FormFields) -> Response:
    """Open all that the page showed; what was suggested since waits."""
    with ctx.change() as change:
        suggestions.open_suggestions(change, ticked(sent, TASK))
    return redirect(f"/m/{ctx.by.move_id}/suggested", notice=Notice.SUGGESTIONS_OPENED)


@router.post("/{n}")
def decide(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Open what was suggested, or leave it out, both ends of a pair at once. What is open already stays as it is."""
    is_yes = sent.get("do") == "yes"
    with ctx.change() as change:
        suggestions.decide_suggestion(change, n, opens=is_yes)
    path = f"/m/{ctx.by.move_id}/suggested"
    return redirect(path, notice=Notice.SUGGESTION_OPENED if is_yes else Notice.SUGGESTION_LEFT)
