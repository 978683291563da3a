"""The contents of the board: its tasks in columns or by time, and what stands above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi.responses import HTMLResponse

from service.domain.core.refusals import UnsafeCrew
from service.domain.models import TaskState
from service.domain.reading.asks import read_unread_noes
from service.domain.reading.board import read_board
from service.domain.reading.fits import makes_safe
from service.domain.reading.next_step import read_next_step
from service.domain.reading.people import reads_as
from service.domain.reading.tellings import count_untold
from service.domain.reading.views import Audience, Board, Section, TaskView, by_hour, section_of, today
from service.domain.reading.yeses import read_done, yeses_of
from service.mail.addresses import is_proven, reached_at, to_prove
from service.text.language import Language
from service.text.notices import Notice
from service.text.refusals import sentence_of
from service.web.base.access import RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_key
from service.web.base.pages import notice_in, render_page
from service.web.base.status import status_of
from service.web.organizer.board_rows import BoardRows
from service.web.organizer.keeping import by_keeper, show_list
from service.web.organizer.looking import EVERYTHING, Looking, View
from service.web.organizer.put_away import put_away


@dataclass(frozen=True)
class Column:
    """Tasks that are equally far along."""

    section: Section
    title: str
    state: TaskState
    """The state that a task gets by being moved here."""
    tasks: list[TaskView]


def show_board(ctx: RequestContext, *, form: Form = UNTOUCHED, unsafe: UnsafeCrew | None = None) -> HTMLResponse:
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
    shown["late"] = board.late_on(day) if board.move.is_open else []
    shown["step_stays"] = notice_in(ctx.request) is Notice.TASKS_ADDED
    shown["ticked"] = _just_ticked(ctx, shown["found"])
    shown["key"] = form_key(ctx, board.move.version)
    return render_page(ctx.request, "organizer/board.html", status=status, form=form, reader=ctx.by.key, **shown)


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
        "step_stays": False,
        "yeses": [],
        "late": [],
        "makes_safe": makes_safe,
        "found": found,
        "to_do": sum(task.state.is_live for task in found),
        "untimed": any(task.state.is_live and task.starts is None for task in found),
        "rows": BoardRows(lang, board, day),
        "columns": _columns(found, looking, lang) if looking.view is View.TO_DO else [],
        "hours": by_hour(live, board.move) if looking.view is View.BY_TIME else [],
        "suggested": by_keeper(board),
        "cancelled": [task for task in found if task.state is TaskState.CANCELLED],
        "waiting": [offer for offer in board.waiting if not offer.named],
        "share": board.effort.share,
        "names": list(board.labels.values()),
        "unsafe": unsafe and _shown_unsafe(board, unsafe, lang),
        "key": "",
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
    """Return the number of the task whose row was just ticked, or got a name, if the page says so and shows the row."""
    if notice_in(ctx.request) not in (Notice.TICKED, Notice.TO_DO_AGAIN, Notice.PUT_ON):
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
