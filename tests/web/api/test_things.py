"""What a task carries: one crew for several things, on one task or on two, and nothing too heavy beside others."""

from typing import Any

import httpx
import pytest

from tests.web.api.caller import Move, invalid, plan, refused, worked

SOFA, WARDROBE = {"name": "Sofa", "item": "sofa_3_seat"}, {"name": "Wardrobe", "weight_kg": 78}
PIANO = {"name": "Piano", "weight_kg": 210}
GROUND: dict[str, Any] = {"floor": 0, "lift": False}


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client, **{"from": GROUND, "to": GROUND})


def crew_of(task: dict[str, Any]) -> int:
    people: int = task["crew"]["people"]
    return people


def numbers(task: dict[str, Any]) -> list[int]:
    return [each["n"] for each in task["things"]]


def test_the_crew_is_the_one_that_the_most_demanding_thing_asks_for(move: Move) -> None:
    made = move.add(kind="heavy_item", title="The heaviest", things=[SOFA, WARDROBE, {"name": "Lamp", "weight_kg": 4}])
    assert made["weight_kg"] == 78
    assert crew_of(made) == crew_of(move.add_heavy(78)) == 4
    assert [each["name"] for each in made["things"]] == ["Sofa", "Wardrobe", "Lamp"]
    assert made["things"][0]["item"] == "sofa_3_seat"
    assert made["things"][0]["weight_kg"], "the catalogue knows it"
    assert made["things"][0]["count"] == 1


def test_a_large_thing_asks_for_two_however_light_and_an_unknown_one_too(move: Move) -> None:
    assert (
        crew_of(move.add(kind="heavy_item", title="Mattress", things=[{"name": "M", "item": "mattress_double"}])) == 2
    )
    assert crew_of(move.add(kind="heavy_item", title="Lamp", things=[{"name": "Lamp", "weight_kg": 4}])) == 1
    both = [{"name": "Lamp", "weight_kg": 4}, {"name": "Something"}]
    assert crew_of(move.add(kind="heavy_item", title="Both", things=both)) == 2


def test_what_the_crew_follows_from_can_change_and_a_weight_of_ones_own_stays(move: Move) -> None:
    made = move.add(kind="heavy_item", title="Heavy", things=[SOFA, WARDROBE])
    sofa, wardrobe = numbers(made)
    lighter = worked(move.change_task(made["n"], things=[{"n": sofa}, {"n": wardrobe, "weight_kg": 30}]), 200)
    assert (lighter["weight_kg"], numbers(lighter)) == (lighter["things"][0]["weight_kg"], [sofa, wardrobe])
    own = worked(move.change_task(made["n"], weight_kg=61), 200)
    assert own["weight_kg"] == 61
    assert worked(move.change_task(made["n"], things=[{"n": wardrobe}]), 200)["weight_kg"] == 61
    assert worked(move.change_task(made["n"], weight_kg=None), 200)["weight_kg"] == 30
    assert move.history()[-1]["about"]["fields"] == ["weight_kg"]


def test_boxes_are_as_many_as_their_things(move: Move) -> None:
    boxes = [{"name": "Small boxes", "count": 6, "room": "Kitchen"}, {"name": "Dish packs", "count": 3}]
    made = move.add(kind="box_load", title="Kitchen", things=boxes)
    assert (made["needed"], made["things"][0]["room"]) == (9, "Kitchen")
    assert move.add(kind="box_load", title="Kitchen", things=boxes, needed=4)["needed"] == 4


def test_a_thing_goes_out_once_and_in_once_and_no_third_time(move: Move) -> None:
    out = move.add(kind="heavy_item", title="Out", place="old", things=[SOFA, WARDROBE])
    back = [{"n": n} for n in numbers(out)]
    into = move.add(kind="heavy_item", title="In", place="new", things=back)
    assert numbers(into) == numbers(out)
    assert crew_of(into) == crew_of(out)
    answer = move.ask("POST", "/tasks", json={"kind": "heavy_item", "title": "Again", "things": back})
    assert invalid(answer) == {"things": "carried_twice"}
    assert len(move.tasks()) == 2, "nothing of it was written"
    worked(move.ask("DELETE", f"/tasks/{out['n']}"), 204)
    assert numbers(move.task(into["n"])) == numbers(out), "no thing is deleted that another carries"
    worked(move.change_task(into["n"], things=[back[0]]), 200)
    gone = move.change_task(into["n"], things=[*back])
    assert invalid(gone) == {"things": "unknown_thing"}


def test_what_is_too_heavy_is_carried_alone_and_never_covered(move: Move) -> None:
    answer = move.ask("POST", "/tasks", json={"kind": "heavy_item", "title": "All", "things": [SOFA, PIANO]})
    assert invalid(answer) == {"things": "too_heavy"}
    alone = move.add(kind="heavy_item", title="Piano", things=[PIANO])
    assert invalid(move.change_task(alone["n"], things=[SOFA, PIANO])) == {"things": "too_heavy"}
    care = move.add(kind="care", title="Wrap them", things=[SOFA, PIANO])
    assert invalid(move.change_task(care["n"], kind="heavy_item")) == {"things": "too_heavy"}
    for needed in (None, 2):
        worked(move.change_task(alone["n"], needed=needed), 200)
        for _ in range(move.task(alone["n"])["left"]):
            move.takes(alone["n"], "Hana")
        piano = move.task(alone["n"])
        assert (piano["left"], piano["cover"]) == (0, "partly"), "four names do not make it light"
        for claim in piano["claims"]:
            worked(move.ask("DELETE", f"/claims/{claim['n']}"), 204)


def test_a_change_of_floors_leaves_the_crew_short_until_the_thing_is_moved_out(move: Move) -> None:
    made = move.add(kind="heavy_item", title="Heavy", things=[SOFA, WARDROBE])
    for name in ("Hana", "Tom", "Wei", "Ama"):
        move.takes(made["n"], name)
    assert move.task(made["n"])["cover"] == "covered"
    move.patch(to={"floor": 3, "lift": False})
    assert move.task(made["n"])["cover"] == "partly"
    worked(move.change_task(made["n"], things=[{"n": numbers(made)[0]}]), 200)
    assert move.task(made["n"])["cover"] == "covered"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("thing", "code"),
    [
        ({}, {"things.0.name": "missing"}),
        ({"name": "Desk", "item": "no_such_thing"}, {"things.0.item": "unknown_word"}),
        ({"name": "Desk", "count": 0}, {"things.0.count": "too_small"}),
        ({"name": "Desk", "weight_kg": -1}, {"things.0.weight_kg": "too_small"}),
        ({"n": 999}, {"things": "unknown_thing"}),
    ],
)
def test_what_is_no_thing_is_refused(move: Move, thing: dict[str, Any], code: dict[str, str]) -> None:
    answer = move.ask("POST", "/tasks", json={"kind": "heavy_item", "title": "Heavy", "things": [thing]})
    assert invalid(answer) == code
    assert move.tasks() == []


def test_the_same_thing_twice_and_that_of_another_move_are_refused(client: httpx.Client, move: Move) -> None:
    made = move.add(kind="heavy_item", title="Heavy", things=[SOFA])
    again = [{"n": numbers(made)[0]}] * 2
    assert invalid(move.change_task(made["n"], things=again)) == {"things": "twice"}
    other = plan(client)
    foreign = other.ask("POST", "/tasks", json={"kind": "care", "title": "Mine", "things": [{"n": numbers(made)[0]}]})
    assert invalid(foreign) == {"things": "unknown_thing"}


def test_friends_see_what_is_carried(move: Move) -> None:
    made = move.add(kind="heavy_item", title="Heavy", things=[SOFA])
    assert move.public()["tasks"][0]["things"] == made["things"]


def test_a_crew_gets_under_way_only_as_large_as_its_new_things_ask_for(move: Move) -> None:
    made = move.add(kind="heavy_item", title="Lamp", things=[{"name": "Lamp", "weight_kg": 4}])
    move.takes(made["n"], "Hana")
    worked(move.change_task(made["n"], state="under_way"), 200)
    refused(move.change_task(made["n"], things=[WARDROBE]), 409, "unsafe_crew", "people")


def test_what_becomes_another_kind_of_task_keeps_its_things(move: Move) -> None:
    made = move.add(kind="heavy_item", title="Heavy", things=[SOFA, WARDROBE])
    care = worked(move.change_task(made["n"], kind="care", things=[{"n": numbers(made)[1]}]), 200)
    assert (care["weight_kg"], care["crew"], care["needed"]) == (None, None, 1)
    heavy = worked(move.change_task(made["n"], kind="heavy_item"), 200)
    assert (heavy["weight_kg"], crew_of(heavy)) == (78, 4)


def test_a_thing_that_turns_out_heavier_asks_for_as_many_where_it_is_carried_in(move: Move) -> None:
    out = move.add(kind="heavy_item", title="Out", things=[SOFA, {"name": "Chest", "weight_kg": 20}])
    chest = numbers(out)[1]
    into = move.add(kind="heavy_item", title="In", things=[{"n": n} for n in numbers(out)])
    worked(move.change_task(out["n"], things=[{"n": numbers(out)[0]}, {"n": chest, "weight_kg": 90}]), 200)
    both = [move.task(each["n"]) for each in (out, into)]
    assert [crew_of(task) for task in both] == [4, 4]
    assert [task["weight_kg"] for task in both] == [90, 90]
    refusal = invalid(move.change_task(out["n"], things=[{"n": chest, "weight_kg": 150}]))
    assert refusal == {"things": "too_heavy"}, "it would be beside the sofa where it is carried in"
