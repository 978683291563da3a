"""Step 5, for one piece: the readers of help without lifting, which `readers` has in their order."""

from dataclasses import replace

from service.domain.models import Sort
from service.domain.pasting.absorbing import begins_errand
from service.domain.pasting.errands import is_unknown, read_bought, read_care, read_lent, read_said
from service.domain.pasting.index import words_of
from service.domain.pasting.languages import spoken
from service.domain.pasting.sets import words_for
from service.domain.pasting.settling import is_strange
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import stretch
from service.domain.pasting.tokens import tokens
from service.domain.pasting.told import Found, Told

FEW_WORDS = 2
"""Words of a name, with its article."""


def its_key(told: Told) -> Found:
    """Make nothing of where the key of the thing before is: "bike, key on hook"."""
    words, last = told.reading.piece.words, told.last
    lies = words[:1] == ["key"] and not words_for("lies").isdisjoint(words[1:2])
    return [] if lies and last is not None and last.kind.is_carried and not told.reading.piece.soft else None


def lent(told: Told) -> Found:
    """Make an errand of what is given back or borrowed: "return the drill"."""
    made = read_lent(told.reading, told.line)
    return None if made is None else [made]


def said(told: Told) -> Found:
    """Make care that a phrase says: "the cat goes to my sister"."""
    made = read_said(told.reading, told.line, known=told.found is not None)
    return None if made is None else [_with_what(made, told)]


def _with_what(made: Thing, told: Told) -> Thing:
    """Let what stands before a dash be what the errand is about, if it is nothing else: "fobs: hand in to Ann"."""
    last, piece = told.last, told.reading.piece
    if made.sort is Sort.CHILDREN and piece.soft and last is not None and is_strange(last) and _is_given(last):
        span = stretch(told.things.pop().span, piece.span)  # "Anna and Tom stay with Gran"
        return replace(made, span=span, text=told.line.text[slice(*span)])
    if (
        made.sort is not Sort.KEYS
        or last is None
        or not piece.dash
        or not is_strange(last)
        or last.explicit_count
        or last.is_contents
    ):
        return replace(made, span=piece.span)
    span = stretch(told.things.pop().span, piece.span)
    return replace(made, span=span, text=told.line.text[slice(*span)])


def _is_given(thing: Thing) -> bool:
    """Tell whether a thing that nobody knows is somebody's name."""
    named = [token.low for token in tokens(thing.text) if token.low[0].isalpha()]
    return any(word in words_for("given") or (spoken() and is_unknown(word)) for word in named[:FEW_WORDS])


def bought(told: Told) -> Found:
    """Make an errand with boxes that are still to be bought, or are labelled: "buy 20 boxes"."""
    words = told.reading.piece.words
    boxes = told.boxes or (words[:1] and words[0] in words_for("labelling") and words[1:2] == ["boxes"])
    made = read_bought(told.reading, told.line) if boxes and not told.line.is_composed else None
    return None if made is None else [made]


def care(told: Told) -> Found:
    """Make care by its verb and what it is about, with what stands before its dash: "gas: disconnect on Friday"."""
    named = words_of()[told.found.key] if told.found is not None else None
    made = read_care(told.reading, told.line, named=named)
    words = told.reading.piece.words
    if told.last is not None and "be" in words[2:] and not words_for("finite").isdisjoint(words[1 : words.index("be")]):
        return None  # "generator, fuel must be drained"
    behind = told.reading.piece.dash and told.last is not None and is_unsaid(told.last)
    if made is None or not (behind and begins_errand(told.reading)):
        return None if made is None else [made]
    last = told.things.pop()
    return [replace(made, span=stretch(last.span, told.reading.piece.span))]


def is_unsaid(thing: Thing) -> bool:
    """Tell whether a thing is a noun that nobody knows or counts."""
    return is_strange(thing) and not (thing.explicit_count or thing.is_marked or thing.explicit_weight)
