"""Step 5: the things of a line, piece by piece: a trip, care, boxes, other things, or nothing.

Each piece is in the words of a thing, in the rest, or stays behind: nothing that somebody wrote is passed over.
"""

from dataclasses import dataclass, field, replace

from service.domain.models import Kind, Sort
from service.domain.pasting import staying, vocabulary
from service.domain.pasting.errands import read_care, read_said
from service.domain.pasting.floors import says_floor
from service.domain.pasting.layout import Line, is_room, room_name
from service.domain.pasting.lookup import find, is_thing_word
from service.domain.pasting.naming import Reading, find_thing, read_piece
from service.domain.pasting.phrases import says
from service.domain.pasting.pieces import read_pieces
from service.domain.pasting.readers import says_packing, take
from service.domain.pasting.settling import settled
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch, untaken
from service.domain.pasting.splitting import Piece
from service.domain.pasting.strangers import stranger
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.trips import is_lent, is_run

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
LINKS = frozenset({"is", "are", "has", "have", "be", "got"})
LINK_WITHIN = 8
MAX_LEADS = 3
SEVERAL = frozenset({"stay", "are", "have", "were"})
COMES = frozenset({"come", "comes", "coming", "goes", "go", "going"})
COMING = (("comes", "with"), ("coming", "with"), ("coming", "along"), ("is", "coming"), ("do", "want"))
"""Words that say of a thing among those that stay that it comes along all the same."""
TAKES = "takes"
LOOKED_AFTER = (Sort.KEYS, Sort.PETS, Sort.CHILDREN)
"""Sorts of care whose words are those of staying, too: "keys to Ann", "the cat stays with Gran"."""
GONE = frozenset({"gone", "went", "already", "collects", "collecting"})
"""Words of what nobody has to take to the tip any more."""
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
    things, left = _things_and_staying(pieces, line)
    if _is_title(line, things):
        things = [each for each in things if each.explicit_count]
    if any(each.room == line.room for each in things):
        written = pieces  # without the room, which its things name
    taken = [*(each.span for each in things), *left]
    rest = untaken([piece.span for piece in written if _says_something(piece)], taken)
    unsure = line.doubtful or any(vocabulary.says_any(piece.words, vocabulary.DOUBT_PHRASES) for piece in pieces)
    return LineRead(
        [
            replace(_alone(each, line, things), words=line.text[slice(*each.span)], doubtful=each.doubtful or unsure)
            for each in things
        ],
        _quoted(line, rest),
        _quoted(line, left),
    )


def _is_title(line: Line, things: list[Thing]) -> bool:
    """Tell whether the first line says that somebody moves, and where from: "Moving day, Horse Lane to Bank Street"."""
    lows = [token.low for token in tokens(line.text[:LONGEST_TITLE])]
    said = not MOVES.isdisjoint(lows[:MOVES_WITHIN]) and ":" not in lows
    return line.n == 1 and said and sum(each.kind is Kind.HEAVY_ITEM for each in things) <= 1


def _alone(thing: Thing, line: Line, things: list[Thing]) -> Thing:
    """Leave a thing that has its whole line for its text the words of its own, where the line has others, too."""
    if len(things) < 2 or thing.text != line.text.strip():
        return thing
    return replace(thing, text=line.text[slice(*thing.span)])


def _things_and_staying(pieces: list[Piece], line: Line) -> tuple[list[Thing], list[Span]]:
    """Read the things of all pieces, and which parts of the line do not come along."""
    packs = any(says_packing(words) for piece in pieces for words in (piece.words, *piece.notes))
    things: list[Thing] = []
    left: list[Span] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        reading = read_piece(piece, _without_lead(piece.words))
        if before is not None and _stays_too(piece, before, left):
            left.append(piece.span)
        elif is_lent(reading.everything) or not _stays(reading, line):
            many = len(things)
            take(things, reading, line, packs=packs)
            if len(things) > many:
                left += _without_what_stays(things, reading)
        elif things and things[-1].sort is Sort.PETS and _only_stays(reading, line, things):
            things[-1] = replace(things[-1], span=stretch(things[-1].span, piece.span))  # "cat: with Mum"
        elif staying.says_of_a_part(piece.words) and find_thing(reading, line, things) is None:
            left.append(piece.span)
        elif things and _only_stays(reading, line, things):
            of_last = not left or left[-1] < things[-1].span
            left.append(stretch(things.pop().span, piece.span) if of_last else piece.span)
        elif find_thing(reading, line, things) is not None or (line.is_listlike and stranger(reading, line)):
            left.append(_with_all_before(piece.span, reading, things))
        elif things and staying.is_of_another_that_stays(piece.words, before.words if before else []):
            left.append(piece.span)
        elif things:
            left.append(stretch(things.pop().span, piece.span))
        elif not _is_said(reading):
            left.append(piece.span)
    return settled(things, line), left


def _stays_too(piece: Piece, before: Piece, left: list[Span]) -> bool:
    """Tell whether a piece is like the one before it, which stays: "the cooker stays, dishwasher too"; or says so of
    "the other" before it."""
    if before.words[:2] == ["the", "other"] and staying.begins_to_stay(piece.words):
        return True
    too = [word for word in piece.words if word[0].isalnum()][-1:] == ["too"]
    return too and bool(left) and left[-1][1] >= before.span[1] and len(piece.words) > 1


def _stays(reading: Reading, line: Line) -> bool:
    """Tell whether the thing of a piece does not come along: not where a note says so of another thing, or where it is
    an errand with those to whom things are left."""
    if _ends_with_no(reading.piece.words) or _somebody_takes(reading.piece.words):
        return True
    said = [note for note in reading.piece.notes if staying.says_stays(note) and not staying.says_of_a_part(note)]
    notes = [note for note in said if note[0] != "no" or len(note) == 1]  # not "no lift"
    words = [*reading.piece.words, *reading.piece.where]
    if is_run(words) and GONE.isdisjoint(words):
        return False
    given = says(words, "given") and find_thing(reading, line, []) is not None
    if not notes and not given and not staying.says_stays(words):
        return False
    others = [note for note in notes if _is_of_another(note, reading.piece.words)]
    if notes and len(others) == len(notes):
        return False
    care = read_care(reading, line, named=None) or read_said(reading, line, known=False)
    named = find_thing(reading, line, []) is not None
    if care is not None and care.sort in LOOKED_AFTER and not named:
        return False
    if given or staying.says_clearly(reading.everything) or _says_no(notes):
        return True
    return care is None


def _without_what_stays(things: list[Thing], reading: Reading) -> list[Span]:
    """Take the brackets off the last thing in which another one, or some of several, is said to stay."""
    (begins, ends), text = things[-1].span, reading.piece.text
    opens = text.rfind("(")
    note = reading.piece.notes[-1] if reading.piece.notes else []
    carried = things[-1].kind in (Kind.HEAVY_ITEM, Kind.BOX_LOAD)
    if not (
        carried
        and text.endswith(")")
        and opens > 0
        and (begins, ends) == reading.piece.span
        and staying.says_stays(note)
    ):
        return []
    at = begins + opens
    things[-1] = replace(things[-1], span=(begins, at - (text[opens - 1] == " ")), text=text[:opens].strip())
    return [(at, ends)]


def _names_another(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is about another thing: "(the mirror's sold)", "(she gets the microwave)"."""
    nouns = [word for word in map(singular, note) if is_thing_word(word)]
    return bool(nouns) and set(nouns).isdisjoint(map(singular, words))


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
    return possessive or _names_another(note, words) or staying.is_of_another_that_stays(note, words)


def _only_stays(reading: Reading, line: Line, things: list[Thing]) -> bool:
    """Tell whether a piece says of the thing before it that it stays, and names none: "throw away", "given to Tom"."""
    words = reading.piece.words
    if staying.is_only_staying(words):
        return True
    back = staying.begins_to_stay(words) or (staying.says_so(words) and not staying.BACK.isdisjoint(words))
    return back and find_thing(reading, line, things) is None


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
