"""Events: all that can happen in a move, as its history names them, and the numbers that each line carries."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict

from service.domain.models import AskState, Kind, MoveState, OfferState, Role, Standing, TaskState, ThanksState, Way


class Event(StrEnum):
    """The kind of one line of history: stored, and shown by the JSON API, so a value never changes."""

    MOVE_PLANNED = "move_planned"
    MOVE_CHANGED = "move_changed"
    SIGNUP_ROTATED = "signup_rotated"
    ORGANIZER_ROTATED = "organizer_rotated"
    """With `organizer`: of somebody else's link than one's own."""
    ORGANIZER_ADDED = "organizer_added"
    ORGANIZER_CHANGED = "organizer_changed"
    ORGANIZER_REMOVED = "organizer_removed"
    EVENING_SAID = "evening_said"
    WORD_SAID = "word_said"

    LIST_PASTED = "list_pasted"
    TASK_ADDED = "task_added"
    TASK_SUGGESTED = "task_suggested"
    TASK_OPENED = "task_opened"
    """A keeper's draft became a task."""
    TASK_CHANGED = "task_changed"
    TASK_SPLIT = "task_split"
    """The other lines of its version say what became of each part."""
    TASK_DELETED = "task_deleted"

    HELPER_ADDED = "helper_added"
    HELPER_CHANGED = "helper_changed"
    HELPER_GLAD = "helper_glad"
    HELPER_NOT_GLAD = "helper_not_glad"
    HELPER_LATE = "helper_late"
    HELPER_IN_TIME = "helper_in_time"
    HELPER_FORGOTTEN = "helper_forgotten"
    HELPERS_MERGED = "helpers_merged"
    HELPERS_APART = "helpers_apart"
    HELPERS_PARTED = "helpers_parted"
    HELPERS_REMOVED = "helpers_removed"
    HELPERS_PUT_BACK = "helpers_put_back"

    CLAIMED = "claimed"
    CLAIM_CHANGED = "claim_changed"
    CLAIM_KEPT = "claim_kept"
    """Its day or time had changed, and its helper said that it is still good."""
    STEPPED_UP = "stepped_up"
    RELEASED = "released"
    HANDED_ON = "handed_on"
    """The place of `helper` went to `other`, who said yes to it."""

    OFFERED = "offered"
    OFFER_WAITING = "offer_waiting"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_RESTING = "offer_resting"

    ASKED = "asked"
    ASK_CHANGED = "ask_changed"
    ASK_SENT = "ask_sent"
    """Its words go to the person by mail, from here."""
    ASK_TAKEN_BACK = "ask_taken_back"

    THANKS_CHANGED = "thanks_changed"
    NOTE_SENT = "note_sent"

    UNDONE = "undone"
    """The other lines of its version say what that did."""


GONE = (Event.HELPER_FORGOTTEN, Event.ORGANIZER_REMOVED)
"""Events after which nothing of somebody may be left in any file."""
YES = (Event.CLAIMED, Event.CLAIM_CHANGED, Event.CLAIM_KEPT, Event.STEPPED_UP)
"""Events after which somebody counts on a task as it is."""
OFFER_EVENTS = {
    OfferState.WAITING: Event.OFFER_WAITING,
    OfferState.ACCEPTED: Event.OFFER_ACCEPTED,
    OfferState.RESTING: Event.OFFER_RESTING,
}
"""The event of an offer that comes into a state."""


class About(TypedDict, total=False):
    """The details of an event: numbers of rows and words of the glossary, never names."""

    task: int
    helper: int
    organizer: int
    claim: int
    offer: int
    ask: int
    gone: int
    """The helper who was merged into `helper`, or parted from it again."""
    other: int
    """The helper who is not the same person as `helper`, or who took over what was theirs."""
    claims: list[int]
    people: int
    """The number of entries that were removed or put back."""
    tasks: int
    """The number of tasks that a list became."""
    other_end: int
    """The task at the other home that was split like `task`."""
    digest: str
    version: int
    """The version whose change was undone."""
    seen: int
    """The version that a helper had seen who said that it is still good."""
    fields: list[str]
    kind: Kind
    state: MoveState | TaskState | ThanksState | AskState
    way: Way | None
    quantity: int
    standing: Standing
    role: Role
    lowered: bool
    """Of a claim that was changed: a part of a firm place was given back, or what it is worth to the others."""
    settled: list[int]
    """The offers that a yes to an ask has answered, too."""
    urgent: bool
    """A word so near the day that it goes out at night, too."""
    since: int
    """As `Claim.since`, of a claim that an organizer has given a place, or taken it from."""


def frees_a_place(what: str, about: Mapping[str, Any]) -> bool:
    """Tell whether somebody else is wanted instead: a claim was given back, wholly or in part."""
    return what == Event.RELEASED or (what == Event.CLAIM_CHANGED and bool(about.get("lowered")))


def gives_place(what: str, about: Mapping[str, Any], version: int) -> bool:
    """Tell whether a line of history, of this version, gives a place to somebody who stood by or was there if needed.

    An organizer's undo of another change says since when a claim has stood as it does, too, which is before it.
    """
    by_organizer = about.get("since") == version and about.get("standing") == Standing.FIRM
    return what == Event.STEPPED_UP or (what == Event.CLAIM_CHANGED and by_organizer)


class Line(TypedDict):
    """One line of history as it is written: the columns of a Happening."""

    move_id: str
    version: int
    line: int
    at: datetime
    by_role: str
    by_n: int
    what: Event
    about: About
