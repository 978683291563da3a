"""Effort: a task's size in person-minutes, how much of it is spoken for, and the part that one friend is offered. Pure.

For organizers alone: what friends see is what is left, and who is coming.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from service.domain.figures import lifting
from service.domain.models import Kind, Sort, Work

A_LITTLE_MORE = 1.5
"""Most of a part that is still taken whole: less than this many parts are not worth leaving a rest."""

HOUR_AND_MORE = 1.25
"""Most of an hour's worth of boxes that is still told as about an hour: it is no other choice than the hour's."""
SAID_AS_HALF_AN_HOUR = (lifting.PORTION_MINUTES, 40)
"""Minutes that a part offered as half an hour's may take by the task's own: these are rounded up, and say more."""


@dataclass(frozen=True)
class PersonMinutes:
    """Person-minutes, from the lower to the upper end."""

    low: int = 0
    high: int = 0

    def __add__(self, other: "PersonMinutes") -> "PersonMinutes":
        return PersonMinutes(self.low + other.low, self.high + other.high)

    def part(self, taken: int, needed: int) -> "PersonMinutes":
        """Return the share of those who take `taken` of `needed`: a task half covered counts half."""
        if not needed:
            return self if taken else PersonMinutes()
        taken = min(taken, needed)
        return PersonMinutes(self.low * taken // needed, self.high * taken // needed)


@lru_cache(maxsize=1024)  # of two hundred tasks most are alike, and a board adds up all of them
def effort_of(
    kind: Kind,
    needed: int,
    minutes: tuple[int, int] | None,
    *,
    sort: Sort | None = None,
    work: Work | None = None,
    flights: int = 0,
) -> PersonMinutes:
    """Estimate a task's effort. `needed`: its boxes, or its people; `minutes`: its own, for one helper with boxes.

    The driver alone counts for a trip. Unknown minutes are the usual ones of its kind (data/minutes.csv); for boxes
    they follow from their number.
    """
    if kind is Kind.BOX_LOAD:
        return PersonMinutes(*(minutes or _of_boxes(needed, work, flights)))
    low, high = minutes or usual_minutes()[kind, sort if kind is Kind.CARE else None]
    people = 1 if kind is Kind.TRIP else needed
    return PersonMinutes(low * people, high * people)


def minutes_of_part(minutes: int, taken: int, needed: int) -> int:
    """Share out the minutes of `needed` boxes over those who take some of them, rounded up to what people say."""
    return lifting.rounded(minutes * taken / needed) if taken < needed else minutes


def _of_boxes(boxes: int, work: Work | None, flights: int) -> tuple[int, int]:
    route = lifting.Route(lifting.End(flights, lift=False), lifting.End(0, lift=False))
    packs = work is Work.PACK
    span = lifting.packing_minutes(boxes, boxes) if packs else lifting.box_minutes(boxes, boxes, route)
    return span.low, span.high


@cache
def usual_minutes() -> dict[tuple[Kind, Sort | None], tuple[int, int]]:
    """Return the minutes of one person for tasks of which nothing better is known, by kind and sort of care."""
    with (files("service.domain.figures.data") / "minutes.csv").open(encoding="utf-8") as file:
        return {
            (Kind(row["kind"]), Sort(row["sort"]) if row["sort"] else None): (
                int(row["minutes_low"]),
                int(row["minutes_high"]),
            )
            for row in csv.DictReader(file)
        }


class Share(StrEnum):
    """The part of the effort that is spoken for."""

    NOTHING = "nothing"
    BEGINNING = "beginning"
    LESS_THAN_HALF = "less_than_half"
    ABOUT_HALF = "about_half"
    MORE_THAN_HALF = "more_than_half"
    NEARLY_ALL = "nearly_all"
    ALL = "all"


STEPS = (
    (15, Share.BEGINNING),
    (45, Share.LESS_THAN_HALF),
    (55, Share.ABOUT_HALF),
    (85, Share.MORE_THAN_HALF),
    (100, Share.NEARLY_ALL),
)
"""Percent below which each step ends."""


def share(total: PersonMinutes, taken: PersonMinutes) -> Share:
    """Say how much is spoken for, by the middle of both ranges. All of nothing is nothing."""
    whole, done = total.low + total.high, taken.low + taken.high
    if done <= 0:
        return Share.NOTHING
    return next((step for percent, step in STEPS if 100 * done < percent * whole), Share.ALL)


def boxes_of_half_hour(usual: int, boxes: int, minutes: int | None) -> int:
    """Count the boxes of half an hour: as many as is `usual`, unless the task's own minutes for all of them disagree.

    Where half an hour is not enough for one, the boxes are not shared out.
    """
    least, most = SAID_AS_HALF_AN_HOUR
    if not minutes or least * boxes <= minutes * usual <= most * boxes:
        return usual
    return round(lifting.PORTION_MINUTES * boxes / minutes) or boxes


@dataclass(frozen=True)
class Portions:
    """Numbers of boxes that a friend is offered, each at most once, the default first and all that are left last."""

    offered: tuple[int, ...]

    @property
    def default(self) -> int:
        return self.offered[0]


def portions(left: int, half_hour: int) -> Portions:
    """Offer parts of the boxes that are left (at least one): about half an hour's, an hour's worth, all of them.

    The default is all if they are less than one and a half times as many as half an hour's.
    """
    if left < A_LITTLE_MORE * half_hour:
        return Portions((left,))
    hour = 2 * half_hour
    return Portions((half_hour, left) if left <= HOUR_AND_MORE * hour else (half_hour, hour, left))
