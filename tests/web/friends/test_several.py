"""Several tasks in one form, without scripts: all of them or none, and nothing typed is lost."""

import re

import pytest

from tests.conftest import Server
from tests.web.friends.test_clashes import NINE, TEN
from tests.web.friends.test_out_and_in import taken
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def test_what_is_ticked_is_taken_all_or_none(olive: Organizer) -> None:
    books, soup = olive.add(kind="box_load", title="Books", needed="6"), olive.add(title="Soup")
    keys = olive.add(needed="2")
    hana, tom = Visitor(olive.server), Visitor(olive.server)
    page = hana.get(f"{olive.signup_link}/several").text
    assert f"{olive.signup_link.removeprefix(olive.server.url)}/several" in hana.get(olive.signup_link).text
    tom.send(f"{olive.signup_link}/claims", task=soup, name="Tom")
    typed = {f"task-{books}": "1", f"quantity-{books}": "4", f"part-{books}": "", f"task-{soup}": "1"}
    back = hana.post(f"{olive.signup_link}/several", **typed, name="Hana", email="hana@example.org")
    assert back.status_code == 409
    assert "“Soup” has been taken in the meantime, so nothing is yours yet." in back.text
    assert taken(olive, books, soup, keys) == [0, 1, 0]
    fields = Fields(back.text).values
    assert (fields["several-name"], fields["several-email"]) == ("Hana", "hana@example.org")
    assert fields[f"several-quantity-{books}"] == "4"
    assert f'id="task-{soup}"' in page
    assert f'id="task-{soup}"' not in back.text
    typed = {f"task-{books}": "1", f"quantity-{books}": "4", f"part-{books}": "", f"task-{keys}": "1"}
    assert Fields(back.text).values[f"several-quantity-{keys}"] == "1", "two can come for it"
    assert f"several-quantity-{soup}" not in Fields(page).values
    typed[f"quantity-{keys}"] = "2"
    own = hana.send(f"{olive.signup_link}/several", **typed, name="Hana", email="hana@example.org")
    assert own.url.path.startswith("/h/")
    assert "Your name is on all of them." in own.text
    assert taken(olive, books, soup, keys) == [4, 1, 2]
    left = hana.get(f"{olive.signup_link}/several").text
    assert "Everything is taken care of." in left, "what is theirs is not offered once more"


def test_two_at_the_same_time_are_taken_by_a_second_yes_and_sent_twice_they_count_once(olive: Organizer) -> None:
    cat, soup, hana = olive.add(title="Cat", **NINE), olive.add(title="Soup", **TEN), Visitor(olive.server)
    hana.get(olive.signup_link)
    typed = {f"task-{cat}": "1", f"task-{soup}": "1", "name": "Hana"}
    back = hana.post(f"{olive.signup_link}/several", **typed)
    assert back.status_code == 409
    assert 'id="several-anyway" name="anyway" value="1"' in back.text
    assert "checked" in found(rf'<input id="several-task-{cat}"[^>]*>', back.text)
    for _ in range(2):
        hana.send(f"{olive.signup_link}/several", **typed, anyway="1")
    assert taken(olive, cat, soup) == [1, 1]


@pytest.mark.parametrize(
    ("sent", "said"), [({"name": "Hana"}, "Choose at least one task."), ({}, 'aria-invalid="true"')]
)
def test_nothing_ticked_or_no_name_is_said(olive: Organizer, sent: dict[str, str], said: str) -> None:
    olive.add()
    back = Visitor(olive.server).post(f"{olive.signup_link}/several", **sent)
    assert back.status_code == 422
    assert said in found(r'(?s)<form id="several".*</form>', back.text)


def test_a_time_says_what_it_means_here_too(olive: Organizer) -> None:
    olive.add(kind="care", title="Hoover", starts="09:00", ends="11:00", minutes="30")
    page = Visitor(olive.server).get(f"{olive.signup_link}/several").text
    assert re.search("any half hour between 0?9 and 11", page)
    assert page.count("5 Dec") == 1, "the day is said once, above"


def test_an_offer_of_time_says_its_day_as_people_write_it_where_the_move_is(olive: Organizer) -> None:
    hana = Visitor(olive.server)
    hana.http.headers["accept-language"] = "en"
    assert "Saturday, 5 December. Put me" in hana.send(f"{olive.signup_link}/offers", name="Hana", time="2").text
