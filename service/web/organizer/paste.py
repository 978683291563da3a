"""A pasted list: what was understood, to be looked at, corrected, joined, split, dropped, and then saved.

The preview keeps nothing on the server: all that was understood stands in the form, beside the list itself.
"""

import secrets

from fastapi import Depends
from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.catalogue import homes
from service.domain.pasting import HANDS, from_home
from service.domain.reading.history import was_pasted
from service.domain.reading.people import count_people
from service.domain.reading.views import MoveView, today
from service.domain.rules import tasks
from service.text.notices import Notice
from service.text.proposals import digest_of, homes_of
from service.web.base.access import Ctx, FormFields, RequestContext, form_intent
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.base.pages import UNTOUCHED, Form, notice_in, on_refusal, redirect, render_page
from service.web.forms.shape import parse
from service.web.forms.task import PastedList
from service.web.organizer.keeping import is_keeper, read_move_as
from service.web.organizer.paste_changes import OF_SEVERAL, change_several, follow_numbers
from service.web.organizer.paste_rows import (
    HIDDEN_FIELDS,
    Listed,
    gear_of_rows,
    listed_in,
    listed_of,
    read_list,
    tasks_of,
)
from service.web.organizer.paste_shown import shown_list
from service.web.organizer.paste_split import split_rows

router = Router(prefix="/m/{m}/paste")
SEVERAL = "several"
"""What a form asks for that changes the rows that are ticked."""


@router.get("")
def paste(ctx: Ctx) -> HTMLResponse:
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
    listed = read_list(text, move, hands, ctx.lang, day, keeper=is_keeper(ctx))
    return _preview(ctx, move, text, listed, again=again)


@router.post("/home")
def start_from_home(ctx: Ctx, sent: FormFields) -> Response:
    """Show what a home of this size usually holds, for people without a list."""
    move, again, hands = _read(ctx, "")
    if sent.get("home") not in homes():
        return redirect(f"/m/{move.id}/paste")
    listed = listed_of(from_home(sent["home"], route=move.route, hands=hands), move, ctx.lang)
    return _preview(ctx, move, "", listed, again=again)


def _as_sent(ctx: RequestContext, sent: dict[str, str], *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show the preview again as it was sent, with its rows split as they say, unless others are to change first."""
    text = sent.get("text", "")
    move, again, _hands = _read(ctx, text)
    return _preview(ctx, move, text, _arranged(ctx, sent), again=again, form=form)


def _arranged(ctx: RequestContext, sent: dict[str, str]) -> Listed:
    listed = follow_numbers(listed_in(sent))
    return listed if sent.get("do") == SEVERAL else split_rows(listed, ctx.lang)


@router.post("/tasks", dependencies=COUNTED)
@on_refusal(_as_sent, at="p")
def save_list(ctx: Ctx, sent: FormFields) -> Response:
    """Save what the preview shows, or show it again with what was asked for."""
    listed, text = _arranged(ctx, sent), sent.get("text", "")
    if sent.get("do") != "save":
        move, again, _hands = _read(ctx, text)
        if sent.get("do") == SEVERAL:
            listed = change_several(listed, sent, move.route, ctx.lang)
        return _preview(ctx, move, text, listed, again=again)
    with ctx.read() as session:
        route = read_move_as(ctx, session)[0].route
    made, gear = tasks_of(listed, route, ctx.lang), gear_of_rows(listed.rows)
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
    ctx: RequestContext, move: MoveView, text: str, listed: Listed, *, again: bool, form: Form = UNTOUCHED
) -> HTMLResponse:
    """Show each row beside the lines that it came from. The form holds everything."""
    typed = {name: value for name, value in form.values.items() if name.startswith(OF_SEVERAL)}
    return render_page(
        ctx.request,
        "organizer/pasted.html",
        form=Form("p", {**typed, **listed.values}, form.errors, form.status),
        move=move,
        keeper=is_keeper(ctx),
        text=text,
        listed=listed,
        shown=shown_list(listed, move, text, ctx.lang, form.errors),
        hidden=HIDDEN_FIELDS,
        again=again,
        key=secrets.token_urlsafe(),
    )
