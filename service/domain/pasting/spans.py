"""Parts of a line, by where they begin and end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

Span = tuple[int, int]


def stretch(one: Span, other: Span) -> Span:
    """Make the span from where the first of two begins to where the last ends."""
    return min(one[0], other[0]), max(one[1], other[1])


def untaken(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Leave out the spans that are taken; those with nothing taken between them are one."""
    begins = sorted(begin for begin, _ in taken)
    furthest = list(accumulate((ends for _, ends in sorted(taken)), max))
    found: list[Span] = []
    for span in spans:
        before = bisect_right(begins, span[0])
        if before and furthest[before - 1] >= span[1]:
            continue
        if found and bisect_left(begins, found[-1][1]) == bisect_left(begins, span[0]):
            found[-1] = stretch(found[-1], span)
        else:
            found.append(span)
    return found
