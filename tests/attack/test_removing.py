"""A list that a stranger has filled with names is cleared in one step, and put back in one if that was a mistake."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from service.domain.models import Helper as Entry
from service.domain.models import Removal
from service.domain.rules.removing import finish_removals
from service.mail.sweeper import Sweeper
from tests.attack.letters import letters
from tests.conftest import Engine, Server, serving
from tests.web.api.caller import API, Helper, Move, plan, worked
from tests.web.visit import Visitor

MALLORY, TOM = "198.51.100.1", "203.0.113.1"


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Iterator[Server]:
    with engine.settings(tmp_path) as chosen, serving(**chosen, trusted_proxies="127.0.0.1") as server:
        yield server


def at(server: Server, address: str) -> httpx.Client:
    client = httpx.Client(base_url=server.url, headers={"X-Forwarded-For": address})
    server.clients.append(client)
    return client


def takes(move: Move, client: httpx.Client, task: int, name: str, **more: object) -> Helper:
    body = {"task": task, "name": name, "quantity": 1, **more}
    answer = worked(client.post(f"{API}/signup/{move.signup_token}/claims", json=body), 201)
    return Helper(client, answer["helper"]["n"], name, answer["helper_link"], answer["claim"])


def organizer(server: Server, move: Move) -> Visitor:
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    return olive


def names(move: Move) -> list[str]:
    return sorted({claim["helper"]["name"] for task in move.tasks() for claim in task["claims"]})


def test_all_of_one_visitors_entries_go_in_one_step_and_come_back_in_one(town: Server) -> None:
    move = plan(at(town, "192.0.2.1"))
    books, lunch = move.add_boxes(9), move.add_care(1)
    tom = takes(move, at(town, TOM), books, "Tom")
    fakes = [takes(move, at(town, MALLORY), books, f"Fake {n}", note="Whoo") for n in range(3)]
    fakes.append(takes(move, at(town, MALLORY), lunch, "Soup thief"))
    hana = takes(move, at(town, "203.0.113.2"), lunch, "Hana", standing="standby")
    worked(at(town, MALLORY).post(f"{API}/signup/{move.signup_token}/offers", json={"name": "F", "words": "Whoo"}), 201)
    olive = organizer(town, move)
    assert "5 names came from one place" in olive.get(f"/m/{move.id}/people").text
    assert f'id="person-{tom.n}-place"' not in olive.get(f"/m/{move.id}/people").text
    page = olive.get(f"/m/{move.id}/people/{fakes[0].n}/same-place").text
    assert all(f"Fake {n}" in page for n in range(3))
    assert ">Tom<" not in page
    olive.send(f"/m/{move.id}/people/{fakes[0].n}/same-place")
    assert names(move) == ["Hana", "Tom"]
    assert [fake.ask("GET").status_code for fake in fakes] == [404] * 4
    assert hana.standing()["standing"] == "firm", "a place that is given back goes to who stands by"
    people = olive.get(f"/m/{move.id}/people").text
    assert "Whoo" not in people + olive.get(f"/m/{move.id}").text
    assert "5 names are off the list" in people
    [removal] = [part.partition('"')[0] for part in people.split("/people/put-back/")[1:]]
    assert "They are back on the list" in olive.send(f"/m/{move.id}/people/put-back/{removal}").text
    assert names(move) == ["Fake 0", "Fake 1", "Fake 2", "Hana", "Soup thief", "Tom"]
    assert hana.standing()["standing"] == "firm"
    assert fakes[3].standing()["standing"] == "standby"
    assert olive.get(f"/m/{move.id}/people").text.count("Whoo") == 4, "their words are back"
    assert "cannot be put back" in olive.send(f"/m/{move.id}/people/put-back/{removal}").text, "a double click"


def test_after_ten_minutes_they_are_erased_for_good(town: Server) -> None:
    move = plan(at(town, "192.0.2.1"))
    books = move.add_boxes(9)
    fakes = [takes(move, at(town, MALLORY), books, f"Fake {n}", email=f"fake{n}@example.org") for n in range(2)]
    twin = takes(move, at(town, MALLORY), books, "Fake 2", email="fake2@example.org")
    olive = organizer(town, move)
    olive.send(f"/m/{move.id}/people/same", survivor=fakes[0].n, merged=twin.n)
    olive.send(f"/m/{move.id}/people/{fakes[1].n}/same-place")
    database = town.installation.database
    town.clock.now += timedelta(minutes=9)
    finish_removals(database, town.clock.now)
    with database.reading() as session:
        [removal] = session.query(Removal).filter(Removal.move_id == move.id)
    town.clock.now += timedelta(minutes=1)
    assert "cannot be put back" in olive.send(f"/m/{move.id}/people/put-back/{removal.n}").text
    while not Sweeper(town.installation).sweep():
        pass
    with database.reading() as session:
        assert session.query(Removal).filter(Removal.move_id == move.id).count() == 0
    assert "off the list" not in olive.get(f"/m/{move.id}/people").text
    history = [line["what"] for line in move.history()]
    assert history.count("helper_forgotten") == 2
    with database.reading() as session:
        kept = session.execute(select(Entry.name, Entry.email, Entry.visitor).where(Entry.move_id == move.id)).all()
    assert {tuple(each) for each in kept} == {("", "", "")}, "also of an entry that was merged into one of them"
    data = town.installation.settings.data
    if database.is_sqlite:
        assert not [path for path in data.rglob("*") if path.is_file() and b"fake1@example" in path.read_bytes()]


def test_another_moves_organizer_and_a_wrong_number_remove_nobody(town: Server) -> None:
    move, other = plan(at(town, "192.0.2.1")), plan(at(town, "192.0.2.1"))
    books = move.add_boxes(9)
    fake, _other = (takes(move, at(town, MALLORY), books, f"Fake {n}") for n in range(2))
    by_hand = worked(move.ask("POST", "/helpers", json={"name": "Wei"}), 201)["helper"]["n"]
    stranger, olive = organizer(town, other), organizer(town, move)
    assert stranger.post(f"/m/{move.id}/people/{fake.n}/same-place").status_code == 404
    assert stranger.post(f"/m/{other.id}/people/{fake.n}/same-place").status_code == 404
    for n in (by_hand, 999):
        assert olive.get(f"/m/{move.id}/people/{n}/same-place").status_code == 404
        assert olive.post(f"/m/{move.id}/people/{n}/same-place").status_code == 404
    assert len(names(move)) == 2


def test_who_is_put_back_hears_nothing_of_it(town: Server) -> None:
    move = plan(at(town, "192.0.2.1"))
    friends = [takes(move, at(town, TOM), move.add_boxes(9), n, email=f"{n}@example.org") for n in ("hana", "kim")]
    assert len(list(letters(town, move))) == 2
    olive = organizer(town, move)
    olive.send(f"/m/{move.id}/people/{friends[0].n}/same-place")
    people = olive.get(f"/m/{move.id}/people").text
    [removal] = [part.partition('"')[0] for part in people.split("/people/put-back/")[1:]]
    olive.send(f"/m/{move.id}/people/put-back/{removal}")
    town.clock.now += timedelta(hours=1)
    assert len(list(letters(town, move))) == 2, "nothing has changed for them"


def test_the_links_of_what_was_merged_into_a_removed_entry_open_nothing(town: Server) -> None:
    move = plan(at(town, "192.0.2.1"))
    books = move.add_boxes(9)
    fake = takes(move, at(town, MALLORY), books, "Fake")
    gone = takes(move, at(town, TOM), books, "Fake", email="tom@example.org")
    olive = organizer(town, move)
    olive.send(f"/m/{move.id}/people/same", survivor=str(fake.n), merged=str(gone.n))
    olive.send(f"/m/{move.id}/people/{fake.n}/same-place")
    for link in (fake, gone):
        assert at(town, TOM).get(f"/h/{link.token}").status_code == 404
        assert Visitor(town).http.post(f"/h/{link.token}/again").status_code in (403, 404)
