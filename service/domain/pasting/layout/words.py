"""Words that lists are laid out with, in every language: names of columns, greetings, "done" (data/layout.csv)."""

import csv
import re
from functools import cache
from importlib.resources import files

from service.domain.pasting.words import fold

WORD = re.compile(r"[^\W_]+|[✓✔✅]")
Phrase = tuple[str, ...]


def words_in(text: str) -> Phrase:
    """Cut a text into its words as they are written, folded: nothing is translated."""
    return tuple(fold(each[0].lower()) for each in WORD.finditer(text))


@cache
def phrases(meaning: str) -> frozenset[Phrase]:
    """Collect all phrases with a meaning."""
    return frozenset(_all().get(meaning, ()))


@cache
def _longest(meaning: str) -> int:
    return max(map(len, phrases(meaning)), default=0)


def means(text: str, meaning: str) -> bool:
    """Tell whether a text is a phrase with this meaning and nothing else."""
    return words_in(text) in phrases(meaning)


def begins(words: Phrase, meaning: str) -> int:
    """Count the words of the longest phrase with this meaning at the beginning; 0 for none."""
    most = min(_longest(meaning), len(words))
    return next((many for many in range(most, 0, -1) if words[:many] in phrases(meaning)), 0)


def ends(words: Phrase, meaning: str) -> int:
    """Count the words of the longest phrase with this meaning at the end; 0 for none."""
    most = min(_longest(meaning), len(words))
    return next((many for many in range(most, 0, -1) if words[-many:] in phrases(meaning)), 0)


@cache
def columns() -> dict[Phrase, str]:
    """Map names of columns to their meaning: "item", "count", "room" ..."""
    named = {meaning.removeprefix("column "): each for meaning, each in _all().items() if meaning.startswith("column ")}
    found: dict[Phrase, str] = {}
    for meaning, each in named.items():
        for phrase in each:
            found.setdefault(phrase, meaning)
    return found


@cache
def _all() -> dict[str, list[Phrase]]:
    text = files("service.domain.pasting").joinpath("data", "layout.csv").read_text(encoding="utf-8")
    found: dict[str, list[Phrase]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["meaning"], []).extend(words_in(each) for each in row["words"].split("|"))
    return found
