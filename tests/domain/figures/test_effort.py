"""Effort: person-minutes of a task, the share spoken for in steps, and the part of boxes that a friend is offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.figures.effort import (
    PersonMinutes,
    Share,
    boxes_of_half_hour,
    effort_of,
    minutes_of_part,
    portions,
    share,
    usual_minutes,
)
from service.domain.models import Kind, Sort, Work


def test_a_crew_counts_each_of_its_people_and_boxes_count_once() -> None:
    assert effort_of(Kind.HEAVY_ITEM, 4, (60, 75)) == PersonMinutes(240, 300)
    assert effort_of(Kind.CARE, 2, (60, 90), sort=Sort.CLEANING) == PersonMinutes(120, 180)
    assert effort_of(Kind.BOX_LOAD, 20, (60, 80), work=Work.CARRY) == PersonMinutes(60, 80)


def test_of_a_trip_the_driver_counts_and_seats_are_no_work() -> None:
    assert effort_of(Kind.TRIP, 2, (100, 195)) == effort_of(Kind.TRIP, 0, (100, 195)) == PersonMinutes(100, 195)


def test_unknown_minutes_are_the_usual_ones_of_the_kind() -> None:
    assert effort_of(Kind.CARE, 1, None, sort=Sort.FOOD) == PersonMinutes(*usual_minutes()[Kind.CARE, Sort.FOOD])
    assert effort_of(Kind.HEAVY_ITEM, 3, None).high == 3 * usual_minutes()[Kind.HEAVY_ITEM, None][1]


def test_unknown_minutes_of_boxes_follow_from_their_number() -> None:
    assert effort_of(Kind.BOX_LOAD, 10, None, work=Work.CARRY) == PersonMinutes(30, 40)
    assert effort_of(Kind.BOX_LOAD, 10, None, work=Work.CARRY, flights=2) == PersonMinutes(40, 50)
    assert effort_of(Kind.BOX_LOAD, 10, None, work=Work.PACK) == PersonMinutes(100, 125)


def test_every_kind_has_usual_minutes() -> None:
    care = {(Kind.CARE, sort) for sort in Sort}
    assert set(usual_minutes()) == care | {(Kind.HEAVY_ITEM, None), (Kind.TRIP, None)}
    assert all(0 < low <= high for low, high in usual_minutes().values())


def test_a_task_half_covered_counts_half() -> None:
    whole = PersonMinutes(60, 90)
    assert [whole.part(taken, 4) for taken in (0, 2, 4, 9)] == [PersonMinutes(), PersonMinutes(30, 45), whole, whole]
    assert (whole.part(0, 0), whole.part(1, 0)) == (PersonMinutes(), whole)


@pytest.mark.parametrize(
    ("percent", "step"),
    [
        (0, Share.NOTHING),
        (1, Share.BEGINNING),
        (14, Share.BEGINNING),
        (15, Share.LESS_THAN_HALF),
        (44, Share.LESS_THAN_HALF),
        (45, Share.ABOUT_HALF),
        (54, Share.ABOUT_HALF),
        (55, Share.MORE_THAN_HALF),
        (84, Share.MORE_THAN_HALF),
        (85, Share.NEARLY_ALL),
        (99, Share.NEARLY_ALL),
        (100, Share.ALL),
    ],
)
def test_the_share_that_is_spoken_for_has_seven_steps(percent: int, step: Share) -> None:
    assert share(PersonMinutes(80, 120), PersonMinutes(percent * 8 // 10, 2 * percent - percent * 8 // 10)) is step


def test_of_no_work_nothing_is_spoken_for() -> None:
    assert share(PersonMinutes(), PersonMinutes()) is Share.NOTHING


@pytest.mark.parametrize(
    ("left", "half_hour", "offered"),
    [
        (60, 20, (20, 40, 60)),
        (51, 20, (20, 40, 51)),
        (50, 20, (20, 50)),
        (40, 20, (20, 40)),
        (30, 20, (20, 30)),
        (29, 20, (29,)),
        (1, 20, (1,)),
        (30, 10, (10, 20, 30)),
        (14, 10, (14,)),
    ],
)
def test_a_friend_is_offered_half_an_hour_an_hour_or_all(left: int, half_hour: int, offered: tuple[int, ...]) -> None:
    assert portions(left, half_hour).offered == offered


@pytest.mark.parametrize(
    ("usual", "boxes", "minutes", "half_hour"),
    [
        (5, 12, None, 5),
        (5, 12, 30, 12),
        (5, 12, 15, 24),
        (5, 12, 90, 5),
        (5, 12, 180, 2),
        (10, 52, 205, 10),
        (3, 4, 240, 4),
    ],
)
def test_the_boxes_of_half_an_hour_go_by_the_minutes_of_the_task(
    usual: int, boxes: int, minutes: int | None, half_hour: int
) -> None:
    assert boxes_of_half_hour(usual, boxes, minutes) == half_hour


@given(st.integers(1, 1_000), st.integers(1, 40))
def test_no_offer_is_made_twice_and_the_last_is_all(left: int, half_hour: int) -> None:
    found = portions(left, half_hour)
    assert list(found.offered) == sorted(set(found.offered))
    assert found.offered[-1] == left
    assert 1 <= found.default <= left


@pytest.mark.parametrize(
    ("minutes", "taken", "needed", "part"), [(205, 10, 52, 40), (205, 52, 52, 205), (205, 60, 52, 205), (30, 1, 52, 5)]
)
def test_a_part_of_boxes_takes_a_part_of_the_time(minutes: int, taken: int, needed: int, part: int) -> None:
    assert minutes_of_part(minutes, taken, needed) == part
