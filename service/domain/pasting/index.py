"""The catalogue's names by their words, in all languages: what `lookup` looks words up in.

Built once a process, when the first list is read, and read from then on: so each name is cut once for a language, and
most without `tokens`. It never depends on the list that happens to be the first.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from service.domain.figures.catalogue import FOREIGN, WrittenName, english_names, foreign_names, written_names
from service.domain.pasting import vocabulary
from service.domain.pasting.foreign import in_english, in_parts, translated
from service.domain.pasting.languages import speaking
from service.domain.pasting.nouns import is_english
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.words import fold, own_senses

PAIRED = 3
"""Words of a name such as "pots and pans"."""

Bag = frozenset[str]
"""The words of a name, in no order."""


class English(NamedTuple):
    """English names by their words.

    `names`: the key of each one's thing, `heads`: the words that say what it is, the last before a comma or "with".
    `in_order`: those whose words make another one in another order, a "table lamp" and a "lamp table".
    """

    names: dict[Bag, str]
    heads: dict[Bag, tuple[str, ...]]
    in_order: dict[tuple[str, ...], str]


def bag(phrase: list[str]) -> Bag:
    return frozenset([singular(word) for word in phrase if word not in vocabulary.FILLERS])


@cache
def names() -> dict[Bag, str]:
    """Map every name, as its set of words, to the key of its thing; of two things with one name to the first."""
    found = dict(english().names)
    with speaking(None), _keeping():
        for each in foreign_names():
            _name(found, each)
    for language in sorted(filter(own_senses, FOREIGN)):
        with speaking(None, language), _keeping():
            for each in written_names(language):
                _name(found, each)
    return found


@contextmanager
def _keeping() -> Iterator[None]:
    """Build what stays: the collector would look through all of it again and again, for nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@cache
def own_names(language: str) -> dict[Bag, str]:
    """Map the names that mean another thing in other lists: a Spanish "plancha" is an iron, a German one a grill."""
    found: dict[Bag, str] = {}
    with speaking(None, language):
        for each in written_names(language):
            _name(found, each)
    return {name: key for name, key in found.items() if names()[name] != key and name not in english().names}


def _name(found: dict[Bag, str], each: WrittenName) -> None:
    found.setdefault(bag(_words(each.name)), each.key)
    if each.plural:
        found.setdefault(bag(_words(each.plural)), each.key)


def _words(name: str) -> list[str]:
    """Cut a name into its words, as `tokens` does: most are plain words and hyphens, and need no pattern."""
    low = fold(name.lower())
    if low.isascii() and low.isalpha():
        return list(in_english(low))
    parts = low.replace("-", " - ").split() if "PCs" not in name else []
    if "".join(parts).replace("-", "").isalpha():
        if not low.isascii():
            parts = [word for part in parts for word, _at in in_parts(part)]
        return [part for part in translated(parts) if part != "-"]
    return [token.low for token in tokens(name) if token.low.isalnum() or "'" in token.low]


@cache
def english() -> English:
    with speaking(None), _keeping():
        cut = [(each, _words(each.name)) for each in english_names()]
        heads: dict[Bag, tuple[str, ...]] = {}
        named: dict[Bag, str] = {}
        for each, lows in cut:
            name, head = bag(lows), _head_of(each.name, lows)
            named.setdefault(name, each.key)
            if head not in heads.setdefault(name, (head,)):
                heads[name] += (head,)
            if 1 < len(lows) <= 3 and all(low.isalpha() for low in lows):
                named.setdefault(frozenset([singular("".join(lows))]), each.key)
        named.pop(frozenset(), None)
        return English(named, heads, _in_order(cut, named))


def _head_of(name: str, lows: list[str]) -> str:
    first = _words(name.partition(",")[0]) if "," in name else lows
    joint = next((at for at, low in enumerate(first) if at and low in vocabulary.JOINTS), len(first))
    return singular(first[joint - 1])


def _in_order(cut: list[tuple[WrittenName, list[str]]], named: dict[Bag, str]) -> dict[tuple[str, ...], str]:
    owned, found = set[tuple[str, ...]](), dict[tuple[str, ...], str]()
    for each, words in cut:
        lows = tuple(singular(low) for low in words if low not in vocabulary.FILLERS)
        if named.get(bag(words)) == each.key:
            owned.add(lows)
        elif len(lows) > 1:
            found.setdefault(lows, each.key)
    return {name: key for name, key in found.items() if name not in owned}


def is_foreign_sense(name: Bag) -> bool:
    """Tell whether a word is English, too, but names a thing only in another language: a French "suspension"."""
    if len(name) != 1 or name in english().names:
        return False
    return all(word in _foreign_words() and is_english(word) for word in name)


@cache
def _foreign_words() -> frozenset[str]:
    lows = (low for each in foreign_names() for low in (each.name.lower(), singular(each.plural.lower())))
    return frozenset(low for low in lows if low.isalpha())


@cache
def joined() -> frozenset[tuple[str, str]]:
    """Collect the pairs that are one thing: "pots and pans"."""
    named = (each.name.split() for each in english_names() if " and " in each.name)
    return frozenset(
        (singular(words[0]), singular(words[2])) for words in named if words[1:2] == ["and"] and len(words) == PAIRED
    )


@cache
def by_word() -> dict[str, list[Bag]]:
    index: dict[str, list[Bag]] = defaultdict(list)
    for name in names():
        for word in name:
            index[word].append(name)
    return dict(index)


@cache
def words_of() -> dict[str, Bag]:
    """Map each key to all words of all names of its thing."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, key in names().items():
        found[key].update(name)
    return {key: frozenset(words) for key, words in found.items()}


@cache
def english_words() -> frozenset[str]:
    return frozenset(word for name in english().names for word in name)


@cache
def nouns() -> frozenset[str]:
    """Collect the words that are a thing by themselves."""
    return frozenset(word for name in names() if len(name) == 1 for word in name)


@cache
def heads() -> dict[Bag, str]:
    """Map the names that have a "de" to the word before it."""
    found: dict[Bag, str] = {}
    for language in FOREIGN:
        with speaking(None, language):
            for each in written_names(language):
                words = _words(each.name) if " de" in each.name else []
                if "de" in words[1:]:
                    found[bag(words)] = singular(words[words.index("de") - 1])
    return found
