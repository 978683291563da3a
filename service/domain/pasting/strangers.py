"""Step 5, for what the catalogue does not know: nouns of a list, contents, and packing in the line's own words."""

import re

from service.domain.figures.catalogue import item
from service.domain.models import Kind, Work
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import SMALL_COUNT
from service.domain.pasting.languages import spoken
from service.domain.pasting.layout import Line
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_contents, is_made, is_plain
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular

MAX_UNKNOWN_WORDS = 4
"""Words of a thing that the catalogue does not know at all."""

PHONE = re.compile(r"(?<![\d.,])\+?0\d[\d ()/-]{5,}\d")
"""A telephone number: the name beside it is somebody's."""
BEHIND_NAMES = frozenset({"etc", "lol", "too", "instead"})
LEAST_SAID = 8
"""Words of a sentence, with two of those that only sentences have."""
MIN_NAME_LENGTH = 2
MAX_UNMARKED_WORDS = 2
"""Words of one that has no number or article, and is nothing that people make: more are said, not listed."""
SAY_NOTHING = (
    vocabulary.KNOWN_NOTHING | vocabulary.ROOMS | words_for("days") | words_for("labels") | {"cancel", "sharp"}
)
NO_THINGS = vocabulary.NEVER_THINGS | vocabulary.PEOPLE
PACKED = "box_medium"
"""The box that contents are carried in."""


def _is_noun(names: list[str]) -> bool:
    """Tell whether words that say nothing by themselves are a noun together: "tea caddy", "kitchen bits"."""
    return len(names) > 1 and (is_made(names) or is_contents(names))


def is_talk(word: str) -> bool:
    """Tell whether a word begins a sentence: "we", "here's"."""
    return word in vocabulary.PROSE or word.partition("'")[0] in vocabulary.PROSE


def only_tells(reading: Reading) -> bool:
    """Tell whether a piece behind a thing only tells how something is: "locker key is with my wife"."""
    if {"comes", "come"} & set(reading.piece.words) and not is_made(reading.head) and not is_contents(reading.head):
        return True  # "Movers come at ten"
    tells = reading.piece.span[0] and not words_for("finite").isdisjoint(reading.piece.words[1:])
    return bool(tells) and not (reading.piece.words[0] in vocabulary.ARTICLES and is_made(reading.head))


def says_packing(words: list[str]) -> bool:
    """Tell whether "pack" is something to do here: not "flat pack", "dish pack" or "packed"."""
    for at, word in enumerate(words):
        if word in ("pack", "packing") and (at == 0 or words[at - 1] not in ("flat", "dish", "n", "and", "bubble")):
            return word == "pack" or at == 0
    return False


def packing(reading: Reading, line: Line) -> Thing:
    """Make packing in the line's own words: nobody has counted the boxes."""
    return Thing(
        key=None,
        text=reading.piece.text,
        count=1,
        count_low=1,
        kind=Kind.BOX_LOAD,
        weight_kg=None,
        room=line.room,
        line=line.n,
        doubtful=True,
        work=Work.PACK,
        minutes=reading.amounts.minutes,
    )


def stranger(reading: Reading, line: Line) -> Thing | None:
    """Make a thing that the catalogue does not know, with no weight unless the line gives one."""
    amounts = reading.amounts
    told = _is_title(reading, line) or PHONE.search(reading.piece.text) or _is_sentence(reading, line)
    words: list[str] = [] if told else _name_of_stranger(reading) or _counted_first(reading, line)
    if amounts.absurd or not words or (amounts.of_the_way and amounts.count is None):
        return None
    return unknown(reading, line, words)


def unknown(reading: Reading, line: Line, words: list[str]) -> Thing:
    """Make a thing of the words that name it."""
    amounts = reading.amounts
    weight = amounts.weight_kg
    contents = is_contents(words)
    return Thing(
        key=None,
        text=reading.piece.text,
        count=amounts.count or 1,
        count_low=amounts.low or 1,
        kind=Kind.HEAVY_ITEM,
        weight_kg=weight,
        room=line.room,
        line=line.n,
        doubtful=True,
        load_kg=item(PACKED).weight_kg if contents and weight is None else weight,
        explicit_weight=weight is not None,
        explicit_count=amounts.count is not None,
        is_marked=amounts.article or 0 < (amounts.count or 0) <= SMALL_COUNT,
        is_contents=contents,
        is_named=contents or is_made(words),
        fragile=bool({singular(word) for word in reading.everything} & vocabulary.FRAGILE),
    )


def _counted_first(reading: Reading, line: Line) -> list[str]:
    """Take what an entry begins to count for a thing, whatever its words mean elsewhere: "20 x Schraubzwinge lose"."""
    first = "".join(reading.piece.words[:1])
    if not (line.is_listlike and first.isdecimal() and reading.amounts.count and line.text.startswith(first)):
        return []
    head = [word for word in reading.head if word[0].isalpha()]
    if reading.piece.span[0] or not head or any(is_talk(word) or word in NO_THINGS for word in head):
        return []
    return head


def _is_sentence(reading: Reading, line: Line) -> bool:
    """Tell whether a piece of prose in another language says what somebody does: "Ende des Monats ziehe ich um"."""
    return line.is_prose and bool(spoken()) and "we" in reading.rest


def _is_title(reading: Reading, line: Line) -> bool:
    """Tell whether words stand above the list, and name nothing that people make: "Grandma's things, all to Lyon"."""
    sure = (
        reading.amounts.article
        or reading.amounts.count is not None
        or reading.amounts.weight_kg is not None
        or is_made(reading.head)
        or is_contents(reading.head)
    )
    return line.n == 1 and line.written[:1].isalpha() and not sure


def _name_of_stranger(reading: Reading) -> list[str]:
    """Take the words that name a thing that nobody knows, without those that describe it; none if they are talk."""
    prose = sum(word in vocabulary.PROSE for word in reading.piece.words)
    if only_tells(reading) or (len(reading.piece.words) >= LEAST_SAID and prose > 1):
        return []
    its = {"its"} if reading.piece.soft else set()  # "television and its stand"
    head = [word for word in reading.head if word not in vocabulary.ARTICLES | BEHIND_NAMES | its]
    if not head or is_talk(head[0]) or head[0] in vocabulary.NOTE_STARTS or head[-1].endswith("'s"):
        return []
    names = [word for word in head if word not in vocabulary.QUALIFIERS and word not in vocabulary.FILLERS]
    if not 0 < len(names) <= MAX_UNKNOWN_WORDS or any(word in NO_THINGS for word in (names[0], names[-1])):
        return []
    if len(names) == 1 and names[0] in vocabulary.HEADING_VERBS and spoken():
        return []  # "mach ich"
    if words_for("given").issuperset(names) and len(names) == len(head):
        return []  # "Tom - the dresser is yours"
    if all(word in SAY_NOTHING or is_plain(word) for word in names) and not _is_noun(names):
        return []
    if is_plain(names[-1]) and not _is_noun(names):
        return []
    if reading.amounts.article or reading.amounts.count is not None or is_made(names) or is_contents(names):
        return names
    is_prose = (
        len("".join(names)) <= MIN_NAME_LENGTH
        or len(names) > MAX_UNMARKED_WORDS
        or reading.piece.text.endswith("!")
        or any(word in vocabulary.NOT_ROOMS for word in names)
    )
    return [] if is_prose else names
