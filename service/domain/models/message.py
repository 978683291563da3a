"""Messages that leave the program, and the addresses that they go to."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, inside, partial_index
from service.domain.models.enums import LetterSort, MessageKind, MessageState


class Occasion(NamedTuple):
    """The key of a message within its move: tells it from every other."""

    role: str
    person_n: int
    kind: MessageKind
    day: date
    number: int


class Message(Base):
    """One message to one person: the row reserves the right to send it and records the result. It stores no text.

    `role` and `person_n` name an organizer or a helper of the move.
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
    day: Mapped[date] = mapped_column(primary_key=True)
    """The day that a reminder is about, in the move's zone; of any other message the day (UTC) that caused it."""
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Tells messages of a kind and a day apart. Caused by a change, a word to all or an ask: the move's version; an
    offer: its number; news of a yes: the first to third of its day; a place that came free: the claim's number;
    a digest: the days before the move; a link that was asked for: the ten minutes since 1970 (`TEN_MINUTES`); a
    reminder in the morning: 1 if it goes on the evening before. Otherwise 0."""
    immediate: Mapped[bool] = mapped_column(default=False)
    """Triggered by the receiver's own action: sent at once, at night too."""
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    made_at: Mapped[datetime]
    try_at: Mapped[datetime]
    """Earliest time to send it; of a message that is being sent, the time at which that began."""
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    """Time at which it was sent, refused or given up. One that is no longer due when its time comes is deleted."""
    visitor: Mapped[str] = mapped_column(String(64), default="")
    """Digest of the visiting address whose request caused it, while it waits; empty if none did."""
    error: Mapped[str] = mapped_column(default="")
    """The mail server's reply, without addresses, or a `Hitch`; empty where all is well."""
    letter: Mapped[str] = mapped_column(default="")
    """The letter that it went out with (several may share one): the local part of its Message-ID."""
    told_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Facts that the receiver knows from it, by claim number, as `Facts.to_json` writes them."""

    bare: Mapped[bool] = mapped_column(default=False)
    """It went to an address that nobody had confirmed, so that its calendar entries held next to nothing."""

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.role, self.person_n, self.kind, self.day, self.number)


class Telling(Base):
    """A claim whose helper does not know yet what has become of it: nobody has told them, and they have not looked."""

    __tablename__ = "telling"
    __table_args__ = (inside("claim_n", of="claim"),)

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    claim_n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[int]
    """The move's version that changed it last."""
    first: Mapped[int]
    """The earliest version that changed it and that they do not know of."""


class Mailbox(Base):
    """A mail address under a keyed digest: whether it may be written to. Belongs to no move."""

    __tablename__ = "mailbox"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    refused_at: Mapped[datetime | None]
    """Time at which a mail server said that nobody is there."""
    error: Mapped[str] = mapped_column(default="")
    stopped_at: Mapped[datetime | None]
    """Time at which its owner asked for no more letters, from whatever move."""


class RecentLetter(Base):
    """A letter that was taken for sending today (UTC): the mail quotas are counted from these rows.

    Belongs to no move: its row stays when the person or the move is erased, so that nobody sends more by erasing.
    Holds digests under the key of the day alone: they are gone with it.
    """

    __tablename__ = "recent_letter"
    __table_args__ = (
        Index("ix_recent_letter_of_move", "of_move"),
        Index("ix_recent_letter_receiver", "receiver"),
        Index("ix_recent_letter_visitor", "visitor"),
    )

    letter: Mapped[str] = mapped_column(String(32), primary_key=True)
    """As `Message.letter`."""
    taken_at: Mapped[datetime] = mapped_column(primary_key=True)
    """One letter may be tried several times."""
    of_move: Mapped[str] = mapped_column(String(64))
    receiver: Mapped[str] = mapped_column(String(64))
    visitor: Mapped[str] = mapped_column(String(64))
    """As `Message.visitor`, once more digested."""
    sort: Mapped[LetterSort]
    is_first: Mapped[bool]
    """Nothing had been sent before to this address as that of this person."""


class DayKey(Base):
    """The random key of a day (UTC), for digests that nobody can make or compare any more once the day is over."""

    __tablename__ = "day_key"

    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
