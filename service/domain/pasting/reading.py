"""Step 5: the things of a line, piece by piece: a trip, care, boxes, other things, or nothing.

Each piece is in the words of a thing, in the rest, or stays behind: nothing that somebody wrote is passed over.
"""

from dataclasses import dataclass, field, replace

from service.domain.models import Kind, Sort
from service.domain.pasting import staying, vocabulary
from service.domain.pasting.floors import says_floor
from service.domain.pasting.guessing import guesses, inner
from service.domain.pasting.languages import spoken
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.leaving import (
    begins_anew,
    only_stays,
    says_all_stays,
    stays,
    stays_too,
    with_all_before,
    without_what_stays,
)
from service.domain.pasting.lookup import find
from service.domain.pasting.naming import Reading, find_thing, read_piece
from service.domain.pasting.pieces import read_pieces
from service.domain.pasting.readers import take
from service.domain.pasting.settling import settled
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch, untaken
from service.domain.pasting.splitting import Piece
from service.domain.pasting.strangers import says_packing, stranger
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.trips import is_lent, is_run, names_tip

NAME_NOTHING = (
    vocabulary.NOTE_STARTS
    | vocabulary.ARTICLES
    | vocabulary.FILLERS
    | vocabulary.DOUBTS
    | {word for phrase in vocabulary.DOUBT_PHRASES for word in phrase}
    | vocabulary.word_set("etc thanks yes ok yet going")
)
MOVES = frozenset({"moving", "moves"})
MOVES_WITHIN = 8
"""Words of a title among which it says so."""
LONGEST_TITLE = 200
BINNED = "binned"
LINKS = frozenset({"is", "are", "has", "have", "be", "got", "take", "comes"})
BEHIND_LINKS = frozenset({"with", "we", "along"})
ROOM_WITHIN = 5
LINK_WITHIN = 8
MAX_LEADS = 3
COMING = (("comes", "with"), ("coming", "with"), ("coming", "along"), ("is", "coming"), ("do", "want"))
"""Words that say of a thing among those that stay that it comes along all the same."""
FEW_WORDS = 2
"""Words of what takes an errand back, too: "not needed"."""
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
    if pieces[1:] and pieces[1].dash and names_tip(pieces[0].words):
        pieces[0].words = [*vocabulary.DUMP_RUN[0]]  # "Goodwill: 3 bags" is a run, below "Donate", too
        line = replace(line, stays=False)
    if line.stays and any(is_run([*piece.words, *piece.where]) for piece in pieces):
        line = replace(line, stays=False)  # "broken shelves to the tip", below "Not coming"
    if line.stays and not any(vocabulary.says_any(piece.words, COMING) for piece in pieces):
        return LineRead(staying=line.text)
    if not pieces or _is_about_the_list(pieces, line) or says_floor(line.text):
        return LineRead()
    written = pieces
    pieces, line = _with_room(pieces, line)
    things, left = _things_and_staying(pieces, line)
    if _is_title(line, things):
        things = [each for each in things if each.explicit_count]
    if any(each.room == line.room for each in things):
        written = pieces  # without the room, which its things name
    taken = [*(each.span for each in things), *left]
    guessed = [*guesses([piece for piece in pieces if _says_something(piece)], taken, line), *inner(things, line)]
    rest = untaken([piece.span for piece in written if _says_something(piece)], taken)
    unsure = line.doubtful or any(vocabulary.says_any(piece.words, vocabulary.DOUBT_PHRASES) for piece in pieces)
    found = sorted([*(_alone(each, line, things) for each in things), *guessed], key=lambda each: each.span)
    return LineRead(
        [replace(each, words=line.text[slice(*each.span)], doubtful=each.doubtful or unsure) for each in found],
        _quoted(line, rest),
        _quoted(line, left),
    )


def _is_title(line: Line, things: list[Thing]) -> bool:
    """Tell whether the first line says that somebody moves, and where from: "Moving day, Horse Lane to Bank Street"."""
    lows = [token.low for token in tokens(line.text[:LONGEST_TITLE])]
    moves = not MOVES.isdisjoint(lows[:MOVES_WITHIN]) and ":" not in lows
    return line.n == 1 and moves and sum(each.kind is Kind.HEAVY_ITEM for each in things) <= 1


def _alone(thing: Thing, line: Line, things: list[Thing]) -> Thing:
    """Leave a thing that has its whole line for its text the words of its own, where the line has others, too."""
    if len(things) < 2 or thing.text != line.text.strip():
        return thing
    return replace(thing, text=line.text[slice(*thing.span)])


def _things_and_staying(pieces: list[Piece], line: Line) -> tuple[list[Thing], list[Span]]:
    """Read the things of all pieces, and which parts of the line do not come along."""
    pieces = _without_the_sort(pieces)
    packs = any(says_packing(words) for piece in pieces for words in (piece.words, *piece.notes))
    things: list[Thing] = []
    left: list[Span] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        reading = read_piece(piece, _without_lead(piece.words))
        if (before is not None and stays_too(piece, before, left, line)) or (
            before is not None and says_all_stays(pieces[0], line)
        ):
            left.append(piece.span)
        elif is_lent(reading.everything) or not stays(reading, line):
            many = len(things)
            take(things, reading, line, packs=packs)
            if len(things) > many:
                left += without_what_stays(things, reading)
        elif things and things[-1].sort is Sort.PETS and only_stays(reading, line, things):
            things[-1] = replace(things[-1], span=stretch(things[-1].span, piece.span))  # "cat: with Mum"
        elif staying.says_of_a_part(piece.words) and find_thing(reading, line, things) is None:
            left.append(piece.span)
        elif things and only_stays(reading, line, things):
            of_last = not left or left[-1] < things[-1].span
            left.append(stretch(things.pop().span, piece.span) if of_last else piece.span)
        elif things and piece.words[:1] in (["of"], ["de"]):
            left.append(stretch(things.pop().span, piece.span))  # "wardrobe, of the wall NOT"
        elif things and _is_remark(reading, line, things):
            left.append(stretch(things.pop().span, piece.span))  # "stove: the neighbours collect it"
        elif find_thing(reading, line, things) is not None or (line.is_listlike and stranger(reading, line)):
            left.append(with_all_before(piece.span, reading, things, line))
        elif things and staying.is_of_another_that_stays(piece.words, before.words if before else []):
            left.append(piece.span)
        elif things and len(piece.words) > FEW_WORDS and _is_help(things[-1], reading, line):
            things[-1] = replace(things[-1], span=stretch(things[-1].span, piece.span))  # "a lift for Gran, she stays"
        elif things and not begins_anew(piece, line):
            left.append(stretch(things.pop().span, piece.span))
        elif not _is_said(reading, is_listlike=line.is_listlike):
            left.append(piece.span)
    return settled(things, line), left


def _is_remark(reading: Reading, line: Line, things: list[Thing]) -> bool:
    """Tell whether a piece behind a dash, or a note of a row of a table, is about the thing before it."""
    apart = reading.piece.dash or (line.is_composed and any(map(staying.says_stays, reading.piece.notes)))
    return apart and things[-1].kind.is_carried and find_thing(reading, line, things) is None


def _is_help(thing: Thing, reading: Reading, line: Line) -> bool:
    """Tell whether a piece that names no thing stands behind a drive or care, which it does not take back."""
    return not thing.kind.is_carried and find_thing(reading, line, []) is None


def _without_the_sort(pieces: list[Piece]) -> list[Piece]:
    """Leave a first "rubbish:" to what is named behind it, where that is brought to the tip."""
    if len(pieces) < 2 or pieces[0].words != [BINNED]:
        return pieces
    if not any(is_run([*piece.words, *piece.where]) for piece in pieces[1:]):
        return pieces
    first, second, *others = pieces
    return [replace(second, dash=False, span=(first.span[0], second.span[1])), *others]


def _is_said(reading: Reading, *, is_listlike: bool) -> bool:
    """Tell whether a piece that names no thing is only talk: "no smoking", "we have gone through the rooms"."""
    said = reading.everything[:1] if is_listlike else reading.everything
    return reading.everything[:1] == ["no"] or any(word in vocabulary.PROSE for word in said)


def _says_something(piece: Piece) -> bool:
    """Tell whether there is more in a piece than words such as "please" and "etc"."""
    words = [*piece.words, *(word for note in piece.notes for word in note)]
    return "ish" in words or any(word[0].isalpha() and word not in NAME_NOTHING for word in words)


def _quoted(line: Line, spans: list[Span]) -> str:
    return ", ".join(line.text[slice(*span)] for span in spans)


def _is_about_the_list(pieces: list[Piece], line: Line) -> bool:
    """Tell whether a line counts or names no thing, but the list: "Total: 40", "PACKING LIST / Packzettel"."""
    words = pieces[0].words
    named = line.n == 1 and "list" in words[1:]
    if named and not any(map(str.isdecimal, line.text)):
        return True
    return bool(words) and (words[0] in vocabulary.HEADERS or all(word in vocabulary.TITLES for word in words))


def _with_room(pieces: list[Piece], line: Line) -> tuple[list[Piece], Line]:
    """Take a room that stands last on its line as the room of its things: "Sofa; 1; Lounge"."""
    last, first = pieces[-1], pieces[0].words
    boxes = any(singular(word) in vocabulary.CONTAINERS for word in first)
    if boxes and last.words[-1].isdecimal():
        return pieces, line  # "boxes: kitchen 22, office 5"
    if first and last.words == ["kitchen"] and "es" in spoken() and not line.is_composed:
        return pieces, line  # "heladera, lavarropas, cocina"
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
    if words[:1] in (["from"], ["de"], ["in"]):
        room = next((at for at, word in enumerate(words[:ROOM_WITHIN]) if word in vocabulary.ROOM_ALONE), None)
        if room is not None and words[room + 1 : room + 2] == ["the"] and _names(words[room + 1 :]):
            words = words[room + 1 :]  # "from the cellar the boxes"
    for at, word in enumerate(words[:LINK_WITHIN]):
        behind = words[at + 1 :]
        while behind and behind[0] in BEHIND_LINKS:
            behind = behind[1:]
        if (
            at
            and word in LINKS
            and words[at - 1] not in ("to", "whose")
            and find(tuple(words[:at])) is None
            and _names(behind)
        ):
            return behind
    return words


def _names(words: list[str]) -> bool:
    """Tell whether words begin with a thing, behind its number."""
    letters = [word for word in words[:LINK_WITHIN] if word[0].isalpha() and word not in vocabulary.NUMBERS]
    ends = next(
        (at for at, word in enumerate(letters) if at and word in vocabulary.CUTS and word != "of"), len(letters)
    )
    return find(tuple(letters[:ends])) is not None
