"""The organizer's settings: what is said about the move, and how it ends."""

from dataclasses import replace
from datetime import date

from fastapi.responses import HTMLResponse, Response

from service.domain.core.intents import made_just_now
from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid, NotFound
from service.domain.core.sessions import end_session
from service.domain.models import MoveState
from service.domain.reading.board import read_board
from service.domain.reading.tellings import count_untold
from service.domain.reading.views import Audience, today
from service.domain.rules import moves, organizers, tasks
from service.text.move_titles import title_after
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect
from service.web.base.sessions import forget, remember
from service.web.forms.fields import TASK, number
from service.web.forms.move import MovedTo, MovePatch, WholeMove, move_from_form
from service.web.forms.shape import parse
from service.web.organizer.own_days import own_days
from service.web.organizer.settings_page import show_settings

router = Router(prefix="/m/{m}")
NOTICES = {
    MoveState.OPEN: Notice.REOPENED,
    MoveState.CALLED_OFF: Notice.CALLED_OFF,
    MoveState.CLOSED: Notice.CLOSED,
}


@router.get("/settings")
def settings(ctx: Ctx) -> HTMLResponse:
    return show_settings(ctx)


@router.post("/settings")
@on_refusal(show_settings, at="move")
def changeshow_settings(ctx: Ctx, sent: FormFields) -> Response:
    changed = parse(WholeMove, move_from_form(sent))
    with ctx.change() as change:
        was = change.move.day
        moves.change_move(change, changed.fields(), changed.organizer_fields(), retitle=title_after)
    other_day = was is not None and change.move.day not in (None, was)
    moved = {"was": was.isoformat()} if was is not None and other_day else {}
    page = "tell" if _leads_to_tell(ctx, was if other_day else None) else "settings"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=Notice.SETTINGS_SAVED, **moved)


def _leads_to_tell(ctx: RequestContext, was: date | None) -> bool:
    """Tell whether somebody does not know yet how it is now, or a task has stayed on a day of its own."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        return count_untold(session, board.move, today(board.move, now), sends=sends) > 0 or bool(own_days(board, was))


@router.post("/settings/days")
def move_along(ctx: Ctx, sent: FormFields) -> Response:
    """Move tasks with a day of their own along with the day of the move, each to the day that the page has named."""
    named = {name: parse(MovedTo, {"day": day}).day for name, day in sent.items() if name.startswith(TASK)}
    with ctx.change() as change:
        tasks.move_along(change, {number(name.removeprefix(TASK)): day for name, day in named.items() if day})
    return redirect(f"/m/{ctx.by.move_id}/tell", notice=Notice.TASKS_CHANGED)


@router.post("/settings/gear")
def tick_gear(ctx: Ctx, sent: FormFields) -> Response:
    with ctx.change() as change:
        moves.tick_gear(change, [word for word, ticked in sent.items() if ticked == "1"])
    return redirect(f"/m/{ctx.by.move_id}/settings", notice=Notice.SETTINGS_SAVED)


@router.post("/settings/link")
def rotate(ctx: Ctx, sent: FormFields) -> Response:
    """Replace the organizer's own link. A second click gets the same answer: the first one has ended its session."""
    intent, now = form_intent(ctx.request, sent), ctx.installation.now()
    try:
        with ctx.change(intent) as change:
            [epoch] = change.once(lambda: [organizers.renew_link(change, ctx.by.n)])
    except NotFound:
        with ctx.installation.database.reading() as session:
            [epoch] = made_just_now(session.connection(), ctx.by.key, intent, now)
    response = redirect(f"/m/{ctx.by.move_id}/settings", notice=Notice.OWN_LINK_ROTATED)
    remember(ctx.installation, response, replace(ctx.by, epoch=epoch, session=""))
    return response


@router.post("/settings/sign-out")
def sign_out(ctx: Ctx) -> Response:
    """End the session of this browser."""
    end_session(ctx.installation.database, ctx.by)
    response = redirect("/", notice=Notice.SIGNED_OUT)
    forget(response, Grants.ORGANIZER, ctx.by.move_id)
    return response


@router.post("/settings/state")
def set_move_state(ctx: Ctx, sent: FormFields) -> Response:
    wanted = parse(MovePatch, {"state": sent.get("state", "")})
    with ctx.change() as change:
        moves.change_move(change, wanted.fields())
    notice = NOTICES[wanted.state]
    page = "tell" if _leads_to_tell(ctx, None) else "settings"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=notice)


@router.post("/settings/erase")
@on_refusal(show_settings, at="erase")
def erase(ctx: Ctx, sent: FormFields) -> Response:
    if sent.get("sure") != "1":
        raise Invalid(Fault("sure", "not_sure"))
    with ctx.change() as change:
        change.erase()
    response = redirect("/", notice=Notice.ERASED)
    forget(response, Grants.ORGANIZER, ctx.by.move_id)
    return response
