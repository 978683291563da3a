"""Several who organize one move: each by name and by a link of their own, which can be renewed and revoked."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from service.domain.models import Image, Organizer
from tests.conftest import Server
from tests.web.api.caller import Move, bearer, invalid, new_key, object_of, plan, refused, token_of, worked


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client, organizer={"name": "Olive"})


def added(move: Move, name: str = "Nora", **more: Any) -> tuple[int, Move]:
    """Add an organizer; returns their number, and the move as they hold it."""
    made = object_of(move.ask("POST", "/organizers", json={"name": name, "may": "organize", **more}), 201)
    assert set(made) == {"organizer", "link"}
    assert made["organizer"] == {"n": made["organizer"]["n"], "name": name, "may": "organize"}
    return made["organizer"]["n"], Move(move.client, move.id, token_of(made["link"]), move.signup_token)


def names(move: Move) -> list[str]:
    return [each["name"] for each in object_of(move.ask("GET", "/organizers"), 200)["organizers"]]


def test_who_is_added_organizes_by_a_link_of_their_own_and_history_says_who_did_what(move: Move) -> None:
    n, nora = added(move)
    assert names(move) == names(nora) == ["Olive", "Nora"]

    nora.add_boxes()

    (line,) = [line for line in move.history() if line["what"] == "task_added"]
    assert line["by"] == {"role": "organizer", "n": n}
    (line,) = [line for line in move.history() if line["what"] == "organizer_added"]
    assert line["about"] == {"organizer": n}


def test_a_new_link_voids_the_old_one_at_once_and_nobody_elses(move: Move) -> None:
    n, nora = added(move)

    link = object_of(move.ask("POST", f"/organizers/{n}/link"), 201)
    assert set(link) == {"link"}

    refused(nora.ask("GET"), 404, "not_found")
    nora.organizer_token = token_of(link["link"])
    assert nora.told()["id"] == move.told()["id"] == move.id


def test_who_is_taken_off_is_let_in_nowhere_and_their_name_signs_nothing_more(move: Move, server: Server) -> None:
    task = move.add_boxes()
    n, nora = added(move, email="nora.of.the.company@example.org", phone="0660 71737")
    hana = move.takes(task, "Hana")
    nora.patch(title="Up two floors", organizer={"phone": "0660 71738"})
    assert nora.told()["organizer"] == {
        "name": "Nora",
        "email": "nora.of.the.company@example.org",
        "phone": "0660 71738",
    }
    assert move.told()["organizer"]["name"] == "Olive"
    helpers_page = f"{server.url}/h/{hana.token}"
    assert "Nora" in move.client.get(helpers_page).text
    assert "0660 71738" in move.client.get(helpers_page).text

    assert move.ask("DELETE", f"/organizers/{n}").status_code == 204

    for asked in (nora.ask("GET"), nora.ask("POST", f"/organizers/{n}/link"), nora.ask("PATCH", json={"why": "x"})):
        refused(asked, 404, "not_found")
    assert move.client.get(f"{server.url}/o/{nora.organizer_token}").status_code == 404
    assert "Nora" not in move.client.get(helpers_page).text
    assert names(move) == ["Olive"]
    for call in (("DELETE", f"/organizers/{n}"), ("POST", f"/organizers/{n}/link")):
        refused(move.ask(*call), 404, "not_found")
    refused(move.ask("PATCH", f"/organizers/{n}", json={"name": "Nora"}), 404, "not_found")
    with server.installation.database.reading() as session:
        kept = session.get_one(Organizer, (move.id, n))
        assert (kept.name, kept.email, kept.phone, kept.met, kept.proven) == ("Nora", "", "", "", "")
        images = session.scalars(select(Image.rows).where(Image.move_id == move.id))
        assert "7173" not in json.dumps(list(images))


def test_the_last_who_organizes_stays(move: Move) -> None:
    refused(move.ask("DELETE", "/organizers/1"), 409, "last_organizer")
    n, nora = added(move)
    assert nora.ask("DELETE", "/organizers/1").status_code == 204
    refused(move.ask("GET"), 404, "not_found")
    refused(nora.ask("DELETE", f"/organizers/{n}"), 409, "last_organizer")
    assert nora.told()["organizer"]["name"] == "Nora"


def test_the_adding_of_the_last_who_organizes_cannot_be_undone(move: Move) -> None:
    _n, nora = added(move)
    version = move.version
    assert nora.ask("DELETE", "/organizers/1").status_code == 204
    refused(nora.ask("POST", "/undo", json={"version": version}), 409, "last_organizer")


def test_undoing_an_adding_ends_the_link_and_what_they_did_stays_under_their_name(move: Move, server: Server) -> None:
    n, nora = added(move)
    version = move.version
    nora.add_boxes()

    worked(move.ask("POST", "/undo", json={"version": version}), 200)

    refused(nora.ask("GET"), 404, "not_found")
    assert names(move) == ["Olive"]
    assert [line["about"] for line in move.history() if line["what"] == "organizer_removed"] == [{"organizer": n}]
    refused(move.ask("POST", "/undo", json={"version": move.version}), 409, "too_late")
    again, _ = added(move)
    refused(nora.ask("GET"), 404, "not_found")
    assert again != n


def test_taking_somebody_off_is_not_undone_and_the_old_link_never_opens_again(move: Move) -> None:
    n, nora = added(move)
    assert move.ask("DELETE", f"/organizers/{n}").status_code == 204
    refused(move.ask("POST", "/undo", json={"version": move.version}), 409, "too_late")
    refused(nora.ask("GET"), 404, "not_found")


def test_a_right_that_there_is_none_of_is_refused_with_a_sentence(move: Move) -> None:
    for may in ("Organize", ""):
        refusal = move.ask("POST", "/organizers", json={"name": "Nora", "may": may})
        assert invalid(refusal) == {"may": "unknown_word"}


def test_the_same_key_adds_one(move: Move) -> None:
    key = new_key()
    answers = [move.ask("POST", "/organizers", json={"name": "Nora"}, headers=key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert names(move) == ["Olive", "Nora"]


def test_twenty_organize_at_most(move: Move) -> None:
    for at in range(19):
        added(move, f"Nora {at}")
    assert invalid(move.ask("POST", "/organizers", json={"name": "Kim"})) == {"name": "many_organizers"}


def test_a_name_is_changed_and_a_stranger_changes_none(move: Move, client: httpx.Client) -> None:
    n, _ = added(move)
    changed = object_of(move.ask("PATCH", f"/organizers/{n}", json={"name": "Nora B."}), 200)
    assert changed == {"organizer": {"n": n, "name": "Nora B.", "may": "organize"}}
    mallory = plan(client, organizer={"name": "Mallory"})
    for method, path in (("PATCH", f"/{n}"), ("DELETE", f"/{n}"), ("POST", f"/{n}/link"), ("POST", ""), ("GET", "")):
        answer = client.request(
            method, f"{move.path}/organizers{path}", json={"name": "M"}, headers=bearer(mallory.organizer_token)
        )
        refused(answer, 404, "not_found")
    assert names(move) == ["Olive", "Nora B."]


def test_a_no_to_somebody_who_was_taken_off_reaches_the_first_who_organizes(move: Move, server: Server) -> None:
    n, nora = added(move)
    ask = worked(nora.ask("POST", "/asks", json={"name": "Mr Berger", "tasks": [move.add_boxes()]}), 201)["ask"]
    assert move.client.post(f"/api/v1/asks/{token_of(ask['link'])}/not-this-time").status_code == 204
    board = f"{server.url}/m/{move.id}"
    assert move.client.get(f"{server.url}/o/{move.organizer_token}").status_code == 303
    assert f"/ask/{ask['n']}/noted" not in move.client.get(board).text

    assert move.ask("DELETE", f"/organizers/{n}").status_code == 204

    shown = move.client.get(board).text
    assert f"/ask/{ask['n']}/noted" in shown
    told = move.client.post(f"{board}/ask/{ask['n']}/noted", headers={"Origin": server.url})
    assert told.status_code == 303
    assert f"/ask/{ask['n']}/noted" not in move.client.get(board).text
