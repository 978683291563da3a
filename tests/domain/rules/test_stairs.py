"""A task at one home counts the stairs of that home: its crew, what it may carry, and when it may begin."""

from typing import cast

import pytest

from service.domain.core.refusals import Invalid, UnsafeCrew
from service.domain.models import Place, Standing, TaskState, ThingFields
from service.domain.rules.moves import MoveFields, change_move
from service.domain.rules.out_and_in import change_things
from service.domain.rules.tasks import change_task, change_tasks
from service.storage.database import Database
from tests.domain.rules.scene import Scene
from tests.make import Olive

SOFA, CUPBOARD = {"name": "Sofa", "weight_kg": 60.0}, {"name": "Cupboard", "weight_kg": 90.0}


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, from_floor=0, to_floor=4)


def crew(olive: Olive, task: int) -> tuple[int, int]:
    seen = olive.seen(task).crew
    assert seen is not None
    return seen.people, seen.flights


def test_the_crew_at_each_home_is_that_of_its_stairs(olive: Olive) -> None:
    places = (Place.OLD, Place.NEW, Place.BOTH, None)
    made = [olive.task("heavy_item", "Sofa", place=place, weight_kg=60.0) for place in places]
    assert [crew(olive, task) for task in made] == [(3, 0), (4, 4), (4, 4), (4, 4)]


def test_another_place_asks_for_another_crew_and_lets_a_standby_step_up(olive: Olive) -> None:
    task = olive.task("heavy_item", "Sofa", place=Place.OLD, weight_kg=60.0)
    claims = [olive.stand_by(task, olive.helper(name)) for name in ("Hana", "Tom", "Wei", "Amina")]
    assert olive.standing(claims[-1]) is Standing.STANDBY
    with olive.change() as opened:
        change_task(opened, task, {"place": Place.NEW})
    assert olive.standing(claims[-1]) is Standing.FIRM


def test_what_only_the_ground_floor_lets_carry_stays_there(olive: Olive) -> None:
    task = olive.task("heavy_item", "Furniture", place=Place.OLD, things=[SOFA, CUPBOARD])
    for place in (Place.NEW, Place.BOTH, None):
        with pytest.raises(Invalid) as wrong, olive.change() as opened:
            change_tasks(opened, [task], {"place": place})
        assert [fault.code for fault in wrong.value.faults] == ["too_heavy"]
    with pytest.raises(Invalid):
        olive.task("heavy_item", "Furniture, in", place=Place.NEW, things=[SOFA, CUPBOARD])


def test_a_crew_that_has_begun_is_asked_about_where_the_stairs_are_others(olive: Olive) -> None:
    task = olive.task("heavy_item", "Sofa", place=Place.OLD, weight_kg=60.0)
    olive.claim(task, olive.helper(), 3)
    with olive.change() as opened:
        change_task(opened, task, {"state": TaskState.UNDER_WAY})
    with pytest.raises(UnsafeCrew), olive.change() as opened:
        change_task(opened, task, {"place": Place.NEW})


def test_who_carries_in_carry_the_same_as_who_carries_out_and_are_as_many(olive: Olive) -> None:
    out = olive.task("heavy_item", "Sofa, out", place=Place.OLD, needed=4, things=[SOFA])
    [sofa] = [each.n for each in olive.seen(out).things]
    into = olive.task("heavy_item", "Sofa, in", place=Place.NEW, things=[{"n": sofa}])
    steps: tuple[tuple[list[ThingFields], list[int], int], ...] = (
        ([{"name": "Chairs", "weight_kg": 8.0, "count": 6}], [], 4),
        ([{"n": sofa or 0, "weight_kg": 40.0}], [], 3),
        ([{"name": "Desk", "weight_kg": 20.0}], [sofa or 0], 2),
    )
    for task, (things, off, people) in zip((out, into, out), steps, strict=True):
        with olive.change() as opened:
            change_things(opened, task, things, off)
        first, second = olive.seen(out), olive.seen(into)
        assert [(each.n, each.count) for each in first.things] == [(each.n, each.count) for each in second.things]
        assert (first.places, second.places) == (people, people)
    with pytest.raises(Invalid), olive.change() as opened:
        change_things(opened, out, [cast(ThingFields, CUPBOARD)], [])
    with olive.change() as opened:
        change_task(opened, into, {"state": TaskState.DONE})
    with olive.change() as opened:
        change_things(opened, out, [{"name": "Lamp"}], [])
    assert len(olive.seen(out).things) == len(olive.seen(into).things) + 1


def test_other_stairs_leave_who_carry_in_as_many_as_who_carry_out(database: Database) -> None:
    scene = Scene(database)  # three floors up here, one there: 60 kg ask for four people, and for three
    out = scene.task("heavy_item", "Out", place=Place.OLD, things=[SOFA])
    [sofa] = [each.n for each in scene.seen(out).things]
    into = scene.task("heavy_item", "In", place=Place.NEW, needed=4, things=[{"n": sofa}])
    alone = scene.task("heavy_item", "Desk", place=Place.NEW, needed=4, weight_kg=60.0)
    steps: tuple[tuple[MoveFields, int], ...] = (
        ({"from_floor": 0, "to_floor": 0}, 3),
        ({"to_floor": 4}, 4),
        ({"from_floor": 5, "to_floor": 1, "from_lift": True}, 3),
        ({"why": "Rain", "from_lift": False}, 4),
        ({"same_building": True, "from_floor": 1}, 3),
    )
    before = [scene.rows()]
    for fields, people in steps:
        with scene.change() as opened:
            change_move(opened, fields)
        assert [scene.seen(task).places for task in (out, into, alone)] == [people, people, 4]
        before.append(scene.rows())
    for version, was in zip(range(scene.version(), 0, -1), reversed(before[:-1]), strict=False):
        scene.undo(version)
        assert scene.rows() == was


def test_who_were_fewer_or_more_than_who_carry_in_stay_so_over_other_stairs(olive: Olive) -> None:
    out = olive.task("heavy_item", "Out", place=Place.OLD, things=[SOFA])
    [sofa] = [each.n for each in olive.seen(out).things]
    into = olive.task("heavy_item", "In", place=Place.NEW, needed=6, things=[{"n": sofa}])
    with olive.change() as opened:
        change_move(opened, {"to_floor": 1})
    assert (olive.seen(out).places, olive.seen(into).places) == (3, 6)
    with olive.change() as opened:
        change_move(opened, {"to_floor": 4})
    assert (olive.seen(out).places, olive.seen(into).places) == (4, 6)
