"""Tallies: counts of requests within a window of time, kept where every process sees them. No part of any move."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.storage.database import Database

DAY_SECONDS = 24 * 3600
"""The window of daily quotas."""

# Restart an expired window. One statement, so that two processes cannot both take the last free slot.
COUNT_UP = text("""
    INSERT INTO tally (key, count, ends) VALUES (:key, :amount, :ends)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN tally.ends <= :now THEN excluded.count ELSE tally.count + excluded.count END,
        ends = CASE WHEN tally.ends <= :now THEN excluded.ends ELSE tally.ends END
    RETURNING count
""")
READ = "SELECT count, ends FROM tally WHERE key = :key AND ends > :now"
CLEAR_LAPSED = "DELETE FROM tally WHERE ends <= :now"
# Rows that another process is counting in are locked: leave them to the next time.
CLEAR_FREE = "DELETE FROM tally WHERE key IN (SELECT key FROM tally WHERE ends <= :now FOR UPDATE SKIP LOCKED)"
LAPSED = "SELECT 1 FROM tally WHERE ends <= :now LIMIT 1"


def count_up(database: Database, key: str, seconds: int, amount: int, now: float) -> int:
    """Count `amount` more under `key`; returns the count. The window ends `seconds` after its first."""
    with database.writing(of=key) as session:
        return count_in(session, key, seconds, amount, now)


def count_in(session: Session, key: str, seconds: int, amount: int, now: float) -> int:
    """Count like `count_up`, within a write transaction that is open already."""
    values = {"key": key, "amount": amount, "now": now, "ends": now + seconds}
    return int(session.execute(COUNT_UP, values).scalar_one())


def clear_lapsed(database: Database, now: float) -> None:
    """Delete the tallies whose window is over: their keys may be digests of addresses. Raises Unavailable."""
    if database.fetch_one(LAPSED, {"now": now}) is not None:
        with database.writing() as session:
            session.execute(text(CLEAR_LAPSED if database.is_sqlite else CLEAR_FREE), {"now": now})


def read_tally(database: Database, key: str, now: float) -> tuple[int, float]:
    """Read the count under `key`, and when its window ends (seconds since 1970)."""
    row: Any = database.fetch_one(READ, {"key": key, "now": now})
    return (0, now) if row is None else (row[0], row[1])
