"""Step 2: a line falls into pieces, each of which may be a thing: "desk, office chair, 5 boxes papers" are three.

A piece that only says more of the one before ("has to come apart", "tall x2") goes back to it.
"""

from dataclasses import dataclass, field

from service.domain.pasting import words
from service.domain.pasting.amounts import number_at, read_amounts
from service.domain.pasting.lines import is_room
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, by_word, find, is_box, mended, names, words_of
from service.domain.pasting.words import Token, singular, tokens

OPEN, CLOSE = "([{", ")]}"
HARD = frozenset(",;\t•|")
SOFT = frozenset({"and", "plus", "+", "&", "also", "then"})
INSIDE = frozenset({"in", "inside", "within"})
DASHES = frozenset("-–—:")


@dataclass
class Piece:
    """`said`: its words; `notes`: what stands in brackets, and the pieces that were given back to it."""

    text: str
    said: list[str]
    notes: list[list[str]] = field(default_factory=list)
    soft: bool = False
    """Whether it is joined to the piece before it by "and" or a plus."""
    dash: bool = False
    """Whether a dash or a colon stands before it."""
    boxes: bool = False
    """Whether it only says how many boxes of another size there are: "20 medium"."""


def read_pieces(text: str) -> list[Piece]:
    """Each word once from left to right; then each piece once against the one before it."""
    pieces = [part for piece in _split(text) for part in _in_a_row(piece)]
    kept: list[Piece] = []
    for piece in pieces:
        if kept and _belongs(piece, kept[-1]):
            kept[-1].notes += [piece.said, *piece.notes]
            kept[-1].text += " " + piece.text
        else:
            kept.append(piece)
    for piece in kept:
        _boxed(piece)
    return kept


def _boxed(piece: Piece) -> None:
    """ "Lego (2 crates)": the bracket says how many boxes there are of what stands before it."""
    for note in piece.notes:
        number = number_at(note, 0)
        rest = note[number[1] :] if number else []
        named = find(tuple(rest)) if rest else None
        if named is not None and is_box(named.key) and piece.said and not set(note) & INSIDE:
            piece.notes.remove(note)
            piece.said = [*note, "of", *piece.said]
            return


def _split(text: str) -> list[Piece]:
    found = tokens(text)
    pieces: list[Piece] = []
    piece, depth, begins, ends = Piece("", []), 0, 0, 0

    def close(at: Token, *, soft: bool = False, dash: bool = False) -> None:
        nonlocal piece, begins
        piece.text = text[begins:ends].strip()
        if piece.said or piece.notes:
            pieces.append(piece)
        piece, begins = Piece("", [], soft=soft, dash=dash), at.end

    for n, token in enumerate(found):
        low = token.low
        if low in OPEN:
            depth += 1
            piece.notes.append([])
        elif low in CLOSE:
            depth = max(0, depth - 1)
        elif depth:
            piece.notes[-1].append(low)
        elif low == "/" and n and found[n - 1].low in WITH:
            pass
        elif low in HARD or (low == "." and _ends_sentence(text, token)) or (low == "/" and _divides(text, found, n)):
            close(token)
        elif (low in WITH and piece.said and _goes_along(found, n)) or (
            low in SOFT and piece.said and not _adds_up(found, n) and "between" not in piece.said[-3:]
        ):
            close(token, soft=True)
        elif low in DASHES and _stands_free(text, token) and piece.said and not _spans(found, n):
            close(token, dash=True)
        elif piece.said and _starts_another(found, n, piece):
            ends = found[n - 1].end
            piece.text = text[begins:ends].strip()
            pieces.append(piece)
            piece, begins = Piece("", [low]), token.start
        else:
            piece.said.append(low)
        ends = token.end if low not in HARD else ends
    close(Token("", len(text), len(text)))
    return pieces


def _in_a_row(piece: Piece) -> list[Piece]:
    """Things with nothing between them: "toaster kettle microwave"."""
    if not 3 <= len(piece.said) <= MAX_PHRASE_WORDS or piece.notes:
        return [piece]
    if not all(frozenset({mended(word)}) in names() for word in piece.said) or frozenset(piece.said) in names():
        return [piece]
    return [Piece(word, [word]) for word in piece.said]


def _ends_sentence(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 2) : token.start].lower()
    return before != "no" and (token.end >= len(text) or text[token.end].isspace())


def _divides(text: str, found: list[Token], n: int) -> bool:
    """A slash parts two things if both stand in the catalogue by themselves ("TV / stereo"), not in "w/" or "1/2"."""
    if not 0 < n < len(found) - 1 or found[n - 1].low == "w":
        return False
    before, after = found[n - 1].low, found[n + 1].low
    if after[0].isdecimal() and before.isalpha() and _stands_free(text, found[n]):
        return True
    if any(singular(token.low) in words.CONTAINERS for token in found[n + 1 : n + 5]):
        return False
    if find((before, after)) is not None and len(before) > 1 and frozenset((before, after)) in _known_pairs():
        return False
    return all(find((word,)) is not None for word in (before, after) if word.isalpha()) and before.isalpha()


def _known_pairs() -> frozenset[frozenset[str]]:
    return frozenset({frozenset(("washer", "dryer")), frozenset(("fridge", "freezer")), frozenset(("couch", "sofa"))})


def _stands_free(text: str, token: Token) -> bool:
    """A dash with spaces around it, or a colon with one behind."""
    after = token.end >= len(text) or text[token.end].isspace()
    return after and (token.low == ":" or token.start == 0 or text[token.start - 1].isspace())


def _spans(found: list[Token], n: int) -> bool:
    """Whether a dash stands between two numbers: "30 - 35 boxes"."""
    ends = found[n - 1].low, found[n + 1].low if n + 1 < len(found) else ""
    return found[n].low != ":" and all(end[:1].isdecimal() for end in ends)


def _adds_up(found: list[Token], n: int) -> bool:
    """Whether a plus belongs to the number before it: "10+ boxes"."""
    return found[n].low == "+" and found[n - 1].low[0].isdecimal() and found[n - 1].end == found[n].start


def _starts_another(found: list[Token], n: int, piece: Piece) -> bool:
    """A number between two things parts them, where nothing else does: "2 sofas 3 chairs"."""
    if not found[n].low[0].isdecimal() or n + 1 >= len(found):
        return False
    following = [token.low for token in found[n + 1 : n + 5]]
    following = following[1:] if following[0] == "x" else following
    contents = not any(word[0].isdecimal() for word in piece.said)
    if contents and any(singular(word) in words.CONTAINERS for word in following):
        return False
    return (
        singular(following[0] if following else "") not in ("door", "drawer", "seat", "seater", "")
        and any(find(tuple(following[:many])) is not None for many in (1, 2, 3))
        and number_at(piece.said, len(piece.said) - 1) is None
        and piece.said[-1] not in ("x", "of", "for", "about", "approx", "~", "seats", "-", "–", "to", "or", "/", "set")
        and any(find((word,)) is not None for word in piece.said[-MAX_PHRASE_WORDS:])
    )


def _belongs(piece: Piece, before: Piece) -> bool:
    """Whether a piece only says more of the one before it."""
    if piece.said and is_room(tokens(piece.text), sure=True):
        return False
    counted = any(number_at(piece.said, at) for at in range(min(3, len(piece.said))))
    first = piece.said[0] if piece.said else ""
    if not counted and len(piece.said) > 1 and any(word in HANDLING for word in piece.said):
        return True
    holds = find(tuple(word for word in before.said[:MAX_PHRASE_WORDS] if word.isalpha()))
    boxes = before.boxes or (holds is not None and is_box(holds.key))
    if _only_tells(piece.said):
        told_before = before.boxes or any(number_at(said, 0) for said in (before.said, *before.notes[:1]))
        piece.boxes = boxes and counted and told_before and any(word in BOX_SIZES for word in piece.said)
        return not piece.boxes
    if piece.said[0] in ("needs", "need", "has", "must", "is", "are"):
        return True
    told = [word for word in piece.said if word[0].isalpha()]
    if not piece.said:
        return True
    named = find(tuple(told)) if told else None
    adds = piece.dash or (piece.soft and (named is None or not is_box(named.key)))
    if boxes and adds and not counted and first not in words.ARTICLES:
        return True
    if piece.soft:
        return named is None and not counted and holds is not None and _has_contents(before)
    if first in words.DOUBTS or first in words.ABOUT or first in ("not", "if"):
        return named is None and not any(word in ("a", "an") for word in piece.said)
    if holds is not None and told and all(mended(word) in words_of()[holds.key] for word in told) and named is None:
        return True
    if first in words.NOTE_STARTS:
        return True
    describes = bool(told) and all(
        word in words.QUALIFIERS or word in words.NOTE_STARTS or word == "x" or number_at([word], 0) or word in UNITS
        for word in told
    )
    return describes and (named is None or (counted and not any(word in by_word() for word in told)))


def _only_tells(said: list[str]) -> bool:
    """Whether there is nothing but numbers, measures and qualities: "6 nos.", "9 drawer, 160 lbs", "tall x2"."""
    amounts = read_amounts(said, thing=True)
    return all(word in words.QUALIFIERS or word in words.NOTE_STARTS for word in amounts.rest)


def _goes_along(found: list[Token], n: int) -> bool:
    """Whether "with" brings another thing to carry: a counted one, or one that is never part of the first."""
    after = [token.low for token in found[n + 1 : n + 6] if token.low != "/" and token.low not in words.ARTICLES]
    counted = number_at(after, 0)
    named = after[counted[1] :] if counted is not None else after
    thing = next((find(tuple(named[:many])) for many in (3, 2, 1) if find(tuple(named[:many])) is not None), None)
    if thing is None or thing.key.startswith("drawers"):
        return False
    return counted is not None or thing.key.startswith(
        ("mattress", "box_spring", "headboard", "tv_", "dining_chair", "bar_stool", "office_chair")
    )


def _has_contents(piece: Piece) -> bool:
    return "of" in piece.said or "with" in piece.said or "w" in piece.said


BOX_SIZES = frozenset({"small", "medium", "large", "big", "extra", "xl"})
WITH = frozenset({"with", "w"})
HANDLING = words.words("out off inside first last later removed separately unclip undone detached lifts folds")
"""Words of how to take a thing, never of another one."""
UNITS = words.words(
    "kg lb lbs kilo kilos inch inches cm m mm ft l litre litres seater door doors drawer drawers top each"
)
