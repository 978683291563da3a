"""The hours of tasks, as their day and the clocks of the place make them."""

from datetime import time

from service.domain.figures import hours
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.task import TaskView, day_of


def hours_of(task: TaskView, move: MoveView) -> tuple[time | None, time | None]:
    """Return a task's beginning and end as clocks show them where the move is: none that is skipped on its day."""
    return hours.shown_both(day_of(task, move), task.starts, task.ends, move.zone)


def is_skipped(task: TaskView, move: MoveView) -> bool:
    """Tell whether clocks skip the time that somebody said, as they go forward on its day."""
    return hours_of(task, move) != (task.starts, task.ends)
