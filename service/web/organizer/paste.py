"""A pasted list: what was understood, to be looked at, corrected, joined, split, dropped, and then saved.

The preview keeps nothing on the server: all that was understood stands in the form, beside the list itself.
"""

import secrets

from fastapi import Depends
from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.catalogue import homes
from service.domain.pasting import HANDS
from service.domain.reading.history import was_pasted
from service.domain.reading.people import count_people
from service.domain.reading.views import MoveView, today
from service.domain.rules import tasks
from service.text.notices import Notice
from service.text.proposals import digest_of, homes_of
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.base.pages import around_page, notice_in, on_refusal, page_answer, redirect, render_page
from service.web.forms.shape import parse
from service.web.forms.task import PastedList
from service.web.organizer.keeping import is_keeper, read_move_as
from service.web.organizer.paste_page import (
    PAGE,
    Making,
    as_changed,
    as_sent,
    get_ready,
    of_home,
    of_text,
    tasks_in,
    write_preview,
)

router = Router(prefix="/m/{m}/paste")


@router.get("")
def paste(ctx: Ctx) -> HTMLResponse:
    ctx.installation.side.get_ready(get_ready)
    return _paste(ctx)


def _paste(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move, keeper = read_move_as(ctx, session)
    own_url = ctx.installation.url(ctx.by) if notice_in(ctx.request) is Notice.PLANNED else ""
    homes = homes_of(ctx.lang)
    page = "organizer/paste.html"
    return render_page(ctx.request, page, form=form, move=move, homes=homes, own_url=own_url, keeper=keeper)


def _count(ctx: Ctx, _sent: FormFields) -> None:
    """Count a list by somebody whose link holds, before it is read. Beyond the bound the form can be sent again."""
    with ctx.read():
        limits_of(ctx.request).count_list(ctx.request, ctx.by)


COUNTED = [Depends(_count)]


@router.post("", dependencies=COUNTED)
@on_refusal(_paste, at="paste")
def preview_list(ctx: Ctx, sent: FormFields) -> Response:
    """Show what was understood of a list. Nothing is saved yet."""
    text = parse(PastedList, {"text": sent.get("text", "")}).text
    if not text.strip():
        raise Invalid(Fault("text", "missing"))
    move, again, hands = _read(ctx, text)
    day = today(move, ctx.installation.now())
    making = of_text(text, move, hands, ctx.lang, day, keeper=is_keeper(ctx))
    return _preview(ctx, move, text, making, again=again)


@router.post("/home")
def start_from_home(ctx: Ctx, sent: FormFields) -> Response:
    """Show what a home of this size usually holds, for people without a list."""
    move, again, hands = _read(ctx, "")
    if sent.get("home") not in homes():
        return redirect(f"/m/{move.id}/paste")
    return _preview(ctx, move, "", of_home(sent["home"], move, hands, ctx.lang), again=again)


def _as_sent(ctx: RequestContext, sent: dict[str, str], *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show the preview again as it was sent."""
    text = sent.get("text", "")
    move, again, _hands = _read(ctx, text)
    return _preview(ctx, move, text, as_sent(sent, ctx.lang), again=again, form=form)


@router.post("/tasks", dependencies=COUNTED)
@on_refusal(_as_sent, at="p")
def save_list(ctx: Ctx, sent: FormFields) -> Response:
    """Save what the preview shows, or show it again with what was asked for."""
    text = sent.get("text", "")
    if sent.get("do") != "save":
        move, again, _hands = _read(ctx, text)
        return _preview(ctx, move, text, as_changed(sent, move.route, ctx.lang), again=again)
    with ctx.read() as session:
        route = read_move_as(ctx, session)[0].route
    made, gear = ctx.apart(tasks_in, sent, route, ctx.lang)
    digest = digest_of(text, ctx.installation.links)
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: tasks.add_list(change, made, digest, gear))
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.SUGGESTED if change.by_keeper else Notice.TASKS_ADDED)


def _read(ctx: RequestContext, text: str) -> tuple[MoveView, bool, int]:
    """Read the move, whether this very list became tasks before, and how many people to plan with.

    A keeper is told only of lists of their own.
    """
    digest = digest_of(text, ctx.installation.links)
    with ctx.read() as session:
        move, keeper = read_move_as(ctx, session)
        again = bool(text.strip()) and was_pasted(session, move.id, digest, by=ctx.by.n if keeper else None)
        return move, again, max(HANDS, count_people(session, ctx.by))


def _preview(
    ctx: RequestContext, move: MoveView, text: str, making: Making, *, again: bool, form: Form = UNTOUCHED
) -> HTMLResponse:
    around = {
        **around_page(ctx.request, PAGE),
        "keeper": is_keeper(ctx),
        "again": again,
        "key": secrets.token_urlsafe(),
    }
    page = ctx.apart(write_preview, making, form, ctx.lang, move=move, text=text, around=around)
    return page_answer(ctx.request, page, form.status)
