"""A move in the JSON API, from its planning to its end: the same domain calls as the pages.

Paths and fields are a contract (/api/docs).
"""

from fastapi import Request

from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.moves import read_move
from service.domain.reading.people import reads_as
from service.domain.reading.views import Audience
from service.domain.rules import moves, undo
from service.text.move_titles import made_title, title_after
from service.text.sentences import Sentences
from service.web.api.outputs.board import BoardOut, EffortOut
from service.web.api.outputs.history import HappeningOut, HistoryOut, UndoneOut
from service.web.api.outputs.move import MoveLinks, MoveOut, MoveWithLinks, OrganizerOut, PlannedMove
from service.web.api.outputs.offer import OfferOut
from service.web.api.outputs.task import TaskOut
from service.web.base.access import Ctx, installation_of, language_of, visitor_of
from service.web.base.clients import PlanIntent
from service.web.base.intents import CtxOnce
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.forms.move import MovePatch, NewMove
from service.web.forms.undo import Undone

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
