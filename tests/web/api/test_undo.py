"""Undo by the API: Move-Version names a change, and POST undo takes exactly that back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.conftest import Server
from tests.web.api.caller import API, Move, bearer, invalid, new_key, not_there, plan, refused, worked


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def led_to(answer: httpx.Response) -> int:
    """The version that a change led to."""
    assert answer.is_success, answer.text
    return int(answer.headers["Move-Version"])


def undo(move: Move, version: int, **options: Any) -> httpx.Response:
    return move.ask("POST", "/undo", json={"version": version}, **options)


def test_every_unsafe_answer_names_the_version_that_it_led_to(client: httpx.Client, move: Move) -> None:
    task = move.add_boxes()
    hana = move.takes(task, "Hana")
    calls: list[tuple[str, str, Any]] = [
        ("PATCH", "", {"why": "The balcony"}),
        ("POST", "/tasks", {"kind": "care", "title": "Lunch"}),
        ("POST", "/tasks/paste", {"text": "4 boxes of pans"}),
        ("PATCH", f"/tasks/{task}", {"bring": "Gloves"}),
        ("PATCH", "/tasks", {"tasks": [task], "change": {"place": "old"}}),
        ("POST", f"/tasks/{task}/claims", {"name": "Tom", "quantity": 1}),
        ("DELETE", f"/claims/{hana.claim['n']}", None),
        ("POST", "/helpers", {"name": "Ada"}),
        ("PATCH", f"/helpers/{hana.n}", {"name": "Hanna"}),
        ("POST", "/offers", {"name": "Wei", "words": "A van"}),
        ("PATCH", f"/thanks/{hana.n}", {"note": "The books stood."}),
        ("DELETE", f"/helpers/{hana.n}", None),
    ]
    for method, path, body in calls:
        before = move.version
        assert led_to(move.ask(method, path, json=body)) == before + 1 == move.version, (method, path)
    assert led_to(move.sign_up(task, "Kim")) == move.version
    assert led_to(move.offer("Kim", "Anything")) == move.version
    kim = move.takes(task, "Kim")
    own = [("PATCH", "", {"name": "Kim K."}), ("DELETE", f"/claims/{kim.claim['n']}", None), ("DELETE", "", None)]
    for method, path, body in own:
        assert led_to(kim.ask(method, path, json=body)) == move.version, (method, path)
    assert led_to(move.ask("POST", "/tasks/paste?dry_run=true", json={"text": "4 boxes"})) == move.version
    planned = client.post(f"{API}/moves", json={"title": "T", "zone": "UTC", "organizer": {"name": "Olive"}})
    assert led_to(planned) == 1
    assert "Move-Version" not in move.ask("GET", "/board").headers
    assert "Move-Version" not in move.ask("PATCH", f"/tasks/{task}", json={"needed": 0}).headers
    last = move.version
    assert led_to(move.ask("DELETE")) == last + 1


def test_what_changes_nothing_names_the_version_as_it_is(move: Move) -> None:
    task = move.add_boxes()
    assert led_to(move.ask("PATCH", f"/tasks/{task}", json={"needed": 12})) == move.version


def test_a_change_is_undone_once_however_often_it_is_sent(move: Move) -> None:
    task = move.add_boxes()
    done = led_to(move.ask("PATCH", f"/tasks/{task}", json={"state": "done"}))
    for _ in range(2):
        answer = undo(move, done)
        assert worked(answer, 200) == {"version": done + 1}
        assert led_to(answer) == move.version == done + 1
    assert move.task(task)["state"] == "open"
    assert worked(undo(move, done + 1), 200) == {"version": done + 2}
    assert move.task(task)["state"] == "done"


def test_the_same_key_names_the_same_version_and_has_one_effect(move: Move) -> None:
    key = new_key()
    body = {"kind": "care", "title": "Lunch"}
    first = move.ask("POST", "/tasks", json=body, headers=key)
    move.add_boxes()
    again = move.ask("POST", "/tasks", json=body, headers=key)
    assert led_to(again) == led_to(first) == move.version - 1
    key = new_key()
    answers = [undo(move, led_to(first), headers=key) for _ in range(2)]
    assert [worked(each, 200) for each in answers] == [{"version": move.version}] * 2
    assert [led_to(each) for each in answers] == [move.version] * 2


def test_something_that_stands_on_it_is_named(move: Move) -> None:
    added = move.ask("POST", "/tasks", json={"kind": "care", "title": "Soup"})
    [task] = worked(added, 201)["tasks"]
    hana = move.takes(task["n"], "Hana")
    no = refused(undo(move, led_to(added)), 409, "too_late")
    assert "Hana" in no["detail"]
    assert "Soup" in no["detail"]
    assert hana.standing()["standing"] == "firm"


def test_only_organizers_undo_and_only_what_organizers_did(client: httpx.Client, move: Move) -> None:
    task = move.add_boxes()
    mine = led_to(move.ask("PATCH", f"/tasks/{task}", json={"title": "All books"}))
    hana = move.takes(task, "Hana")
    theirs = move.version
    other = plan(client, title="Mallory's own")
    for token in (hana.token, move.signup_token, other.organizer_token, "cut-off", ""):
        path = f"{API}/moves/{move.id}/undo"
        not_there(client.post(path, json={"version": mine}, headers=bearer(token) if token else {}))
    not_there(undo(move, theirs))
    not_there(undo(move, theirs + 1))
    invalid(undo(move, 0))
    assert move.version == theirs
    assert move.task(task)["title"] == "All books"


def test_nobody_is_called_back_who_was_forgotten(move: Move) -> None:
    task = move.add_boxes()
    hana = move.takes(task, "Hana", phone="0660 717")
    taken_off = led_to(move.ask("DELETE", f"/claims/{hana.claim['n']}"))
    forgotten = led_to(move.ask("DELETE", f"/helpers/{hana.n}"))
    for version in (taken_off, forgotten):
        refused(undo(move, version), 409, "too_late")
    assert worked(move.ask("GET", "/helpers"), 200)["helpers"] == []
    not_there(hana.ask("GET"))


def test_two_who_undo_the_same_at_once_have_one_effect(server: Server, move: Move) -> None:
    task = move.add_boxes()
    done = led_to(move.ask("PATCH", f"/tasks/{task}", json={"state": "done"}))

    def by_one_of_them(_number: int) -> dict[str, int]:
        with httpx.Client(base_url=server.url, timeout=30) as browser:
            own = Move(browser, move.id, move.organizer_token, move.signup_token)
            said: dict[str, int] = worked(undo(own, done), 200)
            return said

    with ThreadPoolExecutor(max_workers=4) as several:
        assert list(several.map(by_one_of_them, range(4))) == [{"version": done + 1}] * 4
    assert (move.version, move.task(task)["state"]) == (done + 1, "open")
