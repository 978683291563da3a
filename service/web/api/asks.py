"""The JSON API for asks: one person is asked by name, and answers by a link. Paths and fields are a contract."""

from functools import partial

from fastapi import Response

from service.domain.core.change import Change
from service.domain.reading.asks import read_ask, read_asks_on, read_own_ask
from service.domain.reading.board import read_board
from service.domain.reading.offers import read_offer
from service.domain.reading.views import Asked, Audience
from service.domain.rules import asks
from service.text.asking import Asking, without_link
from service.text.language import shipped
from service.text.sentences import Sentences
from service.web.api.answers import ALL_SET_ANEW, claim_answer, take_with
from service.web.api.outputs.ask import AskAnswer, AskedOut, AskOut, AsksOut
from service.web.api.outputs.claim import OneOrSeveral
from service.web.api.outputs.helper import PersonOut
from service.web.api.outputs.move import PublicMove
from service.web.api.outputs.offer import OfferAnswer, OfferOut
from service.web.api.outputs.task import PublicTask
from service.web.base.access import Ctx, N, RequestContext
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.forms.ask import AnotherTime, AskChange, NewAsk
from service.web.forms.claim import HelperClaims, OwnClaims

router = Router(prefix="/api/v1")


@router.post("/moves/{m}/asks", status_code=201, tags=["asks"])
def ask(ctx: CtxOnce, body: NewAsk) -> AskAnswer:
    """Ask one person. Without `words` they are made, in `language`; the link is in them in any case."""

    def make(change: Change) -> list[int]:
        fields, spoken = body.fields(), ctx.lang.tag
        return [asks.ask_person(change, body.who, body.tasks, fields, spoken=spoken, languages=shipped())]

    with ctx.change() as change:
        [n] = change.once(lambda: make(change))
    return _ask(ctx, n)


@router.get("/moves/{m}/asks", tags=["asks"])
def get_asks(ctx: Ctx) -> AsksOut:
    """List all asks, in order of asking. Nothing tells a "not this time" from silence."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        listed = read_asks_on(session, board, ctx.installation.now())
    return AsksOut(asks=[_ask_out(ctx, each) for each in listed], version=board.move.version)


@router.patch("/moves/{m}/asks/{n:int}", tags=["asks"])
def change_ask(ctx: CtxOnce, n: N, body: AskChange) -> AskAnswer:
    """Change the words, let the ask rest, or ask anew."""
    given = body.given()
    words = without_link(given["words"], ctx.by.move_id, n) if "words" in given else None
    rests = None if body.state is None else body.state == "resting"

    def make(change: Change) -> None:
        asks.change_ask(change, n, words=words, rests=rests)

    with ctx.change() as change:
        change.once(lambda: make(change))
    return _ask(ctx, n)


@router.delete("/moves/{m}/asks/{n:int}", status_code=204, tags=["asks"])
def take_back(ctx: Ctx, n: N) -> None:
    """Take an ask back: its link ends, and a name that was here for nothing else goes with it."""
    with ctx.change() as change:
        asks.take_back(change, n)


@router.get("/asks/{link}", tags=["asks"])
def get_asked(ctx: Ctx) -> AskedOut:
    with ctx.read() as session:
        asked = read_own_ask(session, ctx.by, ctx.installation.now())
    say = Sentences(ctx.lang)
    return AskedOut(
        helper=PersonOut.model_validate(asked.ask.helper),
        tasks=[PublicTask.of(task, say) for task in (*asked.tasks, *asked.own)],
        words=_words(ctx, asked),
        move=PublicMove.model_validate(asked.move),
        state=asked.ask.state,
        version=asked.move.version,
    )


@router.post("/asks/{link}/claims", status_code=201, response_model=OneOrSeveral, responses=ALL_SET_ANEW, tags=["asks"])
def say_yes(ctx: CtxOnce, body: OwnClaims) -> Response:
    """Take what is asked for, of several tasks all or none. 200 where there was a claim on each already."""

    def make(change: Change) -> list[int]:
        yes = partial(asks.say_yes, change, ctx.by.n, spoken=ctx.lang.tag)
        return take_with(change, body.wishes(), yes)

    with ctx.change() as change:
        made = change.once(lambda: make(change))
        return claim_answer(ctx, change, made, several=isinstance(body, HelperClaims))


@router.post("/asks/{link}/not-this-time", status_code=204, tags=["asks"])
def not_this_time(ctx: Ctx) -> None:
    """Say no, no reason asked; again is fine too. The one who asked is told once, and else it looks like silence."""
    with ctx.change() as change:
        asks.say_not_this_time(change, ctx.by.n)


@router.post("/asks/{link}/another-time", status_code=201, tags=["asks"])
def another_time(ctx: CtxOnce, body: AnotherTime) -> OfferAnswer:
    """Say which other time suits better: it becomes an offer."""
    with ctx.change() as change:
        [n] = change.once(lambda: [asks.offer_another_time(change, ctx.by.n, body.words)])
        version = change.version
    with ctx.read() as session:
        offer = read_offer(session, ctx.by.move_id, n)
    return OfferAnswer(offer=OfferOut.model_validate(offer), version=version)


def _ask(ctx: RequestContext, n: int) -> AskAnswer:
    with ctx.read() as session:
        asked = read_ask(session, ctx.by.move_id, n, ctx.installation.now())
    return AskAnswer(ask=_ask_out(ctx, asked), version=asked.move.version)


def _ask_out(ctx: RequestContext, asked: Asked) -> AskOut:
    link = ctx.installation.ask_url(asked.move.id, asked.ask.n, asked.ask.epoch)
    return AskOut.of(asked.ask, _words(ctx, asked), link)


def _words(ctx: RequestContext, asked: Asked) -> str:
    link = ctx.installation.ask_url(asked.move.id, asked.ask.n, asked.ask.epoch)
    return Asking.of(asked, ctx.installation.now()).words(link)
