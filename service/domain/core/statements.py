"""The statements of every change of a move, compiled once (docs/decisions/0029)."""

from functools import cache

from sqlalchemy import bindparam, insert, select, update

from service.domain.models import READ_ONLY, Happening, Move, ReadOnly, Row, table
from service.storage.prepared import Prepared

MOVES = table(Move)
TOUCH = Prepared(
    update(MOVES).where(MOVES.c.id == bindparam("of")).values(version=MOVES.c.version + 1).returning(*MOVES.c)
)
"""Takes the next version of a move, and its row from everybody else until the commit."""
UNTOUCH = update(MOVES).where(MOVES.c.id == bindparam("of")).values(version=MOVES.c.version - 1)
"""Takes the version back, which nobody has seen: the row is locked until the commit."""
ADD_LINES = Prepared(insert(table(Happening)))


@cache
def insert_into(of: type[Row], *columns: str) -> Prepared:
    return Prepared(insert(table(of)), columns)


COLUMNS = {of: of.columns() for of in READ_ONLY}
"""Names of the columns that each kind of read-only row has."""


def _find(of: type[ReadOnly]) -> Prepared:
    rows = table(of.model).c
    query = select(*(rows[name] for name in COLUMNS[of]))
    return Prepared(query.where(rows.move_id == bindparam("move"), rows.n == bindparam("its")))


FIND = {of: _find(of) for of in READ_ONLY}
"""Reads one row of a move, by its kind."""


@cache
def set_move(*names: str) -> Prepared:
    return Prepared(
        update(MOVES).where(MOVES.c.id == bindparam("of")).values({name: bindparam(name) for name in names})
    )
