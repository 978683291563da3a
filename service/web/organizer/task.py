"""One task's page: who is coming, what is carried, when and where, and all that is changed about it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.change import Change
from service.domain.core.refusals import NotFound, TaskFull, UnsafeCrew
from service.domain.models import AskState, OfferState, ReadOnlyClaim, Role, TaskState
from service.domain.reading.asks import read_asks_on, to_ask_first
from service.domain.reading.board import read_board
from service.domain.reading.fits import by_fit
from service.domain.reading.people import reads_as
from service.domain.reading.stand_ins import stand_ins, wants_somebody_now
from service.domain.reading.tellings import read_untold
from service.domain.reading.views import Audience, Board, ClaimView, TaskView, today
from service.domain.rules import claims, naming, out_and_in, places, splitting, tasks
from service.text.notices import Notice
from service.text.refusals import sentence_of
from service.text.stepping_in import reason
from service.web.base.access import Ctx, FormFields, N, RequestContext, form_intent
from service.web.base.pages import UNTOUCHED, Form, notice_in, on_refusal, redirect, render_page
from service.web.base.status import STATUS
from service.web.forms.claim import other_end_in
from service.web.forms.fields import number, ticked
from service.web.forms.shape import parse
from service.web.forms.task import Split, TaskChange, TaskPatch, task_fields
from service.web.organizer import heard
from service.web.organizer.keeping import drafts_with, is_keeper, show_draft
from service.web.organizer.things import things_sent

router = APIRouter(prefix="/m/{m}/tasks/{n}")
ASKS = STATUS[UnsafeCrew.code]
"""Status of a page that asks before it goes on: like that of the refusals that it asks about."""
STAY = "stay-"
"""Beginning of the names of the boxes that are ticked for who stays, before the helper's number."""

GOES = "goes-"
"""Beginning of the names of the boxes that are ticked for what goes with a part, before the thing's number."""


FOR = "for-"
"""Beginning of the names of the boxes that are ticked for who sees it, before the helper's number."""


@dataclass(frozen=True)
class Question:
    """A question of the page before it does what was asked for; the form that was sent stays as it was."""

    unsafe: UnsafeCrew | None = None
    """Begin with so few?"""
    full: bool = False
    """Add a place for who is to be put on it?"""
    clash: Sequence[TaskView] = ()
    """Put them on it, although they have these at the same time?"""
    first: int = 0
    """Add a place for the standby with this claim? Who has given it back by now is not asked about."""

    @property
    def status(self) -> int | None:
        return ASKS if self.unsafe or self.full or self.clash or self.first else None


NONE = Question()


@router.get("")
def task(ctx: Ctx, n: N) -> Response:
    """Show the page; where undoing has taken the task away, the board."""
    try:
        return _task(ctx, n)
    except NotFound:
        if notice_in(ctx.request) is Notice.UNDONE:
            return redirect(f"/m/{ctx.by.move_id}", notice=Notice.UNDONE)
        raise


def _task(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED, ask: Question = NONE) -> HTMLResponse:
    with ctx.read() as session:
        if reads_as(session, ctx.by)[0] is Audience.KEEPER:
            return show_draft(ctx, session, n, form)
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        untold = read_untold(session, board.move, today(board.move, now), sends=sends)
        asked = read_asks_on(session, board, now)
    shown = board.task(n)
    waiting = [each for each in board.offers if each.state is OfferState.WAITING]
    offered = by_fit(waiting, shown, board.move)
    step_in = stand_ins(board, shown) if wants_somebody_now(shown, board.move, now) else []
    return render_page(
        ctx.request,
        "organizer/task.html",
        status=ask.status,
        form=form,
        move=board.move,
        task=shown,
        names=list({**{each.helper.n: board.labels[each.helper.n] for each in offered}, **board.labels}.values()),
        named=[(each, name) for each, name in board.labels.items() if each in shown.only_for],
        other=board.other_ends(None).get(n),
        other_draft=next(iter(drafts_with(board, shown)), None),
        asked=[each.ask for each in asked if n in each.ask.tasks and each.ask.state is AskState.ASKED],
        to_propose=board.labels.get(to_ask_first(shown, asked), ""),
        step_in=[(each.helper, reason(ctx.lang, each.why)) for each in step_in],
        ask=ask,
        unsafe_sentence=sentence_of(ask.unsafe, ctx.lang) if ask.unsafe else "",
        stay=_who_stays(shown, form),
        key=secrets.token_urlsafe(),
        untold=untold,
    )


def _who_stays(task: TaskView, form: Form) -> list[tuple[ClaimView, bool]]:
    """List those who are coming, each with whether they stay, where the form asks for fewer places than are taken."""
    sent = form.here("task").values
    needed = sent.get("needed", "")
    if not form.here("task").errors or not needed.isdigit() or number(needed) >= task.taken:
        return []
    left, listed = number(needed), []
    for claim in task.firm:
        if claim.role is Role.DRIVER:
            continue
        stays = claim.quantity <= left if "asked" not in sent else sent.get(f"{STAY}{claim.helper.n}") == "1"
        left -= claim.quantity if stays else 0
        listed.append((claim, stays))
    return listed


@router.post("")
@on_refusal(_task, at="task")
def change_task(ctx: Ctx, n: N, sent: FormFields) -> Response:
    stay = ticked(sent, STAY) if "asked" in sent else None
    fields = {name: value for name, value in sent.items() if name != "asked" and not name.startswith(STAY)}
    changed = parse(TaskChange, fields if is_keeper(ctx) else task_fields(fields))  # theirs has no box to keep it
    with ctx.change() as change:
        tasks.change_task(change, n, changed.fields(), stay=stay)
    return _back(ctx, n, Notice.TASK_CHANGED)


@router.post("/who")
@on_refusal(_task, at="named")
def choose_who_sees(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Let everybody see it, or only those who are ticked and named."""
    if sent.get("everybody") == "1":
        with ctx.change() as change:
            tasks.change_task(change, n, {"only_for": []})
        return _back(ctx, n, Notice.FOR_EVERYBODY)
    known, new = heard.named_person(ctx, sent.get("name", ""))
    named = [*ticked(sent, FOR), *([known.n] if known else [])]
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: naming.name_only(change, n, named, new))
    return _back(ctx, n, Notice.FOR_NAMED)


@router.post("/step")
def step(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Set how far it is, or whether an organizer keeps it."""
    wanted = parse(TaskPatch, {name: sent[name] for name in ("state", "kept", "anyway") if name in sent})
    try:
        with ctx.change() as change:
            tasks.change_task(change, n, wanted.fields(), anyway=wanted.anyway)
    except UnsafeCrew as no:
        return _task(ctx, n, ask=Question(unsafe=no))
    if wanted.state is TaskState.CANCELLED:
        return _back(ctx, n, Notice.TASK_CANCELLED)
    return _back(ctx, n, Notice.TASK_KEPT if wanted.kept else Notice.MOVED)


@router.post("/remove")
def remove(ctx: Ctx, n: N) -> Response:
    """Take it off the list. One that somebody ever took is called off, and its page stays."""
    with ctx.change() as change:
        is_gone = tasks.delete_task(change, n)
    if is_gone:
        return redirect(f"/m/{ctx.by.move_id}", notice=Notice.TASK_REMOVED)
    return _back(ctx, n, Notice.TASK_CANCELLED)


@router.post("/people")
@on_refusal(_task, at="put")
def put_on(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Write down a yes heard in person. Where they have something else then, or it is full, the page asks first."""
    known = heard.known_person(ctx, sent.get("who", ""), "who")
    claim = heard.heard_claim(sent, known)
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    asked = Form("put", sent)
    numbers = [n, *other_end_in(sent)]
    if known and "anyway" not in sent and (clash := _clashing(board, numbers, known.n)):
        return _task(ctx, n, form=asked, ask=Question(clash=clash))
    try:
        with ctx.change(form_intent(ctx.request, sent)) as change:
            heard.put_on(change, numbers, known, claim, more_places="more" in sent)
    except TaskFull:
        if "more" in sent or claim.role is Role.DRIVER:
            raise
        return _task(ctx, n, form=asked, ask=Question(full=True))
    return _back(ctx, n, Notice.PUT_ON)


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
        return _task(ctx, n, ask=Question(first=claim))
    return _back(ctx, n, Notice.PLACE_GIVEN if first else Notice.TAKEN_OFF)


def _require_on(change: Change, claim: int, task_n: int) -> None:
    """Check that a claim is on this task. Raises NotFound."""
    if change.read(ReadOnlyClaim, claim).task_n != task_n:
        raise NotFound


@router.post("/things")
@on_refusal(_task, at="things")
def change_things(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Change what it carries: add, take away, correct."""
    things, off = things_sent(sent)
    with ctx.change() as change:
        out_and_in.change_things(change, n, things, off)
    return _back(ctx, n, Notice.THINGS_CHANGED)


@router.post("/copy")
def copy(ctx: Ctx, n: N, sent: FormFields) -> Response:
    with ctx.change(form_intent(ctx.request, sent)) as change:
        [made] = change.once(lambda: [splitting.copy_task(change, n)])
    return _back(ctx, made, Notice.TASK_COPIED)


@router.post("/split")
@on_refusal(_task, at="split")
def split(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Make what was chosen a task of its own."""
    said: dict[str, str] = {name: sent[name] for name in ("title", "quantity") if name in sent}
    part = parse(Split, {"things": ticked(sent, GOES), **said})
    with ctx.change(form_intent(ctx.request, sent)) as change:
        [made] = change.once(lambda: [splitting.split_task(change, n, part.title, part.things, part.quantity)])
    return _back(ctx, made, Notice.TASK_SPLIT)


def _back(ctx: RequestContext, n: int, notice: Notice) -> Response:
    return redirect(f"/m/{ctx.by.move_id}/tasks/{n}", notice=notice)
