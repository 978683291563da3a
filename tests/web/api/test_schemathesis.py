"""The OpenAPI document against the running program, with every check that schemathesis has.

No 500, no undocumented answer, nothing accepted that the document forbids, nothing refused that it allows, and no
request that costs more statements than a fixed number.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from service.domain.core.links import Grants, Link
from service.domain.rules.offers import add_offer
from service.domain.rules.organizers import add_organizer
from tests.conftest import Server
from tests.make import Olive
from tests.sizes import WHOLE, size

pytestmark = pytest.mark.long

HERE = Path(__file__).resolve().parent / "schemathesis"
EXAMPLES = size("SCHEMATHESIS_EXAMPLES", 1, 15)
"""For each call; the coverage phase has about a hundred of its own."""
SHARE = size("SCHEMATHESIS_SHARE", 60, 1)
"""One in so many of those is sent, the first of each call among them."""
ALL_PHASES = "examples,coverage,fuzzing,stateful"
PHASES = ALL_PHASES if WHOLE else "examples,coverage"
"""Examples, and about a hundred odd values for each call."""
REFUSES_MORE = pytest.mark.every_database if WHOLE else pytest.mark.one_database("postgresql")
"""PostgreSQL refuses more odd values than SQLite."""
ENDS_WITHIN = 600
MAX_STATEMENTS = 40
"""In one transaction, for the small lists that are generated: to forget somebody takes the most."""


def known(server: Server) -> dict[str, Any]:
    """A move with something of each kind, somebody who may be forgotten, and another move that nobody here holds."""
    olive, make = Olive(server.installation.database), server.installation.links.make
    books, lunch = olive.task(needed=12), olive.task("care", "Lunch", needed=2)
    olive.task("heavy_item", "Piano", weight_kg=80)
    van = olive.task("trip", "First run", needed=2)
    hana, tom, leaving = (olive.helper(name) for name in ("Hana", "Tom", "Somebody who leaves"))
    olive.claim(books, hana, 6)
    olive.claim(lunch, tom)
    olive.drive(van, tom)
    with olive.change() as opened:
        add_offer(opened, hana, "Tell me if I can do something")
    ask = olive.ask(books, lunch)
    with olive.change() as opened:
        nora = add_organizer(opened, {"name": "Nora"})
    board, move_id = olive.board(), olive.link.move_id

    def link_of(helper: int) -> str:
        return make(Link(move_id, Grants.HELPER, helper, 1))

    return {
        "organizer": make(olive.link),
        "move": move_id,
        "other_move": Olive(server.installation.database).link.move_id,
        "signup": make(olive.signup),
        "helper": link_of(hana),
        "other_helper": link_of(leaving),
        "tasks": [task.n for task in board.tasks],
        "helpers": [helper.n for helper in board.helpers],
        "claims": [claim.n for task in board.tasks for claim in task.claims],
        "offers": [offer.n for offer in board.offers],
        "asks": [ask],
        "organizers": [nora],
        "ask": make(Link(move_id, Grants.ASK, ask, 1)),
        "thanks": [helper.n for helper in board.helpers],
    }


@pytest.fixture
def most(server: Server) -> Any:
    """The most statements that any transaction took, counted while the test runs."""
    counted = [0]

    def begins(connection: Any) -> None:
        connection.info["statements"] = 0

    def counts(connection: Any, *_: Any) -> None:
        connection.info["statements"] = connection.info.get("statements", 0) + 1
        counted[0] = max(counted[0], connection.info["statements"])

    engine = server.installation.database.engine
    event.listen(engine, "begin", begins, insert=True)  # before the statement that begins it
    event.listen(engine, "before_cursor_execute", counts)
    yield counted
    event.remove(engine, "before_cursor_execute", counts)
    event.remove(engine, "begin", begins)


@REFUSES_MORE
@pytest.mark.held  # tests/attack/test_bogus_fields.py has odd values for each field, test_openapi.py the document
def test_the_program_is_what_its_document_says_to_an_organizer(server: Server, most: list[int], tmp_path: Path) -> None:
    given = known(server)
    holds(server, given, given.pop("organizer"), most, tmp_path)


@pytest.mark.one_database  # a stranger gets no further than the link
@pytest.mark.held  # tests/attack/test_every_door.py has a stranger at each call
def test_the_program_is_what_its_document_says_to_a_stranger(server: Server, most: list[int], tmp_path: Path) -> None:
    given = known(server)
    given.pop("organizer")
    holds(server, given, "nobody", most, tmp_path)


def holds(server: Server, given: dict[str, Any], token: str, most: list[int], folder: Path) -> None:
    most[0] = 0
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml"),
            *("run", f"{server.url}/api/v1/openapi.json", "--no-color"),
            *("--seed", "1", "--generation-deterministic", "--max-examples", str(EXAMPLES)),
            *("--phases", PHASES, "-H", f"Authorization: Bearer {token}"),
        ],
        env=os.environ
        | {"KNOWN": json.dumps(given), "SHARE": str(SHARE), "SCHEMATHESIS_HOOKS": "known", "PYTHONPATH": str(HERE)},
        cwd=folder,  # it remembers what it found, and would begin with that
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 52" in done.stdout
    assert 0 < most[0] <= MAX_STATEMENTS
