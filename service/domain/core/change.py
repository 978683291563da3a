"""change(): the one door through which a move changes. Nobody else writes.

Inside, the changes of one move happen one after another: the move's row is the first thing written. From its
version follow no over-claiming, the history and whatever is built on "has this move changed". A change that
notes no happening changed nothing and is rolled back, so versions have no gaps.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Insert, Select, Update, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from service.domain import models
from service.domain.core.links import Grants, Link, authorise
from service.domain.core.message_rows import write_messages
from service.domain.core.refusals import KeyReused, MoveClosed, NotFound, TooLarge
from service.domain.models import Happening, Helper, Move, MoveState, Row, table
from service.storage.database import Database

RowT = TypeVar("RowT", bound=Row)

# 32 letters and digits without look-alikes (i, l, o, 0, 1); ten of them are 50 bits: no guessing, no collisions.
ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 10
MAX_ROWS = 200_000
"""People, tasks, claims and offers of one move, ever: a hundred claims for each of 2,000 friends."""
PLANNING = "plan"
PLANNING_KEYS_LIVE = timedelta(hours=24)


@dataclass(frozen=True)
class Intent:
    """One thing that somebody means to do, however often it is sent.

    `key` is the sender's; `fingerprint` a digest of what was asked. With `lives`, the key is good only that
    long, and only while what it made still stands (used where the key is itself made from the fields).
    """

    key: str
    fingerprint: str
    lives: timedelta | None = None


class Change:
    """One open change of one move: the rules read and write through it.

    `move` may be changed like any object; what differs is written when the change is over. Other rows live in
    the `session`. Statements that every claim needs go straight to `connection`, as Core.
    """

    def __init__(self, session: Session, move: Move, by: Link, now: datetime, intent: Intent | None) -> None:
        self.session = session
        self.connection = session.connection()
        self.move = move
        self.by = by
        self.now = now
        self._intent = intent
        self._kept: dict[str, Any] | None = None
        self._lines: list[dict[str, Any]] = []
        self._inserted: dict[tuple[type[Row], int], Row] = {}
        self._unreachable: set[int] = set()
        """New helpers who left nothing to write to: most of them, and then nobody has to be looked up."""
        self._erased = False

    @property
    def happened(self) -> bool:
        return bool(self._lines) or self._erased

    @property
    def version(self) -> int:
        """The move's version once this change is over: unchanged if nothing happened."""
        return self.move.version if self.happened else self.move.version - 1

    @property
    def by_organizer(self) -> bool:
        return self.by.grants is Grants.ORGANIZER

    def next_n(self) -> int:
        """A number for a new row. Raises TooLarge where a move holds more than anybody could read."""
        if self.move.last_n >= MAX_ROWS:
            raise TooLarge
        self.move.last_n += 1
        return self.move.last_n

    def add(self, row: RowT) -> RowT:
        """Write a new row now, so that later rows may point to it and its constraints speak at once."""
        self.session.add(row)
        self.session.flush()
        return row

    def insert(self, of: type[RowT], **values: Any) -> RowT:
        """Write a new row of this move straight away, with every column given. To change it afterwards, `get` it."""
        values |= {"move_id": self.move.id}
        self.connection.execute(_insert(of), values)
        row = cast(RowT, SimpleNamespace(**values))
        self._inserted[of, row.n] = row
        if of is Helper and not (values["email"] or values["phone"]):
            self._unreachable.add(row.n)
        return row

    def get(self, table: type[RowT], n: int) -> RowT:
        """The row `n` of this move, or NotFound."""
        self._inserted.pop((table, n), None)
        row = self.session.get(table, (self.move.id, n))
        if row is None:
            raise NotFound
        return row

    def read(self, of: type[RowT], n: int) -> RowT:
        """The row `n` to read from, or NotFound: quicker than `get`, and nothing can be changed in it."""
        row: Any = self._inserted.get((of, n))
        if row is None:
            self.session.flush()
            row = self.connection.execute(_find(of), {"move": self.move.id, "its": n}).one_or_none()
        if row is None:
            raise NotFound
        return cast(RowT, row)  # a row of Core has the same names

    def note(self, what: str, **about: object) -> None:
        """Write one line of history. `about` holds numbers and words of the glossary, never names."""
        self._lines.append(
            {
                "move_id": self.move.id,
                "version": self.move.version,
                "line": len(self._lines) + 1,
                "at": self.now,
                "by_role": self.by.grants.name.lower(),
                "by_n": self.by.n,
                "what": what,
                "about": about,
            }
        )

    def require_open(self) -> None:
        if self.move.state is not MoveState.OPEN:
            raise MoveClosed(self.move.state)

    def once(
        self,
        make: Callable[[], list[int]] | Callable[[], None],
        *,
        stands: Callable[[list[int]], bool] | None = None,
    ) -> list[int]:
        """Do it, or return the numbers that the same intent made before (none where it made nothing new).

        Raises KeyReused if the key comes back with another request.
        """
        if self._intent is None:
            return make() or []
        earlier = _earlier(self.connection, self.by.key, self._intent, self.now)
        if earlier is not None:
            if stands is None or stands(earlier.made):
                return list(earlier.made)
            _forget_intent(self.connection, self.by.key, self._intent)
        made = make() or []
        self._kept = _kept(self._intent, self.by.key, self.move.id, made, self.now)
        return made

    def erase(self) -> None:
        """Take the move and all that belongs to it out of the database."""
        self.session.execute(delete(Move).where(Move.id == self.move.id))
        self._erased = True

    def finish(self, before: dict[str, Any]) -> None:
        """Write what is still to be written: the move, where it differs from `before`, the history, the intent."""
        self.session.flush()
        if not self.happened:
            self.session.rollback()
        elif not self._erased:
            if write_messages(self.connection, self._lines, unreachable=self._unreachable):
                self.move.look_at = self.now
            self._write_move(before)
            self.connection.execute(ADD_LINES, self._lines)
        if self._kept is not None:
            self.session.connection().execute(KEEP_INTENT, self._kept)  # a new transaction after a rollback

    def _write_move(self, before: dict[str, Any]) -> None:
        now = self.move.__dict__
        changed = {name: now[name] for name, value in before.items() if now[name] != value}
        if changed:
            self.connection.execute(_set_move(*changed), {"of": self.move.id, **changed})


MOVES, LINES, INTENTS = table(Move), table(Happening), table(models.Intent)
TOUCH = update(MOVES).where(MOVES.c.id == bindparam("of")).values(version=MOVES.c.version + 1).returning(*MOVES.c)
ADD_LINES = insert(LINES)
KEEP_INTENT = insert(INTENTS)
FIND_INTENT = select(INTENTS).where(INTENTS.c.asker == bindparam("by"), INTENTS.c.key == bindparam("its"))
FORGET_INTENT = delete(INTENTS).where(INTENTS.c.asker == bindparam("by"), INTENTS.c.key == bindparam("its"))


@cache
def _insert(of: type[Row]) -> Insert:
    return insert(table(of))


@cache
def _find(of: type[Row]) -> Select[Any]:
    rows = table(of)
    return select(rows).where(rows.c.move_id == bindparam("move"), rows.c.n == bindparam("its"))


@cache
def _set_move(*names: str) -> Update:
    return update(MOVES).where(MOVES.c.id == bindparam("of")).values({name: bindparam(name) for name in names})


@contextmanager
def change(database: Database, by: Link, *, now: datetime, intent: Intent | None = None) -> Iterator[Change]:
    """Change the move that `by` belongs to, as `by`. Raises NotFound if the link is not valid any more.

    Call it inside the endpoint's own thread, never in a dependency: it holds the lock that all writers wait for.
    """
    with database.writing(of=by.move_id) as session:
        row = session.connection().execute(TOUCH, {"of": by.move_id}).one_or_none()
        if row is None:
            raise NotFound
        before = dict(row._mapping)
        if by.grants is not Grants.SIGNUP:
            authorise(session, by)
        elif row.signup_epoch != by.epoch:
            raise NotFound
        # Not a Move in all but its fields: making one takes as long as the statement.
        opened = Change(session, cast(Move, SimpleNamespace(**before)), by, now, intent)
        yield opened
        opened.finish(before)
        if opened.happened:
            database.announce(session, opened.move.id, opened.move.version)


def begin(
    database: Database,
    make: Callable[[Change], int],
    move: Move,
    *,
    now: datetime,
    intent: Intent | None = None,
) -> Link:
    """Begin a move: the only write that has no move to go through. `make` returns its organizer's number.

    Returns the organizer's link; for an intent that began one before, that one's.
    """
    with database.writing(alone=PLANNING) as session:
        connection = session.connection()
        lapsed = delete(INTENTS).where(INTENTS.c.asker == PLANNING, INTENTS.c.at <= now - PLANNING_KEYS_LIVE)
        connection.execute(lapsed)
        earlier = None if intent is None else _earlier(connection, PLANNING, intent, now)
        if earlier is not None:
            return Link(earlier.move_id, Grants.ORGANIZER, earlier.made[0], 1)
        session.add(move)
        session.flush()
        first = Change(session, move, Link(move.id, Grants.ORGANIZER, 1, 1), now, None)
        n = make(first)
        first.finish({})
        if intent is not None:
            connection.execute(KEEP_INTENT, _kept(intent, PLANNING, move.id, [n], now))
        return Link(move.id, Grants.ORGANIZER, n, 1)


def new_id() -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))


def _earlier(connection: Connection, asker: str, intent: Intent, now: datetime) -> Any:
    """The row of the same intent, if it was meant before and that still counts. Raises KeyReused."""
    row = connection.execute(FIND_INTENT, {"by": asker, "its": intent.key}).one_or_none()
    if row is None:
        return None
    if intent.lives is not None and now - row.at >= intent.lives:
        _forget_intent(connection, asker, intent)
        return None
    if row.fingerprint != intent.fingerprint:
        raise KeyReused
    return row


def _forget_intent(connection: Connection, asker: str, intent: Intent) -> None:
    connection.execute(FORGET_INTENT, {"by": asker, "its": intent.key})


def _kept(intent: Intent, asker: str, move_id: str, made: list[int], now: datetime) -> dict[str, Any]:
    return {
        "asker": asker,
        "key": intent.key,
        "move_id": move_id,
        "fingerprint": intent.fingerprint,
        "made": made,
        "at": now,
    }


def helper_of(change: Change, n: int) -> Helper:
    """The helper `n`, or NotFound; also if they asked to be forgotten, or go on under another number."""
    helper = change.get(Helper, n)
    if helper.forgotten_at is not None or helper.merged_into is not None:
        raise NotFound
    return helper
