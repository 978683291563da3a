"""Clashes: two firm claims of one helper at the same time, which are taken only once they have said so twice."""

from collections.abc import Callable, Iterable

from sqlalchemy import bindparam, select

from service.domain.core.change import Change
from service.domain.core.refusals import AtATime, Clash, Clashing
from service.domain.figures.clashes import clash, window_of
from service.domain.models import Claim, ReadOnlyTask, Standing, Task, TaskState, table
from service.domain.rules.trust import holds_back_from

CLAIMS, TASKS = table(Claim), table(Task)
LISTED = [state for state in TaskState if state.is_listed]
FIRMLY_THEIRS = (
    select(
        *(TASKS.c[name] for name in ("n", "title", "day", "starts", "ends", "minutes")),
        CLAIMS.c.since,
    )
    .join(CLAIMS, (CLAIMS.c.move_id == TASKS.c.move_id) & (CLAIMS.c.task_n == TASKS.c.n))
    .where(
        CLAIMS.c.move_id == bindparam("move"),
        CLAIMS.c.helper_n == bindparam("helper"),
        CLAIMS.c.released_at.is_(None),
        CLAIMS.c.standing == Standing.FIRM,
        TASKS.c.n != bindparam("task"),
        TASKS.c.state.in_(LISTED),
        TASKS.c.starts.is_not(None),
        TASKS.c.ends.is_not(None),
    )
    .order_by(TASKS.c.n)
)


def require_no_clash(change: Change, task: ReadOnlyTask, helper_n: int) -> None:
    """Check that a task goes with all else that a helper has firmly. Raises Clash, with all that it does not go with;
    without, to a helper who is not to know.

    No organizer is asked: whoever writes down a yes has heard it.
    """
    day = change.move.day
    window = window_of(task, day)
    if change.by_organizer or window is None:
        return
    wanted = AtATime(task.n, task.title, window)
    whose = {"move": change.move.id, "helper": helper_n, "task": task.n}
    pairs = []
    for other in change.connection.execute(FIRMLY_THEIRS, whose):
        theirs = window_of(other, day)
        if theirs is not None and clash(window, theirs):
            is_new = other.since == change.move.version
            pairs.append(Clashing(wanted, AtATime(other.n, other.title, theirs), is_new=is_new))
    if pairs:
        raise Clash([] if holds_back_from(change, helper_n) else pairs)


def take_all(takes: Iterable[Callable[[], int]]) -> list[int]:
    """Take several things, all or none; returns the numbers of the claims. Raises Clash with every one of them.

    A claim that clashes is written when that is found, and so tried with those that come after it.
    """
    made, clashes = list[int](), list[Clash]()
    for take in takes:
        try:
            made.append(take())
        except Clash as no:
            clashes.append(no)
    if clashes:
        raise Clash([pair for no in clashes for pair in no.pairs])
    return made
