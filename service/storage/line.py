"""The line of those who write to one SQLite file, whichever process they are in.

SQLite lets writers of several processes look again and again, with ever longer pauses: some never find it free. Here
they wait in the kernel for a lock of the folder that the file is in, one of each process. The lock ends with the
process that has it, however that ends. Nothing is written for it: a folder that can only be read has one, too.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path


class Line:
    """The line, for one process, which lets in one of its threads at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: int | None = None

    def take(self) -> None:
        """Wait for a turn, and have it. Where there is no such lock SQLite waits by itself, or says what is wrong."""
        with suppress(OSError):
            if self._lock is None:
                self._lock = os.open(self._folder, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def leave(self) -> None:
        if self._lock is not None:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
