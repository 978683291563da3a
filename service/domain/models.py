"""Every table and every enumerated word of a move.

Each row inside a move is keyed `(move_id, n)`; `n` comes from the move's own counter and never goes back,
so an old link can never open a newer person's page. All foreign keys inside a move are composite: a row
cannot point outside its move. There are no relationships to lazy-load: whoever reads says what is read.
"""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Double,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Table,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class MoveState(StrEnum):
    OPEN = "open"
    CALLED_OFF = "called_off"
    CLOSED = "closed"


class Kind(StrEnum):
    BOX_LOAD = "box_load"
    HEAVY_ITEM = "heavy_item"
    TRIP = "trip"
    CARE = "care"


class Work(StrEnum):
    PACK = "pack"
    CARRY = "carry"


class Sort(StrEnum):
    FOOD = "food"
    CLEANING = "cleaning"
    CHILDREN = "children"
    PETS = "pets"
    KEYS = "keys"
    OTHER = "other"


class TaskState(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    FIRM = "firm"
    STANDBY = "standby"
    IF_NEEDED = "if_needed"


class Role(StrEnum):
    DRIVER = "driver"
    RIDER = "rider"


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RESTING = "resting"


class ThanksState(StrEnum):
    TO_WRITE = "to_write"
    WRITTEN = "written"
    GIVEN = "given"
    RESTING = "resting"


class Way(StrEnum):
    CARD = "card"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    CALL = "call"
    MAIL = "mail"


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps no zone: it is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def _words(words: type[StrEnum], name: str) -> Enum:
    """A text column that the database itself holds to the given words."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda each: [word.value for word in each],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        MoveState: _words(MoveState, "state"),
        Kind: _words(Kind, "kind"),
        Work: _words(Work, "work"),
        Sort: _words(Sort, "sort"),
        TaskState: _words(TaskState, "state"),
        Standing: _words(Standing, "standing"),
        Role: _words(Role, "role"),
        OfferState: _words(OfferState, "state"),
        ThanksState: _words(ThanksState, "state"),
        Way: _words(Way, "way"),
        dict[str, Any]: JSON,
        list[int]: JSON,
        list[str]: JSON,
    }


def table(of: type[Base]) -> Table:
    """For statements of Core, which take a fifth of the time: where every claim passes."""
    return cast(Table, of.__table__)


def _inside(*columns: str, of: str) -> ForeignKeyConstraint:
    """A composite foreign key to another row of the same move."""
    return ForeignKeyConstraint(["move_id", *columns], [f"{of}.move_id", f"{of}.n"], ondelete="CASCADE")


class Move(Base):
    __tablename__ = "move"
    __table_args__ = (CheckConstraint("version >= 1", name="version"),)

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


class Row(Base):
    """What every row inside a move has: its move and its number there."""

    __abstract__ = True

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Organizer(Row):
    __tablename__ = "organizer"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    """Which one messages to them are written in; empty while nothing is known."""
    epoch: Mapped[int] = mapped_column(default=1)


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


class Claim(Row):
    __tablename__ = "claim"
    __table_args__ = (
        _inside("task_n", of="task"),
        _inside("helper_n", of="helper"),
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


class Offer(Row):
    __tablename__ = "offer"
    __table_args__ = (_inside("helper_n", of="helper"),)

    helper_n: Mapped[int]
    words: Mapped[str]
    state: Mapped[OfferState] = mapped_column(default=OfferState.WAITING)
    offered_at: Mapped[datetime]


class Thanks(Row):
    """The thank-you for one helper; `n` is the helper's. No row yet means: still to write."""

    __tablename__ = "thanks"
    __table_args__ = (_inside("n", of="helper"),)

    note: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None]
    state: Mapped[ThanksState] = mapped_column(default=ThanksState.TO_WRITE)
    given_at: Mapped[datetime | None]


class Happening(Base):
    """One line of a move's history. Holds numbers, never names: a forgotten person is forgotten here too."""

    __tablename__ = "happening"

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_role: Mapped[str] = mapped_column(String(16))
    by_n: Mapped[int]
    what: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]]


class Intent(Base):
    """What an idempotency key once made, so that the same intent sent twice has one effect."""

    __tablename__ = "intent"

    asker: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    made: Mapped[list[int]]
    at: Mapped[datetime]


class Tally(Base):
    """How often something was asked for in a while; `key` is a digest. Belongs to no move."""

    __tablename__ = "tally"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int]
    ends: Mapped[float] = mapped_column(Double)
    """Seconds since 1970."""
