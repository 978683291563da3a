"""The words of other languages, as data/words.csv has them, and names of things that are one word.

The language of a row may have a sign behind it: `!` for words that mean something else in an English list ("hat",
"hose") and are read so only where the list speaks their language, `+` for nouns that end compounds ("Gartentisch").
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.domain.figures.catalogue import FOREIGN, english_names, written_names
from service.domain.pasting import arabic

FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}
    | dict(zip("áàâéèêëíìîïóòôúùûñç", "aaaeeeeiiiiooouuunc", strict=True))
    | arabic.FOLDED
)
"""Letters as people write them who have no such keys."""
CODE = 2
"""Letters of a language's code."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Words that mean the same. `only`: where the list speaks their language; `ends`: they end compounds."""

    language: str
    words: tuple[Phrase, ...]
    english: Phrase
    only: bool
    ends: bool


def fold(word: str) -> str:
    """Write a word without umlauts, accents and other signs that some leave out."""
    return word if word.isascii() else word.translate(FOLDED)


def apart(words: str) -> str:
    """Part words as `tokens` does: "lit d'enfant", "coffre-fort"."""
    return words.replace(" d'", " de ").replace(" l'", " the ").replace("-", " - ")


@cache
def rows() -> tuple[Row, ...]:
    text = files("service.domain.pasting").joinpath("data", "words.csv").read_text(encoding="utf-8")
    return tuple(_row(each) for each in csv.DictReader(text.splitlines()))


def _row(row: dict[str, str]) -> Row:
    signs = row["language"][CODE:]
    words = tuple(tuple(apart(fold(word)).split()) for word in row["words"].split("|"))
    return Row(row["language"][:CODE], words, tuple(row["english"].split()), "!" in signs, "+" in signs)


@cache
def meanings() -> dict[Phrase, Phrase]:
    """Map words and phrases to English, whatever language the list speaks; plurals of names to those of the name."""
    found: dict[Phrase, Phrase] = {}
    for row in rows():
        for word in () if row.only else row.words:
            found.setdefault(word, row.english)
    for language in FOREIGN:
        for name, one in zip(written_names(language), folded_names(language), strict=True):
            many = fold(name.plural.lower())
            if many.isalpha() and many != one and many not in english_words():
                found.setdefault((many,), (one + "s",))
                if language == "de" and not many.endswith(("n", "s")):
                    found.setdefault((many + "n",), (one + "s",))
    return found


@cache
def own_senses(language: str) -> dict[Phrase, Phrase]:
    """Map the words that mean something else in English to their meaning in this language."""
    return {word: row.english for row in rows() if row.only and row.language == language for word in row.words}


@cache
def own_words() -> dict[str, frozenset[str]]:
    """Map each language to the single words that no other has, nor English."""
    found: dict[str, set[str]] = {}
    for row in rows():
        own = (word[0] for word in row.words if len(word) == 1 and word != row.english)
        found.setdefault(row.language, set()).update(() if row.only else own)
    for language in FOREIGN:
        found.setdefault(language, set()).update(folded_names(language))
    others = {each: set[str]().union(*(found[other] for other in found if other != each)) for each in found}
    return {each: frozenset(found[each] - others[each] - english_words()) for each in found}


@cache
def single_names(language: str) -> frozenset[str]:
    """Collect the names of a language that are one word."""
    return frozenset(low for low in folded_names(language) if low.isalpha())


@cache
def folded_names(language: str) -> tuple[str, ...]:
    """Give the names of a language as they are looked up, in the catalogue's order."""
    return tuple(fold(each.name.lower()) for each in written_names(language))


@cache
def english_words() -> frozenset[str]:
    """Collect the words of the catalogue's English names."""
    return frozenset(word for each in english_names() for word in each.name.lower().split())
