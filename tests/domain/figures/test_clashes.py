"""Two tasks at a time: what one person can do one after the other is no clash."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from service.domain.figures.clashes import Window, clash, window_of
from service.domain.models import Task

DAY = date(2026, 12, 5)
NEXT = DAY + timedelta(days=1)


def at(words: str, minutes: int | None = None, day: date = DAY) -> Window:
    """Read a window as in "09:00 11:00"."""
    starts, ends = (time.fromisoformat(word) for word in words.split())
    return Window(day, starts, ends, minutes)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        (at("09:00 11:00"), at("10:00 12:00"), True),
        (at("09:00 11:00"), at("09:00 11:00"), True),
        (at("09:00 17:00"), at("10:00 11:00"), True),
        (at("09:00 11:00"), at("11:00 12:00"), False),
        (at("09:00 11:00"), at("14:00 15:00"), False),
        (at("09:00 11:00"), at("10:00 12:00", day=NEXT), False),
        # What both take fits in, one after the other, in one order at least.
        (at("09:00 11:00", 60), at("09:00 11:00", 60), False),
        (at("09:00 11:00", 60), at("09:00 11:00", 61), True),
        (at("09:00 11:00", 90), at("10:00 12:00", 90), False),
        (at("09:00 11:00", 91), at("10:00 12:00", 90), True),
        (at("09:00 17:00", 60), at("10:00 11:00", 60), False),
        (at("09:00 11:00", 61), at("10:00 11:00", 60), True),
        (at("09:00 11:00", 30), at("09:00 09:30", 30), False),
        # What is not known to be short fills its window, and what is too long fits into none.
        (at("09:00 11:00", 30), at("09:00 11:00"), True),
        (at("09:00 11:00", 10), at("10:00 10:30", 40), True),
        # Over midnight.
        (at("22:00 02:00"), at("01:00 03:00"), False),
        (at("22:00 02:00"), at("01:00 03:00", day=NEXT), True),
        (at("22:00 02:00"), at("02:00 03:00", day=NEXT), False),
        (at("22:00 02:00"), at("23:00 23:30"), True),
        (at("22:00 02:00", 60), at("23:00 01:00", 120), False),
    ],
)
def test_a_clash_is_what_one_person_cannot_do_one_after_the_other(one: Window, other: Window, clashes: bool) -> None:
    assert clash(one, other) is clashes
    assert clash(other, one) is clashes


def test_a_time_that_is_not_known_clashes_with_nothing() -> None:
    known = at("09:00 11:00")
    from_to = {"starts": time(9), "ends": time(11)}
    assert window_of(Task(day=DAY, **from_to, minutes=30), NEXT) == replace(known, minutes=30)
    assert window_of(Task(**from_to), NEXT) == replace(known, day=NEXT)
    assert window_of(Task(**from_to), None) is None
    assert window_of(Task(day=DAY, starts=time(9)), None) is None
    assert window_of(Task(day=DAY, ends=time(11)), None) is None
    assert not clash(known, None)
    assert not clash(None, known)
