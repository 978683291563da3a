"""What `make test` does in part, so that it stays short, and `make hold` in full.

Tests marked `long` have smaller figures, tests of faces run on one of the two databases each, of those marked `sampled`
every third case is tried, and those marked `held` are left to `make hold`. MANYHANDS_HOLD=1 asks for all of everything,
MANYHANDS_HOLD_KILLS=200 for so many kills.
"""

import os
from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest

WHOLE = os.environ.get("MANYHANDS_HOLD") == "1"
ON_ONE = [pytest.mark.long] if WHOLE else [pytest.mark.long, pytest.mark.one_database]
"""Marks of tests that run on one database in `make test`, and in `make hold` on both: what they try in very many ways
hardly depends on it."""


def size(name: str, part: int, whole: int) -> int:
    """Return the number of something: the `part` or the `whole`, or what the environment says of it."""
    usual = whole if WHOLE else part
    return int(os.environ.get(f"MANYHANDS_HOLD_{name}", usual))


def has_turn(name: str, turn: int, turns: int = 2) -> bool:
    """Tell whether one of several checks is due for a thing: its name decides which one is, in `make hold` all are."""
    return WHOLE or crc32(name.encode()) % turns == turn


ENGINES = ["sqlite", "postgresql"]
ON_POSTGRESQL = 12
"""Of so many tests that are divided, one is on PostgreSQL in `make test`: each statement takes longer there."""
DIVIDED = ("web", "attack", "mail", "commands", "browser", "domain/rules", "domain/reading")
"""Folders of tests that reach the database through functions which tests in domain/core, storage and model try on both
kinds of it."""


SAMPLE = 3
"""Of so many cases of a test that is marked `sampled`, one is tried in `make test`."""


def divide(items: list[pytest.Item]) -> list[pytest.Item]:
    """Mark the tests of faces and rules as `divided`, and return what is left to `make hold`: half of those, the ones
    marked `held`, and most cases of those marked `sampled`.

    Each stays on one of the two databases. Its name says on which, so that it is the same in every run. A
    test that looks for what one of them alone may do is marked `every_database`.
    """
    left = []
    folders = {Path(__file__).parent / name for name in DIVIDED}
    cases: Counter[str] = Counter()
    for item in items:
        callspec = getattr(item, "callspec", None)
        engine = callspec.params.get("engine") if callspec else None
        marks = {mark.name for mark in item.iter_markers()}
        is_divided = "divided" in marks or folders & {*item.path.parents}
        if engine and not marks & {"one_database", "every_database"} and is_divided:
            item.add_marker("divided")
            name = item.nodeid.replace(engine, "")
            if engine != ("sqlite" if crc32(name.encode()) % ON_POSTGRESQL else "postgresql") and not WHOLE:
                left.append(item)
                continue
        if WHOLE:
            continue
        test = item.nodeid.partition("[")[0]
        if "held" in marks or ("sampled" in marks and cases[test] % SAMPLE):
            left.append(item)
        cases[test] += 1
    return left
