"""Statements that are compiled once, and go straight to the driver: for those that every claim or page needs.

SQLAlchemy takes five times as long around such a statement as the database for it. What it does is prepared here once
for each kind of database: the text, how values become what the driver takes, and how what it returns becomes values.
Where somebody listens to what is executed (images of an organizer's change, a test that counts) a statement goes its
usual way: both do the same.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Delete, Dialect, Enum, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any] | None
Query = Select[*tuple[Any, ...]]
"""A query for any columns."""
Statement = Query | Insert | Update | Delete
Values = Mapping[str, Any]


ENGINE, HEARD = "manyhands_engine", "manyhands_heard"
"""Options of a connection: the engine that it belongs to, and that somebody listens on this one."""
CURSOR = "manyhands_cursor"
"""The driver's cursor that a connection keeps for these statements: psycopg takes as long to make one as to use it."""


class Prepared:
    """A statement of SQLAlchemy's Core with named parameters. `columns`: those that an INSERT is given, if not all."""

    def __init__(self, statement: Statement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, values: Values, *, only: ColumnElement[bool] | None = None) -> list[Any]:
        """Execute it, and return its rows: tuples with names. A query is narrowed down by `only`, in its usual way."""
        if only is not None or is_heard(connection):
            narrowed: Any = self._statement if only is None else cast(Query, self._statement).where(only)
            return list(connection.execute(narrowed, dict(values)).all())
        return self._for(connection.dialect).rows(connection, values)

    def first(self, connection: Connection, values: Values) -> Any:
        """Execute it, and return the one row that there is, or None."""
        rows = self.all(connection, values)
        return rows[0] if rows else None

    def run(self, connection: Connection, *values: Values) -> None:
        """Execute what returns nothing, once with each of these values."""
        if is_heard(connection):
            connection.execute(self._statement, [dict(each) for each in values])
        else:
            self._for(connection.dialect).run(connection, values)

    def _for(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._statement, self._columns, dialect)
        return found


def hear(connection: Connection) -> None:
    """Let statements go their usual way on this connection: somebody listens to them there."""
    connection.execution_options(**{HEARD: True})


def is_heard(connection: Connection) -> bool:
    """Tell whether somebody listens to the statements of a connection."""
    options = connection.get_execution_options()
    engine = options.get(ENGINE)
    return engine is None or HEARD in options or bool(engine.dispatch.before_cursor_execute)


class _Compiled:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Statement, columns: Sequence[str] | None, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=None if columns is None else list(columns))
        if compiled.prefetch or compiled.post_compile_params:
            raise ValueError(f"Cannot be prepared, since it is another one each time: {compiled}")
        self._text = str(compiled)
        self._error = dialect.loaded_dbapi.Error
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        order: list[str] | None = compiled.positiontup
        places = [(name, name) for name in binds] if order is None else list(enumerate(order))
        self._given: Any = dict[str, Any]() if order is None else [None] * len(order)
        """Values for the driver, by names or by positions: those that are the same each time are there already."""
        self._asked = list[tuple[Any, str, Process]]()
        for place, name in places:
            bind = binds[name]
            into = _process(bind.type, dialect, "bind_processor")
            if bind.required:
                self._asked.append((place, bind.key, into))
            else:
                self._given[place] = into(bind.value) if into else bind.value
        found = [] if isinstance(statement, Delete) else list(statement.exported_columns)
        self._types, self._dialect = [column.type for column in found], dialect
        self._out: list[tuple[int, Callable[[Any], Any]]] | None = None
        self._make = _row_of([str(column.key) for column in found])

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        cursor = self._executed(connection, [values])
        if self._out is None:
            kinds = [each[1] for each in cursor.description]
            out = [_read_as(of, self._dialect, kind) for of, kind in zip(self._types, kinds, strict=True)]
            self._out = [(at, of) for at, of in enumerate(out) if of is not None]
        found = [list(row) for row in cursor.fetchall()]
        for row in found:
            for at, of in self._out:
                row[at] = of(row[at])
        return [self._make(row) for row in found]

    def run(self, connection: Connection, values: Sequence[Values]) -> None:
        self._executed(connection, values)

    def _executed(self, connection: Connection, values: Sequence[Values]) -> Any:
        cursor = _cursor_of(connection)
        given = [self._with(each) for each in values]
        try:
            if len(given) == 1:
                cursor.execute(self._text, given[0])
            else:
                cursor.executemany(self._text, given)
        except self._error as error:
            raise DBAPIError.instance(
                self._text, None, error, self._error, hide_parameters=True, dialect=connection.dialect
            ) from error
        return cursor

    def _with(self, values: Values) -> Any:
        given = self._given.copy()
        for place, key, into in self._asked:
            given[place] = into(values[key]) if into else values[key]
        return given


def _cursor_of(connection: Connection) -> Any:
    kept: Any = connection.info.get(CURSOR)
    if kept is None:
        kept = connection.info[CURSOR] = connection.connection.cursor()
    return kept


def _read_as(of: TypeEngine[Any], dialect: Dialect, kind: Any) -> Process:
    """Find how values of a type come from the driver. The few that an enumeration has are looked up."""
    process = _process(of, dialect, "result_processor", kind)
    if process is None or not isinstance(of, Enum):
        return process
    words: dict[Any, Any] = {word: process(word) for word in (None, *of.enums)}
    return words.__getitem__


def _process(of: TypeEngine[Any], dialect: Dialect, way: str, *more: Any) -> Process:
    """Find how values of a type go to the driver, or come from it: "bind_processor" or "result_processor"."""
    process: Process = getattr(of.dialect_impl(dialect), way)(dialect, *more)
    return process


def _row_of(columns: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes tuples whose values have the columns' names; those of an expression have none."""
    row = namedtuple("row", columns, rename=True)  # pyrefly: ignore[bad-class-definition]  # known only here
    return row._make
