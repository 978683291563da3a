"""The people of a move: who organizes it, and who helps."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Row, inside, partial_index
from service.domain.models.enums import May


class Organizer(Row):
    """Somebody who organizes a move, or keeps its list, by a link of their own. The first is the one who planned it."""

    __tablename__ = "organizer"

    name: Mapped[str]
    may: Mapped[May] = mapped_column(default=May.ORGANIZE)
    """The rights of their link: one that only suggests is a keeper's, no organizer to anybody but this table."""
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    proven: Mapped[str] = mapped_column(default="")
    """The address or number that they have confirmed to be theirs, from a letter to it; no other is proven by it."""
    met: Mapped[str] = mapped_column(default="")
    """The address or number that a message was first sent to; another one is still to be met."""
    visitor: Mapped[str] = mapped_column(String(64), default="")
    """Digest of the visiting address that planned the move, for 30 days."""
    language: Mapped[str] = mapped_column(default="")
    """The language of messages to them; empty while unknown."""
    epoch: Mapped[int] = mapped_column(default=1)
    muted_kinds: Mapped[list[str]] = mapped_column(default=list)
    """Kinds of message that they have switched off."""
    digest_days: Mapped[int] = mapped_column(default=3)
    """Days before the move on which they get the list of open tasks."""
    writing_day: Mapped[date | None]
    """The day on which they mean to write the thank-you notes."""
    skipped_days: Mapped[list[str]] = mapped_column(default=list)
    """Days (ISO) on which they get no reminder of the notes."""
    link_by: Mapped[int | None]
    """The other organizer who has made their present link, and alone is shown it, to hand it on."""
    left_at: Mapped[datetime | None]
    """The time at which they were taken off: their links have ended, and the name stays for the history."""

    @classmethod
    def organizes(cls) -> ColumnElement[bool]:
        """Choose those who organize; not keepers, nor who was taken off."""
        return and_(cls.left_at.is_(None), cls.may == May.ORGANIZE)

    @classmethod
    def is_there(cls) -> ColumnElement[bool]:
        """Choose those whose links open something: who organizes, and keepers."""
        return cls.left_at.is_(None)


class LastLook(Row):
    """The last look of an organizer at who has said yes; `n` is theirs.

    A table of its own, written quietly: no row, image or version of the move differs by it.
    """

    __tablename__ = "last_look"
    __table_args__ = (inside("n", of="organizer"),)

    seen: Mapped[int]
    """The move's version that they have seen on the board."""


class Helper(Row):
    """A named person on one move. Forgetting one blanks the row and bumps its epoch; the number stays taken."""

    __tablename__ = "helper"
    __table_args__ = (partial_index("ix_helper_device", "move_id", "device", where="device <> ''"),)

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    proven: Mapped[str] = mapped_column(default="")
    """As `Organizer.proven`."""
    met: Mapped[str] = mapped_column(default="")
    """As `Organizer.met`."""
    language: Mapped[str] = mapped_column(default="")
    """The language of messages to them; empty while unknown."""
    epoch: Mapped[int] = mapped_column(default=1)
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Added to the thank-you list by an organizer, without having touched a task or an offer."""
    came_at: Mapped[datetime]
    visitor: Mapped[str] = mapped_column(String(64), default="")
    """Digest of the visiting address that made this entry by the sign-up link, for 30 days; else empty."""
    device: Mapped[str] = mapped_column(String(64), default="")
    """Digest of the device whose form made this entry, for a day: the same name from it is the same person. Whatever
    ends the links to the entry empties it, since it leads to them."""
    trusted: Mapped[bool | None]
    """Trust of an organizer, with all there is to know; None: nobody has said. It counts while the move is
    discreet, and is kept in every move: whom an organizer asks or puts on a task is trusted by that."""
    forgotten_at: Mapped[datetime | None]
    muted_kinds: Mapped[list[str]] = mapped_column(default=list)
    """Kinds of message that they have switched off."""
    plan: Mapped[str] = mapped_column(default="")
    """Their own "when ..., I ...", to be reminded with."""
    no_thanks: Mapped[bool] = mapped_column(default=False)
    """Their wish to get no thank-you note."""
    glad_at: Mapped[datetime | None]
    """The time at which they said that they were glad they came."""
    late_on: Mapped[date | None]
    """The day, where the move is, for which they said that they come a little later."""
    late_minutes: Mapped[int | None]
    """By about how many minutes, if they know."""
    merged_into: Mapped[int | None]
    """The number of the entry that survived, where this person was on the list twice."""
