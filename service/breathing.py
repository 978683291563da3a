"""Long computations that let others on: what many requests need is one interpreter, and one thread at a time has it."""

from collections.abc import Iterable, Iterator
from time import monotonic, sleep
from typing import TypeVar

Item = TypeVar("Item")
QUICK_SECONDS = 0.003
"""Time that a computation has for itself: most are over then."""
BREATH_SECONDS = 0.0002
"""Time between two breaths of one that takes longer. Without them, whoever waits gets on after four times as long."""


def breathing(items: Iterable[Item]) -> Iterator[Item]:
    """Go through items, and let others on in between if working on them takes long."""
    begun = last = monotonic()
    for item in items:
        yield item
        now = monotonic()
        if now - last > BREATH_SECONDS:
            if now - begun > QUICK_SECONDS:
                sleep(0)
            last = now
