"""The organizer's board: what there is to do, who has it, and what was offered."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import UnsafeCrew
from service.domain.models import OfferState, TaskState
from service.domain.reading.asks import read_unread_noes
from service.domain.reading.board import read_board
from service.domain.reading.fits import makes_safe
from service.domain.reading.next_step import read_next_step
from service.domain.reading.people import reads_as
from service.domain.reading.tellings import count_untold
from service.domain.reading.views import Audience, Board, Section, TaskView, by_hour, section_of, today
from service.domain.reading.yeses import read_done, yeses_of
from service.domain.rules import helpers, offers, tasks
from service.domain.rules.organizers import note_look
from service.mail.addresses import is_proven, reached_at, to_prove
from service.text.language import Language
from service.text.notices import Notice
from service.text.refusals import sentence_of
from service.text.rows import Rows
from service.web.base.access import Ctx, FormFields, N, RequestContext, form_intent, without_key
from service.web.base.pages import UNTOUCHED, Form, notice_in, on_refusal, redirect, render_page
from service.web.base.status import status_of
from service.web.forms.fields import number
from service.web.forms.offer import OfferOnBehalf
from service.web.forms.shape import parse
from service.web.forms.task import TaskPatch
from service.web.organizer import heard
from service.web.organizer.keeping import by_keeper, show_list
from service.web.organizer.looking import EVERYTHING, Looking, View
from service.web.organizer.put_away import keep_away, put_away

router = APIRouter(prefix="/m/{m}")


@dataclass(frozen=True)
class Column:
    """Tasks that are equally far along."""

    section: Section
    title: str
    state: TaskState
    """The state that a task gets by being moved here."""
    tasks: list[TaskView]


@router.get("")
def board(ctx: Ctx) -> HTMLResponse:
    return _board(ctx)


def _board(ctx: RequestContext, *, form: Form = UNTOUCHED, unsafe: UnsafeCrew | None = None) -> HTMLResponse:
    with ctx.read() as session:
        if reads_as(session, ctx.by)[0] is Audience.KEEPER:
            return show_list(ctx, session)
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        day = today(board.move, now)
        to_tell = count_untold(session, board.move, day, sends=sends)
        noes = read_unread_noes(session, ctx.by.move_id, ctx.by.n, now)
        left = put_away(ctx.request, ctx.by.move_id, now)
        done = read_done(session, ctx.by.move_id, ctx.by.n, now)
        step = read_next_step(session, board, now, done=done, to_tell=to_tell, left=left)
    status = status_of(unsafe) if unsafe else None
    shown = shown_of(board, ctx.lang, Looking.of(ctx.request.query_params), unsafe, day=day)
    me = next(each for each in board.move.organizers if each.n == ctx.by.n)
    proof = to_prove(ctx.installation, me, ctx.request.query_params.get("k", ""))
    unproven = me if proof or (me.email and me.met == reached_at(me) and not is_proven(ctx.installation, me)) else None
    shown |= {"unproven": unproven, "proof": proof, "to_tell": to_tell, "noes": noes, "step": step}
    shown["yeses"] = yeses_of(board, done)
    shown["ticked"] = _just_ticked(ctx, shown["found"])
    return render_page(ctx.request, "organizer/board.html", status=status, form=form, **shown)


def shown_of(
    board: Board,
    lang: Language,
    looking: Looking = EVERYTHING,
    unsafe: UnsafeCrew | None = None,
    *,
    day: date | None = None,
) -> dict[str, Any]:
    """Return the values that organizer/board.html shows. `day`: today, where the move is."""
    found = [task for task in board.tasks if looking.finds(task) and task.state is not TaskState.PROPOSED]
    live = [task for task in found if task.state is not TaskState.CANCELLED]
    return {
        "board": board,
        "looking": looking,
        "ticked": None,
        "step": None,
        "yeses": [],
        "makes_safe": makes_safe,
        "found": found,
        "to_do": sum(task.state.is_live for task in found),
        "untimed": any(task.state.is_live and task.starts is None for task in found),
        "rows": Rows(lang, board.move, day),
        "columns": _columns(found, looking, lang) if looking.view is View.TO_DO else [],
        "hours": by_hour(live, board.move) if looking.view is View.BY_TIME else [],
        "suggested": by_keeper(board),
        "cancelled": [task for task in found if task.state is TaskState.CANCELLED],
        "waiting": [offer for offer in board.offers if offer.state is OfferState.WAITING and not offer.named],
        "share": board.effort.share,
        "names": list(board.labels.values()),
        "unsafe": unsafe and _shown_unsafe(board, unsafe, lang),
        "key": secrets.token_urlsafe(),
    }


def _shown_unsafe(board: Board, unsafe: UnsafeCrew, lang: Language) -> dict[str, Any]:
    return {
        "task": board.task(unsafe.task),
        "people": unsafe.people,
        "taken": unsafe.taken,
        "by_hand": unsafe.by_hand,
        "sentence": sentence_of(unsafe, lang),
    }


def _just_ticked(ctx: RequestContext, found: Sequence[TaskView]) -> int | None:
    """Return the number of the task whose row was just ticked, if that is what the page says and the row is shown."""
    if notice_in(ctx.request) not in (Notice.TICKED, Notice.TO_DO_AGAIN):
        return None
    stays = list(Looking.of(ctx.request.query_params).stays)
    rows = {task.n for task in found if task.state is not TaskState.CANCELLED}
    return stays[-1] if stays and stays[-1] in rows else None


def _columns(tasks: list[TaskView], looking: Looking, lang: Language) -> list[Column]:
    _ = lang.gettext
    columns = [
        Column(Section.OPEN, _("Still open"), TaskState.OPEN, []),
        Column(Section.COVERED, _("Covered"), TaskState.OPEN, []),
        Column(Section.UNDER_WAY, _("Under way"), TaskState.UNDER_WAY, []),
        Column(Section.DONE, _("Done"), TaskState.DONE, []),
        Column(Section.KEPT, _("You keep these for yourself"), TaskState.OPEN, []),
    ]
    by_section = {column.section: column for column in columns}
    for task in tasks:
        section = looking.stays.get(task.n, section_of(task))
        if task.state is not TaskState.CANCELLED and section in by_section:
            by_section[section].tasks.append(task)
    return columns


@router.post("/tasks/{n}/state")
def set_state(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Move a task along. After calling one off, its page shows who had said yes to it."""
    try:
        asked = {"state": sent["tick"]} if "tick" in sent else sent
        wanted = parse(TaskPatch, {name: asked[name] for name in ("state", "anyway") if name in asked})
        with ctx.change() as change:
            tasks.change_task(change, n, wanted.fields(), anyway=wanted.anyway)
    except UnsafeCrew as no:
        return _board(ctx, unsafe=no)
    if wanted.state is TaskState.CANCELLED:
        return redirect(f"/m/{ctx.by.move_id}/tasks/{n}", notice=Notice.TASK_CANCELLED)
    looking, path = Looking.of(ctx.request.query_params), f"/m/{ctx.by.move_id}"
    if "tick" not in sent:
        return redirect(path, notice=Notice.MOVED, **looking.address)
    notice = Notice.TICKED if wanted.state is TaskState.DONE else Notice.TO_DO_AGAIN
    return redirect(
        path, notice=notice, anchor=f"task-{n}", **looking.staying(n, ctx.request.query_params.get("at", "")).address
    )


@router.post("/next/leave")
def leave_step(ctx: Ctx, sent: FormFields) -> Response:
    """Put the next step away for a day."""
    with ctx.read():  # nothing is written, and nobody but an organizer is answered
        now = ctx.installation.now()
    answer = redirect(f"/m/{ctx.by.move_id}{Looking.of(ctx.request.query_params).suffix}")
    keep_away(ctx, answer, sent.get("step", ""), now)
    return answer


@router.post("/next/seen")
def note_seen(ctx: Ctx, sent: FormFields) -> Response:
    """Note that this organizer has seen who said yes, up to the version that the board showed."""
    with ctx.change() as change:
        note_look(change, number(sent.get("version", "")))
    return redirect(f"/m/{ctx.by.move_id}{Looking.of(ctx.request.query_params).suffix}")


@router.post("/offers")
@on_refusal(_board, at="offer")
def write_down_offer(ctx: Ctx, sent: FormFields) -> Response:
    said = parse(OfferOnBehalf, without_key(sent))
    known = heard.known_person(ctx, said.name, "name")
    with ctx.change(form_intent(ctx.request, sent)) as change:

        def write() -> list[int]:
            helper_n = known.n if known else helpers.add_helper(change, {"name": said.name})
            return [offers.add_offer(change, helper_n, said.words)]

        change.once(write)
    looking = Looking.of(ctx.request.query_params)
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.OFFER_WRITTEN, **looking.address)
