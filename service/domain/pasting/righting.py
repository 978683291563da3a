"""Step 2, for numbers that are said twice: "five bags. No, six" are six, "say eight, nine at most" are up to nine.

A piece that is only a number goes back to the one that it puts right.
"""

from service.domain.pasting import vocabulary
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.splitting import Piece

AROUND = words_for("puts_right") | words_for("at_most") | vocabulary.ABOUT | vocabulary.DOUBTS | {"or"}
"""Words beside a number that puts another one right, or says the most that it may be."""
MOST = 2
"""Times a number that its upper end may be, at most: "sofa, 2 m, maximum 30 €" is no range."""
BEFORE = 3
"""Words before a number that has an upper end behind it: "we have about 8 boxes, 9 at most"."""


def put_right(pieces: list[Piece]) -> list[Piece]:
    """Give each number that is said once more to the piece whose number it puts right."""
    kept: list[Piece] = []
    for piece in pieces:
        taken_back = len(kept) > 1 and _only_takes_back(kept[-1])
        before = kept[-2] if taken_back else kept[-1] if kept else None
        words = _said_anew(piece, before, taken_back=taken_back) if before is not None else []
        if before is None or not words:
            kept.append(piece)
            continue
        kept = kept[:-1] if taken_back else kept
        before.words = words
        before.text += " " + piece.text
        before.span = before.span[0], piece.span[1]
    return kept


def _only_takes_back(piece: Piece) -> bool:
    """Tell whether a piece is "no", "sorry" and the like."""
    letters = [word for word in piece.words if word[0].isalpha()]
    return bool(letters) and words_for("puts_right").issuperset(letters)


def _said_anew(piece: Piece, before: Piece, *, taken_back: bool) -> list[str]:
    """Give the words of a piece with the next one's number for its own, or up to it; none if the next says more."""
    at, own = _number_in(piece.words), _number_in(before.words)
    number, first = number_at(piece.words, at), number_at(before.words, own)
    if number is None or first is None or piece.notes or piece.where:
        return []
    said = piece.words[at : number[1]]
    beside = [word for word in (*piece.words[:at], *piece.words[number[1] :]) if word[0].isalpha()]
    if not AROUND.issuperset(beside):
        return []
    if taken_back or not words_for("puts_right").isdisjoint(beside):
        return [*before.words[:own], *said, *before.words[first[1] :]]
    if beside and own <= BEFORE and first[0] < number[0] <= MOST * first[0]:
        return [*before.words[: first[1]], "to", *said, *before.words[first[1] :]]
    return []


def _number_in(words: list[str]) -> int:
    """Find the first number; the length of the words if there is none."""
    return next((at for at in range(len(words)) if number_at(words, at)), len(words))
