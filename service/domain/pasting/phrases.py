"""Phrases of English, as data/phrases.csv has them: what stays, what is a trip, what is care.

A phrase is words one after the other: `a/b` is any of several, `a?` may be left out, `..` is up to three words, and
what begins with `@` is one of KINDS or of EDGES: somebody, a vehicle, the end of what is said. Words of other languages
are in English before.
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from service.domain.pasting.index import by_word
from service.domain.pasting.languages import spoken
from service.domain.pasting.lookup import KNOWN_WORDS
from service.domain.pasting.nouns import is_english
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.vocabulary import ARTICLES, ROOMS, VEHICLE_WORDS

EDGES = frozenset({"@start", "@end"})
"""Elements where what is said begins and ends."""
GAP = 3
"""Most words of `..`."""
LEAST_OWNER = 4
"""Letters of the shortest name with an s that has no apostrophe: "thats Priyas"."""

Phrase = tuple[str, ...]
Words = Sequence[str]


def says(words: Words, name: str) -> bool:
    """Tell whether a phrase of a set is in the words."""
    return len(words) > 1 and _says(tuple(words), name, spoken())


@lru_cache(maxsize=20_000)
def _says(words: Phrase, name: str, _languages: tuple[str, ...]) -> bool:
    likely = _likely(words, name)
    return any(_first_end(words, at, name, likely) is not None for at in range(len(words)))


def ends_at(words: Words, at: int, name: str) -> int | None:
    """Find the end of a phrase of a set that begins here."""
    return _first_end(words, at, name, _likely(words, name))


def _first_end(words: Words, at: int, name: str, likely: list[Phrase]) -> int | None:
    for phrase in (*_phrases(name).get(words[at], ()), *likely):
        end = _matched(phrase, words, at)
        if end is not None:
            return end
    return None


def _likely(words: Words, name: str) -> list[Phrase]:
    """Choose, of the phrases that begin with no word of their own, those of which all other words are there."""
    have = set(words)
    return [phrase for phrase in _phrases(name).get("@", ()) if all(_may_be(each, have) for each in phrase)]


def _may_be(element: str, have: set[str]) -> bool:
    return element[0] == "@" or element[-1] == "?" or element == ".." or not _either(element).isdisjoint(have)


def _matched(phrase: Phrase, words: Words, at: int) -> int | None:
    if not phrase:
        return at
    first, following = phrase[0], phrase[1:]
    if first == "..":
        ends = (_matched(following, words, then) for then in range(at + 1, min(at + 1 + GAP, len(words)) + 1))
        return next((end for end in ends if end is not None), None)
    end = _passed(first, words, at)
    found = None if end is None else _matched(following, words, end)
    return _matched(following, words, at) if found is None and first.endswith("?") else found


def _passed(element: str, words: Words, at: int) -> int | None:
    """Pass over one element that stands here; None where it does not."""
    if element in EDGES:
        return at if at == (len(words) if element == "@end" else 0) else None
    if at >= len(words):
        return None
    kind = KINDS.get(element.removesuffix("?"))
    if kind is not None:
        return kind(words, at)
    return at + 1 if words[at] in _either(element) else None


@cache
def _either(element: str) -> frozenset[str]:
    return frozenset(element.removesuffix("?").split("/"))


def _whom(words: Words, at: int) -> int | None:
    """Pass over somebody: "my sister's", "the neighbours", "Becca"; no room, and no place in a home."""
    at = _behind(words, at, ARTICLES)
    if at >= len(words) or (at + 1 < len(words) and words[at + 1] in ROOMS):
        return None
    word = words[at].removesuffix("'s").removesuffix("s'")
    known = not words_for("people").isdisjoint((word, word.removesuffix("s")))
    return at + 1 if known or is_name(word) else None


def is_name(word: str) -> bool:
    """Tell whether a word of an English list may be somebody's name: nothing else is known by it."""
    if spoken() or not word.isalpha() or word in KNOWN_WORDS or word in by_word() or word in words_for("places"):
        return False
    return not is_english(word) and not is_english(word.removesuffix("s"))


def _name(words: Words, at: int) -> int | None:
    return at + 1 if is_name(words[at]) else None


def _given(words: Words, at: int) -> int | None:
    """Pass over a name that people give their children, in any list."""
    return at + 1 if words[at] in words_for("given") else None


def _kin(words: Words, at: int) -> int | None:
    """Pass over somebody of the family, or somebody else with whom children stay."""
    at = _behind(words, at, ARTICLES)
    if at >= len(words):
        return None
    word = words[at].removesuffix("'s")
    return at + 1 if any(word in words_for(each) for each in ("relatives", "people", "given")) else None


def _owner(words: Words, at: int) -> int | None:
    """Pass over whose it is, but for relatives: that was theirs, and is the writer's now."""
    word = words[at]
    owner = word.removesuffix("'s").removesuffix("s'")
    if owner != word:
        return None if owner in words_for("relatives") or owner in ("it", "that", "what", "he", "she") else at + 1
    bare = word.removesuffix("s")
    return at + 1 if bare != word and len(word) >= LEAST_OWNER and is_name(word) and is_name(bare) else None


def _home(words: Words, at: int) -> int | None:
    at = _behind(words, at, ARTICLES | {"new", "old", "other", "same"})
    return at + 1 if at < len(words) and words[at] in words_for("home") else None


def _tip(words: Words, at: int) -> int | None:
    """Pass over a place where things are thrown or given away: "the tip", "Value Village", "the charity shop"."""
    at = _behind(words, at, ARTICLES)
    if at < len(words) and words[at] in words_for("tips"):
        return at + 1 + (not words_for("behind_tips").isdisjoint(words[at + 1 : at + 2]))
    pair = "-".join(words[at : at + 2])
    return at + 2 if pair in words_for("tips") else None


def _vehicle(words: Words, at: int) -> int | None:
    at = _behind(words, at, ARTICLES | {"rental", "hire", "big", "large", "moving"})
    if list(words[at : at + 3]) == ["u", "-", "haul"]:
        return at + 3
    return at + 1 if at < len(words) and words[at] in VEHICLE_WORDS else None


def _number(words: Words, at: int) -> int | None:
    number = number_at(list(words), at)
    return None if number is None else number[1]


def _behind(words: Words, at: int, passed: frozenset[str]) -> int:
    while at < len(words) and words[at] in passed:
        at += 1
    return at


KINDS: dict[str, Callable[[Words, int], int | None]] = {
    "@whom": _whom,
    "@name": _name,
    "@given": _given,
    "@kin": _kin,
    "@owner": _owner,
    "@home": _home,
    "@tip": _tip,
    "@vehicle": _vehicle,
    "@number": _number,
}


@cache
def _phrases(name: str) -> dict[str, list[Phrase]]:
    """Map the first words to the phrases that begin so; "@" to those that begin with no word of their own."""
    text = files("service.domain.pasting").joinpath("data", "phrases.csv").read_text(encoding="utf-8")
    found: dict[str, list[Phrase]] = {}
    for row in csv.DictReader(text.splitlines()):
        for phrase in row["phrases"].split("|") if row["set"] == name else ():
            elements = tuple(phrase.split())
            for first in ("@",) if elements[0].startswith("@") else _either(elements[0]):
                found.setdefault(first, []).append(elements)
    return found
