"""Sections of a board: by how far its tasks are along, or by the hours at which they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import groupby

from service.domain.figures.capacity import Cover
from service.domain.models import Place, TaskState
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.task import TaskView, day_of, when_key
from service.domain.reading.views.times import hours_of


class Section(StrEnum):
    """The parts of a board that shows what there is to do, in their order."""

    OPEN = "open"
    COVERED = "covered"
    UNDER_WAY = "under_way"
    DONE = "done"
    KEPT = "kept"
    CANCELLED = "cancelled"


def section_of(task: TaskView) -> Section:
    if task.state is not TaskState.OPEN:
        return Section(task.state.value)
    if task.kept:
        return Section.KEPT
    return Section.COVERED if task.cover is Cover.COVERED else Section.OPEN


@dataclass(frozen=True)
class Hour:
    """The tasks that begin within one hour, by place; `at` is None for those that have no time."""

    day: date | None
    at: time | None
    places: list[tuple[Place | None, list[TaskView]]]

    @property
    def arrivals(self) -> list[ClaimView]:
        """The first firm claim of everybody who comes, one a person; a driver's is the one that drives."""
        first: dict[int, ClaimView] = {}
        for _, tasks in self.places:
            for claim in (claim for task in tasks for claim in task.firm):
                known = first.setdefault(claim.helper.n, claim)
                if claim.vehicle_kind and not known.vehicle_kind:
                    first[claim.helper.n] = claim
        return list(first.values())


def by_hour(tasks: Iterable[TaskView], move: MoveView) -> list[Hour]:
    """Group tasks by day and hour, and within an hour by place; those that have no time come last, together."""

    def hour_of(task: TaskView) -> tuple[date | None, time | None]:
        starts, _ends = hours_of(task, move)
        return (day_of(task, move), starts.replace(minute=0)) if starts else (None, None)

    def in_order(task: TaskView) -> tuple[bool, tuple[date, time, int]]:
        return (task.starts is None, when_key(task, move))

    hours = groupby(sorted(tasks, key=in_order), key=hour_of)
    return [Hour(day, at, _by_place(list(within))) for (day, at), within in hours]


def by_day(tasks: Iterable[TaskView], move: MoveView) -> dict[date | None, list[TaskView]]:
    """Group tasks by their day, each in order of time; those of no day come last."""
    days: dict[date | None, list[TaskView]] = {}
    for task in sorted(tasks, key=lambda task: when_key(task, move)):
        days.setdefault(day_of(task, move), []).append(task)
    return days


def _by_place(tasks: list[TaskView]) -> list[tuple[Place | None, list[TaskView]]]:
    """Group tasks in the order of the places; those that say none come last."""
    groups = [(place, [task for task in tasks if task.place is place]) for place in (*Place, None)]
    return [(place, there) for place, there in groups if there]
