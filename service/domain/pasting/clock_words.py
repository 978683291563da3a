"""The words around a time of day, and what they mean: data/clocks.csv has them by language."""

import csv
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from service.domain.pasting.tokens import TOKEN
from service.domain.pasting.words import fold


class Says(StrEnum):
    """The meaning of words around a time."""

    AT = "at"
    BY = "by"
    ABOUT = "about"
    BETWEEN = "between"
    FROM = "from"
    TO = "to"
    UNTIL = "until"
    LIMIT = "limit"
    """Before or after it: no time to be there."""
    AND = "and"
    THE = "the"
    O_CLOCK = "o'clock"
    HOURS = "hours"
    AM = "am"
    PM = "pm"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NOON = "noon"
    AT_NOON = "at noon"
    HALF_PAST = "half past"
    HALF_TO = "half to"
    QUARTER_PAST = "quarter past"
    QUARTER_TO = "quarter to"
    AND_HALF = "and a half"
    AND_QUARTER = "and a quarter"
    LESS_QUARTER = "less a quarter"
    AT_NIGHT = "at night"
    """Food and drink of the evening: "dinner at 8" is not of the morning, and nobody says so."""
    ADDRESS = "address"


class Unit(NamedTuple):
    """Some words of a line, or a sign. `says`: None where they have no meaning here; `number`: an hour, maybe."""

    raw: str
    start: int
    end: int
    says: Says | None = None
    number: int | None = None


def units_of(text: str) -> list[Unit]:
    """Cut a text into what matters for a time; of words in a row that mean something together, one unit."""
    found = [(_low(each[0].replace("’", "'")), *each.span()) for each in TOKEN.finditer(text)]
    lows = [low for low, _, _ in found]
    units: list[Unit] = []
    at = 0
    while at < len(found):
        low, start, end = found[at]
        for phrase in _phrases().get(low, ()):
            if tuple(lows[at : at + len(phrase)]) == phrase and not _is_german_am(text, found, at):
                meaning, end = _meanings()[phrase], found[at + len(phrase) - 1][2]
                number = int(meaning) if meaning.isdecimal() else None
                units.append(Unit(text[start:end].lower(), start, end, None if number else Says(meaning), number))
                at += len(phrase)
                break
        else:
            units.append(Unit(low, start, end, number=_number(low)))
            at += 1
    return units


def _low(word: str) -> str:
    """Write a word without accents, but for the French "à": without its own it is another word, in other languages."""
    low = word.lower()
    return low if low == "à" else fold(low)


def _is_german_am(text: str, found: Sequence[tuple[str, int, int]], at: int) -> bool:
    """Tell whether an "am" is that of "Tisch 5 am Fenster"."""
    is_apart = found[at][0] == "am" and 0 < at < len(found) - 1 and found[at - 1][2] < found[at][1]
    return is_apart and text[found[at + 1][1]].isupper()


def _number(low: str) -> int | None:
    """Read an hour in digits, with its minutes behind a point; None for any other number."""
    hour, dot, minutes = low.partition(".")
    if not hour.isdecimal() or len(hour) > 2 or (dot and (len(minutes) != 2 or int(minutes) > 59)):
        return None
    return int(hour)


@cache
def _meanings() -> dict[tuple[str, ...], str]:
    text = files("service.domain.pasting").joinpath("data", "clocks.csv").read_text(encoding="utf-8")
    return {
        tuple(_low(each[0]) for each in TOKEN.finditer(words)): row["meaning"]
        for row in csv.DictReader(text.splitlines())
        for words in row["words"].split("|")
    }


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Map the first word of each phrase to those that begin with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_meanings(), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found
