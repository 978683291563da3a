"""The migrations that there are, and the one that a database has: read and written without Alembic, whose loading takes
as long as a sixth of a start."""

import re
from functools import cache

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert

from service.paths import MIGRATIONS

NAMED = re.compile(r'^(down_)?revision\b[^=]*= "(\w+)"$', re.MULTILINE)
PRESENT = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where the name of a database's last migration is kept, as Alembic makes it."""


@cache
def known_revisions() -> tuple[frozenset[str], str]:
    """Read the names of all migrations, and that of the last."""
    named = [
        each for path in MIGRATIONS.glob("versions/*.py") for each in NAMED.findall(path.read_text(encoding="utf-8"))
    ]
    names = frozenset(name for earlier, name in named if not earlier)
    [head] = names.difference(name for earlier, name in named if earlier)
    return names, head


def present_revision(connection: Connection) -> str | None:
    """Read the name of the last migration that a database has had; None for an empty one."""
    if not connection.dialect.has_table(connection, PRESENT.name):
        return None
    name: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return name


def note_head(connection: Connection) -> None:
    """Write into a database that has no revision yet that it has had all migrations."""
    _, head = known_revisions()
    PRESENT.create(connection, checkfirst=False)
    connection.execute(insert(PRESENT).values(version_num=head))
