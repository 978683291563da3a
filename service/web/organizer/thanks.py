"""The thank-you notes: one list with a card for each person, the days to write, and an end."""

from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.times import is_night
from service.domain.rules import helpers
from service.domain.rules import thanks as rules
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect
from service.web.forms.helper import NewHelper
from service.web.forms.shape import parse
from service.web.forms.thanks import EveningWords, LeftOutDay, WritingDay
from service.web.organizer.thanks_list import show_list

router = Router(prefix="/m/{m}/thanks")


@router.get("")
def thanks(ctx: Ctx) -> HTMLResponse:
    return show_list(ctx)


@router.post("")
@on_refusal(show_list, at="person")
def add_person(ctx: Ctx, sent: FormFields) -> Response:
    """Add somebody who helped and never opened the link."""
    new = parse(NewHelper, {"name": sent.get("name", "")})
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True)])
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=Notice.PERSON_ADDED)


@router.post("/when")
@on_refusal(show_list, at="when")
def choose_day(ctx: Ctx, sent: FormFields) -> Response:
    """Choose the day on which this organizer would like to write, and be reminded."""
    day = parse(WritingDay, {"day": sent.get("day", "")}).day
    with ctx.change() as change:
        rules.choose_day(change, day)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=Notice.WRITING_DAY)


@router.post("/left-out")
def leave_out(ctx: Ctx, sent: FormFields) -> Response:
    """Leave out one of the days to write, or take it back in."""
    left = parse(LeftOutDay, sent)
    if left.day is None:
        raise Invalid(Fault("day", "missing"))
    with ctx.change() as change:
        rules.leave_out(change, left.day, out=left.out)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=Notice.LEFT_OUT if left.out else Notice.WRITING_DAY)


@router.post("/evening")
@on_refusal(show_list, at="evening")
def say_to_everybody(ctx: Ctx, sent: FormFields) -> Response:
    words = parse(EveningWords, {"words": sent.get("words", "")}).words
    with ctx.change() as change:
        rules.say_to_everybody(change, words)
        night = is_night(change.now, change.move.zone)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=Notice.EVENING_TOMORROW if night else Notice.EVENING_SAID)
