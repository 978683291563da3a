"""Calendar entries for what a helper took (RFC 5545): in letters, as a download and as a feed.

An entry keeps its UID for as long as the claim stands, and its SEQUENCE counts the changes of its day, its
time, its place, its title, how much of it is taken and whether it takes place: calendar programs know by that which
version is the newer one.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from service.domain.figures import hours
from service.domain.models import MoveState, Standing, TaskState
from service.domain.reading.views import ClaimView, MoveView, TaskView, day_of, ends_of, last_day, needs_addresses
from service.mail.letters.base import LetterContext

PRODUCT = "-//Many Hands//Many Hands//EN"
LENGTH = timedelta(hours=1)
"""Length of an entry for a task that has a beginning and no end."""
REFRESH = timedelta(hours=1)
Entry = tuple[TaskView, ClaimView, bool]
"""A claim with its task, and whether it is off."""


def file_name(move_id: str, *numbers: int) -> str:
    """Name a calendar file by its move and these numbers: two that are kept in one folder never share a name."""
    return "-".join(("many-hands", move_id, *map(str, numbers))) + ".ics"


def calendar_of(ctx: LetterContext, entries: Sequence[Entry], *, as_of: datetime | None = None) -> bytes:
    """Write a calendar file of the entries that have a day; empty bytes if none has.

    `as_of`: of a feed, when something in it may have changed last. It is fetched again and again, and is the same
    bytes until then.
    """
    import icalendar  # noqa: PLC0415  # 3 MB, and 50 ms

    move, calendar = ctx.letters.move, icalendar.Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")  # no invitation: nobody has to answer, and every program takes it
    if as_of is not None:
        calendar.add("NAME", move.title)
        calendar.add("X-WR-CALNAME", move.title)
        calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(REFRESH))  # of names that it does not know it makes texts
    stamp = as_of or ctx.now
    events = [_event(ctx, stamp, entry) for entry in entries if day_of(entry[0], move) is not None]
    if not events and as_of is None:
        return b""
    timed = [day_of(task, move) for task, _claim, _off in entries if task.starts is not None]
    years = [day.year for day in timed if day is not None]
    if years:
        calendar.add_component(_zone(move.zone, min(years), max(years)))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(ctx: LetterContext, stamp: datetime, entry: Entry) -> Any:
    import icalendar  # noqa: PLC0415  # as in calendar_of

    (task, claim, off), move, event = entry, ctx.letters.move, icalendar.Event()
    event.add("UID", f"{move.id}-{claim.n}@manyhands")
    event.add("SEQUENCE", 2 * (move.revision + task.revision + claim.revision) + int(off))
    event.add("DTSTAMP", stamp.astimezone(UTC))
    _add_times(event, task, claim, move)
    event.add("STATUS", "CANCELLED" if off else "CONFIRMED")
    titled = (ctx.in_full and task.title) or ctx.say.kind(task.kind)
    event.add("SUMMARY", f"{titled} · {ctx.whose_move()}")
    url = ctx.installation.helper_url(move.id, claim.helper.n, claim.helper.epoch)
    event.add("URL", url)
    if ctx.in_full:
        event.add("DESCRIPTION", "\n".join(_about(ctx, task, claim, url)))
        is_known = claim.standing is Standing.FIRM and not off
        last = last_day(move.day, task.day)  # an entry has one of them
        is_exact = is_known and needs_addresses(move.state, last, move.zone, ctx.now, changed_at=ctx.now)
        if location := _location(task, move, is_exact=is_exact):
            event.add("LOCATION", location)
    return event


def _location(task: TaskView, move: MoveView, *, is_exact: bool) -> str:
    """Find the place to go to first; without `is_exact` only the part of town."""
    ends = ends_of(task, move)
    if not ends:
        return task.where if is_exact else ""
    return (ends[0].address if is_exact else "") or ends[0].area


def _about(ctx: LetterContext, task: TaskView, claim: ClaimView, url: str) -> list[str]:
    move = ctx.letters.move
    meant = ctx.say.time_meant(task, move, claim)
    room = meant if meant != ctx.say.hours(task, move) else ""  # its time stands in the entry itself
    bring = ctx.lang.gettext("To bring: %(things)s", things=task.bring) if task.bring else ""
    share = ctx.say.share_and_standing(task, claim)
    return [line for line in (move.title, room, share, bring, task.why, url) if line]


def _add_times(event: Any, task: TaskView, claim: ClaimView, move: MoveView) -> None:
    """Add wall times in the move's zone; the whole day for a task without a time of its own."""
    day = day_of(task, move)
    if day is None:
        raise ValueError("what has no day is in no calendar")
    if task.starts is None:
        event.add("DTSTART", day)
        event.add("DTEND", day + timedelta(days=1))
        event.add("TRANSP", "TRANSPARENT")
        return
    starts = datetime.combine(day, hours.shown(day, task.starts, move.zone))
    ends = hours.after(starts, _length(task, claim), move.zone)
    if task.ends is not None:
        starts, ends = hours.span(day, task.starts, task.ends, move.zone)
    event.add("DTSTART", starts, parameters={"TZID": move.zone})
    event.add("DTEND", ends, parameters={"TZID": move.zone})


def _length(task: TaskView, claim: ClaimView) -> timedelta:
    minutes = task.minutes_of(claim.quantity)
    return timedelta(minutes=minutes[1]) if minutes else LENGTH


@lru_cache(maxsize=64)
def _zone(zone: str, first: int, last: int) -> Any:
    """Return the zone's rules around these years. Cached: it takes longer than all the rest of a letter."""
    import icalendar  # noqa: PLC0415  # as in calendar_of

    return icalendar.Timezone.from_tzid(zone, first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1))


def entries_of(ctx: LetterContext, helper_n: int) -> list[Entry]:
    """List all that a helper firmly has, and claims that were called off or taken off."""
    letters, entries = ctx.letters, list[Entry]()
    for task, claim in letters.board.claims_of(helper_n):
        if claim.standing is Standing.FIRM:
            off = task.state is TaskState.CANCELLED or letters.move.state is MoveState.CALLED_OFF
            entries.append((task, claim, off))
    return [*entries, *((task, claim, True) for task, claim in letters.taken_from(helper_n))]
