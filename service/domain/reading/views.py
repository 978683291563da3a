"""What a page shows, as plain frozen data: made by board.py, read by every face."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import combinations

from service.domain.core.refusals import NotFound
from service.domain.figures import lifting, times
from service.domain.figures.capacity import Cover
from service.domain.models import (
    Kind,
    MoveState,
    OfferState,
    Role,
    Sort,
    Standing,
    TaskState,
    ThanksState,
    Way,
    Work,
)


class Effort(StrEnum):
    """How hard a task is on the body, for helpers to choose by."""

    NONE = "none"
    LIGHT = "light"
    BOXES = "boxes"
    FURNITURE = "furniture"


class Audience(StrEnum):
    """Who reads: a stranger with the sign-up link, a helper, an organizer."""

    PUBLIC = "public"
    HELPER = "helper"
    ORGANIZER = "organizer"


@dataclass(frozen=True)
class EndView:
    """One end of the way. `address` is empty for the public."""

    area: str
    address: str
    floor: int | None
    lift: bool


@dataclass(frozen=True)
class OrganizerView:
    n: int
    name: str
    email: str = ""
    phone: str = ""
    language: str = ""
    epoch: int = 0
    quiet: Sequence[str] = ()
    digest_days: int = 0
    write_on: date | None = None
    not_on: Sequence[str] = ()


@dataclass(frozen=True)
class MoveView:
    id: str
    version: int
    state: MoveState
    title: str
    zone: str
    day: date | None
    why: str
    same_building: bool
    start: EndView
    finish: EndView
    flights: int
    """Flights that heavy things are carried over."""
    signup_epoch: int
    revision: int
    organizers: list[OrganizerView]
    """Contacts are empty for the public."""
    planned_at: datetime | None = None
    """For organizers."""
    evening: str = ""
    """What was said to everybody on the evening; for organizers."""

    @property
    def organizer(self) -> OrganizerView:
        return self.organizers[0]

    @property
    def is_open(self) -> bool:
        return self.state is MoveState.OPEN


@dataclass(frozen=True)
class HelperView:
    """A person; contacts only for who may see them."""

    n: int
    name: str
    email: str = ""
    phone: str = ""
    epoch: int = 0
    by_hand: bool = False
    language: str = ""
    quiet: Sequence[str] = ()
    plan: str = ""
    no_thanks: bool = False
    glad_at: datetime | None = None


@dataclass(frozen=True)
class ClaimView:
    n: int
    task_n: int
    helper: HelperView
    quantity: int
    standing: Standing
    role: Role | None
    vehicle_kind: str
    vehicle_seats: int | None
    note: str
    """Only for the helper and the organizers."""
    claimed_at: datetime
    position: int | None
    """Among those who stand by, counted from 1."""


@dataclass(frozen=True)
class TaskView:
    n: int
    kind: Kind
    title: str
    needed: int | None
    work: Work | None
    sort: Sort | None
    weight_kg: float | None
    why: str
    bring: str
    day: date | None
    starts: time | None
    ends: time | None
    minutes: int | None
    minutes_least: int | None
    estimated: list[str]
    """What our table proposed and nobody has overwritten."""
    kept: bool
    state: TaskState
    revision: int
    crew: lifting.Crew | None
    risk: lifting.Risk | None
    """How the lift looks with that crew."""
    places: int
    """What the task needs, by whichever rule: boxes, people, seats, the crew."""
    taken: int
    left: int
    cover: Cover
    effort: Effort
    driver: ClaimView | None
    claims: list[ClaimView]
    """Those that stand, in order of arrival; without the quiet reserve for the public."""

    @property
    def is_open(self) -> bool:
        """Whether a friend could still take something of it or stand by."""
        return not self.kept and self.state.is_live

    @property
    def has_room(self) -> bool:
        """Whether somebody could take something firmly: a trip also waits for its driver."""
        return self.left > 0 or (self.kind is Kind.TRIP and self.driver is None)

    @property
    def sheet(self) -> str:
        """The sheet of paper that its slip is cut from: one a kind, and of care one each for food, cleaning, others."""
        if self.kind is not Kind.CARE:
            return self.kind.value
        return self.sort.value if self.sort in (Sort.FOOD, Sort.CLEANING) else Sort.OTHER.value

    @property
    def firm(self) -> list[ClaimView]:
        return [claim for claim in self.claims if claim.standing is Standing.FIRM]

    @property
    def standbys(self) -> list[ClaimView]:
        waiting = [claim for claim in self.claims if claim.standing is Standing.STANDBY]
        return sorted(waiting, key=lambda claim: claim.position or 0)

    @property
    def reserve(self) -> list[ClaimView]:
        return [claim for claim in self.claims if claim.standing is Standing.IF_NEEDED]

    def claim_of(self, helper_n: int | None) -> ClaimView | None:
        return next((claim for claim in self.claims if claim.helper.n == helper_n), None)


@dataclass(frozen=True)
class OfferView:
    n: int
    helper: HelperView
    words: str
    state: OfferState


@dataclass(frozen=True)
class Board:
    """A whole move. Contacts and all offers are there for organizers only; a helper has their own."""

    move: MoveView
    tasks: list[TaskView]
    helpers: list[HelperView]
    offers: list[OfferView] = field(default_factory=list)

    @property
    def progress(self) -> tuple[int, int]:
        """How many tasks are covered or done, of all that friends are asked for. Nothing else is added up."""
        asked = [task for task in self.tasks if not task.kept and task.state is not TaskState.CANCELLED]
        covered = [task for task in asked if task.cover is Cover.COVERED or task.state is TaskState.DONE]
        return len(covered), len(asked)

    @property
    def labels(self) -> dict[int, str]:
        """What an organizer picks people by: the name, with the number where two have the same one."""
        named = Counter(helper.name for helper in self.helpers)
        return {each.n: f"{each.name} · {each.n}" if named[each.name] > 1 else each.name for each in self.helpers}

    def task(self, n: int) -> TaskView:
        """Raises NotFound."""
        for task in self.tasks:
            if task.n == n:
                return task
        raise NotFound

    def offer(self, n: int) -> OfferView:
        """Raises NotFound."""
        for offer in self.offers:
            if offer.n == n:
                return offer
        raise NotFound

    def claims_of(self, helper_n: int) -> list[tuple[TaskView, ClaimView]]:
        """What one helper has, with its tasks, by day and time."""
        both = [(task, task.claim_of(helper_n)) for task in self.tasks]
        mine = [(task, claim) for task, claim in both if claim is not None]
        return sorted(mine, key=lambda pair: when_key(pair[0], self.move))

    def clashes_of(self, helper_n: int) -> list[tuple[TaskView, TaskView]]:
        """Pairs of tasks that one helper has at overlapping times, for them to decide about."""
        timed = [
            (task, (day_of(task, self.move), task.starts, task.ends))
            for task, _ in self.claims_of(helper_n)
            if task.starts and task.ends and task.state is not TaskState.CANCELLED
        ]
        return [
            (first, second)
            for (first, (day, starts, ends)), (second, (other_day, other_starts, other_ends)) in combinations(timed, 2)
            if day == other_day and other_starts < ends and starts < other_ends
        ]

    def offered_by(self, helper_n: int) -> list[OfferView]:
        return [offer for offer in self.offers if offer.helper.n == helper_n]


@dataclass(frozen=True)
class ThanksView:
    """One entry of the thank-you list, with what it is for."""

    helper: HelperView
    claims: list[tuple[TaskView, ClaimView]]
    offers: list[OfferView]
    note: str
    way: Way | None
    state: ThanksState
    given_at: datetime | None
    epoch: int
    """Of the link that opens the note."""
    remind_at: datetime | None
    """The next moment (aware UTC) at which the organizer is reminded of this note, if any."""
    stepped_in: Set[int]
    """Numbers of the claims that stood by first, until a place came free."""

    @property
    def is_over(self) -> bool:
        return self.state in (ThanksState.GIVEN, ThanksState.RESTING) or self.not_wanted

    @property
    def by_mail(self) -> bool:
        """Given as a letter that leaves from here."""
        return self.state is ThanksState.GIVEN and self.way is Way.MAIL and bool(self.note)

    @property
    def not_wanted(self) -> bool:
        """They said that they need no note, and nothing has been written to them yet."""
        return self.helper.no_thanks and self.state is ThanksState.TO_WRITE


@dataclass(frozen=True)
class ThanksList:
    move: MoveView
    entries: list[ThanksView]

    @property
    def glad(self) -> list[HelperView]:
        """Who has said that they were glad they came, as they said it."""
        said = [entry.helper for entry in self.entries if entry.helper.glad_at is not None]
        return sorted(said, key=lambda helper: (helper.glad_at, helper.n))

    @property
    def complete(self) -> bool:
        """Whether there was somebody to thank and nothing is left to write or give."""
        return bool(self.entries) and all(entry.is_over for entry in self.entries)

    @property
    def all_given(self) -> bool:
        return all(entry.state is ThanksState.GIVEN for entry in self.entries)

    def entry(self, helper_n: int) -> ThanksView:
        """Raises NotFound."""
        for entry in self.entries:
            if entry.helper.n == helper_n:
                return entry
        raise NotFound


@dataclass(frozen=True)
class Group:
    """The tasks of one kind."""

    kind: Kind
    tasks: list[TaskView]


def by_kind(tasks: list[TaskView]) -> list[Group]:
    """Tasks by kind, in the order of the kinds; those that wait for somebody come first. No group is empty."""
    waiting_first = sorted(tasks, key=lambda task: not (task.is_open and task.has_room))
    groups = [Group(kind, [task for task in waiting_first if task.kind is kind]) for kind in Kind]
    return [group for group in groups if group.tasks]


def today(move: MoveView, now: datetime) -> date:
    """The day it is where the move is."""
    return times.day_there(now, move.zone)


def day_of(task: TaskView, move: MoveView) -> date | None:
    return task.day or move.day


def when_key(task: TaskView, move: MoveView) -> tuple[date, time, int]:
    """Sorts by day and time; what has none comes last, in order of its number."""
    return (day_of(task, move) or date.max, task.starts or time.max, task.n)
