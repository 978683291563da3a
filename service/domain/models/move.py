"""The move itself, with the version that every change counts up."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, partial_index
from service.domain.models.enums import MoveState


class Move(Base):
    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        partial_index("ix_move_next_due_at", "next_due_at", where="next_due_at IS NOT NULL"),
    )

    id: Mapped[str] = mapped_column(String(10), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    last_n: Mapped[int] = mapped_column(default=0)
    signup_epoch: Mapped[int] = mapped_column(default=1)
    epoch_floor: Mapped[int] = mapped_column(default=1)
    """The least epoch of a link that is made from now on: beyond any that was given away and lost before a restore."""
    state: Mapped[MoveState] = mapped_column(default=MoveState.OPEN)
    title: Mapped[str]
    zone: Mapped[str]
    day: Mapped[date | None]
    why: Mapped[str] = mapped_column(default="")
    damage_is_mine: Mapped[bool] = mapped_column(default=False)
    """Friends read that what breaks is the matter of those who move."""
    discreet: Mapped[bool] = mapped_column(default=False)
    """Helpers whom no organizer trusts see the day, and neither the exact addresses, nor a time, nor who else comes."""
    same_building: Mapped[bool] = mapped_column(default=False)
    from_area: Mapped[str] = mapped_column(default="")
    from_address: Mapped[str] = mapped_column(default="")
    from_floor: Mapped[int | None]
    from_lift: Mapped[bool] = mapped_column(default=False)
    from_arriving: Mapped[str] = mapped_column(default="")
    """Words for arriving there, as exact as the address: doorbell, parking, a booked lift, where people meet."""
    to_area: Mapped[str] = mapped_column(default="")
    to_address: Mapped[str] = mapped_column(default="")
    to_floor: Mapped[int | None]
    to_lift: Mapped[bool] = mapped_column(default=False)
    to_arriving: Mapped[str] = mapped_column(default="")
    gear: Mapped[list[str]] = mapped_column(default=list)
    """The gear that organizers have to get, as plans of lists said; on no slip."""
    got: Mapped[list[str]] = mapped_column(default=list)
    """Of that, what they have."""
    planned_at: Mapped[datetime]
    evening: Mapped[str] = mapped_column(default="")
    """The sentence sent to everybody on the evening of the day; empty until then."""
    word: Mapped[str] = mapped_column(default="")
    """The last word to all who come; empty before the first."""
    word_at: Mapped[datetime | None]
    word_to_standbys: Mapped[bool] = mapped_column(default=False)
    """It is for those who stand by, too."""
    revision: Mapped[int] = mapped_column(default=0)
    """Changes so far of the day or a place of the whole move: SEQUENCE in calendars."""
    next_due_at: Mapped[datetime | None]
    """The next time at which somebody may be due a message that comes with time (reminders/due.py); None: never.

    Indexed: a look for due messages costs as much as is due, not as much as exists.
    """
