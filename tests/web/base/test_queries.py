"""Each page takes the same number of queries for one row and for three, and a claim by form one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import event

from tests.conftest import Server
from tests.sizes import ON_ONE
from tests.web.visit import PLAN, Organizer, Visitor

pytestmark = ON_ONE
PAGES = [
    *("board", "add", "task", "share", "people", "offer", "thanks", "note", "settings", "history", "tell", "start"),
    *("signup", "known", "helper", "letters", "ask", "words", "asked"),
]
CALLS: dict[str, dict[str, str] | None] = {
    "GET /helpers": None,
    "GET /offers": None,
    "GET /asks": None,
    "PATCH /tasks/{task}": {"bring": "A ladle"},
    "PATCH /offers/{offer}": {"state": "resting"},
}
"""Calls of the API that show or change a few rows, with their bodies."""
MAX_QUERIES, MORE = 12, 3
"""Three more for an own page: what has changed since they last knew, a time that has changed since the yes as it was
before, and the hours of an ask, which are read where something of theirs has no time of its own."""
Addresses = dict[str, tuple[Visitor, str]]
"""Of each page, who looks at it and where."""


@pytest.fixture(scope="module")
def moves(running: Server) -> Iterator[tuple[Addresses, Addresses]]:
    """A move with one row of each thing, and one with three."""
    yield addresses(running, 1), addresses(running, 3)
    running.close_clients()


@contextmanager
def counted(server: Server) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(server.installation.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(server.installation.database.engine, "before_cursor_execute", note)


def addresses(server: Server, rows: int) -> Addresses:
    olive, friend = Organizer(server), Visitor(server)
    tasks = [olive.add(title=f"Lunch {number}", needed="3") for number in range(rows)]
    for number, task in enumerate(tasks):
        Visitor(server).send(f"{olive.signup_link}/claims", task=task, name=f"Friend {number}")
        Visitor(server).send(f"{olive.signup_link}/offers", name=f"Neighbour {number}", words="Anything")
    own = friend.send(f"{olive.signup_link}/claims", task=tasks[0], name="Hana")
    me, offer = _numbers(olive)
    asks = [_call(olive, "POST", "/asks", {"name": "Wei", "tasks": tasks}).json()["ask"] for _ in range(rows)]
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12")
    boards = Organizer(server)
    for _ in range(rows - 1):
        boards.send("/", **PLAN)
    return {
        "board": (olive, olive.move),
        "add": (olive, f"{olive.move}/tasks/new"),
        "task": (olive, f"{olive.move}/tasks/{tasks[0]}"),
        "share": (olive, f"{olive.move}/share"),
        "people": (olive, f"{olive.move}/people"),
        "offer": (olive, f"{olive.move}/offers/{offer}"),
        "thanks": (olive, f"{olive.move}/thanks"),
        "note": (olive, f"{olive.move}/thanks/{me}"),
        "settings": (olive, f"{olive.move}/settings"),
        "history": (olive, f"{olive.move}/history"),
        "tell": (olive, f"{olive.move}/tell"),
        "start": (boards, "/"),
        "ask": (olive, f"{olive.move}/ask"),
        "words": (olive, f"{olive.move}/ask/{asks[0]['n']}"),
        "asked": (Visitor(server), asks[0]["link"]),
        "signup": (Visitor(server), olive.signup_link),
        "known": (friend, olive.signup_link),
        "helper": (friend, own.url.path),
        "letters": (friend, f"{own.url.path}/mail"),
        **{call: (olive, call.partition(" ")[2].format(task=tasks[0], offer=offer)) for call in CALLS},
    }


def queries(server: Server, visitor: Visitor, address: str) -> int:
    with counted(server) as sent:
        assert visitor.get(address).status_code == 200
    return len(sent)


def _call(olive: Organizer, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    return olive.http.request(method, f"/api/v1{olive.move.replace('/m/', '/moves/')}{path}", headers=bearer, json=body)


def _numbers(olive: Organizer) -> tuple[int, int]:
    board = _call(olive, "GET", "/board").json()
    return board["tasks"][0]["claims"][0]["helper"]["n"], board["offers"][0]["n"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_the_same_few_queries_for_any_number_of_rows(
    running: Server, moves: tuple[Addresses, Addresses], page: str
) -> None:
    one, three = (queries(running, *each[page]) for each in moves)
    assert one == three
    assert three <= MAX_QUERIES + (MORE if page == "helper" else 0)


@pytest.mark.parametrize("call", CALLS)
def test_a_call_for_a_few_rows_takes_the_same_few_queries_for_any_number_of_rows(
    running: Server, moves: tuple[Addresses, Addresses], call: str
) -> None:
    counts = []
    for olive, path in (each[call] for each in moves):
        with counted(running) as sent:
            assert _call(cast(Organizer, olive), call.partition(" ")[0], path, CALLS[call]).status_code == 200
        counts.append(len(sent))
    one, three = counts
    assert one == three
    assert three <= 18  # three of them are for undo


def claimed(server: Server, friend: Visitor, link: str, **fields: object) -> tuple[int, int]:
    """Count the transactions that write or read moves, and their queries, of a claim by form."""
    begun = 0

    def note(_connection: Any) -> None:
        nonlocal begun
        begun += 1

    event.listen(server.installation.database.engine, "begin", note)
    with counted(server) as sent:
        assert friend.post(f"{link}/claims", **fields).status_code == 303
    event.remove(server.installation.database.engine, "begin", note)
    of_limits = sum("tally" in each for each in sent)
    announced = sum("pg_notify" in each for each in sent)
    return begun - of_limits, len(sent) - of_limits - announced


def test_a_claim_by_form_is_one_transaction_whoever_sends_it(running: Server) -> None:
    olive, friend = Organizer(running), Visitor(running)
    lunch, dinner = olive.add(title="Lunch"), olive.add(title="Dinner")
    friend.get(olive.signup_link)
    assert claimed(running, friend, olive.signup_link, task=lunch, name="Hana") == (1, 10)
    assert claimed(running, friend, olive.signup_link, task=dinner) == (1, 10)
