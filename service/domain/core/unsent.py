"""Messages of a change that is undone: those that wait are taken back; those that went are not."""

from collections.abc import Collection

from sqlalchemy import Connection, and_, delete, or_, select

from service.domain.core.message_rows import MESSAGES
from service.domain.core.receivers import HELPER
from service.domain.models import MessageKind, MessageState

_WAITS = MESSAGES.c.state == MessageState.WAITING
BY_VERSION = (
    *(MessageKind.CLAIM_UPDATE, MessageKind.PLACE_FREE),
    *(MessageKind.THANK_YOU_NOTE, MessageKind.WORD, MessageKind.ASK),
)
"""Kinds whose number is the version of the change that caused them."""
STAY_SAID = (MessageKind.THANK_YOU_NOTE, MessageKind.EVENING, MessageKind.WORD, MessageKind.ASK)
"""Kinds that carry the very words that the change was about."""


def take_back_messages(
    connection: Connection,
    move_id: str,
    version: int,
    *,
    evening: bool,
    offers: Collection[int],
    helpers: Collection[int],
) -> bool:
    """Delete the messages of one change that wait, and say whether one has gone that cannot be unsaid.

    `evening`: the change said the sentence of the evening. `offers`, `helpers`: numbers of those that it wrote down.
    """
    to_them = and_(MESSAGES.c.role == HELPER, MESSAGES.c.person_n.in_(helpers))
    caused = [
        and_(MESSAGES.c.number == version, MESSAGES.c.kind.in_(BY_VERSION)),
        and_(MESSAGES.c.number.in_(offers), MESSAGES.c.kind == MessageKind.OFFER),
        to_them,
    ]
    if evening:
        caused.append(MESSAGES.c.kind == MessageKind.EVENING)
    of_move = MESSAGES.c.move_id == move_id
    connection.execute(delete(MESSAGES).where(of_move, _WAITS, or_(*caused)))
    waiting = or_(to_them, and_(or_(*caused), MESSAGES.c.kind.in_(STAY_SAID)))
    return connection.execute(select(MESSAGES.c.number).where(of_move, waiting).limit(1)).one_or_none() is not None


def told_claims(connection: Connection, move_id: str, helpers: Collection[int]) -> set[int]:
    """Find the claims that letters have told these helpers of."""
    theirs = (MESSAGES.c.move_id == move_id, MESSAGES.c.role == HELPER, MESSAGES.c.person_n.in_(helpers))
    told = connection.execute(select(MESSAGES.c.told_facts).where(*theirs, ~_WAITS)).scalars()
    return {int(n) for facts in told for n in facts}
