"""Hours over midnight, and on days on which the clocks change."""

from datetime import date, datetime, time, timedelta

import pytest

from service.domain.figures.hours import after, end_of, is_slip, shown_both, span

FORWARD, BACK = date(2027, 3, 28), date(2026, 10, 25)
"""The nights on which 2:30 does not exist in Vienna, and is there twice."""
VIENNA = "Europe/Vienna"
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("starts", "ends", "slip"),
    [
        (time(22), time(1), False),
        (time(22), time(0), False),
        (time(20), time(8), False),
        (time(9), time(11), False),
        (time(20), time(8, 1), True),  # longer than half a day
        (time(11), time(1), True),  # one o'clock in the afternoon
        (time(11), time(9), True),
        (time(9), time(9), True),
    ],
)
def test_an_end_before_the_beginning_is_of_the_next_day_unless_it_is_a_slip(
    starts: time, ends: time, slip: bool
) -> None:
    assert is_slip(starts, ends) is slip


@pytest.mark.parametrize(("starts", "ends"), [(None, time(1)), (time(22), None), (None, None)])
def test_one_time_alone_is_no_slip(starts: time | None, ends: time | None) -> None:
    assert not is_slip(starts, ends)


def test_a_task_over_midnight_ends_on_the_next_day() -> None:
    assert end_of(date(2026, 12, 5), time(22), time(1)) == at("2026-12-06 01:00")
    assert end_of(date(2026, 12, 31), time(22), time(0)) == at("2027-01-01 00:00")
    assert end_of(date(2026, 12, 5), time(9), time(11)) == at("2026-12-05 11:00")


@pytest.mark.parametrize(
    ("day", "starts", "ends", "read"),
    [
        (FORWARD, time(2, 30), time(4), (time(3, 30), time(4))),
        (FORWARD, time(1, 30), time(2, 30), (time(1, 30), time(3, 30))),
        (FORWARD, time(2, 30), time(3, 15), (time(3, 30), time(4, 15))),  # else it would end before it begins
        (FORWARD - timedelta(days=1), time(23), time(2, 30), (time(23), time(3, 30))),
        (FORWARD, time(2, 30), None, (time(3, 30), None)),
        (FORWARD, None, time(2), (None, time(3))),
        (FORWARD, time(9), time(11), (time(9), time(11))),
        (BACK, time(2, 30), time(4), (time(2, 30), time(4))),
        (None, time(2, 30), time(4), (time(2, 30), time(4))),
    ],
)
def test_a_time_that_the_clocks_skip_is_shown_as_it_will_be(
    day: date | None, starts: time | None, ends: time | None, read: tuple[time | None, time | None]
) -> None:
    assert shown_both(day, starts, ends, VIENNA) == read


def test_time_passes_at_the_same_pace_whatever_the_clocks_do() -> None:
    hour = timedelta(hours=1)
    assert after(at("2027-03-28 01:30"), hour, VIENNA) == at("2027-03-28 03:30")
    assert after(at("2026-10-25 02:30"), hour, VIENNA) == at("2026-10-25 02:30")
    assert after(at("2026-12-05 23:30"), hour, VIENNA) == at("2026-12-06 00:30")
    assert span(FORWARD, time(22), time(1), VIENNA)[1] == at("2027-03-29 01:00")
