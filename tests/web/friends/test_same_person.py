"""A claim whose answer got lost, sent once more: one person, who finds the way to their own page."""

from datetime import timedelta

import pytest

from tests.conftest import Server
from tests.web.visit import Organizer, Visitor


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def lost(visitor: Visitor, address: str, **fields: object) -> None:
    """Send a form whose answer never comes: the browser learns no address and keeps no cookie of it."""
    jar = visitor.http.cookies.jar
    kept = list(jar)
    assert visitor.post(address, **fields).status_code == 303
    jar.clear()
    for cookie in kept:
        jar.set_cookie(cookie)


def times(olive: Organizer, name: str) -> int:
    return olive.get(f"{olive.move}/people").text.count(f"{name}</bdi>")


def test_sent_again_with_another_number_after_a_reload_it_is_the_same_hana(server: Server, olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed=12)
    hana = Visitor(server)
    hana.get(olive.signup_link)
    lost(hana, f"{olive.signup_link}/claims", task=books, name="Hana", quantity=6)
    assert 'name="name"' in hana.get(olive.signup_link).text
    server.clock.now += timedelta(hours=3)
    own = hana.send(f"{olive.signup_link}/claims", task=books, name=" hana", quantity=4, email="hana@example.org")
    assert (times(olive, "Hana"), own.text.count("4 boxes") > 0, own.text.count("6 boxes")) == (1, True, 0)
    assert "hana@example.org" in own.text
    assert own.url.path in hana.get(olive.signup_link).text, "she is recognised from here on"
    lost(hana, f"{olive.signup_link}/offers", name="Hana", words="A drill")
    assert times(olive, "Hana") == 1


def test_who_is_not_her_on_her_phone_is_somebody_else_of_the_same_name(server: Server, olive: Organizer) -> None:
    lunch, cake = olive.add(), olive.add(title="Cake")
    phone = Visitor(server)
    phone.get(olive.signup_link)
    hers = phone.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    phone.send(f"{olive.signup_link}/not-me")
    other = phone.send(f"{olive.signup_link}/claims", task=cake, name="Hana")
    assert hers.url.path != other.url.path
