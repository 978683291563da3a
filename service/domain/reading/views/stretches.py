"""Stretches by which friends find their way through a move: by day, part of the day and home, and by what suits them.

A filter is the friend's own: it stands in the address that they open, and is written nowhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from service.domain.figures.times import is_over
from service.domain.models import Place
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.task import Effort, TaskView, day_of, when_key

NOON, EVENING = time(12), time(17)
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)?-?(morning|afternoon|evening)?", re.ASCII)
HOMES = (Place.OLD, Place.NEW, None)


class Part(StrEnum):
    """A part of a day, by the time at which a task begins."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_PARTS = (*Part, None)


@dataclass(frozen=True)
class When:
    """A day, a part of whichever day it will be, or a part of a day."""

    day: date | None = None
    part: Part | None = None

    @property
    def key(self) -> str:
        """Spell it for an address: "2026-12-05-morning"."""
        return "-".join(filter(None, (self.day.isoformat() if self.day else "", self.part)))

    @classmethod
    def read(cls, spelled: str) -> "When | None":
        """Read it from an address; None for anything else."""
        found = _WHEN.fullmatch(spelled)
        try:
            read = cls(date.fromisoformat(found[1]) if found and found[1] else None, _part(found[2]) if found else None)
        except ValueError:
            return None
        return read if spelled and read.key == spelled else None

    def has(self, other: "When") -> bool:
        """Tell whether another one fits into it: what has no part of the day fits into each."""
        is_day = self.day is None or self.day == other.day
        return is_day and (self.part is None or other.part is None or self.part is other.part)


def _part(word: str | None) -> Part | None:
    return Part(word) if word else None


@dataclass(frozen=True)
class Suits:
    """The limits of a friend: without lifting, at some time; all if nothing is said."""

    no_lifting: bool = False
    when: When | None = None

    def has(self, task: TaskView, move: MoveView) -> bool:
        if self.no_lifting and (task.kind.is_carried or task.effort is not Effort.NONE):
            return False
        return self.when is None or self.when.has(when_of(task, move))

    def known(self, there: Iterable[When]) -> "Suits":
        """Leave out a time at which there is nothing."""
        return self if self.when is None or self.when in there else replace(self, when=None)


@dataclass(frozen=True)
class Stretch:
    """The tasks of one part of a day at one home; `home` is None for those that are at both, elsewhere or not said."""

    when: When
    home: Place | None
    tasks: Sequence[TaskView]
    me: int | None = None

    @property
    def key(self) -> str:
        return "-".join(filter(None, ("at", self.when.key, self.home and self.home.value)))

    @cached_property
    def shown(self) -> list[TaskView]:
        """Those that a friend may take, and what the reader has taken."""
        return [task for task in self.tasks if task.wants_friends or task.claim_of(self.me) is not None]

    @cached_property
    def settled(self) -> list[TaskView]:
        """Those that are taken care of."""
        shown = {task.n for task in self.shown}
        return [task for task in self.tasks if task.n not in shown]


@dataclass(frozen=True)
class DayOf:
    """A day with its stretches, in their order."""

    day: date | None
    stretches: Sequence[Stretch]

    @property
    def free(self) -> bool:
        return any(task.wants_friends for stretch in self.stretches for task in stretch.tasks)


def when_of(task: TaskView, move: MoveView) -> When:
    """Find the day and the part of it in which a task begins, or has to be done by."""
    at = task.starts or task.ends
    if at is None:
        return When(day_of(task, move))
    part = Part.MORNING if at < NOON or (not task.starts and at == NOON) else Part.AFTERNOON
    return When(day_of(task, move), Part.EVENING if at >= EVENING else part)


def by_stretch(tasks: Iterable[TaskView], move: MoveView, me: int | None = None) -> list[DayOf]:
    """Group tasks by day, part of the day and home, each in the order of time; nothing is empty."""
    days = groupby(sorted(tasks, key=lambda task: when_key(task, move)), key=lambda task: day_of(task, move))
    return [DayOf(day, _stretches(list(there), move, me)) for day, there in days]


def _stretches(tasks: list[TaskView], move: MoveView, me: int | None) -> list[Stretch]:
    there: dict[tuple[When, Place | None], list[TaskView]] = {}
    for task in tasks:
        there.setdefault((when_of(task, move), _home(task)), []).append(task)
    in_order = sorted(there.items(), key=lambda found: (_PARTS.index(found[0][0].part), HOMES.index(found[0][1])))
    return [Stretch(when, home, its, me) for (when, home), its in in_order]


def _home(task: TaskView) -> Place | None:
    return task.place if task.place in (Place.OLD, Place.NEW) else None


def whens_of(tasks: Iterable[TaskView], move: MoveView) -> list[When]:
    """List the days on which there is something to do, each with its parts behind it where it has several.

    Without several days there are only the parts. Nothing to choose from is nothing.
    """
    there = [when_of(task, move) for task in sorted(tasks, key=lambda task: when_key(task, move))]
    days = list(dict.fromkeys(each.day for each in there))
    found = list[When]()
    for day in days:
        parts = [part for part in Part if When(day, part) in there]
        found += [When(day)] if len(days) > 1 and day else []
        found += [When(day, part) for part in parts] if len(parts) > 1 else []
    return found


def whens_of_offer(whens: Sequence[When], move: MoveView, today: date) -> list[When]:
    """Add the day of the move, while it is ahead, to the times that an offer may be for.

    Where there is nothing to choose from, there is nothing to add.
    """
    own = When(move.day)
    if not whens or own.day is None or is_over(own.day, today) or own in whens:
        return list(whens)
    at = next((place for place, when in enumerate(whens) if when.day and when.day >= own.day), len(whens))
    return [*whens[:at], own, *whens[at:]]


def is_past(task: TaskView, move: MoveView, today: date) -> bool:
    """Tell whether the day of a task is over: then it takes no names any more."""
    return is_over(day_of(task, move), today)


def is_all_past(tasks: Iterable[TaskView], move: MoveView, today: date) -> bool:
    """Tell whether the last day of a move is over, that of a task that is still to do among them."""
    live = [task for task in tasks if task.state.is_live]
    days = [day for day in (move.day, *(task.day for task in live)) if day is not None]
    return bool(days) and is_over(max(days), today)
