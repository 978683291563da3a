"""The hours of an ask become those of the task that one person takes as a whole (docs/decisions/0037)."""

from collections.abc import Iterable

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.figures.capacity import Capacity, flights_of
from service.domain.models import Ask, Happening, Kind, Role, Standing, Task
from service.domain.rules.claims import Wish
from service.domain.rules.standbys import taken_and_own
from service.domain.rules.tasks import change_task

HOURS = {"starts", "ends"}


def agree_on_hours(change: Change, ask: Ask, task_n: int, wish: Wish) -> None:
    """Give a task without a time the hours of the ask, where this yes leaves no place to anybody else.

    It comes before the yes, so that a clash with them is found, and the person knows of no other time.
    Raises NotFound.
    """
    task = change.get(Task, task_n)
    is_open = task.starts is None and task.ends is None and task.state.is_live
    if not is_open or (ask.starts is None and ask.ends is None) or wish.standing is not Standing.FIRM:
        return
    totals, own_n = taken_and_own(change, task_n, ask.helper_n)
    capacity = Capacity(task, totals, flights_of(change.move, task.place))
    is_whole = wish.role is Role.DRIVER if task.kind is Kind.TRIP else capacity.needed == wish.quantity
    if is_whole and totals.claims == (own_n is not None):
        change_task(change, task_n, {"starts": ask.starts, "ends": ask.ends})


def forget_hours(change: Change, done: Iterable[Happening], later: Iterable[Happening]) -> None:
    """Take back the hours that a friend's own yes gave its task, unless the task has changed again since."""
    changed_since = {line.about["task"] for line in later if line.what == Event.TASK_CHANGED}
    for line in done:
        is_last = line.what == Event.TASK_CHANGED and line.about["task"] not in changed_since
        if is_last and {*line.about["fields"]} <= HOURS:
            change_task(change, line.about["task"], {"starts": None, "ends": None})
