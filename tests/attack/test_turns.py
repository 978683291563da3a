"""One address that asks for a great deal holds up itself, and nobody else."""

import asyncio
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import httpx
import pytest

from service.web.base import turns
from service.web.base.limits import Quota, Quotas
from service.web.base.sent import LARGE
from service.web.base.turns import LONG_SECONDS, LONGEST_PAUSE, PAUSE, SPARE_SECONDS, Line, Turn, Turns
from service.web.organizer.paste_page import get_ready
from tests.conftest import Engine, serving
from tests.web.api.caller import API, Move, plan

BEHIND_A_PROXY: dict[str, Any] = {"limits": "on", "trusted_proxies": "127.0.0.1"}
MALLORY, HANA = {"X-Forwarded-For": "192.0.2.66"}, {"X-Forwarded-For": "203.0.113.1"}
MANY = 60
"""More than the server has threads."""


def claim(url: str, move: Move, task: int, who: dict[str, str]) -> int:
    body = {"task": task, "name": "Somebody", "quantity": 1}
    return httpx.post(f"{url}{API}/signup/{move.signup_token}/claims", json=body, headers=who, timeout=60).status_code


@pytest.mark.one_database
def test_requests_that_wait_for_each_other_leave_threads_for_others(engine: Engine, tmp_path: Path) -> None:
    quotas = Quotas(helpers_by_link=Quota(1_000, 3_600), helpers_of_address=Quota(1_000, 3_600))
    with (
        engine.settings(tmp_path) as settings,
        serving(**settings, quotas=quotas, **BEHIND_A_PROXY) as server,
        httpx.Client(base_url=server.url, headers=HANA, timeout=20) as hana,
        ThreadPoolExecutor(MANY) as many,
    ):
        move = plan(hana)
        task = move.add_boxes(1_000)
        with server.installation.database.writing():  # whoever wants to change anything waits for a while
            claims = [many.submit(claim, server.url, move, task, MALLORY) for _ in range(MANY)]
            for n in range(5):
                assert hana.get(f"/s/{move.signup_token}", params={"kind": "care", "n": n}).status_code == 200
        assert [each.result() for each in claims] == [201] * MANY


def sent_claims(stack: ExitStack, url: str, move: Move, task: int, count: int) -> list[socket.socket]:
    """Mallory's claims, each on a connection of its own, sent whole."""
    host, port = url.removeprefix("http://").split(":")
    connections = []
    for n in range(count):
        body = json.dumps({"task": task, "name": f"Somebody {n}", "quantity": 1})
        lines = [f"POST {API}/signup/{move.signup_token}/claims HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            *(f"{k}: {v}" for k, v in MALLORY.items()),
        ]
        connection = stack.enter_context(socket.create_connection((host, int(port)), timeout=60))
        connection.sendall("\r\n".join([*lines, "", body]).encode())
        connections.append(connection)
    return connections


def status_of(connection: socket.socket) -> int:
    """The status of the answer; 0 if the connection was cut off."""
    try:
        answer = connection.recv(100)
    except ConnectionResetError:
        return 0
    return int(answer[9:12] or 0)


@pytest.mark.one_database
def test_requests_that_wait_for_each_other_leave_their_connections_to_others(engine: Engine, tmp_path: Path) -> None:
    quotas = Quotas(helpers_by_link=Quota(1_000, 3_600), helpers_of_address=Quota(1_000, 3_600))
    most = 24
    with (
        engine.settings(tmp_path) as settings,
        serving(**settings, quotas=quotas, connections=most, **BEHIND_A_PROXY) as server,
        httpx.Client(base_url=server.url, headers=HANA, timeout=20) as hana,
        ExitStack() as stack,
    ):
        move = plan(hana)
        task = move.add_boxes(1_000)
        with server.installation.database.writing():
            claims = sent_claims(stack, server.url, move, task, most)
            for n in range(5):  # those of people who come by connections of their own
                page = httpx.get(f"{server.url}/s/{move.signup_token}", params={"n": n}, headers=HANA, timeout=20)
                assert page.status_code == 200
        answered = [status_of(each) for each in claims]
        assert answered.count(0) >= 1
        assert answered.count(201) == most - answered.count(0) >= 1
        board = move.ask("GET", "/board").json()
        assert len(board["tasks"][0]["claims"]) == answered.count(201), "nothing is done for who was cut off"


@pytest.mark.one_database
def test_only_so_many_requests_of_an_address_wait(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MAX_WAITING", 3)
    monkeypatch.setattr(turns, "LONG_SECONDS", 600)  # else the first stands aside on a busy machine, and fewer wait
    quotas = Quotas(helpers_by_link=Quota(1_000, 3_600), helpers_of_address=Quota(1_000, 3_600))
    with (
        engine.settings(tmp_path) as settings,
        serving(**settings, quotas=quotas, **BEHIND_A_PROXY) as server,
        httpx.Client(base_url=server.url, headers=HANA, timeout=20) as hana,
        ExitStack() as stack,
    ):
        move = plan(hana)
        task = move.add_boxes(1_000)
        with server.installation.database.writing():
            claims = sent_claims(stack, server.url, move, task, 1 + 3)
            assert hana.get(f"/s/{move.signup_token}").status_code == 200
            form = {"task": str(task), "name": "Typed"}
            headers = MALLORY | {"Origin": server.url}
            for path in (f"/s/{move.signup_token}/claims", f"/s/{move.signup_token}/offers"):
                refused = httpx.post(f"{server.url}{path}", data=form, headers=headers)
                assert (refused.status_code, refused.headers["retry-after"]) == (429, str(int(LONGEST_PAUSE)))
                assert 'value="Typed"' in refused.text
            assert httpx.get(f"{server.url}/s/{move.signup_token}", headers=MALLORY).status_code == 429
        assert [status_of(each) for each in claims] == [201] * len(claims)
        assert httpx.get(f"{server.url}/s/{move.signup_token}", headers=MALLORY).status_code == 200


def test_an_address_pauses_once_it_has_taken_much_and_not_before() -> None:
    line = Line()
    assert [line.take(0.01, now) for now in range(100)] == [0.0] * 100
    assert line.take(SPARE_SECONDS, 100.0) == 0.0
    assert line.take(0.5, 100.0) == PAUSE * 0.5
    assert not line.is_over(105.0)
    assert line.take(SPARE_SECONDS, 200.0) == 0.0
    assert line.is_over(210.0)
    assert line.take(60.0, 300.0) == LONGEST_PAUSE


def get_scope(address: str) -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": "/", "headers": [], "client": (address, 1), "state": {}}


async def nothing() -> Any:
    raise AssertionError("nothing is read")


async def in_line(turns: Turns, address: str) -> Turn:
    turn, _ = await turns.take(get_scope(address), nothing)
    return turn


def test_one_after_the_other_but_beside_one_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        call_later = Mock()
        monkeypatch.setattr(loop, "call_later", call_later)
        turns = Turns(on=True)
        printing = await in_line(turns, "192.0.2.66")
        (await in_line(turns, "203.0.113.1")).leave()  # somebody else waits for nobody
        second, third = (loop.create_task(in_line(turns, "192.0.2.66")) for _ in range(2))
        await asyncio.sleep(0)
        assert not second.done()
        when, steps_aside = call_later.call_args_list[0].args
        assert when == LONG_SECONDS
        steps_aside()
        (await second).leave()
        also_long = await third
        call_later.call_args.args[1]()  # but a second one holds up what comes after it
        fourth = loop.create_task(in_line(turns, "192.0.2.66"))
        await asyncio.sleep(0)
        assert not fourth.done()
        printing.leave()
        await asyncio.sleep(0)
        assert not fourth.done(), "its own place is free, and not the one of whoever still works"
        also_long.leave()
        (await fourth).leave()

    asyncio.run(scene())


def test_who_is_refused_waits_for_a_turn_too_and_nothing_of_it_is_read() -> None:
    async def scene() -> None:
        turns = Turns(on=True)
        first = await in_line(turns, "192.0.2.66")
        refused = asyncio.get_running_loop().create_task(turns.take_to_refuse(get_scope("192.0.2.66")))
        await asyncio.sleep(0)
        assert not refused.done()
        first.leave()
        (await refused).leave()

    asyncio.run(scene())


@pytest.mark.one_database
def test_a_large_request_counts_more_than_once(engine: Engine, tmp_path: Path) -> None:
    quotas = Quotas(changes_of_address=Quota(10, 60))
    with engine.settings(tmp_path) as settings, serving(**settings, quotas=quotas, **BEHIND_A_PROXY) as server:
        large = b" " * (8 * LARGE)
        sent = [
            httpx.post(
                f"{server.url}{API}/moves", content=large, headers={**MALLORY, "Content-Type": "application/json"}
            )
            for _ in range(2)
        ]
        assert [each.status_code for each in sent] == [400, 429]
        unsaid = httpx.post(f"{server.url}{API}/moves", content=iter([b" "]), headers=HANA)
        assert unsaid.status_code == 429


def test_pasted_lists_are_counted_and_what_was_typed_comes_back(engine: Engine, tmp_path: Path) -> None:
    get_ready()  # else the first list takes long, and is followed by a pause
    quotas = Quotas(lists_by_link=Quota(2, 600), lists_of_address=Quota(3, 600))
    with (
        engine.settings(tmp_path) as settings,
        serving(**settings, quotas=quotas, **BEHIND_A_PROXY) as server,
        httpx.Client(base_url=server.url, headers=MALLORY, timeout=60) as client,
    ):
        client.headers["Origin"] = server.url
        moves = [plan(client) for _ in range(2)]
        for move in moves:
            client.get(f"/o/{move.organizer_token}")
        one, other = (f"/m/{move.id}/paste" for move in moves)
        answers = [client.post(one, data={"text": "a desk, somewhere"}) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert "a desk, somewhere" in answers[-1].text
        assert [client.post(f"{other}/tasks", data={"rows": "0"}).status_code for _ in range(2)] == [200, 429]
        assert moves[0].ask("POST", "/tasks/paste", json={"text": "a desk"}).status_code == 429
