"""The engines: how connections to SQLite and to PostgreSQL are made, kept and begun with."""

import select
import sqlite3
from typing import Any

from pydantic_core import from_json
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

BEGIN = "manyhands_begin"
"""Option of a connection to SQLite: the statement that begins its transactions."""
SQLITE_POOL, BESIDE = 40, 10
"""Connections: one for each thread of a request (anyio runs 40), so that none waits for one; and for threads beside."""
POSTGRES_POOL = 20
"""Connections of one process, so that four of them stay under PostgreSQL's usual 100; more threads wait their turn."""


def sqlite_engine(url: URL, busy_seconds: float) -> Engine:
    engine = create_engine(
        url,
        pool_size=SQLITE_POOL,
        max_overflow=BESIDE,
        hide_parameters=True,
        # A page reads two such columns of each task: this takes a quarter of the time of Python's own.
        json_deserializer=from_json,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        [mode] = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        # Without such a log, on a disk that cannot share memory, SQLite has to flush by itself.
        synchronous = "NORMAL" if mode == "wal" else "FULL"
        for pragma in (f"synchronous={synchronous}", "foreign_keys=ON", "secure_delete=FAST"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(connection.get_execution_options().get(BEGIN, "BEGIN"))

    return engine


def postgres_engine(url: URL, busy_seconds: float) -> Engine:
    # A lock that nobody gives back, or a network that went silent, must not hold a worker for good.
    settings = {"lock_timeout": f"{busy_seconds * 1000:.0f}ms", "idle_in_transaction_session_timeout": "60s"}
    connecting = {
        "connect_timeout": f"{max(2, busy_seconds):.0f}",
        "keepalives_idle": "30",
        "tcp_user_timeout": "30000",
        "application_name": "manyhands",
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        pool_size=POSTGRES_POOL,
        max_overflow=0,
        pool_timeout=busy_seconds,
        hide_parameters=True,
        connect_args={name: value for name, value in connecting.items() if name not in url.query},
    )

    @event.listens_for(engine, "checkout")
    def _still_there(connection: Any, _record: Any, _proxy: Any) -> None:
        """Notice without asking whether the server is still there: one that went away has closed its end."""
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        if poll.poll(0):
            raise DisconnectionError

    return engine
