"""The page of the settings, which a form about who organizes comes back to as well."""

import secrets

from fastapi.responses import HTMLResponse

from service.domain.reading.moves import read_move
from service.domain.reading.tellings import count_untold
from service.domain.reading.views import Audience, today
from service.text.proposals import gear_in_words
from service.text.zones import zone_groups
from service.web.base.access import RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.pages import render_page


def show_settings(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        to_tell = count_untold(session, move, today(move, now), sends=sends)
    organizer = move.organizer_of(ctx.by.n)
    return render_page(
        ctx.request,
        "organizer/settings.html",
        form=form,
        move=move,
        to_tell=to_tell,
        organizer=organizer,
        made_by=move.name_of(organizer.link_by),
        gear=gear_in_words(move.gear, ctx.lang),
        organizer_url=ctx.installation.url(ctx.by),
        zones=zone_groups(ctx.lang, move.zone),
        key=secrets.token_urlsafe(),
    )
