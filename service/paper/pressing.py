"""Runs press.py in a process of its own, within bounds, and lets only so many run and wait at once."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore, Condition

from service.domain.core.refusals import Fault, Invalid, TooMany
from service.paper.press import FULL, Bounded
from service.paths import FONTS

log = logging.getLogger("manyhands")
HERE = Path(__file__).resolve().parent
AGAIN_SECONDS = 10
"""Time after which who found the queue full may ask again."""


@dataclass(frozen=True)
class Bounds:
    """The bounds of one run."""

    cpu_seconds: int
    seconds: float
    """By the clock: a print stands back for everything else on the machine, but no proxy waits longer."""
    memory: int

    def of(self, folder: str) -> Bounded:
        """Say them to the press, with the folder that it works in."""
        return Bounded(fonts=str(FONTS), folder=folder, cpu_seconds=self.cpu_seconds, memory=self.memory)


class Presses:
    """The places where prints are made, and those where they wait: each of them holds a thread of the server's.

    Nobody has more than one of these places, so that there is one for others.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._whose = set[str]()
        self._changed = Condition()
        self._here = BoundedSemaphore(at_once + waiting)
        self._printing = BoundedSemaphore(at_once)

    @contextmanager
    def one(self, whose: str) -> Iterator[None]:
        """Wait for a turn, first for one's own that is not over. Raises TooMany where enough others wait already."""
        with self._changed:
            self._changed.wait_for(lambda: whose not in self._whose)
            if not self._here.acquire(blocking=False):
                raise TooMany(AGAIN_SECONDS)
            self._whose.add(whose)
        try:
            with self._printing:
                yield
        finally:
            with self._changed:
                self._whose.remove(whose)
                self._changed.notify_all()
            self._here.release()


def press(wanted: Bounded, more: Iterable[object] = (), *, seconds: float, makes: str) -> bytes:
    """Run the press on what is `wanted`, followed by `more`; return the file that it `makes`. Raises Invalid."""
    order = Path(wanted["folder"], "order")
    with order.open("wb") as lines:
        for line in chain([wanted], more):
            lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    _run(order, seconds)
    return Path(wanted["folder"], makes).read_bytes()


def too_much() -> Invalid:
    return Invalid(Fault("words", "much_to_print"))


def _run(order: Path, seconds: float) -> None:
    """Make what this file orders, in a process of its own. Raises Invalid if it met a bound."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MANYHANDS_")}
    command = [sys.executable, "-I", str(HERE / "press.py")]
    try:
        with order.open("rb") as lines:
            done = subprocess.run(  # noqa: S603  # both are our own
                command,
                stdin=lines,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**ours, "RAYON_NUM_THREADS": "1"},  # each of typst's threads reserves memory
            )
    except subprocess.TimeoutExpired:
        log.warning("Nothing was printed: it took longer than %s s", seconds)
        raise too_much() from None
    if done.returncode == FULL or done.returncode < 0:  # ended by the system: by time, or by memory
        log.warning("Nothing was printed: it met a bound (%s)", done.returncode)
        raise too_much()
    if done.returncode:
        raise RuntimeError(f"The press ended with {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
