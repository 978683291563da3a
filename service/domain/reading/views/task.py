"""Tasks, and how they are sorted and grouped."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from math import ceil
from operator import attrgetter

from service.domain.figures import lifting
from service.domain.figures.capacity import Capacity, Cover, are_counted
from service.domain.figures.effort import Portions, minutes_of_part, portions
from service.domain.figures.loads import load_of
from service.domain.figures.seen import is_for
from service.domain.models import Kind, Place, Role, Sort, Standing, Task, TaskState, Thing, Work, table
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import EndView, MoveView

LIGHT_KG = 10
"""Weight up to which a thing counts as light (own estimate; the levels are those that helpers choose from)."""


class Effort(StrEnum):
    """The effort that a task is for the body, for helpers to choose by."""

    NONE = "none"
    LIGHT = "light"
    BOXES = "boxes"
    FURNITURE = "furniture"


@dataclass(frozen=True)
class ThingView:
    """A thing that is moved. `weight_kg` is of one carry, said or from the catalogue; None if nobody knows."""

    n: int | None
    """None as long as it is written nowhere."""
    name: str
    count: int
    weight_kg: float | None
    room: str
    item: str | None

    @classmethod
    def of(cls, thing: Thing) -> "ThingView":
        weight = load_of(thing.item, thing.weight_kg).weight_kg
        return cls(thing.n, thing.name, thing.count, weight, thing.room, thing.item)


@dataclass(frozen=True)
class TaskView:
    """A task: the columns that its audience reads, by the names that they have in the table, and what follows."""

    n: int
    kind: Kind
    title: str
    needed: int | None
    work: Work | None
    sort: Sort | None
    weight_kg: float | None
    why: str
    bring: str
    place: Place | None
    where: str
    """Empty for those without a firm claim on the task."""
    day: date | None
    starts: time | None
    ends: time | None
    minutes: int | None
    minutes_least: int | None
    estimated: list[str]
    """Fields that our table proposed and nobody has overwritten."""
    kept: bool
    only_for: list[int]
    """Numbers of the helpers whom it is for; none: everybody."""
    state: TaskState
    suggested_by: int | None
    """The keeper who drafted it; for organizers and keepers."""
    revision: int

    crew: lifting.Crew | None
    risk: lifting.Risk | None
    """Of the lift with that crew."""
    places: int
    """The need of the task by whichever rule: boxes, people, seats, the crew."""
    taken: int
    left: int
    cover: Cover
    effort: Effort
    half_hour: int
    """Boxes that one person carries, or packs, in about half an hour; 0 for what is no boxes."""
    driver: ClaimView | None
    things: list[ThingView]
    """All that it carries, in order of number."""
    claims: list[ClaimView]
    """Active claims in order of arrival; without the quiet reserve for the public."""
    unnamed: Sequence[ClaimView] = ()
    """Those whose holders the reader is not to know (views/discreet.py): that they stand, and of whom nothing."""

    @classmethod
    def of(
        cls,
        task: Task,
        capacity: Capacity,
        claims: Sequence[ClaimView],
        *,
        things: Sequence[ThingView] = (),
        where: str = "",
        half_hour: int = 0,
    ) -> "TaskView":
        """View a task with those of its claims that the audience may see; `capacity` counts all of them.

        `where`: its place in words, if the audience may know it. `half_hour`: as the field of this name.
        """
        return cls(
            **dict(zip(AS_THEY_ARE, _as_they_are(task), strict=True)),
            estimated=list(task.estimated),
            only_for=list(task.only_for),
            where=where,
            crew=capacity.crew,
            risk=capacity.risk,
            places=capacity.needed,
            taken=capacity.taken,
            left=capacity.left,
            cover=capacity.cover,
            effort=_effort_of(task),
            half_hour=half_hour,
            driver=next((claim for claim in claims if claim.n == capacity.totals.driver), None),
            things=list(things),
            claims=list(claims),
        )

    @property
    def is_open(self) -> bool:
        """Tell whether a friend could still take something of it or stand by."""
        return not self.kept and self.state.is_live

    @property
    def is_untimed(self) -> bool:
        """Tell whether it has no time of its own: then each may have been asked for other hours."""
        return self.starts is None and self.ends is None

    def is_for(self, helper_n: int | None) -> bool:
        return is_for(self, helper_n)

    @property
    def has_room(self) -> bool:
        """Tell whether somebody could take something firmly: a trip also waits for its driver."""
        return self.left > 0 or (self.kind is Kind.TRIP and self.driver is None)

    @property
    def is_by_hand(self) -> bool:
        """Tell whether people can lift it: else professionals take it, or it rolls on one floor.

        They lift the rest of what it carries where something is `too_heavy`.
        """
        return self.crew is None or self.crew.reason is not lifting.Reason.NOT_BY_HAND or bool(self.too_heavy)

    @cached_property
    def too_heavy(self) -> Sequence[ThingView]:
        """Things that nobody lifts by hand, beside others: each is to be a task of its own."""
        if self.crew is None or self.crew.reason is not lifting.Reason.NOT_BY_HAND:
            return ()
        loads = [(each, load_of(each.item, each.weight_kg)) for each in self.things]
        heavy = [each for each, load in loads if not load.is_liftable(self.crew.flights)]
        return heavy if len(heavy) < len(loads) else ()

    @property
    def is_for_professionals(self) -> bool:
        """Tell whether stairs are in the way of what is not lifted by hand: no friend is asked for it."""
        return not self.is_by_hand and self.crew is not None and self.crew.flights > 0

    @property
    def is_among_friends(self) -> bool:
        """Tell whether friends read of it: not of what professionals take, unless one of them has a part in that."""
        return bool(self.taken or self.claims) or not self.is_for_professionals

    @cached_property
    def wants_friends(self) -> bool:
        """Tell whether friends may be asked for it: it is offered, has room, and is not for professionals."""
        return self.is_open and self.has_room and not self.is_for_professionals

    @property
    def misses_names(self) -> bool:
        """Tell whether a crew has done it of which not everybody is named: who else was there is thanked, too."""
        is_carried = self.state is TaskState.DONE and self.crew is not None and self.is_by_hand
        return is_carried and self.left > 0 and (self.taken > 0 or not self.kept)

    @property
    def roles(self) -> list[Role]:
        """The roles that are free on a trip: one driver, and riders once there is a seat or somebody who drives."""
        if self.kind is not Kind.TRIP:
            return []
        drives = [Role.DRIVER] if self.driver is None else []
        return [*drives, Role.RIDER] if self.left > 0 or self.driver is not None else drives

    @property
    def portions(self) -> Portions:
        """The parts that a friend is offered: of boxes by the time they take, of everything else one."""
        return portions(self.left, self.half_hour) if self.half_hour and self.left else Portions((1,))

    @property
    def is_in_parts(self) -> bool:
        """Tell whether friends are offered a part of it."""
        return self.half_hour > 0 and self.left > 0 and self.portions.default < self.places

    @property
    def names_wanted(self) -> int:
        """Count the friends whom it still has room for: of boxes one for each part that a friend is offered."""
        if not self.wants_friends:
            return 0
        if self.kind is Kind.BOX_LOAD:
            return ceil(self.left / self.portions.default)
        return self.left + (self.kind is Kind.TRIP and self.driver is None)

    def minutes_of(self, quantity: int) -> tuple[int, int] | None:
        """Return how long it takes somebody who takes so much of it, at least and at most; None if nobody knows.

        A part of boxes takes a part of the time; a crew's place as long as the crew, a seat as long as the trip.
        """
        if not self.minutes:
            return None
        both = (self.minutes_least or self.minutes, self.minutes)
        if self.kind is not Kind.BOX_LOAD or quantity >= self.places:
            return both
        return minutes_of_part(both[0], quantity, self.places), minutes_of_part(both[1], quantity, self.places)

    def minutes_told(self, quantity: int) -> int:
        """Return how long friends are told that so much of it takes, at most; 0 if nobody knows.

        Boxes that are offered as half an hour's, or as an hour's worth, are that to whoever has them, too: the task's
        own minutes are rounded up, and would say more.
        """
        both = self.minutes_of(quantity)
        if both and self.half_hour and quantity < self.places and quantity in (self.half_hour, 2 * self.half_hour):
            return lifting.PORTION_MINUTES * quantity // self.half_hour
        return both[1] if both else 0

    @property
    def sheet(self) -> str:
        """The sheet of paper that its slip is cut from: one a kind, and of care one each for food, cleaning, others."""
        if self.kind is not Kind.CARE:
            return self.kind.value
        return self.sort.value if self.sort in (Sort.FOOD, Sort.CLEANING) else Sort.OTHER.value

    @property
    def is_counted(self) -> bool:
        """Tell whether its boxes are counted by its things."""
        return are_counted(self.kind, self.needed, [each.count for each in self.things])

    @property
    def shows_counts(self) -> bool:
        """Tell whether the counts of its things may stand beside it: not those that contradict its number of boxes."""
        return self.kind is not Kind.BOX_LOAD or self.is_counted

    @property
    def contents(self) -> list[ThingView]:
        """The things that its title does not already say; each name once where no counts tell them apart."""
        things = self.things if self.shows_counts else list({each.name: each for each in self.things}.values())
        return [] if [each.name for each in things] == [self.title] else things

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


COLUMNS = tuple(field.name for field in fields(TaskView) if field.name in table(Task).columns)
"""Columns of the task's table that a TaskView has, too."""
AS_THEY_ARE = tuple(name for name in COLUMNS if name not in ("where", "estimated", "only_for"))
_as_they_are = attrgetter(*AS_THEY_ARE)


@dataclass(frozen=True)
class Group:
    """The tasks of one kind."""

    kind: Kind
    tasks: list[TaskView]

    @property
    def free(self) -> int:
        """Count those that wait for a friend."""
        return sum(
            task.state is not TaskState.DONE and task.cover is not Cover.COVERED and not task.is_for_professionals
            for task in self.tasks
        )


def by_kind(tasks: list[TaskView]) -> list[Group]:
    """Group tasks in the order of the kinds; those that wait for somebody come first. No group is empty."""
    waiting_first = sorted(tasks, key=lambda task: not task.wants_friends)
    groups = [Group(kind, [task for task in waiting_first if task.kind is kind]) for kind in Kind]
    return [group for group in groups if group.tasks]


def day_of(task: TaskView, move: MoveView) -> date | None:
    """Find a task's day: its own, else the move's."""
    return task.day or move.day


def ends_of(task: TaskView, move: MoveView) -> list[EndView]:
    """List the homes at which a task is, in the order in which it comes to them; none for one that is elsewhere.

    What is carried or driven goes from one to the other, if nobody says where it is; of care nobody knows then.
    """
    place = task.place
    if place is None:
        place = Place.ELSEWHERE if task.kind is Kind.CARE else Place.BOTH
    if place is Place.BOTH and not move.same_building:
        return [move.start, move.finish]
    return {Place.ELSEWHERE: [], Place.NEW: [move.finish]}.get(place, [move.start])


def when_key(task: TaskView, move: MoveView) -> tuple[date, time, int]:
    """Sort by day and time; a task without one comes last, in order of its number."""
    return (day_of(task, move) or date.max, task.starts or time.max, task.n)


def _effort_of(task: Task) -> Effort:
    match task.kind:
        case Kind.BOX_LOAD:
            return Effort.LIGHT if task.work is Work.PACK else Effort.BOXES
        case Kind.HEAVY_ITEM:
            light = task.weight_kg is not None and task.weight_kg <= LIGHT_KG
            return Effort.LIGHT if light else Effort.FURNITURE
        case _:
            return Effort.NONE
