"""The organizer's board: what there is to do, who has it, and what was offered."""

from fastapi.responses import HTMLResponse, Response

from service.domain.rules import helpers, offers
from service.domain.rules.organizers import note_look
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields
from service.web.base.intents import form_intent, without_key
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect
from service.web.forms.fields import number
from service.web.forms.offer import OfferOnBehalf
from service.web.forms.shape import parse
from service.web.organizer import heard
from service.web.organizer.board_page import show_board
from service.web.organizer.looking import Looking
from service.web.organizer.put_away import keep_away

router = Router(prefix="/m/{m}")


@router.get("")
def board(ctx: Ctx) -> HTMLResponse:
    return show_board(ctx)


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
@on_refusal(show_board, at="offer")
def write_down_offer(ctx: Ctx, sent: FormFields) -> Response:
    offer = parse(OfferOnBehalf, without_key(sent))
    known = heard.known_person(ctx, offer.name, "name")
    with ctx.change(form_intent(ctx.request, sent)) as change:

        def write() -> list[int]:
            helper_n = known.n if known else helpers.add_helper(change, {"name": offer.name})
            return [offers.add_offer(change, helper_n, offer.words)]

        change.once(write)
    looking = Looking.of(ctx.request.query_params)
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.OFFER_WRITTEN, **looking.address)
