"""The state of a task, and whether an organizer keeps it: one form, on the board and on the task's page."""

from fastapi.responses import Response

from service.domain.core.refusals import UnsafeCrew
from service.domain.models import TaskState
from service.domain.reading.views import Section
from service.domain.rules import tasks
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.late_routes import Router
from service.web.base.pages import redirect
from service.web.forms.shape import parse
from service.web.forms.task import TaskPatch
from service.web.organizer.board_page import show_board
from service.web.organizer.looking import Looking
from service.web.organizer.task_page import Question, back_to, back_to_row, show_task

router = Router(prefix="/m/{m}/tasks/{n}")


@router.post("/state")
def set_state(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Move a task along, or keep it. After calling one off, its page shows who had said yes to it.

    The answer is the page that it was `on`: the task's, else the board as it was looked at.
    """
    given = {"state": sent["tick"]} if "tick" in sent else sent
    wanted = parse(TaskPatch, {name: given[name] for name in ("state", "kept", "anyway") if name in given})
    on_task = sent.get("on") == "task"
    try:
        with ctx.change() as change:
            tasks.change_task(change, n, wanted.fields(), anyway=wanted.anyway)
    except UnsafeCrew as no:
        return show_task(ctx, n, question=Question(unsafe=no)) if on_task else show_board(ctx, unsafe=no)
    if wanted.state is TaskState.CANCELLED:
        return back_to(ctx, n, Notice.TASK_CANCELLED)
    if on_task:
        return back_to(ctx, n, Notice.TASK_KEPT if wanted.kept else Notice.MOVED)
    return _back_to_board(ctx, n, wanted.state, ticked="tick" in sent)


def _back_to_board(ctx: RequestContext, n: int, state: TaskState, *, ticked: bool) -> Response:
    """Lead to the board; a row that was ticked stays where it was, one that was dragged is where it is now."""
    query = ctx.request.query_params
    if ticked:
        notice = Notice.TICKED if state is TaskState.DONE else Notice.TO_DO_AGAIN
        return back_to_row(ctx, n, notice, query.get("at", ""))
    if state is TaskState.DONE:
        return back_to_row(ctx, n, Notice.TICKED, Section.DONE)
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.MOVED, **Looking.of(query).address)
