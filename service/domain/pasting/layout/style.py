"""The style of a whole list: its usual gap between lines, and whether it is all in capitals."""

from dataclasses import dataclass

from service.domain.pasting.layout.row import Row


@dataclass(frozen=True)
class Style:
    """`gap`: 0, unless all lines are spaced out."""

    gap: int
    capitals: bool


def style_of(rows: list[Row]) -> Style:
    """Find the style of a list."""
    written = [row for row in rows if not row.is_blank]
    gaps, gap = [], 0
    for row in rows:
        if row.is_blank:
            gap += 1
        else:
            gaps.append(gap)
            gap = 0
    usual = min(gaps[1:], default=0) if len(gaps) > 3 else 0
    return Style(usual, 2 * sum(is_capitals(row.text) for row in written) > len(written))


def is_capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 2 and all(each.isupper() for each in letters)
