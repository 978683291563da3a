"""Whatever one address sends, others go on: quotas that nobody uses up for somebody else, and guesses that end."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.web.base.guard import MAX_KEPT
from service.web.base.limits import Quota, Quotas
from service.web.base.sent import LARGE
from tests.conftest import Engine, Server, serving
from tests.web.api.caller import API, Move, plan, plan_fields
from tests.web.visit import Organizer, Visitor

FEW = 4


@pytest.fixture
def strict(engine: Engine, tmp_path: Path) -> Any:
    """`strict(**quotas)`: a server behind a proxy, which lets through few."""

    @contextmanager
    def started(settings: dict[str, str] | None = None, **quotas: Quota) -> Iterator[Server]:
        behind: dict[str, Any] = {"limits": "on", "trusted_proxies": "127.0.0.1", **(settings or {})}
        with engine.settings(tmp_path) as chosen, serving(**chosen, quotas=Quotas(**quotas), **behind) as server:
            yield server

    return started


def at(server: Server, address: str) -> httpx.Client:
    """Somebody with this address."""
    client = httpx.Client(base_url=server.url, headers={"X-Forwarded-For": address})
    server.clients.append(client)
    return client


def test_two_addresses_keep_no_third_one_from_a_link(strict: Any) -> None:
    with strict(changes_of_address=Quota(FEW, 60)) as server:
        move = plan(at(server, "192.0.2.1"))
        task = move.add_boxes(1_000)
        path = f"{API}/signup/{move.signup_token}/claims"
        for address in ("198.51.100.1", "198.51.100.2"):
            body = {"task": task, "name": "Mallory", "quantity": 1}
            answers = [at(server, address).post(path, json=body).status_code for _ in range(2 * FEW)]
            assert answers == [201] * FEW + [429] * FEW
        friend = at(server, "203.0.113.1").post(path, json={"task": task, "name": "Hana", "quantity": 1})
        assert friend.status_code == 201


@pytest.mark.parametrize("what", ["claims", "offers"])
def test_one_address_makes_so_many_helpers_by_a_link_and_in_all(strict: Any, what: str) -> None:
    with strict(helpers_by_link=Quota(FEW, 3_600), helpers_of_address=Quota(FEW + 2, 86_400)) as server:
        one, other = plan(at(server, "192.0.2.1")), plan(at(server, "192.0.2.1"))
        tasks = {move.id: move.add_boxes(1_000) for move in (one, other)}

        def sign_up(move: Move, address: str) -> httpx.Response:
            said = {"task": tasks[move.id], "quantity": 1} if what == "claims" else {"words": "Anything"}
            path = f"{API}/signup/{move.signup_token}/{what}"
            return at(server, address).post(path, json={"name": "Mallory", **said})

        assert [sign_up(one, "198.51.100.1").status_code for _ in range(FEW + 1)] == [201] * FEW + [429]
        assert int(sign_up(one, "198.51.100.1").headers["retry-after"]) > 1_800
        assert [sign_up(other, "198.51.100.1").status_code for _ in range(3)] == [201, 201, 429]
        assert sign_up(one, "203.0.113.1").status_code == 201
        server.clock.now += timedelta(days=1)
        assert sign_up(one, "198.51.100.1").status_code == 201


def test_on_the_page_nothing_typed_is_lost_and_who_is_known_goes_on(strict: Any) -> None:
    with strict({"trusted_proxies": ""}, helpers_by_link=Quota(1, 3_600)) as server:
        olive, hana = Organizer(server), Visitor(server)
        first, second = olive.add(needed="9"), olive.add(needed="9")
        hana.send(f"{olive.signup_link}/claims", task=first, name="Hana", quantity="2")
        refused = Visitor(server).post(f"{olive.signup_link}/claims", task=first, name="Tom & co", quantity="3")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 1_800
        assert 'value="Tom &amp; co"' in refused.text
        hana.send(f"{olive.signup_link}/claims", task=second, quantity="1")


def test_the_right_word_after_too_many_guesses_is_refused_like_a_wrong_one(strict: Any) -> None:
    with strict({"planning": "Dumbwaiter Fleet"}, wrong_words=Quota(FEW, 3_600)) as server:

        def guess(word: str, address: str = "198.51.100.1") -> httpx.Response:
            return at(server, address).post(f"{API}/moves", json={**plan_fields(), "word": word})

        assert [guess(f"{n}").status_code for n in range(FEW + 1)] == [422] * FEW + [429]
        refused = guess("dumbwaiter fleet")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 1_800
        assert guess("dumbwaiter fleet", "203.0.113.1").status_code == 201
        server.clock.now += timedelta(hours=1)
        assert guess("dumbwaiter fleet").status_code == 201


def test_beyond_the_limit_only_a_small_form_is_read_and_goes_back(strict: Any) -> None:
    with strict(changes_of_address=Quota(1, 60)) as server:
        path = f"/s/{plan(at(server, '192.0.2.1')).signup_token}/claims"
        mallory = at(server, "198.51.100.1")
        mallory.headers["Origin"] = server.url
        mallory.post(path, data={"name": "Typed"})
        for many, kept in ((1, True), (MAX_KEPT, True), (MAX_KEPT + 1, False), (4_000, False)):
            answer = mallory.post(path, data={"name": "Typed", **{f"f{n}": "" for n in range(1, many)}})
            assert answer.status_code == 429
            assert ('value="Typed"' in answer.text) is kept
        parts = mallory.post(path, data={"name": "Typed"}, files={"f": ("", b"")})
        assert (parts.status_code, "Typed" in parts.text) == (429, False)


def test_beyond_the_limit_the_answer_does_not_wait_for_a_large_form(strict: Any) -> None:
    with strict(changes_of_address=Quota(1, 60)) as server:
        host, port = server.url.removeprefix("http://").split(":")
        path = f"/s/{plan(at(server, '192.0.2.1')).signup_token}/claims"
        lines = [f"POST {path} HTTP/1.1", f"Host: {host}:{port}", f"Origin: {server.url}", f"Content-Length: {LARGE}"]
        lines += ["Content-Type: application/x-www-form-urlencoded", "X-Forwarded-For: 198.51.100.1", "", ""]
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall("\r\n".join(lines).encode() + b"name=Typed&")
            assert connection.recv(100).startswith(b"HTTP/1.1 429")
