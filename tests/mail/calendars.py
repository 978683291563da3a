"""Reads a calendar as a calendar program does."""

from typing import Any

from icalendar import Calendar


def events_in(calendar: bytes | str) -> list[dict[str, Any]]:
    """List the events with their properties: icalendar's own types say of each only that it is one of thirty."""
    return [dict(event) for event in Calendar.from_ical(calendar).walk("VEVENT")]
