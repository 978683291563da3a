"""Pages of several tasks: adding one or many, and changing many in one step."""

import secrets

from fastapi.responses import HTMLResponse, Response

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures import hours
from service.domain.models import Kind
from service.domain.reading.board import read_board
from service.domain.reading.people import read_helpers
from service.domain.reading.views import Audience, HelperView, by_kind, labels_of
from service.domain.rules import naming, tasks
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.fields import TASK, ticked
from service.web.forms.shape import parse
from service.web.forms.task import NewTask, TasksChange, task_fields
from service.web.organizer import heard
from service.web.organizer.choosing import Choice, shortcuts
from service.web.organizer.keeping import is_keeper, read_move_as
from service.web.organizer.looking import Looking

router = Router(prefix="/m/{m}")
FOR_NAMES = "for_names"
"""The field of the names of those who alone see it."""


@router.get("/tasks/new")
def new_task(ctx: Ctx, kind: Kind = Kind.BOX_LOAD) -> HTMLResponse:
    return _new_task(ctx, kind)


def _new_task(ctx: RequestContext, kind: Kind = Kind.BOX_LOAD, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move, keeper = read_move_as(ctx, session)
        people: dict[int, HelperView] = {} if keeper else read_helpers(session, move.id, Audience.ORGANIZER)
    if form.values.get("kind") in set(Kind):
        kind = Kind(form.values["kind"])
    key = secrets.token_urlsafe()
    return render_page(
        ctx.request,
        "organizer/add.html",
        form=form,
        move=move,
        kind=kind,
        key=key,
        keeper=keeper,
        names=list(labels_of(list(people.values())).values()),
    )


@router.post("/tasks")
@on_refusal(_new_task, at="task")
def add_task(ctx: Ctx, sent: FormFields) -> Response:
    task = parse(NewTask, task_fields({name: value for name, value in sent.items() if name != FOR_NAMES}))
    names = "" if is_keeper(ctx) else sent.get(FOR_NAMES, "")
    known, new = heard.named_people(ctx, names, FOR_NAMES)

    def add(change: Change) -> list[int]:
        return tasks.add_tasks(change, [{**task.fields(), "only_for": naming.people(change, known, new)}])

    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: add(change))
    span = (task.starts, task.ends)
    is_skipped = hours.shown_both(task.day or change.move.day, *span, change.move.zone) != span
    notice = Notice.TASK_ADDED_SKIPPED if is_skipped else Notice.TASK_ADDED
    notice = Notice.SUGGESTED if change.by_keeper else notice
    return redirect(f"/m/{ctx.by.move_id}/tasks/new", kind=task.kind, notice=notice)


@router.post("/tasks/lines")
@on_refusal(_new_task, at="lines")
def add_lines(ctx: Ctx, sent: FormFields) -> Response:
    """Add one task a line; the kind is chosen for all."""
    new = _lines(sent)
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: tasks.add_tasks(change, [task.fields() for task in new]))
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.SUGGESTED if change.by_keeper else Notice.TASKS_ADDED)


def _lines(sent: dict[str, str]) -> list[NewTask]:
    """Read a list of titles as tasks. Raises Invalid that names the first line that does not fit."""
    numbered = enumerate(sent.get("lines", "").splitlines(), start=1)
    titles = [(number, line) for number, line in numbered if line.strip()]
    if not titles:
        raise Invalid(Fault("lines", "missing"))
    if len(titles) > tasks.MAX_TASKS:
        raise Invalid(Fault("lines", "too_many", {"most": tasks.MAX_TASKS}))
    return [_line(sent, number, title) for number, title in titles]


def _line(sent: dict[str, str], number: int, title: str) -> NewTask:
    try:
        return parse(NewTask, {"kind": sent.get("kind", ""), "title": title})
    except Invalid as wrong:
        fault = wrong.faults[0]
        raise Invalid(Fault("lines", fault.code, {**fault.values, "line": number})) from None


@router.get("/tasks/several")
def several(ctx: Ctx) -> HTMLResponse:
    return _several(ctx)


def _several(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show all tasks to choose from; those that the address names are chosen already, and stand first."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    live = [task for task in board.tasks if task.state.is_live]
    choice, sent = Choice.of(ctx.request.query_params), set(ticked(form.values, TASK))
    chosen = [task for task in live if (choice.takes(task) if form is UNTOUCHED else task.n in sent)]
    others = [task for task in live if task not in chosen]
    return render_page(
        ctx.request,
        "organizer/several.html",
        form=form,
        move=board.move,
        shortcuts=shortcuts(live, ctx.lang),
        chosen=chosen,
        groups=by_kind(others),
        looking=choice.looking,
    )


@router.post("/tasks/several")
@on_refusal(_several, at="several")
def change_several(ctx: Ctx, sent: FormFields) -> Response:
    """Change what was filled in, of all tasks that were chosen."""
    numbers = ticked(sent, TASK)
    wanted = {name: value for name, value in sent.items() if name in TasksChange.model_fields and value}
    faults = [] if numbers else [Fault("tasks", "nothing_chosen")]
    faults += [] if wanted else [Fault("", "nothing_to_change")]
    if faults:
        raise Invalid(*faults)
    fields = parse(TasksChange, wanted).fields()
    with ctx.change() as change:
        tasks.change_tasks(change, numbers, fields)
    looking = Looking.of(ctx.request.query_params)
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.TASKS_CHANGED, **looking.query)
