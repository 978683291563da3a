"""Changes to the rows of a pasted list's preview."""

from typing import Any

import pytest

from service.domain.core.refusals import Invalid
from service.text.language import language
from service.web.organizer.paste_rows import Left, Row, arrange, join, split, tasks_of

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


def titles(sent: dict[str, str]) -> list[str]:
    return [each["title"] for each in arrange(sent, ENGLISH)[0]]


def test_rows_come_back_as_they_were_sent() -> None:
    [back], left = arrange(form(row(bring="Gloves", lines="1,2")), ENGLISH)
    assert {name: value for name, value in back.values.items() if value} == {
        **BOXES,
        "bring": "Gloves",
        "lines": "1,2",
    }
    assert (back.lines, left) == ([1, 2], [])


def test_a_row_is_dropped() -> None:
    assert titles(form(row(), row(title="Maps", what="drop"))) == ["Books"]


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


def test_a_place_stays_where_both_are_there() -> None:
    assert join(row(place="old"), row(place="old"))["place"] == "old"
    assert join(row(place="old"), row(place="new"))["place"] == ""


def test_boxes_and_people_do_not_add_up() -> None:
    assert join(row(), row(title="Soup", kind="care", needed="1"))["needed"] == "10"


def test_the_first_row_has_none_above_to_join() -> None:
    assert titles(form(row(what="join"), row(title="Maps", what="join"))) == ["Books, Maps"]


def test_a_row_is_split_and_nothing_of_it_lost() -> None:
    parts = split(row(parts="3"), ENGLISH)
    assert [each["needed"] for each in parts] == ["4", "3", "3"]
    assert [each["title"] for each in parts] == ["Books (1 of 3)", "Books (2 of 3)", "Books (3 of 3)"]
    assert {each["minutes"] for each in parts} == {"15"}
    assert {each["parts"] for each in parts} == {"1"}


@pytest.mark.parametrize(("parts", "made"), [("", 1), ("0", 1), ("-2", 1), ("x", 1), ("20", 20), ("9999", 20)])
def test_odd_numbers_of_parts(parts: str, made: int) -> None:
    assert len(split(row(parts=parts), ENGLISH)) == made


def test_a_line_becomes_what_the_form_says_it_is() -> None:
    left = [Left(1, "a  piano"), Left(2, "to the tip"), Left(3, "xx")]
    rows, rest = arrange(form(left=left, **{"as-0": "heavy_item", "as-1": "trip"}), ENGLISH)
    assert [(each["title"], each["kind"], each["needed"], each.lines) for each in rows] == [
        ("a piano", "heavy_item", "", [1]),
        ("to the tip", "trip", "0", [2]),
    ]
    assert rest == [left[2]]


def test_all_lines_become_care_at_once() -> None:
    rows, rest = arrange(form(left=[Left(1, "water the plants")], do="unclear"), ENGLISH)
    assert ([each["kind"] for each in rows], rest) == (["care"], [])


@pytest.mark.parametrize("rows", ["", "-1", "1e3", "٣"])
def test_an_odd_number_of_rows_is_none(rows: str) -> None:
    assert arrange({**form(row()), "rows": rows}, ENGLISH) == ([], [])


def test_rows_become_tasks() -> None:
    [books, mine] = tasks_of([row(), row(title="Mine", what="keep", kind="care", needed="1")])
    assert (books["title"], books["needed"], books["kept"]) == ("Books", 10, False)
    assert (mine["title"], mine["kept"]) == ("Mine", True)


def test_a_figure_that_was_left_as_proposed_is_an_estimate() -> None:
    def estimated(**values: Any) -> list[str]:
        return tasks_of([row(proposed_minutes="45", minutes_least="30", **values)])[0]["estimated"]

    assert (estimated(), estimated(minutes="50")) == (["minutes"], [])


def test_each_field_that_does_not_fit_is_named_with_its_row() -> None:
    with pytest.raises(Invalid) as refused:
        tasks_of([row(title=""), row(), row(needed="many", minutes="0")])
    assert [fault.field for fault in refused.value.faults] == ["title-0", "needed-2", "minutes-2"]


def test_no_row_is_no_list() -> None:
    with pytest.raises(Invalid) as refused:
        tasks_of([])
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("", "no_tasks")]
