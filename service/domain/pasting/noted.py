"""Step 5, for boxes: what a note in brackets says of how many there are, and where."""

from dataclasses import replace

from service.domain.figures.catalogue import Item
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import read_amounts
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.lookup import is_box
from service.domain.pasting.naming import Reading, find_thing, read_piece
from service.domain.pasting.splitting import Piece
from service.domain.pasting.tokens import tokens


def with_note(reading: Reading, found: Item, line: Line) -> tuple[Reading, Item, Line]:
    """Read how many boxes there are, and where, from a note of nothing else: "pack boxes (kitchen, about 15)"."""
    for note in reading.piece.notes if reading.amounts.count is None else ():
        noted = read_amounts(_how_many(note), thing=False)
        if noted.count is None or noted.rest:
            continue
        own = replace(
            reading.amounts,
            count=noted.count,
            low=noted.low,
            doubtful=noted.doubtful or not vocabulary.DOUBTS.isdisjoint(note),
        )
        inside = reading.piece.text.partition("(")[2].rpartition(")")[0].split(",")
        rooms = [room_name(part) for part in inside if is_room(tokens(part), sure=True)]
        return replace(reading, amounts=own), found, replace(line, room=rooms[0]) if rooms else line
    return reading, found, line


def _how_many(note: list[str]) -> list[str]:
    """Take off what is said around a number that counts: "I think we'll be at 35"."""
    around = vocabulary.ABOUT | vocabulary.ARTICLES | vocabulary.ROOMS
    more = frozenset[str]() if vocabulary.PROSE.isdisjoint(note) else vocabulary.PROSE | vocabulary.NOTE_STARTS
    return [word for word in note if word not in around and word not in more]


def boxes_noted(reading: Reading, line: Line) -> tuple[Reading, Item] | None:
    """Read boxes in brackets behind their contents: "pack glasses (2 dish packs)"."""
    for note in reading.piece.notes:
        noted = read_piece(Piece(reading.piece.text, note), note)
        found = find_thing(noted, line, [])
        if found is not None and is_box(found.key) and noted.amounts.count is not None:
            return noted, found
    return None
