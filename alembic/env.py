"""Runs the migrations. The program hands over its own connection; the command line opens what MANYHANDS_* name."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from service.domain.models import Base, Instant
from service.settings import read_settings
from service.storage.migrations import database_of


def migrate(connection: Connection) -> None:
    # SQLite cannot alter a column in place: batch mode copies the table instead.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render)
    with context.begin_transaction():
        context.run_migrations()


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
