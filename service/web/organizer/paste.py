"""A pasted list: what was understood, to be looked at, corrected, joined, split, dropped, and then saved.

The preview keeps nothing on the server: all that was understood stands in the form, beside the list itself.
"""

import secrets

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.catalogue import homes
from service.domain.pasting import HANDS, from_home
from service.domain.reading.history import was_pasted
from service.domain.reading.moves import read_move
from service.domain.reading.people import count_people
from service.domain.reading.views import Audience, MoveView
from service.domain.rules import tasks
from service.text.notices import Notice
from service.text.proposals import digest_of, homes_of
from service.web.base.access import Ctx, FormFields, RequestContext, form_intent
from service.web.base.limits import limits_of
from service.web.base.pages import UNTOUCHED, Form, notice_in, on_refusal, redirect, render_page
from service.web.forms.shape import parse
from service.web.forms.task import PastedList
from service.web.organizer.paste_rows import HIDDEN_FIELDS, Preview, arrange, read_list, rows_of, shown_rows, tasks_of

router = APIRouter(prefix="/m/{m}/paste")


@router.get("")
def paste(ctx: Ctx) -> HTMLResponse:
    return _paste(ctx)


def _paste(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    own_url = ctx.installation.url(ctx.by) if notice_in(ctx.request) is Notice.PLANNED else ""
    homes = homes_of(ctx.lang)
    return render_page(ctx.request, "organizer/paste.html", form=form, move=move, homes=homes, own_url=own_url)


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
    return _preview(ctx, Preview(move, text, again, *read_list(text, move, hands, ctx.lang)))


@router.post("/home")
def start_from_home(ctx: Ctx, sent: FormFields) -> Response:
    """Show what a home of this size usually holds, for people without a list."""
    move, again, hands = _read(ctx, "")
    if sent.get("home") not in homes():
        return redirect(f"/m/{move.id}/paste")
    rows = rows_of(from_home(sent["home"], route=move.route, hands=hands), move, ctx.lang)
    return _preview(ctx, Preview(move, "", again, rows))


def _arranged(ctx: RequestContext, sent: dict[str, str], *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show the preview again, with what was joined, split, dropped or taken from the rest."""
    text = sent.get("text", "")
    move, again, _hands = _read(ctx, text)
    return _preview(ctx, Preview(move, text, again, *arrange(sent, ctx.lang)), form=form)


@router.post("/tasks", dependencies=COUNTED)
@on_refusal(_arranged, at="p")
def save_list(ctx: Ctx, sent: FormFields) -> Response:
    """Save what the preview shows, or show it again with what was asked for."""
    if sent.get("do") != "save":
        return _arranged(ctx, sent)
    rows, _ = arrange(sent, ctx.lang)
    made = tasks_of(rows)
    digest = digest_of(sent.get("text", ""), ctx.installation.links)
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: tasks.add_list(change, made, digest))
    return redirect(f"/m/{ctx.by.move_id}", notice=Notice.TASKS_ADDED)


def _read(ctx: RequestContext, text: str) -> tuple[MoveView, bool, int]:
    """Read the move, whether this very list became tasks before, and how many people to plan with."""
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        again = bool(text.strip()) and was_pasted(session, move.id, digest_of(text, ctx.installation.links))
        return move, again, max(HANDS, count_people(session, move.id))


def _preview(ctx: RequestContext, preview: Preview, *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show each row beside the lines that it came from. The form holds everything."""
    return render_page(
        ctx.request,
        "organizer/pasted.html",
        form=Form("p", preview.values, form.errors, form.status),
        move=preview.move,
        text=preview.text,
        rows=len(preview.rows),
        shown=shown_rows(preview, ctx.lang, form.errors),
        values=preview.values,
        hidden=HIDDEN_FIELDS,
        left=preview.left,
        again=preview.again,
        key=secrets.token_urlsafe(),
    )
