"""The hours of a task: wall times of its day, over midnight too, and what clocks that go forward make of them. Pure."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from service.domain.figures.times import to_utc

DAY = timedelta(days=1)
SOME_DAY = date(2001, 1, 1)
LONGEST_OVER_MIDNIGHT = timedelta(hours=12)
"""Time for which an end before the beginning is taken for one of the next day. "11:00 to 1:00" would last longer: there
somebody meant one o'clock in the afternoon, as in every such slip."""


def lasts(starts: time, ends: time) -> timedelta:
    """Return the time between them as clocks show it; an end that is not after the beginning is of the next day."""
    between = datetime.combine(SOME_DAY, ends) - datetime.combine(SOME_DAY, starts)
    return between if between > timedelta() else between + DAY


def is_slip(starts: time | None, ends: time | None) -> bool:
    """Tell whether the end is before the beginning, or at it, and cannot be meant for the night after."""
    return starts is not None and ends is not None and ends <= starts and lasts(starts, ends) > LONGEST_OVER_MIDNIGHT


def end_of(day: date, starts: time, ends: time) -> datetime:
    """Return the end as a wall time: on the next day where it is not after the beginning."""
    return datetime.combine(day, starts) + lasts(starts, ends)


def shown(day: date, at: time, zone: str) -> time:
    """Return the time that clocks there show at a wall time: another only where they skip it as they go forward."""
    return to_utc(day, at, zone).astimezone(ZoneInfo(zone)).time()


@lru_cache(maxsize=1024)
def shown_both(day: date | None, starts: time | None, ends: time | None, zone: str) -> tuple[time | None, time | None]:
    """Return beginning and end as clocks there show them on that day, as far as they are known.

    Cached: a page asks for each of its tasks, and they are of few days and hours.
    """
    if day is None:
        return starts, ends
    if starts and ends:
        first, last = span(day, starts, ends, zone)
        return first.time(), last.time()
    return starts and shown(day, starts, zone), ends and shown(day, ends, zone)


def after(begins: datetime, length: timedelta, zone: str) -> datetime:
    """Return the wall time when so much time has passed since another, whatever the clocks did meanwhile."""
    passed = to_utc(begins.date(), begins.time(), zone) + length
    return passed.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def span(day: date, starts: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """Return beginning and end as clocks there show them; the end stays behind the beginning."""
    last = end_of(day, starts, ends)
    first = datetime.combine(day, shown(day, starts, zone))
    last = datetime.combine(last.date(), shown(last.date(), last.time(), zone))
    return first, last if last > first else first + lasts(starts, ends)
