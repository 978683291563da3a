"""A message to all who come, on its page, on their own pages and in JSON."""

import pytest

from tests.conftest import Server
from tests.web.friends.test_ask import ask_for
from tests.web.visit import Organizer, Visitor

pytestmark = pytest.mark.one_database
WORDS = "An hour later: it rains. The key is with Mrs Okafor."


def takes(olive: Organizer, task: int, name: str, **more: str) -> str:
    """Take something as a friend; returns the path of their own page."""
    sent = {"task": str(task), "name": name, "quantity": "1", **more}
    return Visitor(olive.server).send(f"{olive.signup_link}/claims", **sent).url.path


def test_it_stands_on_the_pages_of_those_who_come_alone(server: Server) -> None:
    olive, anybody = Organizer(server), Visitor(server)
    lunch = olive.add(needed="1")
    hana = takes(olive, lunch, "Hana", phone="0660 117 117")
    tom = takes(olive, lunch, "Tom", standing="standby")
    asked = ask_for(olive, olive.add(title="Cake"))

    said = olive.send(f"{olive.move}/word", text=WORDS).text

    assert WORDS in said
    assert 'data-share-text="#last-words"' in said
    assert 'href="tel:0660117117"' in said
    assert "Tom" not in said
    assert WORDS in anybody.get(hana).text
    assert not [page for page in (tom, asked, olive.signup_link) if WORDS in anybody.get(page).text]
    assert "wrote to all who come" in olive.get(f"{olive.move}/history").text


def test_standbys_read_it_if_that_is_wished(server: Server) -> None:
    olive, anybody = Organizer(server), Visitor(server)
    lunch = olive.add(needed="1")
    takes(olive, lunch, "Hana")
    tom = takes(olive, lunch, "Tom", standing="standby")
    noor = takes(olive, lunch, "Noor", standing="if_needed")

    olive.send(f"{olive.move}/word", text=WORDS, standbys="1")

    assert WORDS in anybody.get(tom).text
    assert WORDS not in anybody.get(noor).text


def test_the_next_one_waits_and_nothing_typed_is_lost(server: Server) -> None:
    olive = Organizer(server)
    olive.send(f"{olive.move}/word", text=WORDS, key="k" * 32)

    again = olive.send(f"{olive.move}/word", text=WORDS, key="k" * 32)
    soon = olive.post(f"{olive.move}/word", text="And bring gloves.", key="l" * 32)

    assert WORDS in again.text, "a double click is one word"
    assert soon.status_code == 429
    assert int(soon.headers["retry-after"]) in range(1, 601)
    assert "And bring gloves." in soon.text


def test_json_tells_who_reads_it_and_who_is_left(server: Server) -> None:
    olive = Organizer(server)
    takes(olive, olive.add(), "Hana", email="hana@example.org")
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}

    answer = olive.http.post(
        f"/api/v1{olive.move.replace('/m/', '/moves/')}/word", headers=bearer, json={"text": WORDS}
    )

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["told"] == []
    assert len(told["left"]) == 1, "nobody has confirmed the address"
