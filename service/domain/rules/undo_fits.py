"""Checks that what undoing puts back still fits: who has stepped up meanwhile, and how many places there are.

Undoing lets people step up, and so does a place given back that is taken again: they keep theirs, though the change
that led to it has been undone. And once the rows are written back, places are counted, whatever history says.
"""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import YES, Event
from service.domain.core.images import portions
from service.domain.core.refusals import Since, TooLate
from service.domain.figures.capacity import Capacity, flights_of
from service.domain.figures.loads import load_of
from service.domain.models import Claim, Happening, Helper, Standing, Task
from service.domain.rules.moves import STAIRS
from service.domain.rules.standbys import taken
from service.domain.rules.standing_on import ImageRow, carrying, of_table
from service.domain.rules.things import follows, is_liftable, tasks_that_carry, things_of


def kept_their_place(change: Change, lines: Sequence[Happening]) -> list[Happening]:
    """Pick of these lines those by which somebody stepped up who does not stand by again."""
    stepped_up = [line for line in lines if line.what == Event.STEPPED_UP]
    numbers = {line.about["claim"] for line in stepped_up}
    keep = set[int]()
    for portion in portions(numbers):
        standing = (Claim.move_id == change.move.id, Claim.n.in_(portion), Claim.standing != Standing.STANDBY)
        keep.update(change.session.scalars(select(Claim.n).where(*standing)))
    return [line for line in stepped_up if line.about["claim"] in keep]


def beyond_places(change: Change, tasks: Collection[int]) -> dict[int, int]:
    """Count by how much more is taken of these tasks than they need."""
    found = {}
    for task in tasks_by_number(change, tasks):
        capacity = Capacity(task, taken(change, task.n), flights_of(change.move, task.place))
        found[task.n] = max(0, capacity.taken - capacity.needed)
    return found


def tasks_by_number(change: Change, numbers: Collection[int]) -> Iterator[Task]:
    """Load these tasks, in order of their numbers; those that are not there are left out."""
    for portion in portions(numbers):
        query = select(Task).where(Task.move_id == change.move.id, Task.n.in_(portion)).order_by(Task.n)
        yield from change.session.scalars(query).all()


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


def require_liftable_again(change: Change, rows: Sequence[ImageRow], since: Sequence[Happening]) -> None:
    """Check that tasks whose things undoing has changed can carry them, and ask for the crew that those ask for.

    Only where things, the place or stairs are others `since`: else it is as it was. Raises TooLate.
    """
    moved, things = of_table(rows, "carrying"), of_table(rows, "thing")
    tasks = {row.task_n for row in moved} | carrying(change, things)
    tasks |= {row.key[0] for row in of_table(rows, "task") if {"kind", "place"} & row.changed}
    sharing = tasks_that_carry(change, {row.key[1] for row in moved})
    others = any("things" in _fields(line) and line.about.get("task") in tasks | sharing for line in since)
    stairs = any(STAIRS & _fields(line) for line in since if line.what == Event.MOVE_CHANGED)
    stairs |= any("place" in _fields(line) and line.about.get("task") in tasks for line in since)
    for task in tasks_by_number(change, tasks) if others or stairs else ():
        loads = [load_of(thing.item, thing.weight_kg) for thing in things_of(change, task.n)]
        fits = is_liftable(loads, task.kind, flights_of(change.move, task.place))
        if not fits or (others and loads and not follows(task, loads)):
            raise TooLate(Since.TASK_CHANGED, task.title)


def _fields(line: Happening) -> set[str]:
    return set(line.about.get("fields", ()))
