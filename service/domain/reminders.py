"""When an organizer is reminded of the thank-you notes. Sending is not here: this only says when."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_AFTER = (2, 6, 13)
"""Etiquette: within a week or two; at most three times, then it rests (own estimate from several writers)."""
AT = time(10)


def thanks_days(day: date | None, zone: str) -> list[datetime]:
    """The three moments (aware UTC): days 2, 6 and 13 after the move at 10:00 in its zone; none without a day."""
    if day is None:
        return []
    there = ZoneInfo(zone)
    return [datetime.combine(day + timedelta(days=after), AT, tzinfo=there).astimezone(UTC) for after in DAYS_AFTER]


def next_thanks_day(day: date | None, zone: str, now: datetime) -> datetime | None:
    """The next of `thanks_days` that is still to come, or None."""
    return next((moment for moment in thanks_days(day, zone) if moment > now), None)
