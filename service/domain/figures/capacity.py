"""Capacity: how much a task needs, how much of it is taken, and who steps up next. Pure; reads no database."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.domain.figures import lifting
from service.domain.models import Claim, Kind, Move, Place, ReadOnlyTask, Role, Standing, Task, TaskState

MAX_NEEDED = 1_000
"""Maximum that a task may need of anything."""


class Cover(StrEnum):
    """The degree to which a task is spoken for."""

    OPEN = "open"
    PARTLY = "partly"
    COVERED = "covered"


@dataclass(frozen=True)
class ClaimTotals:
    """The active claims on one task, added up: by `of` from rows, or by the database (rules/standbys.py)."""

    quantity: int
    """Firm claims, without the driver of a trip."""
    driver: int | None
    """Number of the claim that drives."""
    standbys: int
    claims: int
    """All active claims, of every standing."""

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> "ClaimTotals":
        """Add up active claims on one task."""
        firm = [claim for claim in claims if claim.standing is Standing.FIRM]
        return cls(
            sum(claim.quantity for claim in firm if claim.role is not Role.DRIVER),
            next((claim.n for claim in firm if claim.role is Role.DRIVER), None),
            sum(claim.standing is Standing.STANDBY for claim in claims),
            len(claims),
        )

    def without(self, claim: Claim) -> "ClaimTotals":
        """Subtract one claim that was counted."""
        own = ClaimTotals.of([claim])
        return ClaimTotals(
            self.quantity - own.quantity,
            None if self.driver == own.driver else self.driver,
            self.standbys - own.standbys,
            self.claims - 1,
        )


class Capacity:
    """The need of a task beside its claims; `flights` as in `flights_of`.

    `left` never goes below 0; for a trip it counts the seats beside the driver.
    """

    def __init__(self, task: Task | ReadOnlyTask, totals: ClaimTotals, flights: int) -> None:
        self.task = task
        self.totals = totals
        self._flights = flights
        self.crew: lifting.Crew | None = None
        """The crew of a heavy item: from its weight and the stairs, unless the organizer gave a number."""
        if task.kind is Kind.HEAVY_ITEM:
            self.crew = lifting.crew(task.weight_kg, flights, least=task.least, own=task.needed)

    @property
    def risk(self) -> lifting.Risk | None:
        """Rate the lift with the needed number of people; None for what is not lifted by a crew."""
        if self.crew is None:
            return None
        return lifting.risk(self.task.weight_kg, self._flights, self.crew.people, least=self.task.least)

    @property
    def is_by_hand(self) -> bool:
        """Tell whether people can lift it: else it is for professionals, or rolls on one floor, whatever the crew."""
        weight = self.task.weight_kg
        return self.crew is None or weight is None or lifting.is_by_hand(weight, self._flights)

    @property
    def needed(self) -> int:
        return self.crew.people if self.crew is not None else self.task.needed or 0

    @property
    def taken(self) -> int:
        return self.totals.quantity

    @property
    def left(self) -> int:
        return max(0, self.needed - self.taken)

    @property
    def cover(self) -> Cover:
        enough = self.totals.driver is not None if self.task.kind is Kind.TRIP else self.left == 0
        if not self.is_by_hand:
            enough = self.task.state in (TaskState.UNDER_WAY, TaskState.DONE)  # somebody has found another way
        if enough:
            return Cover.COVERED
        return Cover.PARTLY if self.taken or self.totals.driver else Cover.OPEN

    def free(self, role: Role | None) -> int:
        """Count what is left for this role: a trip takes one driver."""
        if role is Role.DRIVER:
            return 0 if self.totals.driver is not None else 1
        return self.left


def are_counted(kind: Kind, needed: int | None, counts: Collection[int]) -> bool:
    """Tell whether a task's boxes are counted by its things, of which there are so many each: then they stay so."""
    return kind is Kind.BOX_LOAD and bool(counts) and sum(counts) == needed


def waiting(claims: Iterable[Claim]) -> list[Claim]:
    """Pick the standbys, in the order in which they step up: first come first."""
    return sorted((each for each in claims if each.standing is Standing.STANDBY), key=lambda each: (each.since, each.n))


def flights_of(move: Move, place: Place | None) -> int:
    """Count the flights that heavy things are carried over by a task at this place: see `lifting.Route.flights_at`."""
    start, finish = lifting.End(move.from_floor, move.from_lift), lifting.End(move.to_floor, move.to_lift)
    return lifting.Route(start, finish, move.same_building).flights_at(place)
