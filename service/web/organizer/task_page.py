"""One task's page, and what it asks before it goes on."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import UnsafeCrew
from service.domain.models import AskState, Role
from service.domain.reading.asks import hours_on, read_asks_on, to_ask_first
from service.domain.reading.board import read_board
from service.domain.reading.fits import by_fit
from service.domain.reading.people import reads_as
from service.domain.reading.stand_ins import stand_ins, wants_somebody_now
from service.domain.reading.tellings import read_untold
from service.domain.reading.views import Asked, Audience, ClaimView, TaskView, other_half, today
from service.text.notices import Notice
from service.text.refusals import sentence_of
from service.text.stepping_in import reason
from service.web.base.access import RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.pages import redirect, render_page
from service.web.base.status import STATUS
from service.web.forms.fields import number, ticked
from service.web.organizer.keeping import drafts_with, show_draft
from service.web.organizer.looking import Looking

ASKS = STATUS[UnsafeCrew.code]
"""Status of a page that asks before it goes on: like that of the refusals that it asks about."""
STAY = "stay-"
"""Beginning of the names of the boxes that are ticked for who stays, before the helper's number."""


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


def show_task(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED, question: Question = NONE) -> HTMLResponse:
    with ctx.read() as session:
        if reads_as(session, ctx.by)[0] is Audience.KEEPER:
            return show_draft(ctx, session, n, form)
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        untold = read_untold(session, board.move, today(board.move, now), sends=sends)
        asks = read_asks_on(session, board, now)
    shown = board.task(n)
    offered = by_fit(board.waiting, shown, board.move)
    step_in = stand_ins(board, shown) if wants_somebody_now(shown, board.move, now) else []
    asked_in = {each.ask.helper.n: each.ask.n for each in asks if _is_asked_for(each, n)}
    return render_page(
        ctx.request,
        "organizer/task.html",
        status=question.status,
        form=form,
        move=board.move,
        task=shown,
        names=list({**{each.helper.n: board.labels[each.helper.n] for each in offered}, **board.labels}.values()),
        named=[(each, name) for each, name in board.labels.items() if each in shown.only_for],
        other=board.other_ends(None).get(n),
        split_alike=other_half(board.tasks, shown),
        other_draft=next(iter(drafts_with(board, shown)), None),
        asked=[each.ask for each in asks if _is_asked_for(each, n)],
        own_hours=hours_on(shown, asks),
        handed=[each for each in asks if each.handed and each.handed.task_n == n],
        to_propose=board.labels.get(to_ask_first(shown, asks), ""),
        step_in=[(each.helper, reason(ctx.lang, each.why), asked_in.get(each.helper.n, 0)) for each in step_in],
        board=board,
        question=question,
        unsafe_sentence=sentence_of(question.unsafe, ctx.lang) if question.unsafe else "",
        stay=_who_stays(shown, form),
        key=secrets.token_urlsafe(),
        untold=untold,
    )


def _is_asked_for(asked: Asked, n: int) -> bool:
    """Tell whether somebody is shown as asked for this task."""
    return n in asked.ask.tasks and asked.ask.state is AskState.ASKED and asked.handed is None


def stay_in(sent: Mapping[str, str]) -> list[int] | None:
    """Read who stays; None where nobody was chosen."""
    return ticked(sent, STAY) or None


def _who_stays(task: TaskView, form: Form) -> list[tuple[ClaimView, bool]]:
    """List those who are coming, each with whether they stay.

    Where nobody was chosen and there are to be fewer, the first are proposed. One alone is listed only then.
    """
    sent, coming = form.here("task").values, [claim for claim in task.firm if claim.role is not Role.DRIVER]
    needed, chosen = sent.get("needed", ""), stay_in(sent)
    if chosen is not None:
        return [(claim, claim.helper.n in chosen) for claim in coming]
    if not needed.isdigit() or number(needed) >= task.taken:
        return [(claim, False) for claim in coming] if len(coming) > 1 else []
    left, listed = number(needed), list[tuple[ClaimView, bool]]()
    for claim in coming:
        stays = claim.quantity <= left
        left -= claim.quantity if stays else 0
        listed.append((claim, stays))
    return listed


def back_to(ctx: RequestContext, n: int, notice: Notice) -> Response:
    return redirect(f"/m/{ctx.by.move_id}/tasks/{n}", notice=notice)


def back_to_row(ctx: RequestContext, n: int, notice: Notice, section: str = "") -> Response:
    """Lead to the board as it was looked at: the task's row stays where it is, else in this section."""
    stays = Looking.of(ctx.request.query_params).staying(n, section)
    return redirect(f"/m/{ctx.by.move_id}", notice=notice, anchor=f"task-{n}", **stays.address)
