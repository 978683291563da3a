"""A form that a script sends brings the page that it leads to: the same as by the redirect."""

import re

import httpx
import pytest

from tests.conftest import Server
from tests.web.visit import Organizer, Visitor, found, without_keys

BY_SCRIPT = {"In-Place": "1"}


def in_place(visitor: Visitor, address: str, **fields: object) -> httpx.Response:
    visitor.http.headers.update(BY_SCRIPT)
    answer = visitor.post(address, **fields)
    del visitor.http.headers["In-Place"]
    return answer


def is_the_page_after(visitor: Visitor, answer: httpx.Response) -> str:
    """Check that an answer is what a redirect would have led to; returns the address of that page."""
    assert answer.status_code == 200
    assert "location" not in answer.headers
    address = answer.headers["content-location"]
    page = visitor.http.get(address)
    assert page.status_code == 200
    assert without_keys(answer.text) == without_keys(page.text)
    for name in ("content-type", "content-encoding", "vary", "cache-control", "content-security-policy"):
        assert answer.headers.get_list(name) == page.headers.get_list(name)
    return address


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def test_a_friend_stays_on_the_list_which_knows_them_at_once(server: Server, olive: Organizer) -> None:
    lunch, dinner = olive.add(title="Lunch"), olive.add(title="Dinner")
    hana, link = Visitor(server), f"/s/{olive.signup_link.rsplit('/', 1)[1]}"
    hana.get(link)
    first = in_place(hana, f"{link}/claims?lifting=no", task=lunch, name="Hana")
    assert is_the_page_after(hana, first) == f"{link}?lifting=no&taken={lunch}&notice=claimed"
    assert "You are <bdi>Hana</bdi>" in first.text
    assert first.headers["move-version"] == found(r'(?<=data-version=")\d+', first.text)
    assert len(first.headers.get_list("move-version")) == 1
    assert {each.name.partition("-")[0] for each in hana.http.cookies.jar} == {"device", "helper", "suits"}
    again = in_place(hana, f"{link}/claims?lifting=no", task=lunch, name="Hana")
    assert again.text == first.text
    several = in_place(hana, f"{link}/several", **{f"task-{dinner}": "1"})
    assert is_the_page_after(hana, several) == f"{link}?lifting=no&taken={dinner}&notice=claimed"
    left = in_place(hana, f"{link}/not-me")
    assert is_the_page_after(hana, left) == f"{link}?notice=not_me"
    assert "You are <bdi>" not in left.text


def test_a_form_whose_answer_was_lost_brings_the_same_entry(server: Server, olive: Organizer) -> None:
    lunch = olive.add(title="Lunch")
    hana = Visitor(server)
    hana.get(olive.signup_link)
    hana.http.headers["Idempotency-Key"] = "0123456789abcdef0123456789abcdef"
    device = dict(hana.http.cookies)
    first = in_place(hana, f"{olive.signup_link}/claims", task=lunch, name="Hana")
    hana.http.cookies.clear()
    hana.http.cookies.update(device)
    assert in_place(hana, f"{olive.signup_link}/claims", task=lunch, name="Hana").text == first.text
    assert len(re.findall("Hana</bdi>", olive.get(f"{olive.move}/people").text)) == 1


def test_an_organizer_sees_what_can_be_undone(olive: Organizer) -> None:
    lunch = olive.add(title="Lunch")
    answer = in_place(olive, f"{olive.move}/tasks/{lunch}/state", tick="done")
    address = is_the_page_after(olive, answer)
    assert f"undo={answer.headers['move-version']}" in address
    assert "/undo" in answer.text


def test_what_leads_elsewhere_or_is_refused_is_as_ever(server: Server, olive: Organizer) -> None:
    lunch = olive.add(title="Lunch")
    hana = Visitor(server)
    by_hand = in_place(hana, f"{olive.signup_link}/claims", task=lunch, name="Hana")
    assert by_hand.status_code == 303  # without a cookie to their own page, which another path opens
    assert by_hand.headers["location"].startswith("/h/")
    hana.get(olive.signup_link)
    without_scripts = hana.post(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    assert (without_scripts.status_code, without_scripts.text) == (303, "")
    full = in_place(hana, f"{olive.signup_link}/claims", task=lunch, name="Tom", quantity="900")
    assert full.status_code == 409
    assert 'value="Tom"' in full.text
    assert "content-location" not in full.headers
