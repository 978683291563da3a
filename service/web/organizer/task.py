"""One task's page: who is coming, what is carried, when and where, and all that is changed about it."""

from fastapi.responses import Response

from service.domain.core.change import Change
from service.domain.core.refusals import NotFound, TaskFull
from service.domain.models import ReadOnlyClaim, Role
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, Board, TaskView
from service.domain.rules import claims, naming, out_and_in, places, splitting, tasks
from service.text.notices import Notice
from service.text.titles_of_parts import TitlesOfParts
from service.web.base.access import Ctx, FormFields, N
from service.web.base.form import Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import notice_in, on_refusal, redirect
from service.web.forms.claim import other_end_in
from service.web.forms.fields import ticked
from service.web.forms.shape import parse
from service.web.forms.task import Split, TaskChange, task_fields
from service.web.organizer import heard
from service.web.organizer.keeping import is_keeper
from service.web.organizer.task_page import STAY, Question, back_to, back_to_row, show_task, stay_in
from service.web.organizer.things import named_as_sent, things_going, things_sent

router = Router(prefix="/m/{m}/tasks/{n}")
FOR = "for-"
"""Beginning of the names of the boxes that are ticked for who sees it, before the helper's number."""


@router.get("")
def task(ctx: Ctx, n: N) -> Response:
    """Show the page; where undoing has taken the task away, the board."""
    try:
        return show_task(ctx, n)
    except NotFound:
        if notice_in(ctx.request) is Notice.UNDONE:
            return redirect(f"/m/{ctx.by.move_id}", notice=Notice.UNDONE)
        raise


@router.post("")
@on_refusal(show_task, at="task")
def change_task(ctx: Ctx, n: N, sent: FormFields) -> Response:
    stay = stay_in(sent)
    fields = {name: value for name, value in sent.items() if not name.startswith(STAY)}
    changed = parse(TaskChange, fields if is_keeper(ctx) else task_fields(fields))  # theirs has no box to keep it
    with ctx.change() as change:
        tasks.change_task(change, n, changed.fields(), stay=stay)
    return back_to(ctx, n, Notice.TASK_CHANGED)


@router.post("/who")
@on_refusal(show_task, at="named")
def choose_who_sees(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Let everybody see it, or only those who are ticked and named."""
    if sent.get("everybody") == "1":
        with ctx.change() as change:
            tasks.change_task(change, n, {"only_for": []})
        return back_to(ctx, n, Notice.FOR_EVERYBODY)
    known, new = heard.named_person(ctx, sent.get("name", ""))
    named = [*ticked(sent, FOR), *([known.n] if known else [])]
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: naming.name_only(change, n, named, new))
    return back_to(ctx, n, Notice.FOR_NAMED)


@router.post("/remove")
def remove(ctx: Ctx, n: N) -> Response:
    """Take it off the list. One that somebody ever took is called off, and its page stays."""
    with ctx.change() as change:
        is_gone = tasks.delete_task(change, n)
    if is_gone:
        return redirect(f"/m/{ctx.by.move_id}", notice=Notice.TASK_REMOVED)
    return back_to(ctx, n, Notice.TASK_CANCELLED)


@router.post("/people")
@on_refusal(show_task, at="put")
def put_on(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Write down a yes heard in person, or who was there, on the task's page or `on` its row.

    Where they have something else then, or it is full, the page asks first.
    """
    known = heard.known_person(ctx, sent.get("who", ""), "who")
    claim = heard.heard_claim(sent, known)
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    asked = Form("put", sent)
    numbers = [n, *other_end_in(sent)]
    if known and "anyway" not in sent and (clash := _clashing(board, numbers, known.n)):
        return show_task(ctx, n, form=asked, question=Question(clash=clash))
    try:
        with ctx.change(form_intent(ctx.request, sent)) as change:
            heard.put_on(change, numbers, known, claim, more_places="more" in sent)
    except TaskFull:
        if "more" in sent or claim.role is Role.DRIVER:
            raise
        return show_task(ctx, n, form=asked, question=Question(full=True))
    return back_to_row(ctx, n, Notice.PUT_ON) if sent.get("on") == "row" else back_to(ctx, n, Notice.PUT_ON)


def _clashing(board: Board, numbers: list[int], helper_n: int) -> list[TaskView]:
    """List what a helper has at the same time as one of these, but for these. Raises NotFound."""
    found = {task.n: task for n in numbers for task in board.clashing(n, helper_n) if task.n not in numbers}
    return list(found.values())


@router.post("/people/{claim}")
def change_place(ctx: Ctx, n: N, claim: N, sent: FormFields) -> Response:
    """Take somebody off, or give a standby a place before all others."""
    first = sent.get("do") == "first"
    try:
        with ctx.change() as change:
            _require_on(change, claim, n)
            if first:
                places.give_place(change, claim, anyway=sent.get("anyway") == "1")
            else:
                claims.release(change, claim)
    except TaskFull:
        return show_task(ctx, n, question=Question(first=claim))
    return back_to(ctx, n, Notice.PLACE_GIVEN if first else Notice.TAKEN_OFF)


def _require_on(change: Change, claim: int, task_n: int) -> None:
    """Check that a claim is on this task. Raises NotFound."""
    if change.read(ReadOnlyClaim, claim).task_n != task_n:
        raise NotFound


@router.post("/things")
@on_refusal(show_task, at="things")
def change_things(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Change what it carries: add, take away, correct."""
    things, off = things_sent(sent)
    with ctx.change() as change:
        out_and_in.change_things(change, n, things, off)
    return back_to(ctx, n, Notice.THINGS_CHANGED)


@router.post("/copy")
def copy(ctx: Ctx, n: N, sent: FormFields) -> Response:
    with ctx.change(form_intent(ctx.request, sent)) as change:
        [made] = change.once(lambda: [splitting.copy_task(change, n)])
    return back_to(ctx, made, Notice.TASK_COPIED)


@router.post("/split")
@on_refusal(show_task, at="split")
def split(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Make what was chosen a task of its own."""
    typed: dict[str, str] = {name: sent[name] for name in ("title", "quantity") if name in sent}
    titles = TitlesOfParts(ctx.lang)
    with named_as_sent():
        part = parse(Split, {"things": things_going(sent), **typed})
        with ctx.change(form_intent(ctx.request, sent)) as change:
            [made] = change.once(
                lambda: [splitting.split_task(change, n, part.title or "", part.things, part.quantity, titles=titles)]
            )
    return back_to(ctx, made, Notice.TASK_SPLIT)
