"""Sends what is due on one move alone, over a database in which other tests have left moves of theirs."""

from sqlalchemy import delete, update

from service.domain.models import Message, MessageState, Move
from service.installation import Installation
from service.mail.outbox import Outbox
from service.mail.resend import send_what_was_asked
from service.mail.transports.base import Transport
from service.storage.database import Database


def send_letters(installation: Installation, move_id: str, transport: Transport | None = None) -> None:
    """Send what is due on this move by now; nothing is due on any other any more."""
    send_what_was_asked(installation)  # a matter of the sweeper, in a running program
    silence_others(installation.database, move_id)
    Outbox(installation, transport).send_due()


def silence_others(database: Database, move_id: str) -> None:
    """Forget what is due on all other moves: to send that would take longer than the test."""
    with database.writing() as session:
        session.execute(delete(Message).where(Message.move_id != move_id, Message.state == MessageState.WAITING))
        session.execute(update(Move).where(Move.id != move_id, Move.next_due_at.is_not(None)).values(next_due_at=None))
