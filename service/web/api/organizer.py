"""The JSON API for organizers: the same domain calls as the pages. Paths and fields are a contract (/api/docs)."""

from typing import Any

from fastapi import Request, Response

from service.domain.core.change import Change, helper_of
from service.domain.models import OfferState
from service.domain.pasting import HANDS
from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.moves import read_move
from service.domain.reading.offers import read_offer, read_offers
from service.domain.reading.people import count_people, read_helpers, reads_as
from service.domain.reading.tasks import preview, read_tasks
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import Audience, today
from service.domain.rules import claims, helpers, moves, offers, places, suggestions, tasks, thanks, undo
from service.text.move_titles import made_title, title_after
from service.text.proposals import digest_of, gear_of, proposed_in
from service.text.sentences import Sentences
from service.web.api.answers import SET_ANEW, claim_answer, claimed, known_helper, known_helper_answer, take
from service.web.api.outputs.board import BoardOut, EffortOut
from service.web.api.outputs.claim import ClaimAnswer
from service.web.api.outputs.helper import HelpersOut, KnownHelperAnswer
from service.web.api.outputs.history import HappeningOut, HistoryOut, UndoneOut
from service.web.api.outputs.move import MoveLinks, MoveOut, MoveWithLinks, OrganizerOut, PlannedMove
from service.web.api.outputs.offer import AcceptedOffer, OfferAnswer, OfferOut, OffersOut
from service.web.api.outputs.pasted import PastedOut
from service.web.api.outputs.task import TaskOut, TasksOut
from service.web.api.outputs.thanks import ThanksListOut, ThanksOut
from service.web.base.access import Ctx, CtxOnce, N, RequestContext, installation_of, language_of, visitor_of
from service.web.base.clients import PlanIntent
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.forms.claim import ClaimChange, ClaimOnBehalf
from service.web.forms.helper import HelperNoted, NewHelper
from service.web.forms.move import MovePatch, NewMove
from service.web.forms.offer import Acceptance, OfferChange, OfferOnBehalf
from service.web.forms.task import NewTasks, PastedList, TaskPatch, TasksIn, TasksPatch
from service.web.forms.thanks import ThanksChange
from service.web.forms.undo import Undone

DRY_RUN: dict[int | str, dict[str, Any]] = {200: {"model": PastedOut, "description": "A dry run: nothing is saved"}}
router = Router(prefix="/api/v1")


@router.post("/moves", status_code=201, tags=["moves"])
def plan_move(request: Request, body: NewMove, intent: PlanIntent) -> PlannedMove:
    limits_of(request).require_word(request, body.word or "")
    installation = installation_of(request)
    lang = language_of(request, body.zone or "")
    organizer: moves.OrganizerFields = {**body.organizer_fields(), "language": lang.tag}
    by = moves.plan_move(
        installation.database,
        body.fields_or(made_title(body.organizer.name, body.day, lang)),
        organizer,
        now=installation.now(),
        intent=intent,
        visitor=visitor_of(request),
    )
    with installation.database.reading() as session:
        move = read_move(session, by.move_id, Audience.ORGANIZER)
    request.state.move_version = move.version
    links = MoveLinks(organizer=installation.url(by), signup=installation.signup_url(move.id, move.signup_epoch))
    return PlannedMove(id=move.id, version=move.version, state=move.state, links=links)


@router.get("/moves/{m}", tags=["moves"])
def get_move(ctx: Ctx) -> MoveWithLinks:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    shown = MoveWithLinks.model_validate(move)
    shown.organizer = OrganizerOut.model_validate(move.organizer_of(ctx.by.n))
    shown.links = MoveLinks(
        organizer=ctx.installation.url(ctx.by), signup=ctx.installation.signup_url(move.id, move.signup_epoch)
    )
    return shown


@router.patch("/moves/{m}", tags=["moves"])
def change_move(ctx: CtxOnce, body: MovePatch) -> MoveWithLinks:
    with ctx.change() as change:
        change.once(lambda: moves.change_move(change, body.fields(), body.organizer_fields(), retitle=title_after))
    return get_move(ctx)


@router.delete("/moves/{m}", status_code=204, tags=["moves"])
def erase_move(ctx: Ctx) -> None:
    with ctx.change() as change:
        change.erase()


@router.get("/moves/{m}/board", tags=["moves"])
def get_board(ctx: Ctx) -> BoardOut:
    with ctx.read() as session:
        audience, me = reads_as(session, ctx.by)
        board = read_board(session, ctx.by.move_id, audience, me=me)
    say = Sentences(ctx.lang)
    return BoardOut(
        move=MoveOut.model_validate(board.move),
        tasks=[TaskOut.of(task, say) for task in board.tasks],
        offers=[OfferOut.model_validate(offer) for offer in board.offers],
        effort=EffortOut.of(board.effort),
        version=board.move.version,
    )


@router.get("/moves/{m}/history", tags=["moves"])
def get_history(ctx: Ctx) -> HistoryOut:
    with ctx.read() as session:
        lines = read_history(session, ctx.by.move_id)
        return HistoryOut(history=[HappeningOut.of(line) for line in lines], version=lines[-1].version)


@router.post("/moves/{m}/undo", tags=["moves"])
def undo_change(ctx: CtxOnce, body: Undone) -> UndoneOut:
    """Take back what the organizers' change that led to this version did; a second time is nothing new."""
    with ctx.change() as change:
        [version] = change.once(lambda: [undo.undo(change, body.version)])
    return UndoneOut(version=version)


@router.post("/moves/{m}/tasks", status_code=201, tags=["tasks"])
def add_tasks(ctx: CtxOnce, body: TasksIn) -> TasksOut:
    """One task, or several as `{"tasks": [...]}`: all or none."""
    new = body.tasks if isinstance(body, NewTasks) else [body]
    with ctx.change() as change:
        made = change.once(lambda: tasks.add_tasks(change, [task.fields() for task in new]))
    return _tasks(ctx, made)


@router.post("/moves/{m}/tasks/paste", status_code=201, responses=DRY_RUN, tags=["tasks"])
def paste_list(ctx: CtxOnce, body: PastedList, response: Response, dry_run: bool = False) -> PastedOut:
    """A list as a person wrote it becomes tasks. Each non-blank line is in tasks, `unclear`, `staying` or `done`."""
    with ctx.read() as session:
        audience, me = reads_as(session, ctx.by)
        move = read_move(session, ctx.by.move_id, audience)
        hands = body.hands or max(HANDS, count_people(session, ctx.by))
    limits_of(ctx.request).count_list(ctx.request, ctx.by)
    day, keeper = today(move, ctx.installation.now()), audience is Audience.KEEPER
    understood, fields = ctx.apart(proposed_in, body.text, move, hands, day, ctx.lang, keeper=keeper)
    if dry_run:
        response.status_code, ctx.request.state.move_version = 200, move.version
        shown = [(None, preview(move, tasks.drafted(each), each["things"])) for each in fields]
        return PastedOut.of(understood, shown, ctx.lang, version=move.version, saved=False)
    digest = digest_of(body.text, ctx.installation.links)
    with ctx.change() as change:
        made = change.once(lambda: tasks.add_list(change, fields, digest, gear_of(understood.tasks)))
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, audience)
        saved = read_tasks(session, move, made, audience, me=me)
    numbered = [(task.n, task) for task in saved]
    return PastedOut.of(understood, numbered, ctx.lang, version=move.version, saved=True)


@router.patch("/moves/{m}/tasks/{n:int}", tags=["tasks"])
def change_task(ctx: CtxOnce, n: N, body: TaskPatch) -> TaskOut:
    with ctx.change() as change:
        change.once(lambda: _change_as_seen(change, n, body))
    return _tasks(ctx, [n]).tasks[0]


def _change_as_seen(change: Change, n: int, body: TaskPatch) -> None:
    if body.seen is not None and "state" in body.fields():
        suggestions.require_as_seen(change, n, seen=body.seen)
    tasks.change_task(change, n, body.fields(), anyway=body.anyway, stay=body.stay)


@router.patch("/moves/{m}/tasks", tags=["tasks"])
def change_tasks(ctx: CtxOnce, body: TasksPatch) -> TasksOut:
    """The same change of several tasks: all or none, in one version."""
    with ctx.change() as change:
        change.once(lambda: tasks.change_tasks(change, body.tasks, body.change.fields()))
    return _tasks(ctx, list(dict.fromkeys(body.tasks)))


@router.delete("/moves/{m}/tasks/{n:int}", status_code=204, tags=["tasks"])
def delete_task(ctx: Ctx, n: N) -> None:
    """Take a task away. One that somebody ever took is called off instead and keeps its claims."""
    with ctx.change() as change:
        tasks.delete_task(change, n)


@router.post(
    "/moves/{m}/tasks/{n:int}/claims", status_code=201, response_model=ClaimAnswer, responses=SET_ANEW, tags=["claims"]
)
def put_on(ctx: CtxOnce, n: N, body: ClaimOnBehalf) -> Response:
    """Write down a yes heard in person. 200 where the helper already had a claim on this task."""
    with ctx.change() as change:

        def make() -> list[int]:
            helper_n = body.helper
            if helper_n is None:
                helper_n = helpers.add_helper(change, {"name": body.name or "", **body.helper_fields()})
            else:
                helper_of(change, helper_n)
            return take(change, helper_n, [(n, body.wish())])

        return claim_answer(ctx, change, change.once(make))


@router.patch("/moves/{m}/claims/{n:int}", response_model=ClaimAnswer, tags=["claims"])
def give_place(ctx: CtxOnce, n: N, body: ClaimChange) -> Response:
    """This standby first: a place for them before all others. `anyway` adds one if there is none."""
    with ctx.change() as change:
        change.once(lambda: places.give_place(change, n, anyway=body.anyway))
        return claim_answer(ctx, change, [n, 0])


@router.delete("/moves/{m}/claims/{n:int}", status_code=204, tags=["claims"])
def take_off(ctx: Ctx, n: N) -> None:
    with ctx.change() as change:
        claims.release(change, n)


@router.get("/moves/{m}/helpers", tags=["helpers"])
def get_helpers(ctx: Ctx) -> HelpersOut:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        known = read_helpers(session, move.id, Audience.ORGANIZER).values()
    return HelpersOut(helpers=[known_helper(ctx, helper) for helper in known], version=move.version)


@router.post("/moves/{m}/helpers", status_code=201, tags=["helpers"])
def add_helper(ctx: CtxOnce, body: NewHelper) -> KnownHelperAnswer:
    """Somebody to thank who never touched the link."""
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


def _tasks(ctx: RequestContext, made: list[int]) -> TasksOut:
    with ctx.read() as session:
        audience, me = reads_as(session, ctx.by)
        move = read_move(session, ctx.by.move_id, audience)
        shown = read_tasks(session, move, made, audience, me=me)
    say = Sentences(ctx.lang)
    return TasksOut(tasks=[TaskOut.of(task, say) for task in shown], version=move.version)


def _offer(ctx: RequestContext, n: int) -> OfferAnswer:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        offer = read_offer(session, move.id, n)
    return OfferAnswer(offer=OfferOut.model_validate(offer), version=move.version)
