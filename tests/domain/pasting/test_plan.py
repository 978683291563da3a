"""From a list to few tasks, sized for people: tasks, places and hours of whole lists, held to bounds."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.figures import lifting
from service.domain.figures.catalogue import homes, item, written_names
from service.domain.figures.effort import PersonMinutes, effort_of
from service.domain.figures.lifting import AT_KERB, End, Reason, Route
from service.domain.models import Gear, Kind, Place, Sort
from service.domain.pasting import Proposal, TitleCode, Why, from_home, understand
from service.domain.pasting.crews import MAX_MINUTES, MAX_PARTS
from service.text.language import language
from service.text.task_titles import title_of
from tests.sizes import size

LISTS = Path(__file__).with_name("lists")
ONE_DOWN = Route(End(4, lift=False), End(3, lift=False), same_building=True)
STAIRS = Route(End(2, lift=False), End(0, lift=False))
HIGH_UP = Route(End(4, lift=False), End(3, lift=False))
TABLE = [
    ("across-town", AT_KERB, 10, 14, 23, 32),
    ("across-town", STAIRS, 13, 18, 26, 37),
    ("one-floor-down", ONE_DOWN, 14, 15, 13, 19),
    ("all-caps", AT_KERB, 13, 12, 19, 26),
    ("american-ranch", AT_KERB, 15, 22, 24, 32),
    ("bengaluru-3bhk", AT_KERB, 13, 15, 21, 28),
    ("british-terrace", AT_KERB, 13, 16, 21, 28),
    ("email-to-friends", AT_KERB, 11, 15, 19, 27),
    ("mothers-bungalow", AT_KERB, 14, 15, 11, 18),
    ("notes-app-checklist", AT_KERB, 15, 18, 12, 20),
    ("one-breath", AT_KERB, 13, 16, 25, 34),
    ("spreadsheet-tabs", AT_KERB, 13, 14, 22, 30),
    ("three-students", AT_KERB, 10, 14, 10, 15),
    ("short/bags", AT_KERB, 5, 6, 2, 4),
    ("short/chat", AT_KERB, 6, 9, 6, 9),
    ("short/crane", AT_KERB, 7, 10, 15, 22),
    ("short/inherited", AT_KERB, 5, 8, 5, 8),
    ("short/issues", AT_KERB, 10, 13, 12, 18),
    ("short/question", AT_KERB, 3, 4, 2, 4),
    ("short/sheet", AT_KERB, 7, 5, 1, 2),
    ("short/storage", AT_KERB, 4, 5, 3, 5),
    ("short/student", AT_KERB, 2, 1, 0, 1),
    ("short/too-much", AT_KERB, 6, 14, 15, 19),
]
"""List, way, the most tasks and places, and the person-hours between which all its work lies."""
FLOORS = [Route(End(start, lift=False), End(finish, lift=False)) for start in range(5) for finish in range(5)]
UPPER_FLOORS = 1.2
"""Factor of the time with stairs at both ends in a usual move: 325 lb an hour from a ground floor, 270 from an upper
one (mover's quoting rules). What is said of a home's hours holds so far, and grows with the stairs beyond."""


def written(name: str) -> str:
    return (LISTS / f"{name}.txt").read_bytes().decode()


def places(task: Proposal) -> int:
    """The people of a crew or of care, and a driver; boxes are no places."""
    if task.kind is Kind.BOX_LOAD:
        return 0
    if task.kind is Kind.TRIP:
        return 1 + (task.needed or 0)
    return task.crew.people if task.crew is not None else task.needed or 1


def for_friends(tasks: list[Proposal], route: Route) -> list[Proposal]:
    """Leave out what professionals carry over the stairs."""
    rolled = [task for task in tasks if task.crew and task.crew.reason is Reason.NOT_BY_HAND]
    return [task for task in tasks if not (route.flights and task in rolled)]


def beyond_usual(route: Route) -> float:
    """Compute by how much more time the stairs take than in a usual move: 1 or more."""
    slower = sum(lifting.carry_hours(1, route)) / sum(lifting.carry_hours(1, AT_KERB))
    return max(1, slower / UPPER_FLOORS)


def effort(tasks: list[Proposal]) -> PersonMinutes:
    each = (
        effort_of(
            task.kind,
            (task.needed or 0) if task.kind is Kind.BOX_LOAD else places(task),
            task.minutes,
            sort=task.sort,
            work=task.work,
        )
        for task in tasks
    )
    return sum(each, PersonMinutes())


def titles(text: str, route: Route = ONE_DOWN) -> list[str]:
    return [title_of(task.title, language("en")) for task in understand(text, route=route).tasks]


def codes(tasks: list[Proposal]) -> list[tuple[TitleCode, Place | None]]:
    return [(task.title.code, task.place) for task in tasks]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "route", "tasks", "people", "least", "most"), TABLE, ids=lambda value: str(value)[:20]
)
def test_a_list_becomes_few_tasks(name: str, route: Route, tasks: int, people: int, least: int, most: int) -> None:
    text = written(name)
    understood = understand(text, route=route)
    assert len(understood.tasks) <= tasks
    asked = for_friends(understood.tasks, route)
    assert sum(map(places, asked)) <= people
    whole = effort(asked)
    assert least * 60 <= whole.low <= whole.high <= most * 60


def test_across_town_is_few_tasks_and_places_from_any_floor_to_any_floor() -> None:
    for route in FLOORS:
        tasks = understand(written("across-town"), route=route).tasks
        asked = for_friends(tasks, route)
        assert len(tasks) <= 14
        assert sum(map(places, asked)) <= 26
        whole = effort(asked)
        assert 22 * 60 <= whole.low <= whole.high <= 36 * 60 * beyond_usual(route)


def test_one_crew_carries_all_furniture_across_town_where_stairs_are_few() -> None:
    """A yes to it is a share of the whole, and not of three pieces that are carried in half an hour."""
    for route in FLOORS:
        if beyond_usual(route) == 1:
            tasks = for_friends(understand(written("across-town"), route=route).tasks, route)
            crews = [task for task in tasks if task.crew and task.title.code is not TitleCode.LOOSE]
            assert [(places(task) in (3, 4), task.place) for task in crews] == [(True, Place.OLD), (True, Place.NEW)]


@pytest.mark.parametrize("key", list(homes()))
def test_a_home_takes_the_hours_of_its_table(key: str) -> None:
    """Volunteers work at 0.7 of the pace of professionals, whose hours, usual stairs included, the table gives."""
    home = homes()[key]
    low, _, high = (hours / 0.7 for hours in home.crew_hours)
    flat, *others = [effort(for_friends(from_home(key, route=route), route)) for route in FLOORS]
    upper = others[FLOORS.index(Route(End(1, lift=False), End(1, lift=False))) - 1]
    assert flat.low <= 60 * home.friends_hours <= upper.high
    assert flat.high <= 60 * high
    for route, whole in zip(FLOORS, (flat, *others), strict=True):
        assert low <= (whole.low + whole.high) / 120 <= high * beyond_usual(route)


@pytest.mark.parametrize("key", list(homes()))
def test_a_home_has_the_volume_of_its_table(key: str) -> None:
    home, tasks = homes()[key], from_home(key)
    once = [each for task in tasks if task.place is not Place.NEW for each in task.things if each.key]
    furniture = sum(item(each.key).volume_m3 * each.count for each in once if each.key and each.kind is Kind.HEAVY_ITEM)
    boxes = [item("box_medium").volume_m3 * boxes for boxes in home.boxes]
    assert furniture + boxes[0] <= home.volume_m3[1]
    assert home.volume_m3[0] <= furniture + boxes[2] <= home.volume_m3[2]


def test_the_plan_is_in_the_order_of_a_day() -> None:
    assert codes(understand(written("across-town"), route=HIGH_UP).tasks) == [
        (TitleCode.APART, Place.OLD),
        (TitleCode.BOXES, Place.BOTH),
        (TitleCode.BOXES, Place.BOTH),
        (TitleCode.THING, Place.BOTH),
        (TitleCode.HEAVIEST, Place.OLD),
        (TitleCode.HEAVIEST, Place.NEW),
        (TitleCode.REST, Place.OLD),
        (TitleCode.REST, Place.NEW),
        (TitleCode.LOOSE, Place.BOTH),
        (TitleCode.TRIP, Place.BOTH),
        (TitleCode.TRIP, Place.ELSEWHERE),
        (TitleCode.CARE, None),
        (TitleCode.CARE, None),
    ]


def test_within_a_building_a_crew_carries_once() -> None:
    tasks = understand(written("one-floor-down"), route=ONE_DOWN).tasks
    assert not [task for task in tasks if task.place is Place.NEW]
    assert [task.place for task in tasks if task.kind is Kind.HEAVY_ITEM] == [Place.BOTH] * 4


def test_titles_read_as_a_person_would_write_them() -> None:
    assert titles(written("one-floor-down"))[:9] == [
        "Take apart: 2 tall bookcases, double bed frame and 3 more",
        "Boxes from the living room",
        "Boxes from the bedroom",
        "Boxes from the kitchen",
        "Boxes from the study",
        "Boxes from the bath",
        "Upright piano",
        "The heaviest pieces: washing machine, fridge-freezer, three-seat sofa and 2 more",
        "The rest of the furniture",
    ]
    assert titles("sofa", AT_KERB) == ["Three-seat sofa, out", "Three-seat sofa, in"]
    assert titles("armchair\ndesk") == ["The furniture: large desk, armchair"]
    assert titles("Hall\n1 box\nfloor lamp\ncoffee table") == [
        "Box from the hall",
        "Light things from the hall: floor lamp, coffee table",
    ]


def test_a_crew_follows_from_its_most_demanding_thing_and_works_at_most_three_hours() -> None:
    text = "4 three seater sofas\n3 washing machines\n6 wardrobes\n20 desks\n60 tall bookcases"
    for task in understand(text, route=STAIRS).tasks:
        if task.crew is not None:
            asked = max(lifting.crew(each.load_kg, STAIRS.flights, least=each.least).people for each in task.things)
            assert task.crew.people >= asked
            assert task.minutes is not None
            assert task.minutes[1] <= MAX_MINUTES


def test_more_than_one_crew_carries_in_its_time_goes_to_a_second_crew() -> None:
    tasks = understand("6 cookers\n6 wardrobes\n4 washing machines\n4 desks\n4 armchairs", route=ONE_DOWN).tasks
    first, second = (task for task in tasks if task.kind is Kind.HEAVY_ITEM)
    assert (first.title.code, second.title.code) == (TitleCode.HEAVIEST, TitleCode.REST)
    assert [each.key for each in first.things] == ["washing_machine", "cooker", "wardrobe_double"]
    assert [each.key for each in second.things] == ["desk_large", "armchair"]


def test_little_furniture_is_one_crew_and_one_pair_is_enough_for_less() -> None:
    [task] = understand("sofa\narmchair\ndesk", route=ONE_DOWN).tasks
    assert (task.title.code, places(task), task.needed) == (TitleCode.FURNITURE, 3, None)
    [task] = understand("armchair\ndesk", route=ONE_DOWN).tasks
    assert (places(task), task.needed) == (2, None)


@pytest.mark.parametrize(("hands", "people"), [(2, 2), (4, 4), (7, 4), (8, 6), (40, 6)])
def test_as_many_pairs_as_there_are_hands_carry_the_rest(hands: int, people: int) -> None:
    text = "8 armchairs\n8 bookcases\n4 single beds"
    assert {places(task) for task in understand(text, route=ONE_DOWN, hands=hands).tasks if task.crew} == {people}


def test_what_is_not_lifted_by_hand_is_a_task_of_its_own_with_no_number() -> None:
    tasks = understand("sofa\nwashing machine\nupright piano\n2 desks\n4 single beds", route=STAIRS).tasks
    [piano] = [task for task in tasks if task.crew and task.crew.reason is Reason.NOT_BY_HAND]
    assert ([each.key for each in piano.things], piano.needed, piano.place) == (["piano_upright"], None, Place.BOTH)
    treadmill = understand("treadmill\nsofa", route=AT_KERB).tasks[0]
    assert treadmill.title.code is TitleCode.FURNITURE
    over_stairs = understand("treadmill\nsofa", route=STAIRS).tasks[0]
    assert (over_stairs.title.code, over_stairs.place) == (TitleCode.THING, Place.BOTH)


def test_what_comes_apart_is_one_task_before_and_its_crew_needs_no_tools() -> None:
    apart, *others = understand("double bed\nwardrobe\ndesk", route=STAIRS).tasks
    assert (apart.kind, apart.sort, apart.things, apart.lines) == (Kind.CARE, Sort.OTHER, [], [1, 2, 3])
    assert apart.gear == (Gear.TOOLS,)
    assert not [task for task in others if Gear.TOOLS in task.gear or Why.COMES_APART in task.why]
    out, into = understand("wardrobe", route=STAIRS).tasks
    assert Gear.TOOLS in out.gear
    assert (Why.COMES_APART in out.why, Why.COMES_APART in into.why) == (True, False)


def test_furniture_is_never_a_box() -> None:
    boxed = [each.key for task in understand(written("across-town")).tasks if not task.crew for each in task.things]
    assert all(key is None or item(key).is_box for key in boxed)


def test_one_thing_of_several_is_no_remark_on_all() -> None:
    [task] = understand("glass display cabinet, fragile\narmchair\ndesk", route=ONE_DOWN).tasks
    assert Why.FRAGILE not in task.why
    [task] = understand("maybe an armchair", route=ONE_DOWN).tasks
    assert Why.NOT_SURE in task.why


def test_more_boxes_than_a_task_holds_are_several_tasks() -> None:
    tasks = understand("\n".join(["900 boxes"] * 3)).tasks
    assert [task.needed for task in tasks] == [900, 900, 900]
    assert all(task.minutes and task.minutes[1] <= 6_000 for task in tasks)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("clean the old flat", Place.OLD),
        ("clean oven", Place.OLD),
        ("clean the new kitchen", Place.NEW),
        ("pizza", None),
        ("hand over the keys of the old flat", Place.OLD),
        ("keys from the old flat to the new one", None),
        ("2 van trips", Place.BOTH),
        ("pick up the van at 8", Place.ELSEWHERE),
    ],
)
def test_a_place_is_said_where_the_words_say_it(text: str, place: Place | None) -> None:
    assert [task.place for task in understand(text).tasks] == [place]


WRITTEN = {each.key: each.name for each in reversed(written_names("en")) if not item(each.key).is_box}
KEYS = st.sampled_from(sorted(WRITTEN))


@pytest.mark.long
@given(st.lists(st.tuples(KEYS, st.integers(1, 9)), max_size=25), st.integers(0, 6), st.booleans(), st.integers(1, 12))
@settings(max_examples=size("FURNITURE", 25, 300))
def test_any_furniture_is_shared_out_once_safely_and_in_time(
    furniture: list[tuple[str, int]], flights: int, one_building: bool, hands: int
) -> None:
    text = "\n".join(f"{count} {WRITTEN[key]}" for key, count in furniture)
    route = Route(End(flights, lift=False), End(0, lift=False), same_building=one_building)
    understood = understand(text, route=route, hands=hands)
    crews = [task for task in understood.tasks if task.kind is Kind.HEAVY_ITEM]
    out = Counter[object]()
    growing = sum(task.place is not Place.NEW for task in crews) >= MAX_PARTS  # nobody reads of more works than these
    for task in crews:
        assert task.crew is not None
        asked = max(lifting.crew(each.load_kg, route.flights).people for each in task.things)
        assert task.crew.people >= asked
        by_hand = task.crew.reason is not Reason.NOT_BY_HAND
        assert by_hand or len(task.things) == 1
        assert not by_hand or growing or (task.minutes is not None and task.minutes[1] <= MAX_MINUTES)
        if task.place is not Place.NEW:
            out.update({replace(each, count=1, count_low=1): each.count for each in task.things})
    expected = Counter[object]()
    for each in understood.things:
        if each.kind is Kind.HEAVY_ITEM:
            expected[replace(each, count=1, count_low=1)] += each.count
    assert out == expected
