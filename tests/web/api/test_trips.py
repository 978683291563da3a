"""Trips: one driver with a vehicle, and seats beside the driver."""

import pytest

from tests.web.api.caller import invalid, plan, refused

VAN = {"kind": "van", "seats": 3}


def test_a_driver_with_a_vehicle_covers_a_trip_and_takes_no_seat(client):
    move = plan(client)
    trip = move.add_trip(2)

    move.drives(trip, "Tom")

    task = move.task(trip)
    assert task["cover"] == "covered"
    assert (task["needed"], task["taken"], task["left"]) == (2, 0, 2)
    (claim,) = task["claims"]
    assert (claim["helper"]["name"], claim["role"], claim["quantity"]) == ("Tom", "driver", 1)


def test_who_names_no_role_rides_along_and_takes_seats(client):
    move = plan(client)
    trip = move.add_trip(2)

    move.takes(trip, "Hana", 2)

    task = move.task(trip)
    assert (task["taken"], task["left"]) == (2, 0)
    assert task["claims"][0]["role"] == "rider"


def test_riders_without_a_driver_do_not_cover_a_trip(client):
    move = plan(client)
    trip = move.add_trip(2)

    move.takes(trip, "Hana", 2, role="rider")

    assert move.task(trip)["cover"] != "covered"


def test_a_trip_of_full_seats_still_takes_its_driver(client):
    move = plan(client)
    trip = move.add_trip(2)
    move.takes(trip, "Hana", 2)

    assert move.drives(trip, "Tom").claim["standing"] == "firm"

    task = move.task(trip)
    assert (task["cover"], task["taken"], task["left"]) == ("covered", 2, 0)


@pytest.mark.parametrize("vehicle", [{}, {"vehicle": None}])
def test_a_driver_without_a_vehicle_is_refused(client, vehicle):
    move = plan(client)
    trip = move.add_trip(2)

    fields = invalid(move.sign_up(trip, "Tom", role="driver", **vehicle))

    assert any(field.startswith("vehicle") for field in fields), fields
    assert move.task(trip)["claims"] == []


def test_a_driver_counts_once(client):
    move = plan(client)
    trip = move.add_trip(2)

    assert "quantity" in invalid(move.sign_up(trip, "Tom", 2, role="driver", vehicle=VAN))
    assert move.task(trip)["claims"] == []


def test_a_second_driver_finds_the_wheel_taken_though_seats_are_left(client):
    move = plan(client)
    trip = move.add_trip(2)
    move.drives(trip, "Tom")

    problem = refused(move.sign_up(trip, "Hana", role="driver", vehicle=VAN), 409, "task_full", "left")

    assert problem["left"] == 0
    assert [claim["helper"]["name"] for claim in move.task(trip)["claims"]] == ["Tom"]


def test_more_riders_than_seats_are_refused(client):
    move = plan(client)
    trip = move.add_trip(2)
    move.drives(trip, "Tom")
    move.takes(trip, "Hana", 1)

    problem = refused(move.sign_up(trip, "Ben", 2), 409, "task_full", "left")

    assert problem["left"] == 1
    assert move.task(trip)["taken"] == 1


def test_a_trip_whose_driver_steps_back_is_open_for_another(client):
    move = plan(client)
    trip = move.add_trip(2)
    tom = move.drives(trip, "Tom")
    move.takes(trip, "Hana")

    tom.release()
    assert move.task(trip)["cover"] != "covered"

    move.drives(trip, "Ben")
    assert move.task(trip)["cover"] == "covered"
    assert move.task(trip)["taken"] == 1


def test_a_drivers_place_does_not_go_to_a_rider_in_line(client):
    move = plan(client)
    trip = move.add_trip(1)
    tom = move.drives(trip, "Tom")
    move.takes(trip, "Hana")
    ben = move.takes(trip, "Ben", standing="standby")

    tom.release()

    assert ben.standing()["standing"] == "standby"
    assert move.task(trip)["taken"] == 1


@pytest.mark.sampled
@pytest.mark.parametrize("vehicle", [{"seats": 3}, {"kind": "van", "seats": -1}, VAN | {"surprise": 1}, "van"])
def test_a_vehicle_that_is_none_is_refused(client, vehicle):
    move = plan(client)
    trip = move.add_trip(2)

    fields = invalid(move.sign_up(trip, "Tom", role="driver", vehicle=vehicle))

    assert any(field.startswith("vehicle") for field in fields), fields
