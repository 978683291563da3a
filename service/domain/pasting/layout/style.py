"""The style of a whole list: its usual gap between lines, and whether it is all in capitals."""

from dataclasses import dataclass
from itertools import pairwise

from service.domain.pasting.layout.row import Row

FEWEST_LOUD = 3
"""Lines in capitals that make such lines the headings of a list."""
INDENTED = 0.5
"""Least share of indented lines in a list whose headings alone are not."""


@dataclass(frozen=True)
class Style:
    """`gap`: 0, unless all lines are spaced out. `step`: blanks by which entries without marks are indented below
    headings, where most lines are; 0 where they are not."""

    gap: int
    capitals: bool
    step: int = 0
    headed: bool = False
    """Several lines in capitals stand above others that are not."""


def style_of(rows: list[Row]) -> Style:
    """Find the style of a list."""
    written = [row for row in rows if not row.is_blank]
    gaps, gap = list[int](), 0
    for row in rows:
        if row.is_blank:
            gap += 1
        else:
            gaps.append(gap)
            gap = 0
    usual = min(gaps[1:], default=0) if len(gaps) > 3 else 0
    indents = [row.indent for row in written if row.indent]
    step = min(indents) if INDENTED * len(written) < len(indents) < len(written) else 0
    loud = [is_capitals(row.text) and not any(map(str.isdecimal, row.text)) for row in written]
    above = sum(each and not below for each, below in pairwise(loud))
    return Style(usual, 2 * sum(is_capitals(row.text) for row in written) > len(written), step, above >= FEWEST_LOUD)


def is_capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 2 and all(each.isupper() for each in letters)
