"""Traces of a change: one more version, one line of history; and that looking leaves nothing behind."""

import re
from datetime import timedelta
from typing import Any

import httpx

from tests.web.api.caller import API, NEW_FLAT, OLD_FLAT, bearer, plan, worked

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z")


def texts(answer):
    """Every text in an answer, however deep."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        return [text for part in answer for text in texts(part)]
    return [answer] if isinstance(answer, str) else []


def numbers(answer):
    """Every whole number in an answer, however deep."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        return [number for part in answer for number in numbers(part)]
    return [answer] if isinstance(answer, int) else []


def lively(client):
    """A move in which each thing has happened, and every address that can be looked at."""
    move = plan(client, **{"from": OLD_FLAT, "to": NEW_FLAT})
    boxes, _ = move.add_boxes(12), move.add_heavy(60)
    hana = move.takes(boxes, "Hana", 5)
    move.drives(move.add_trip(2), "Tom")
    offer = worked(move.offer("Ida"), 201)["offer"]
    accepted = {"tasks": [{"task": boxes, "quantity": 1}]}
    worked(move.ask("POST", f"/offers/{offer['n']}/accept", json=accepted), 200)
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": "You carried the law library."}), 200)
    looks = [
        *(f"{move.path}{part}" for part in ("", "/board", "/history", "/helpers", "/offers", "/thanks")),
        f"{API}/signup/{move.signup_token}",
        f"{API}/helper/{hana.token}",
        f"{API}/openapi.json",
    ]
    return move, hana, looks


def test_looking_changes_nothing(client):
    move, _, looks = lively(client)
    before = move.board()
    told = move.history()

    for method in ("GET", "HEAD", "GET"):
        for path in looks:
            answer = client.request(method, path, headers=bearer(move.organizer_token))
            assert answer.status_code == 200 or method == "HEAD", f"{path} {answer.text}"
            assert answer.status_code < 500

    assert move.board() == before
    assert move.history() == told


def test_a_look_at_what_only_posts_change_takes_nothing(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    before = move.board()

    for path in (
        f"{API}/signup/{move.signup_token}/claims",
        f"{API}/signup/{move.signup_token}/offers",
        f"{API}/helper/{hana.token}/claims",
        f"{API}/helper/{hana.token}/claims/{hana.claim['n']}",
    ):
        for method in ("GET", "HEAD"):
            answer = client.request(method, path, params={"task": boxes, "name": "Tom", "quantity": 1})
            assert answer.status_code in (404, 405), path

    assert move.board() == before


def test_each_change_makes_one_version(client):
    move = plan(client)
    versions = [move.version]

    def after(answer) -> Any:
        worked(answer)
        versions.append(move.version)
        return answer.json() if answer.content else None

    boxes = after(move.ask("POST", "/tasks", json={"kind": "box_load", "title": "Books", "needed": 9}))["tasks"][0]["n"]
    after(move.ask("POST", "/tasks", json={"tasks": [{"kind": "care", "title": sort} for sort in ("Cat", "Keys")]}))
    after(move.ask("PATCH", f"/tasks/{boxes}", json={"title": "Heavy books", "needed": 12}))
    claimed = after(move.sign_up(boxes, "Hana", 5))
    hana = f"{API}/helper/{claimed['helper_link'].rsplit('/', 1)[1]}"
    after(client.post(f"{hana}/claims", json={"task": boxes, "quantity": 2}))
    after(client.patch(hana, json={"name": "Hana B."}))
    after(client.delete(f"{hana}/claims/{claimed['claim']['n']}"))
    offer = after(move.offer("Tom"))["offer"]["n"]
    accepted = {"tasks": [{"task": boxes, "quantity": 1}]}
    after(move.ask("POST", f"/offers/{offer}/accept", json=accepted))
    helper = after(move.ask("POST", f"/tasks/{boxes}/claims", json={"name": "Ida", "quantity": 1}))
    after(move.ask("DELETE", f"/claims/{helper['claim']['n']}"))
    after(move.ask("POST", "/helpers", json={"name": "Ben"}))
    after(move.ask("PATCH", f"/thanks/{claimed['helper']['n']}", json={"note": "Thank you for the try."}))
    after(move.ask("PATCH", json={"day": "2026-12-12"}))
    after(client.delete(hana))
    after(move.ask("DELETE", f"/tasks/{boxes}"))
    after(move.ask("PATCH", json={"state": "closed"}))

    assert versions == list(range(1, len(versions) + 1))


def test_an_answer_names_the_version_it_made(client):
    move = plan(client)

    added = worked(move.ask("POST", "/tasks", json={"kind": "box_load", "title": "Books", "needed": 9}), 201)
    assert added["version"] == move.version
    claimed = worked(move.sign_up(added["tasks"][0]["n"], "Hana", 5), 201)
    assert claimed["version"] == move.version
    offered = worked(move.offer("Tom"), 201)
    assert offered["version"] == move.version


def test_what_is_refused_makes_no_version_and_no_history(client):
    move = plan(client)
    boxes = move.add_boxes(2)
    thing = move.add_heavy(60)["n"]
    version, told = move.version, move.history()

    for answer in (
        move.sign_up(boxes, quantity=3),
        move.sign_up(boxes, quantity=0),
        move.sign_up(999),
        move.change_task(thing, state="under_way"),
        move.change_task(boxes, needed=-1),
        move.ask("PATCH", json={"zone": "Mars/Olympus"}),
        move.ask("POST", "/tasks", json={"kind": "piano", "title": "Piano"}),
    ):
        assert answer.status_code in (404, 409, 422)

    assert move.version == version
    assert move.history() == told


def test_the_moves_of_others_do_not_change_the_version(client):
    move, other = plan(client), plan(client)

    other.takes(other.add_boxes(12), "Hana", 5)

    assert move.version == 1


def test_the_history_says_who_did_it_and_when(client, server):
    move = plan(client)
    boxes = move.add_boxes(12)
    before = move.history()
    server.clock.now += timedelta(hours=1)

    hana = move.takes(boxes, "Hana", 5)

    told = [line for line in move.history() if line not in before]
    assert told
    for line in told:
        assert any(text.startswith("2026-11-23T13:00:00") and text.endswith("Z") for text in texts(line)), line
    assert any(hana.n in numbers(line) or any("Hana" in text for text in texts(line)) for line in told)


def test_a_claim_given_back_stays_in_the_history(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    before = move.history()

    hana.release()

    after = move.history()
    assert len(after) > len(before)
    assert all(line in after for line in before)


def test_instants_end_in_z(client, server):
    server.clock.now = server.clock.now.replace(month=12, day=5)
    move, _, looks = lively(client)

    seen = 0
    for path in looks[:-1]:
        answer = worked(client.get(path, headers=bearer(move.organizer_token)), 200)
        instants = [text for text in texts(answer) if INSTANT.match(text)]
        assert all(IN_UTC.fullmatch(instant) for instant in instants), instants
        seen += len(instants)
    assert seen


def test_every_link_is_a_whole_address(client):
    move, _, looks = lively(client)
    answers = [worked(client.get(path, headers=bearer(move.organizer_token)), 200) for path in looks[:-1]]
    answers.append(worked(move.sign_up(move.add_boxes(12), "Ben"), 201))

    links = [text for text in texts(answers) if re.match(r"(https?://[^ ]*)?/(s|h|o|t|cal|b|m)/", text)]

    assert links
    assert all(httpx.URL(link).host for link in links), links
