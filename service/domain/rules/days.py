"""Pages take no names for a task after its day, and no offers after the last one: who is late is thanked.

The API takes them all the same: programs also write down what was.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, func, select

from service.domain.core.change import Change
from service.domain.core.refusals import MoveClosed
from service.domain.figures.times import day_there, is_over
from service.domain.models import Claim, ReadOnlyTask, Task, TaskState


def require_tasks_ahead(change: Change, numbers: Collection[int], helper_n: int | None) -> None:
    """Check that the days of these tasks are not over where the move is, unless the helper has something of it already.

    Raises NotFound, MoveClosed.
    """
    today = _today(change)
    for n in numbers:
        day = change.read(ReadOnlyTask, n).day or change.move.day
        if is_over(day, today) and not _has(change, n, helper_n):
            raise MoveClosed(change.move.state)


def require_move_ahead(change: Change) -> None:
    """Check that the last day of the move is not over: that of a task may come after its own. Raises MoveClosed."""
    today = _today(change)
    if change.move.day is not None and change.move.day >= today:
        return
    live = [state for state in TaskState if state.is_live]
    days = select(func.max(Task.day)).where(Task.move_id == change.move.id, Task.state.in_(live))
    last = max((day for day in (change.move.day, change.session.scalar(days)) if day is not None), default=None)
    if is_over(last, today):
        raise MoveClosed(change.move.state)


def _has(change: Change, task_n: int, helper_n: int | None) -> bool:
    theirs = exists().where(
        Claim.move_id == change.move.id,
        Claim.task_n == task_n,
        Claim.helper_n == helper_n,
        Claim.released_at.is_(None),
    )
    return helper_n is not None and bool(change.session.scalar(select(theirs)))


def _today(change: Change) -> date:
    return day_there(change.now, change.move.zone)
