"""Runs the migrations. The program hands over its own connection; the command line opens what MANYHANDS_* name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection

from service.domain.models import Base, Instant
from service.settings import read_settings
from service.storage.migrations import database_of


def migrate(connection: Connection) -> None:
    # SQLite cannot alter a column in place: batch mode copies the table instead.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render)
    with without_foreign_keys(connection), context.begin_transaction():
        context.run_migrations()


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite drop a table that was copied without deleting all rows that point into it; check them afterwards."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.commit()  # the pragma does nothing within a transaction
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise CommandError("A migration left rows that point nowhere.")
        connection.commit()
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def render(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Render our own types as those of the database: a migration must not change when the code does."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    database = database_of(read_settings())
    with database.engine.connect() as connection:
        migrate(connection)
    database.close()
