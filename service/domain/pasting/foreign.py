"""Words of other languages become the English ones that the parser knows, before anything is read.

Words that mean the same whatever the thing (numbers, rooms, boxes, "und", "plazas") are in data/words.csv; names of
things are in the catalogue's data/names/. A word that is English as well is in neither: English lists read as if there
were no other language.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files

from service.domain.figures.catalogue import english_names, foreign_names
from service.domain.pasting import arabic

FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}
    | dict(zip("áàâéèêëíìîïóòôúùûñç", "aaaeeeeiiiiooouuunc", strict=True))
    | arabic.FOLDED
)
"""Letters as people write them who have no such keys."""
LEAST_COMPOUND = 7
LEAST_HEAD, LEAST_BEFORE = 5, 3
HEADS = ("bett", "betten", "stuhl", "stuehle", "tisch", "tische", "regal", "regale", "schrank", "schraenke", "lampe",
    "lampen", "matratze", "matratzen", "karton", "kartons", "kiste", "kisten", "spiegel", "teppich", "pflanze",
    "pflanzen", "fahrrad", "fahrraeder")  # fmt: skip
"""Words of words.csv that end compounds, beside the catalogue's names."""
JOINTS = ("", "s", "n", "en", "er", "e")
"""Letters between the parts of a compound: "Küchenstuhl"."""
VERBS = ("assemble", "borrow", "bring", "clean", "collect", "cook", "disconnect", "dismantle", "drive", "feed", "fetch",
    "hand", "help", "hire", "hoover", "mop", "order", "pack", "pick", "read", "register", "sweep", "take", "unpack",
    "walk", "watch")  # fmt: skip
"""Verbs that words.csv gives for German infinitives."""
ANY_VERB = "register"
"""A verb that asks for help of no sort that is known."""

Phrase = tuple[str, ...]
ONLY_IN_FRENCH: dict[str, Phrase] = {
    "armoire": ("wardrobe",),
    "bureau": ("desk",),
    "chaise": ("chair",),
    "porte": ("door",),
    "portes": ("door",),
}
"""Words that mean something else in an English list, where a bureau has drawers, or in a Spanish one."""
JOINED = re.compile(r"\b(?:armoire|bureau|chaise)s? (?:d[e'’]|à|en|\d+ portes)")
"""How these words go on in French alone."""
_in_french: ContextVar[bool] = ContextVar("in_french", default=False)


def fold(word: str) -> str:
    """Write a word without umlauts, accents and other signs that some leave out."""
    return word if word.isascii() else word.translate(FOLDED)


def in_english(word: str) -> Phrase:
    """Translate one folded word of a list; a word that is not known stays as it is."""
    if word in ONLY_IN_FRENCH and _in_french.get():
        return ONLY_IN_FRENCH[word]
    return _translated(word)


def apart(words: str) -> str:
    """Part words as `tokens` does: "lit d'enfant", "coffre-fort"."""
    return words.replace(" d'", " de ").replace(" l'", " the ").replace("-", " - ")


@lru_cache(maxsize=20_000)
def _translated(word: str) -> Phrase:
    return _words().get((word,)) or _compound(word) or (word,)


def is_foreign(word: str) -> bool:
    """Tell whether a word is translated, or begins a phrase that is."""
    return in_english(word) != (word,) or word in _phrases()


def in_parts(word: str) -> list[arabic.Part]:
    """Part a folded word of a language that writes "and" and "the" together with the next."""
    return arabic.parted(word, _is_in_lists) if arabic.is_arabic(word) else [(word, 0)]


@lru_cache(maxsize=20_000)
def _is_in_lists(word: str) -> bool:
    return is_foreign(word) or word in _all_names()


@contextmanager
def speaking(text: str | None) -> Iterator[None]:
    """Read what follows as a part of this list: a French one has its own sense of ONLY_IN_FRENCH.

    Known by context, not by argument: every step of the parser cuts words, and none but this minds the language.
    `None`: a list of no language.
    """
    before = _in_french.set(text is not None and _is_french(text))
    try:
        yield
    finally:
        _in_french.reset(before)


def _is_french(text: str) -> bool:
    """Tell whether a list has a word that is French and nothing else."""
    words = {fold(word) for word in re.findall(r"[^\W\d_]+", text.lower())} - ONLY_IN_FRENCH.keys()
    return bool(words & _french() or JOINED.search(text.lower()))


def phrase_at(words: list[str], at: int) -> tuple[Phrase, int] | None:
    """Find the longest phrase of several words that begins here ("no se lleva"), and the index behind it."""
    for phrase in _phrases().get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return _words()[phrase], at + len(phrase)
    return None


@lru_cache(maxsize=1_000)
def infinitive(word: str) -> Phrase:
    """Translate a German verb that stands behind what is done ("Kühlschrank putzen"); of other words, nothing."""
    word = fold(word.lower())
    english = in_english(word) if word.endswith(("en", "ern")) else ()
    return english if english and english[0] in VERBS else ()


def is_german_verb(written: list[str]) -> bool:
    """Tell whether the last word is a verb, by its form, behind a noun with its capital: "Vorhänge abnehmen"."""
    last = written[-1]
    noun = any(word[0].isupper() and (is_foreign(fold(word.lower())) or _is_name(word)) for word in written[:-1])
    return noun and last.islower() and last.endswith(("en", "ern", "eln")) and not _is_known(last)


def is_spanish_verb(written: list[str]) -> bool:
    """Tell whether the first word is a verb, by its form, before a Spanish word: "descongelar la nevera"."""
    first = written[0].lower()
    before = is_foreign(fold(written[1].lower()))
    return before and len(first) > LEAST_HEAD and first.endswith(("ar", "er", "ir")) and not _is_known(first)


def _is_known(word: str) -> bool:
    return is_foreign(fold(word)) or _is_name(word) or word in _english()


def _is_name(word: str) -> bool:
    return fold(word.lower()) in _all_names()


@cache
def _all_names() -> frozenset[str]:
    """Collect the words of all names of other languages."""
    return frozenset(fold(word) for each in foreign_names() for word in each.name.lower().split())


@cache
def _words() -> dict[Phrase, Phrase]:
    text = files("service.domain.pasting").joinpath("data", "words.csv").read_text(encoding="utf-8")
    found: dict[Phrase, Phrase] = {}
    for row in csv.DictReader(text.splitlines()):
        for word in row["words"].split("|"):
            found.setdefault(tuple(apart(fold(word)).split()), tuple(row["english"].split()))
    for name in foreign_names():
        one, many = fold(name.name.lower()), fold(name.plural.lower())
        if many.isalpha() and many != one and many not in _english():
            found.setdefault((many,), (one + "s",))
            if name.language == "de" and not many.endswith(("n", "s")):
                found.setdefault((many + "n",), (one + "s",))
    return found


@cache
def _french() -> frozenset[str]:
    """Collect the single words that no other language has."""
    text = files("service.domain.pasting").joinpath("data", "words.csv").read_text(encoding="utf-8")
    by_language: dict[bool, set[str]] = {True: set(), False: set(_english())}
    for row in csv.DictReader(text.splitlines()):
        by_language[row["language"] == "fr"].update(map(fold, row["words"].split("|")))
    for name in foreign_names():
        by_language[name.language == "fr"].add(fold(name.name.lower()))
    return frozenset(by_language[True] - by_language[False])


@cache
def _phrases() -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(_words(), key=len, reverse=True):
        if len(phrase) > 1:
            found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def _names() -> frozenset[str]:
    """Collect the German names that are one word."""
    lows = {fold(each.name.lower()) for each in foreign_names() if each.language == "de"}
    return frozenset(low for low in lows if low.isalpha())


@cache
def _heads() -> frozenset[str]:
    plurals = {fold(each.plural.lower()) for each in foreign_names() if each.language == "de" and each.plural}
    named = {low for low in _names() | plurals if low.isalpha() and len(low) >= LEAST_HEAD}
    return frozenset(HEADS) | named - _english()


@cache
def _english() -> frozenset[str]:
    """Collect the words of the catalogue's English names."""
    return frozenset(word for each in english_names() for word in each.name.lower().split())


def _compound(word: str) -> Phrase:
    """Part a German compound before its head, the longest one: "Flurschrank" is a wardrobe in the hall."""
    if len(word) < LEAST_COMPOUND or word in _names() or word.removesuffix("s") in _names():
        return ()
    for at in range(LEAST_BEFORE, len(word) - min(map(len, HEADS)) + 1):
        head = word[at:]
        if head in _heads():
            return *_before(word[:at]), *(_words().get((head,)) or (head,))
    return ()


def _before(part: str) -> Phrase:
    """Translate the first part of a compound."""
    for joint in JOINTS:
        known = _words().get((part.removesuffix(joint),)) if part.endswith(joint) else None
        if known:
            return known
    return (part,)
