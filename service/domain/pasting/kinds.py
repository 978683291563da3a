"""Step 5, its end: a thing that nobody knows takes the weight of its kind, by its last noun, and is doubtful.

An "egg timer" weighs what kitchen scales do. One whose nouns are no kind has no weight: two people are asked for.
"""

from dataclasses import replace
from functools import cache

from service.domain.figures.catalogue import LIKE, Item, item, kinds
from service.domain.models import Kind
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import CUTS, JOINTS

MAX_READ = 200
"""Signs of a thing's words that are looked at: names are short."""


def guessed(thing: Thing) -> Thing:
    """Give a thing without a weight that of its kind, if it has one; what is only like one of the catalogue is none."""
    if thing.key is not None and thing.key.startswith(LIKE):
        return replace(thing, key=None, doubtful=thing.doubtful or not thing.explicit_weight)
    if thing.kind is not Kind.HEAVY_ITEM or thing.key is not None or thing.load_kg is not None:
        return thing
    like = _kind_of(thing.text[:MAX_READ])
    if like is None:
        return thing
    return replace(thing, weight_kg=like.weight_kg, load_kg=like.load_kg, least=like.least, doubtful=True)


def _kind_of(text: str) -> Item | None:
    """Find the nearest thing by the last noun that says a kind, before "with", "for" or what else ends a name."""
    lows = [token.low for token in tokens(text)]
    end = next((at for at, low in enumerate(lows) if at and (low in CUTS or low in JOINTS)), len(lows))
    key = next((_keys()[low] for low in map(singular, reversed(lows[:end])) if low in _keys()), None)
    return None if key is None else item(key)


@cache
def _keys() -> dict[str, str]:
    return {singular(noun): key for noun, key in kinds().items()}
