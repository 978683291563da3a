"""Reads how a task was when somebody last knew of it, from the images of the changes since then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.images import MOVE, value_of
from service.domain.models import Image, Move, Task, table
from service.domain.reading.views import MoveView, TaskView, day_of

WHEN_AND_WHERE = ("day", "starts", "ends", "place", "where")
"""Columns of a task that people come by."""


def read_images_since(session: Session, move: MoveView, version: int) -> list[tuple[int, list[dict[str, Any]]]]:
    """Read the images of all changes from a version on, each with its version, the oldest first."""
    query = select(Image.version, Image.rows).where(Image.move_id == move.id, Image.version >= version)
    return [(at, rows) for at, rows in session.execute(query.order_by(Image.version))]


def as_known(
    task: TaskView, move: MoveView, first: int, images: Sequence[tuple[int, list[dict[str, Any]]]]
) -> TaskView | None:
    """View a task with day, time and place as they were before the version `first`; None if they are the same.

    None, too, where the images are not kept any more.
    """
    since = [row for version, rows in images if version >= first for row in rows if row["before"]]
    own = _earliest([row for row in since if row["of"] == Task.__tablename__ and row["key"] == [task.n]])
    of_move = _earliest([row for row in since if row["of"] == MOVE])
    before = {name: value_of(table(Task).columns[name], own[name]) for name in WHEN_AND_WHERE if name in own}
    move_day = value_of(table(Move).columns["day"], of_move["day"]) if "day" in of_move else move.day
    was = replace(task, **before)
    was = replace(was, day=was.day or move_day)
    is_now = replace(task, day=day_of(task, move))
    differs = any(getattr(was, name) != getattr(is_now, name) for name in WHEN_AND_WHERE)
    return was if differs else None


def _earliest(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return each column as it was before the first of these rows that holds it."""
    found: dict[str, Any] = {}
    for row in rows:
        for name, value in row["before"].items():
            found.setdefault(name, value)
    return found
