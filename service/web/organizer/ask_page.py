"""The page that asks: whom and for what, who has offered, what is easy to hand over, and who is asked."""

import secrets

from fastapi.responses import HTMLResponse

from service.domain.hints import read_hints
from service.domain.models import OfferState
from service.domain.reading.asks import read_asks_on, to_ask_first
from service.domain.reading.board import read_board
from service.domain.reading.fits import by_fit, easiest, fits_of
from service.domain.reading.views import Audience, Board, Effort, HelperView, TaskView
from service.text.fits import Fits
from service.text.language import shipped
from service.web.base.access import RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.pages import render_page
from service.web.forms.fields import TASK, number, ticked
from service.web.organizer.printing import paper_of

EASIEST_FIRST = tuple(Effort)
FEW = 3
"""Tasks that are proposed before somebody looks further: a long list makes asking larger."""


def show_ask(ctx: RequestContext, task: str = "", helper: str = "", *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        asked = read_asks_on(session, board, ctx.installation.now())
    chosen = {number(task)} if form is UNTOUCHED else set(ticked(form.values, TASK))
    askable = [each for each in board.tasks if each.state.is_live]
    on_it = [each for each in askable if each.n in chosen]
    wanted = number(helper) or next((n for each in on_it if (n := to_ask_first(each, asked))), 0)
    whom = next((each for each in board.helpers if each.n == wanted), None)
    others = [each for each in askable if each.n not in chosen and each.has_room and not each.is_for_professionals]
    fitting = _fits_of(board, whom) if whom else []
    others.sort(key=lambda each: (_for_others(each, whom), _place(each.n, fitting), EASIEST_FIRST.index(each.effort)))
    offered = by_fit(board.waiting, on_it[0], board.move) if on_it else board.waiting
    return render_page(
        ctx.request,
        "organizer/ask.html",
        form=form,
        board=board,
        move=board.move,
        chosen=on_it,
        few=others[:FEW],
        others=others[FEW:],
        who=board.labels[whom.n] if whom else "",
        refused_before=whom is not None and board.was_refused(whom.n),
        names=list({**{offer.helper.n: board.labels[offer.helper.n] for offer in offered}, **board.labels}.values()),
        tongues=list(shipped().items()),
        asked=asked,
        paper=paper_of(ctx),
        offered=offered,
        to_hand_over=[] if chosen - {0} or not board.move.is_open else easiest(board.tasks, board.move),
        mine=board.effort.share_of_mine,
        fits=Fits(ctx.lang),
        key=secrets.token_urlsafe(),
    )


def _for_others(task: TaskView, whom: HelperView | None) -> int:
    """Sort what is for this person alone first, and what is for others alone last."""
    return 1 if not task.only_for else 0 if whom and task.is_for(whom.n) else 2


def _fits_of(board: Board, helper: HelperView) -> list[int]:
    """List the tasks that go with what they have offered, the best first."""
    words = " ".join(offer.words for offer in board.offered_by(helper.n) if offer.state is OfferState.WAITING)
    return [fit.task.n for fit in fits_of(read_hints(words), board.tasks, board.move, helper.n)] if words else []


def _place(n: int, fitting: list[int]) -> int:
    return fitting.index(n) if n in fitting else len(fitting)
