"""Images: the rows that an organizer's change writes, as they were before and after it, so that it can be undone.

They are taken where each statement passes, so no rule has to think of them and none can be forgotten: the rows that
an UPDATE or DELETE is about to touch are read first. Only organizers' changes pay for that. Links must not come alive
again: a change that raised an epoch of a person or of the sign-up link leaves no image.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from operator import eq
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    Column,
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    Table,
    Text,
    Time,
    Update,
    bindparam,
    cast,
    delete,
    event,
    func,
    insert,
    select,
    true,
)
from sqlalchemy import Enum as EnumType

from service.domain.models import (
    Ask,
    Base,
    Carrying,
    Claim,
    Helper,
    Image,
    Instant,
    Merging,
    Move,
    Offer,
    Organizer,
    Row,
    Task,
    Thanks,
    Thing,
    table,
)
from service.storage.prepared import hear

Plain = dict[str, Any]
"""Columns of a row by name, as JSON holds them."""
Key = tuple[int, ...]
"""The key of a row within its move; empty for the move itself."""

MAX_IMAGES = 200
"""Changes of a move that can be undone, the latest: more than anybody makes in the weeks of a move."""
MAX_CHARACTERS = 2_000_000
"""Characters of all images of a move together; the latest is kept, whatever its size."""
LOOKED_AFTER = 10
"""Versions from one look at these bounds to the next."""
AT_ONCE = 500
"""Rows that one query looks up: databases take only so many values."""

_ROWS: tuple[type[Base], ...] = (Organizer, Helper, Task, Thing, Carrying, Claim, Ask, Offer, Thanks, Merging)
TABLES: dict[str, Table] = {table(each).name: table(each) for each in _ROWS}
"""Tables of which images are taken; none comes before those that its rows point to."""
MOVE = table(Move).name
MOVE_COLUMNS = {
    *("title", "zone", "day", "why", "damage_is_mine", "same_building", "state", "evening", "gear", "got"),
    *("discreet", "word", "word_at", "word_to_standbys", "from_arriving", "to_arriving"),
    *("from_area", "from_address", "from_floor", "from_lift", "to_area", "to_address", "to_floor", "to_lift"),
}
NEVER_BACK = {"epoch", "revision", "typed"}
"""Counters, which only rise, also when what raised them is undone; and a draft as its keeper typed it last."""
LINKED = {table(each).name for each in (Organizer, Helper)}
"""Tables of people: a raised epoch there has ended their links."""
READ: dict[type, Callable[[str], Any]] = {
    Instant: datetime.fromisoformat,
    Date: date.fromisoformat,
    Time: time.fromisoformat,
}
"""Readers of the columns that JSON holds as texts."""
TOGETHER: dict[str, list[set[str]]] = {
    Task.__tablename__: [
        {"day", "starts", "ends"},
        {"kind", "needed", "work", "sort", "weight_kg", "least", "minutes", "minutes_least", "estimated"},
    ],
}
TOGETHER |= {
    name: [{each.name for each in TABLES[name].columns}]
    for name in ("ask", "thing", "claim", "offer", "thanks", "merging")
}
"""Columns that make sense only together: an image of one of them holds all, so that it tells a later change of any."""


class Images:
    """Takes the images of one change, from when it is made until `keep`."""

    def __init__(self, connection: Connection, move_id: str) -> None:
        self._connection, self._move_id = connection, move_id
        self._before: dict[str, dict[Key, Plain | None]] = {name: {} for name in TABLES}
        event.listen(connection, "before_execute", self._take)
        hear(connection)

    def _take(self, connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> None:
        """Note the rows that a statement is about to write, as they are."""
        if not isinstance(statement, Insert | Update | Delete):
            return
        name: str = getattr(statement.table, "name", "")
        if name not in TABLES:
            return
        rows, seen = TABLES[name], self._before[name]
        if not isinstance(statement, Insert) and many and (names := _names_of_key(rows, statement.whereclause)):
            keys = [tuple(values[each] for each in names) for values in many]
            self._before[name] = {**rows_now(connection, self._move_id, name, keys), **seen}
            return
        for values in many or [one]:
            if isinstance(statement, Insert):
                seen.setdefault(key_of(rows, values), None)
                continue
            which = true() if statement.whereclause is None else statement.whereclause
            for row in connection.execute(select(rows).where(which), values).mappings():
                if row["move_id"] == self._move_id:
                    seen.setdefault(key_of(rows, row), plain_row(row))

    def keep(self, version: int, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        """Write what differs by now, and say whether there is anything; `before` and `now`: the columns of the move."""
        rows = self._differences()
        if before["signup_epoch"] != now["signup_epoch"] or any(_ended_links(row) for row in rows):
            return False
        if changed := {name for name in MOVE_COLUMNS if before[name] != now[name]}:
            was, became = ({name: plain(columns[name]) for name in changed} for columns in (before, now))
            rows.append({"of": MOVE, "key": [], "before": was, "after": became})
        rows = [needed for row in rows if (needed := _needed(row))]
        if rows:
            image = {"move_id": self._move_id, "version": version, "rows": rows, "size": len(json.dumps(rows))}
            last = (
                self._connection.execute(ADD_IMAGE, image | {"of_move": self._move_id, "below": version}).scalar() or 0
            )
            if version // LOOKED_AFTER > last // LOOKED_AFTER:  # helpers' versions in between have no image
                self._let_old_ones_go()
        return bool(rows)

    def _differences(self) -> list[Plain]:
        found = []
        for name, seen in self._before.items():
            now = rows_now(self._connection, self._move_id, name, seen)
            for key, before in seen.items():
                if before != now.get(key):
                    found.append({"of": name, "key": list(key), "before": before, "after": now.get(key)})
        return found

    def _let_old_ones_go(self) -> None:
        """Delete the images beyond the bounds, the oldest first."""
        of_move = IMAGES.c.move_id == self._move_id
        sizes = select(IMAGES.c.version, IMAGES.c.size).where(of_move).order_by(IMAGES.c.version.desc())
        room = MAX_CHARACTERS
        for at, (version, size) in enumerate(self._connection.execute(sizes).all()):
            room -= size
            if at and (at >= MAX_IMAGES or room < 0):
                self._connection.execute(delete(IMAGES).where(of_move, IMAGES.c.version <= version))
                return


IMAGES = table(Image)
OTHERS = IMAGES.alias()
ADD_IMAGE = insert(IMAGES).returning(
    select(func.max(OTHERS.c.version))
    .where(OTHERS.c.move_id == bindparam("of_move"), OTHERS.c.version < bindparam("below"))
    .scalar_subquery()
)
"""Writes an image, and returns the version of the one before it."""


def _names_of_key(rows: Table, where: ColumnElement[Any] | None) -> list[str]:
    """Name the parameters of a statement that hold a row's key in the move; none where it chooses rows otherwise."""
    given: dict[str, str] = {}
    for clause in where.clauses if isinstance(where, BooleanClauseList) else ():
        if not isinstance(clause, BinaryExpression) or clause.operator is not eq:
            return []
        if isinstance(clause.left, Column) and isinstance(clause.right, BindParameter):
            given[clause.left.name] = clause.right.key
    names = [column.name for column in rows.primary_key.columns]
    return [given[name] for name in names if name != "move_id"] if given.keys() == set(names) else []


def forget_images(connection: Connection, move_id: str) -> None:
    """Delete all images of a move: they may hold what was written by or about somebody who is forgotten."""
    connection.execute(delete(IMAGES).where(IMAGES.c.move_id == move_id))


def forget_details(connection: Connection, move_id: str, n: int, of: type[Row] = Helper) -> None:
    """Delete the images that hold details of somebody, who has changed them or has left.

    What they took away is kept nowhere.
    """
    theirs = json.dumps({"of": of.__tablename__, "key": [n]})[1:-1]
    holds = cast(IMAGES.c.rows, Text).contains(theirs, autoescape=True)
    connection.execute(delete(IMAGES).where(IMAGES.c.move_id == move_id, holds))


def forget_note(connection: Connection, move_id: str, claim_n: int) -> None:
    """Delete the images that hold a word that came with a claim, which its holder has taken back."""
    theirs = json.dumps({"of": Claim.__tablename__, "key": [claim_n]})[1:-1]
    holds = cast(IMAGES.c.rows, Text).contains(theirs, autoescape=True)
    found = connection.execute(select(IMAGES.c.version, IMAGES.c.rows).where(IMAGES.c.move_id == move_id, holds)).all()
    for version, rows in found:
        claims = [row for row in rows if row["of"] == Claim.__tablename__ and row["key"] == [claim_n]]
        if any(each and each.get("note") for row in claims for each in (row["before"], row["after"])):
            connection.execute(delete(IMAGES).where(IMAGES.c.move_id == move_id, IMAGES.c.version == version))


def portions(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Cut numbers into as many as one query looks up, each once and in order."""
    each = sorted(set(numbers))
    return (each[at : at + AT_ONCE] for at in range(0, len(each), AT_ONCE))


def rows_now(connection: Connection, move_id: str, name: str, keys: Iterable[Key]) -> dict[Key, Plain]:
    """Read rows of a table as they are, by key; those that are not there are left out."""
    rows, wanted = TABLES[name], set(keys)
    first = next(column for column in rows.primary_key.columns if column.name != "move_id")
    found: dict[Key, Plain] = {}
    for portion in portions(key[0] for key in wanted):
        query = select(rows).where(rows.c.move_id == move_id, first.in_(portion))
        found |= {key_of(rows, row): plain_row(row) for row in connection.execute(query).mappings()}
    return {key: row for key, row in found.items() if key in wanted}


def key_of(rows: Table, values: Mapping[Any, Any]) -> Key:
    return tuple(values[column.name] for column in rows.primary_key.columns if column.name != "move_id")


def plain_row(row: Mapping[Any, Any]) -> Plain:
    return {str(name): plain(value) for name, value in row.items()}


def plain(value: Any) -> Any:
    """Write a value as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def value_of(column: Column[Any], value: Any) -> Any:
    """Read what `plain` wrote."""
    if value is None:
        return None
    if isinstance(column.type, EnumType):
        words: Any = column.type.enum_class
        return words(value)
    return READ[type(column.type)](value) if type(column.type) in READ else value


def _ended_links(row: Plain) -> bool:
    before, after = row["before"], row["after"]
    return row["of"] in LINKED and before and after and before["epoch"] != after["epoch"]


def _needed(row: Plain) -> Plain | None:
    """Leave out of an image the columns that did not change; None if nothing is left that can be put back."""
    before, after = row["before"], row["after"]
    if before is None or after is None:
        return row
    changed = {name for name in before if before[name] != after[name]} - NEVER_BACK
    for group in TOGETHER.get(row["of"], ()):
        changed |= (group - NEVER_BACK) if changed & group else set()
    if not changed:
        return None
    return row | {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}
