"""Brings a database to the present shape, one process at a time; refuses one from a newer version."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DatabaseError

from service.database import Database
from service.places import MIGRATIONS
from service.settings import BrokenSetup

FILE = "manyhands.sqlite3"


def open_database(data: Path) -> Database:
    """The migrated database of a data folder. Raises BrokenSetup with what to do."""
    database = Database(data / FILE)
    try:
        with _one_at_a_time(data):
            _migrate(database)
    except DatabaseError:
        raise BrokenSetup(
            f"The database {database.path} cannot be opened: "
            "it is damaged, locked by another program, or no database at all. Put a backup in its place."
        ) from None
    return database


def _migrate(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present == scripts.get_current_head():
            return
        if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
            raise BrokenSetup(
                f"The database {database.path} was made by a newer version of Many Hands: "
                "start that version, or name another folder with --data."
            )
        connection.rollback()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


@contextmanager
def _one_at_a_time(data: Path) -> Iterator[None]:
    """Several processes may start at once; the others wait until the first has migrated."""
    with (data / "migrating.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
