"""Messages that did not arrive for certain, for organizers."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.domain.core.receivers import HELPER
from service.domain.models import Hitch, Message, MessageState

KeyT = TypeVar("KeyT", bound=Hashable)
TROUBLE = (MessageState.REFUSED, MessageState.GIVEN_UP, MessageState.PERHAPS_SENT)
"""States of a message that an organizer should look at."""


def read_troubles(session: Session, move_id: str) -> tuple[dict[int, Message], bool]:
    """Read, by helper's number, the last message to each that did not arrive for certain; and whether `some_wait`."""
    concerned = or_(Message.ended_at.is_not(None), Message.error == Hitch.TOO_MANY)
    query = select(Message).where(Message.move_id == move_id, Message.role == HELPER, concerned)
    messages = session.scalars(query.order_by(Message.ended_at)).all()
    ended = [message for message in messages if message.ended_at is not None]
    return latest_troubles(ended, key=lambda message: message.person_n), some_wait(messages)


def some_wait(messages: Iterable[Message]) -> bool:
    """Tell whether some of these wait because a bound on the letters of a day was reached."""
    return any(message.state is MessageState.WAITING and message.error == Hitch.TOO_MANY for message in messages)


def latest_troubles(messages: Iterable[Message], key: Callable[[Message], KeyT]) -> dict[KeyT, Message]:
    """Return the last trouble of each receiver, by `key`; `messages` in the order in which they ended.

    A refusal is over once something has arrived at that person.
    """
    found: dict[KeyT, Message] = {}
    for message in messages:
        whose = key(message)
        if message.state in TROUBLE:
            found[whose] = message
        elif message.state is MessageState.SENT and whose in found and found[whose].state is MessageState.REFUSED:
            del found[whose]
    return found
