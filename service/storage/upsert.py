"""One spelling of INSERT ... ON CONFLICT for both kinds of database."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, into: Table) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT to be ended with `on_conflict_do_nothing` or `on_conflict_do_update`."""
    return sqlite.insert(into) if connection.dialect.name == "sqlite" else postgresql.insert(into)
