"""The crew that a heavy item asks for: the rule's table, with the flights really walked with the thing."""

from typing import Any

import httpx
import pytest

from tests.web.api.caller import plan, refused, worked

GROUND: dict[str, object] = {"area": "Simmering", "floor": 0, "lift": False}
# None where the table says that no crew may lift it.
TABLE = {
    15: (1, 1, 1, 2),
    20: (1, 2, 2, 2),
    35: (2, 2, 2, 3),
    50: (2, 3, 3, 3),
    60: (3, 3, 4, 4),
    75: (3, 4, 4, None),
    100: (4, None, None, None),
}
BY_HAND = [
    (weight, flights, people)
    for weight, row in TABLE.items()
    for flights, people in enumerate(row)
    if people is not None
]
NOT_BY_HAND = [
    (weight, flights) for weight, row in TABLE.items() for flights, people in enumerate(row) if people is None
]


def place(floor: int, *, lift: bool = False) -> dict[str, object]:
    return {"area": "Neubau", "floor": floor, "lift": lift}


def people(
    client: httpx.Client, weight: float | None, old: dict[str, object], new: dict[str, object], **more: Any
) -> int:
    """The crew for a thing of `weight` between the two places; as many places are left on its task."""
    thing = plan(client, **{"from": old, "to": new} | more).add_heavy(weight)
    assert thing["crew"]["reason"]
    assert thing["left"] == thing["crew"]["people"]
    crew: int = thing["crew"]["people"]
    return crew


@pytest.mark.sampled
@pytest.mark.parametrize(("weight", "flights", "crew"), BY_HAND)
def test_weight_and_stairs_ask_for_a_crew(client, weight, flights, crew):
    assert people(client, weight, place(flights), GROUND) == crew


@pytest.mark.sampled
@pytest.mark.parametrize(("weight", "flights"), [*NOT_BY_HAND, (101, 0), (200, 0)])
def test_over_a_hundred_kilos_is_rolled_by_four_and_never_lifted_by_hand(client, weight, flights):
    thing = plan(client, **{"from": place(flights), "to": GROUND}).add_heavy(weight)

    assert thing["crew"]["people"] == thing["left"] == 4
    assert "hand" in thing["crew"]["reason"].lower()


def test_the_reason_says_not_by_hand_only_where_it_is_too_heavy(client):
    move = plan(client, **{"from": GROUND, "to": GROUND})

    assert move.add_heavy(100)["crew"]["reason"] != move.add_heavy(101)["crew"]["reason"]


def test_an_unknown_weight_asks_for_two(client):
    assert people(client, None, place(4), GROUND) == 2


def test_the_address_with_more_flights_counts(client):
    assert people(client, 60, place(0), place(2)) == 4
    assert people(client, 60, place(2), place(0)) == 4
    assert people(client, 60, place(1), place(2)) == 4


def test_flights_of_two_addresses_do_not_add_up(client):
    assert people(client, 35, place(2), place(2)) == 2


def test_a_lift_spares_the_flights_of_its_own_address(client):
    assert people(client, 60, place(4, lift=True), GROUND) == 3
    assert people(client, 60, place(4, lift=True), place(2)) == 4


def test_a_cellar_has_stairs_too(client):
    assert people(client, 50, place(-1), GROUND) == 3


def test_inside_one_building_only_the_floors_between_count(client):
    assert people(client, 60, place(4), place(3), same_building=True) == 3
    assert people(client, 60, place(4), place(2), same_building=True) == 4
    assert people(client, 50, place(4), place(4), same_building=True) == 2


def test_many_stairs_count_for_sixty_percent_more_at_most(client):
    assert people(client, 40, place(6), GROUND) == 3


def test_without_addresses_no_stairs_are_counted(client):
    assert plan(client).add_heavy(60)["crew"]["people"] == 3


@pytest.mark.parametrize(("weight", "own"), [(90, 2), (15, 3), (100, 5), (None, 4)])
def test_the_organizers_own_crew_goes_before_the_rule(client, weight, own):
    move = plan(client)
    thing = move.add_heavy(weight, needed=own)

    assert thing["left"] == own

    for number in range(own):
        assert move.task(thing["n"])["cover"] == ("partly" if number else "open")
        move.takes(thing["n"], f"Helper {number}")
    task = move.task(thing["n"])
    assert (task["cover"], task["left"]) == ("covered", 0)
    worked(move.change_task(thing["n"], state="under_way"), 200)


@pytest.mark.parametrize("own", [None, 2, 5])
def test_what_is_not_lifted_by_hand_is_covered_by_no_names_but_by_another_way(client, own):
    move = plan(client)
    thing = move.add_heavy(150, needed=own)
    assert (thing["left"], thing["crew"]["people"]) == (4, 4)
    assert "by hand" in thing["crew"]["reason"]
    for number in range(4):
        move.takes(thing["n"], f"Helper {number}")
    full = move.task(thing["n"])
    assert (full["cover"], full["left"]) == ("partly", 0)
    problem = refused(move.change_task(thing["n"], state="under_way"), 409, "unsafe_crew", "people")
    assert "by hand" in problem["detail"]
    rolled = worked(move.change_task(thing["n"], state="under_way", anyway=True), 200)
    assert rolled["cover"] == "covered"
    assert worked(move.change_task(thing["n"], state="open"), 200)["cover"] == "partly"


def test_an_own_crew_that_is_taken_back_gives_way_to_the_rule(client):
    move = plan(client)
    thing = move.add_heavy(60, needed=5)["n"]

    worked(move.change_task(thing, needed=None), 200)

    task = move.task(thing)
    assert task["left"] == task["crew"]["people"] == 3


def test_a_lighter_thing_leaves_no_fewer_than_no_places_and_loses_nobody(client):
    move = plan(client)
    thing = move.add_heavy(90)["n"]
    for name in ("Hana", "Tom", "Ida", "Ben"):
        move.takes(thing, name)

    answer = move.change_task(thing, weight_kg=20)

    assert answer.status_code in (200, 409, 422), answer.text
    task = move.task(thing)
    assert (task["taken"], task["left"], task["cover"]) == (4, 0, "covered")
    assert len(task["claims"]) == 4


def test_more_stairs_ask_for_more_people_and_lose_nobody(client):
    move = plan(client, **{"from": place(0), "to": GROUND})
    thing = move.add_heavy(60)["n"]
    for name in ("Hana", "Tom", "Ida"):
        move.takes(thing, name)
    assert move.task(thing)["cover"] == "covered"

    move.patch(**{"from": place(3)})

    task = move.task(thing)
    assert (task["taken"], task["left"], task["cover"]) == (3, 1, "partly")
    assert task["crew"]["people"] == 4


def test_a_corrected_weight_asks_for_another_crew(client):
    move = plan(client)
    table = move.add_heavy(20)

    worked(move.change_task(table["n"], weight_kg=90), 200)

    task = move.task(table["n"])
    assert task["crew"]["people"] == 4
    assert task["left"] == 4
