"""What `make test` does in part, so that it stays short, and `make hold` in full.

Tests marked `long` have smaller figures, tests of faces run on one of the two databases each, of those marked `sampled`
every fourth case is tried, and those marked `held` are left to `make hold`. MANYHANDS_HOLD=1 asks for all of
everything, MANYHANDS_HOLD_KILLS=200 for so many kills.
"""

import os
from collections.abc import Iterable
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
ON_POSTGRESQL = 24
"""Of so many tests that are divided, one is on PostgreSQL in `make test`: each statement takes longer there."""
DIVIDED = tuple(
    f"tests/{name}/" for name in ("web", "attack", "mail", "commands", "browser", "domain/rules", "domain/reading")
)
"""Folders of tests that reach the database through functions which tests in domain/core, storage and model try on both
kinds of it."""


SAMPLE = 4
"""Of so many cases of a test that is marked `sampled`, one is tried in `make test`."""


def divide(metafunc: pytest.Metafunc) -> None:
    """Mark the cases of tests of faces and rules as `divided`, and drop those that are left to `make hold`: half of
    those, most of a test that is marked `sampled`, and those that are marked `held`, but for one to deselect.

    Each stays on one of the two databases. Its name says on which, so that it is the same in every run. A
    test that looks for what one of them alone may do is marked `every_database`. What is dropped never becomes a test:
    every worker would make all of them, and half of them for nothing.
    """
    test = metafunc.definition.nodeid
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    is_divided = not marks & {"one_database", "every_database"} and ("divided" in marks or test.startswith(DIVIDED))
    cases = []
    for call in metafunc._calls:
        engine = str(call.params.get("engine", ""))
        if engine and is_divided:
            name = f"{test}[{call.id}]".replace(engine, "")
            if engine != ("sqlite" if crc32(name.encode()) % ON_POSTGRESQL else "postgresql") and not WHOLE:
                continue
            call.marks.append(pytest.mark.divided.mark)
        if "postgresql" in call.params.values():
            call.marks.append(pytest.mark.postgresql.mark)
        cases.append(call)
    if not WHOLE:
        if "sampled" in marks:
            cases = cases[::SAMPLE]
        # Without any it would be a test without arguments.
        cases = [call for call in cases if not is_held(call.marks)] or cases[:1]
    metafunc._calls[:] = cases


def is_held(marks: Iterable[pytest.Mark]) -> bool:
    """Tell whether a test with these marks is left to `make hold`."""
    return not WHOLE and any(mark.name == "held" for mark in marks)
