"""Sums of boxes that the lines before have counted: "so 29 boxes all told", "Zwischensumme Küche: 9 Kisten"."""

from service.domain.pasting.foreign import in_english
from service.domain.pasting.layout.row import Row
from service.domain.pasting.layout.words import begins, words_in
from service.domain.pasting.numbers import Number, number_at
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS, NUMBERS

FEWEST = 2
"""Lines before that count boxes."""
BETWEEN = 3
"""Words before boxes among which their number is: "8 very large boxes"."""
BEHIND = 3
"""Words behind boxes among which their number is, if not before: "boxes, about six"."""
AROUND = frozenset({":", ",", "-", "about", "like", "say", "around"})
NEAR = 0.25
"""Share by which a sum in a sentence may miss the boxes before it: some are counted as bags, or not at all."""
LONGEST_TOLD = 160
"""Letters of the longest line that is searched for numbers in words."""
LONGEST = 16
"""Words of the longest line that says a sum."""


def sums(rows: list[Row]) -> None:
    """Recognize lines that count once more the boxes of the lines before."""
    counted: list[int] = []
    for row in rows:
        boxes = _boxes_in(row.text)
        if row.is_open and len(counted) >= FEWEST and len(boxes) == 1 and _is_sum(row, boxes[0], sum(counted)):
            row.talk()
        elif boxes and not (row.done or row.stays):
            counted.append(sum(boxes))


def _is_sum(row: Row, boxes: int, before: int) -> bool:
    words = words_in(row.text)
    if begins(words, "total"):
        return True
    said = any(begins(words[at:], "total") for at in range(min(len(words), LONGEST)))
    return said and len(words) <= LONGEST and abs(boxes - before) <= NEAR * before


def _boxes_in(text: str) -> list[int]:
    """Read the numbers of a line that count boxes, in digits or in words: before the word or right behind it."""
    if not any(map(str.isdecimal, text)) and not _says_number(text):
        return []
    found = [token.low for token in tokens(text)]
    boxes: list[int] = []
    since = 0
    for at in (at for at, word in enumerate(found) if singular(word) in CONTAINERS):
        behind = next((n for n in range(at + 1, min(len(found), at + 1 + BEHIND)) if found[n] not in AROUND), at)
        number = _number_before(found, max(since, at - BETWEEN - 1), at) or number_at(found, behind)
        boxes += [] if number is None else [int(number[0])]
        since = at
    return boxes


def _says_number(text: str) -> bool:
    """Tell whether a line that is not too long has a number in words: sooner than by cutting all lines into tokens."""
    words = words_in(text) if len(text) <= LONGEST_TOLD else ()
    return any(not NUMBERS.keys().isdisjoint(in_english(word)) for word in words)


def _number_before(found: list[str], first: int, at: int) -> Number | None:
    """Find the last number between two words, the whole of "thirty one"."""
    last = None
    near = first
    while near < at:
        number = number_at(found, near)
        last = number or last
        near = number[1] if number else near + 1
    return last
