"""The engine, its transactions, and nothing about moves: SQLite in one file, or PostgreSQL.

SQLite has a write-ahead log, which is flushed for many commits at once (durable.py). A write begins with BEGIN
IMMEDIATE behind an in-process lock, and then one of all processes (line.py), since SQLite makes waiting writers poll
and starve. All writes of a process go through one connection: what SQLite has read of the file is at hand for the next,
where many connections would each read it anew after every write of another. Python's own implicit transactions are off:
they begin too late to give a read one snapshot.

On PostgreSQL writers queue at the first row they write, statement by statement (READ COMMITTED), and a reading
is one snapshot (REPEATABLE READ). Several processes may share it: announcements travel through the database.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from service.storage.announcements import CHANNEL, Announcements, Listener
from service.storage.durable import Flush, is_full
from service.storage.engines import BEGIN, postgres_engine, sqlite_engine
from service.storage.line import Line
from service.storage.neighbours import Neighbours
from service.storage.prepared import ENGINE, is_heard
from service.storage.transaction import Transaction

BUSY_SECONDS = 10
"""Seconds that a request waits for the database before it is refused."""
POSTGRES_QUEUES = 256
"""Number of in-process write queues; large enough that two moves rarely share one."""
ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:alone, 0))")

Reason = Literal["lost", "full", "read_only", "busy", "broken"]

SQLITE_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_IOERR: "lost",
    sqlite3.SQLITE_CANTOPEN: "lost",
    sqlite3.SQLITE_CORRUPT: "broken",
    sqlite3.SQLITE_NOTADB: "broken",
}
# By the first letters of the SQLSTATE (PostgreSQL, appendix A), the longest first.
POSTGRES_REASONS: dict[str, Reason] = {
    "53100": "full",
    "25006": "read_only",
    "40001": "busy",
    "40P01": "busy",
    "55P03": "busy",
    "57014": "busy",
    "XX001": "broken",
    "XX002": "broken",
    "08": "lost",
    "28": "lost",
    "3D": "lost",
    "53": "busy",
    "57P": "lost",
}


class Unavailable(Exception):
    """The database cannot be used now, for a reason outside the program. It recovers without a restart."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Database:
    """One SQLite file or one PostgreSQL database: `reading()` and `writing()` are the only ways in."""

    def __init__(self, url: URL | str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_seconds = busy_seconds
        self._queue = Lock()
        """That of everybody on SQLite, and on PostgreSQL of those who write for no move in particular."""
        self._queues = [self._queue] if self.is_sqlite else [Lock() for _ in range(POSTGRES_QUEUES)]
        if self.is_sqlite:
            self.engine = sqlite_engine(self.url, busy_seconds)
            snapshot: dict[str, Any] = {BEGIN: "BEGIN"}
            write = {BEGIN: "BEGIN IMMEDIATE"}
        else:
            self.engine = postgres_engine(self.url, busy_seconds)
            snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            write = dict[str, Any]()
        self.engine.update_execution_options(**{ENGINE: self.engine})
        self._reader = self.engine.execution_options(**snapshot)
        self._writer = self.engine.execution_options(**write)
        file = Path(self.url.database or "")
        self._flush, self._line = Flush(file), Line(file.parent)
        self._kept: Connection | None = None
        """SQLite's connection for the next who writes; only whoever has the turn looks at it."""
        self._announcements = Announcements(self.engine, by_notify=not self.is_sqlite)

    @classmethod
    def in_file(cls, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> "Database":
        return cls(URL.create("sqlite", database=str(path)), busy_seconds=busy_seconds)

    @property
    def name(self) -> str:
        """The database's name in sentences: never with a password."""
        return self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one consistent snapshot; nothing that is done in it is kept. Raises Unavailable."""
        with _translate_errors(), self._reader.connect() as connection, Session(connection) as session:
            yield session

    @contextmanager
    def writing(self, *, of: str = "", alone: str = "") -> Iterator[Session]:
        """Open a write transaction, as a session of the ORM. All else is as in `transaction`."""
        with self.transaction(of=of, alone=alone) as opened:
            yield opened.session

    @contextmanager
    def transaction(self, *, of: str = "", alone: str = "") -> Iterator[Transaction]:
        """Open a write transaction. Commits on leaving what was not rolled back; any error rolls back.

        Writers with the same `alone` wait for one another, on SQLite all do. On PostgreSQL those `of` one move
        queue in this process, too, instead of each holding a connection while it waits. Raises Unavailable.
        """
        with _translate_errors(), self._in_line() if self.is_sqlite else self._in_queue(of, alone) as opened:
            yield opened
        self._wait_until_durable()
        self._announcements.after_commit(opened.info)

    @contextmanager
    def _in_queue(self, of: str, alone: str) -> Iterator[Transaction]:
        with self._write_queue(of), self._writer.connect() as connection, closing(Transaction(connection)) as opened:
            if alone:
                connection.execute(ALONE, {"alone": alone})
            yield opened
            opened.flush()
            self._announcements.before_commit(connection, opened.info)
            opened.commit()

    @contextmanager
    def _in_line(self) -> Iterator[Transaction]:
        """Write to SQLite, by one connection after another: it keeps what it has read of the file as long as only it
        writes. One that somebody listens on, or that ends with an error, is not used again.
        """
        with self._write_queue(""):
            connection, self._kept = self._kept or self._writer.connect(), None
            try:
                with closing(Transaction(connection)) as opened:
                    yield opened
                    opened.flush()
                    opened.commit()
                    self._flush.note()
            except BaseException:
                connection.close()
                raise
            if is_heard(connection):
                connection.close()
            else:
                self._kept = connection

    def _wait_until_durable(self) -> None:
        """Return once what was committed cannot be lost; on PostgreSQL it is that already. Raises Unavailable."""
        if self.is_sqlite:
            try:
                self._flush.wait()
            except OSError as error:
                raise Unavailable("full" if is_full(error) else "lost") from error

    @contextmanager
    def maintaining(self, wait: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
        """Open a connection to the SQLite file for what runs in no transaction, while nobody of this process writes.

        `wait`: seconds that it waits for others. Raises Unavailable.
        """
        with (
            _translate_errors(),
            self._write_queue(""),
            closing(sqlite3.connect(self.url.database or "", timeout=wait, isolation_level=None)) as connection,
        ):
            yield connection

    def fetch_one(self, question: str, values: dict[str, Any]) -> Any:
        """Fetch one row or None, outside of any transaction; `question` names values as `:name`. Raises Unavailable.

        On SQLite so quick that an event loop may ask: it waits for no writer. On PostgreSQL a thread has to.
        """
        with _translate_errors():
            if self.is_sqlite:
                return self._lone_reader.execute(question, values).fetchone()
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                return connection.execute(text(question), values).one_or_none()

    @cached_property
    def _lone_reader(self) -> sqlite3.Connection:
        """Open a connection for `fetch_one`: reads only, and waits for no writer."""
        address = f"file:{quote(self.url.database or '')}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=0, isolation_level=None, check_same_thread=False)

    def announce(self, session: Session | Transaction, move_id: str, version: int) -> None:
        """Tell every listener, of every process, once this write transaction has been committed."""
        session.info[CHANNEL] = (move_id, version)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` after each committed change from now on, in a thread that is not its own."""
        self._announcements.subscribe(listener)

    def meet(self, neighbours: Neighbours) -> None:
        """Be one of the processes that serve this database on this machine: each hears what the others announce."""
        self._announcements.meet(neighbours)

    def close(self) -> None:
        self._announcements.close()
        self._line.close()
        if "_lone_reader" in self.__dict__:
            self._lone_reader.close()
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self.engine.dispose()

    @contextmanager
    def _write_queue(self, of: str) -> Iterator[None]:
        """Let writers of one queue in one after another. Raises Unavailable for one that waits too long."""
        queue = self._queues[hash(of) % len(self._queues)] if of else self._queue
        if not queue.acquire(timeout=self._busy_seconds):
            raise Unavailable("busy")
        try:
            if self.is_sqlite:
                self._line.take()
            yield
        finally:
            self._line.leave()
            queue.release()


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Turn operational database errors into Unavailable; let programming errors through."""
    try:
        yield
    except NoConnectionFree as error:
        raise Unavailable("busy") from error
    except (DBAPIError, sqlite3.Error) as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise Unavailable(reason) from error


def _reason(error: DBAPIError | sqlite3.Error) -> Reason | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return SQLITE_REASONS.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)  # without the extended part
    state = getattr(original, "sqlstate", None)
    if state is None:  # libpq gave up before the server could say anything
        return "lost" if type(original).__name__ == "OperationalError" else None
    return next((reason for begins, reason in POSTGRES_REASONS.items() if state.startswith(begins)), None)
