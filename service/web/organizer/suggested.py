"""The suggestions of keepers: one list, with a yes and a "leave it out" on each line, and a yes to all."""

from collections.abc import Mapping

from fastapi.responses import HTMLResponse, Response

from service.domain.core.drafts import changed_by_others
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, in_pairs
from service.domain.rules import suggestions
from service.text.notices import Notice
from service.text.rows import Rows
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.late_routes import Router
from service.web.base.pages import redirect, render_page
from service.web.forms.fields import TASK, number, ticked
from service.web.organizer.keeping import by_keeper, names_of

router = Router(prefix="/m/{m}/suggested")


@router.get("")
def suggested(ctx: Ctx, since: str = "") -> HTMLResponse:
    """Show what waits; `since`: the version that a yes was said to, after which somebody else changed some of it."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        seen = number(since)
        changed = changed_by_others(session, board.move.id, since=seen, but=ctx.by.n) if seen else {}
    lists = [(name, in_pairs(drafts)) for name, drafts in by_keeper(board)]
    numbers = [task.n for _name, groups in lists for group in groups for task in group]
    names = names_of(board)
    return render_page(
        ctx.request,
        "organizer/suggested.html",
        move=board.move,
        lists=lists,
        numbers=numbers,
        changed={n: names.get(by, "") for n, by in changed.items()},
        rows=Rows(ctx.lang, board.move),
    )


@router.post("")
def open_all(ctx: Ctx, sent: FormFields) -> Response:
    """Open all that the page showed, as it showed it; what was suggested or changed since waits."""
    return _open(ctx, ticked(sent, TASK), sent, Notice.SUGGESTIONS_OPENED)


@router.post("/{n}")
def decide(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Open what was suggested, or leave it out, both ends of a pair at once. What is open already stays as it is."""
    if sent.get("do") == "yes":
        return _open(ctx, [n], sent, Notice.SUGGESTION_OPENED)
    with ctx.change() as change:
        suggestions.leave_out(change, n)
    return redirect(f"/m/{ctx.by.move_id}/suggested", notice=Notice.SUGGESTION_LEFT)


def _open(ctx: RequestContext, numbers: list[int], sent: Mapping[str, str], notice: Notice) -> Response:
    """Open these as they were at the version that the form names; lead to what waits, with who has changed it."""
    seen = number(sent.get("version", ""))
    with ctx.change() as change:
        waiting = suggestions.open_suggestions(change, numbers, seen=seen)
    query = {"since": str(max(seen, 1))} if waiting else {}
    anchor = f"task-{waiting[0]}" if waiting else ""
    path = f"/m/{ctx.by.move_id}/suggested"
    return redirect(path, notice=notice if change.happened else None, anchor=anchor, **query)
