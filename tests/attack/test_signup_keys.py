"""The key of a friend's call belongs to the friend: at a link that many hold nobody gets another's answer by it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Engine, Server, serving
from tests.web.api.caller import API, Move, new_key, plan, refused, worked

Door = tuple[str, dict[str, Any]]
"""Where a friend's call goes, and what it holds."""
ONE, OTHER = "192.0.2.1", "198.51.100.1"
HANA = {"name": "Hana", "email": "hana@example.org", "phone": "+49 30 555 0100"}


@pytest.fixture(scope="module")
def proxied(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("proxied")
    with engine.settings(folder) as settings, serving(**settings, trusted_proxies="127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def move(proxied: Server) -> Iterator[Move]:
    with httpx.Client(base_url=proxied.url, timeout=20) as client:
        yield plan(client)


@pytest.fixture(params=["claims", "offers"])
def door(request: pytest.FixtureRequest, move: Move) -> Door:
    what = {"task": move.add_boxes(), "quantity": 2} if request.param == "claims" else {"words": "Anything"}
    return f"{API}/signup/{move.signup_token}/{request.param}", HANA | what


def call(move: Move, door: Door, address: str, key: dict[str, str], **other: Any) -> httpx.Response:
    """Send a friend's call from an address."""
    path, body = door
    return move.client.post(path, json=body | other, headers={"X-Forwarded-For": address, **key})


def test_a_stranger_with_the_same_key_and_words_gets_an_entry_of_their_own(move: Move, door: Door) -> None:
    key = new_key()
    hers, theirs = (worked(call(move, door, address, key), 201) for address in (ONE, OTHER))
    assert hers["helper_link"] != theirs["helper_link"]


def test_nobody_learns_by_a_refusal_that_a_key_was_used(move: Move, door: Door) -> None:
    key = new_key()
    worked(call(move, door, ONE, key), 201)
    worked(call(move, door, OTHER, key, name="Tom"), 201)
    refused(call(move, door, ONE, key, name="Tom"), 422, "key_reused")


def test_a_call_sent_again_after_its_answer_was_lost_has_one_effect(move: Move, door: Door) -> None:
    key = new_key()
    path, body = door
    before = move.version
    with move.client.stream("POST", path, json=body, headers={"X-Forwarded-For": ONE, **key}) as lost:
        assert lost.status_code == 201  # it has begun to come, and nobody reads it
    assert move.version == before + 1
    answers = [worked(call(move, door, ONE, key), 201) for _ in range(2)]
    assert answers[0] == answers[1]
    assert move.version == before + 1
    assert worked(call(move, door, ONE, new_key()), 201) != answers[0]
