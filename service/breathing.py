"""Long computations that let others on: what many requests need is one interpreter, and one thread at a time has it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import BoundedSemaphore, local
from time import monotonic, sleep
from typing import ParamSpec, TypeVar

Item = TypeVar("Item")
Given = ParamSpec("Given")
Result = TypeVar("Result")
QUICK_SECONDS = 0.003
"""Time that a computation has for itself: most are over then."""
BREATH_SECONDS = 0.0002
"""Time between two breaths of one that takes longer. Without them, whoever waits gets on after four times as long."""

AT_ONCE = 2
"""Pages that are made at once. Sixteen threads that hand the interpreter to and fro take twice as long for the same;
with one alone, a large page would keep everybody else waiting."""
PATIENCE_SECONDS = 0.5
"""Time after which a page is made all the same: those before it may wait for a database that is away."""


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


class Few:
    """Threads that compute while all others wait without taking anything from them."""

    def __init__(self, most: int = AT_ONCE, patience: float = PATIENCE_SECONDS) -> None:
        self._places = BoundedSemaphore(most)
        self._patience = patience
        self._mine = local()

    def do(self, work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
        """Return what `work` returns, once this thread has a place."""
        if getattr(self._mine, "has_place", False):
            return work(*given, **named)
        self._mine.has_place = self._places.acquire(timeout=self._patience)
        try:
            return work(*given, **named)
        finally:
            self.leave()

    def leave(self) -> None:
        """Leave the place to others before the end, if this thread has one: what follows is mostly waiting."""
        if getattr(self._mine, "has_place", False):
            self._mine.has_place = False
            self._places.release()


PAGES = Few()
"""The threads that make pages."""
