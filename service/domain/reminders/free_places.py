"""A place that comes free near the day: whether it still is, when the message about it may go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from service.domain.core.message_rows import DELIVERED
from service.domain.core.receivers import HELPER
from service.domain.figures import times
from service.domain.models import Message, Standing
from service.domain.reading.stand_ins import wants_somebody_now
from service.domain.reading.views import TaskView, day_of
from service.domain.reminders.correspondence import Correspondence

AGAIN_AFTER = timedelta(minutes=30)
"""Time after a letter in which more that is given back of the same task waits for the next one."""


def free_places(letters: Correspondence, message: Message, now: datetime) -> list[TaskView]:
    """List the tasks that a message is about and that are near and lack somebody.

    Without those where the place was taken again, and for a helper those that they are not on any more.
    """
    numbers = letters.given_back.get(message.number, ())
    letters = letters.seen_by(letters.person(message.role, letters.current_n(message.person_n)))
    tasks = [task for task in letters.board.tasks if task.n in numbers]
    return [task for task in tasks if wants_somebody_now(task, letters.move, now) and _depends(letters, message, task)]


def _depends(letters: Correspondence, message: Message, task: TaskView) -> bool:
    """Tell whether the receiver is concerned by a place on this task: organizers, and who is on it firmly."""
    if message.role != HELPER:
        return True
    claim = task.claim_of(letters.current_n(message.person_n))
    return claim is not None and claim.standing is Standing.FIRM


def waits_until(letters: Correspondence, message: Message, tasks: Sequence[TaskView]) -> datetime | None:
    """Return until when a message waits, since its receiver has just heard of all these tasks; None: it does not."""
    heard = [
        (each.ended_at + AGAIN_AFTER, letters.given_back.get(each.number, ()))
        for each in letters.messages
        if (each.role, each.kind) == (message.role, message.kind)
        and letters.current_n(each.person_n) == letters.current_n(message.person_n)
        and each.state in DELIVERED
        and each.ended_at is not None
    ]
    until = [max((at for at, numbers in heard if task.n in numbers), default=None) for task in tasks]
    return None if None in until else min(at for at in until if at is not None)


def cannot_wait(letters: Correspondence, task: TaskView, now: datetime) -> bool:
    """Tell whether it would come too late at the end of this night."""
    day = day_of(task, letters.move)
    zone = letters.move.zone
    return day is not None and times.cannot_wait(times.begins(day, task.starts, zone), now, zone)
