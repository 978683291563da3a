"""A place that comes free near the day: whether it still is, when the message about it may go."""

from datetime import datetime

from service.domain.core.receivers import HELPER
from service.domain.figures import times
from service.domain.models import Message, Standing
from service.domain.reading.stand_ins import wants_somebody_now
from service.domain.reading.views import TaskView, day_of
from service.domain.reminders.correspondence import Correspondence


def free_place(letters: Correspondence, message: Message, now: datetime) -> TaskView | None:
    """Return the task that a message is about, if it is near and lacks somebody.

    None where the place was taken again, and for a helper who is not on the task any more.
    """
    task_n = letters.given_back.get(message.number)
    task = next((each for each in letters.board.tasks if each.n == task_n), None)
    if task is None or not wants_somebody_now(task, letters.move, now):
        return None
    if message.role == HELPER:
        claim = task.claim_of(letters.current_n(message.person_n))
        return task if claim is not None and claim.standing is Standing.FIRM else None
    return task


def cannot_wait(letters: Correspondence, task: TaskView, now: datetime) -> bool:
    """Tell whether it would come too late at the end of this night."""
    day = day_of(task, letters.move)
    zone = letters.move.zone
    return day is not None and times.cannot_wait(times.begins(day, task.starts, zone), now, zone)
