"""Refusals: every expected "no", as a code and values. Sentences are in text/refusals.py, HTTP statuses in web."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from service.domain.figures.clashes import Window
from service.domain.models import MoveState, TaskState


class Refusal(Exception):
    """An expected "no". `code` is for programs."""

    code: ClassVar[str]


class NotFound(Refusal):
    """No such thing, or none of the asker's business: the two must look the same."""

    code = "not_found"


@dataclass
class TaskFull(Refusal):
    """More was asked for than is left. `left` is what could still be taken."""

    code = "task_full"
    left: int
    task: int
    title: str
    state: TaskState = TaskState.OPEN
    own: int = 0
    """The quantity that the asker has already; `left` does not count it."""
    is_one_of_both: bool = False
    """It was to be taken out and in with another, and neither is."""
    is_one_of_several: bool = False
    """It was to be taken with others, and none is."""
    is_boxes: bool = False
    """The rest that is left are boxes, not places for people."""


@dataclass
class TaskCancelled(Refusal):
    code = "task_cancelled"
    task: int
    title: str


@dataclass
class MoveClosed(Refusal):
    code = "move_closed"
    state: MoveState


@dataclass
class ChangedSince(Refusal):
    """A suggestion that somebody else has changed since the one who says yes has looked."""

    code = "changed_since"
    task: int
    title: str


class LastOrganizer(Refusal):
    """Nobody would be left who organizes the move."""

    code = "last_organizer"


@dataclass
class UnsafeCrew(Refusal):
    """A heavy item short of the crew that its weight and the stairs ask for."""

    code = "unsafe_crew"
    people: int
    taken: int
    task: int
    title: str
    by_hand: bool = True
    """False: no crew may lift it."""


@dataclass(frozen=True)
class AtATime:
    """A task, and when it is to be done."""

    task: int
    title: str
    window: Window


@dataclass(frozen=True)
class Clashing:
    """Two tasks that one person can hardly do both: the one that was asked for, and the other."""

    wanted: AtATime
    other: AtATime
    is_new: bool = False
    """The other was asked for in the same call; else they have it."""


@dataclass
class Clash(Refusal):
    """Something is at the same time as what the asker has, or as another thing of the same call."""

    code = "clash"
    pairs: list[Clashing]
    """None for somebody who is not to know when and where anything is: then only that there is one."""

    @property
    def tasks(self) -> list[int]:
        """List the tasks that another one does not go with; of two in one call, both."""
        found = {pair.other.task for pair in self.pairs}
        return sorted(found | {pair.wanted.task for pair in self.pairs if pair.is_new})


class Since(StrEnum):
    """The reason why a change cannot be undone any more."""

    NEVER = "never"
    """It is of a sort that stays."""
    NOT_KEPT = "not_kept"
    """Too many changes have come since, or somebody has taken back what its image held. Which one is not said."""
    TAKEN = "taken"
    """Somebody has said yes to the task since, as it is now."""
    ASKED = "asked_for"
    """Somebody is asked by name for the task since."""
    TASK_CHANGED = "task"
    PERSON_CHANGED = "person"
    ASK_CHANGED = "ask"
    OFFER_CHANGED = "offer"
    NOTE_CHANGED = "note"
    MOVE_CHANGED = "move"
    LETTER_WENT = "letter_went"
    TIME_OVER = "time_over"
    """A helper has ten minutes."""
    NOT_FREE = "not_free"
    """The place that a helper gave back is somebody else's."""


@dataclass
class TooLate(Refusal):
    """Something since stands on a change that is to be undone: on which task, and by or about whom."""

    code = "too_late"
    since: Since
    title: str = ""
    name: str = ""


class KeyReused(Refusal):
    """An idempotency key came back with another request."""

    code = "key_reused"


class WrongOrigin(Refusal):
    """A page of another site tried to act for this browser."""

    code = "wrong_origin"


class Malformed(Refusal):
    """A request that could not be read at all."""

    code = "malformed"


class TooLarge(Refusal):
    """More was sent than is ever read."""

    code = "too_large"


@dataclass
class TooMany(Refusal):
    """More requests from one address, or by one link, than anybody sends by hand. `seconds` until the next may come."""

    code = "too_many"
    seconds: int


class Busy(TooMany):
    """More at once than the machine can do, whoever it comes from."""


class WordTooSoon(TooMany):
    """A word to all while the last one still wants to be read."""


@dataclass
class Fault:
    """One thing that is wrong with one field. `values` fill the sentence."""

    field: str
    code: str
    values: dict[str, object] = dataclasses.field(default_factory=dict)


MAX_NAMED = 20
"""Faults that are named: nobody mends more at once, and an answer stays in proportion to what was sent."""


class Invalid(Refusal):
    """Input that no rule can accept; one Fault for each of the first fields. `count`: of all that are wrong."""

    code = "invalid"

    def __init__(self, *faults: Fault, more: int = 0) -> None:
        super().__init__(*faults)
        self.faults = list(faults[:MAX_NAMED])
        self.count = len(faults) + more
