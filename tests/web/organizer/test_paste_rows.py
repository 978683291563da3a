"""Changes to the rows of a pasted list's preview."""

from typing import Any

import pytest

from service.domain.core.refusals import Invalid
from service.domain.figures import lifting
from service.domain.figures.lifting import AT_KERB, End, Route
from service.domain.models import ThingFields
from service.domain.rules.tasks import drafted
from service.text.language import language
from service.web.organizer.paste_changes import change_several, follow_numbers, join, join_rows
from service.web.organizer.paste_rows import Left, Listed, Row, gear_of_rows, listed_in, tasks_of
from service.web.organizer.paste_split import split, split_rows

ENGLISH = language("en-GB")
BOXES = {"title": "Books", "kind": "box_load", "needed": "10", "minutes": "45", "what": "offer", "parts": "1"}


def row(**values: str) -> Row:
    return Row({**BOXES, **values})


def form(*rows: Row, left: list[Left] | None = None, **more: str) -> dict[str, str]:
    """The fields of a preview."""
    fields = {f"{name}-{i}": value for i, each in enumerate(rows) for name, value in each.values.items()}
    for j, line in enumerate(left or []):
        fields |= {f"unclear-{j}": line.text, f"line-{j}": str(line.n)}
    return {**fields, "rows": str(len(rows)), "left": str(len(left or [])), **more}


def titles(listed: Listed) -> list[str]:
    return [each["title"] for each in listed.rows]


def tasks(*rows: Row) -> Any:
    return tasks_of(Listed(rows), AT_KERB, ENGLISH)


def several(listed: Listed, **sent: str) -> Listed:
    """What the panel below the rows does. `pick-0` is written `pick_0`."""
    return change_several(listed, {name.replace("pick_", "pick-"): sent[name] for name in sent}, AT_KERB, ENGLISH)


def test_rows_come_back_as_they_were_sent() -> None:
    listed = listed_in(form(row(bring="Gloves", lines="1,2")))
    [back] = listed.rows
    assert {name: value for name, value in back.values.items() if value} == {
        **BOXES,
        "bring": "Gloves",
        "lines": "1,2",
    }
    assert (back.lines, listed.left) == ([1, 2], [])


def test_a_row_that_is_left_out_stays_to_be_taken_back_and_is_no_task() -> None:
    listed = listed_in(form(row(), row(title="Maps", what="drop")))
    assert titles(listed) == ["Books", "Maps"]
    assert [task["title"] for task in tasks(*listed.rows)] == ["Books"]
    assert [task["title"] for task in tasks(*several(listed, pick_1="1", set_what="offer").rows)] == ["Books", "Maps"]


def test_two_rows_become_one() -> None:
    both = join(row(lines="2", weight_kg="3,5", least="2", why="Hers."), row(title="Maps", lines="1", bring="Gloves"))
    assert {name: both[name] for name in ("title", "needed", "minutes", "weight_kg", "least")} == {
        "title": "Books, Maps",
        "needed": "20",
        "minutes": "90",
        "weight_kg": "3,5",
        "least": "2",
    }
    assert (both.lines, both["bring"], both["why"]) == ([1, 2], "Gloves", "Hers.")


def test_a_place_stays_where_both_are_there_or_one_says_none() -> None:
    assert join(row(place="old"), row(place=""))["place"] == join(row(place=""), row(place="old"))["place"] == "old"
    assert join(row(place="old"), row(place="old"))["place"] == "old"
    assert join(row(place="old"), row(place="new"))["place"] == ""


def test_boxes_and_people_do_not_add_up() -> None:
    assert join(row(), row(title="Soup", kind="care", needed="1"))["needed"] == "10"


def test_boxes_that_are_joined_have_one_name_and_are_added_up_by_size() -> None:
    things: dict[int, ThingFields] = {
        1: {"name": "medium boxes", "item": "box_medium", "count": 12, "room": ""},
        2: {"name": "medium boxes", "item": "box_medium", "count": 5, "room": "Attic"},
        3: {"name": "large boxes", "item": "box_large", "count": 2, "room": "Attic"},
    }
    rows = [row(title="Boxes", needed="12", carries="1"), row(title="Boxes from the attic", needed="7", carries="2,3")]
    for picked in ([0, 1], [1, 0]):
        joined = join_rows(Listed(rows, things), picked)
        [both] = joined.rows
        assert (both["title"], both["needed"]) == ("Boxes", "19")
        sizes = {joined.things[n]["item"]: (joined.things[n]["count"], joined.things[n]["room"]) for n in both.carries}
        assert sizes == {"box_medium": (17, ""), "box_large": (2, "Attic")}


def test_a_row_is_split_and_nothing_of_it_lost() -> None:
    parts = split(row(parts="3"), {}, ENGLISH, {})
    assert [each["needed"] for each in parts] == ["4", "3", "3"]
    assert [each["title"] for each in parts] == ["Books (1 of 3)", "Books (2 of 3)", "Books (3 of 3)"]
    assert {each["minutes"] for each in parts} == {"15"}
    assert {each["parts"] for each in parts} == {"1"}


@pytest.mark.parametrize(("parts", "made"), [("", 1), ("0", 1), ("-2", 1), ("x", 1), ("20", 20), ("9999", 20)])
def test_odd_numbers_of_parts(parts: str, made: int) -> None:
    assert len(split(row(parts=parts), {}, ENGLISH, {})) == made


def test_a_line_becomes_what_the_form_says_it_is() -> None:
    left = [Left(1, "a  piano"), Left(2, "to the tip"), Left(3, "xx")]
    listed = listed_in(form(left=left, **{"as-0": "heavy_item", "as-1": "trip"}))
    assert [(each["title"], each["kind"], each["needed"], each.lines) for each in listed.rows] == [
        ("a piano", "heavy_item", "", [1]),
        ("to the tip", "trip", "0", [2]),
    ]
    assert listed.left == [left[2]]


def test_all_lines_become_care_at_once() -> None:
    way = Left(2, "Moving one floor down, same building (4th -> 3rd, no lift!)")
    listed = listed_in(form(left=[Left(1, "water the plants"), way], do="unclear"))
    assert ([each["kind"] for each in listed.rows], listed.left) == (["care"], [way]), "where it goes is no task"
    left = [Left(1, "water the plants"), Left(2, "no idea")]
    listed = listed_in(form(left=left, do="unclear", **{"as-0": "care"}))
    assert ([each["title"] for each in listed.rows], listed.left) == (["water the plants"], left[1:]), (
        "one was left out"
    )


@pytest.mark.parametrize(
    ("line", "is_way"),
    [
        ("We move one floor down in the same building, 4th to 3rd", True),
        ("Umzug ein Stockwerk tiefer, gleiches Haus (4. -> 3., kein Aufzug!)", True),
        ("Mudanza un piso más abajo, mismo edificio (4.º -> 3.º, sin ascensor)", True),
        ("Déménagement un étage plus bas, même immeuble (4e -> 3e, sans ascenseur)", True),
        ("ننتقل إلى طابق أسفل في نفس المبنى (من الرابع إلى الثالث، بلا مصعد)", True),
        ("Moving across town", True),
        ("Ask the neighbours in the same building", False),
        ("move the same day", False),
        ("no lift", False),
    ],
)
def test_a_line_that_says_where_it_goes_is_known(line: str, is_way: bool) -> None:
    assert Left(1, line).is_way == is_way


@pytest.mark.parametrize("rows", ["", "-1", "1e3", "٣"])
def test_an_odd_number_of_rows_is_none(rows: str) -> None:
    assert listed_in({**form(row()), "rows": rows}) == Listed([], {}, [], [], [])


def test_rows_become_tasks() -> None:
    [books, mine] = tasks(row(), row(title="Mine", what="keep", kind="care", needed="1"))
    assert (books["title"], books["needed"], books["kept"]) == ("Books", 10, False)
    assert (mine["title"], mine["kept"]) == ("Mine", True)


def test_a_figure_that_was_left_as_proposed_is_an_estimate() -> None:
    def estimated(**values: Any) -> list[str]:
        return list(tasks(row(proposed_minutes="45", minutes_least="30", **values))[0]["estimated"])

    assert (estimated(), estimated(minutes="50")) == (["minutes"], [])


def test_each_field_that_does_not_fit_is_named_with_its_row() -> None:
    with pytest.raises(Invalid) as refused:
        tasks(row(title=""), row(), row(needed="many", minutes="0"))
    assert [fault.field for fault in refused.value.faults] == ["title-0", "needed-2", "minutes-2"]


def test_no_row_is_no_list() -> None:
    with pytest.raises(Invalid) as refused:
        tasks()
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("", "no_tasks")]


# Several at once, and things

SOFA, DESK, LAMP, PIANO = range(1, 5)
THINGS: dict[int, ThingFields] = {
    SOFA: {"name": "three-seat sofa", "count": 1, "item": "sofa_3_seat"},
    DESK: {"name": "large desk", "count": 2, "item": "desk_large"},
    LAMP: {"name": "floor lamp", "count": 1, "item": "floor_lamp"},
    PIANO: {"name": "upright piano", "count": 1, "item": "piano_upright"},
}
HEAVY = {"kind": "heavy_item", "what": "offer", "parts": "1", "minutes": "60", "proposed_minutes": "60"}


def crews() -> Listed:
    """A crew that carries out and in, another that does, light things, and a piano."""
    rows = [
        Row({**HEAVY, "title": "First, out", "place": "old", "carries": "1", "weight_kg": "60", "least": "2"}),
        Row({**HEAVY, "title": "First, in", "place": "new", "carries": "1", "weight_kg": "60", "least": "2"}),
        Row({**HEAVY, "title": "Second, out", "place": "old", "carries": "2", "weight_kg": "40", "least": "2"}),
        Row({**HEAVY, "title": "Second, in", "place": "new", "carries": "2", "weight_kg": "40", "least": "2"}),
        Row({**HEAVY, "title": "Light", "place": "both", "carries": "3", "weight_kg": "4"}),
        Row({**HEAVY, "title": "Piano", "place": "both", "carries": "4", "weight_kg": "225"}),
        row(),
    ]
    return Listed(rows, THINGS)


def carries(listed: Listed) -> list[str]:
    return [each["carries"] for each in listed.rows]


def test_several_rows_get_a_time_a_place_and_who_does_it() -> None:
    listed = several(crews(), pick_0="1", pick_2="1", set_starts="10:00", set_place="both", set_what="keep")
    assert [each["starts"] for each in listed.rows] == ["10:00", "", "10:00", "", "", "", ""]
    assert [each["what"] for each in listed.rows][:3] == ["keep", "offer", "keep"]
    assert [each["place"] for each in listed.rows][:3] == ["both", "new", "both"]
    for starts, ends in (("08:30", "09:30"), ("10:00", "")):
        timed = Listed([row(starts="09:00", ends="09:30")])
        assert several(timed, pick_0="1", set_starts=starts).rows[0]["ends"] == ends


def test_several_rows_become_one() -> None:
    listed = several(crews(), pick_0="1", pick_2="1", pick_4="1", set_what="join")
    assert titles(listed) == ["First, out, Second, out, Light", "First, in", "Second, in", "Piano", "Books"]
    assert carries(listed)[0] == "1,2,3"


def test_a_thing_goes_to_another_task_out_and_in() -> None:
    listed = change_several(crews(), {"take-0-1": "1", "to": "2"}, AT_KERB, ENGLISH)
    assert carries(listed) == ["", "", "2,1", "2,1", "3", "4", ""]
    assert [each.is_left_out for each in listed.rows] == [True, True, False, False, False, False, False]
    assert [each["weight_kg"] for each in listed.rows[2:4]] == ["60", "60"]
    assert int(listed.rows[2]["minutes"]) > 60


def test_a_thing_of_a_crew_may_be_carried_all_the_way_by_one() -> None:
    listed = change_several(crews(), {"take-3-2": "1", "to": "4"}, AT_KERB, ENGLISH)
    assert carries(listed) == ["1", "1", "", "", "3,2", "4", ""]
    assert [task["title"] for task in tasks_of(listed, AT_KERB, ENGLISH)] == [
        "First, out",
        "First, in",
        "Light",
        "Piano",
        "Books",
    ]


def test_a_thing_becomes_a_task_of_its_own_out_and_in() -> None:
    both = change_several(crews(), {"take-0-1": "1", "to": "2"}, AT_KERB, ENGLISH)
    listed = change_several(both, {"take-2-2": "1", "to": "own"}, AT_KERB, ENGLISH)
    assert carries(listed) == ["", "", "1", "2", "1", "2", "3", "4", ""]
    assert [each["place"] for each in listed.rows[2:6]] == ["old", "old", "new", "new"]
    assert [each["weight_kg"] for each in listed.rows[2:4]] == ["60", "40"]
    assert titles(listed)[2:4] == ["Second, out", "2 large desks, out"]
    tasks_of(listed, AT_KERB, ENGLISH)
    assert change_several(crews(), {"take-4-3": "1", "to": "own"}, AT_KERB, ENGLISH).rows == crews().rows


def crews_at(place: str, listed: Listed) -> list[tuple[object, ...]]:
    """What each crew at a home carries, and how many people it asks for."""
    found = []
    for fields in tasks_of(listed, UP, ENGLISH):
        if fields.get("place") == place:
            task = drafted(fields)
            crew = lifting.crew(task.weight_kg, UP.flights_at(task.place), least=task.least, own=task.needed)
            found.append((sorted((each["name"], each["count"]) for each in fields["things"]), crew.people))
    return sorted(found)


UP = Route(End(0, lift=False), End(3, lift=False))


@pytest.mark.sampled
@pytest.mark.parametrize("own", ["", "6"])
@pytest.mark.parametrize(
    "sent",
    [
        {"take-0-1": "1", "to": "2"},
        {"take-1-5": "1", "to": "3"},
        {"take-0-5": "1", "to": "own"},
        {"take-4-3": "1", "to": "1"},
        {"take-0-1": "1", "to": "4"},
        {"pick-0": "1", "pick-2": "1", "set_what": "join"},
        {"pick-3": "1", "pick-1": "1", "set_what": "join"},
        {"parts-0": "2"},
        {"parts-3": "2"},
        {"parts-2": "2", "parts-3": "2"},
    ],
)
def test_who_carries_in_are_as_many_as_carry_out_and_carry_the_same(sent: dict[str, str], own: str) -> None:
    """On the ground floor a sofa asks for three, upstairs for four: the plan names four for both."""
    first, second, light = (crews().rows[i] for i in (0, 2, 4))
    rows = [
        first.but(carries="1,5", place="old", needed=own or "4"),
        first.but(carries="1,5", place="new", needed=own),
        second.but(place="old", needed=own or "3"),
        second.but(place="new", needed=own),
        light,
    ]
    things: dict[int, ThingFields] = {**THINGS, 5: {"name": "small desk", "count": 1, "item": "desk_small"}}
    listed = listed_in({**form(*rows, things=Listed(rows, things).things_as_text), **sent})
    assert crews_at("old", listed) == crews_at("new", listed)
    after = change_several(listed, sent, UP, ENGLISH) if "parts-" not in str(sent) else split_rows(listed, ENGLISH)
    assert crews_at("old", after) == crews_at("new", after) != crews_at("old", listed)


def test_what_was_typed_does_not_follow() -> None:
    rows = [each.but(weight_kg="99", minutes="70") for each in crews().rows]
    listed = change_several(Listed(rows, THINGS), {"take-0-1": "1", "to": "2"}, AT_KERB, ENGLISH)
    assert (listed.rows[2]["weight_kg"], listed.rows[2]["minutes"]) == ("99", "70")


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({}, "", "nothing_chosen"),
        ({"pick-0": "1"}, "", "nothing_to_change"),
        ({"take-0-1": "1"}, "to", "nowhere_to_go"),
        ({"take-0-1": "1", "set_starts": "10:00"}, "to", "nowhere_to_go"),
        ({"pick-0": "1", "set_what": "sell"}, "", "nothing_to_change"),
        ({"pick-0": "1", "set_place": "moon"}, "", "nothing_to_change"),
        ({"take-0-1": "1", "to": "77"}, "", "nothing_to_change"),
        ({"take-0-1": "1", "to": "x"}, "", "nothing_to_change"),
        ({"take-0-1": "1", "to": "6"}, "to", "other_kind"),
        ({"take-5-4": "1", "to": "0"}, "things", "too_heavy"),
    ],
)
def test_what_cannot_be_done_is_refused(sent: dict[str, str], field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        change_several(crews(), sent, AT_KERB, ENGLISH)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [(field, code)]


def test_boxes_that_go_to_another_room_are_counted_there() -> None:
    things: dict[int, ThingFields] = {1: {"name": "box", "count": 6}, 2: {"name": "crate", "count": 4}}
    listed = Listed([row(carries="1,2"), row(title="Maps", needed="0", carries="")], things)
    after = change_several(listed, {"take-0-2": "1", "to": "1"}, AT_KERB, ENGLISH)
    assert [each["needed"] for each in after.rows] == ["6", "4"]


def test_minutes_follow_a_corrected_number_of_boxes_and_so_does_the_only_thing() -> None:
    proposed = row(needed="20", proposed_needed="10", minutes_least="30", proposed_minutes="45", carries="1")
    once = follow_numbers(Listed([proposed], {1: {"name": "box", "count": 10}}))
    assert follow_numbers(once) == once
    assert [once.rows[0][name] for name in ("minutes", "minutes_least", "proposed_minutes")] == ["90", "60", "90"]
    assert once.things[1]["count"] == 20
    for odd in ("", "0", "many", "-3"):
        assert follow_numbers(Listed([proposed.but(needed=odd)])).rows == [proposed.but(needed=odd)]
    moved = [row(proposed_needed="10", proposed_minutes="45", carries="1,2"), row(needed="0", carries="")]
    things: dict[int, ThingFields] = {1: {"name": "box", "count": 6}, 2: {"name": "crate", "count": 4}}
    after = change_several(Listed(moved, things), {"take-0-2": "1", "to": "1"}, AT_KERB, ENGLISH)
    assert follow_numbers(after).rows[0]["minutes"] == "30"


def test_a_thing_of_many_is_split() -> None:
    listed = split_rows(Listed([crews().rows[2].but(parts="2"), crews().rows[0].but(parts="2")], THINGS), ENGLISH)
    assert [[each["count"] for each in listed.carried_by(own)] for own in listed.rows] == [[1], [1], [1], []]


def test_things_stand_in_the_form_once() -> None:
    listed = crews()
    back = listed_in({**form(*listed.rows), "things": listed.things_as_text})
    assert back.things == THINGS
    assert [len(task["things"]) for task in tasks_of(back, AT_KERB, ENGLISH)] == [1, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    "things",
    ["", "[]", "{", "[" * 4_000, '{"x": {"name": "a"}}', '{"1": 5}', '{"1": {}}', '{"1": {"name": "a", "n": 3}}',
     '{"1": {"name": "a", "count": 0}}', '{"1": {"name": "a", "item": "moon"}}', '{"1": {"name": [], "count": 1}}'],
)  # fmt: skip
def test_what_is_no_thing_is_left_out(things: str) -> None:
    assert listed_in({**form(row(carries="1")), "things": things}).things == {}


def test_a_thing_too_heavy_beside_others_is_named_at_its_row() -> None:
    with pytest.raises(Invalid) as refused:
        tasks_of(Listed([row(), Row({**HEAVY, "title": "All", "carries": "1,4"})], THINGS), AT_KERB, ENGLISH)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("things-1", "too_heavy")]


def test_what_is_to_be_got_goes_on_a_slip_only_if_she_says_so() -> None:
    rows = [
        row(gear="straps,dolly", bring="Gloves"),
        row(gear="tools", ask="1", bring=""),
        row(gear="blankets", what="drop"),
    ]
    assert [task["bring"] for task in tasks(*rows)] == ["Gloves", "tools to take things apart"]
    assert gear_of_rows(rows) == ["straps", "dolly"]
