"""What a database is made of, in its own words: two that were made in different ways are compared by it."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, inspect

from service.storage.database import Database

COMMAS = re.compile(r",(?![^()]*\))")
"""The commas of a CREATE TABLE between its columns and constraints, none within one."""
WORDS = re.compile(r"'\w+'(?:::[a-z ]+)?(?:, '\w+'(?:::[a-z ]+)?)+")
IN_SQLITE = "SELECT type || ' ' || name, tbl_name, coalesce(sql, '') FROM sqlite_master"
# The names of NOT NULL, which are PostgreSQL's own and new in 18, are left out: it needs none to take one away.
IN_POSTGRESQL = """
SELECT 'relation ' || relname, concat_ws(', ', relkind, relpersistence, reloptions, relrowsecurity, relreplident)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname), concat_ws(', ',
    format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
    attidentity, attgenerated, attcollation::regcollation, attstorage, attcompression, attoptions)
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
  WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i' AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname),
    concat_ws(', ', pg_get_constraintdef(oid), condeferrable, condeferred, convalidated)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname), pg_get_triggerdef(oid)
  FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'type ' || typname, typtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
UNION ALL SELECT 'function ' || oid::regprocedure, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def shape_of(database: Database) -> dict[str, object]:
    """Read by its name what there is in a database: columns, keys, constraints, indexes, and the rows of each table.

    Only the order of columns and of constraints is left out, and that of the words that a column may hold.
    """
    with database.engine.connect() as connection:
        parts = dict(_in_sqlite(connection) if database.is_sqlite else _in_postgresql(connection))
        for name in inspect(connection).get_table_names():
            rows = connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()  # noqa: S608  # its own names
            parts[f"rows {name}"] = [dict(row) for row in rows]
    return parts


def differences(one: Database, other: Database) -> dict[str, tuple[object, object]]:
    """Compare two databases, and return what is not the same, by its name."""
    both = shape_of(one), shape_of(other)
    pairs = {name: (both[0].get(name), both[1].get(name)) for name in both[0] | both[1]}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _in_sqlite(connection: Connection) -> Iterator[tuple[str, object]]:
    for name, table, made_by in connection.exec_driver_sql(IN_SQLITE):
        words = _sort_words(" ".join(made_by.split()))
        if not name.startswith("table"):
            yield name, (table, words)
            continue
        before, _, inside = words.partition("(")
        inside, _, after = inside.rpartition(")")
        yield name, (before.replace('"', "").split(), sorted(part.strip() for part in COMMAS.split(inside)), after)
    for pragma in ("auto_vacuum", "page_size", "encoding", "application_id", "user_version", "journal_mode"):
        yield pragma, connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()


def _in_postgresql(connection: Connection) -> Iterator[tuple[str, object]]:
    for name, definition in connection.exec_driver_sql(IN_POSTGRESQL):
        yield name, _sort_words(definition)


def _sort_words(definition: str) -> str:
    """Sort the words of a condition: that a kind of message is one of these is the same in any order."""
    return WORDS.sub(lambda words: ", ".join(sorted(words[0].split(", "))), definition)
