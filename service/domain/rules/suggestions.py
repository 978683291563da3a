"""Suggestions of keepers: drafts that an organizer opens, or leaves out."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.drafts import changed_by_others
from service.domain.core.refusals import ChangedSince, NotFound
from service.domain.models import OTHER_HOME, Carrying, Kind, Task, TaskState
from service.domain.rules.tasks import change_tasks, delete_task


def leave_out(change: Change, n: int) -> None:
    """Leave out what a keeper suggests, with its other end, which carries the same things in or out.

    Raises NotFound, also where it is no draft any more.
    """
    together = _in_pairs(change).get(n)
    if together is None:
        raise NotFound
    for each in together:
        delete_task(change, each)


def open_suggestions(change: Change, numbers: Collection[int], *, seen: int) -> list[int]:
    """Open those of these tasks that are still drafts, each with its other end, as they were at the version `seen`.

    Returns those that wait: somebody else has changed them, or their other end, since. One that is gone, or open
    already, is passed over.
    """
    pairs = _in_pairs(change)
    changed = changed_by_others(change.session, change.move.id, since=seen, but=change.by.n).keys()
    chosen = [n for n in numbers if n in pairs]
    waiting = [n for n in chosen if changed & {*pairs[n]}]
    opened = [each for n in chosen if n not in waiting for each in pairs[n]]
    change_tasks(change, opened, {"state": TaskState.OPEN})
    return waiting


def require_as_seen(change: Change, n: int, *, seen: int) -> None:
    """Check that nobody else has changed a draft after the version `seen`. Raises NotFound, ChangedSince."""
    task = change.get(Task, n)
    changed = changed_by_others(change.session, change.move.id, since=seen, but=change.by.n)
    if task.state is TaskState.PROPOSED and n in changed:
        raise ChangedSince(n, task.title)


def _in_pairs(change: Change) -> dict[int, Sequence[int]]:
    """Map each draft to those that are decided with it, itself among them, in two queries.

    Those are crews' tasks that carry the same things out and in: of three that share things, all.
    """
    drafts = (Task.move_id == change.move.id, Task.state == TaskState.PROPOSED)
    tasks = {task.n: task for task in change.session.scalars(select(Task).where(*drafts).order_by(Task.n))}
    carried = select(Carrying.thing_n, Carrying.task_n).join(
        Task, (Task.move_id == Carrying.move_id) & (Task.n == Carrying.task_n)
    )
    of_thing = defaultdict[int, list[Task]](list)
    for thing_n, task_n in change.session.execute(carried.where(*drafts, Task.kind == Kind.HEAVY_ITEM)):
        of_thing[thing_n].append(tasks[task_n])
    pairs: dict[int, list[int]] = {n: [n] for n in tasks}
    for one, *others in of_thing.values():
        for other in others:
            is_opposite = one.place in OTHER_HOME and other.place is OTHER_HOME[one.place]
            if is_opposite and other.n not in pairs[one.n]:
                together = [*pairs[one.n], *pairs[other.n]]
                pairs |= dict.fromkeys(together, together)
    return {n: sorted(together) for n, together in pairs.items()}
