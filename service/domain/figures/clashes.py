"""Clashes: whether one person can do two tasks that are at overlapping times. Pure; knows neither people nor claims."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

A_DAY = timedelta(days=1)


class Timed(Protocol):
    """Something that is to be done at a time, such as a task."""

    @property
    def day(self) -> date | None:
        """None: the move's own day."""

    @property
    def starts(self) -> time | None: ...

    @property
    def ends(self) -> time | None: ...

    @property
    def minutes(self) -> int | None: ...


@dataclass(frozen=True)
class Window:
    """The wall times within which something is to be done; one that ends before it begins goes over midnight."""

    day: date
    starts: time
    ends: time
    minutes: int | None = None
    """Time that it takes; None if nobody knows."""

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.day, self.starts)

    @property
    def ends_at(self) -> datetime:
        ends_at = datetime.combine(self.day, self.ends)
        return ends_at if self.starts <= self.ends else ends_at + A_DAY


def window_of(task: Timed, move_day: date | None) -> Window | None:
    """Find the window of a task, which is on the move's day unless it has its own; None where not all is known."""
    day = task.day or move_day
    if day is None or task.starts is None or task.ends is None:
        return None
    return Window(day, task.starts, task.ends, task.minutes)


def overlap(one: Window, other: Window) -> bool:
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at


def clash(one: Window | None, other: Window | None) -> bool:
    """Tell whether two tasks of one person clash: their windows overlap, and what they take does not fit into both.

    They are done one after the other, in either order, each within its own window. What takes nobody knows how long
    fills its window. Without a known time nothing clashes.
    """
    if one is None or other is None or not overlap(one, other):
        return False
    return not (_fits_before(one, other) or _fits_before(other, one))


def _fits_before(first: Window, then: Window) -> bool:
    """Tell whether both can be done within their windows, this one first."""
    if first.minutes is None or then.minutes is None:
        return False
    done = first.begins_at + timedelta(minutes=first.minutes)
    both_done = max(done, then.begins_at) + timedelta(minutes=then.minutes)
    return done <= first.ends_at and both_done <= then.ends_at
