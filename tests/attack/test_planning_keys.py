"""The key of a plan belongs to the client that sent it: nobody else gets its move or its links by the same key."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from service.domain.models import Move
from tests.conftest import Engine, Server, serving
from tests.web.api.caller import API, new_key, plan_fields, refused, worked
from tests.web.visit import PLAN, Visitor, found

ONE, OTHER = "192.0.2.1", "198.51.100.1"


@pytest.fixture(scope="module")
def proxied(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("proxied")
    with engine.settings(folder) as settings, serving(**settings, trusted_proxies="127.0.0.1") as server:
        yield server


def call(server: Server, address: str, key: dict[str, str], **fields: Any) -> httpx.Response:
    """Plan with nothing but a key, as programs do."""
    headers = {"X-Forwarded-For": address, **key}
    return httpx.post(f"{server.url}{API}/moves", json=plan_fields(**fields), headers=headers)


def browser(server: Server, address: str, *, cookies: bool = True) -> Visitor:
    visitor = Visitor(server)
    visitor.http.headers["X-Forwarded-For"] = address
    if cookies:
        visitor.get("/")
    return visitor


def planned(visitor: Visitor, key: str) -> str:
    sent = visitor.post("/", **PLAN, key=key)
    if "planner" in visitor.http.cookies:
        return found(r"/m/\w+", sent.headers["location"])
    entered = visitor.http.get(found(r"/o/[\w.-]+", sent.text))
    visitor.http.cookies.clear()
    return found(r"/m/\w+", entered.headers["location"])


def test_programs_with_one_key_get_a_move_each_and_no_links_of_the_other(proxied: Server) -> None:
    key = new_key()
    first, second = (worked(call(proxied, address, key), 201) for address in (ONE, OTHER))
    assert first["id"] != second["id"]
    assert not set(first["links"].values()) & set(second["links"].values())
    assert worked(call(proxied, ONE, key), 201) == first
    assert worked(call(proxied, OTHER, key), 201) == second


def test_nobody_learns_by_a_refusal_that_a_key_was_used(proxied: Server) -> None:
    key = new_key()
    worked(call(proxied, ONE, key), 201)
    worked(call(proxied, OTHER, key, title="Another"), 201)
    refused(call(proxied, ONE, key, title="Another"), 422, "key_reused")


@pytest.mark.parametrize("cookies", [True, False])
def test_browsers_with_one_form_get_a_move_each(proxied: Server, cookies: bool) -> None:
    key = new_key()["Idempotency-Key"]
    olive, mallory = browser(proxied, ONE, cookies=cookies), browser(proxied, OTHER, cookies=cookies)
    first, second = planned(olive, key), planned(mallory, key)
    assert first != second
    assert mallory.get(first).status_code == 404
    assert planned(browser(proxied, ONE, cookies=False), key) == first or cookies


def test_two_browsers_at_one_address_are_two(proxied: Server) -> None:
    key = new_key()["Idempotency-Key"]
    assert planned(browser(proxied, ONE), key) != planned(browser(proxied, ONE), key)


def test_a_form_sent_again_from_another_network_is_one_move(proxied: Server) -> None:
    key = new_key()["Idempotency-Key"]
    olive = browser(proxied, ONE)
    first = planned(olive, key)
    olive.http.headers["X-Forwarded-For"] = OTHER
    assert planned(olive, key) == first


def test_a_call_sent_again_after_its_answer_was_lost_is_one_move(proxied: Server) -> None:
    key, title = new_key(), "One move alone"
    with httpx.Client(base_url=proxied.url, headers={"X-Forwarded-For": ONE, **key}) as client:
        with client.stream("POST", f"{API}/moves", json=plan_fields(title=title)) as lost:
            assert lost.status_code == 201  # it has begun to come, and nobody reads it
        answers = [worked(client.post(f"{API}/moves", json=plan_fields(title=title)), 201) for _ in range(2)]
    assert answers[0] == answers[1]
    with proxied.installation.database.reading() as session:
        assert session.scalar(select(func.count()).where(Move.title == title)) == 1


def test_the_start_page_gives_a_cookie_once(proxied: Server) -> None:
    visitor = Visitor(proxied)
    assert found("planner=[^;]+; HttpOnly; Path=/; SameSite=lax", visitor.get("/").headers["set-cookie"])
    assert "set-cookie" not in visitor.get("/").headers
