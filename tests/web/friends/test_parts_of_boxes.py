"""Who takes a part of the boxes reads how long the part takes, on every page and in the calendar."""

import re
from typing import Any

import pytest

from tests.conftest import Server
from tests.mail.calendars import events_in
from tests.web.visit import Organizer, Visitor

HOMES = {"day": "2027-06-05", "from_floor": "0", "to_floor": "0"}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def entry_of(who: Visitor, own: str) -> tuple[int, str]:
    """Minutes from the beginning to the end of the only entry in the calendar, and what it is about."""
    [event] = events_in(who.get(f"/cal/{own.rsplit('/', maxsplit=1)[-1]}.ics").content)
    return int((event["DTEND"].dt - event["DTSTART"].dt).total_seconds() // 60), event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("fields", "quantity", "said", "minutes"),
    [
        ({"kind": "box_load", "needed": "52", "minutes": "205"}, "10", "about half an hour", 40),
        ({"kind": "box_load", "needed": "52", "minutes": "205"}, "20", "about an hour", 80),
        ({"kind": "box_load", "needed": "52", "minutes": "205"}, "21", "about an hour and a half", 85),
        ({"kind": "box_load", "needed": "52", "minutes": "205"}, "52", "about 3 hours", 205),
        ({"kind": "box_load", "needed": "40", "work": "pack", "minutes": "400"}, "3", "about half an hour", 30),
        (
            {"kind": "box_load", "needed": "52", "minutes": "205", "ends": "12:00"},
            "10",
            "any half hour between 9 and 12",
            180,
        ),
        ({"kind": "heavy_item", "needed": "4", "minutes": "90"}, "1", "about an hour and a half", 90),
        ({"kind": "care", "needed": "3", "minutes": "90"}, "1", "about an hour and a half", 90),
    ],
)
def test_a_part_of_boxes_takes_a_part_of_the_time_and_a_place_all_of_it(
    server: Server, fields: dict[str, str], quantity: str, said: str, minutes: int
) -> None:
    olive, hana = Organizer(server, **HOMES), Visitor(server)
    n = olive.add(title="Boxes", starts="09:00", **fields)
    own = hana.send(f"{olive.signup_link}/claims", task=n, name="Hana", quantity=quantity)
    [facts] = re.findall('<p class="facts"><b>(.*?)</p>', own.text)
    assert said in facts
    assert " hour" not in facts.replace(said, "")
    assert re.findall(r"\d min", text_of(own.text)) == []
    lasts, about = entry_of(hana, own.url.path)
    assert lasts == minutes
    assert (said in about) is ("between" in said)


def test_a_seat_takes_as_long_as_the_trip(server: Server) -> None:
    olive, hana = Organizer(server, **HOMES), Visitor(server)
    trip = olive.add(kind="trip", title="Van", needed="3", minutes="90", starts="09:00")
    drive: dict[str, Any] = {"role": "driver", "vehicle_kind": "van", "quantity": "1"}
    own = hana.send(f"{olive.signup_link}/claims", task=trip, name="Hana", **drive)
    assert "about an hour and a half" in text_of(own.text)
    assert entry_of(hana, own.url.path)[0] == 90


def test_a_slip_says_the_time_of_what_it_offers(server: Server) -> None:
    olive = Organizer(server, **HOMES)
    books = olive.add(kind="box_load", title="Boxes", needed="52", minutes="205")
    page = text_of(Visitor(server).get(olive.signup_link).text)
    assert "52 boxes · 10 are about half an hour" in page
    assert page.count("about 3 hours") == 1 == page.count("All of them: 52 boxes · about 3 hours")
    Visitor(server).send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="48")
    begun = text_of(Visitor(server).get(olive.signup_link).text)
    assert "4 boxes are still free · Who is coming: Hana" in begun, "and no number that would be hers"
    Visitor(server).send(f"{olive.signup_link}/claims", task=books, name="Tom", quantity="4")
    full = text_of(Visitor(server).get(olive.signup_link).text)
    assert "Taken" in full
    assert "minutes" not in full


@pytest.mark.parametrize(
    ("needed", "minutes", "said", "choices"),
    [
        ("12", "30", "12 boxes · about half an hour", []),
        (
            "24",
            "120",
            "24 boxes · 6 are about half an hour",
            ["An hour’s worth: 12 boxes", "All of them: 24 boxes · about 2 hours"],
        ),
        ("4", "240", "4 boxes · about 4 hours", []),
    ],
)
def test_all_numbers_of_a_slip_go_by_the_minutes_of_the_task(
    server: Server, needed: str, minutes: str, said: str, choices: list[str]
) -> None:
    olive = Organizer(server, **HOMES)
    olive.add(kind="box_load", title="Boxes", needed=needed, minutes=minutes)
    page = text_of(Visitor(server).get(olive.signup_link).text)
    assert said in page
    assert page.count("about half an hour") == 2 * bool(choices) + (not choices and "half" in said)
    assert re.findall(r"(?:An hour’s worth|All of them): \d+ boxes(?: · about \d hours)?", page) == choices
