"""Near the day, where a task lacks somebody: who might step in, each one tap from an ask, and what the others read."""

import re
from datetime import UTC, datetime

import pytest

from tests.conftest import Server
from tests.web.organizer.test_word import takes
from tests.web.visit import Organizer, Visitor

pytestmark = pytest.mark.one_database
EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
DAY = "2026-12-05"
NO_DRIVER = "There is no driver for this at the moment."


def stepping_in(olive: Organizer, task: int) -> list[str]:
    """The names of those who might step in, each the button of a form."""
    page = olive.get(f"{olive.move}/tasks/{task}").text
    return re.findall(r'id="step-in-\d+-ask" name="who" value="([^"]+)"', page)


def test_who_might_step_in_is_one_tap_from_the_words(server: Server) -> None:
    server.clock.now = EVE
    olive = Organizer(server, day=DAY)
    lunch = olive.add(needed="1", starts="12:00")
    takes(olive, lunch, "Hana", standing="if_needed")
    takes(olive, olive.add(title="Cake", needed="1", starts="11:30", ends="12:30"), "Wei")
    takes(olive, olive.add(title="Keys", needed="1", starts="16:00", ends="17:00"), "Tom")

    assert stepping_in(olive, lunch) == ["Hana", "Wei"]
    words = olive.send(f"{olive.move}/ask", **{"who": "Wei", f"task-{lunch}": "1"})
    assert "Wei, could you help me" in words.text
    assert stepping_in(olive, lunch) == ["Hana"], (
        "to be asked once is enough: the name leads to the words that are there"
    )
    assert re.search(rf'id="step-in-\d+-ask" href="{words.url.path}"', olive.get(f"{olive.move}/tasks/{lunch}").text)


def test_where_all_is_covered_or_the_day_is_far_nobody_has_to_step_in(server: Server) -> None:
    server.clock.now = EVE
    near, far = Organizer(server, day=DAY), Organizer(server, day="2026-12-12")
    for olive in (near, far):
        lunch = olive.add(needed="2")
        takes(olive, lunch, "Hana", standing="if_needed")
        if olive is near:
            takes(olive, lunch, "Wei", quantity="2")
        assert stepping_in(olive, lunch) == []


def test_a_rider_reads_on_their_page_that_there_is_no_driver(server: Server) -> None:
    server.clock.now = EVE
    olive, anybody = Organizer(server, day=DAY), Visitor(server)
    van = olive.add(kind="trip", title="The van", needed="2")
    tom = takes(olive, van, "Tom", role="driver", vehicle_kind="van")
    hana = takes(olive, van, "Hana", role="rider")
    assert NO_DRIVER not in anybody.get(hana).text

    release = re.search(r'action="(/h/[^"]+/release)"', anybody.get(tom).text)
    assert release
    anybody.send(release[1])

    page = anybody.get(hana).text
    assert NO_DRIVER in page
    assert "Tom" not in page


def test_a_letter_leads_to_the_page_of_a_task_and_nowhere_else(server: Server) -> None:
    olive = Organizer(server)
    lunch = olive.add()

    for to, page in (
        (f"tasks/{lunch}", f"/tasks/{lunch}"),
        ("people", "/people"),
        ("tasks/0", ""),
        (f"tasks/{lunch}/remove", ""),
        ("tasks/../../x", ""),
        ("ask", ""),
    ):
        assert olive.get(f"{olive.organizer_link}?to={to}").url.path == f"{olive.move}{page}", to
