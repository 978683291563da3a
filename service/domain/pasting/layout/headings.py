"""Headings: how they are set off, and the sort of section that each begins."""

from itertools import chain, pairwise

from service.domain.pasting import vocabulary
from service.domain.pasting.layout.line import Under
from service.domain.pasting.layout.marks import LISTED, strip_numbers
from service.domain.pasting.layout.rooms import DECORATION, is_room, is_set_off, says_stays
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.layout.style import Style, is_capitals
from service.domain.pasting.layout.tally import boxes_counted
from service.domain.pasting.layout.words import begins, columns, phrases, words_in
from service.domain.pasting.lookup import find, is_box, is_named
from service.domain.pasting.phrases import says
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import singular, tokens

LONGEST_HEADING = 8
LONGEST_OF_BOXES = 5
"""Words of the longest heading over boxes."""
BEFORE_CONTENTS = frozenset({"of", "with", "w", "full"})
LONGEST_NAME = 4
BEFORE_DAYS = frozenset({"am", "den", "on"})
ORDINALS = frozenset({"1st", "2nd", "3rd", *(f"{day}th" for day in range(4, 31)), "21st", "22nd", "23rd", "31st"})
MORE_WORDS = 2
"""Words that a heading may have beside those that say what it is over: "Done so far"."""


def labels(rows: list[Row]) -> None:
    """Recognize headings that say that they are: "Room: Study"."""
    for row in open_rows(rows):
        label, colon, name = row.text.partition(":")
        words = words_in(label)
        if colon and words in phrases("form field") and not is_named(name.strip()):
            row.talk()
        elif colon and columns().get(words) == "room" and is_room(tokens(name.strip(DECORATION)), sure=True):
            row.text, row.heads = name.strip(), True


def is_loud(row: Row, style: Style) -> bool:
    """Tell whether a row is set off as a heading: by signs around it, or by capitals where the others have none."""
    bare = strip_numbers(row.text.strip())
    if bare.startswith(("#", "==", "--", "**", "__", "~~")) and bare.strip(DECORATION):
        return bare.startswith("#") or is_set_off(bare)
    before, bracket, _ = bare.partition("(")
    return not style.capitals and is_capitals(before if bracket and " " in before.strip() else bare)


def is_title(bare: str) -> bool:
    """Tell whether a heading is the title of a list, or of its boxes: "Packing list", "Boxes so far"."""
    lows = [token.low for token in tokens(bare.strip(DECORATION))]
    boxes = any(singular(low) in vocabulary.CONTAINERS for low in lows) and vocabulary.ROOMS.isdisjoint(lows)
    return boxes or all(low in vocabulary.TITLES for low in lows)


def sort_of(bare: str, room: str) -> Under:
    """Find the sort of section that a heading begins."""
    if says_stays(bare) or vocabulary.says_any([token.low for token in tokens(bare)], vocabulary.DUMP_RUN):
        return Under.STAYS
    words = words_in(bare)
    for meaning, under in (("done", Under.DONE), ("errands", Under.ERRANDS)):
        if 0 < begins(words, meaning) >= len(words) - MORE_WORDS:
            return under
    found = tokens(bare.strip(DECORATION))
    if any(singular(token.low) in vocabulary.CONTAINERS for token in found) and not begins(words, "unboxed"):
        return Under.BOXES
    return Under.ROOM if room and is_room(found, sure=True) else Under.GROUP


def opens_section(bare: str, below: Row | None, *, set_off: bool) -> bool:
    """Tell whether a line that names no room begins a section: of what stays or is done, or of counted boxes."""
    name = bare.strip(DECORATION)
    lows = [token.low for token in tokens(name) if token.low[0].isalnum()]
    before = name.partition("(")[0] if name.endswith(")") else name
    outside = [token.low for token in tokens(before or name) if token.low[0].isalnum()]
    counted = any(low[0].isdecimal() and not _is_of_a_day(before, low) for before, low in pairwise(["", *outside]))
    if below is None or not 0 < len(outside) <= LONGEST_HEADING or counted:
        return False
    set_off |= bare.rstrip("*_ ").endswith(":") or (words_in(bare) in phrases("errands") and not _is_listed(bare))
    under = sort_of(bare, "")
    if begins(words_in(bare), "unboxed") == len(lows):
        return set_off
    is_run = vocabulary.says_any(lows, vocabulary.DUMP_RUN) or says(lows, "tip")
    if is_run and not _is_headed(bare, below):
        return False
    if under is Under.BOXES and not bare.rstrip().endswith("?"):
        counted = boxes_counted(below.text, is_index=below.is_numbered) is not None
        holds = not BEFORE_CONTENTS.isdisjoint(lows)  # "crate of cables"
        return counted and not holds and len(lows) <= LONGEST_OF_BOXES and not _names_other_things(lows)
    return under in (Under.STAYS, Under.DONE, Under.ERRANDS) and set_off and not _names_other_things(lows)


def _is_of_a_day(before: str, number: str) -> bool:
    """Tell whether a number is a day: "Tues 23rd", "Oct 8"."""
    return before in words_for("days") or before in BEFORE_DAYS or number in ORDINALS


def _is_listed(bare: str) -> bool:
    return bare[:1] in LISTED


def _is_headed(bare: str, below: Row) -> bool:
    """Tell whether a line is a heading by its form: "TO THE TIP", "Recycling:", or an entry marked below it.

    A number below is only a count: in "tip run", "2 chairs" the chairs come along.
    """
    marked = below.text[:1] in LISTED and not below.text[:1].isdecimal()
    return bare.rstrip("*_ ").endswith(":") or bare.startswith("#") or is_capitals(bare) or marked


def _names_other_things(lows: list[str]) -> bool:
    begin = (tuple(lows[:many]) for many in range(2, LONGEST_NAME + 1))
    found = (find(each) for each in chain(((low,) for low in lows), begin))
    return any(each is not None and not is_box(each.key) for each in found)
