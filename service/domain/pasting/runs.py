"""Step 2, for lists that are spoken: things with nothing between them, and numbers that are taken back.

"the tv the xbox and his desk" are three things, "toaster kettle microwave" are three, "three no wait four chairs" are
four.
"""

from dataclasses import replace

from service.domain.pasting import vocabulary
from service.domain.pasting.index import names
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, find, is_name, is_thing_word, mended
from service.domain.pasting.nouns import is_contents
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.splitting import PARTS, Piece
from service.domain.pasting.tokens import Token, singular, tokens

LONGEST_NAME = 4
FEWEST_APART = 3
"""Things with nothing at all between them, from which on they are several."""
TAKEN_BACK = (("no", "wait"), ("sorry",), ("i", "mean"), ("scratch", "that"), ("make", "that"), ("actually",))
"""Behind them, the right number: "two sorry three boxes"."""


def told_apart(piece: Piece) -> list[Piece]:
    """Part a piece into the things that are in it without a sign between them."""
    corrected = _corrected(piece)
    if len(piece.words) < 2 or corrected.notes or corrected.where or corrected.words != piece.words:
        return [corrected]
    found = tokens(piece.text)
    if [token.low for token in found] != piece.words:
        return [piece]
    cuts = _cuts(found)
    parts = [found[begins:ends] for begins, ends in zip([0, *cuts], [*cuts, len(found)], strict=True)]
    return [each for part in parts for each in _in_a_row(part, piece)] if cuts else _in_a_row(found, piece)


def _part(part: list[Token], piece: Piece) -> Piece:
    first, begins, ends = piece.span[0], part[0].start, part[-1].end
    whole = begins == 0 and ends == len(piece.text)
    if whole:
        return piece
    span = (first + begins, first + ends)
    return Piece(piece.text[begins:ends], [token.low for token in part], soft=piece.soft and begins == 0,
                 dash=piece.dash and begins == 0, span=span)  # fmt: skip


def _cuts(found: list[Token]) -> list[int]:
    """Find where a word that begins a thing stands right behind one: "the fridge | a freezer", "sofa | two chairs"."""
    words = [token.low for token in found]
    cuts: list[int] = []
    for at in range(1, len(words) - 1):
        before, behind = words[at - 1], words[at : at + 1 + LONGEST_NAME]
        other = singular(words[at + 1]) not in PARTS and words[at + 1] not in words[:at]  # "the bikes two bikes"
        counts = vocabulary.NUMBERS.get(words[at], 0) > 1 and other
        begins = words[at] in words_for("begin_things") or words[at].endswith("'s") or counts
        said = before in words_for("end_of_said") and _names_one(behind[:-1])
        if said or (
            begins
            and "full" not in behind
            and _ends_one(words[cuts[-1] if cuts else 0 : at])
            and _names_one(behind[1:])
        ):
            cuts.append(at)
    return cuts


def _ends_one(words: list[str]) -> bool:
    """Tell whether words end as a thing, or as the room of one: "the desk", "the lamp in the hall"."""
    if is_thing_word(words[-1]) or is_contents(words):
        return True
    if words[-1] in vocabulary.ROOM_ALONE:
        return any(is_thing_word(word) for word in words[:-1])
    if words[-1] in vocabulary.CUTS or words[-1] in vocabulary.FILLERS:
        return False
    return any(is_name(words[-many:]) for many in range(2, min(LONGEST_NAME, len(words)) + 1))


def _names_one(words: list[str]) -> bool:
    """Tell whether words begin with a thing, behind those that describe it."""
    described = vocabulary.QUALIFIERS | vocabulary.NUMBERS.keys()
    while words and (words[0] in described or words[0].endswith("'s")):
        words = words[1:]
    return is_contents(words[:1]) or any(is_name(words[:many]) for many in range(1, len(words) + 1))


def _in_a_row(found: list[Token], piece: Piece) -> list[Piece]:
    """Part things with nothing between them: "toaster kettle ironing board", "my bike ironing board iron"."""
    words = [token.low for token in found]
    if not FEWEST_APART <= len(words) <= MAX_PHRASE_WORDS or is_name(words):
        return [_part(found, piece)]
    ends: list[int] = []
    at = 0
    while at < len(words):
        at += words[at] in vocabulary.ARTICLES and at + 1 < len(words)
        longest = next((many for many in range(LONGEST_NAME, 0, -1) if _is_one(words[at : at + many], many)), 0)
        if not longest:
            return [_part(found, piece)]
        at += longest
        ends.append(at)
    if len(ends) < FEWEST_APART:
        return [_part(found, piece)]
    return [_part(found[begins:end], piece) for begins, end in zip([0, *ends], ends, strict=False)]


def _is_one(words: list[str], many: int) -> bool:
    if len(words) != many or find((words[-1],)) is None:
        return False
    return frozenset(map(mended, words)) in names() or (many == 1 and is_thing_word(words[0]))


def _corrected(piece: Piece) -> Piece:
    """Take back the number before "no wait" and the like, if there is another behind it."""
    words = piece.words
    for at in range(1, len(words) - 1):
        marker = next((each for each in TAKEN_BACK if tuple(words[at : at + len(each)]) == each), None)
        behind = words[at + len(marker) :] if marker else []
        number = number_at(behind, 0)
        if number is None or not any(number_at(words, each) for each in range(at)):
            continue
        if any(word[0].isalpha() for word in behind[number[1] :]):
            return replace(piece, words=behind)
        first = next(each for each in range(at) if number_at(words, each))
        return replace(piece, words=[*words[:first], behind[0], *words[first + 1 : at]])
    return piece
