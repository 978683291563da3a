"""The pages of a keeper of the list: the board without contacts and exact addresses, and drafts of their own."""

from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from service.domain.core.refusals import NotFound
from service.domain.models import TaskState
from service.domain.reading.board import read_board
from service.domain.reading.moves import read_move
from service.domain.reading.people import reads_as
from service.domain.reading.tasks import read_tasks
from service.domain.reading.views import Audience, Board, MoveView, TaskView, by_kind, in_pairs, today
from service.text.rows import Rows
from service.web.base.access import RequestContext
from service.web.base.form import Form
from service.web.base.pages import render_page


def read_move_as(ctx: RequestContext, session: Session) -> tuple[MoveView, bool]:
    """Read the move as the holder of this organizer's link may see it, and whether that is a keeper."""
    audience, _me = reads_as(session, ctx.by)
    return read_move(session, ctx.by.move_id, audience), audience is Audience.KEEPER


def is_keeper(ctx: RequestContext) -> bool:
    with ctx.read() as session:
        return reads_as(session, ctx.by)[0] is Audience.KEEPER


def names_of(board: Board) -> dict[int, str]:
    """Map those who organize or keep the list to their names, by their numbers."""
    return {each.n: each.name for each in (*board.move.keepers, *board.move.organizers)}


def by_keeper(board: Board) -> list[tuple[str, list[TaskView]]]:
    """List what waits for a yes, with the name of each keeper; of those who were taken off without one."""
    names = names_of(board)
    drafts = _drafts(board)
    found = {names.get(task.suggested_by or 0, ""): list[TaskView]() for task in drafts}
    for task in drafts:
        found[names.get(task.suggested_by or 0, "")].append(task)
    return sorted(found.items())


def _drafts(board: Board) -> list[TaskView]:
    return [task for task in board.tasks if task.state is TaskState.PROPOSED]


def drafts_with(board: Board, draft: TaskView) -> list[TaskView]:
    """List the drafts that carry the same things as this one at the other home, and are decided with it."""
    drafts = _drafts(board)
    return [task for group in in_pairs(drafts) if draft in group for task in group if task is not draft]


def show_list(ctx: RequestContext, session: Session) -> HTMLResponse:
    """Show a keeper their board."""
    board = read_board(session, ctx.by.move_id, Audience.KEEPER, me=ctx.by.n)
    return render_page(
        ctx.request,
        "organizer/keeper.html",
        move=board.move,
        keeper=True,
        drafts=_drafts(board),
        groups=by_kind([task for task in board.tasks if task.state.is_listed]),
        rows=Rows(ctx.lang, board.move, today(board.move, ctx.installation.now())),
        own_url=ctx.installation.url(ctx.by),
    )


def show_draft(ctx: RequestContext, session: Session, n: int, form: Form) -> HTMLResponse:
    """Show a keeper a draft of theirs, to change it. Raises NotFound for every other task."""
    move = read_move(session, ctx.by.move_id, Audience.KEEPER)
    [task] = read_tasks(session, move, [n], Audience.KEEPER, me=ctx.by.n)
    if task.state is not TaskState.PROPOSED:
        raise NotFound
    return render_page(ctx.request, "organizer/draft.html", form=form, move=move, keeper=True, task=task)
