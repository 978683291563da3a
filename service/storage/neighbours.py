"""Neighbours: the processes that serve one installation on this machine together, and what they tell each other.

Each reads from a pipe of its own what the others write into it. The pipes outlive each of them: one that is started
again goes on where the last one ended. Nobody waits for one that is stuck: what does not fit into its pipe any more,
after hundreds of messages, is lost, and with the next one it hears that something was.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import Enum
from threading import Lock, Thread

from service.logs import log_exception

PIPE_BYTES = 65_536
"""Bytes that a pipe holds: all are read at once, so that no message is read in two."""

Listener = Callable[[Sequence[str]], None]
"""A function called with the words that another process told; with none where some may have been lost."""
Pipe = tuple[int, int]
"""Its two ends: to read from, and to write into."""


class Topic(Enum):
    """The subject of a message."""

    CHANGED = "changed"
    """A move is at a new version."""
    COUNTED = "counted"
    """Something was counted under a key."""


def make_pipes(count: int) -> list[Pipe]:
    """Make the pipes of so many processes, before they are there."""
    pipes = [os.pipe() for _ in range(count)]
    for _, into in pipes:
        os.set_blocking(into, False)
    return pipes


class Neighbours:
    """The other processes, as one of them sees them. `own`: the number of its pipe."""

    def __init__(self, pipes: Sequence[Pipe], own: int) -> None:
        self._told_at = pipes[own][0]
        self._others = [into for number, (_, into) in enumerate(pipes) if number != own]
        self._missed = set[int]()
        """Pipes that something did not fit into."""
        self._listeners = defaultdict[Topic, list[Listener]](list)
        self._thread: Thread | None = None
        self._lock = Lock()

    def tell(self, topic: Topic, *words: object) -> None:
        """Tell all others. No word has a space, and all are short: what is written at once stays together."""
        line = " ".join([topic.value, *map(str, words)]).encode() + b"\n"
        for other in self._others:
            try:
                os.write(other, b"\n" + line if other in self._missed else line)
                self._missed.discard(other)
            except BlockingIOError:
                self._missed.add(other)

    def listen(self, topic: Topic, listener: Listener) -> None:
        """Call `listener` with all that is told about this from now on, in a thread that is not its own."""
        with self._lock:
            self._listeners[topic].append(listener)
            if self._thread is None:
                self._thread = Thread(target=self._listen, name="neighbours", daemon=True)
                self._thread.start()

    def _listen(self) -> None:
        while told := os.read(self._told_at, PIPE_BYTES):
            for line in told.decode().splitlines():
                topic, *words = line.split() or [""]
                for each in [Topic(topic)] if topic else Topic:
                    self._call(each, words)

    def _call(self, topic: Topic, words: list[str]) -> None:
        for listener in self._listeners[topic]:
            try:
                listener(words)
            except Exception as error:  # noqa: BLE001  # a bug must not end all hearing for good
                log_exception("A listener failed", error)
