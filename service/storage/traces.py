"""Traces of what was deleted: they are gone from the files of the database soon after, not only from its rows.

SQLite overwrites what is deleted, but what was written before stays in the write-ahead log until its end is reached,
and what was moved from one page to another stays between the rows of the first. So the log is emptied again and again,
and after a deletion that somebody asked for the file is written anew. PostgreSQL has a vacuum of its own.
"""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.storage.counters import count_in, read_tally
from service.storage.database import Database

LEFT = "traces left"
"""The tally of changes that left traces: kept in the database, so that none is missed if the program dies."""
FAR = 100 * 365 * 24 * 3600
"""Seconds for which it counts."""
LOG_SECONDS = 0.2
"""Time that emptying the log waits for a reader: writers wait as long."""
REMOVED = text("DELETE FROM tally WHERE key = :key AND count = :count")


def leave_traces(session: Session, now: float) -> None:
    """Note, in the same transaction, that it deletes what has to be gone from the files."""
    count_in(session, LEFT, FAR, 1, now)


def traces_left(database: Database, now: float) -> int:
    """Count the changes since the file was written anew that left traces. Raises Unavailable."""
    return read_tally(database, LEFT, now)[0]


def remove_traces(database: Database, count: int) -> None:
    """Write the file anew, without anything between its rows. `count`: as `traces_left`. Raises Unavailable.

    Readers go on; who writes waits for about a second for each 100 MB.
    """
    if database.is_sqlite:
        with database.maintaining() as connection:
            connection.execute("VACUUM")
    with database.writing(of=LEFT) as session:
        session.execute(REMOVED, {"key": LEFT, "count": count})


def empty_log(database: Database) -> bool:
    """Empty the write-ahead log; return whether it is: somebody may be reading what is in it. Raises Unavailable."""
    log = Path(f"{database.url.database}-wal")
    if not database.is_sqlite or not log.exists() or not log.stat().st_size:
        return True
    with database.maintaining(LOG_SECONDS) as connection:
        busy, _pages, _copied = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
