"""For named people only: who sees a task, as an organizer names them."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.seen import is_for
from service.domain.models import Helper, Task
from service.domain.rules.helpers import add_helper
from service.domain.rules.tasks import change_task


def people(change: Change, helpers: Iterable[int], new: Iterable[str]) -> list[int]:
    """Return the numbers of these helpers, and of those who are new by name and are added."""
    return [*helpers, *(add_helper(change, {"name": each}) for each in new)]


def name_only(change: Change, n: int, helpers: Collection[int], new: str = "") -> None:
    """Let these people alone see a task, and somebody `new` by name. Raises NotFound, and Invalid for nobody at all."""
    named = people(change, helpers, [new] if new else [])
    if not named:
        raise Invalid(Fault("name", "nobody_named"))
    change_task(change, n, {"only_for": named})


def let_see(change: Change, n: int, helper_n: int) -> None:
    """Name somebody for a task that is for others only: whoever is asked for it, or has said yes, may see it.

    Raises NotFound.
    """
    task = change.get(Task, n)
    if not is_for(task, helper_n):
        change_task(change, n, {"only_for": [*task.only_for, helper_n]})


def name_who_goes_on(change: Change, tasks: Iterable[Task]) -> None:
    """Name the entries that go on where one that was merged since is named again."""
    few = [task for task in tasks if task.only_for]
    if not few:
        return
    merged = select(Helper.n, Helper.merged_into).where(
        Helper.move_id == change.move.id, Helper.merged_into.is_not(None)
    )
    goes_on = {row.n: row.merged_into for row in change.session.execute(merged)}
    for task in few:
        named = {*task.only_for}
        while gone := named & goes_on.keys():
            named = (named - gone) | {goes_on[n] for n in gone}
        task.only_for = sorted(named)
    change.flush()
