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

from service.demo import plan_demo
from tests.conftest import NOON, Server
from tests.make import Olive

HERE = Path(__file__).parent / "schemathesis"
EXAMPLES = 15
"""For each call; the coverage phase adds about a hundred of its own."""
ENDS_WITHIN = 300
MOST_STATEMENTS = 40
"""In one transaction, for the small lists that are generated."""


def known(server: Server) -> dict[str, Any]:
    """The example move, with somebody who may be forgotten and another move that nobody here holds."""
    links = plan_demo(server.house.database, now=NOON)
    olive = Olive.__new__(Olive)
    olive.__dict__ |= {"database": server.house.database, "link": links.organizer}
    leaving = olive.helper("Somebody who leaves")
    board, make = olive.board(), server.house.links.make
    return {
        "organizer": make(links.organizer),
        "move": links.organizer.move_id,
        "other_move": Olive(server.house.database).link.move_id,
        "signup": make(links.signup),
        "helper": make(links.helper),
        "other_helper": server.house.helper_url(links.organizer.move_id, leaving, 1).rsplit("/", 1)[1],
        "tasks": [task.n for task in board.tasks],
        "helpers": [helper.n for helper in board.helpers],
        "claims": [claim.n for task in board.tasks for claim in task.claims],
        "offers": [offer.n for offer in board.offers],
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

    engine = server.house.database.engine
    event.listen(engine, "begin", begins)
    event.listen(engine, "before_cursor_execute", counts)
    yield counted
    event.remove(engine, "before_cursor_execute", counts)
    event.remove(engine, "begin", begins)


@pytest.mark.parametrize("asker", ["an organizer", "a stranger"])
def test_the_program_is_what_its_document_says(server: Server, most: list[int], asker: str) -> None:
    given = known(server)
    token = given.pop("organizer") if asker == "an organizer" else "nobody"
    most[0] = 0
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml"),
            *("run", f"{server.url}/api/v1/openapi.json", "--no-color"),
            *("--seed", "1", "--generation-deterministic", "--max-examples", str(EXAMPLES)),
            *("-H", f"Authorization: Bearer {token}"),
        ],
        env={**os.environ, "KNOWN": json.dumps(given), "SCHEMATHESIS_HOOKS": "known", "PYTHONPATH": str(HERE)},
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 30" in done.stdout
    assert 0 < most[0] <= MOST_STATEMENTS
