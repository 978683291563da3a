"""Flushes that many commits share: nobody is told that their change is made before it is on the disk.

SQLite by itself flushes in each COMMIT, while the next writer waits for its turn: of many who write in one moment each
waits for the flushes of all before. Here a COMMIT only writes (synchronous=NORMAL), the next one begins, and whoever
has committed waits for a flush that began after that. SQLite's log grows at its end alone, so one flush covers all
before it; and SQLite itself flushes the file before it begins the log anew. For the length of a flush others may read
what is not on the disk yet.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock

to_disk = getattr(os, "fdatasync", os.fsync)
"""The call that SQLite uses: where the system can, it leaves out what size and content do not depend on."""


class Flush:
    """Flushes of one database's log (-wal) by one process."""

    def __init__(self, database: Path) -> None:
        self._log = database.with_name(f"{database.name}-wal")
        self._lock = Lock()
        self._written = 0
        self._flushed = 0

    def note(self) -> None:
        """Note a commit; called while nobody else writes."""
        self._written += 1

    def wait(self) -> None:
        """Return once all that was noted before is on the disk. Raises OSError."""
        mine = self._written
        with self._lock:
            if self._flushed < mine:
                covered = self._written
                self._flush()
                self._flushed = covered

    def _flush(self) -> None:
        with suppress(FileNotFoundError):  # the last connection has closed, and SQLite put all of it into the file
            log = os.open(self._log, os.O_RDWR)
            try:
                to_disk(log)
            finally:
                os.close(log)


def is_full(error: OSError) -> bool:
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
