"""Step 4: words become a thing of the catalogue: exactly, by what they contain, or with a slip of the pen mended.

The catalogue's names lie in an index by word. A name fits if all its words are there; the one that ends last and has
the most words wins ("fridge freezer" before "fridge"). Nothing here grows with the list: names are few, words and
pieces have a greatest length, and results are cached.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from service.domain.figures.catalogue import Item, WrittenName, english_names, foreign_names, item, items, written_names
from service.domain.pasting import vocabulary
from service.domain.pasting.foreign import in_english
from service.domain.pasting.languages import speaking, spoken
from service.domain.pasting.nouns import is_english
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import word_set
from service.domain.pasting.words import fold

MIN_MENDED_LENGTH, MAX_MENDED_LENGTH = 5, 20
TWO_SLIPS_FROM = 8
"""Least length of a word that may have two slips; 5 to 7 may have one: a wrong, missing, further or swapped letter."""
LEAST_MENDED_FOREIGN = 9

NO_HEADS = vocabulary.FILLERS | vocabulary.QUALIFIERS | vocabulary.GROUPS
"""Words before "de" that do not say what a thing is: "cosas de cocina"."""

SEVERAL_SEATS = "sofa_3_seat"
ONE_SEAT = "armchair"
BEYOND = {ONE_SEAT: ("seats", 1, SEVERAL_SEATS), "monitor": ("inches", 36, "tv_50")}
"""Things that are another one where a measure is more than this: a Mexican "pantalla" of 55 inches is a television."""

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


def bag(phrase: list[str]) -> frozenset[str]:
    return frozenset(singular(word) for word in phrase if word not in vocabulary.FILLERS)


@cache
def names() -> dict[frozenset[str], str]:
    """Map every name, as its set of words, to the key of its thing; of two things with one name to the first."""
    with speaking(None):
        found = dict(_english_names())
        for each in foreign_names():
            _name(found, each)
    for language in sorted({each.language for each in foreign_names()}):
        with speaking(None, language):
            for each in foreign_names():
                if each.language == language:
                    _name(found, each)
    return found


@cache
def _own_names(language: str) -> dict[frozenset[str], str]:
    """Map the names that mean another thing in other lists: a Spanish "plancha" is an iron, a German one a grill."""
    found: dict[frozenset[str], str] = {}
    with speaking(None, language):
        for each in written_names(language):
            _name(found, each)
    return {name: key for name, key in found.items() if names()[name] != key and name not in _english_names()}


def _name(found: dict[frozenset[str], str], each: WrittenName) -> None:
    found.setdefault(bag(_words(each.name)), each.key)
    if each.plural:
        found.setdefault(bag(_words(each.plural)), each.key)


def _words(name: str) -> list[str]:
    """Cut a name into its words; most names are one, and need no cutting."""
    low = fold(name.lower())
    if low.isascii() and low.isalpha():
        return list(in_english(low))
    return [token.low for token in tokens(name) if token.low.isalnum() or "'" in token.low]


@cache
def _english_names() -> dict[frozenset[str], str]:
    found: dict[frozenset[str], str] = {}
    for each in english_names():
        lows = _words(each.name)
        found.setdefault(bag(lows), each.key)
        if 1 < len(lows) <= 3 and all(low.isalpha() for low in lows):
            found.setdefault(frozenset([singular("".join(lows))]), each.key)
    found.pop(frozenset(), None)
    return found


@cache
def _english_heads() -> dict[frozenset[str], set[str]]:
    """Map every English name to the word that says what it is: the last one before a comma or "with"."""
    found: dict[frozenset[str], set[str]] = defaultdict(set)
    for each in english_names():
        lows, first = _words(each.name), _words(each.name.partition(",")[0])
        joint = next((at for at, low in enumerate(first) if at and low in vocabulary.JOINTS), len(first))
        found[bag(lows)].add(singular(first[joint - 1]))
    return found


@cache
def _in_order() -> dict[tuple[str, ...], str]:
    """Map names whose words make another one in another order to their things: a "table lamp", a "lamp table"."""
    owned, found = set[tuple[str, ...]](), dict[tuple[str, ...], str]()
    for each in english_names():
        lows = [singular(low) for low in _words(each.name) if low not in vocabulary.FILLERS]
        if _english_names().get(bag(lows)) == each.key:
            owned.add(tuple(lows))
        elif len(lows) > 1:
            found.setdefault(tuple(lows), each.key)
    return {name: key for name, key in found.items() if name not in owned}


@cache
def _not_english() -> frozenset[frozenset[str]]:
    """Collect words that are English, too, but name a thing only in another language: a French "suspension"."""
    lows = (each.name.lower() for each in foreign_names())
    words = {frozenset([low]) for low in lows if low.isalpha() and is_english(low)}
    return frozenset(words - set(_english_names()))


PAIRED = 3
"""Words of a name such as "pots and pans"."""


@cache
def joined() -> frozenset[tuple[str, str]]:
    """Collect the pairs that are one thing: "pots and pans"."""
    named = (each.name.split() for each in english_names())
    return frozenset(
        (singular(words[0]), singular(words[2])) for words in named if words[1:2] == ["and"] and len(words) == 3
    )


@cache
def by_word() -> dict[str, list[frozenset[str]]]:
    index: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names():
        for word in name:
            index[word].append(name)
    return dict(index)


@cache
def words_of() -> dict[str, frozenset[str]]:
    """Map each key to all words of all names of its thing."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for name, key in names().items():
        found[key] |= name
    return dict(found)


@cache
def _english_words() -> frozenset[str]:
    with speaking(None):
        return frozenset(word for name in _english_names() for word in name)


@cache
def _by_shape(*, foreign: bool) -> dict[tuple[str, int], list[str]]:
    """Map first letter and length to the words that a misspelled word could have been meant to be: of other languages
    only long ones, which no English word is near to."""
    english = _english_words()
    index: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in by_word() if foreign else english:
        least = MIN_MENDED_LENGTH - 1 if word in english else LEAST_MENDED_FOREIGN
        if len(word) >= least and word.isalpha():
            index[word[0], len(word)].append(word)
    return dict(index)


@cache
def nouns() -> frozenset[str]:
    """Collect the words that are a thing by themselves."""
    return frozenset(word for name in names() if len(name) == 1 for word in name)


def is_thing_word(word: str) -> bool:
    return singular(word) in nouns()


def is_bed_size(phrase: Sequence[str]) -> bool:
    """Tell whether words are the size of a bed and nothing else: "king", "queen size"."""
    return bool(BED_SIZES & set(phrase)) and all(word in BED_SIZES or word in ("size", "sized") for word in phrase)


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
    if not more and tuple(have) in _in_order():
        return item(_in_order()[tuple(have)])
    if not have or (have[-1] in vocabulary.ACCESSORIES and frozenset(have) not in names()):
        return None
    best = _fitting(have, frozenset(_mended(word, foreign=foreign) for word in _head(phrase)))
    if best is None or (not foreign and best in _not_english()):
        return None
    if more:
        wider = frozenset(have) | {_mended(word, foreign=foreign) for word in more}
        finer = [name for word in best for name in by_word()[word] if best < name <= wider and _is_headed(name, best)]
        finer = [name for name in finer if _is_said(name, have)]
        best = max(finer, key=lambda name: (len(name), sorted(name)), default=best)
    return item(next((own[best] for each in languages if best in (own := _own_names(each))), names()[best]))


def _is_headed(name: frozenset[str], found: frozenset[str]) -> bool:
    """Tell whether a longer name may be the same thing, more exactly: no "soporte de la tele" for "tele y soporte"."""
    head = _heads().get(name)
    return (head is None or head in found) and is_box(names()[name]) <= is_box(names()[found])


def _is_said(name: frozenset[str], have: list[str]) -> bool:
    """Tell whether the noun of an English name was said: a guitar "with a stand" is no stand. Of boxes, any may be what
    the name says: "bin" is one of a bin bag."""
    said = {*have} if vocabulary.CONTAINERS.isdisjoint(have) else {*have} | vocabulary.CONTAINERS
    return name not in _english_heads() or not _english_heads()[name].isdisjoint(said)


@cache
def _heads() -> dict[frozenset[str], str]:
    """Map the names that have a "de" to the word before it."""
    found: dict[frozenset[str], str] = {}
    for each in foreign_names():
        with speaking(None, each.language):
            words = _words(each.name) if " de" in each.name else []
        if "de" in words[1:]:
            found[bag(words)] = singular(words[words.index("de") - 1])
    return found


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
