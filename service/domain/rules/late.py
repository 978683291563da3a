"""Coming a little later: a helper says so on the day itself, and takes it back as easily. No reason is asked for."""

from datetime import date

from sqlalchemy import exists, func, select

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.times import day_there
from service.domain.models import Claim, Standing, Task, TaskState


def say_late(change: Change, n: int, minutes: int | None = None) -> None:
    """Note that a helper comes a little later today, if they know by about how many minutes.

    Raises NotFound, MoveClosed, and Invalid where nothing of theirs is today.
    """
    helper = helper_of(change, n)
    change.require_open()
    today = day_there(change.now, change.move.zone)
    if not _comes(change, n, today):
        raise Invalid(Fault("minutes", "not_today"))
    if (helper.late_on, helper.late_minutes) != (today, minutes):
        helper.late_on, helper.late_minutes = today, minutes
        change.note(Event.HELPER_LATE, helper=n)


def say_in_time(change: Change, n: int) -> None:
    """Note that a helper comes in time after all. Raises NotFound."""
    helper = helper_of(change, n)
    if helper.late_on is not None:
        helper.late_on = helper.late_minutes = None
        change.note(Event.HELPER_IN_TIME, helper=n)


def _comes(change: Change, n: int, day: date) -> bool:
    """Tell whether they firmly have something that is to be done on a day."""
    theirs = exists().where(
        Claim.move_id == change.move.id,
        Claim.helper_n == n,
        Claim.standing == Standing.FIRM,
        Claim.released_at.is_(None),
        Task.move_id == Claim.move_id,
        Task.n == Claim.task_n,
        Task.state.in_([state for state in TaskState if state.is_live]),
        func.coalesce(Task.day, change.move.day) == day,
    )
    return bool(change.session.scalar(select(theirs)))
