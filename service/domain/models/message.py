"""Messages that leave the program, and the addresses that they go to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, partial_index
from service.domain.models.enums import MessageKind, MessageState


class Message(Base):
    """One message to one person: the row is the claim to send it, and what became of it. Holds no words.

    `role` and `person_n` name an organizer or a helper of the move; `occasion` tells two of a kind apart.
    """

    __tablename__ = "message"
    __table_args__ = (
        partial_index("ix_message_waiting", "try_at", where="state = 'waiting'"),
        partial_index("ix_message_sending", "try_at", where="state = 'sending'"),
    )

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[MessageKind] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(String(32), primary_key=True)
    own: Mapped[bool] = mapped_column(default=False)
    """It answers something that its receiver did just now: it goes at once, at night too."""
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    made_at: Mapped[datetime]
    try_at: Mapped[datetime]
    """Waiting: not before. Sending: since."""
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    """When it was sent, refused or given up. What is no longer due when its time comes is deleted."""
    why: Mapped[str] = mapped_column(default="")
    """What the mail server said, without addresses, or a word of ours; empty where all is well."""
    letter: Mapped[str] = mapped_column(default="")
    """Tells the letter that it went out with (several may share one): the local part of its Message-ID."""
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the receiver knows from it: claim numbers with what was said of each."""


class Mailbox(Base):
    """What is known of a mail address, under a keyed digest: so that a stranger's is written to with care, and one
    that fails for good not at all. Belongs to no move."""

    __tablename__ = "mailbox"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    met_at: Mapped[datetime | None]
    """When a first letter was taken for it."""
    refused_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    stopped_at: Mapped[datetime | None]
    """When its owner said: never again."""
