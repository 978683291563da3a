"""The page of all thank-you notes, which comes back with the forms of several faces."""

from datetime import date, timedelta

from fastapi.responses import HTMLResponse

from service.domain.figures.times import thanks_days
from service.domain.reading.doubles import likely_doubles, read_merge_state
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import MoveView, today
from service.web.base.access import RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_key
from service.web.base.pages import render_page
from service.web.organizer.parts import MAX_DOUBLES, Part
from service.web.organizer.printing import paper_of

EVENING_LASTS = timedelta(days=1)
"""Time after the day in which the sentence for everybody is offered."""


def show_list(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    now = ctx.installation.now()
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, now)
        distinct = read_merge_state(session, ctx.by.move_id).distinct
    move = listed.move
    part, shown = Part.of(ctx.request.query_params).cut(listed.entries, lambda entry: entry.helper.name)
    me = next(organizer for organizer in move.organizers if organizer.n == ctx.by.n)
    day = today(move, now)
    moments = [moment for moment in thanks_days(move.day, move.zone, me.writing_day) if moment > now]
    return render_page(
        ctx.request,
        "organizer/thanks.html",
        form=form,
        reader=ctx.by.key,
        list=listed,
        part=part,
        shown=shown,
        doubles=likely_doubles([entry.helper for entry in listed.entries], distinct)[:MAX_DOUBLES],
        moments=[(today(move, moment).isoformat(), ctx.lang.moment(moment, move.zone)) for moment in moments],
        skipped_days=me.skipped_days,
        writing_day=me.writing_day,
        evening=_is_evening(move, day) or form.at == "evening",
        past=move.day is not None and move.day <= day,
        paper=paper_of(ctx),
        key=form_key(ctx, move.version),
    )


def _is_evening(move: MoveView, day: date) -> bool:
    return move.day is not None and move.day <= day <= move.day + EVENING_LASTS
