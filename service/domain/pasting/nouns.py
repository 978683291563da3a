"""Nouns that no catalogue lists: names of things that people make, and contents, which go into boxes.

The names are WordNet's (data/made-things.tsv), read when the first word is asked about. Whatever is in neither may be a
thing still: where a line is an entry of a list, any noun is.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import word_set

LAST_SENSE = 2
"""The last of a word's senses, the usual first, that is often meant: a "trip" is a catch in its fifth."""
LONGEST = 3
"""Words of the longest names that are looked up."""
SETS = ("contents", "errand_places", "handling", "made", "places", "plain", "verbs", "way")
"""Sets of data/english.csv."""
NEVER_HEADS = word_set("front double top load door drawer left right inside outside end set back side pair off")
"""Words behind a name that make it no other thing: "washing machine front load"."""


def is_made(words: Sequence[str]) -> bool:
    """Tell whether words end as the name of a thing that people make: "old egg timer"."""
    found = [singular(word) for word in words[-LONGEST:]]
    return any(" ".join(found[at:]) in _made() for at in range(len(found)))


def is_made_name(words: Sequence[str]) -> bool:
    """Tell whether words are the whole name of such a thing, of two words or more: "tea caddy"."""
    return 1 < len(words) <= LONGEST and " ".join(map(singular, words)) in _made()


def is_contents(words: Sequence[str]) -> bool:
    """Tell whether words end as something that goes into boxes: "winter jumpers"."""
    return bool(words) and not {words[-1], singular(words[-1])}.isdisjoint(words_for("contents"))


def is_english(word: str) -> bool:
    """Tell whether a word is right as it is, and no slip of the pen."""
    return any(word in words_for(name) for name in SETS) or word in _wordnet()


def is_plain(word: str) -> bool:
    """Tell whether a word is a common one that names no thing."""
    return word in words_for("plain")


@cache
def _made() -> frozenset[str]:
    usual = (name for name, sense in _wordnet().items() if sense <= LAST_SENSE)
    return frozenset(usual) - words_for("plain") | words_for("made")


@cache
def _wordnet() -> dict[str, int]:
    """Map each name to the number of its first sense that is a thing."""
    text = files("service.domain.pasting").joinpath("data", "made-things.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: int(sense) for name, sense, _ in rows}
