"""An offer of help: what it says, the yes to it with tasks that fit, and letting it rest."""

import secrets
from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response

from service.domain.hints import read_hints
from service.domain.models import OfferState
from service.domain.reading.board import read_board
from service.domain.reading.fits import fits_of
from service.domain.reading.views import Audience, Board, OfferView, today
from service.domain.rules import offers
from service.text.fits import Fits, said_yes
from service.text.notices import Notice
from service.text.sentences import Sentences
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.ask import wishes_of
from service.web.forms.fields import TASK, ticked
from service.web.organizer.looking import Looking

router = Router(prefix="/m/{m}")


@router.get("/offers/{n}")
def offer(ctx: Ctx, n: N) -> HTMLResponse:
    return _offer(ctx, n)


def _offer(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    offer = board.offer(n)
    hints = read_hints(offer.words)
    proposed = fits_of(hints, board.tasks, board.move, offer.helper.n)
    fitting = {fit.task.n for fit in proposed}
    rest = [
        task for task in board.tasks if task.wants_friends and task.is_for(offer.helper.n) and task.n not in fitting
    ]
    return render_page(
        ctx.request,
        "organizer/offer.html",
        form=form,
        move=board.move,
        offer=offer,
        proposed=proposed,
        rest=rest,
        chosen=set(ticked(form.values, TASK)) if form.at else {fit.task.n for fit in proposed[:1]},
        fits=Fits(ctx.lang),
        vehicle=hints.vehicle,
        answer=_answer(ctx, board, offer),
        key=secrets.token_urlsafe(),
    )


def _answer(ctx: RequestContext, board: Board, offer: OfferView) -> dict[str, str] | None:
    """Write the answer to an accepted offer, to say and to send; None if all of it was given back."""
    helper, move = offer.helper, board.move
    taken = [task for task, _ in board.claims_of(helper.n)]
    if offer.state is not OfferState.ACCEPTED or not taken:
        return None
    link = ctx.installation.helper_url(move.id, helper.n, helper.epoch)
    words = Sentences(ctx.lang).reply(helper.name, taken, move, link)
    return {
        "words": words,
        "spoken": said_yes(ctx.lang, taken, move, today(move, ctx.installation.now())),
        "sms": f"sms:{quote(helper.phone.replace(' ', ''))}?&body={quote(words)}",
        "mailto": f"mailto:{quote(helper.email)}?subject={quote(move.title)}&body={quote(words)}",
    }


@router.post("/offers/{n}/accept")
@on_refusal(_offer, at="accept")
def accept_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    wanted = [(each.task, each.wish()) for each in wishes_of(sent)]
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: offers.accept_offer(change, n, wanted))
    return redirect(f"/m/{ctx.by.move_id}/offers/{n}", notice=Notice.OFFER_ACCEPTED)


@router.post("/offers/{n}/rest")
def rest_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    rests = sent.get("rests") == "1"
    with ctx.change() as change:
        offers.rest_offer(change, n, rests=rests)
    looking = Looking.of(ctx.request.query_params)
    notice = Notice.OFFER_RESTS if rests else Notice.MOVED
    return redirect(f"/m/{ctx.by.move_id}", notice=notice, **looking.address)
