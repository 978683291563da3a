"""Parts of a line, by where they begin and end."""

from collections.abc import Sequence

Span = tuple[int, int]


def stretch(one: Span, other: Span) -> Span:
    """Make the span from where the first of two begins to where the last ends."""
    return min(one[0], other[0]), max(one[1], other[1])


def untaken(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Leave out the spans that are taken; those with nothing taken between them are one."""
    found: list[Span] = []
    for span in spans:
        if _is_within(span, taken):
            continue
        if found and not any(found[-1][1] <= begins < span[0] for begins, _ in taken):
            found[-1] = stretch(found[-1], span)
        else:
            found.append(span)
    return found


def _is_within(span: Span, taken: Sequence[Span]) -> bool:
    return any(begins <= span[0] and span[1] <= ends for begins, ends in taken)
