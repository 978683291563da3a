"""Long computations that let others on: what many requests need is one interpreter, and one thread at a time has it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from time import monotonic, sleep
from typing import TypeVar

Item = TypeVar("Item")
QUICK_SECONDS = 0.003
"""Time that a computation has for itself: most are over then."""
BREATH_SECONDS = 0.0002
"""Time between two breaths of one that takes longer. Without them, whoever waits gets on after four times as long."""


def breathing(items: Iterable[Item], *, together: int = 1) -> Iterator[Item]:
    """Go through items, and let others on in between if working on them takes long.

    `together`: how many at a time, where each of them takes a microsecond.
    """
    begun = last = monotonic()
    left = iter(items)
    while some := tuple(islice(left, together)):
        yield from some
        now = monotonic()
        if now - last > BREATH_SECONDS:
            if now - begun > QUICK_SECONDS:
                sleep(0)
            last = now
