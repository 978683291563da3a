"""Out and in: a crew carries the same things out of the old home and into the new one, and one yes takes both."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.refusals import NotFound, TaskFull
from service.domain.models import OTHER_HOME, Carrying, Kind, Task
from service.domain.rules.claims import Wish, claim_task


def claim_both(
    change: Change, numbers: Sequence[int], helper_n: int, wish: Wish, *, may_lower: bool = True
) -> list[int]:
    """Take the same piece of a task that carries out and of the one that carries in, both or neither.

    Returns the claims' numbers. Raises as `claim_task` does, and NotFound for two tasks that are no such pair.
    """
    if any(n not in other_ends_of(change, numbers[0]) for n in numbers[1:]):
        raise NotFound
    try:
        return [claim_task(change, n, helper_n, wish, may_lower=may_lower) for n in numbers]
    except TaskFull as no:
        raise replace(no, is_one_of_both=len(numbers) > 1) from None


def other_ends_of(change: Change, task_n: int) -> list[int]:
    """Return the numbers of the tasks of crews that carry some of the same things at the other home.

    Raises NotFound.
    """
    task = change.get(Task, task_n)
    if task.kind is not Kind.HEAVY_ITEM or task.place not in OTHER_HOME:
        return []
    mine = select(Carrying.thing_n).where(Carrying.move_id == change.move.id, Carrying.task_n == task_n)
    theirs = select(Carrying.task_n).where(Carrying.move_id == change.move.id, Carrying.thing_n.in_(mine))
    query = select(Task.n).where(
        Task.move_id == change.move.id,
        Task.kind == Kind.HEAVY_ITEM,
        Task.place == OTHER_HOME[task.place],
        Task.n.in_(theirs),
    )
    return list(change.session.scalars(query))
