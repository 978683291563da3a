"""Two at the same time: the form comes back with both times in words, and a second button takes it all the same."""

from typing import Any

import pytest

from tests.conftest import Server
from tests.web.friends.test_ask import ask_for, yes_of
from tests.web.friends.test_out_and_in import ends, plan, taken
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database

NINE = {"starts": "09:00", "ends": "11:00", "needed": "3"}
TEN = {"starts": "10:00", "ends": "12:00", "needed": "3"}
SAID = "“Soup” is on Saturday from 10:00 to 12:00, and you have “Cat” from 09:00 to 11:00. You know best."


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def form_at(page: str, at: str) -> str:
    """Return the form that sends to `claims` or `yes` and has an error at `at`."""
    return next(form for form in page.split("<form")[1:] if f'id="{at}-error"' in form).split("</form>")[0]


@pytest.mark.parametrize("on_own_page", [False, True])
def test_a_second_button_takes_it_and_nothing_typed_is_lost(
    server: Server, olive: Organizer, on_own_page: bool
) -> None:
    cat, soup, hana = olive.add(title="Cat", **NINE), olive.add(title="Soup", **TEN), Visitor(server)
    own = hana.send(f"{olive.signup_link}/claims", task=cat, name="Hana").url.path
    path = own if on_own_page else olive.signup_link
    typed: dict[str, Any] = {"task": soup, "quantity": "2", "note": "I bring bread."}
    back = hana.post(f"{path}/claims", **typed)
    assert back.status_code == 409
    form = form_at(back.text, f"claim-{soup}")
    assert SAID in form
    assert found(r'name="anyway" value="[^"]*"', form) == 'name="anyway" value="1"'
    values = Fields(back.text).values
    assert (values[f"claim-{soup}-quantity"], values[f"claim-{soup}-note"].strip()) == ("2", "I bring bread.")
    own_page = hana.send(f"{path}/claims", **typed, anyway="1").text
    assert taken(olive, cat, soup) == [1, 2]
    assert "“<bdi>Cat</bdi>” and “<bdi>Soup</bdi>” overlap." in own_page


def test_out_and_in_is_taken_all_the_same_with_both(server: Server) -> None:
    olive, hana = plan(server, day="2026-12-05"), Visitor(server)
    out, into = ends(olive)
    olive.send(f"{olive.move}/tasks/{into}", title="In", starts="10:00", ends="12:00", place="new")
    cat = olive.add(title="Cat", **NINE)
    hana.send(f"{olive.signup_link}/claims", task=cat, name="Hana")
    back = hana.post(f"{olive.signup_link}/claims", task=out, quantity="1", **{"with": into})
    form = form_at(back.text, f"claim-{out}")
    assert "“In” is on Saturday from 10:00 to 12:00, and you have “Cat” from 09:00 to 11:00." in form
    assert f'name="anyway" value="with={into}"' in form
    hana.send(f"{olive.signup_link}/claims", task=out, quantity="1", anyway=f"with={into}")
    assert taken(olive, cat, out, into) == [1, 1, 1]


def test_an_asked_person_takes_several_that_clash_by_a_second_yes(server: Server, olive: Organizer) -> None:
    cat, soup = olive.add(title="Cat", **NINE), olive.add(title="Soup", **TEN)
    link, wei = ask_for(olive, cat, soup, name="Wei"), Visitor(server)
    fields = yes_of(wei.get(link).text)
    back = wei.post(f"{link}/yes", **fields)
    assert back.status_code == 409
    form = form_at(back.text, "yes")
    assert "“Soup” is on Saturday from 10:00 to 12:00, and “Cat” from 09:00 to 11:00. You know best." in form
    assert yes_of(back.text) == fields
    assert taken(olive, cat, soup) == [0, 0]
    assert 'id="yes-anyway" name="anyway" value="1"' in form
    own = wei.send(f"{link}/yes", **fields, anyway="1")
    assert taken(olive, cat, soup) == [1, 1]
    assert own.url.path.startswith("/h/")


def test_what_was_not_asked_for_comes_back_as_its_own_form(server: Server, olive: Organizer) -> None:
    cat, soup, keys = olive.add(title="Cat", **NINE), olive.add(title="Soup", **TEN), olive.add(title="Keys")
    link, wei = ask_for(olive, keys, name="Wei"), Visitor(server)
    for n in (cat, soup):
        olive.send(f"{olive.move}/tasks/{n}/who", name="Wei", key=f"{n}" * 20)
    olive.send(f"{olive.move}/tasks/{cat}/people", who="Wei", quantity="1", key="p" * 20)
    back = wei.post(f"{link}/yes", own=f"-{soup}", **{f"task-{soup}": "1"})
    assert SAID in form_at(back.text, f"yes-{soup}")
    wei.send(f"{link}/yes", own=f"-{soup}", anyway="1", **{f"task-{soup}": "1"})
    assert taken(olive, cat, soup, keys) == [1, 1, 0]
