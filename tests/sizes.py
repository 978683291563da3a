"""Sizes of the tests marked `long`: a part in `make test`, so that it stays short, and all of it in `make hold`.

MANYHANDS_HOLD=1 asks for all of everything, MANYHANDS_HOLD_KILLS=200 for so many kills.
"""

import os

import pytest

WHOLE = os.environ.get("MANYHANDS_HOLD") == "1"
ON_ONE = [pytest.mark.long] if WHOLE else [pytest.mark.long, pytest.mark.one_database]
"""Marks of tests that run on one database in `make test`, and in `make hold` on both: what they try in very many ways
hardly depends on it."""


def size(name: str, part: int, whole: int) -> int:
    """Return the number of something: the `part` or the `whole`, or what the environment says of it."""
    usual = whole if WHOLE else part
    return int(os.environ.get(f"MANYHANDS_HOLD_{name}", usual))
