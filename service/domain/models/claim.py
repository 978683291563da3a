"""Claims on tasks, and offers that fit no task yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, or_
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Row, inside, partial_index
from service.domain.models.enums import OfferState, Role, Standing


class Claim(Row):
    __tablename__ = "claim"
    __table_args__ = (
        inside("task_n", of="task"),
        inside("helper_n", of="helper"),
        CheckConstraint("quantity >= 1", name="quantity"),
        CheckConstraint("role <> 'driver' OR (quantity = 1 AND vehicle_kind <> '')", name="driver"),
        # A helper has one active claim on a task, and a trip one driver, whatever the code believes.
        partial_index("uq_claim_standing", "move_id", "task_n", "helper_n", where="released_at IS NULL", unique=True),
        partial_index(
            "uq_claim_driver",
            "move_id",
            "task_n",
            where="released_at IS NULL AND role = 'driver' AND standing = 'firm'",
            unique=True,
        ),
    )

    task_n: Mapped[int]
    helper_n: Mapped[int]
    quantity: Mapped[int]
    standing: Mapped[Standing]
    role: Mapped[Role | None]
    vehicle_kind: Mapped[str] = mapped_column(default="")
    vehicle_seats: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    since: Mapped[int]
    """The move's version that gave it this standing. Standbys step up in this order: a clock may be put back."""
    claimed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    taken_off: Mapped[bool] = mapped_column(default=False)
    """Released by an organizer, not by its helper: the helper has to be told."""
    revision: Mapped[int] = mapped_column(default=0)
    """Changes so far of what it is, and times that it stands again: SEQUENCE in calendars."""


class Offer(Row):
    __tablename__ = "offer"
    __table_args__ = (inside("helper_n", of="helper"),)

    helper_n: Mapped[int]
    words: Mapped[str]
    state: Mapped[OfferState] = mapped_column(default=OfferState.WAITING)
    offered_at: Mapped[datetime]
    named: Mapped[bool] = mapped_column(default=False)
    """Named by an organizer as somebody who has offered: no thank-you is due for it before it is accepted."""
    refused_before: Mapped[bool] = mapped_column(default=False)
    """They were told that there was no need: the words of an ask take it back."""

    @staticmethod
    def is_due_thanks() -> ColumnElement[bool]:
        """Make the condition for an offer that a thank-you is due for by itself."""
        return or_(Offer.named.is_(False), Offer.state == OfferState.ACCEPTED)


@dataclass(frozen=True)
class Named:
    """Somebody who has said "tell me if I can help". `words`: what else they said, if anything."""

    name: str
    words: str = ""
