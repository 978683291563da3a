"""Reads how a task and its move were when somebody last knew of them, from the images of the changes since then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.images import MOVE, value_of
from service.domain.models import Image, Move, Task, table
from service.domain.reading.views import EndView, MoveView, TaskView, day_of

WHEN_AND_WHERE = ("day", "starts", "ends", "place", "where")
"""Columns of a task that people come by."""
Images = Sequence[tuple[int, list[dict[str, Any]]]]


@dataclass(frozen=True)
class Known:
    """A task and its move with day, time, place and addresses as somebody knows them."""

    task: TaskView
    move: MoveView


def read_images_since(session: Session, move: MoveView, version: int) -> list[tuple[int, list[dict[str, Any]]]]:
    """Read the images of all changes from a version on, each with its version, the oldest first."""
    query = select(Image.version, Image.rows).where(Image.move_id == move.id, Image.version >= version)
    return [(at, rows) for at, rows in session.execute(query.order_by(Image.version))]


def as_known(task: TaskView, move: MoveView, first: int, images: Images) -> TaskView | None:
    """View a task with day, time and place as they were before the version `first`; None if they are the same.

    None, too, where the images are not kept any more.
    """
    own = _earliest(images, first, Task.__tablename__, [task.n])
    before = {name: value_of(table(Task).columns[name], own[name]) for name in WHEN_AND_WHERE if name in own}
    was = replace(task, **before)
    was = replace(was, day=was.day or move_as_known(move, first, images).day)
    is_now = replace(task, day=day_of(task, move))
    differs = any(getattr(was, name) != getattr(is_now, name) for name in WHEN_AND_WHERE)
    return was if differs else None


def move_as_known(move: MoveView, first: int, images: Images) -> MoveView:
    """View a move with its day and addresses as they were before the version `first`."""
    was = _earliest(images, first, MOVE, [])
    start, finish = (_end_as_known(end, which, was) for end, which in ((move.start, "from"), (move.finish, "to")))
    day = value_of(table(Move).columns["day"], was["day"]) if "day" in was else move.day
    return replace(move, day=day, start=start, finish=finish)


def _end_as_known(end: EndView, which: str, was: Mapping[str, Any]) -> EndView:
    return replace(end, area=was.get(f"{which}_area", end.area), address=was.get(f"{which}_address", end.address))


def _earliest(images: Images, first: int, of: str, key: list[int]) -> dict[str, Any]:
    """Return each column of a row as it was before the first change from the version `first` on that holds it."""
    found: dict[str, Any] = {}
    since = (row for version, rows in images if version >= first for row in rows)
    for row in (row for row in since if row["before"] and row["of"] == of and row["key"] == key):
        for name, value in row["before"].items():
            found.setdefault(name, value)
    return found
