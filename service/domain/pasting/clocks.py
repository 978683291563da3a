"""Step 2, its beginning: the time of day that a line says, "pizza at 6pm", "um 18 Uhr", "entre las 9 y las 10".

A time is taken only where there is no doubt that one is meant, and which half of the day; any other words stay what
they are, "flat 9", "box 9-10", "at 6 Elm Street".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from service.domain.pasting.clock_words import Says, Unit, units_of
from service.domain.pasting.spans import Span

LATEST_UNCLEAR = 7
"""Hours up to this may be of the morning or of the evening, unless the line says which."""
HALF_A_DAY = 12
RATIO = (16, 10)
"""A time that is the shape of a screen where no other word makes it a time."""
ENDS = ",.;:!?()[]–—-/"
"""Signs that a bare number has behind it, if it is a time: "at 9, then pizza"."""
JOINS = ("-", "–", "—", "a las", "hasta las", "à")
"""Signs and words between two times that mean something else elsewhere."""
STREETS = ("strasse", "gasse")
"""Ends of the names of German streets, behind which a plain number is a house."""
AROUND = " \t:,;-–—"
"""Signs that go with a time where nothing stands before or behind it."""

HOURS_OF = {
    Says.AM: {12: 0, **{hour: hour for hour in range(1, 12)}},
    Says.PM: {12: 12, **{hour: hour + 12 for hour in range(1, 12)}},
    Says.MORNING: {hour: hour for hour in range(1, 12)},
    Says.AFTERNOON: {12: 12, **{hour: hour + 12 for hour in range(1, 9)}},
    Says.EVENING: {hour: hour + 12 for hour in range(4, 12)},
    Says.NOON: {11: 11, 12: 12, 1: 13, 2: 14},
}
"""The hours that are meant by those that are said of a part of the day; of any other it is not clear."""
PARTS = (Says.MORNING, Says.AFTERNOON, Says.EVENING)
"""Parts of the day that may also stand elsewhere on the line."""
More = tuple[int, int]
"""Hours and minutes that words add to an hour."""
BEFORE: dict[Says | None, More] = {
    Says.HALF_PAST: (0, 30),
    Says.QUARTER_PAST: (0, 15),
    Says.QUARTER_TO: (-1, 45),
    Says.HALF_TO: (-1, 30),
}
"""Words before an hour, and what they add."""
BEHIND: dict[Says | None, More] = {Says.AND_HALF: (0, 30), Says.AND_QUARTER: (0, 15), Says.LESS_QUARTER: (-1, 45)}
"""Words behind an hour, and what they add."""


@dataclass(frozen=True)
class Hour:
    """A time as it is said, up to the unit `end`. `part`: the part of the day; `is_sure`: nothing else can be meant."""

    hour: int
    minute: int
    end: int
    part: Says | None = None
    is_sure: bool = False
    is_padded: bool = False
    """It is written with a nought: "07:30"."""


@dataclass(frozen=True)
class Clock:
    """A time that a line says, where, and whether its words have to stay: "about 6pm", "by 5pm".

    `starts`: None where it is not clear which half of the day is meant. `is_bare`: a range of plain numbers, which may
    count things as well.
    """

    starts: time | None
    ends: time | None
    span: Span
    stays: bool = False
    is_bare: bool = False


@dataclass(frozen=True)
class Context:
    """The rest of a line: the only part of the day that it says, and whether its plain numbers may be of a street."""

    part: Says | None
    has_street: bool


def clocks_in(text: str, around: str = "") -> list[Clock]:
    """Find the times that a text says, from left to right. `around`: words cut off it, which may say "evening"."""
    units = units_of(text)
    parts = {unit.says for unit in (*units, *units_of(around)) if unit.says in PARTS}
    part = parts.pop() if len(parts) == 1 else Says.AT_NIGHT if _says(units, Says.AT_NIGHT) else None
    has_street = _says(units, Says.ADDRESS) or any(unit.raw.endswith(STREETS) for unit in units)
    return list(_clocks(units, Context(part, has_street=has_street)))


def without(text: str, span: Span) -> str:
    """Cut a time out of a text, with the signs that belong to it alone."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if not before:
        return after.lstrip(AROUND).rstrip()
    gap = "" if after[:1] in tuple(",;:)") else " "
    return f"{before}{gap}{after}".rstrip(AROUND)


def _says(units: Sequence[Unit], what: Says) -> bool:
    return any(unit.says is what for unit in units)


def _clocks(units: Sequence[Unit], context: Context) -> Iterator[Clock]:
    at = 0
    while at < len(units):
        found, at = _clock(units, at, context)
        if found:
            yield found


def _clock(units: Sequence[Unit], at: int, context: Context) -> tuple[Clock | None, int]:
    """Read the time that begins here, with the word before it, and where to read on."""
    lead = units[at].says
    begin = at + (lead in (Says.AT, Says.BY, Says.ABOUT, Says.BETWEEN, Says.FROM, Says.UNTIL, Says.LIMIT))
    first = _hour(units, begin)
    if lead is Says.AT_NOON:
        return Clock(time(12), None, (units[at].start, units[at].end)), at + 1
    if first is None or (lead is Says.BY and at and units[at - 1].raw[:1].isdecimal() and ":" not in units[at - 1].raw):
        return None, at + 1  # "bed 6 by 6"
    second = _other_end(units, first, is_between=lead is Says.BETWEEN)
    last = second or first
    if lead in (Says.UNTIL, Says.LIMIT) or (lead is Says.BETWEEN and second is None):
        return None, last.end
    is_sure = (first.is_sure or last.is_sure) and (begin > at or not _is_figure(units, at, last))
    is_bare = not context.has_street and _is_bare(units, lead, last, is_range=second is not None)
    if not (is_sure or is_bare):
        return None, at + 1
    span = (units[at].start, units[last.end - 1].end)
    stays = lead in (Says.ABOUT, Says.BY)
    return Clock(
        *_times(first, second, context.part), span, stays, is_bare=second is not None and not is_sure
    ), last.end


def _is_figure(units: Sequence[Unit], at: int, clock: Hour) -> bool:
    """Tell whether it is the shape of a screen, or goes on a number, such as that of a telephone."""
    is_ratio = (clock.hour, clock.minute) == RATIO and clock.part is None
    return is_ratio or (at > 0 and units[at - 1].raw.isdecimal())


def _is_bare(units: Sequence[Unit], lead: Says | None, last: Hour, *, is_range: bool) -> bool:
    """Tell whether plain numbers are a time for the words around them: "at 9", "between 9 and 10", nothing behind."""
    led = lead in ((Says.AT, Says.BY, Says.BETWEEN, Says.FROM) if is_range else (Says.AT, Says.BY))
    behind = units[last.end].raw if last.end < len(units) else ""
    ends = not behind or behind in ENDS or (units[last.end].says is Says.AND and not is_range)
    return led and ends


def _other_end(units: Sequence[Unit], first: Hour, *, is_between: bool) -> Hour | None:
    """Read on to the later time of two: "9 to 10", "9-10 Uhr", "entre las 9 y las 10"."""
    if first.end >= len(units):
        return None
    joins = units[first.end]
    joined = joins.says in (Says.TO, Says.UNTIL) or joins.raw in JOINS
    if not joined and not (is_between and joins.says is Says.AND):
        return None
    after = first.end + 1
    return _hour(units, after + (after < len(units) and units[after].says is Says.AT))


def _hour(units: Sequence[Unit], at: int) -> Hour | None:
    """Read "9", "8:30", "18.30", "8h30", "half past eight", "las 8 y media", and the words behind it."""
    at += at < len(units) and units[at].says is Says.THE
    if at >= len(units):
        return None
    more = BEFORE.get(units[at].says)
    hour = units[at + (more is not None)] if at + (more is not None) < len(units) else None
    if hour is None or hour.number is None:
        return None
    end = at + 1 + (more is not None)
    found = Hour(hour.number, 0, end, is_padded=hour.raw.startswith("0"), is_sure=more is not None)
    if more is None:
        found = _with_minutes(units, found, hour)
    if more is None and found.end < len(units) and (more := BEHIND.get(units[found.end].says)):
        found = replace(found, end=found.end + 1)
    if more is not None:
        before_one = found.hour == 1 and more[0] < 0
        found = replace(found, hour=HALF_A_DAY if before_one else (found.hour + more[0]) % 24, minute=more[1])
    return _with_part(units, found)


def _with_minutes(units: Sequence[Unit], found: Hour, hour: Unit) -> Hour:
    """Read on over minutes: "8:30", "8h30"; "18.30" is one unit."""
    _, dot, minutes = hour.raw.partition(".")
    if dot:
        return replace(found, minute=int(minutes))
    if found.end + 1 >= len(units):
        return found
    sign, behind = units[found.end], units[found.end + 1]
    close = hour.end == sign.start and sign.end == behind.start
    if close and sign.raw in (":", "h") and len(behind.raw) == len("30") and behind.raw.isdecimal():
        minute = int(behind.raw)
        return replace(found, minute=minute, end=found.end + 2, is_sure=True) if minute < 60 else found
    return found


def _with_part(units: Sequence[Unit], found: Hour) -> Hour:
    """Read on over "pm", "Uhr", "h", "de la tarde"."""
    while found.end < len(units):
        says = units[found.end].says
        if says in (Says.O_CLOCK, Says.HOURS):
            found = replace(found, end=found.end + 1, is_sure=found.is_sure or says is Says.O_CLOCK)
            found = _with_minutes_behind(units, found)
        elif says in HOURS_OF and found.part is None:
            found = replace(found, end=found.end + 1, is_sure=True, part=says)
        else:
            break
    return found


def _with_minutes_behind(units: Sequence[Unit], found: Hour) -> Hour:
    """Read on over "18 Uhr 30", "18 h 30", unless it goes on: "14 Uhr 20 Kartons"."""
    raw = units[found.end].raw if found.end < len(units) else ""
    ends = found.end + 1 >= len(units) or units[found.end + 1].raw in ENDS
    if found.minute == 0 and len(raw) == len("30") and raw.isdecimal() and int(raw) < 60 and ends:
        return replace(found, minute=int(raw), end=found.end + 1)
    return found


def _times(first: Hour, second: Hour | None, context: Says | None) -> tuple[time | None, time | None]:
    """Find the times that are meant, where that is clear. The part of the day of the later one is of both."""
    if second is None:
        return _time(first, first.part or context), None
    ends = _time(second, second.part or first.part or context)
    for part in (first.part,) if first.part else (second.part or context, None):
        starts = _time(first, part)
        if starts is not None and ends is not None and starts < ends:
            return starts, ends
    return None, None


def _time(clock: Hour, part: Says | None) -> time | None:
    if clock.hour > 23:
        return None
    if clock.hour > HALF_A_DAY or clock.hour == 0 or clock.is_padded:
        return time(clock.hour, clock.minute)
    if part is Says.AT_NIGHT:
        return None if clock.hour < HALF_A_DAY else time(clock.hour, clock.minute)
    if part is not None:
        hour = HOURS_OF[part].get(clock.hour)
        return None if hour is None else time(hour, clock.minute)
    return None if clock.hour <= LATEST_UNCLEAR else time(clock.hour, clock.minute)
