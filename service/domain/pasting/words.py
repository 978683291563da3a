"""The words of other languages, as data/words.csv has them, and names of things that are one word.

The language of a row may have a sign behind it: `!` for words that mean something else in an English list ("hat",
"hose") and are read so only where the list speaks their language, `+` for nouns that end compounds ("Gartentisch"),
`=` for other spellings of a word, in lists of their language alone ("q" for "que").

Words in brackets stand for each of theirs, parted by ";" ("[lo;la] vendo"), with "-" for none of them; a name in braces
stands for its words in data/groups.csv.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from service.domain.figures.catalogue import FOREIGN, english_names, written_names
from service.domain.pasting import arabic

FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe"}
    | dict(zip("áàâéèêëíìîïóòôúùûñç", "aaaeeeeiiiiooouuunc", strict=True))
    | arabic.FOLDED
)
"""Letters as people write them who have no such keys."""
FILES = ("words.csv", "short.csv")
"""The words of other languages, and short forms of English ones."""
CODE = 2
"""Letters of a language's code."""
CHOICE = re.compile(r"\[([^\]]*)\]")
GROUP = re.compile(r"\{(\w+)\}")

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
    return (
        words.replace(" d'", " de ").replace(" l'", " the ").replace("-", " - ").replace("/", " / ").replace(".", " . ")
    )


@cache
def rows() -> tuple[Row, ...]:
    read = (each for name in FILES for each in _read(name))
    return tuple(_row(each) for each in read if not each["language"].endswith("="))


@cache
def spellings(language: str) -> dict[str, str]:
    """Map the other spellings of a language's words to the usual ones."""
    spelled = (row for row in _read("words.csv") if row["language"] == f"{language}=")
    return {fold(word): fold(row["english"]) for row in spelled for word in row["words"].split("|")}


def _row(row: dict[str, str]) -> Row:
    signs = row["language"][CODE:]
    written = (each for words in row["words"].split("|") for each in _spread(words))
    words = tuple(tuple(apart(fold(word)).split()) for word in written)
    return Row(row["language"][:CODE], words, tuple(row["english"].split()), "!" in signs, "+" in signs)


def _spread(words: str) -> Iterator[str]:
    """Write out the choices of a phrase: "[lo;la] vendo" is two of them."""
    if "[" not in words and "{" not in words:
        yield words
        return
    parts = CHOICE.split(GROUP.sub(lambda found: f"[{_groups()[found[1]]}]", words))
    choices = [part.split(";") if at % 2 else [part] for at, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join("" if each == "-" else each for each in chosen).split())


@cache
def _groups() -> dict[str, str]:
    return {row["name"]: row["words"] for row in _read("groups.csv")}


def _read(name: str) -> list[dict[str, str]]:
    text = files("service.domain.pasting").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


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
