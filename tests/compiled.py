"""Engines of one kind share what SQLAlchemy has compiled.

Each test has a database of its own and so an engine of its own, which would compile every statement again: that took
a quarter of the time of tests of rules. The program has one engine as long as it runs.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

COMPILED: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
"""Statements, by the name of the kind."""


def share_compiled() -> None:
    """Have every engine that is made from now on use what others have compiled.

    The key of a statement holds the dialect, which is an object of each engine: here those of one kind are equal.
    """
    shared = {"engine_created": classmethod(_begin), "__eq__": _is_of_kind, "__hash__": _hash_of_kind}
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        for name, function in shared.items():
            setattr(dialect, name, function)


def _begin(_: type[Dialect], engine: Engine) -> None:
    """Called by SQLAlchemy with each new engine, before anything is derived from it."""
    engine._compiled_cache = COMPILED[engine.dialect.name]


def _is_of_kind(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: Dialect) -> int:
    return hash(one.name)
