"""Boxes that are only counted, below a heading that says they are boxes: "Loft - 9", "Hall: 2 (coats)", "Bath x1"."""

import re

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.rooms import DECORATION, is_room, room_name
from service.domain.pasting.layout.words import begins, words_in
from service.domain.pasting.lookup import find, is_box
from service.domain.pasting.tokens import singular, tokens

COUNT = r"(?:ca\.?|about|approx\.?|around|etwa|unos|unas|~|c\.)?\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?\+?\??"
BEHIND = re.compile(
    r"([^:=(]{2,60}?)\s*(?:[-–—:=>]{1,2}|\.{2,40}|\(|\s)\s*[x×]?\s*"
    rf"({COUNT})\s?[x×]?\)?(?=$|\s*[(,;.–—-])(.*)"
)
BEFORE = re.compile(rf"({COUNT})\s?[x×]?\s+(?:[-–—:]\s*)?([^\d:=(]{{2,60}}?)\s*(?=$|\()(.*)")
OF_TIME = frozenset({"to", "from", "at", "by", "till", "until", "before", "after"})
LONGEST_NAME = 4
"""Words of the longest place or contents beside a count."""


def boxes_counted(bare: str, *, is_index: bool = False) -> tuple[str, str] | None:
    """Read counted boxes: their text with the word that the heading says, and their room; None for any other line.

    `is_index`: the line has a number in a running index, so that it is one box.
    """
    found = tokens(bare)
    if any(singular(token.low) in vocabulary.CONTAINERS for token in found) or not found:
        return None
    behind, before = BEHIND.fullmatch(bare), BEFORE.fullmatch(bare)
    if behind:
        name, count, rest = behind[1], behind[2], behind[3]
    elif before:
        name, count, rest = before[2], before[1], before[3]
    elif found[-1].low in vocabulary.NUMBERS and len(found) > 1:
        name, count, rest = bare[: found[-1].start], found[-1].low, ""
    elif is_index and not any(token.low[0].isdecimal() for token in found):
        return f"1 box ({_plain(bare)})", ""
    else:
        return None
    name = name.strip(DECORATION + "x×")
    words = tokens(name)
    lows = {token.low for token in words}
    if not lows.isdisjoint(OF_TIME):
        return None  # "kids to Nan from 8"
    if not 0 < len(words) <= LONGEST_NAME or lows <= vocabulary.ABOUT or begins(words_in(name), "total"):
        return None
    if any(low[0].isdecimal() for low in lows) and not is_room(words, sure=True):
        return None
    return _of_room(name, f"{count.strip()} boxes", _plain(rest))


def _of_room(name: str, boxes: str, rest: str) -> tuple[str, str] | None:
    """Take the name as a room; the boxes of a thing are filled with it, unless it is too large to be."""
    words = tokens(name)
    named = None if is_room(words, sure=True) else find(tuple(token.low for token in words))
    if named is None:
        return (f"{boxes} ({rest})" if rest else boxes), room_name(name)
    if named.original and not is_box(named.key):
        return None
    return f"{boxes} ({', '.join(filter(None, (name, rest)))})", ""


def _plain(text: str) -> str:
    return text.replace("(", " ").replace(")", " ").strip(" ,;.-–—")
