"""Places for work that is done apart, and places to wait for them: each holds a thread of the server's."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Condition

from service.breathing import PAGES
from service.domain.core.refusals import Busy

AGAIN_SECONDS = 10
"""Time after which who found all places taken may ask again."""


class Places:
    """Nobody has more than one of these places, so that there is one for others."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._whose = set[str]()
        self._changed = Condition()
        self._here = BoundedSemaphore(at_once + waiting)
        self._working = BoundedSemaphore(at_once)

    @contextmanager
    def one(self, whose: str) -> Iterator[None]:
        """Wait for a turn, first for one's own that is not over. Raises Busy where enough others wait already."""
        PAGES.leave()
        with self._changed:
            self._changed.wait_for(lambda: whose not in self._whose)
            if not self._here.acquire(blocking=False):
                raise Busy(AGAIN_SECONDS)
            self._whose.add(whose)
        try:
            with self._working:
                yield
        finally:
            with self._changed:
                self._whose.remove(whose)
                self._changed.notify_all()
            self._here.release()
