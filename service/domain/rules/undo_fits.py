"""Whether what undoing puts back still fits: who has stepped up meanwhile, and how many places there are.

Undoing lets people step up, and so does a place given back that is taken again: they keep theirs, though the change
that led to it has been undone. And once the rows are written back, places are counted, whatever history says.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import YES, Event
from service.domain.core.refusals import Since, TooLate
from service.domain.figures.capacity import Capacity, flights_of
from service.domain.models import Claim, Happening, Helper, Standing, Task
from service.domain.rules.claims import taken


def kept_their_place(change: Change, lines: Sequence[Happening]) -> list[Happening]:
    """Pick of these lines those by which somebody stepped up who does not stand by again."""
    stepped_up = [line for line in lines if line.what == Event.STEPPED_UP]
    numbers = {line.about["claim"] for line in stepped_up}
    standing = (Claim.move_id == change.move.id, Claim.n.in_(numbers), Claim.standing != Standing.STANDBY)
    keep = set(change.session.scalars(select(Claim.n).where(*standing))) if numbers else set()
    return [line for line in stepped_up if line.about["claim"] in keep]


def beyond_places(change: Change, tasks: Collection[int]) -> dict[int, int]:
    """Count by how much more is taken of these tasks than they need."""
    query = select(Task).where(Task.move_id == change.move.id, Task.n.in_(tasks)).order_by(Task.n)
    found, flights = {}, flights_of(change.move)
    for task in change.session.scalars(query).all() if tasks else ():
        capacity = Capacity(task, taken(change, task.n), flights)
        found[task.n] = max(0, capacity.taken - capacity.needed)
    return found


def yes_by_task(lines: Sequence[Happening]) -> dict[int, int]:
    """Map each task that somebody has said yes to, undone or not, to who did last."""
    return {line.about["task"]: line.about["helper"] for line in lines if line.what in YES}


def require_places(change: Change, before: dict[int, int], came: dict[int, int]) -> None:
    """Check that of no task more is taken beyond its places than `before`. `came`: as in `yes_by_task`.

    A task that nobody has said yes to since has what it had, too much included. Raises TooLate.
    """
    for n, more in beyond_places(change, came).items():
        if more > before.get(n, 0):
            helper = change.session.get(Helper, (change.move.id, came[n]))
            raise TooLate(Since.TAKEN, change.get(Task, n).title, helper.name if helper else "")
