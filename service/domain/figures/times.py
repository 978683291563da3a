"""Times at which messages may come: wall times of a move's zone as UTC. Pure; knows neither people nor messages."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVENING, MORNING = time(21), time(8)
"""Bounds of the night, in which nobody is disturbed without need."""
EARLY = time(10)
"""Time before which a task begins too early to be told about in the morning."""
DAY_BEFORE = time(17)
"""The hour at which people look at their next day."""
WRITING = time(10)
LAST_DIGEST = 1
"""Days before the move on which organizers hear of open tasks once more."""
NOON = time(12)
"""The time at which a task without one counts as begun."""
AFTERNOON = time(15)
"""The time at which a task without one counts as done."""
NOON_TO_MIDNIGHT = timedelta(hours=12)
PUT_BACK_WITHIN = timedelta(minutes=10)
"""Time in which entries that an organizer took off the list can be put back."""
REST_AFTER = timedelta(days=3)
"""Time after which an ask without a yes rests."""
WORDS_WAIT = timedelta(seconds=30)
"""Time for which an organizer's own words stay here, so that they can be taken back before the first letter went."""
YES_AFTER = timedelta(minutes=30)
"""Time over which the news of a yes is gathered."""
TAKE_AGAIN_WITHIN = timedelta(minutes=10)
"""Time in which a helper can undo what they took or gave back."""
A_WEEK = timedelta(days=7)
THANKS_AFTER = (2, 6, 13)
"""Days after the move. Etiquette says within a week or two; at most three times (own estimate from several writers)."""
FIRST_ENOUGH = timedelta(days=2)
"""Default reminder days within so long after a chosen day are dropped."""


def to_utc(day: date, at: time, zone: str) -> datetime:
    """Convert a wall time to aware UTC. One that does not exist that day is read with the offset from before."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def begins(day: date, starts: time | None, zone: str) -> datetime:
    """Return when a task begins (aware UTC): at noon without a time of its own."""
    return to_utc(day, starts or NOON, zone)


def grace(starts: time | None) -> timedelta:
    """Return how long after its beginning a task is not over yet: until midnight, if it has no time of its own."""
    return timedelta() if starts else NOON_TO_MIDNIGHT


def day_there(moment: datetime, zone: str) -> date:
    """Find the day that it is in the zone at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def is_over(day: date | None, today: date) -> bool:
    """Tell whether a day is behind those for whom it is `today`; one that nobody has said is not."""
    return day is not None and day < today


def is_night(now: datetime, zone: str) -> bool:
    there = now.astimezone(ZoneInfo(zone)).time()
    return there >= EVENING or there < MORNING


def next_morning(now: datetime, zone: str) -> datetime:
    """Find the next end of a night after `now`."""
    day = day_there(now, zone)
    today = to_utc(day, MORNING, zone)
    return today if today > now else to_utc(day + timedelta(days=1), MORNING, zone)


def cannot_wait(begins: datetime, now: datetime, zone: str) -> bool:
    """Tell whether news of something that begins then would come too late at the end of this night.

    Only the next morning counts: a change of something that is a week away waits until then.
    """
    morning = day_there(next_morning(now, zone), zone)
    return begins < to_utc(morning, EARLY, zone)


def thanks_days(
    day: date | None, zone: str, chosen: date | None = None, skipped_days: Collection[str] = ()
) -> list[datetime]:
    """List the moments (aware UTC) of reminders of the notes: days 2, 6 and 13 after the move at 10:00 in its zone.

    With a day that the organizer chose to write on: that one and the default days well after it; never more
    than three, and none of the days (ISO) that they skip. None at all without a day of the move.
    """
    if day is None:
        return []
    days = [day + timedelta(days=after) for after in THANKS_AFTER]
    if chosen is not None and chosen >= day:
        days = [chosen, *(each for each in days if each > chosen + FIRST_ENOUGH)]
    return [to_utc(each, WRITING, zone) for each in days[: len(THANKS_AFTER)] if each.isoformat() not in skipped_days]


def next_thanks_day(
    day: date | None, zone: str, now: datetime, chosen: date | None = None, skipped_days: Collection[str] = ()
) -> datetime | None:
    """Find the next of `thanks_days` that is still to come, or None."""
    return next((moment for moment in thanks_days(day, zone, chosen, skipped_days) if moment > now), None)
