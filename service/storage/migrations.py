"""Migrations: bring a database to the present schema, one process at a time; refuse one from a newer version.

An empty database is made from the tables as they are now, as if it had had all migrations: one after another they take
two seconds. tests/storage/test_migrations.py holds that both ways end with the same database.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect
from sqlalchemy.exc import DBAPIError

from service.paths import MIGRATIONS
from service.settings import BrokenSetup, Settings
from service.storage.database import BUSY_SECONDS, Database
from service.storage.revisions import PRESENT, known_revisions, note_head, present_revision

FILE = "manyhands.sqlite3"
OLDEST_POSTGRES = 15
MIGRATING = 7_305_402_113
"""Number of our lock among those of other programs in one PostgreSQL server; any that stays the same."""


def database_of(settings: Settings, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Make the database that the settings name: neither opened nor migrated yet."""
    if settings.database_url:
        return Database(settings.database_url, busy_seconds=busy_seconds)
    return Database.in_file(settings.data / FILE, busy_seconds=busy_seconds)


def open_database(settings: Settings, schema: MetaData, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open the database that the settings name, and bring it to this schema. Raises BrokenSetup with advice."""
    database = database_of(settings, busy_seconds=busy_seconds)
    try:
        with _one_at_a_time(settings.data) if database.is_sqlite else nullcontext():
            _migrate(database, schema)
    except DBAPIError as error:
        database.close()
        raise BrokenSetup(_cannot_open(database, error)) from None
    except BrokenSetup:
        database.close()
        raise
    return database


def _cannot_open(database: Database, error: DBAPIError) -> str:
    if database.is_sqlite:
        return (
            f"The database {database.name} cannot be opened: "
            "it is damaged, locked by another program, or no database at all. Put a backup in its place."
        )
    reason = " ".join(str(error.orig).split())
    return f"The database {database.name} cannot be used ({reason}): start it, or correct MANYHANDS_DATABASE_URL."


def _migrate(database: Database, schema: MetaData) -> None:
    names, head = known_revisions()
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            _wait_for_others(connection)
        present = present_revision(connection)
        if present == head:
            return
        if present is not None and present not in names:
            raise BrokenSetup(
                f"The database {database.name} was made by a newer version of Many Hands: "
                "start that version, or name another place with --data or MANYHANDS_DATABASE_URL."
            )
        if _is_empty(connection, schema):
            schema.create_all(connection, checkfirst=False)
            note_head(connection)
        else:
            if database.is_sqlite:
                connection.rollback()
            _upgrade(connection)
        connection.commit()


def _is_empty(connection: Connection, schema: MetaData) -> bool:
    """Tell whether there is nothing of ours: on PostgreSQL there may be tables of other programs."""
    return {PRESENT.name, *schema.tables}.isdisjoint(inspect(connection).get_table_names())


def _upgrade(connection: Connection) -> None:
    from alembic import command, config  # noqa: PLC0415  # 5 MB, and 150 ms

    chosen = config.Config()
    chosen.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    chosen.attributes["connection"] = connection
    command.upgrade(chosen, "head")


def _wait_for_others(connection: Connection) -> None:
    """Take a lock that is held until the migrating transaction ends, however long another process takes."""
    version = connection.dialect.server_version_info
    if version is not None and int(version[0]) < OLDEST_POSTGRES:
        raise BrokenSetup(f"PostgreSQL {OLDEST_POSTGRES} or newer is needed; this one is {version[0]}.")
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")


@contextmanager
def _one_at_a_time(data: Path) -> Iterator[None]:
    """Make other processes that start now wait until this one has migrated."""
    with (data / "migrating.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
