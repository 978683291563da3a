"""The hours of tasks, as their day and the clocks of the place make them."""

from datetime import datetime, time, timedelta

from service.domain.figures import hours, times
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.task import TaskView, day_of

LENGTH = timedelta(hours=1)
"""Time that is taken for the length of a task of which nobody has said how long it takes."""


def hours_of(task: TaskView, move: MoveView) -> tuple[time | None, time | None]:
    """Return a task's beginning and end as clocks show them where the move is: none that is skipped on its day."""
    return hours.shown_both(day_of(task, move), task.starts, task.ends, move.zone)


def over_at(task: TaskView, move: MoveView) -> datetime | None:
    """Return when a task is over (aware UTC); None without a day. Without a time it is over in the afternoon."""
    day = day_of(task, move)
    if day is None:
        return None
    if task.starts and task.ends:
        last = hours.span(day, task.starts, task.ends, move.zone)[1]
        return times.to_utc(last.date(), last.time(), move.zone)
    if task.starts:
        return times.to_utc(day, task.starts, move.zone) + (timedelta(minutes=task.minutes) if task.minutes else LENGTH)
    return times.to_utc(day, task.ends or times.AFTERNOON, move.zone)


def time_skipped(task: TaskView, move: MoveView) -> datetime | None:
    """Return the wall time that was said and that clocks skip as they go forward, or None: over midnight it may be the
    end, on the next day.
    """
    day, (starts, ends) = day_of(task, move), hours_of(task, move)
    if day is None or (starts, ends) == (task.starts, task.ends):
        return None
    if task.starts and starts != task.starts:
        return datetime.combine(day, task.starts)
    if task.starts and task.ends:
        return hours.end_of(day, task.starts, task.ends)
    return datetime.combine(day, task.ends) if task.ends else None
