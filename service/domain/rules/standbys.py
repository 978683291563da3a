"""Places that are taken of a task, and the line of those who stand by for the rest."""

from collections.abc import Collection

from sqlalchemy import bindparam, func, select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import portions
from service.domain.figures.capacity import Capacity, ClaimTotals, flights_of, waiting
from service.domain.models import Claim, MoveState, ReadOnlyClaim, ReadOnlyTask, Role, Standing, Task, table
from service.storage.prepared import Prepared

CLAIMS = table(Claim)
_FIRM = CLAIMS.c.standing == Standing.FIRM
_DRIVES = func.coalesce(CLAIMS.c.role, Role.RIDER) == Role.DRIVER
ACTIVE = [CLAIMS.c.move_id == bindparam("move"), CLAIMS.c.task_n == bindparam("task"), CLAIMS.c.released_at.is_(None)]
ADD_UP = Prepared(
    select(
        func.coalesce(func.sum(CLAIMS.c.quantity).filter(_FIRM, ~_DRIVES), 0),
        func.max(CLAIMS.c.n).filter(_FIRM, _DRIVES),
        func.count().filter(CLAIMS.c.standing == Standing.STANDBY),
        func.count(),
        func.max(CLAIMS.c.n).filter(CLAIMS.c.helper_n == bindparam("helper")),
    ).where(*ACTIVE)
)


def taken(change: Change, task_n: int) -> ClaimTotals:
    """Add up the active claims on a task."""
    return taken_and_own(change, task_n, None)[0]


def taken_of(change: Change, tasks: Collection[int]) -> dict[int, ClaimTotals]:
    """Add up the active claims on each of these tasks, in one query for 500."""
    change.flush()
    of_move = select(Claim).where(Claim.move_id == change.move.id, Claim.released_at.is_(None))
    found: dict[int, list[Claim]] = {n: [] for n in tasks}
    for part in portions(tasks):
        for claim in change.session.scalars(of_move.where(Claim.task_n.in_(part)).order_by(Claim.n)):
            found[claim.task_n].append(claim)
    return {n: ClaimTotals.of(claims) for n, claims in found.items()}


def taken_and_own(change: Change, task_n: int, helper_n: int | None) -> tuple[ClaimTotals, int | None]:
    """Add up the active claims on a task; returns also the number of one helper's own, if any."""
    change.flush()
    whose = {"move": change.move.id, "task": task_n, "helper": helper_n}
    *added_up, own = ADD_UP.first(change.connection, whose)
    return ClaimTotals(*added_up), own


def _standbys(change: Change, task_n: int) -> list[Claim]:
    query = select(Claim).where(
        Claim.move_id == change.move.id,
        Claim.task_n == task_n,
        Claim.released_at.is_(None),
        Claim.standing == Standing.STANDBY,
    )
    return waiting(change.session.scalars(query))


def fill_places(change: Change, task: Task | ReadOnlyTask) -> None:
    """Let standbys step up, in order, each whose whole quantity fits."""
    if change.move.state is not MoveState.OPEN or not task.state.is_live:
        return
    if not taken(change, task.n).standbys:
        return
    for claim in _standbys(change, task.n):
        capacity = Capacity(task, taken(change, task.n), flights_of(change.move, task.place))
        if claim.quantity <= capacity.free(claim.role):
            claim.standing = Standing.FIRM
            change.note(Event.STEPPED_UP, task=task.n, helper=claim.helper_n, claim=claim.n)


def fill_all_places(change: Change) -> None:
    """Fill the places of every task with a standby, after a change of the whole move (other stairs, open again)."""
    awaited = select(Claim.task_n).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.standing == Standing.STANDBY
    )
    query = select(Task).where(Task.move_id == change.move.id, Task.n.in_(awaited)).order_by(Task.n)
    for task in change.session.scalars(query).all():
        fill_places(change, task)


def position(change: Change, claim: ReadOnlyClaim) -> int | None:
    """Count a standby's position in the line of its task, from 1; None for every other claim."""
    if claim.standing is not Standing.STANDBY or claim.released_at is not None:
        return None
    return [each.n for each in _standbys(change, claim.task_n)].index(claim.n) + 1
