"""Everybody at once: many claims for few places end in exactly as many as there are."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest

from tests.conftest import Server
from tests.sizes import size
from tests.web.api.caller import API, plan, refused

pytestmark = pytest.mark.every_database  # races are decided by the database

CROWD = size("CROWD", 30, 200)
MANY = size("MANY", 20, 40)
FEW = size("FEW", 10, 20)
PATIENCE = 5  # seconds that each of the crowd waits for an answer
Post = tuple[str, dict[str, Any], dict[str, str]]
"""A path, a body and headers."""


def all_at_once(server: Server, requests: list[Post]) -> list[httpx.Response]:
    """Posts all of them at the same moment, each from a connection of its own."""
    start = Barrier(len(requests))

    def ask(request: Post) -> httpx.Response:
        path, body, headers = request
        with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
            start.wait()
            return client.post(f"{API}{path}", json=body, headers=headers)

    with ThreadPoolExecutor(len(requests)) as crowd:
        return list(crowd.map(ask, requests))


def claims_for(move, bodies):
    return [(f"/signup/{move.signup_token}/claims", body, {}) for body in bodies]


@pytest.mark.long
def test_a_crowd_at_once_for_three_places_ends_in_exactly_three(client, server):
    move = plan(client)
    places = move.add_care(3)
    bodies = [{"task": places, "name": f"Helper {number}", "quantity": 1} for number in range(CROWD)]

    answers = all_at_once(server, claims_for(move, bodies))

    assert Counter(answer.status_code for answer in answers) == {201: 3, 409: CROWD - 3}
    for answer in answers:
        if answer.status_code == 201:
            assert answer.json()["claim"]["standing"] == "firm"
        else:
            assert refused(answer, 409, "task_full", "left")["left"] == 0
    task = move.task(places)
    assert (task["taken"], task["left"], len(task["claims"])) == (3, 0, 3)
    assert {claim["standing"] for claim in task["claims"]} == {"firm"}
    assert move.version == 2 + 3


@pytest.mark.held
def test_quantities_taken_at_once_never_exceed_what_is_there(client, server):
    move = plan(client)
    boxes = move.add_boxes(12)
    bodies = [{"task": boxes, "name": f"Helper {number}", "quantity": 1 + number % 5} for number in range(MANY)]

    answers = all_at_once(server, claims_for(move, bodies))

    assert {answer.status_code for answer in answers} <= {201, 409}
    taken = sum(answer.json()["claim"]["quantity"] for answer in answers if answer.status_code == 201)
    assert taken == move.task(boxes)["taken"] <= 12


def test_of_many_drivers_at_once_one_drives(client, server):
    move = plan(client)
    trip = move.add_trip(2)
    bodies = [
        {"task": trip, "name": f"Driver {number}", "role": "driver", "vehicle": {"kind": "van", "seats": 3}}
        for number in range(FEW)
    ]

    answers = all_at_once(server, claims_for(move, bodies))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: FEW - 1}
    assert len(move.task(trip)["claims"]) == 1


def test_those_who_stand_by_at_once_each_have_their_own_place_in_line(client, server):
    move = plan(client)
    boxes = move.add_boxes(1)
    move.takes(boxes, "Hana")
    bodies = [{"task": boxes, "name": f"Helper {number}", "standing": "standby"} for number in range(FEW)]

    answers = all_at_once(server, claims_for(move, bodies))

    assert sorted(answer.json()["claim"]["position"] for answer in answers) == list(range(1, FEW + 1))


def test_claims_on_several_moves_at_once_keep_to_their_own(client, server):
    moves = [plan(client) for _ in range(FEW // 5)]
    tasks = [move.add_care(3) for move in moves]
    requests = [
        request
        for number in range(MANY // 4)
        for move, task in zip(moves, tasks, strict=True)
        for request in claims_for(move, [{"task": task, "name": f"Helper {number}", "quantity": 1}])
    ]

    answers = all_at_once(server, requests)

    taken = 3 * len(moves)
    assert Counter(answer.status_code for answer in answers) == {201: taken, 409: len(requests) - taken}
    assert {move.task(task)["taken"] for move, task in zip(moves, tasks, strict=True)} == {3}
