"""A thing that is moved, and the tasks that carry it: one, or two where it goes out once and in once."""

from typing import TypedDict

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Base, Row, inside


class Thing(Row):
    __tablename__ = "thing"
    __table_args__ = (CheckConstraint("count >= 1", name="count"), CheckConstraint("weight_kg > 0", name="weight"))

    name: Mapped[str]
    count: Mapped[int] = mapped_column(default=1)
    weight_kg: Mapped[float | None]
    """Weight of one carry, as somebody said it; None: the catalogue's, if it has one."""
    room: Mapped[str] = mapped_column(default="")
    item: Mapped[str | None]
    """Key of the catalogue."""


class Carrying(Base):
    """A thing that a task carries."""

    __tablename__ = "carrying"
    __table_args__ = (inside("task_n", of="task"), inside("thing_n", of="thing"))

    move_id: Mapped[str] = mapped_column(ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    task_n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    thing_n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class ThingFields(TypedDict, total=False):
    """The columns of a thing that an organizer may set. `n` names one that is there already.

    New things of one call that have the same number in `same` are one thing, on two tasks.
    """

    n: int
    same: int
    name: str
    count: int
    weight_kg: float | None
    room: str
    item: str | None
