"""Out and in: a crew carries the same things out of the old home and into the new one, and one yes takes both."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskFull
from service.domain.figures.capacity import are_counted, flights_of
from service.domain.figures.loads import AtBothHomes, Demand, crew_for_both
from service.domain.models import OTHER_HOME, Carrying, Kind, Place, Task, TaskFields, TaskState, ThingFields
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.clashes import take_all
from service.domain.rules.standbys import fill_places
from service.domain.rules.tasks import change_task
from service.domain.rules.things import MAX_THINGS, OUT_AND_IN, things_of


def claim_both(
    change: Change, numbers: Sequence[int], helper_n: int, wish: Wish, *, may_lower: bool = True
) -> list[int]:
    """Take the same piece of a task that carries out and of the one that carries in, both or neither.

    Returns the claims' numbers. Raises as `claim_task` does, and NotFound for two tasks that are no such pair.
    """
    if any(n not in other_ends_of(change, numbers[0]) for n in numbers[1:]):
        raise NotFound
    try:
        return take_all(partial(claim_task, change, n, helper_n, wish, may_lower=may_lower) for n in numbers)
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


def change_things(change: Change, n: int, things: Sequence[ThingFields], off: Collection[int]) -> None:
    """Correct things of a task, add new ones and take some off; all others stay, and what is not on it stays off.

    Who carries in carries the same as who carries out, and is as many. Boxes that are counted by their things still
    are. Raises as `change_task` does.
    """
    task, carried = change.get(Task, n), things_of(change, n)
    by_number = {each["n"]: each for each in things if "n" in each}
    after: list[ThingFields] = [by_number.get(each.n, {"n": each.n}) for each in carried if each.n not in off]
    after += [each for each in things if "n" not in each]
    if len(after) > MAX_THINGS:
        raise Invalid(Fault("things", "too_many", {"most": MAX_THINGS}))
    fields: TaskFields = {"things": after}
    counts = {each.n: each.count for each in carried}
    if after and are_counted(task.kind, task.needed, counts.values()):
        fields["needed"] = sum(each.get("count", counts.get(each.get("n", 0), 1)) for each in after)
    both = [task, *other_half(change, task)]
    were = [asked_of(change, each) for each in both]
    change_task(change, n, fields)
    new = {each.n for each in things_of(change, n)} - counts.keys()
    for other in both[1:]:
        theirs = [each.n for each in things_of(change, other.n) if each.n not in off]
        change_task(change, other.n, {"things": [{"n": thing} for thing in [*theirs, *sorted(new)]]})
        for each, was in zip(both, were, strict=True):
            stay_as_many(change, each, was)


def other_half(change: Change, task: Task) -> list[Task]:
    """Find the task at the other home that carries most of the same things, if it is still to do."""
    mine = {each.n for each in things_of(change, task.n)}
    others = [change.get(Task, n) for n in other_ends_of(change, task.n)]
    shared = Counter({each.n: len(mine & {thing.n for thing in things_of(change, each.n)}) for each in others})
    most = [n for n, _ in shared.most_common(1)]
    return [each for each in others if each.n in most and is_to_do(each)]


def is_to_do(task: Task) -> bool:
    """Tell whether somebody is still to do it, or may be."""
    return task.state.is_live or task.state is TaskState.PROPOSED


def asked_of(change: Change, task: Task) -> AtBothHomes:
    """Find what a crew's task asks of those who carry out and in, over the stairs that the move has now."""
    ends = (task.place, OTHER_HOME[task.place]) if task.place in OTHER_HOME else (task.place, task.place)
    here, there = (flights_of(change.move, place) for place in ends)
    return AtBothHomes(Demand(task.weight_kg, task.least), here, there)


def asked_of_crews(change: Change) -> dict[int, AtBothHomes]:
    """Map the tasks of crews that have another end to what they ask for, so that `stay_as_many` can follow a change."""
    of_move = (Task.move_id == change.move.id, Task.kind == Kind.HEAVY_ITEM, Task.place.in_(OTHER_HOME))
    crews = [task for task in change.session.scalars(select(Task).where(*of_move).order_by(Task.n)) if is_to_do(task)]
    carried = dict[int, set[Place | None]]()
    places = {task.n: task.place for task in crews}
    things = select(Carrying.task_n, Carrying.thing_n).where(Carrying.move_id == change.move.id)
    rows = [(task_n, thing_n) for task_n, thing_n in change.session.execute(things) if task_n in places]
    for task_n, thing_n in rows:
        carried.setdefault(thing_n, set()).add(places[task_n])
    paired = {task_n for task_n, thing_n in rows if len(carried[thing_n]) == OUT_AND_IN}
    return {task.n: asked_of(change, task) for task in crews if task.n in paired}


def stay_as_many(change: Change, task: Task, was: AtBothHomes) -> None:
    """Let a crew be as many as the one at the other home again, if it was. `was`: what it asked for before."""
    needed = crew_for_both(task.needed, was, asked_of(change, task))
    if needed != task.needed:
        task.needed = needed
        change.flush()
        change.note(Event.TASK_CHANGED, task=task.n, fields=["needed"], state=task.state)
        fill_places(change, task)
