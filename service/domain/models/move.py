"""A move and what belongs to it: organizers, helpers, tasks, claims, offers and thanks."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, Row, inside
from service.domain.models.enums import (
    Kind,
    MoveState,
    OfferState,
    Role,
    Sort,
    Standing,
    TaskState,
    ThanksState,
    Way,
    Work,
)


class Move(Base):
    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        Index(
            "ix_move_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(10), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    last_n: Mapped[int] = mapped_column(default=0)
    signup_epoch: Mapped[int] = mapped_column(default=1)
    state: Mapped[MoveState] = mapped_column(default=MoveState.OPEN)
    title: Mapped[str]
    zone: Mapped[str]
    day: Mapped[date | None]
    why: Mapped[str] = mapped_column(default="")
    same_building: Mapped[bool] = mapped_column(default=False)
    from_area: Mapped[str] = mapped_column(default="")
    from_address: Mapped[str] = mapped_column(default="")
    from_floor: Mapped[int | None]
    from_lift: Mapped[bool] = mapped_column(default=False)
    to_area: Mapped[str] = mapped_column(default="")
    to_address: Mapped[str] = mapped_column(default="")
    to_floor: Mapped[int | None]
    to_lift: Mapped[bool] = mapped_column(default=False)
    planned_at: Mapped[datetime]
    evening: Mapped[str] = mapped_column(default="")
    """What was said to everybody on the evening of the day."""
    revision: Mapped[int] = mapped_column(default=0)
    """How often the day or the place of it all has changed: what calendars count as SEQUENCE."""
    look_at: Mapped[datetime | None]
    """When somebody may next be due a message that comes with time (reminders.py); None: nobody."""


class Organizer(Row):
    __tablename__ = "organizer"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    """Which one messages to them are written in; empty while nothing is known."""
    epoch: Mapped[int] = mapped_column(default=1)
    quiet: Mapped[list[str]] = mapped_column(default=list)
    """Kinds of message that they have switched off."""
    digest_days: Mapped[int] = mapped_column(default=3)
    """How many days before the move they want to hear what is still open."""
    write_on: Mapped[date | None]
    """The day on which they said they would write the thank-you notes."""
    not_on: Mapped[list[str]] = mapped_column(default=list)
    """Days (ISO) on which they would rather hear nothing of them."""


class Helper(Row):
    """A named person on one move. Forgetting one blanks the row and bumps its epoch; the number stays taken."""

    __tablename__ = "helper"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    """Which one messages to them are written in; empty while nothing is known."""
    epoch: Mapped[int] = mapped_column(default=1)
    by_hand: Mapped[bool] = mapped_column(default=False)
    """Added to the thank-you list by an organizer, without having touched a task or an offer."""
    came_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]
    quiet: Mapped[list[str]] = mapped_column(default=list)
    """Kinds of message that they have switched off."""
    plan: Mapped[str] = mapped_column(default="")
    """Their own "when ..., I ...", to be reminded with."""
    no_thanks: Mapped[bool] = mapped_column(default=False)
    """Their wish: no thank-you note needed."""
    glad_at: Mapped[datetime | None]
    """When they said that they were glad they came."""
    merged_into: Mapped[int | None]
    """The number under which this person goes on, where they stood on the list twice."""


class Task(Row):
    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("needed >= 0", name="needed"),
        CheckConstraint("weight_kg > 0", name="weight"),
        CheckConstraint("least >= 1", name="least"),
        CheckConstraint("kind = 'heavy_item' OR needed IS NOT NULL", name="needed_known"),
    )

    kind: Mapped[Kind]
    title: Mapped[str]
    needed: Mapped[int | None]
    """Boxes; people; seats beside the driver. None only for a heavy item whose crew follows from its weight."""
    work: Mapped[Work | None]
    sort: Mapped[Sort | None]
    weight_kg: Mapped[float | None]
    why: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    """None: the move's own day."""
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    minutes: Mapped[int | None]
    """About how long for whoever does it; of a range the upper end, with `minutes_least` as the lower."""
    minutes_least: Mapped[int | None]
    least: Mapped[int] = mapped_column(default=1)
    """People that a heavy thing's size asks for, whatever its weight."""
    estimated: Mapped[list[str]] = mapped_column(default=list)
    """Fields that our table proposed and the organizer has not overwritten: weight_kg, minutes."""
    kept: Mapped[bool] = mapped_column(default=False)
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    revision: Mapped[int] = mapped_column(default=0)
    """How often its time, its name or whether it takes place has changed."""


class Claim(Row):
    __tablename__ = "claim"
    __table_args__ = (
        inside("task_n", of="task"),
        inside("helper_n", of="helper"),
        CheckConstraint("quantity >= 1", name="quantity"),
        CheckConstraint("role <> 'driver' OR (quantity = 1 AND vehicle_kind <> '')", name="driver"),
        # A helper has one standing claim on a task, and a trip has one driver, whatever the code believes.
        Index(
            "uq_claim_standing",
            "move_id",
            "task_n",
            "helper_n",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
        Index(
            "uq_claim_driver",
            "move_id",
            "task_n",
            unique=True,
            sqlite_where=text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
            postgresql_where=text("released_at IS NULL AND role = 'driver' AND standing = 'firm'"),
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
    """The move's version that gave it this standing: who stands by steps up in this order, whatever clocks say."""
    claimed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    taken_off: Mapped[bool] = mapped_column(default=False)
    """It was not given back but taken away: its helper has to hear of it."""


class Offer(Row):
    __tablename__ = "offer"
    __table_args__ = (inside("helper_n", of="helper"),)

    helper_n: Mapped[int]
    words: Mapped[str]
    state: Mapped[OfferState] = mapped_column(default=OfferState.WAITING)
    offered_at: Mapped[datetime]


class Thanks(Row):
    """The thank-you for one helper; `n` is the helper's. No row yet means: still to write."""

    __tablename__ = "thanks"
    __table_args__ = (inside("n", of="helper"),)

    note: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None]
    state: Mapped[ThanksState] = mapped_column(default=ThanksState.TO_WRITE)
    given_at: Mapped[datetime | None]
    epoch: Mapped[int] = mapped_column(default=1)
    """Of the note's own page."""
