"""The same intent twice is one effect and the same answer: the Idempotency-Key of unsafe calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.web.api.caller import API, Helper, Move, invalid, new_key, plan, plan_fields, refused, worked

# Who makes something where, the body, and another body for the same place.
WAYS: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {
    "tasks": ("organizer", "/tasks", {"kind": "care", "title": "Soup"}, {"title": "Salad"}),
    "helpers": ("organizer", "/helpers", {"name": "Tom"}, {"name": "Ida"}),
    "offers heard": ("organizer", "/offers", {"name": "Tom", "words": "Call me"}, {"words": "Write to me"}),
    "claims heard": ("organizer", "/tasks/{task}/claims", {"name": "Tom", "quantity": 2}, {"quantity": 3}),
    "claims": ("signup", "/claims", {"task": "{task}", "name": "Tom", "quantity": 2}, {"quantity": 3}),
    "offers": ("signup", "/offers", {"name": "Tom", "words": "Call me"}, {"words": "Write to me"}),
    "claims of a helper": ("helper", "/claims", {"task": "{task}", "quantity": 2}, {"quantity": 3}),
}
ways = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def move(client):
    return plan(client)


@pytest.fixture
def boxes(move):
    return move.add_boxes(12)


@pytest.fixture
def hana(move, boxes):
    return move.takes(boxes, "Hana", 1)


@pytest.fixture
def ask(client: httpx.Client, move: Move, boxes: int, hana: Helper) -> Callable[..., httpx.Response]:
    """Posts in one of the WAYS, with a key."""

    def post(way: str, headers: dict[str, str], *, otherwise: bool = False) -> httpx.Response:
        who, path, body, other = WAYS[way]
        body = body | other if otherwise else body
        body = {name: boxes if value == "{task}" else value for name, value in body.items()}
        path = path.replace("{task}", str(boxes))
        if who == "organizer":
            return move.ask("POST", path, json=body, headers=headers)
        if who == "helper":
            return hana.ask("POST", path, json=body, headers=headers)
        return client.post(f"{API}/signup/{move.signup_token}{path}", json=body, headers=headers)

    return post


@pytest.mark.sampled
@ways
def test_the_same_key_is_one_effect_and_the_same_answer(move, ask, way):
    key = new_key()
    first = ask(way, key)
    worked(first)
    board, helpers = move.board(), move.ask("GET", "/helpers").json()

    for _ in range(2):
        again = ask(way, key)
        assert again.status_code == first.status_code
        assert again.json() == first.json()

    assert move.board() == board
    assert move.ask("GET", "/helpers").json() == helpers


@pytest.mark.sampled
@ways
def test_the_same_key_for_another_body_is_refused(move, ask, way):
    key = new_key()
    worked(ask(way, key))
    board = move.board()

    refused(ask(way, key, otherwise=True), 422, "key_reused")

    assert move.board() == board


@ways
def test_a_key_too_short_or_too_long_is_refused(move, ask, way):
    board = move.board()

    for length in (1, 15, 129):
        invalid(ask(way, {"Idempotency-Key": "k" * length}))

    assert move.board() == board


def test_a_change_with_the_same_key_is_one_change(move):
    key = new_key()

    first, again = (move.ask("PATCH", json={"why": "More light"}, headers=key) for _ in range(2))

    assert worked(first, 200) == worked(again, 200)
    assert move.version == 2
    refused(move.ask("PATCH", json={"why": "Less noise"}, headers=key), 422, "key_reused")


def test_a_key_of_letters_from_elsewhere_does_not_break_the_house(move, boxes):
    answer = move.sign_up(boxes, "Tom", 2, headers={"Idempotency-Key": ("ü" * 20).encode()})

    assert answer.status_code in (201, 400, 422), answer.text


@pytest.mark.parametrize("length", [16, 128])
def test_the_shortest_and_the_longest_key_will_do(move, boxes, length):
    key = {"Idempotency-Key": (new_key()["Idempotency-Key"] * 4)[:length]}

    first, again = move.sign_up(boxes, "Tom", 2, headers=key), move.sign_up(boxes, "Tom", 2, headers=key)

    assert worked(first, 201) == worked(again, 201)
    assert move.task(boxes)["taken"] == 2


def test_without_a_key_twice_is_twice(move, boxes):
    move.takes(boxes, "Tom", 2)
    move.takes(boxes, "Tom", 2)

    assert move.task(boxes)["taken"] == 4


def test_other_keys_are_other_intents(move, boxes):
    move.takes(boxes, "Tom", 2, headers=new_key())
    move.takes(boxes, "Tom", 2, headers=new_key())

    assert move.task(boxes)["taken"] == 4


def test_the_same_key_for_another_action_is_refused(move, boxes):
    key = new_key()
    worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)

    refused(move.offer("Tom", "Call me", headers=key), 422, "key_reused")

    assert move.board()["offers"] == []


def test_each_link_has_keys_of_its_own(client, move, hana, boxes):
    tom = move.takes(boxes, "Tom", 1)
    other = plan(client)
    others_boxes = other.add_boxes(12)
    key = new_key()

    worked(hana.ask("POST", "/claims", json={"task": boxes, "quantity": 2}, headers=key), 200)
    worked(tom.ask("POST", "/claims", json={"task": boxes, "quantity": 4}, headers=key), 200)
    worked(move.sign_up(boxes, "Ida", 1, headers=key), 201)
    worked(other.sign_up(others_boxes, "Ida", 9, headers=key), 201)

    assert move.task(boxes)["taken"] == 7
    assert other.task(others_boxes)["taken"] == 9


def test_the_same_key_answers_the_same_claim_after_others_came(move, boxes):
    key = new_key()
    first = worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)
    move.takes(boxes, "Ida", 10)

    again = worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)

    for part in ("claim", "helper", "helper_link"):
        assert again[part] == first[part]
    assert move.task(boxes)["taken"] == 12


def test_a_refused_claim_does_not_use_its_key_up(move, boxes):
    ida = move.takes(boxes, "Ida", 12)
    key = new_key()
    refused(move.sign_up(boxes, "Tom", 2, headers=key), 409, "task_full", "left")

    ida.release()

    worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)
    assert move.task(boxes)["taken"] == 2


@pytest.mark.every_database  # races are decided by the database
def test_a_double_click_at_the_same_moment_is_one_claim(server, move, boxes):
    key = new_key()
    url = f"{server.url}{API}/signup/{move.signup_token}/claims"

    def click(_: int) -> httpx.Response:
        return httpx.post(url, json={"task": boxes, "name": "Tom", "quantity": 2}, headers=key, timeout=10)

    with ThreadPoolExecutor(8) as clicks:
        answers = list(clicks.map(click, range(8)))

    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.json()["helper_link"] for answer in answers}) == 1
    assert move.task(boxes)["taken"] == 2


# Planning has no link yet: its keys stand by themselves, for a day.


def test_planning_twice_with_one_key_is_one_move(client):
    key = new_key()

    first = client.post(f"{API}/moves", json=plan_fields(), headers=key)
    again = client.post(f"{API}/moves", json=plan_fields(), headers=key)

    assert worked(first, 201) == worked(again, 201)


def test_planning_something_else_with_the_same_key_is_refused(client):
    key = new_key()
    worked(client.post(f"{API}/moves", json=plan_fields(), headers=key), 201)

    refused(client.post(f"{API}/moves", json=plan_fields(title="Another"), headers=key), 422, "key_reused")


@pytest.mark.parametrize("length", [1, 15, 129])
def test_planning_with_a_key_too_short_or_too_long_is_refused(client, length):
    invalid(client.post(f"{API}/moves", json=plan_fields(), headers={"Idempotency-Key": "k" * length}))


def test_the_key_of_a_plan_lives_for_a_day(client, server):
    key = new_key()
    first = worked(client.post(f"{API}/moves", json=plan_fields(), headers=key), 201)

    server.clock.now += timedelta(hours=23)
    assert worked(client.post(f"{API}/moves", json=plan_fields(), headers=key), 201)["id"] == first["id"]

    server.clock.now += timedelta(hours=2)
    assert worked(client.post(f"{API}/moves", json=plan_fields(), headers=key), 201)["id"] != first["id"]


def test_the_key_of_a_claim_lives_as_long_as_the_move(server, move, boxes):
    key = new_key()
    first = worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)

    server.clock.now += timedelta(days=9)

    assert worked(move.sign_up(boxes, "Tom", 2, headers=key), 201)["claim"] == first["claim"]
    assert move.task(boxes)["taken"] == 2
