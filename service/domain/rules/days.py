"""After its day a task takes no names any more, and after the last one a move takes no offers.

An organizer may still write down what was.
"""

from datetime import date

from sqlalchemy import func, select

from service.domain.core.change import Change
from service.domain.core.refusals import MoveClosed
from service.domain.figures.times import day_there, is_over
from service.domain.models import ReadOnlyTask, Task, TaskState


def require_task_ahead(change: Change, task: Task | ReadOnlyTask, *, has_it: bool) -> None:
    """Check that a task's day is not over where the move is, unless the asker has something of it already.

    Raises MoveClosed.
    """
    if not (has_it or change.by_organizer) and is_over(task.day or change.move.day, _today(change)):
        raise MoveClosed(change.move.state)


def require_move_ahead(change: Change) -> None:
    """Check that the last day of the move is not over: that of a task may come after its own. Raises MoveClosed."""
    today = _today(change)
    if change.by_organizer or (change.move.day is not None and change.move.day >= today):
        return
    live = (TaskState.OPEN, TaskState.UNDER_WAY)
    days = select(func.max(Task.day)).where(Task.move_id == change.move.id, Task.state.in_(live))
    last = max((day for day in (change.move.day, change.session.scalar(days)) if day is not None), default=None)
    if is_over(last, today):
        raise MoveClosed(change.move.state)


def _today(change: Change) -> date:
    return day_there(change.now, change.move.zone)
