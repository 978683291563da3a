"""Hints in the words of an offer: what its writer can do, and when. Pure.

An offer is one line of anybody, in any of the languages, so it is looked through in all of them at once. What is
denied ("I have no car") counts as denied; nothing is known of what is not said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cache

from service.domain.hints.phrases import ar, de, en, es, fr

LANGUAGES = (en, de, es, fr, ar)
MAX_WORDS = 2_000
"""Characters that are looked through: an offer is a line or two."""
LONG_WORD = 4
"""Letters from which a word may name a thing."""
STEM = 5
"""Letters by which a word is known again: "plants" and "plant"."""
BEFORE_EIGHT = 8
"""Hours below which "after 5" means the afternoon."""
FIGURES = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?!\d)(?: ?(?P<half>[ap]\.?m)(?!\w))?"
"""A clock time in figures."""
NO_SPAN = (
    r"(?! (?:of|(?:week|day|month|year|hour|minute)s?|wochen?|tagen?|monaten?|jahren?|stunden?|minuten?|leuten?|"
    r"semanas?|días?|meses|años?|semaines?|jours?|mois|ans?)(?!\w))"
)
"""Words that do not follow a clock time: "not before two weeks"."""


class Can(StrEnum):
    """A kind of help that somebody can give, or would like to."""

    DRIVE = "drive"
    STRONG = "strong"
    LIGHT = "light"
    """Only what is not heavy."""
    COOK = "cook"
    CHILDREN = "children"
    PETS = "pets"
    CLEAN = "clean"
    PACK = "pack"
    HANDY = "handy"


@dataclass(frozen=True)
class Said:
    """Words of an offer, and what they mean where it is a time: from when, until when."""

    words: str
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Hints:
    """All that was found in the words of an offer."""

    can: dict[Can, Said] = field(default_factory=dict)
    cannot: frozenset[Can] = frozenset()
    time: Said | None = None
    weekdays: dict[int, Said] = field(default_factory=dict)
    """By number, Monday is 0."""
    vehicle: str = ""
    all_day: bool = False
    """They are there from morning to evening."""
    words: dict[str, Said] = field(default_factory=dict)
    """All other words that may name a thing, by their stems."""

    def named_in(self, title: str) -> Said | None:
        """Find the word of the offer that a title has, too."""
        return next((self.words[stem] for stem in stems(title) if stem in self.words), None)


def read_hints(words: str) -> Hints:
    """Read what an offer says, in whichever language."""
    can, cannot, weekdays, rest = dict[Can, Said](), set[Can](), dict[int, Said](), dict[str, Said]()
    when, vehicle, all_day = None, "", False
    for at, clause, plain, denied in _clauses(words[:MAX_WORDS]):
        for what, match in _matches(plain):
            if not denied:
                can.setdefault(what, Said(match.group().strip()))
                vehicle = vehicle or match.groupdict().get("vehicle") or ""
            elif what is Can.STRONG:
                can.setdefault(Can.LIGHT, Said(clause.strip()))
            else:
                cannot.add(what)
        if not denied:
            when = when or at
            all_day = all_day or bool(_all_day().search(clause))
            weekdays |= {day: Said(said) for day, said in _weekdays(clause) if day not in weekdays}
            rest |= {stem: Said(word) for stem, word in stems(plain).items() if stem not in rest}
    if Can.LIGHT in can:
        can.pop(Can.STRONG, None)
    return Hints(can, frozenset(cannot - can.keys()), when, weekdays, vehicle, all_day, rest)


def stems(text: str) -> dict[str, str]:
    """Map the beginnings of the longer words of a text to the words as they stand there."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= LONG_WORD]
    dull = frozenset[str]().union(*(each.DULL for each in LANGUAGES))
    return {word.casefold()[:STEM]: word for word in words if word.casefold() not in dull}


def _clauses(words: str) -> Iterator[tuple[Said | None, str, str, bool]]:
    """Split words where one says something else.

    Tells of each part its time, its words, those without the time, and whether they deny.
    """
    plain = words.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")
    for clause in _splitter().split(plain):
        denied = bool(_denials().search(_no_trouble().sub(" ", clause)))
        if denied and (bound := _bound(clause)):
            at, rest = bound
            yield at, rest, rest, False
        else:
            at, rest = _time(clause)
            yield at, clause, rest, denied


def _time(clause: str) -> tuple[Said | None, str]:
    """Find the time that is named in a clause; returns also the clause without it."""
    for pattern, starts, ends in _named_times():
        if found := pattern.search(clause):
            return Said(found.group().strip(), starts, ends), clause.replace(found.group(), " ")
    for pattern, is_end in _clocks():
        if (found := pattern.search(clause)) and (at := _clock(found)):
            hours = Said(found.group().strip(), *((None, at) if is_end else (at, None)))
            return hours, clause.replace(found.group(), " ")
    return None, clause


def _bound(clause: str) -> tuple[Said, str] | None:
    """Find in a clause that denies the time before or after which they cannot: "not before eleven".

    Returns also what else it says; nothing where the denial is of that, too ("before eleven I can't").
    """
    for pattern, is_end in _bounds():
        if (found := pattern.search(clause)) and (at := _clock(found)):
            rest = clause.replace(found.group(), " ")
            words, rest = (clause, "") if _denials().search(rest) else (found.group(), rest)
            return Said(words.strip(), *((None, at) if is_end else (at, None))), rest
    return None


def _clock(found: re.Match[str]) -> time | None:
    named = (name[1:] for name, word in found.groupdict().items() if word and name[1:].isdigit())
    hour = int(found["hour"] or next(named))
    minute, half = int(found["minute"] or 0), (found["half"] or "").lower()
    if hour < (12 if half.startswith("p") else BEFORE_EIGHT) and not half.startswith("a"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekdays(clause: str) -> Iterator[tuple[int, str]]:
    for day, pattern in enumerate(_days()):
        if found := pattern.search(clause):
            yield day, found.group()


def _matches(clause: str) -> Iterator[tuple[Can, re.Match[str]]]:
    for what, patterns in _phrases().items():
        for pattern in patterns:
            if found := pattern.search(clause):
                yield what, found
                break


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)


@cache
def _splitter() -> re.Pattern[str]:
    but = "|".join(each.BUT for each in LANGUAGES)
    return re.compile(rf"[.,;:!?،؛؟\n–—](?!\d)|(?<!\w)(?:{but})(?!\w)", re.IGNORECASE)


@cache
def _denials() -> re.Pattern[str]:
    return _compiled("|".join(rf"(?:{each.NOT})(?!\w)" for each in LANGUAGES))


@cache
def _no_trouble() -> re.Pattern[str]:
    return _compiled("|".join(each.NO_TROUBLE for each in LANGUAGES))


@cache
def _named_times() -> list[tuple[re.Pattern[str], time | None, time | None]]:
    return [(_compiled(pattern), starts, ends) for each in LANGUAGES for pattern, starts, ends in each.TIMES]


@cache
def _clocks() -> list[tuple[re.Pattern[str], bool]]:
    clocks = [(each.FROM_CLOCK, False) for each in LANGUAGES] + [(each.UNTIL_CLOCK, True) for each in LANGUAGES]
    return [(_compiled(rf"(?:{words}) {FIGURES}"), is_end) for words, is_end in clocks]


@cache
def _bounds() -> list[tuple[re.Pattern[str], bool]]:
    """Build the patterns of "not before" and "not after" a clock time, in figures or in words."""
    clocks = [(each, each.BEFORE_CLOCK, False) for each in LANGUAGES]
    clocks += [(each, each.AFTER_CLOCK, True) for each in LANGUAGES]
    return [
        (_compiled(rf"(?:(?:{each.NOT}) )?(?:{words}) (?:{FIGURES}|(?:{_hours(each.HOURS)})(?!\w)){NO_SPAN}"), is_end)
        for each, words, is_end in clocks
    ]


def _hours(words: Sequence[str]) -> str:
    """Build a pattern of hours in words, with a group for each: its name is a letter and the hour."""
    return "|".join(f"(?P<h{hour}>{word})" for hour, word in enumerate(words, start=1))


@cache
def _all_day() -> re.Pattern[str]:
    return _compiled("|".join(rf"(?:{each.ALL_DAY})(?!\w)" for each in LANGUAGES))


@cache
def _days() -> list[re.Pattern[str]]:
    return [_compiled("|".join(rf"(?:{each.WEEKDAYS[day]})(?!\w)" for each in LANGUAGES)) for day in range(7)]


@cache
def _phrases() -> dict[Can, list[re.Pattern[str]]]:
    return {what: [_compiled("|".join(each.CAN[what])) for each in LANGUAGES] for what in Can}
