"""Room: how much one move may hold. What stands is bounded, and so are all numbers that were ever given out."""

from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from service.domain.core.refusals import TooLarge
from service.domain.models import Ask, Claim, Helper, Move, Offer, Row, Task, Thing
from service.storage.transaction import Transaction

MAX_ROWS = 200_000
"""People, tasks, things, claims, offers and asks of one move that stand: a hundred claims for each of 2,000 friends."""
MAX_NUMBERS = 2_000_000
"""Numbers of one move, with those of what was given back or forgotten, whose rows stay: else a table would grow without
end. A link may hold nine digits."""
ROWS_PER_COUNT = 100
"""Numbers between two counts of the rows, beyond the first `MAX_ROWS` numbers."""
REMEMBERED = 1_000
"""Full moves at most that are known."""
_full: dict[str, int] = {}
"""Moves that were found full, and the version that each would reach next: nothing is counted again before it has."""


def require_room(transaction: Transaction, move: Move) -> None:
    """Raise TooLarge where a move holds more than anybody could read. All writers wait meanwhile."""
    if move.last_n >= MAX_NUMBERS:
        raise TooLarge
    if move.last_n < MAX_ROWS or move.last_n % ROWS_PER_COUNT:
        return
    if _full.get(move.id) == move.version:
        raise TooLarge
    if _count(transaction.session, move.id) >= MAX_ROWS:
        if len(_full) >= REMEMBERED:
            _full.clear()
        _full[move.id] = move.version
        raise TooLarge


def _count(session: Session, move_id: str) -> int:
    """Count the rows that stand: not those of forgotten people, and not what was given back."""
    standing: list[tuple[type[Row], ColumnElement[bool]]] = [
        (Helper, Helper.forgotten_at.is_(None)),
        (Claim, Claim.released_at.is_(None)),
        (Offer, Offer.words != ""),
        (Task, true()),
        (Thing, true()),
        (Ask, true()),
    ]
    counts: list[ColumnElement[int]] = [
        select(func.count()).where(row.move_id == move_id, stands).scalar_subquery() for row, stands in standing
    ]
    return session.scalars(select(reduce(add, counts))).one()
