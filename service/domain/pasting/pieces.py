"""Step 2: a line falls into pieces, each of which may be a thing: "desk, office chair, 5 boxes papers" are three.

A piece that only says more of the one before ("has to come apart", "tall x2") goes back to it.
"""

from dataclasses import replace

from service.domain.pasting import vocabulary
from service.domain.pasting.belonging import VERBS, belongs, is_only_done
from service.domain.pasting.contained import count_more_boxes, with_what_is_beside
from service.domain.pasting.righting import put_right
from service.domain.pasting.runs import told_apart
from service.domain.pasting.splitting import Piece, split

BEFORE_INDEX = frozenset({"#", "no", "nr", "number", "nº", "."})
LONGEST_OF_BOXES = 3
MAX_DIGITS = 3
"""Digits of counts that are added up."""


def read_pieces(text: str) -> list[Piece]:
    """Read each word once from left to right; then compare each piece once with the one before it."""
    pieces = put_right([part for piece in split(text) for part in told_apart(_numbered(piece))])
    apart: list[Piece] = []
    for piece in pieces:
        if apart:
            count_more_boxes(piece, apart[-1])
        if apart and is_only_done(apart[-1].words) and piece.soft and piece.words:
            apart[-1] = _joined(apart[-1], piece)
        elif apart and _adds(piece, apart[-1]):
            apart[-1].words[0] = str(int(apart[-1].words[0]) + int(piece.words[0]))
            apart[-1].span = apart[-1].span[0], piece.span[1]
        elif len(apart) > 1 and _counts_all(piece, apart[-1], apart[-2]):
            between = apart.pop()
            apart[-1].notes += [between.words, piece.words]
            apart[-1].span = apart[-1].span[0], piece.span[1]
        elif apart and belongs(piece, apart[-1]):
            apart[-1].notes += [piece.words, *piece.notes]
            apart[-1].text += " " + piece.text
            apart[-1].span = apart[-1].span[0], piece.span[1]
        else:
            apart.append(piece)
    return [each for piece in apart for each in with_what_is_beside(piece)]


def _joined(piece: Piece, behind: Piece) -> Piece:
    """Join two pieces that say one thing: "take down and wrap the mirror"."""
    verb = behind.words[0] in VERBS
    words = [*behind.words, *piece.words] if verb else [*piece.words, *behind.words]
    return replace(
        piece,
        text=f"{piece.text} {behind.text}",
        words=words,
        notes=[*piece.notes, *behind.notes],
        span=(piece.span[0], behind.span[1]),
    )


def _numbered(piece: Piece) -> Piece:
    """Read "Box #17 scarves", "Crate no. 2": one box, whose number counts nothing."""
    words = piece.words
    if not words or words[0] not in vocabulary.CONTAINERS:
        return piece
    at = 1
    while at < len(words) and words[at] in BEFORE_INDEX:
        at += 1
    if at < len(words) and words[at].isdecimal():
        piece.words = [words[0], *(["of"] if words[at + 1 :] else []), *words[at + 1 :]]
        piece.is_numbered = True
    return piece


def _counts_all(piece: Piece, between: Piece, boxes: Piece) -> bool:
    """Tell whether a number behind a dash counts the boxes before it: "storage totes, Xmas - 5"."""
    only = piece.dash and len(piece.words) == 1 and _is_count(piece.words[0]) and not between.dash
    named = boxes.words[-1:] and boxes.words[-1] in vocabulary.PLURALS and len(boxes.words) <= LONGEST_OF_BOXES
    return bool(only and named) and not any(word[0].isdecimal() for word in (*between.words, *boxes.words))


def _adds(piece: Piece, before: Piece) -> bool:
    """Tell whether a piece is a number that is added to a count: "8 small boxes plus 2"."""
    more = piece.soft and len(piece.words) == 1 and not piece.notes and _is_count(piece.words[0])
    return more and len(before.words) > 1 and _is_count(before.words[0]) and before.words[1][0].isalpha()


def _is_count(word: str) -> bool:
    return word.isdecimal() and word.isascii() and len(word) <= MAX_DIGITS
