"""Authors of the words of a keeper's draft: the keeper sees what they typed, the mover opens what they have seen."""

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.core.images import plain, value_of
from service.domain.core.links import Grants
from service.domain.models import Happening, Task, Thing, table

TYPED = (
    *("kind", "title", "needed", "work", "sort", "weight_kg", "why", "bring", "place", "where", "kept"),
    *("day", "starts", "ends", "minutes", "minutes_least", "least", "estimated"),
)
"""Columns of a draft that its keeper types, or that follow from that; whom it is for is read as it is."""


def typed_values(task: Task, things: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Write down a draft and its things as JSON holds them."""
    return {**{name: plain(getattr(task, name)) for name in TYPED}, "things": list(things)}


def as_typed(task: Task) -> Task:
    """Make a draft as its keeper typed it last: a row that is written nowhere."""
    columns = table(Task).c
    typed = {name: value_of(columns[name], said) for name, said in task.typed.items() if name in TYPED}
    return Task(**{column.name: getattr(task, column.name) for column in columns} | typed)


def things_as_typed(task: Task) -> list[Thing]:
    """Make the things of a draft as its keeper typed them last, written nowhere either."""
    things: list[dict[str, Any]] = task.typed["things"]
    return [Thing(move_id=task.move_id, **each) for each in sorted(things, key=itemgetter("n"))]


def written_by_others(session: Session, move_id: str, keeper_n: int) -> defaultdict[int, set[str]]:
    """Map tasks to those of their fields that somebody else than this keeper wrote last, in one query."""
    query = select(Happening.by_role, Happening.by_n, Happening.about).where(
        Happening.move_id == move_id, Happening.what.in_((Event.TASK_CHANGED, Event.TASK_OPENED))
    )
    written: defaultdict[int, set[str]] = defaultdict(set)
    for by_role, by_n, about in session.execute(query.order_by(Happening.version, Happening.line)):
        fields = {*about.get("fields", ())}
        is_keeper = (by_role, by_n) == (Grants.ORGANIZER.name.lower(), keeper_n)
        written[about["task"]] = written[about["task"]] - fields if is_keeper else written[about["task"]] | fields
    return written


def changed_by_others(session: Session, move_id: str, *, since: int, but: int) -> dict[int, int]:
    """Map tasks that somebody changed after the version `since` to the organizer or keeper who did so last.

    `but`: the number of the one who asks, whose own changes are no news.
    """
    query = select(Happening.by_n, Happening.about).where(
        Happening.move_id == move_id,
        Happening.version > since,
        Happening.what == Event.TASK_CHANGED,
        Happening.by_role == Grants.ORGANIZER.name.lower(),
        Happening.by_n != but,
    )
    return {about["task"]: n for n, about in session.execute(query.order_by(Happening.version, Happening.line))}
