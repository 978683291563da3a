"""Capacity: what a task needs beside its claims, by arithmetic alone."""

from typing import Any

import pytest

from service.domain.figures.capacity import Capacity, ClaimTotals, Cover, flights_of, waiting
from service.domain.figures.lifting import Reason, Risk
from service.domain.models import Claim, Kind, Move, Role, Standing, Task


def claim(n: int, quantity: int = 1, standing: Standing = Standing.FIRM, **fields: Any) -> Claim:
    return Claim(n=n, quantity=quantity, standing=standing, **fields)


def capacity_of(kind: Kind, *claims: Claim, flights: int = 0, **fields: Any) -> Capacity:
    return Capacity(Task(kind=kind, least=1, **fields), ClaimTotals.of(claims), flights)


def test_claims_are_added_up_without_the_driver_and_without_the_reserve() -> None:
    claims = [
        claim(1, 4),
        claim(2, 1, role=Role.DRIVER),
        claim(3, 3, Standing.STANDBY),
        claim(4, 2, Standing.IF_NEEDED),
        claim(5, 2, role=Role.RIDER),
    ]
    assert ClaimTotals.of(claims) == ClaimTotals(quantity=6, driver=2, standbys=1, claims=5)


@pytest.mark.parametrize(
    "one",
    [claim(9, 4), claim(9, role=Role.DRIVER), claim(9, 3, Standing.STANDBY), claim(9, 2, Standing.IF_NEEDED)],
    ids=lambda each: f"{each.standing} {each.role}",
)
def test_taking_one_claim_off_is_as_if_it_had_never_been_there(one: Claim) -> None:
    others = [claim(1, 2), claim(2, 1, Standing.STANDBY)]
    assert ClaimTotals.of([*others, one]).without(one) == ClaimTotals.of(others)


def test_another_driver_stays_when_a_rider_goes() -> None:
    driver, rider = claim(1, role=Role.DRIVER), claim(2, role=Role.RIDER)
    assert ClaimTotals.of([driver, rider]).without(rider) == ClaimTotals.of([driver])


@pytest.mark.parametrize(
    ("taken", "left", "cover"),
    [(0, 12, Cover.OPEN), (5, 7, Cover.PARTLY), (12, 0, Cover.COVERED), (15, 0, Cover.COVERED)],
)
def test_boxes_are_counted_and_never_below_nothing(taken: int, left: int, cover: Cover) -> None:
    seen = capacity_of(Kind.BOX_LOAD, *([claim(1, taken)] if taken else []), needed=12)
    assert (seen.taken, seen.left, seen.free(None), seen.cover) == (taken, left, left, cover)


def test_a_trip_is_covered_by_its_driver_and_has_seats_beside() -> None:
    driver, rider = claim(1, role=Role.DRIVER), claim(2, role=Role.RIDER)
    empty = capacity_of(Kind.TRIP, needed=2)
    assert (empty.free(Role.DRIVER), empty.free(Role.RIDER), empty.cover) == (1, 2, Cover.OPEN)
    only_a_rider = capacity_of(Kind.TRIP, rider, needed=2)
    assert (only_a_rider.free(Role.DRIVER), only_a_rider.free(Role.RIDER), only_a_rider.cover) == (1, 1, Cover.PARTLY)
    driven = capacity_of(Kind.TRIP, driver, needed=2)
    assert (driven.free(Role.DRIVER), driven.free(Role.RIDER), driven.cover) == (0, 2, Cover.COVERED)


def test_a_crew_follows_from_weight_and_stairs_unless_a_number_was_given() -> None:
    flat = capacity_of(Kind.HEAVY_ITEM, weight_kg=60.0)
    upstairs = capacity_of(Kind.HEAVY_ITEM, weight_kg=60.0, flights=4)
    own = capacity_of(Kind.HEAVY_ITEM, weight_kg=60.0, needed=2, flights=4)
    assert (flat.needed, upstairs.needed, own.needed) == (3, 4, 2)
    assert own.crew is not None
    assert (own.crew.reason, own.crew.advised, own.risk) == (Reason.OWN, 4, Risk.RED)


@pytest.mark.parametrize("kind", [Kind.BOX_LOAD, Kind.TRIP, Kind.CARE])
def test_only_a_crew_has_a_risk(kind: Kind) -> None:
    assert capacity_of(kind, needed=1).risk is None


def test_standbys_step_up_in_the_order_of_versions_and_then_of_numbers() -> None:
    claims = [
        claim(4, standing=Standing.STANDBY, since=9),
        claim(3, standing=Standing.STANDBY, since=7),
        claim(2, since=1),
        claim(5, standing=Standing.IF_NEEDED, since=2),
        claim(1, standing=Standing.STANDBY, since=9),
    ]
    assert [each.n for each in waiting(claims)] == [3, 1, 4]


def test_flights_are_those_of_the_move() -> None:
    ends = {"from_floor": 4, "from_lift": False, "to_floor": 2, "to_lift": True}
    assert flights_of(Move(same_building=False, **ends), None) == 4
    assert flights_of(Move(same_building=True, **ends), None) == 0
    assert flights_of(Move(same_building=True, **ends | {"to_lift": False}), None) == 2
