"""Those who organize a move: adding somebody by name, their own link, and taking them off."""

import secrets

from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import Grants, Link
from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience
from service.domain.rules import organizers
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.base.sessions import forget
from service.web.forms.organizer import NewOrganizer, OrganizerPatch
from service.web.forms.shape import parse
from service.web.organizer.settings_page import show_settings

router = Router(prefix="/m/{m}/organizers")
REACHED = ("name", "email", "phone")


@router.post("")
@on_refusal(show_settings, at="company")
def add_organizer(ctx: Ctx, sent: FormFields) -> Response:
    """Add somebody; leads to their link."""
    added = parse(NewOrganizer, {name: sent[name] for name in (*REACHED, "may") if name in sent}).fields()
    with ctx.change(form_intent(ctx.request, sent)) as change:
        [n] = change.once(lambda: [organizers.add_organizer(change, {"language": ctx.lang.tag, **added})])
    return _back(ctx, n, Notice.ORGANIZER_ADDED)


@router.get("/{n}")
def organizer(ctx: Ctx, n: N) -> HTMLResponse:
    return _show(ctx, n)


def _show(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show one who organizes. Their link is shown to the one alone who has made it, to hand it on."""
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    one = move.organizer_of(n)
    link = Link(move.id, Grants.ORGANIZER, n, one.epoch)
    return render_page(
        ctx.request,
        "organizer/company.html",
        form=form,
        move=move,
        one=one,
        is_me=n == ctx.by.n,
        made_by=move.name_of(one.link_by),
        url=ctx.installation.url(link) if one.link_by == ctx.by.n else "",
        loopback=ctx.installation.settings.is_loopback,
        key=secrets.token_urlsafe(),
    )


@router.post("/{n}")
@on_refusal(_show, at="one")
def change_organizer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    changed = parse(OrganizerPatch, {name: sent.get(name, "") for name in REACHED}).fields()
    with ctx.change() as change:
        organizers.change_organizer(change, n, changed)
    return _back(ctx, n, Notice.SETTINGS_SAVED)


@router.post("/{n}/link")
def renew_link(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Make a new link for somebody else; one's own is made in the settings, which keep this browser signed in."""
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [organizers.renew_link(change, n)])
    return _back(ctx, n, Notice.ORGANIZER_LINK)


@router.post("/{n}/remove")
def remove_organizer(ctx: Ctx, n: N) -> Response:
    with ctx.change() as change:
        organizers.remove_organizer(change, n)
    if n != ctx.by.n:
        return redirect(f"/m/{ctx.by.move_id}/settings", notice=Notice.ORGANIZER_REMOVED)
    response = redirect("/", notice=Notice.LEFT)
    forget(response, Grants.ORGANIZER, ctx.by.move_id)
    return response


def _back(ctx: RequestContext, n: int, notice: Notice) -> Response:
    return redirect(f"/m/{ctx.by.move_id}/organizers/{n}", notice=notice)
