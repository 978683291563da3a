"""Words of other languages become the English ones that the parser knows, before anything is read.

Words that mean the same whatever the thing (numbers, rooms, boxes, "und", "plazas") are in data/words.csv; names of
things are in the catalogue's data/names/. `words` has both; `german` reads German by its parts; `languages` tells which
ones a list speaks: a word that is English as well is read in its other sense only where the list speaks that language.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from service.domain.figures.catalogue import FOREIGN
from service.domain.pasting import arabic
from service.domain.pasting.german import VERBS, read_inflected, read_parts
from service.domain.pasting.languages import spoken
from service.domain.pasting.spanish import read_endings
from service.domain.pasting.vocabulary import VEHICLE_WORDS
from service.domain.pasting.words import (
    Phrase,
    english_words,
    fold,
    folded_names,
    meanings,
    own_senses,
    single_names,
    spellings,
)

ANY_VERB = "register"
"""A verb that asks for help of no sort that is known."""
LEAST_VERB = 5
"""Letters of the shortest Spanish verb that is told by its form."""
SEPARABLE = re.compile(
    r"(?:ab|an|auf|aus|ein|zurueck|weg|nach|durch|her|hin|drueber|runter|rauf|raus|rein|um|vor)(?!zu)\w{3,}en"
)
"""German verbs with the words before them that make nouns seldom."""
LINKS = frozenset({"de", "del", "con", "para", "y", "en", "sin", "por", "a"})
"""Spanish words behind a noun rather than a verb."""


def in_english(word: str) -> Phrase:
    """Translate one folded word of a list; a word that is not known stays as it is."""
    return _translated(word, spoken())


@lru_cache(maxsize=20_000)
def _translated(word: str, languages: tuple[str, ...]) -> Phrase:
    for language in languages:
        own_sense = own_senses(language).get((word,))
        if own_sense:
            return own_sense
    known = meanings().get((word,))
    if known or word in single_names("de") or word.removesuffix("s") in single_names("de"):
        return known or (word,)
    own = word not in english_words()
    inflected = read_inflected(word) if own and "de" in languages else ()
    ending = read_endings(word) if own and "es" in languages else ()
    return inflected or ending or read_parts(word) or (word,)


def spelled(words: list[str]) -> list[str]:
    """Write words as the languages of the list usually do: "q" is "que"."""
    for language in spoken():
        usual = spellings(language)
        words = [usual.get(word, word) for word in words]
    return words


def is_foreign(word: str) -> bool:
    """Tell whether a word is translated, or begins a phrase that is."""
    return in_english(word) != (word,) or word in _phrases(spoken()).lengths


def in_parts(word: str) -> list[arabic.Part]:
    """Part a folded word of a language that writes "and" and "the" together with the next."""
    return arabic.parted(word, _is_in_lists) if arabic.is_arabic(word) else [(word, 0)]


@lru_cache(maxsize=20_000)
def _is_in_lists(word: str) -> bool:
    return is_foreign(word) or word in _all_names()


def phrase_at(words: list[str], at: int) -> tuple[Phrase, int] | None:
    """Find the longest phrase of several words that begins here ("no se lleva"), and the index behind it."""
    phrases = _phrases(spoken())
    for length in phrases.lengths.get(words[at], ()):
        phrase = tuple(words[at : at + length])
        if phrase in phrases.english:
            return phrases.english[phrase], at + len(phrase)
    return None


def translated(lows: list[str]) -> list[str]:
    """Give folded words in English, phrase by phrase."""
    languages = spoken()
    phrases = _phrases(languages)
    english: list[str] = []
    at = 0
    while at < len(lows):
        phrase = phrase_at(lows, at) if lows[at] in phrases.lengths else None
        words, at = phrase or (_translated(lows[at], languages), at + 1)
        english += words
    return english


class Phrases(NamedTuple):
    """Phrases of several words: their English, and how long those are that begin with a word, longest first."""

    english: dict[Phrase, Phrase]
    lengths: dict[str, list[int]]


@cache
def _phrases(languages: tuple[str, ...]) -> Phrases:
    senses = (meanings(), *map(own_senses, languages))
    known = {phrase: english for each in senses for phrase, english in each.items() if len(phrase) > 1}
    lengths = defaultdict[str, set[int]](set)
    for phrase in known:
        lengths[phrase[0]].add(len(phrase))
    return Phrases(known, {first: sorted(each, reverse=True) for first, each in lengths.items()})


def infinitive(word: str) -> Phrase:
    """Translate a German verb that stands behind what is done ("Kühlschrank putzen"); of other words, nothing."""
    word = fold(word.lower())
    english = in_english(word) if word.endswith(("en", "ern", "eln")) else ()
    return english if english and english[0] in VERBS else ()


def is_german_verb(written: list[str]) -> bool:
    """Tell whether the last word is a verb, by its form, behind a noun with its capital ("Vorhänge abnehmen"), or one
    whose form is that of a verb alone ("router zurückschicken")."""
    last = written[-1]
    speaks = "de" in spoken()
    noun = any(
        word[0].isupper() and (speaks or is_foreign(fold(word.lower())) or _is_name(word)) for word in written[:-1]
    )
    is_verb = last.islower() and last.endswith(("en", "ern", "eln")) and not _is_known(last)
    return is_verb and (noun or is_separable(last))


def is_separable(word: str) -> bool:
    """Tell whether a word of a German list is a verb with the word before it that may be parted from it."""
    return "de" in spoken() and SEPARABLE.fullmatch(fold(word)) is not None


def is_spanish_verb(written: list[str]) -> bool:
    """Tell whether the first word is a verb, by its form, before a Spanish word: "descongelar la nevera"."""
    first, behind = written[0].lower(), fold(written[1].lower())
    if "es" not in spoken() or behind in LINKS or (behind in english_words() and not is_foreign(behind)):
        return False
    if first in VEHICLE_WORDS:
        return False
    return len(first) >= LEAST_VERB and first.endswith(("ar", "er", "ir")) and not _is_known(first)


def _is_known(word: str) -> bool:
    return in_english(fold(word)) != (fold(word),) or _is_name(word) or word in english_words()


def _is_name(word: str) -> bool:
    return fold(word.lower()) in _all_names()


@cache
def _all_names() -> frozenset[str]:
    """Collect the words of all names of other languages."""
    return frozenset(word for each in FOREIGN for name in folded_names(each) for word in name.split())
