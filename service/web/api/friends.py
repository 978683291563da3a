"""The JSON API for friends: all that a sign-up link and a helper's own link can do. Paths and fields are a contract."""

from functools import partial

from fastapi import Response

from service.domain.core.change import helper_of
from service.domain.models import Ask, Claim, Offer
from service.domain.reading.asks import read_own_hours
from service.domain.reading.board import read_board
from service.domain.reading.people import read_reader
from service.domain.reading.views import Audience
from service.domain.rules import claims, handing_on, helpers, offers
from service.domain.rules.repeats import still_theirs
from service.domain.rules.undo_own import undo_own
from service.text.sentences import Sentences
from service.web.api.answers import ALL_SET_ANEW, claim_answer, helper_answer, take
from service.web.api.outputs.ask import AskLink
from service.web.api.outputs.board import HelperPage, SignupOut
from service.web.api.outputs.claim import ClaimedOut, OneOrSeveral
from service.web.api.outputs.helper import HelperAnswer, HelperOut, PersonOut
from service.web.api.outputs.history import UndoneOut
from service.web.api.outputs.move import MoveOut, PublicMove
from service.web.api.outputs.offer import OfferOut, OfferWithLink
from service.web.api.outputs.task import PublicTask, TaskOut
from service.web.base.access import Ctx, N
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.forms.ask import HandOn
from service.web.forms.claim import HelperClaims, NewClaims, OwnClaims, SignupClaims
from service.web.forms.helper import HelperChange
from service.web.forms.offer import NewOffer
from service.web.forms.undo import Undone

router = Router(prefix="/api/v1")


@router.get("/signup/{link}", tags=["sign-up"])
def get_signup(ctx: Ctx) -> SignupOut:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC)
    say = Sentences(ctx.lang)
    return SignupOut(
        move=PublicMove.model_validate(board.move),
        tasks=[PublicTask.of(task, say) for task in board.tasks],
        version=board.move.version,
    )


@router.post("/signup/{link}/claims", status_code=201, response_model=OneOrSeveral, tags=["sign-up"])
def claim_as_new(ctx: CtxOnce, body: NewClaims) -> Response:
    """Take a piece of a task, or of several, all or none, under a new name. Always makes a new helper."""
    limits_of(ctx.request).count_new_helper(ctx.request, ctx.by)
    with ctx.change() as change:

        def make() -> list[int]:
            helper_n = helpers.add_helper(change, {**body.helper_fields(), "language": ctx.lang.tag})
            return take(change, helper_n, body.wishes())

        made = change.once(make, still_valid=partial(still_theirs, change, Claim, anew=False))
        return claim_answer(ctx, change, made, several=isinstance(body, SignupClaims))


@router.post("/signup/{link}/offers", status_code=201, tags=["sign-up"])
def offer_as_new(ctx: CtxOnce, body: NewOffer) -> OfferWithLink:
    limits_of(ctx.request).count_new_helper(ctx.request, ctx.by)
    with ctx.change() as change:
        person: helpers.HelperFields = {**body.helper_fields(), "language": ctx.lang.tag}
        [n] = change.once(
            lambda: offers.new_offer(change, person, body.words),
            still_valid=partial(still_theirs, change, Offer, anew=False),
        )
        offer = change.get(Offer, n)
        helper = helper_of(change, offer.helper_n)
        return OfferWithLink(
            offer=OfferOut(n=n, words=offer.words, state=offer.state, helper=PersonOut.model_validate(helper)),
            helper_link=ctx.installation.helper_url(ctx.by.move_id, helper.n, helper.epoch),
            version=change.version,
        )


@router.get("/helper/{link}", tags=["helper"])
def get_helper(ctx: Ctx) -> HelperPage:
    with ctx.read() as session:
        me, audience = read_reader(session, ctx.by, ctx.installation.now())
        board = read_board(session, ctx.by.move_id, audience, me=me.n)
        hours = read_own_hours(session, board, me.n)
    say = Sentences(ctx.lang)
    return HelperPage(
        helper=HelperOut.model_validate(me),
        move=MoveOut.model_validate(board.move),
        claims=[ClaimedOut.of(claim, claim.position, hours.get(task.n)) for task, claim in board.claims_of(me.n)],
        tasks=[TaskOut.of(task, say) for task in board.tasks],
        version=board.move.version,
    )


@router.patch("/helper/{link}", tags=["helper"])
def change_me(ctx: CtxOnce, body: HelperChange) -> HelperAnswer:
    with ctx.change() as change:
        change.once(lambda: [helpers.change_helper(change, ctx.by.n, body.helper_fields()).n])
        return helper_answer(ctx, change, ctx.by.n)


@router.delete("/helper/{link}", status_code=204, tags=["helper"])
def forget_me(ctx: Ctx) -> None:
    """Forget this helper: name and contacts are gone, their places are given back, the link ends."""
    with ctx.change() as change:
        helpers.forget_helper(change, ctx.by.n)


@router.post("/helper/{link}/undo", tags=["helper"])
def undo_change_of_mine(ctx: CtxOnce, body: Undone) -> UndoneOut:
    """Take again what this helper gave back, or give back what they took: for ten minutes, while the place is free."""
    with ctx.change() as change:
        [version] = change.once(lambda: [undo_own(change, body.version)])
    return UndoneOut(version=version)


@router.post(
    "/helper/{link}/claims", status_code=201, response_model=OneOrSeveral, responses=ALL_SET_ANEW, tags=["helper"]
)
def claim_more(ctx: CtxOnce, body: OwnClaims) -> Response:
    """Take more, of several tasks all or none. 200 where there was a claim on each already: its quantity is set."""
    with ctx.change() as change:
        made = change.once(lambda: take(change, ctx.by.n, body.wishes()))
        return claim_answer(ctx, change, made, several=isinstance(body, HelperClaims))


@router.post("/helper/{link}/claims/{n:int}/hand-on", status_code=201, tags=["helper"])
def hand_on(ctx: CtxOnce, n: N, body: HandOn) -> AskLink:
    """Ask one friend to take a firm claim over: it stays theirs until the friend says yes by the link."""
    limits_of(ctx.request).count_new_helper(ctx.request, ctx.by)
    with ctx.change() as change:
        [made] = change.once(lambda: [handing_on.hand_on(change, n, body.name, spoken=ctx.lang.tag)])
        return AskLink(link=ctx.installation.ask_url(ctx.by.move_id, made, change.get(Ask, made).epoch))


@router.delete("/helper/{link}/claims/{n:int}/hand-on", status_code=204, tags=["helper"])
def stop_handing_on(ctx: Ctx, n: N) -> None:
    """Take back what hands on a claim: the friend's link ends. Again is fine too."""
    with ctx.change() as change:
        handing_on.stop_handing_on(change, n)


@router.delete("/helper/{link}/claims/{n:int}", status_code=204, tags=["helper"])
def release(ctx: Ctx, n: N) -> None:
    """Give a place back, no reason asked; again is fine too."""
    with ctx.change() as change:
        claims.release(change, n)
