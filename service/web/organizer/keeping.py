"""What a keeper of the list sees: the board without contacts and exact addresses, and drafts of their own."""

from fastapi.responses import HTMLResponse

from service.domain.models import TaskState
from service.domain.reading.board import read_board
from service.domain.reading.people import read_person
from service.domain.reading.views import Audience, by_kind, today
from service.text.rows import Rows
from service.web.base.access import RequestContext
from service.web.base.pages import render_page


def show_list(ctx: RequestContext) -> HTMLResponse:
    """Show a keeper their board."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.KEEPER, me=ctx.by.n)
        me = read_person(session, ctx.by)
    return render_page(
        ctx.request,
        "organizer/keeper.html",
        move=board.move,
        keeper=me,
        drafts=[task for task in board.tasks if task.state is TaskState.PROPOSED],
        groups=by_kind([task for task in board.tasks if task.state.is_listed]),
        rows=Rows(ctx.lang, board.move, today(board.move, ctx.installation.now())),
        own_url=ctx.installation.url(ctx.by),
    )
