"""The title of a list: its first line, where that says who moves where and when, and names nothing to carry."""

from itertools import pairwise

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import begins, phrases, words_in
from service.domain.pasting.lookup import find, is_box
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import tokens

BULLETS = frozenset("-*•+[☐○0123456789")
ARROWS = ("->", "→", "=>", "➔")
STREETS = words_for("streets")
PARTS_OF_HOMES = frozenset({"interior_door", "front_door", "garden_gate", "lift_chair"})
"""Keys of things that titles speak of: "36 inch door"."""


def title(rows: list[Row]) -> None:
    """Recognize "Mum's move - Leeds to York, Sat 4 May" above other lines."""
    left = open_rows(rows)
    if len(left) > 1 and _is_title(left[0]):
        left[0].talk()


def _is_title(row: Row) -> bool:
    words = words_in(row.text)
    if row.written[:1] in BULLETS or row.heads or not words:
        return False
    if any(begins(words[at:], "list title") for at in range(len(words))):
        return True
    if _is_address(row):
        return True
    moves = any((word,) in phrases("title") for word in words)
    dated = not words_for("days").isdisjoint(words)
    goes = any(arrow in row.text for arrow in ARROWS)
    if sum((moves, dated, goes)) < 2 and not (moves and "to" in words):
        return False
    lows = [token.low for token in tokens(row.text)]
    return not any(_is_carried(low, before) for before, low in pairwise(("", *lows)))


def _is_address(row: Row) -> bool:
    """Tell whether a line says whose home it is, or which: "NAN'S FLAT, 14 Elm Court (2nd floor)"."""
    before = row.text.partition("(")[0]
    words = words_in(before)
    numbered = any(word[0].isdecimal() for word in words) and not STREETS.isdisjoint(words)
    return numbered and not any(_is_carried(token.low, "") for token in tokens(before))


def _is_carried(word: str, before: str) -> bool:
    """Tell whether a word of a title is a thing; boxes only with a number: not in "box list"."""
    found = find((word,)) if word[0].isalpha() else None
    if found is None or found.key in PARTS_OF_HOMES:
        return False
    return not is_box(found.key) or before[:1].isdecimal() or before in vocabulary.NUMBERS
