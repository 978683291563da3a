"""Step 5: the things of a line, piece by piece: a trip, care, boxes, other things, or nothing.

Each piece is in the words of a thing, in the rest, or stays behind: nothing that somebody wrote is passed over.
"""

from dataclasses import dataclass, field, replace

from service.domain.pasting import vocabulary
from service.domain.pasting.errands import is_lent, read_care
from service.domain.pasting.floors import says_floor
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.lookup import find
from service.domain.pasting.naming import Reading, find_thing, read_piece
from service.domain.pasting.pieces import read_pieces
from service.domain.pasting.readers import says_packing, take
from service.domain.pasting.settling import settled
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch, untaken
from service.domain.pasting.splitting import Piece
from service.domain.pasting.strangers import stranger
from service.domain.pasting.tokens import singular, tokens

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
COMING = (("comes", "with"), ("coming", "with"), ("coming", "along"), ("is", "coming"), ("do", "want"))
"""Words that say of a thing among those that stay that it comes along all the same."""
TAKES = "takes"
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
    if line.stays and not any(vocabulary.says_any(piece.words, COMING) for piece in pieces):
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
        [
            replace(_alone(each, line, things), words=line.text[slice(*each.span)], doubtful=each.doubtful or unsure)
            for each in things
        ],
        _quoted(line, rest),
        _quoted(line, staying),
    )


def _alone(thing: Thing, line: Line, things: list[Thing]) -> Thing:
    """Leave a thing that has its whole line for its text the words of its own, where the line has others, too."""
    if len(things) < 2 or thing.text != line.text.strip():
        return thing
    return replace(thing, text=line.text[slice(*thing.span)])


def _things_and_staying(pieces: list[Piece], line: Line) -> tuple[list[Thing], list[Span]]:
    """Read the things of all pieces, and which parts of the line do not come along."""
    packs = any(says_packing(words) for piece in pieces for words in (piece.words, *piece.notes))
    things: list[Thing] = []
    staying: list[Span] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        reading = read_piece(piece, _without_lead(piece.words))
        if before is not None and _stays_too(piece, before, staying):
            staying.append(piece.span)
        elif is_lent(reading.everything) or not _stays(reading, line):
            take(things, reading, line, packs=packs)
        elif things and _only_stays(reading, line, things):
            of_last = not staying or staying[-1] < things[-1].span
            staying.append(stretch(things.pop().span, piece.span) if of_last else piece.span)
        elif find_thing(reading, line, things) is not None or (line.is_listlike and stranger(reading, line)):
            staying.append(_with_all_before(piece.span, reading, things))
        elif things and vocabulary.is_of_another_that_stays(piece.words, before.words if before else []):
            staying.append(piece.span)
        elif things:
            staying.append(stretch(things.pop().span, piece.span))
        elif not _is_said(reading):
            staying.append(piece.span)
    return settled(things, line), staying


def _stays_too(piece: Piece, before: Piece, staying: list[Span]) -> bool:
    """Tell whether a piece is like the one before it, which stays: "the cooker stays, dishwasher too"; or says so of
    "the other" before it."""
    if before.words[:2] == ["the", "other"] and vocabulary.begins_to_stay(piece.words):
        return True
    too = [word for word in piece.words if word[0].isalnum()][-1:] == ["too"]
    return too and bool(staying) and staying[-1][1] >= before.span[1] and len(piece.words) > 1


def _stays(reading: Reading, line: Line) -> bool:
    """Tell whether the thing of a piece does not come along: not where a note says so of another thing, or where it is
    an errand with those to whom things are left."""
    if _ends_with_no(reading.piece.words) or _somebody_takes(reading.piece.words):
        return True
    said = [note for note in reading.piece.notes if vocabulary.says_stays(note)]
    notes = [note for note in said if note[0] != "no" or len(note) == 1]  # not "no lift"
    if not notes and not vocabulary.says_stays([*reading.piece.words, *reading.piece.where]):
        return False
    others = [note for note in notes if _is_of_another(note, reading.piece.words)]
    if notes and len(others) == len(notes):
        return False
    clear = [word for word in reading.everything if word not in vocabulary.LANDLORD]
    return vocabulary.says_stays(clear) or _says_no(notes) or read_care(reading, line, named=None) is None


def _ends_with_no(words: list[str]) -> bool:
    """Tell whether it is "the wardrobe no", "sofa NOT!"."""
    said = [word for word in words if word[0].isalnum()]
    return len(said) > 1 and (said[-1] in ("no", "not") or said[-2:] == ["not", "with"])


def _somebody_takes(words: list[str]) -> bool:
    """Tell whether it is "Tom takes the mirror", "the mirror takes Tom" (as German has it); not "we take"."""
    at = words.index(TAKES) if TAKES in words else 0
    before, behind = ([word for word in part if word[0].isalpha()] for part in (words[:at], words[at + 1 :]))
    if not before or not behind or not vocabulary.PROSE.isdisjoint(before):
        return False
    return find(tuple(before)) is not None or find(tuple(behind)) is not None


def _is_of_another(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is of another thing: "the cooker stays", "mum's is sold"."""
    possessive = note[0].endswith("'s") and find((note[0],)) is not None
    return possessive or vocabulary.is_of_another_that_stays(note, words)


def _only_stays(reading: Reading, line: Line, things: list[Thing]) -> bool:
    """Tell whether a piece says of the thing before it that it stays, and names none: "throw away", "given to Tom"."""
    words = reading.piece.words
    if not vocabulary.begins_to_stay(words):
        return False
    return tuple(words) in vocabulary.STAY_PHRASES or find_thing(reading, line, things) is None


def _says_no(notes: list[list[str]]) -> bool:
    """Tell whether a note is a plain "no": "paint cans - NO"."""
    return ["no"] in notes


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
    last, first = pieces[-1], pieces[0].words
    if first and singular(first[0]) in vocabulary.CONTAINERS and last.words[-1].isdecimal():
        return pieces, line  # "boxes: kitchen 22, office 5"
    if len(pieces) < 2 or last.soft or last.dash or not is_room(tokens(last.text), sure=True):
        return pieces, line
    return pieces[:-1], replace(line, room=room_name(last.text), headings=())


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
