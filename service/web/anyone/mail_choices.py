"""The choice of letters: which kinds come, and one click on "unsubscribe" in a mail program.

Opening the page changes nothing: mail scanners open every link. Only what is posted counts.
"""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import Grants, Merged
from service.domain.core.message_rows import ALL
from service.domain.models import MessageKind
from service.domain.reading.people import read_person
from service.domain.reading.views import HelperView, OrganizerView
from service.domain.reminders.correspondence import SWITCHES
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.mail.addresses import has_read, reached_at
from service.mail.mailboxes import stop_for_good
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext, path_of
from service.web.base.pages import UNTOUCHED, Form, on_refusal, redirect, render_page
from service.web.forms.move import DigestDays
from service.web.forms.shape import parse

router = APIRouter()
ONE_CLICK = "List-Unsubscribe"


@router.get("/h/{link}/mail")
@router.get("/o/{link}/mail")
def letters(ctx: Ctx) -> HTMLResponse:
    return _letters(ctx)


def _letters(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    person = _person(ctx)
    stopped = ALL in person.muted_kinds
    proof = form.values.get("k") or ctx.request.query_params.get("k", "")
    chosen = [kind for kind in MessageKind if form.values.get(kind.value) == "1"]
    return render_page(
        ctx.request,
        "anyone/mail_choices.html",
        form=form,
        path=path_of(ctx.request),
        person=person,
        switches=SWITCHES[ctx.by.grants.name.lower()],
        on=chosen if form.at else [kind for kind in MessageKind if not stopped and kind not in person.muted_kinds],
        stopped=stopped,
        organizer=isinstance(person, OrganizerView),
        proof=proof if has_read(ctx.installation, person, proof) else "",
        back=ctx.installation.url(ctx.by),
    )


@router.post("/h/{link}/mail")
@router.post("/o/{link}/mail")
@on_refusal(_letters, at="letters")
def choose(ctx: Ctx, sent: FormFields) -> Response:
    """Store the choice of the page; from a mail program, turn all off."""
    if ONE_CLICK in sent:
        return _stop(ctx)
    person = _person(ctx)
    if "stop" in sent or "never" in sent:
        _set(ctx, [ALL], None)
    else:
        days = parse(DigestDays, {"digest_days": sent.get("digest_days", "")}).digest_days
        muted_kinds = [kind.value for kind in SWITCHES[ctx.by.grants.name.lower()] if sent.get(kind.value) != "1"]
        _set(ctx, muted_kinds, days)
    if not has_read(ctx.installation, person, sent.get("k", "")):
        return redirect(path_of(ctx.request), notice=Notice.LETTERS_CHOSEN)
    if person.email:
        stop_for_good(ctx.installation, person.email, stops="never" in sent)
    return redirect(path_of(ctx.request), notice=Notice.LETTERS_CHOSEN, k=sent["k"])


@router.post("/h/{link}/mine")
@router.post("/m/{m}/mine")
def prove(ctx: Ctx, sent: FormFields) -> Response:
    """Note that somebody who has read a letter to an address calls it theirs. Without its token nothing is noted."""
    person = _person(ctx)
    back = path_of(ctx.request).removesuffix("/mine")
    if not has_read(ctx.installation, person, sent.get("k", "")):
        return redirect(back)
    with ctx.change() as change:
        if ctx.by.grants is Grants.HELPER:
            change_helper(change, ctx.by.n, {"proven": reached_at(person)})
        else:
            change_move(change, {}, {"proven": reached_at(person)})
    return redirect(back, notice=Notice.PROVEN)


def _stop(ctx: RequestContext) -> Response:
    """Turn all letters off. Those to a merged entry go on to another: only its address's owner turns them off."""
    try:
        _set(ctx, [ALL], None)
    except Merged as no:
        survivor = replace(ctx, by=no.survivor)
        if has_read(ctx.installation, _person(survivor), ctx.request.query_params.get("k", "")):
            _set(survivor, [ALL], None)
        return Response()
    return _letters(ctx)


def _set(ctx: RequestContext, muted_kinds: list[str], digest_days: int | None) -> None:
    with ctx.change() as change:
        if ctx.by.grants is Grants.HELPER:
            change_helper(change, ctx.by.n, {"muted_kinds": muted_kinds})
        elif digest_days is None:
            change_move(change, {}, {"muted_kinds": muted_kinds})
        else:
            change_move(change, {}, {"muted_kinds": muted_kinds, "digest_days": digest_days})


def _person(ctx: RequestContext) -> HelperView | OrganizerView:
    with ctx.read() as session:
        return read_person(session, ctx.by)
