"""A copy of a task, and a part of one that becomes a task of its own: nobody loses a place."""

from collections.abc import Iterable, Sequence
from datetime import time

import pytest

from service.domain.core.refusals import Invalid, MoveClosed, TaskCancelled
from service.domain.models import MoveState, Place, Task, TaskState, Thing
from service.domain.rules.moves import change_move
from service.domain.rules.splitting import copy_task, split_task
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.domain.rules.scene import Scene
from tests.make import Olive

WARDROBE, SOFA, CHAIRS = (
    {"name": "Wardrobe", "weight_kg": 60.0},
    {"name": "Sofa", "weight_kg": 30.0},
    {"name": "Chairs"},
)


class Plain:
    """Titles that follow from nothing: what is said of them, text/titles_of_parts.py knows."""

    def of_part(self, task: Task, carried: Sequence[Thing], going: Sequence[Thing]) -> str:
        return f"{len(going)} of {len(carried)} of {task.title}"

    def of_rest(self, task: Task, carried: Sequence[Thing], staying: Sequence[Thing]) -> str:
        return task.title if carried != staying else ""

    def at_other_home(self, task: Task, other: Task, part: str) -> str:
        return f"{part}: {task.title} to {other.title}"


TITLES = Plain()


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, same_building=True, from_floor=4, to_floor=3)


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def split(
    olive: Olive, task: int, title: str = "The rest", going: list[int] | None = None, many: int | None = None
) -> int:
    with olive.change() as opened:
        return split_task(opened, task, title, whole(olive, task, going or []), many, titles=TITLES)


def whole(olive: Olive, task: int, going: Iterable[int]) -> dict[int, int]:
    """All that there is of these things."""
    counts = {each.n: each.count for each in olive.seen(task).things}
    return {n: counts.get(n, 1) for n in going}


def things(olive: Olive, task: int) -> dict[str, int | None]:
    return {thing.name: thing.n for thing in olive.seen(task).things}


def test_a_copy_is_the_same_with_nobody_on_it_and_things_of_its_own(olive: Olive) -> None:
    crew = olive.task("heavy_item", "Crew", starts=time(9), place=Place.OLD, bring="Gloves", things=[WARDROBE, CHAIRS])
    olive.claim(crew, olive.helper())
    with olive.change() as opened:
        change_task(opened, crew, {"state": TaskState.UNDER_WAY}, anyway=True)
    with olive.change() as opened:
        copy = copy_task(opened, crew)
    seen, first = olive.seen(copy), olive.seen(crew)
    assert (seen.title, seen.starts, seen.place, seen.bring, seen.weight_kg, seen.places) == (
        *("Crew", time(9), Place.OLD, "Gloves", 60, first.places),
    )
    assert (seen.state, seen.claims) == (TaskState.OPEN, [])
    assert things(olive, copy).keys() == things(olive, crew).keys()
    assert not {*things(olive, copy).values()} & {*things(olive, crew).values()}


def test_a_crew_is_split_by_its_things_and_who_is_coming_stays_with_the_first(olive: Olive) -> None:
    crew = olive.task("heavy_item", "Crew", minutes=90, things=[WARDROBE, SOFA, CHAIRS])
    hana = olive.claim(crew, olive.helper())
    sofa, chairs = (things(olive, crew)[name] or 0 for name in ("Sofa", "Chairs"))
    other = split(olive, crew, going=[sofa, chairs])
    assert things(olive, crew).keys() == {"Wardrobe"}
    assert things(olive, other) == {"Sofa": sofa, "Chairs": chairs}
    assert (olive.seen(crew).weight_kg, olive.seen(other).weight_kg) == (60, 30)
    assert (olive.seen(crew).minutes, olive.seen(other).minutes) == (30, 60)
    assert olive.seen(crew).places > olive.seen(other).places
    assert [claim.n for claim in olive.seen(crew).claims] == [hana]


def out_and_in(olive: Olive, *, rest_goes_in: bool = True) -> tuple[int, int]:
    """A crew's work in two tasks; without `rest_goes_in` the wardrobe alone is carried in."""
    out = olive.task("heavy_item", "Out", place=Place.OLD, minutes=90, needed=4, things=[WARDROBE, SOFA, CHAIRS])
    inside = [{"n": n} for name, n in things(olive, out).items() if rest_goes_in or name == "Wardrobe"]
    return out, olive.task("heavy_item", "In", place=Place.NEW, minutes=60, things=inside)


def test_who_carry_in_are_split_like_who_carry_out(scene: Scene) -> None:
    scene.acts(lambda change: change_move(change, {"from_floor": 0, "to_floor": 3}))
    out, into = out_and_in(scene)
    claims = [scene.claim(task, scene.helper()) for task in (out, into)]
    going = {name: n for name, n in things(scene, out).items() if name != "Wardrobe"}
    before = scene.rows()
    with scene.change() as opened:
        part = split_task(opened, into, "Rest, in", {n or 0: 1 for n in going.values()}, titles=TITLES)
        assert [line["about"] for line in opened.lines if line["what"] == "task_split"] == [
            {"task": into, "other_end": out}
        ]
        version = opened.version
    other = next(task.n for task in scene.board().tasks if task.title == "Rest, in: In to Out")
    assert (things(scene, part), things(scene, other)) == (going, going)
    assert things(scene, out) == things(scene, into)
    seen = [scene.seen(task) for task in (out, into, other, part)]
    assert [(task.minutes, task.place) for task in seen] == [
        *((30, Place.OLD), (20, Place.NEW)),
        *((60, Place.OLD), (40, Place.NEW)),
    ]
    assert [task.places for task in seen] == [4, 4, 2, 2]
    assert [[claim.n for claim in task.claims] for task in seen] == [[claims[0]], [claims[1]], [], []]
    scene.undo(version)
    assert scene.rows() == before


def test_a_crew_that_carries_none_of_it_or_nothing_else_is_left_as_it_is(olive: Olive) -> None:
    out, into = out_and_in(olive, rest_goes_in=False)
    numbers = things(olive, out)
    for name in ("Chairs", "Wardrobe"):
        split(olive, out, name, [numbers[name] or 0])
    assert things(olive, into) == {"Wardrobe": numbers["Wardrobe"]}
    assert len(olive.board().tasks) == 4


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.CANCELLED])
def test_a_crew_that_carries_in_no_more_is_not_split(olive: Olive, state: TaskState) -> None:
    out, into = out_and_in(olive)
    numbers = things(olive, out)
    with olive.change() as opened:
        change_task(opened, into, {"state": state})
    split(olive, out, going=[numbers["Chairs"] or 0])
    assert things(olive, into) == numbers


def test_boxes_are_split_as_far_as_nobody_has_taken_them(olive: Olive) -> None:
    books = olive.task(needed=12)
    olive.claim(books, olive.helper(), 5)
    for many, code in ((8, "others_stay"), (None, "too_small")):
        with pytest.raises(Invalid) as wrong:
            split(olive, books, many=many)
        assert [(fault.field, fault.code) for fault in wrong.value.faults] == [("quantity", code)]
    other = split(olive, books, "Atlases", many=7)
    assert (olive.seen(books).needed, olive.seen(books).left) == (5, 0)
    assert (olive.seen(other).title, olive.seen(other).needed) == ("Atlases", 7)


def test_boxes_that_are_counted_by_their_things_go_with_them(olive: Olive) -> None:
    kitchen = olive.task(
        title="Kitchen", needed=7, things=[{"name": "Pans", "count": 4}, {"name": "Plates", "count": 3}]
    )
    other = split(olive, kitchen, going=[things(olive, kitchen)["Plates"] or 0])
    assert (olive.seen(kitchen).needed, olive.seen(other).needed) == (4, 3)
    assert (set(things(olive, kitchen)), set(things(olive, other))) == ({"Pans"}, {"Plates"})


def test_nothing_all_and_what_is_not_there_are_no_part(olive: Olive) -> None:
    crew = olive.task("heavy_item", "Crew", things=[WARDROBE, CHAIRS])
    every = [n or 0 for n in things(olive, crew).values()]
    soup = olive.task("care", "Soup", needed=1)
    version = olive.version()
    for task, going, many in ((crew, [], None), (crew, every, None), (crew, [99], None), (soup, [], 1)):
        with pytest.raises(Invalid):
            split(olive, task, going=going, many=many)
    assert olive.version() == version


def test_a_closed_move_takes_no_more_tasks(olive: Olive) -> None:
    books = olive.task(needed=12)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED})
    with pytest.raises(MoveClosed):
        split(olive, books, many=3)
    with pytest.raises(MoveClosed), olive.change() as opened:
        copy_task(opened, books)


def test_boxes_that_are_counted_by_their_things_are_only_split_by_them(olive: Olive) -> None:
    kitchen = olive.task(
        title="Kitchen", needed=5, things=[{"name": "Pans", "count": 4}, {"name": "Plates", "count": 1}]
    )
    pans, plates = (things(olive, kitchen)[name] or 0 for name in ("Pans", "Plates"))
    for going, code in (([pans, plates], "nothing_stays"), ([], "no_thing_chosen")):
        with pytest.raises(Invalid) as wrong:
            split(olive, kitchen, going=going, many=1)
        assert [(fault.field, fault.code) for fault in wrong.value.faults] == [("things", code)]
    other = split(olive, kitchen, going=[pans], many=1)
    assert (olive.seen(kitchen).needed, olive.seen(other).needed) == (1, 4)


def test_no_more_things_go_than_nobody_has_taken(olive: Olive) -> None:
    kitchen = olive.task(needed=7, things=[{"name": "Pans", "count": 4}, {"name": "Plates", "count": 3}])
    olive.claim(kitchen, olive.helper(), 4)
    with pytest.raises(Invalid) as wrong:
        split(olive, kitchen, going=[things(olive, kitchen)["Pans"] or 0])
    assert [(fault.field, fault.code) for fault in wrong.value.faults] == [("things", "others_stay")]


def test_many_of_one_thing_are_divided(olive: Olive) -> None:
    books = olive.task(title="Books", needed=12, things=[{"name": "Books", "count": 12, "room": "Study"}])
    [again] = things(olive, books).values()
    into = olive.task(title="Into the shelf", needed=12, things=[{"n": again}])
    other = split(olive, books, many=5)
    assert [(each.name, each.count, each.room) for each in olive.seen(other).things] == [("Books", 5, "Study")]
    assert [each.count for each in olive.seen(books).things] == [7]
    assert (olive.seen(books).needed, olive.seen(other).needed) == (7, 5)
    assert sum(each.count for each in olive.seen(into).things) == 12


def test_a_line_of_history_names_things_only_where_some_went(olive: Olive) -> None:
    kitchen = olive.task(needed=7, things=[{"name": "Pans", "count": 4}, {"name": "Plates", "count": 1}])
    for going, many, fields in (
        ([], 2, ["needed"]),
        ([things(olive, kitchen)["Pans"] or 0], 1, ["needed", "things"]),
    ):
        with olive.change() as opened:
            split_task(opened, kitchen, "A part", whole(olive, kitchen, going), many, titles=TITLES)
            assert [line["about"]["fields"] for line in opened.lines if line["what"] == "task_changed"] == [fields]


def test_a_part_of_a_done_task_is_to_do_and_of_one_called_off_there_is_none(olive: Olive) -> None:
    books = olive.task(needed=12)
    with olive.change() as opened:
        change_task(opened, books, {"state": TaskState.DONE})
    part = split(olive, books, many=3)
    assert (olive.seen(books).state, olive.seen(part).state) == (TaskState.DONE, TaskState.OPEN)
    with olive.change() as opened:
        change_task(opened, books, {"state": TaskState.CANCELLED})
    with pytest.raises(TaskCancelled):
        split(olive, books, many=3)


def test_some_of_each_thing_go_from_a_crew_at_both_homes(olive: Olive) -> None:
    out = olive.task("heavy_item", "Out", place=Place.OLD, minutes=90, things=[{"name": "Wardrobes", "count": 6}, SOFA])
    numbers = things(olive, out)
    into = olive.task("heavy_item", "In", place=Place.NEW, minutes=90, things=[{"n": n} for n in numbers.values()])
    wardrobes = numbers["Wardrobes"] or 0
    for many in (7, 6):
        going = {wardrobes: many, **({numbers["Sofa"] or 0: 1} if many == 6 else {})}
        with pytest.raises(Invalid), olive.change() as opened:
            split_task(opened, out, "Part", going, titles=TITLES)
    with olive.change() as opened:
        part = split_task(opened, out, "Part", {wardrobes: 2}, titles=TITLES)
    [other] = {each.n for each in olive.board().tasks} - {out, into, part}
    for first, second in ((out, part), (into, other)):
        assert [(each.name, each.count) for each in olive.seen(first).things] == [("Wardrobes", 4), ("Sofa", 1)]
        assert [(each.name, each.count) for each in olive.seen(second).things] == [("Wardrobes", 2)]
        assert (olive.seen(first).minutes, olive.seen(second).minutes) == (64, 26)


def test_some_of_boxes_that_are_counted_go(olive: Olive) -> None:
    kitchen = olive.task(needed=40, things=[{"name": "Medium", "count": 35}, {"name": "Small", "count": 5}])
    medium = things(olive, kitchen)["Medium"] or 0
    with olive.change() as opened:
        part = split_task(opened, kitchen, "Part", {medium: 20}, titles=TITLES)
    assert (olive.seen(kitchen).needed, olive.seen(part).needed) == (20, 20)
    assert {each.name: each.count for each in olive.seen(kitchen).things} == {"Medium": 15, "Small": 5}
