"""Step 5, for runs of boxes: "boxes: kitchen 22, loft 6", "Cartons - dishes 6, school 4, clothes 8"."""

import re
from dataclasses import replace

from service.domain.figures.catalogue import Item, item
from service.domain.models import Kind
from service.domain.pasting import vocabulary
from service.domain.pasting.absorbing import CONTENTS
from service.domain.pasting.contained import BOX_SIZES
from service.domain.pasting.layout import Line, room_name
from service.domain.pasting.lookup import find
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_contents
from service.domain.pasting.numbers import MAX_COUNT, number_at
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import Token, tokens
from service.domain.pasting.vocabulary import word_set

BEGINS = re.compile(r":|\s[-–—]\s")
"""Behind it, boxes are counted one after the other."""
AROUND = word_set("so far until now already ish from in for of de the and más more")
GROUPS = word_set("various misc other others things rest bits stuff")
"""Beside contents, what boxes are counted of: "boxes: books 7, various 6"."""
LONGEST = 3
"""Words of what is in them."""


def of_a_run(reading: Reading, line: Line, boxes: Thing, found: Item | None) -> Thing | None:
    """Make the boxes of a room, or of what goes into them, that a piece counts behind the word for boxes.

    `boxes`: those before the piece; `found`: the catalogue's thing in it.
    """
    count = _counted(reading)
    if boxes.kind is not Kind.BOX_LOAD or count is None:
        return None
    name = [token for token in tokens(reading.piece.text) if token.low not in AROUND and token.low[0].isalpha()]
    name = [token for token in name if token.low not in vocabulary.NUMBERS and token.low not in vocabulary.ABOUT]
    if not name:
        return None
    made = replace(boxes, text=reading.piece.text, span=reading.piece.span, explicit_count=True)
    if all(token.low in vocabulary.ROOMS or token.low in vocabulary.ROOM_WITH for token in name):
        room = room_name(reading.piece.text[name[0].start : name[-1].end])
        low = min(reading.amounts.low or count, count)
        text = made.text if boxes.explicit_count else boxes.text
        return replace(made, text=text, room=room, count=count, count_low=low, doubtful=False)
    listed = BEGINS.search(line.text[: reading.piece.span[0]]) is not None and line.text[:1].isalpha()
    if len(name) > LONGEST or not (_may_be_packed(name, found) if listed else _are_as_well(reading, name, boxes)):
        return None
    return replace(made, count=count, count_low=count)


def _are_as_well(reading: Reading, name: list[Token], boxes: Thing) -> bool:
    """Tell whether a number behind contents counts boxes like those before it: "china 7 boxes, glasses 2"."""
    words = reading.piece.words
    behind = boxes.explicit_count and not reading.piece.dash and words[1:] and words[-1].isdecimal()
    return bool(behind) and int(words[-1]) <= boxes.count and is_contents([token.low for token in name])


def _counted(reading: Reading) -> int | None:
    """Read the number of a piece, however large it is behind a name: "kitchen 22"."""
    numbers = (number_at(reading.piece.words, at) for at in range(len(reading.piece.words)))
    if reading.amounts.count is not None:
        return reading.amounts.count
    return next((int(each[0]) for each in numbers if each and 1 <= each[0] <= MAX_COUNT), None)


def _may_be_packed(name: list[Token], found: Item | None) -> bool:
    """Tell whether counted boxes are of this: what goes into boxes, or is nothing that the catalogue knows."""
    contents = all(token.low in GROUPS or is_contents([token.low]) for token in name)
    return contents or found is None or not found.original or found.key in CONTENTS


def more_of_a_size(things: list[Thing], reading: Reading) -> Item | None:
    """Find what a piece counts that only has a size besides: "Boxes: 10 small, 20 medium"."""
    if not things or things[-1].key is None or reading.amounts.count is None or not reading.piece.boxes:
        return None
    sizes = [word for word in reading.rest if word in BOX_SIZES]
    if things[-1].kind is Kind.BOX_LOAD:
        return find((*sizes, "box"))
    named = [token.low for token in tokens(things[-1].text) if token.low[0].isalpha() and token.low not in BOX_SIZES]
    return find((*sizes, *named)) or item(things[-1].key)
