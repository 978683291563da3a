"""The crew rule, held to the worked table that it comes from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.figures.lifting import (
    AT_KERB,
    Crew,
    End,
    Reason,
    Risk,
    Route,
    Span,
    box_minutes,
    carry_hours,
    crew,
    flights,
    portion,
    risk,
)
from service.domain.models import Place

NO_HAND_LIFT = 4

TABLE = [
    (15, (1, 1, 1, 2)),
    (20, (1, 2, 2, 2)),
    (35, (2, 2, 2, 3)),
    (50, (2, 3, 3, 3)),
    (60, (3, 3, 4, 4)),
    (75, (3, 4, 4, None)),
    (100, (4, None, None, None)),
]


@pytest.mark.parametrize(("weight", "people"), TABLE)
def test_the_table_of_weights_and_flights_holds(weight: float, people: tuple[int | None, ...]) -> None:
    for walked, expected in enumerate(people):
        found = crew(weight, walked)
        assert found.people == (NO_HAND_LIFT if expected is None else expected)
        assert (found.reason is Reason.NOT_BY_HAND) == (expected is None)


def test_seventy_two_kilograms_over_one_flight_ask_for_four_people() -> None:
    assert crew(72, 1) == Crew(people=4, reason=Reason.WEIGHT, weight_kg=72, flights=1, advised=4)


def test_over_a_hundred_kilograms_is_rolled_not_lifted() -> None:
    assert crew(100, 0).reason is Reason.WEIGHT
    assert crew(100.5, 0) == Crew(4, Reason.NOT_BY_HAND, 100.5, 0, 4)


def test_the_stairs_stop_counting_at_sixty_percent_more() -> None:
    assert crew(62.5, 4).reason is Reason.WEIGHT
    assert crew(62.5, 40) == Crew(4, Reason.WEIGHT, 62.5, 40, 4)
    assert crew(62.6, 40).reason is Reason.NOT_BY_HAND


def test_an_unknown_weight_says_so_and_begins_with_two() -> None:
    assert crew(None, 3) == Crew(2, Reason.UNKNOWN_WEIGHT, None, 3, 2)


def test_the_organizers_own_number_comes_first_and_the_rule_stays_visible() -> None:
    assert crew(72, 1, own=3) == Crew(3, Reason.OWN, 72, 1, advised=4)


def test_a_bulky_thing_is_never_for_one() -> None:
    assert crew(8, 0, compact=False).people == 2


@given(st.floats(0.1, 2_000), st.floats(0, 500), st.integers(0, 60), st.integers(0, 10), st.booleans())
def test_more_weight_or_more_stairs_never_ask_for_fewer(
    weight: float, more: float, walked: int, further: int, compact: bool
) -> None:
    fewer = crew(weight, walked, compact=compact)
    assert crew(weight + more, walked, compact=compact).people >= fewer.people
    assert crew(weight, walked + further, compact=compact).people >= fewer.people


@pytest.mark.parametrize(
    ("start", "finish", "same_building", "walked"),
    [
        (End(4, False), End(3, False), True, 1),
        (End(4, True), End(3, False), True, 0),
        (End(4, False), End(3, False), False, 4),
        (End(4, True), End(3, False), False, 3),
        (End(4, True), End(3, True), False, 0),
        (End(-1, False), End(0, False), False, 1),
        (End(-1, False), End(2, False), True, 3),
        (End(None, False), End(None, False), False, 0),
        (End(None, False), End(2, False), True, 2),
    ],
)
def test_flights_are_those_really_walked(start: End, finish: End, same_building: bool, walked: int) -> None:
    assert flights(start, finish, same_building=same_building) == walked


def test_size_is_a_floor_for_the_rule_never_its_result() -> None:
    assert crew(15, 0, least=2) == Crew(2, Reason.SIZE, 15, 0, 2)
    assert crew(72, 1, least=2).people == 4
    assert crew(None, 0, least=3).reason is Reason.UNKNOWN_WEIGHT


@given(st.floats(0.1, 2_000), st.floats(0, 500), st.integers(0, 60), st.integers(0, 10), st.integers(1, 4))
def test_with_a_floor_too_more_never_asks_for_fewer(
    weight: float, more: float, walked: int, further: int, least: int
) -> None:
    fewer = crew(weight, walked, least=least)
    assert fewer.people >= least
    assert crew(weight + more, walked + further, least=least).people >= fewer.people


@pytest.mark.parametrize(
    ("weight", "walked", "people", "expected"),
    [
        (20, 0, 1, Risk.GREEN),
        (33, 0, 2, Risk.GREEN),
        (34, 0, 2, Risk.AMBER),
        (37, 0, 3, Risk.GREEN),
        (60, 0, 3, Risk.AMBER),
        (60, 0, 2, Risk.RED),
        (72, 1, 3, Risk.RED),
        (72, 1, 4, Risk.AMBER),
        (101, 0, 8, Risk.RED),
        (None, 0, 4, Risk.UNKNOWN),
    ],
)
def test_three_states_say_how_a_lift_looks(weight: float | None, walked: int, people: int, expected: Risk) -> None:
    assert risk(weight, walked, people) is expected


@given(st.floats(0.1, 300), st.integers(0, 8), st.integers(1, 8))
def test_one_more_person_never_makes_a_lift_look_worse(weight: float, walked: int, people: int) -> None:
    order = [Risk.GREEN, Risk.AMBER, Risk.RED]
    assert order.index(risk(weight, walked, people + 1)) <= order.index(risk(weight, walked, people))


def test_a_two_bedroom_flat_takes_thirty_hours_of_friends() -> None:
    out, into = carry_hours(24, AT_KERB)
    assert out == pytest.approx(17, abs=0.2)
    assert into == pytest.approx(13, abs=0.4)


def test_stairs_and_lifts_cost_time_at_their_own_end() -> None:
    third, by_lift = (sum(carry_hours(10, Route(End(3, lift), End(0, lift=False)))) for lift in (False, True))
    assert third > by_lift > sum(carry_hours(10, AT_KERB))
    into = carry_hours(10, Route(End(3, lift=False), End(0, lift=False)))[1]
    assert into == carry_hours(10, AT_KERB)[1]


def test_within_a_building_things_are_carried_once_over_the_floors_between() -> None:
    one_down = Route(End(4, lift=False), End(3, lift=False), same_building=True)
    assert one_down.flights == 1
    assert carry_hours(10, one_down) == carry_hours(10, Route(End(1, lift=False), End(0, lift=False)))[:1]


def test_boxes_take_a_minute_and_a_half_at_each_end_and_more_for_each_floor() -> None:
    assert box_minutes(10, 10, AT_KERB) == Span(30, 40)
    assert box_minutes(10, 10, Route(End(3, lift=False), End(3, lift=False))) == Span(60, 75)
    assert box_minutes(10, 10, Route(End(3, lift=False), End(0, lift=False), same_building=True)) == Span(30, 40)
    assert [portion((End(floor, lift=False),)) for floor in range(4)] == [20, 15, 12, 10]
    assert [portion((End(floor, lift=False),) * 2) for floor in range(4)] == [10, 7, 6, 5]
    assert portion((End(9, lift=True),)) == 15


@pytest.mark.parametrize(
    ("place", "walked", "within"),
    [(Place.OLD, 1, 1), (Place.NEW, 2, 1), (Place.BOTH, 2, 1), (Place.ELSEWHERE, 2, 1), (None, 2, 1)],
)
def test_at_one_home_only_its_own_stairs_count(place: Place | None, walked: int, within: int) -> None:
    across = Route(End(1, lift=False), End(2, lift=False))
    assert across.flights_at(place) == walked
    assert replace(across, same_building=True).flights_at(place) == within
    assert replace(across, finish=End(2, lift=True)).flights_at(place) == (0 if place is Place.NEW else 1)
