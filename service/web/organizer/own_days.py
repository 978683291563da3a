"""Tasks with a day of their own, where the day of the move has just become another one."""

from datetime import date

from service.domain.reading.views import Board, TaskView
from service.web.forms.fields import YEARS


def own_days(board: Board, was: date | None) -> list[tuple[TaskView, date]]:
    """List the tasks that have kept a day of their own, each with the day to which it would move along."""
    day = board.move.day
    if was is None or day is None:
        return []
    its = [(task, task.day + (day - was)) for task in board.tasks if task.day is not None and task.state.is_live]
    return [(task, new) for task, new in its if new.year in YEARS]
