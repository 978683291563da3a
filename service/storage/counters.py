"""How often something was asked for in a while, counted where every process sees it. No part of any move."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.storage.database import Database

A_DAY = 24 * 3600
"""Seconds, for what is counted by the day."""

# Whoever comes first after the end begins anew. One statement: two processes cannot both be the last that fits.
COUNT_UP = text("""
    INSERT INTO tally (key, count, ends) VALUES (:key, :amount, :ends)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN tally.ends <= :now THEN excluded.count ELSE tally.count + excluded.count END,
        ends = CASE WHEN tally.ends <= :now THEN excluded.ends ELSE tally.ends END
    RETURNING count
""")
READ = "SELECT count, ends FROM tally WHERE key = :key AND ends > :now"
CLEAR_LAPSED = "DELETE FROM tally WHERE ends <= :now"
# Whoever counts holds a row of their own: rows that somebody else holds are left to the next time.
CLEAR_FREE = "DELETE FROM tally WHERE key IN (SELECT key FROM tally WHERE ends <= :now FOR UPDATE SKIP LOCKED)"
CLEAR_EVERY = 1_000
"""Each so many counts in a tally, those of everybody that have lapsed are cleared away."""


def count_up(database: Database, key: str, seconds: int, amount: int, now: float) -> int:
    """Count `amount` more under `key` and return how many there are; it begins anew `seconds` after its first."""
    with database.writing(of=key) as session:
        return count_in(session, key, seconds, amount, now)


def count_in(session: Session, key: str, seconds: int, amount: int, now: float) -> int:
    """The same within a write transaction that is open already."""
    values = {"key": key, "amount": amount, "now": now, "ends": now + seconds}
    count = int(session.execute(COUNT_UP, values).scalar_one())
    if count % CLEAR_EVERY == 0:
        is_sqlite = session.connection().dialect.name == "sqlite"
        session.execute(text(CLEAR_LAPSED if is_sqlite else CLEAR_FREE), {"now": now})
    return count


def read_tally(database: Database, key: str, now: float) -> tuple[int, float]:
    """How many there are under `key`, and when it ends (seconds since 1970)."""
    row: Any = database.fetch_one(READ, {"key": key, "now": now})
    return (0, now) if row is None else (row[0], row[1])


def clear_tallies(database: Database, key: str | None = None) -> int:
    """Forget one tally or all of them; returns how many."""
    with database.writing() as session:
        gone: Any = session.execute(text("DELETE FROM tally WHERE :key IS NULL OR key = :key"), {"key": key})
        return int(gone.rowcount)
