"""The place where a thing goes, behind an arrow or in brackets: "Futon -> 3 - Study", "cot (room 4)"."""

import re

from service.domain.pasting.layout.line import Form
from service.domain.pasting.layout.marks import strip_marks
from service.domain.pasting.layout.rooms import is_room, room_name, says_stays
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.words import words_in
from service.domain.pasting.lookup import find, is_box, is_named
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import tokens
from service.domain.pasting.vocabulary import ABOUT, ARTICLES, DUMP_RUN, ROOM_ALONE, VEHICLE_WORDS, says_any

ARROW = re.compile(r"\s*(?:[-=–—]{1,3}>|[→➔➜⇒⟶➡]\ufe0f?|>>)\s*")
INDEX = re.compile(r"#?\d{1,3}\s*[-–—:.)]\s*(?=[^\W\d_])")
ONE_BOX = frozenset({"box", "carton", "crate", "tote", "tub"})
LONGEST_PLACE = 6
FEWEST = 2
"""Lines with an arrow, from which on any words behind it are a place."""


def where_to(rows: list[Row]) -> None:
    """Take off the place that stands last, and let it be the room of its row."""
    left = open_rows(rows)
    arrows = [(row, found) for row in left if (found := _last_arrow(row.text)) and not _packed_into(row, found)]
    for row, found in arrows:
        before, behind = row.text[: found.start()].strip(), row.text[found.end() :]
        is_place = is_room(tokens(behind), sure=True) or says_stays(behind)
        if is_room(tokens(before), sure=True) and not is_place:
            row.room = room_name(before)
            row.take(row.text[: found.end()], behind)
            row.entry = True
            continue
        place = row.text[found.end() :].strip(" .")
        index = INDEX.match(place)
        name = place[index.end() :] if index else place
        if says_stays(name) or not words_for("tips").isdisjoint(words_in(name)):
            row.stays = True
        elif says_any([token.low for token in tokens(name)], DUMP_RUN):
            continue
        elif _is_a_car(name):
            pass
        elif is_room(tokens(name), sure=True) or (len(arrows) >= FEWEST and _may_be_a_place(row.text, found, name)):
            row.room = room_name(name)
        else:
            continue
        row.take(row.text[found.start() :], row.text[: found.start()])
        row.listed = True
    for row in left:
        if row.room is None and row.text.endswith(")"):
            _in_brackets(row)


def _packed_into(row: Row, arrow: re.Match[str]) -> bool:
    """Let contents be in the boxes behind the arrow: "wok, knives -> 1 crate"."""
    boxes = row.text[arrow.end() :].partition("(")[0].strip(" .")
    lows = [token.low for token in tokens(boxes)]
    lows = lows[1:] if lows[:1] and lows[0] in ABOUT else lows
    if lows[-1:] and lows[-1] in ONE_BOX and ARTICLES.issuperset(lows[:-1]):
        boxes, lows = f"1 {lows[-1]}", ["1", lows[-1]]  # "crayons -> tote"
    counted = number_at(lows, 0)
    named = find(tuple(lows[counted[1] :])) if counted else None
    if named is None or not is_box(named.key) or len(lows) > LONGEST_PLACE:
        return False
    inside = row.text[: arrow.start()].strip().replace("(", ", ").replace(")", "")
    row.written, row.listed = strip_marks(row.written), True
    row.compose(Form.BOXES, f"{boxes} ({strip_marks(inside)})")
    return True


def _is_a_car(name: str) -> bool:
    """Tell whether things go in a car of their own: "-> in my car, not the van"."""
    lows = [token.low for token in tokens(name)] or [""]
    return not VEHICLE_WORDS.isdisjoint(lows) and lows[0] in (*ARTICLES, "in", "by")


def _last_arrow(text: str) -> re.Match[str] | None:
    """Find the last arrow that has words on both sides."""
    for arrow in reversed(list(ARROW.finditer(text))):
        between = any(map(str.isalpha, text[: arrow.start()])) and text[arrow.end() :].strip()
        return arrow if between else None
    return None


def _may_be_a_place(text: str, arrow: re.Match[str], name: str) -> bool:
    return 0 < len(words_in(name)) <= LONGEST_PLACE and is_named(text[: arrow.start()].lstrip("0123456789x-*• "))


def _in_brackets(row: Row) -> None:
    before, found, name = row.text[:-1].rpartition("(")
    words = tokens(name)
    sure = any(token.low in ROOM_ALONE for token in words)
    if found and before.strip() and sure and ")" not in name and is_room(words, sure=True):
        row.room = room_name(name)
        row.take(f"({name})", before.rstrip())
