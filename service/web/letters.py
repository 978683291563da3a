"""The way out of letters: what comes, what does not, and one click on "unsubscribe" in a mail program.

Opening the page changes nothing: mail scanners open every link. Only what is posted counts.
"""

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.board import read_board
from service.domain.helpers import change_helper
from service.domain.links import GoesOn, Grants
from service.domain.messages import ALL
from service.domain.models import MessageKind
from service.domain.moves import change_move
from service.domain.refusals import NotFound
from service.domain.reminders import SWITCHES
from service.domain.views import Eyes, HelperView, OrganizerView
from service.post.mailboxes import stop_for_good
from service.web.asking import Ask, Asking, Typed
from service.web.pages import see, show

router = APIRouter()
ONE_CLICK = "List-Unsubscribe"
FURTHEST = 30
"""Days before a move, for the letter about what is open."""


@router.get("/h/{link}/mail")
@router.get("/o/{link}/mail")
def letters(ask: Ask) -> HTMLResponse:
    person = _person(ask)
    return show(
        ask.request,
        "letters.html",
        path=ask.request.url.path,
        person=person,
        switches=SWITCHES[ask.by.grants.name.lower()],
        on=[kind for kind in MessageKind if kind not in person.quiet],
        stopped=ALL in person.quiet,
        organizer=isinstance(person, OrganizerView),
        back=ask.house.url(ask.by),
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
        switches = SWITCHES[ask.by.grants.name.lower()]
        days = typed.get("digest_days", "")
        quiet = [kind.value for kind in switches if typed.get(kind.value) != "1"]
        _set(ask, quiet, int(days) if days.isascii() and days.isdigit() and 0 < int(days) <= FURTHEST else None)
    if person.email:
        stop_for_good(ask.house, person.email, stops="never" in typed)
    return see(ask.request.url.path, said="letters_chosen")


def _stop(ask: Asking) -> Response:
    """All off, at once: not every mail program follows where a link leads on."""
    try:
        _set(ask, [ALL], None)
        return letters(ask)
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
        board = read_board(session, ask.by.move_id, Eyes.ORGANIZER)
    people: list[HelperView] | list[OrganizerView]
    people = board.helpers if ask.by.grants is Grants.HELPER else board.move.organizers
    for person in people:
        if person.n == ask.by.n:
            return person
    raise NotFound
