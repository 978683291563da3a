"""The engine, its transactions, and nothing about moves.

SQLite in one file, write-ahead log. Reads and writes have transactions of their own; a write begins with
BEGIN IMMEDIATE behind an in-process lock, since SQLite makes waiting writers poll and starve. Nothing is
checked out of the pool while waiting for that lock. Python's own implicit transactions are off: they begin
too late to give a read one snapshot.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

BUSY_SECONDS = 10
# One for each worker thread that may be reading (anyio runs 40), so that no request waits for a connection.
POOL = 40


class Database:
    """One SQLite file: `reading()` and `writing()` are the only ways in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = _engine(path)
        self._writer = self.engine.execution_options(manyhands_begin="BEGIN IMMEDIATE")
        self._queue = Lock()
        self.listeners: list[Callable[[str, int], None]] = []
        """Called after each commit with the move's id and its new version."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent snapshot; nothing that is done in it is kept."""
        with self.engine.connect() as connection, Session(connection) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction. Commits on leaving unless the session was rolled back; any error rolls back."""
        with (
            self._queue,
            self._writer.connect() as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
            session.commit()

    def announce(self, move_id: str, version: int) -> None:
        for listener in self.listeners:
            listener(move_id, version)

    def close(self) -> None:
        self.engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=POOL,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("manyhands_begin", "BEGIN"))

    return engine
