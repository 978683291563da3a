"""Step 5, for what no reader took: things that a piece names somewhere, or that an entry of a list begins with.

"Davo: who owns the washing machine", "Till – I take that in my own car": these are guesses, `judging` decides on each.
"""

from collections.abc import Iterator
from dataclasses import replace

from service.domain.figures.catalogue import item
from service.domain.models import Kind
from service.domain.pasting import vocabulary
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import is_box, is_name, is_thing_word
from service.domain.pasting.making import carried
from service.domain.pasting.naming import find_thing, read_piece
from service.domain.pasting.numbers import number_at
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span
from service.domain.pasting.splitting import Piece
from service.domain.pasting.staying import says_stays
from service.domain.pasting.strangers import NO_THINGS, PACKED, SAY_NOTHING, is_talk, unknown
from service.domain.pasting.tokens import Token, singular, tokens
from service.domain.pasting.trips import trip_of

LONGEST_NAME = 3
MAX_WORDS = 3
"""Words of what an entry begins with, if nobody knows it."""
BEFORE = vocabulary.ARTICLES | vocabulary.QUALIFIERS
DRIVES = vocabulary.TRIP_WORDS | vocabulary.TRIP_VERBS | {"drop"}
FEWEST_OF_DRIVE = 3
PARTS = frozenset({"drawer", "door", "shelf", "leg"})
"""Words of things that others have."""
MORE = vocabulary.word_set("more another also still further extra")
BETWEEN_NUMBERS = vocabulary.word_set("ish or to maybe perhaps like about - – / , mayb prob probably")
BEHIND_ALONE = vocabulary.word_set("if so for from now done packed ready i we . ! ? up down here there upstairs")
"""Words and signs behind a number that is all of an answer."""
MORE_WITHIN = 6
"""Words among which a number of more boxes stands."""
ENDS = vocabulary.PROSE | vocabulary.NOTE_STARTS | vocabulary.CUTS | vocabulary.HEADING_VERBS | vocabulary.TRIP_WORDS


def guesses(pieces: list[Piece], taken: list[Span], line: Line) -> list[Thing]:
    """Guess the things of all pieces of which no word is taken; none in a row of a table: it has a column for them."""
    if line.is_composed:
        return []
    left = [
        piece
        for piece in pieces
        if not any(begin < piece.span[1] and piece.span[0] < end for begin, end in taken)
        and not says_stays([*piece.words, *(word for note in piece.notes for word in note)])
    ]
    return [replace(each, is_guess=True, doubtful=True) for piece in left for each in _guessed(piece, line)]


def inner(things: list[Thing], line: Line) -> list[Thing]:
    """Guess the things that are named in the words of another: "double bed wardrobe three doors"."""
    return [
        replace(each, is_guess=True, is_inner=True, doubtful=True)
        for thing in things
        if thing.kind is Kind.HEAVY_ITEM and thing.key is not None and not line.is_composed
        for each in _inner(thing, line)
    ]


def _inner(thing: Thing, line: Line) -> list[Thing]:
    text = line.text[slice(*thing.span)].partition("(")[0]
    found = tokens(text)
    ends = next((at for at, token in enumerate(found) if token.low in vocabulary.CUTS), len(found))
    piece = Piece(text, [token.low for token in found[:ends]], span=thing.span)
    named = list(_known(found[:ends], piece, line))
    others = [each for each in named[1:] if each.key != thing.key]
    return [each for each in others if singular(each.text.lower().split()[-1]) not in PARTS]


def _guessed(piece: Piece, line: Line) -> list[Thing]:
    found = tokens(piece.text)
    known = list(_known(found, piece, line))
    return (
        known
        or _more_boxes(found, piece, line)
        or _drive(found, piece, line)
        or (_first(found, piece, line) if not piece.span[0] else [])
    )


def _more_boxes(found: list[Token], piece: Piece, line: Line) -> list[Thing]:
    """Take a number that is of boxes named before: "maybe 6 more from the cellar", "another 8 or 10", "5, maybe 6"."""
    words = [token.low for token in found]
    at = next((at for at in range(min(len(words), MORE_WITHIN)) if number_at(words, at)), None)
    if at is None:
        return []
    ends = at + 1
    while ends < len(words) and (words[ends] in BETWEEN_NUMBERS or number_at(words, ends)):
        ends += 1
    beside = {*words[max(0, at - 1) : at], *words[ends : ends + 1]}
    alone = BETWEEN_NUMBERS.issuperset(words[:at]) and BEHIND_ALONE.issuperset(words[ends : ends + 1])
    if beside.isdisjoint(MORE) and not alone:
        return []
    counted = read_piece(piece, [*words[at:ends], "boxes"])
    boxes = carried(counted, item(PACKED), line, packs=False)
    return [replace(each, span=piece.span) for each in boxes]


def _drive(found: list[Token], piece: Piece, line: Line) -> list[Thing]:
    """Take what holds a verb of driving for a drive: "get the girls from Jen's", "first load to Pen's"."""
    words = [token.low for token in found]
    if len(words) < FEWEST_OF_DRIVE or (DRIVES.isdisjoint(map(singular, words)) and not {"get", "from"} <= {*words}):
        return []
    return [replace(trip_of(words, read_piece(piece, piece.words).amounts, line), span=piece.span)]


def _known(found: list[Token], piece: Piece, line: Line) -> Iterator[Thing]:
    """Find the names of the catalogue, each with the words before it that count or describe it."""
    words = [token.low for token in found]
    at = since = 0
    while at < len(words):
        many = next((many for many in range(LONGEST_NAME, 0, -1) if _is_one(words[at : at + many], many)), 0)
        if many:
            begins = at
            while begins > since and (words[begins - 1] in BEFORE or number_at(words, begins - 1)):
                begins -= 1
            part = _part(found[begins : at + many], piece)
            reading = read_piece(part, part.words)
            thing = find_thing(reading, line, [])
            if thing is not None and not is_box(thing.key):
                yield from (replace(each, span=part.span) for each in carried(reading, thing, line, packs=False))
            since = at + many
        at += max(many, 1)


def _is_one(words: list[str], many: int) -> bool:
    return len(words) == many and (is_name(words) if many > 1 else is_thing_word(words[0]))


def _first(found: list[Token], piece: Piece, line: Line) -> list[Thing]:
    """Take the first words of an entry, up to what is said of them: "the porta loo | EMPTY IT", "ref | - 2 door"."""
    ends = next(
        (at for at, token in enumerate(found) if not token.low[0].isalnum() or (at and token.low in ENDS)), len(found)
    )
    part = _part(found[:ends], piece) if ends else None
    names = [word for word in part.words if word[0].isalpha() and word not in vocabulary.ARTICLES] if part else []
    if line.is_prose and found[ends:] and found[ends].low[0].isalnum():
        return []  # a sentence that goes on
    if part is None or not 0 < len(names) <= MAX_WORDS or is_talk(names[0]):
        return []
    if any(word in NO_THINGS for word in names) or all(word in SAY_NOTHING for word in names):
        return []
    reading = read_piece(part, part.words)
    return [replace(unknown(reading, line, names), span=part.span)]


def _part(found: list[Token], piece: Piece) -> Piece:
    begins, ends = found[0].start, found[-1].end
    first = piece.span[0]
    return Piece(piece.text[begins:ends], [token.low for token in found], span=(first + begins, first + ends))
