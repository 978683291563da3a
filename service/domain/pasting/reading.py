"""Step 5: the things of a line, piece by piece: a trip, care, boxes, other things, or nothing.

Each piece is in the words of a thing, in the rest, or stays behind: nothing that somebody wrote is passed over.
"""

from dataclasses import dataclass, field, replace

from service.domain.figures.catalogue import Item
from service.domain.models import Kind, Sort
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import read_amounts
from service.domain.pasting.errands import is_lent, read_care, read_lent, read_trip
from service.domain.pasting.floors import says_floor
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.lookup import find, is_box, words_of
from service.domain.pasting.naming import Reading, carried, find_thing, read_piece, stranger
from service.domain.pasting.pieces import BOX_SIZES, read_pieces
from service.domain.pasting.settling import is_strange, settled
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch, untaken
from service.domain.pasting.splitting import Piece
from service.domain.pasting.tokens import tokens

NAME_NOTHING = (
    vocabulary.NOTE_STARTS
    | vocabulary.ARTICLES
    | vocabulary.FILLERS
    | vocabulary.DOUBTS
    | {word for phrase in vocabulary.DOUBT_PHRASES for word in phrase}
    | vocabulary.word_set("etc thanks yes ok yet going")
)
LINKS = frozenset({"is", "are", "has", "have", "be", "got"})
LINK_WITHIN = 8
MAX_LEADS = 3
SEVERAL = frozenset({"stay", "are", "have", "were"})
COMES = frozenset({"come", "comes", "coming", "goes", "go", "going"})
MIN_NAME_LENGTH = 2
"""Letters of the shortest names, "tv" and "pc"."""


@dataclass(frozen=True)
class LineRead:
    """The things of one line, the part of it that became nothing, and the part that does not come along."""

    things: list[Thing] = field(default_factory=list)
    rest: str = ""
    staying: str = ""


def read_line(line: Line) -> LineRead:
    """Read one line without times; an empty reading if there is nothing on it that can be read."""
    pieces = read_pieces(line.text) if len(line.text) >= MIN_NAME_LENGTH else []
    if line.stays:
        return LineRead(staying=line.text)
    if not pieces or _is_about_the_list(pieces[0]) or says_floor(line.text):
        return LineRead()
    written = pieces
    pieces, line = _with_room(pieces, line)
    things, staying = _things_and_staying(pieces, line)
    if any(each.room == line.room for each in things):
        written = pieces  # without the room, which its things name
    taken = [*(each.span for each in things), *staying]
    rest = untaken([piece.span for piece in written if _says_something(piece)], taken)
    unsure = line.doubtful or any(vocabulary.says_any(piece.words, vocabulary.DOUBT_PHRASES) for piece in pieces)
    return LineRead(
        [replace(each, words=line.text[slice(*each.span)], doubtful=each.doubtful or unsure) for each in things],
        _quoted(line, rest),
        _quoted(line, staying),
    )


def _things_and_staying(pieces: list[Piece], line: Line) -> tuple[list[Thing], list[Span]]:
    """Read the things of all pieces, and which parts of the line do not come along."""
    packs = any(_packs(words) for piece in pieces for words in (piece.words, *piece.notes))
    things: list[Thing] = []
    staying: list[Span] = []
    for piece in pieces:
        reading = read_piece(piece, _without_lead(piece.words))
        if is_lent(reading.everything) or not vocabulary.says_stays(reading.everything):
            _take(things, reading, line, packs=packs)
        elif find_thing(reading, line, things) is not None:
            staying.append(_with_all_before(piece.span, reading, things))
        elif things:
            staying.append(stretch(things.pop().span, piece.span))
        elif not _is_said(reading):
            staying.append(piece.span)
    return settled(things), staying


def _with_all_before(span: Span, reading: Reading, things: list[Thing]) -> Span:
    """Take what a verb in its plural says of several things, back to one with a verb of its own: "the fridge and the
    cooker stay"."""
    if not (reading.piece.soft and SEVERAL & set(reading.everything)):
        return span
    while things and COMES.isdisjoint(token.low for token in tokens(things[-1].text)):
        span = stretch(things.pop().span, span)
    return span


def _is_said(reading: Reading) -> bool:
    """Tell whether a piece that names no thing is only talk: "no smoking", "we have gone through the rooms"."""
    return reading.everything[:1] == ["no"] or any(word in vocabulary.PROSE for word in reading.everything)


def _says_something(piece: Piece) -> bool:
    """Tell whether there is more in a piece than words such as "please" and "etc"."""
    words = [*piece.words, *(word for note in piece.notes for word in note)]
    return any(word[0].isalpha() and word not in NAME_NOTHING for word in words)


def _quoted(line: Line, spans: list[Span]) -> str:
    return ", ".join(line.text[slice(*span)] for span in spans)


def _is_about_the_list(first: Piece) -> bool:
    return bool(first.words) and (
        first.words[0] in vocabulary.HEADERS or all(word in vocabulary.TITLES for word in first.words)
    )


def _with_room(pieces: list[Piece], line: Line) -> tuple[list[Piece], Line]:
    """Take a room that stands last on its line as the room of its things: "Sofa; 1; Lounge"."""
    last = pieces[-1]
    if len(pieces) < 2 or last.soft or last.dash or not is_room(tokens(last.text), sure=True):
        return pieces, line
    return pieces[:-1], replace(line, room=room_name(last.text), headings=())


def _packs(words: list[str]) -> bool:
    """Tell whether "pack" is something to do here: not "flat pack", "dish pack" or "packed"."""
    for at, word in enumerate(words):
        if word in ("pack", "packing") and (at == 0 or words[at - 1] not in ("flat", "dish", "n", "and", "bubble")):
            return word == "pack" or at == 0
    return False


def _take(things: list[Thing], reading: Reading, line: Line, *, packs: bool) -> None:
    """Add the things of one piece to those of the line so far, or let it say more of the last."""
    trip = read_trip(reading.everything, reading.amounts, line)
    if trip is not None:
        things.append(replace(trip, span=reading.piece.span))
        return
    found = find_thing(reading, line, things) or _more_boxes(things, reading)
    if things and _absorbed(things[-1], reading, found):
        minutes = things[-1].minutes or reading.amounts.minutes
        things[-1] = replace(things[-1], minutes=minutes, span=stretch(things[-1].span, reading.piece.span))
        return
    lent = read_lent(reading, line)
    if lent is not None:
        things.append(replace(lent, span=reading.piece.span))
        return
    span = reading.piece.span
    boxes = found is not None and is_box(found.key)
    if boxes and things and _names_contents(things[-1], reading, packs=packs):
        span = stretch(things.pop().span, span)
    things += [replace(each, span=span) for each in _things_of(reading, found, line, packs=packs)]


def _things_of(reading: Reading, found: Item | None, line: Line, *, packs: bool) -> list[Thing]:
    """Make boxes, care, another thing, or one that the catalogue does not know, in this order; else nothing."""
    if found is not None and is_box(found.key):
        return carried(*_with_note(reading, found, line), packs=packs)
    inside = _boxes_noted(reading, line) if packs else None
    if inside is not None:
        return carried(*inside, line, packs=True)
    care = read_care(reading, line, named=words_of()[found.key] if found is not None else None)
    if care is not None:
        return [care]
    if found is not None:
        return carried(reading, found, line, packs=False)
    unknown = stranger(reading, line)
    return [] if unknown is None else [unknown]


def _with_note(reading: Reading, found: Item, line: Line) -> tuple[Reading, Item, Line]:
    """Read how many boxes there are, and where, from a note of nothing else: "pack boxes (kitchen, about 15)"."""
    for note in reading.piece.notes if reading.amounts.count is None else ():
        noted = read_amounts([word for word in note if word not in vocabulary.ROOMS], thing=False)
        if noted.count is None or not all(
            word in vocabulary.ABOUT or word in vocabulary.ARTICLES for word in noted.rest
        ):
            continue
        own = replace(reading.amounts, count=noted.count, low=noted.low, doubtful=noted.doubtful)
        inside = reading.piece.text.partition("(")[2].rpartition(")")[0].split(",")
        rooms = [room_name(part) for part in inside if is_room(tokens(part), sure=True)]
        return replace(reading, amounts=own), found, replace(line, room=rooms[0]) if rooms else line
    return reading, found, line


def _more_boxes(things: list[Thing], reading: Reading) -> Item | None:
    """Find the boxes of a piece that only has a count and a size: "Boxes: 10 small, 20 medium"."""
    if not things or things[-1].kind is not Kind.BOX_LOAD or reading.amounts.count is None:
        return None
    return find((*(word for word in reading.rest if word in BOX_SIZES), "box")) if reading.piece.boxes else None


def _absorbed(last: Thing, reading: Reading, found: Item | None) -> bool:
    """Tell whether a piece only goes on about the thing before it: contents of boxes, details of a trip or of care."""
    if reading.amounts.count is not None or reading.amounts.article:
        return last.kind is Kind.TRIP and found is None
    if last.kind is Kind.BOX_LOAD:
        return found is None or (not found.original and reading.piece.soft) or _is_small_content(last, found)
    if last.kind is Kind.CARE:
        return reading.piece.soft and not _begins_errand(reading)
    timed = reading.amounts.minutes is not None
    return last.kind is Kind.TRIP and found is None and (timed or not _begins_errand(reading))


def _is_small_content(box: Thing, found: Item) -> bool:
    """Tell whether a thing goes into boxes whose contents are listed: one that we added to the catalogue."""
    return not found.original and len(box.text.split()) > 2


def _begins_errand(reading: Reading) -> bool:
    first = reading.rest[0] if reading.rest else ""
    return first in vocabulary.NOUNS_OF_CARE or (first in vocabulary.HEADING_VERBS and len(reading.rest) > 1)


def _boxes_noted(reading: Reading, line: Line) -> tuple[Reading, Item] | None:
    """Read boxes in brackets behind their contents: "pack glasses (2 dish packs)"."""
    for note in reading.piece.notes:
        noted = read_piece(Piece(reading.piece.text, note), note)
        found = find_thing(noted, line, [])
        if found is not None and is_box(found.key) and noted.amounts.count is not None:
            return noted, found
    return None


def _names_contents(last: Thing, boxes: Reading, *, packs: bool) -> bool:
    """Tell whether the thing before counted boxes is only their contents: "vessels - 8 to 10 cartons"."""
    if boxes.amounts.count is None or last.explicit_count or last.explicit_weight:
        return False
    to_pack = packs and (is_strange(last) or (last.kind is Kind.CARE and last.sort is Sort.OTHER))
    return to_pack or (boxes.piece.dash and is_strange(last))


def _without_lead(words: list[str]) -> list[str]:
    """Take off "we also have", "don't forget the", and the words of a sentence before its thing."""
    for _ in range(MAX_LEADS):
        leads = vocabulary.LEADS.get(words[0], ()) if words else ()
        lead = next((lead for lead in leads if tuple(words[: len(lead)]) == lead), ())
        if not lead or len(lead) == len(words):
            break
        words = words[len(lead) :]
    for at, word in enumerate(words[:LINK_WITHIN]):
        if at and word in LINKS and find(tuple(words[:at])) is None and _names(words[at + 1 :]):
            return words[at + 1 :]
    return words


def _names(words: list[str]) -> bool:
    """Tell whether words begin with a thing, behind its number."""
    letters = [word for word in words[:LINK_WITHIN] if word[0].isalpha() and word not in vocabulary.NUMBERS]
    ends = next(
        (at for at, word in enumerate(letters) if at and word in vocabulary.CUTS and word != "of"), len(letters)
    )
    return find(tuple(letters[:ends])) is not None
