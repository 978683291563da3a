"""Sums of boxes that the lines before have counted: "so 29 boxes all told", "Zwischensumme Küche: 9 Kisten"."""

from service.domain.pasting.layout.row import Row
from service.domain.pasting.layout.words import begins, words_in
from service.domain.pasting.numbers import number_at
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS

FEWEST = 2
"""Lines before that count boxes."""
BETWEEN = 3
"""Words before boxes among which their number is: "8 very large boxes"."""
NEAR = 0.25
"""Share by which a sum in a sentence may miss the boxes before it: some are counted as bags, or not at all."""
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
    """Read the numbers of a line that count boxes."""
    if not any(map(str.isdecimal, text)):
        return []
    found = [token.low for token in tokens(text)]
    boxes: list[int] = []
    for at in (at for at, word in enumerate(found) if singular(word) in CONTAINERS):
        before = (number_at(found, near) for near in range(at - 1, max(-1, at - 1 - BETWEEN), -1))
        boxes += [int(number[0]) for number in before if number is not None][:1]
    return boxes
