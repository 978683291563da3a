"""A task: one piece of the work that friends can take."""

from datetime import date, time
from typing import Any, TypedDict

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.models.base import Row, inside
from service.domain.models.enums import Kind, Place, Sort, TaskState, Work
from service.domain.models.thing import ThingFields


class Task(Row):
    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("needed >= 0", name="needed"),
        CheckConstraint("weight_kg > 0", name="weight"),
        CheckConstraint("least >= 1", name="least"),
        CheckConstraint("kind = 'heavy_item' OR needed IS NOT NULL", name="needed_known"),
        CheckConstraint("state <> 'proposed' OR suggested_by IS NOT NULL", name="suggested"),
        inside("suggested_by", of="organizer"),
    )

    kind: Mapped[Kind]
    title: Mapped[str]
    needed: Mapped[int | None]
    """Boxes, people, or seats beside the driver. None only for a heavy item whose crew follows from its weight."""
    work: Mapped[Work | None]
    sort: Mapped[Sort | None]
    weight_kg: Mapped[float | None]
    why: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    place: Mapped[Place | None]
    """None: not said."""
    where: Mapped[str] = mapped_column(default="")
    """The place in words: for organizers, and for those with a firm claim on the task."""
    day: Mapped[date | None]
    """None: the move's own day."""
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    minutes: Mapped[int | None]
    """Estimated time for one helper; of a range the upper end, with `minutes_least` as the lower."""
    minutes_least: Mapped[int | None]
    least: Mapped[int] = mapped_column(default=1)
    """Smallest crew that a heavy item's size asks for, whatever its weight."""
    estimated: Mapped[list[str]] = mapped_column(default=list)
    """Fields that the catalogue proposed and the organizer has not overwritten: weight_kg, minutes."""
    kept: Mapped[bool] = mapped_column(default=False)
    only_for: Mapped[list[int]] = mapped_column(default=list)
    """Numbers of the helpers who alone see it beside organizers; none: it is for everybody. One who was forgotten stays
    named, so that nothing becomes everybody's by that."""
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    suggested_by: Mapped[int | None]
    """The keeper who drafted it; stays when it is opened."""
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    """The draft as its keeper typed it last, whatever organizers have made of it since; empty for every other task."""
    revision: Mapped[int] = mapped_column(default=0)
    """Changes so far of its time, its title or whether it takes place: SEQUENCE in calendars."""


class TaskFields(TypedDict, total=False):
    """The columns that an organizer may set. Absent: unchanged, or the column's or kind's default for a new task."""

    kind: Kind
    title: str
    needed: int | None
    work: Work | None
    sort: Sort | None
    weight_kg: float | None
    why: str
    bring: str
    place: Place | None
    where: str
    day: date | None
    starts: time | None
    ends: time | None
    minutes: int | None
    minutes_least: int | None
    least: int
    estimated: list[str]
    kept: bool
    only_for: list[int]
    state: TaskState
    things: list[ThingFields]
    """All that it carries; no column, but rows of their own."""
