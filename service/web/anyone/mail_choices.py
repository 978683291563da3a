"""The choice of letters: which kinds come, and one click on "unsubscribe" in a mail program.

Opening the page changes nothing: mail scanners open every link. Only what is posted counts. The link in letters opens
this page and nothing else: mail programs, and those who run them, send it on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import Grants, Merged, authorise, reader_of
from service.domain.core.message_rows import ALL
from service.domain.core.refusals import NotFound
from service.domain.models import May, MessageKind
from service.domain.reading.people import read_person
from service.domain.reading.views import HelperView, OrganizerView
from service.domain.reminders.correspondence import SWITCHES, Person
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.mail.addresses import has_read, known_as, letters_link, reached_at
from service.mail.mailboxes import stop_for_good
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext, path_of
from service.web.base.form import UNTOUCHED, Form
from service.web.base.keepers import needed_at
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.move import DigestDays
from service.web.forms.shape import parse

router = Router()
ONE_CLICK = "List-Unsubscribe"


@dataclass(frozen=True)
class Reader:
    """Somebody who chooses letters."""

    ctx: RequestContext
    """The context of the person whose letters these are, by their present link: the request may have shown another."""
    person: HelperView | OrganizerView
    is_own: bool
    """They came by that link: the page may lead back."""
    has_read: bool
    """They have read a letter to the person's address: only its owner may stop all letters to it."""


@router.get("/l/{link}")
@router.get("/h/{link}/mail")
@router.get("/o/{link}/mail")
def letters(ctx: Ctx) -> HTMLResponse:
    return _letters(ctx)


def _letters(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    proof = form.values.get("k") or _proof(ctx)
    reader = _reader(ctx, proof)
    person, role = reader.person, reader.ctx.by.grants.name.lower()
    stopped = ALL in person.muted_kinds
    chosen = [kind for kind in MessageKind if form.values.get(kind.value) == "1"]
    return render_page(
        ctx.request,
        "anyone/mail_choices.html",
        form=form,
        path=path_of(ctx.request),
        person=person,
        switches=_switches(person, role),
        on=chosen if form.at else [kind for kind in MessageKind if not stopped and kind not in person.muted_kinds],
        stopped=stopped,
        organizer=isinstance(person, OrganizerView),
        proof=proof if reader.has_read else "",
        may_stop_all=reader.has_read,
        back=ctx.installation.url(ctx.by) if reader.is_own else "",
    )


@router.post("/l/{link}")
@router.post("/h/{link}/mail")
@router.post("/o/{link}/mail")
@on_refusal(_letters, at="letters")
def choose(ctx: Ctx, sent: FormFields) -> Response:
    """Store the choice of the page; from a mail program, turn all off."""
    if ONE_CLICK in sent:
        return _stop(ctx)
    reader = _reader(ctx, sent.get("k", ""))
    if "stop" in sent or "never" in sent:
        _set(reader.ctx, [ALL], None)
    else:
        days = parse(DigestDays, {"digest_days": sent.get("digest_days", "")}).digest_days
        switches = _switches(reader.person, reader.ctx.by.grants.name.lower())
        _set(reader.ctx, [kind.value for kind in switches if sent.get(kind.value) != "1"], days)
    if reader.has_read and reader.person.email:
        stop_for_good(ctx.installation, reader.person.email, stops="never" in sent)
    again = {"k": sent["k"]} if sent.get("k") and reader.has_read else {}
    return redirect(path_of(ctx.request), notice=Notice.LETTERS_CHOSEN, **again)


@router.post("/h/{link}/mine")
@router.post("/m/{m}/mine")
def prove(ctx: Ctx, sent: FormFields) -> Response:
    """Note that somebody who has read a letter to an address calls it theirs. Without its token nothing is noted."""
    with ctx.read() as session:
        person = read_person(session, ctx.by)
    back = path_of(ctx.request).removesuffix("/mine")
    if not has_read(ctx.installation, person, sent.get("k", "")):
        return redirect(back)
    address = known_as(ctx.installation, reached_at(person))
    with ctx.change() as change:
        if ctx.by.grants is Grants.HELPER:
            change_helper(change, ctx.by.n, {"proven": address})
        else:
            change_move(change, {}, {"proven": address})
    return redirect(back, notice=Notice.PROVEN)


def _switches(person: Person, role: str) -> Sequence[MessageKind]:
    """List the kinds that somebody can switch off; a keeper gets none of those that organizers do."""
    return () if isinstance(person, OrganizerView) and person.may is May.SUGGEST else SWITCHES[role]


def _reader(ctx: RequestContext, proof: str) -> Reader:
    """Find whose letters these are: by their own link, or by a link or a token that stands in letters to them alone.

    What stands in letters works on when the own link has ended. Raises NotFound.
    """
    refused, is_own = NotFound(), False
    with ctx.installation.database.reading() as session:
        try:
            authorise(session, ctx.by, needs=needed_at(ctx.request))
            is_own = ctx.by.grants is not Grants.LETTERS
        except NotFound as no:
            refused = no
        by = reader_of(session, ctx.by)
        person = read_person(session, by)
    if ctx.by.grants is Grants.LETTERS:
        read = ctx.by.epoch == letters_link(ctx.installation, by.move_id, person).epoch
    else:
        read = has_read(ctx.installation, person, proof)
    if not (is_own or read):
        raise refused
    return Reader(replace(ctx, by=by), person, is_own, read)


def _proof(ctx: RequestContext) -> str:
    return ctx.request.query_params.get("k", "")


def _stop(ctx: RequestContext) -> Response:
    """Turn all letters off. Where the letter's address is theirs no more, nothing goes to it anyway: that is a yes."""
    try:
        reader = _reader(ctx, _proof(ctx))
    except NotFound as no:
        if ctx.by.grants is Grants.LETTERS or isinstance(no, Merged):
            return Response()
        raise
    _set(reader.ctx, [ALL], None)
    return _letters(ctx)


def _set(ctx: RequestContext, muted_kinds: list[str], digest_days: int | None) -> None:
    with ctx.change() as change:
        if ctx.by.grants is Grants.HELPER:
            change_helper(change, ctx.by.n, {"muted_kinds": muted_kinds})
        elif digest_days is None:
            change_move(change, {}, {"muted_kinds": muted_kinds})
        else:
            change_move(change, {}, {"muted_kinds": muted_kinds, "digest_days": digest_days})
