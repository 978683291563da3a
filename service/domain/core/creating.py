"""create_move(): how a move begins. All that comes after goes through `change()`."""

import secrets
from collections.abc import Callable
from datetime import datetime

from service.domain.core.change import Change
from service.domain.core.intents import PLANNING, Intent, find_intent, forget_lapsed, intent_values, keep_intent
from service.domain.core.links import Grants, Link
from service.domain.models import Move
from service.storage.database import Database

ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without look-alikes (i, l, o, 0, 1); ten of them are 50 bits: no guessing, no collisions."""
ID_LENGTH = 10


def create_move(
    database: Database,
    make: Callable[[Change], int],
    move: Move,
    *,
    now: datetime,
    intent: Intent | None = None,
    visitor: str = "",
) -> Link:
    """Create a move: the only write that has no move to go through. `make` returns its organizer's number.

    Returns the organizer's link; for an intent that created one before, that one's. Raises KeyReused.
    """
    with database.transaction(alone=PLANNING) as transaction:
        connection, session = transaction.connection, transaction.session
        forget_lapsed(connection, now)
        earlier = None if intent is None else find_intent(connection, PLANNING, intent, now)
        if earlier is not None:
            return Link(earlier.move_id, Grants.ORGANIZER, earlier.made[0], 1)
        session.add(move)
        session.flush()
        first = Change(transaction, move, Link(move.id, Grants.ORGANIZER, 1, 1), now, None, visitor)
        n = make(first)
        first.finish({})
        if intent is not None:
            keep_intent(connection, intent_values(intent, PLANNING, move.id, [n], now, move.version))
        return Link(move.id, Grants.ORGANIZER, n, 1)


def new_id() -> str:
    """Make the id of a new move."""
    return "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))
