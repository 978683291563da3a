"""The migrations that there are, and the one that a database has: known without Alembic, whose loading takes as long as
a sixth of a start."""

import re
from functools import cache

from sqlalchemy import Connection

from service.paths import MIGRATIONS

NAMED = re.compile(r'^(down_)?revision\b[^=]*= "(\w+)"$', re.MULTILINE)


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
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    name: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return name
