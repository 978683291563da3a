"""The board: a whole move as one audience sees it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import combinations

from service.domain.core.refusals import NotFound
from service.domain.figures.clashes import clash, window_of
from service.domain.figures.effort import PersonMinutes, Share, effort_of, share
from service.domain.figures.times import AFTERNOON, to_utc
from service.domain.models import Kind, OfferState, Standing, TaskState
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.out_and_in import other_ends
from service.domain.reading.views.people import HelperView, labels_of
from service.domain.reading.views.task import TaskView, day_of, when_key
from service.domain.reading.views.times import over_at


@dataclass(frozen=True)
class OfferView:
    n: int
    helper: HelperView
    words: str
    state: OfferState
    offered_at: datetime
    named: bool = False
    refused_before: bool = False

    @property
    def is_due_thanks(self) -> bool:
        """As `Offer.is_due_thanks`."""
        return not self.named or self.state is OfferState.ACCEPTED


@dataclass(frozen=True)
class BoardEffort:
    """Person-minutes: of all that friends are asked for, of what they have taken or is done, and of what is kept.

    The work of professionals is in none of them.
    """

    asked: PersonMinutes
    taken: PersonMinutes
    kept: PersonMinutes

    @property
    def share(self) -> Share:
        return share(self.asked, self.taken)

    @property
    def total(self) -> PersonMinutes:
        return self.asked + self.kept

    @property
    def mine(self) -> PersonMinutes:
        """Return the part that is left to the organizers as things stand: kept, or not taken."""
        return PersonMinutes(self.total.low - self.taken.low, self.total.high - self.taken.high)

    @property
    def share_of_mine(self) -> Share:
        """Say how much of all that is to be done is left to the organizers."""
        return share(self.total, self.mine)


@dataclass(frozen=True)
class Board:
    """A whole move. Contacts and all offers are there for organizers only; a helper has their own."""

    move: MoveView
    tasks: list[TaskView]
    helpers: list[HelperView]
    offers: list[OfferView] = field(default_factory=list)

    @property
    def effort(self) -> BoardEffort:
        """Add up the effort of all tasks that are not called off, nor for professionals."""
        asked, taken, kept = PersonMinutes(), PersonMinutes(), PersonMinutes()
        flights_at = cache(self.move.route.flights_at)
        for task in self.tasks:
            if not task.state.is_listed or task.is_for_professionals:
                continue
            whole = _effort_of(task, flights_at(task.place))
            if task.kept:
                kept += whole
            else:
                asked += whole
                taken += whole if task.state is TaskState.DONE else whole.part(*_taken_of(task))
        return BoardEffort(asked, taken, kept)

    @property
    def labels(self) -> dict[int, str]:
        return labels_of(self.helpers)

    def names_of(self, numbers: Collection[int]) -> list[str]:
        """List what these helpers are called; without those who are forgotten."""
        return [name for n, name in self.labels.items() if n in numbers]

    def task(self, n: int) -> TaskView:
        """Find a task. Raises NotFound."""
        for task in self.tasks:
            if task.n == n:
                return task
        raise NotFound

    def claims_of(self, helper_n: int) -> list[tuple[TaskView, ClaimView]]:
        """List what one helper has, with its tasks, by day and time."""
        both = [(task, task.claim_of(helper_n)) for task in self.tasks]
        mine = [(task, claim) for task, claim in both if claim is not None]
        return sorted(mine, key=lambda pair: when_key(pair[0], self.move))

    def other_ends(self, me: int | None) -> dict[int, TaskView]:
        """Map tasks of crews to the one at the other home that carries the same things."""
        return other_ends(self.tasks, me)

    def clashes_of(self, helper_n: int) -> list[tuple[TaskView, TaskView]]:
        """Pair the tasks that one helper has firmly and can hardly do both, for them to decide about."""
        return [pair for pair in combinations(self._firmly_of(helper_n), 2) if self._clash(*pair)]

    def clashing(self, task_n: int, helper_n: int) -> list[TaskView]:
        """List what a helper firmly has that clashes with a task, but for the task itself. Raises NotFound."""
        wanted = self.task(task_n)
        return [each for each in self._firmly_of(helper_n) if each.n != task_n and self._clash(wanted, each)]

    def _firmly_of(self, helper_n: int) -> list[TaskView]:
        return [task for task, claim in self.claims_of(helper_n) if claim.standing is Standing.FIRM]

    def _clash(self, one: TaskView, other: TaskView) -> bool:
        both_listed = one.state.is_listed and other.state.is_listed
        return both_listed and clash(window_of(one, self.move.day), window_of(other, self.move.day))

    def comes_on(self, helper_n: int, day: date) -> bool:
        """Tell whether a helper firmly has something that is to be done on a day."""
        its = (task for task in self._firmly_of(helper_n) if task.state.is_live)
        return any(day_of(task, self.move) == day for task in its)

    def has_come(self, helper_n: int, now: datetime) -> bool:
        """Tell whether all is over that a helper firmly had on some day; who offered, with the move's day."""
        whens = [(day_of(task, self.move), over_at(task, self.move)) for task in self._firmly_of(helper_n)]
        ends = {day: max(end for other, end in whens if other == day and end) for day, _end in whens if day}
        if not ends and self.move.day is not None:
            ends = {self.move.day: to_utc(self.move.day, AFTERNOON, self.move.zone)}
        return any(end <= now for end in ends.values())

    def late_on(self, day: date) -> list[HelperView]:
        """List who has said that they come a little later on a day, and comes."""
        return [each for each in self.helpers if each.late_on == day and self.comes_on(each.n, day)]

    def offer(self, n: int) -> OfferView:
        """Find an offer. Raises NotFound."""
        for offer in self.offers:
            if offer.n == n:
                return offer
        raise NotFound

    @property
    def waiting(self) -> list[OfferView]:
        """List the offers that wait for a yes: one that an organizer has named only until its person is coming."""
        waiting = [offer for offer in self.offers if offer.state is OfferState.WAITING]
        return [offer for offer in waiting if not (offer.named and self.claims_of(offer.helper.n))]

    @property
    def named(self) -> list[OfferView]:
        """List the offers that an organizer has named and that wait for a yes."""
        return [offer for offer in self.waiting if offer.named]

    @property
    def new_here(self) -> list[HelperView]:
        """List who has come to a discreet move and waits until an organizer says whether they trust them."""
        if not self.move.discreet:
            return []
        come = {claim.helper.n for task in self.tasks for claim in task.claims} | {
            each.helper.n for each in self.offers
        }
        return [helper for helper in self.helpers if helper.n in come and helper.trusted is None]

    def offered_by(self, helper_n: int) -> list[OfferView]:
        return [offer for offer in self.offers if offer.helper.n == helper_n]

    def was_refused(self, helper_n: int) -> bool:
        """Tell whether an offer of theirs was left to rest, or was told that there was no need."""
        offers = self.offered_by(helper_n)
        return any(offer.refused_before or offer.state is OfferState.RESTING for offer in offers)


def _effort_of(task: TaskView, flights: int) -> PersonMinutes:
    minutes = (task.minutes_least or task.minutes, task.minutes) if task.minutes else None
    return effort_of(task.kind, task.places, minutes, sort=task.sort, work=task.work, flights=flights)


def _taken_of(task: TaskView) -> tuple[int, int]:
    """Return how much of a task is taken, of how much: of a trip only the driver counts."""
    return (int(task.driver is not None), 1) if task.kind is Kind.TRIP else (task.taken, task.places)
