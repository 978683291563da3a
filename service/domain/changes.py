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
from typing import TypeVar

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from service.database import Database
from service.domain import models
from service.domain.links import Grants, Link, authorise
from service.domain.models import Happening, Helper, Move, MoveState, Row
from service.domain.refusals import KeyReused, MoveClosed, NotFound

RowT = TypeVar("RowT", bound=Row)

# 32 letters and digits without look-alikes (i, l, o, 0, 1); ten of them are 50 bits: no guessing, no collisions.
ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
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
    """One open change of one move: the rules read and write through it."""

    def __init__(self, session: Session, move: Move, by: Link, now: datetime, intent: Intent | None) -> None:
        self.session = session
        self.move = move
        self.by = by
        self.now = now
        self._intent = intent
        self._lines = 0
        self._erased = False
        self.kept: models.Intent | None = None
        """The intent to remember once this change is over."""

    @property
    def happened(self) -> bool:
        return self._lines > 0 or self._erased

    @property
    def version(self) -> int:
        """The move's version once this change is over: unchanged if nothing happened."""
        return self.move.version if self.happened else self.move.version - 1

    @property
    def by_organizer(self) -> bool:
        return self.by.grants is Grants.ORGANIZER

    def next_n(self) -> int:
        self.move.last_n += 1
        return self.move.last_n

    def add(self, row: RowT) -> RowT:
        """Write a new row now, so that later rows may point to it and its constraints speak at once."""
        self.session.add(row)
        self.session.flush()
        return row

    def get(self, table: type[RowT], n: int) -> RowT:
        """The row `n` of this move, or NotFound."""
        row = self.session.get(table, (self.move.id, n))
        if row is None:
            raise NotFound
        return row

    def note(self, what: str, **about: object) -> None:
        """Write one line of history. `about` holds numbers and words of the glossary, never names."""
        self._lines += 1
        self.session.add(
            Happening(
                move_id=self.move.id,
                version=self.move.version,
                line=self._lines,
                at=self.now,
                by_role=self.by.grants.name.lower(),
                by_n=self.by.n,
                what=what,
                about=about,
            )
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
        earlier = _earlier(self.session, self.by.asker, self._intent, self.now)
        if earlier is not None:
            if stands is None or stands(earlier.made):
                return earlier.made
            self.session.delete(earlier)
            self.session.flush()
        made = make() or []
        self.kept = _kept(self._intent, self.by.asker, self.move.id, made, self.now)
        return made

    def erase(self) -> None:
        """Take the move and all that belongs to it out of the database."""
        self.session.execute(delete(Move).where(Move.id == self.move.id))
        self._erased = True


@contextmanager
def change(database: Database, by: Link, *, now: datetime, intent: Intent | None = None) -> Iterator[Change]:
    """Change the move that `by` belongs to, as `by`. Raises NotFound if the link is not valid any more.

    Call it inside the endpoint's own thread, never in a dependency: it holds the lock that all writers wait for.
    """
    with database.writing() as session:
        move = session.scalar(
            update(Move).where(Move.id == by.move_id).values(version=Move.version + 1).returning(Move)
        )
        if move is None:
            raise NotFound
        authorise(session, by)
        opened = Change(session, move, by, now, intent)
        yield opened
        if not opened.happened:
            session.rollback()
        if opened.kept is not None:
            session.add(opened.kept)
        if opened.happened:
            database.announce(session, move.id, move.version)


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
        session.execute(
            delete(models.Intent).where(models.Intent.asker == PLANNING, models.Intent.at <= now - PLANNING_KEYS_LIVE)
        )
        earlier = None if intent is None else _earlier(session, PLANNING, intent, now)
        if earlier is not None:
            return Link(earlier.move_id, Grants.ORGANIZER, earlier.made[0], 1)
        session.add(move)
        session.flush()
        first = Change(session, move, Link(move.id, Grants.ORGANIZER, 1, 1), now, intent)
        n = make(first)
        if intent is not None:
            session.add(_kept(intent, PLANNING, move.id, [n], now))
        return Link(move.id, Grants.ORGANIZER, n, 1)


def new_id() -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(10))


def _earlier(session: Session, asker: str, intent: Intent, now: datetime) -> models.Intent | None:
    row = session.get(models.Intent, (asker, intent.key))
    if row is None:
        return None
    if intent.lives is not None and now - row.at >= intent.lives:
        session.delete(row)
        session.flush()
        return None
    if row.fingerprint != intent.fingerprint:
        raise KeyReused
    return row


def _kept(intent: Intent, asker: str, move_id: str, made: list[int], now: datetime) -> models.Intent:
    return models.Intent(
        asker=asker, key=intent.key, move_id=move_id, fingerprint=intent.fingerprint, made=made, at=now
    )


def helper_of(change: Change, n: int) -> Helper:
    """The helper `n`, or NotFound; also if they asked to be forgotten."""
    helper = change.get(Helper, n)
    if helper.forgotten_at is not None:
        raise NotFound
    return helper
