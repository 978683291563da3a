"""Step 4: words become a thing of the catalogue: exactly, by what they contain, or with a slip of the pen mended.

The catalogue's names lie in `index`, by word. A name fits if all its words are there; the one that ends last and has
the most words wins ("fridge freezer" before "fridge"). Nothing here grows with the list: names are few, words and
pieces have a greatest length, and results are cached.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from service.domain.figures.catalogue import Item, item, items
from service.domain.pasting import vocabulary
from service.domain.pasting.index import (
    bag,
    by_word,
    english,
    english_words,
    heads,
    is_foreign_sense,
    names,
    nouns,
    own_names,
)
from service.domain.pasting.languages import spoken
from service.domain.pasting.nouns import is_english
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import word_set

MIN_MENDED_LENGTH, MAX_MENDED_LENGTH = 5, 20
TWO_SLIPS_FROM = 8
"""Least length of a word that may have two slips; 5 to 7 may have one: a wrong, missing, further or swapped letter."""
LEAST_MENDED_FOREIGN = 7

NO_HEADS = vocabulary.FILLERS | vocabulary.QUALIFIERS | vocabulary.GROUPS
"""Words before "de" that do not say what a thing is: "cosas de cocina"."""

SEVERAL_SEATS = "sofa_3_seat"
ONE_SEAT = "armchair"
BEYOND = {ONE_SEAT: ("seats", 1, SEVERAL_SEATS), "monitor": ("inches", 36, "tv_50")}
"""Things that are another one where a measure is more than this: a Mexican "pantalla" of 55 inches is a television."""

BESIDE_SIZES = frozenset({"size", "sized", "small", "super", "extra", "long", "xl"})
BED_SIZES = frozenset({"single", "double", "king", "queen", "twin"})
MAX_PHRASE_WORDS = 12
MORE_WORDS = 12

COUNTED_AS_BOXES = frozenset({"duffel_bag", "bag_bedding"})
"""Bags that the catalogue lists among bedroom things."""

KNOWN_WORDS = (
    vocabulary.QUALIFIERS
    | vocabulary.PROSE
    | vocabulary.ROOMS
    | vocabulary.ROOM_WITH
    | vocabulary.NOT_ROOMS
    | vocabulary.NOTE_STARTS
    | vocabulary.CUTS
    | vocabulary.STAYS
    | vocabulary.ABOUT
    | vocabulary.HEAVY
    | vocabulary.PEOPLE
    | vocabulary.ACCESSORIES
    | frozenset(vocabulary.NUMBERS)
    | word_set("babysitter house horse place cable plate thing books spring moves chain night lunch lights boots other")
)
"""Words that are right as they are: never mended into a thing."""


def is_box(key: str | None) -> bool:
    return key is not None and (item(key).is_box or key in COUNTED_AS_BOXES)


@cache
def _by_shape(*, foreign: bool) -> dict[tuple[str, int], list[str]]:
    """Map first letter and length to the words that a misspelled word could have been meant to be: of other languages
    only long ones, which no English word is near to."""
    own = english_words()
    index: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in by_word() if foreign else own:
        least = MIN_MENDED_LENGTH - 1 if word in own else LEAST_MENDED_FOREIGN
        if len(word) >= least and word.isalpha():
            index[word[0], len(word)].append(word)
    return dict(index)


def is_thing_word(word: str) -> bool:
    return singular(word) in nouns()


def is_bed_size(phrase: Sequence[str]) -> bool:
    """Tell whether words are the size of a bed and nothing else: "king", "queen size"."""
    return bool(BED_SIZES & set(phrase)) and all(word in BED_SIZES or word in BESIDE_SIZES for word in phrase)


def is_name(phrase: list[str]) -> bool:
    """Tell whether these words are a name of the catalogue as they stand."""
    return bag(phrase) in names()


def is_named(text: str) -> bool:
    """Tell whether a text of any length begins with a thing of the catalogue."""
    begins = tokens(text[: MAX_PHRASE_WORDS * MAX_MENDED_LENGTH])[:MAX_PHRASE_WORDS]
    return find(tuple(token.low for token in begins)) is not None


def mended(word: str) -> str:
    """Correct a misspelled word to the catalogue's; any other becomes its singular.

    It may be meant to be one of another language only in a list that speaks one: there, the words of two languages lie
    close together, and more than one slip is too much.
    """
    return _mended(word, foreign=bool(spoken()))


@lru_cache(maxsize=20_000)
def _mended(word: str, *, foreign: bool) -> str:
    one = singular(word)
    if one in by_word() or word in KNOWN_WORDS or one in KNOWN_WORDS or is_english(word) or is_english(one):
        return one
    if not (MIN_MENDED_LENGTH + foreign <= len(one) <= MAX_MENDED_LENGTH and one.isalpha()):
        return one
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # 4 MB, for misspelled words only

    most = 2 if len(one) >= TWO_SLIPS_FROM and not foreign else 1
    best, fewest = one, most + 1
    for start in dict.fromkeys((one[0], one[1])):
        for length in range(len(one) - most, len(one) + most + 1):
            for known in _by_shape(foreign=foreign).get((start, length), ()):
                slips = OSA.distance(known, one, score_cutoff=fewest - 1)
                if slips < fewest:
                    best, fewest = known, slips
    return best


def find(phrase: tuple[str, ...], more: tuple[str, ...] = ()) -> Item | None:
    """Find the thing that a phrase names; `more` (words in brackets and behind it) may only make it more exact."""
    fits = 0 < len(phrase) <= MAX_PHRASE_WORDS
    return _find(phrase, more[:MORE_WORDS], spoken()) if fits else None


@lru_cache(maxsize=20_000)
def _find(phrase: tuple[str, ...], more: tuple[str, ...], languages: tuple[str, ...]) -> Item | None:
    foreign = bool(languages)
    have = [_mended(word, foreign=foreign) for word in phrase if word not in vocabulary.FILLERS]
    if not more and tuple(have) in english().in_order:
        return item(english().in_order[tuple(have)])
    if not have or (have[-1] in vocabulary.ACCESSORIES and frozenset(have) not in names()):
        return None
    best = _fitting(have, frozenset(_mended(word, foreign=foreign) for word in _head(phrase)))
    if best is None or (not foreign and is_foreign_sense(best)):
        return None
    if more:
        wider = frozenset(have) | {_mended(word, foreign=foreign) for word in more}
        finer = [name for word in best for name in by_word()[word] if best < name <= wider and _is_headed(name, best)]
        finer = [name for name in finer if _is_said(name, have)]
        best = max(finer, key=lambda name: (len(name), sorted(name)), default=best)
    return item(next((own[best] for each in languages if best in (own := own_names(each))), names()[best]))


def _is_headed(name: frozenset[str], found: frozenset[str]) -> bool:
    """Tell whether a longer name may be the same thing, more exactly: no "soporte de la tele" for "tele y soporte"."""
    head = heads().get(name)
    return (head is None or head in found) and is_box(names()[name]) <= is_box(names()[found])


def _is_said(name: frozenset[str], have: list[str]) -> bool:
    """Tell whether the noun of an English name was said: a guitar "with a stand" is no stand. Of boxes, any may be what
    the name says: "bin" is one of a bin bag."""
    had = {*have} if vocabulary.CONTAINERS.isdisjoint(have) else {*have} | vocabulary.CONTAINERS
    return name not in english().heads or not had.isdisjoint(english().heads[name])


def _head(phrase: tuple[str, ...]) -> list[str]:
    """Take the words before a Spanish or French "de", but those that only describe or count."""
    head = phrase[: phrase.index("de")] if "de" in phrase[1:] else ()
    return [word for word in head if word not in NO_HEADS]


def _fitting(have: list[str], head: frozenset[str]) -> frozenset[str] | None:
    """Choose, of the names whose words are all there, the one that ends last, then the longest.

    `head`: words before a Spanish "de", which say what it is: a "lámpara de mesa" is no table, a "funda de sofá" no
    sofa.
    """
    whole = frozenset(have)
    if whole in names():
        return whole
    last = {word: place for place, word in enumerate(have)}
    fits = {name for word in whole for name in by_word().get(word, ()) if name <= whole}
    fits = {name for name in fits if name & head} if head else fits
    return max(fits, key=lambda name: (max(last[word] for word in name), len(name), sorted(name)), default=None)


def sized(found: Item, measures: dict[str, float]) -> Item:
    """Choose the member of its family that has the measure the line gives: the sofa of so many seats.

    Measures may make it another thing, as in BEYOND: "sillón de 3 cuerpos" is a sofa.
    """
    measure, most, larger = BEYOND.get(found.key, ("", 0, ""))
    if measures.get(measure, 0) > most:
        found = item(larger)
    if not found.family or found.measure not in measures:
        return found
    family = [each for each in items().values() if each.family == found.family and each.up_to is not None]
    fitting = [each for each in family if each.up_to is not None and each.up_to >= measures[found.measure]]
    return min(fitting, key=lambda each: each.up_to or 0, default=family[-1])
