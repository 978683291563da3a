"""More boxes than half an hour's: an hour's worth, or all of them, by one button each."""

import re

import pytest

from tests.conftest import Server
from tests.web.friends.test_out_and_in import asked, board, taken
from tests.web.visit import Organizer, Visitor


def boxes(server: Server, needed: str = "52") -> tuple[Organizer, int]:
    olive = Organizer(server, from_floor="1", to_floor="0")
    olive.add(kind="box_load", title="Books", needed=needed)
    return olive, board(olive)["Books"]["n"]


def offered(page: str) -> list[tuple[str, str, str]]:
    """Name, value and words of each button for more."""
    return re.findall(r'<button class="quiet" name="(part[\d-]*)" value="(\d+)">([^<]+)<', page)


@pytest.mark.parametrize(("at", "claimed"), [(0, 16), (1, 52)])
def test_an_hours_worth_or_all_is_taken_by_one_button_on_a_slip(server: Server, at: int, claimed: int) -> None:
    olive, n = boxes(server)
    hana = Visitor(server)
    found = offered(hana.get(olive.signup_link).text)
    assert [each[:2] for each in found] == [("part", "16"), ("part", "52")]
    assert found[0][2] == "An hour’s worth: 16 boxes"
    assert found[1][2].startswith("All of them: 52 boxes")
    name, value, _ = found[at]
    hana.send(f"{olive.signup_link}/claims", task=n, quantity="8", name="Hana", **{name: value})
    assert taken(olive, n) == [claimed]


def test_who_is_known_and_who_is_asked_have_the_same_choice(server: Server) -> None:
    olive, n = boxes(server)
    olive.add(kind="care", title="Lunch")
    hana, wei = Visitor(server), Visitor(server)
    own = hana.send(f"{olive.signup_link}/claims", task=board(olive)["Lunch"]["n"], quantity="1", name="Hana")
    [(name, value, _), _] = offered(own.text)
    hana.send(f"{own.url.path}/claims", task=n, quantity="8", **{name: value})
    assert taken(olive, n) == [16]
    _, path = asked(olive, n)
    [(name, value, _), (_, rest, _)] = offered(wei.get(path).text)
    assert (name, value, rest) == (f"part-{n}", "16", "36")
    wei.send(f"{path}/yes", **{f"task-{n}": "1", f"quantity-{n}": "8", name: rest})
    assert taken(olive, n) == [52]


@pytest.mark.sampled
@pytest.mark.parametrize(("chosen", "claimed"), [("8", 8), ("16", 16), ("52", 52), ("", 5)])
def test_who_is_asked_for_several_things_takes_a_part_of_the_boxes_there(
    server: Server, chosen: str, claimed: int
) -> None:
    olive, n = boxes(server)
    olive.add(kind="care", title="Lunch", minutes="80")
    lunch = board(olive)["Lunch"]["n"]
    hana, (_, path) = Visitor(server), asked(olive, n, lunch)
    page = hana.get(path).text
    parts = re.findall(rf'name="part-{n}" type="radio" value="(\d*)"( checked)?>\s*<label[^>]*>([^<]+)', page)
    assert [(value, bool(checked)) for value, checked, _ in parts] == [
        *(("8", True), ("16", False), ("52", False), ("", False)),
    ]
    assert [words for *_, words in parts] == [
        "About half an hour: 8 boxes",
        "An hour’s worth: 16 boxes",
        "All of them: 52 boxes",
        "Another number",
    ]
    assert "about an hour and a half" in page
    assert not re.findall(r"\d+ (?:min|h)\b", page), "exact minutes are petty here"
    hana.send(f"{path}/yes", **{f"task-{n}": "1", f"task-{lunch}": "1", f"quantity-{n}": "5", f"part-{n}": chosen})
    assert taken(olive, n, lunch) == [claimed, 1]


def test_few_boxes_have_no_more_to_choose_from(server: Server) -> None:
    olive, _ = boxes(server, "11")
    assert offered(Visitor(server).get(olive.signup_link).text) == []


def test_a_part_that_is_no_number_is_refused_like_any_quantity(server: Server) -> None:
    olive, n = boxes(server)
    refused = Visitor(server).post(f"{olive.signup_link}/claims", task=n, name="Hana", quantity="8", part="many")
    assert refused.status_code == 422
    assert taken(olive, n) == [0]
