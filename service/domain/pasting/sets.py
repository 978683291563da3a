"""Sets of English words, as data/english.csv has them."""

import csv
from functools import cache
from importlib.resources import files


@cache
def words_for(name: str) -> frozenset[str]:
    """Collect the words of a set."""
    return _all().get(name, frozenset())


@cache
def _all() -> dict[str, frozenset[str]]:
    text = files("service.domain.pasting").joinpath("data", "english.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["set"], set()).update(row["words"].split())
    return {name: frozenset(words) for name, words in found.items()}
