"""The way out of letters: what comes, what does not, and one click on "unsubscribe" in a mail program.

Opening the page changes nothing: mail scanners open every link. Only what is posted counts.
"""

from dataclasses import replace
from hmac import compare_digest

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import GoesOn, Grants
from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Invalid, NotFound
from service.domain.models import MessageKind
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience, HelperView, OrganizerView
from service.domain.reminders import SWITCHES
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move
from service.mail.addresses import proof_of
from service.mail.mailboxes import stop_for_good
from service.web.base.access import Ask, Asking, Typed
from service.web.base.errors import status_of
from service.web.base.pages import UNTOUCHED, Form, refused, see, show
from service.web.forms import inputs

router = APIRouter()
ONE_CLICK = "List-Unsubscribe"


@router.get("/h/{link}/mail")
@router.get("/o/{link}/mail")
def letters(ask: Ask) -> HTMLResponse:
    return _letters(ask)


def _letters(ask: Asking, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    person = _person(ask)
    stopped = ALL in person.quiet
    proof = form.values.get("k") or ask.request.query_params.get("k", "")
    chosen = [kind for kind in MessageKind if form.values.get(kind.value) == "1"]
    return show(
        ask.request,
        "anyone/mail_choices.html",
        status=status,
        form=form,
        path=ask.request.url.path,
        person=person,
        switches=SWITCHES[ask.by.grants.name.lower()],
        on=chosen if form.at else [kind for kind in MessageKind if not stopped and kind not in person.quiet],
        stopped=stopped,
        organizer=isinstance(person, OrganizerView),
        proof=proof if _has_read(ask, person, proof) else "",
        back=ask.installation.url(ask.by),
    )


@router.post("/h/{link}/mail")
@router.post("/o/{link}/mail")
def choose(ask: Ask, typed: Typed) -> Response:
    """From the page, the whole choice; from a mail program, all off."""
    if ONE_CLICK in typed:
        return _stop(ask)
    person = _person(ask)
    if "stop" in typed or "never" in typed:
        _set(ask, [ALL], None)
    else:
        try:
            days = inputs.read(inputs.DigestDays, {"digest_days": typed.get("digest_days", "")}).digest_days
        except Invalid as no:
            return _letters(ask, form=refused(ask.request, "letters", typed, no), status=status_of(no))
        quiet = [kind.value for kind in SWITCHES[ask.by.grants.name.lower()] if typed.get(kind.value) != "1"]
        _set(ask, quiet, days)
    if not _has_read(ask, person, typed.get("k", "")):
        return see(ask.request.url.path, said="letters_chosen")
    stop_for_good(ask.installation, person.email, stops="never" in typed)
    return see(ask.request.url.path, said="letters_chosen", k=typed["k"])


def _has_read(ask: Asking, person: HelperView | OrganizerView, proof: str) -> bool:
    """Whether this comes from a letter to that address: who merely typed it elsewhere decides nothing for its owner."""
    return bool(person.email) and compare_digest(proof.encode(), proof_of(ask.installation, person.email).encode())


def _stop(ask: Asking) -> Response:
    """All off, at once: not every mail program follows where a link leads on."""
    try:
        _set(ask, [ALL], None)
        return _letters(ask)
    except GoesOn as led:
        return _stop(replace(ask, by=led.new))


def _set(ask: Asking, quiet: list[str], digest_days: int | None) -> None:
    with ask.change() as change:
        if ask.by.grants is Grants.HELPER:
            change_helper(change, ask.by.n, {"quiet": quiet})
        elif digest_days is None:
            change_move(change, {}, {"quiet": quiet})
        else:
            change_move(change, {}, {"quiet": quiet, "digest_days": digest_days})


def _person(ask: Asking) -> HelperView | OrganizerView:
    with ask.look() as session:
        board = read_board(session, ask.by.move_id, Audience.ORGANIZER)
    people: list[HelperView] | list[OrganizerView]
    people = board.helpers if ask.by.grants is Grants.HELPER else board.move.organizers
    for person in people:
        if person.n == ask.by.n:
            return person
    raise NotFound
