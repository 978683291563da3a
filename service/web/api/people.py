"""Helpers, their offers and the thanks to them, for organizers by the JSON API."""

from service.domain.models import OfferState
from service.domain.reading.moves import read_move
from service.domain.reading.offers import read_offer, read_offers
from service.domain.reading.people import read_helpers
from service.domain.reading.tasks import read_tasks
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import Audience
from service.domain.rules import helpers, offers, thanks
from service.text.sentences import Sentences
from service.web.api.answers import claimed, known_helper, known_helper_answer
from service.web.api.outputs.helper import HelpersOut, KnownHelperAnswer
from service.web.api.outputs.offer import AcceptedOffer, OfferAnswer, OfferOut, OffersOut
from service.web.api.outputs.thanks import ThanksListOut, ThanksOut
from service.web.base.access import Ctx, N, RequestContext
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.forms.helper import HelperNoted, NewHelper
from service.web.forms.offer import Acceptance, OfferChange, OfferOnBehalf
from service.web.forms.thanks import ThanksChange

router = Router(prefix="/api/v1")


@router.get("/moves/{m}/helpers", tags=["helpers"])
def get_helpers(ctx: Ctx) -> HelpersOut:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        known = read_helpers(session, move.id, Audience.ORGANIZER).values()
    return HelpersOut(helpers=[known_helper(ctx, helper) for helper in known], version=move.version)


@router.post("/moves/{m}/helpers", status_code=201, tags=["helpers"])
def add_helper(ctx: CtxOnce, body: NewHelper) -> KnownHelperAnswer:
    """Write down somebody to thank who never touched the link."""
    with ctx.change() as change:
        [n] = change.once(lambda: [helpers.add_helper(change, body.helper_fields(), by_hand=True)])
        return known_helper_answer(ctx, change, n)


@router.patch("/moves/{m}/helpers/{n:int}", tags=["helpers"])
def change_helper(ctx: CtxOnce, n: N, body: HelperNoted) -> KnownHelperAnswer:
    with ctx.change() as change:
        change.once(lambda: [helpers.change_helper(change, n, body.helper_fields()).n])
        return known_helper_answer(ctx, change, n)


@router.delete("/moves/{m}/helpers/{n:int}", status_code=204, tags=["helpers"])
def forget_helper(ctx: Ctx, n: N) -> None:
    with ctx.change() as change:
        helpers.forget_helper(change, n)


@router.get("/moves/{m}/offers", tags=["offers"])
def get_offers(ctx: Ctx) -> OffersOut:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        listed = read_offers(session, move.id, Audience.ORGANIZER)
    return OffersOut(offers=[OfferOut.model_validate(offer) for offer in listed], version=move.version)


@router.post("/moves/{m}/offers", status_code=201, tags=["offers"])
def write_down_offer(ctx: CtxOnce, body: OfferOnBehalf) -> OfferAnswer:
    with ctx.change() as change:
        made = change.once(lambda: offers.new_offer(change, {"name": body.name}, body.words))
    return _offer(ctx, made[0])


@router.patch("/moves/{m}/offers/{n:int}", tags=["offers"])
def rest_offer(ctx: CtxOnce, n: N, body: OfferChange) -> OfferAnswer:
    """Let an offer rest, or wake it again."""
    with ctx.change() as change:
        rests = body.state == OfferState.RESTING
        change.once(lambda: offers.rest_offer(change, n, rests=rests))
    return _offer(ctx, n)


@router.post("/moves/{m}/offers/{n:int}/accept", tags=["offers"])
def accept_offer(ctx: CtxOnce, n: N, body: Acceptance) -> AcceptedOffer:
    """Say yes to an offer with concrete tasks; `reply` is the text to send back."""
    wishes = [(each.task, each.wish()) for each in body.tasks]
    with ctx.change() as change:
        made = change.once(lambda: offers.accept_offer(change, n, wishes))
        taken = [claimed(change, claim_n) for claim_n in made]
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        offer = read_offer(session, move.id, n)
        asked = read_tasks(session, move, [claim.task for claim in taken], Audience.ORGANIZER)
    link = ctx.installation.helper_url(move.id, offer.helper.n, offer.helper.epoch)
    return AcceptedOffer(
        offer=OfferOut.model_validate(offer),
        claims=taken,
        reply=Sentences(ctx.lang).reply(offer.helper.name, asked, move, link),
        version=move.version,
    )


@router.get("/moves/{m}/thanks", tags=["thanks"])
def get_thanks(ctx: Ctx) -> ThanksListOut:
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
    say = Sentences(ctx.lang)
    return ThanksListOut(thanks=[ThanksOut.of(entry, say) for entry in listed.entries], complete=listed.complete)


@router.patch("/moves/{m}/thanks/{n:int}", tags=["thanks"])
def change_thanks(ctx: CtxOnce, n: N, body: ThanksChange) -> ThanksOut:
    with ctx.change() as change:
        change.once(lambda: [thanks.change_thanks(change, n, body.fields()).n])
    with ctx.read() as session:
        entry = read_thanks(session, ctx.by.move_id, ctx.installation.now()).entry(n)
    return ThanksOut.of(entry, Sentences(ctx.lang))


def _offer(ctx: RequestContext, n: int) -> OfferAnswer:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        offer = read_offer(session, move.id, n)
    return OfferAnswer(offer=OfferOut.model_validate(offer), version=move.version)
