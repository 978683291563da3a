"""Things: what a task carries. A thing is there as long as a task carries it, and on two tasks at most."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import portions
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.capacity import flights_of
from service.domain.figures.catalogue import items
from service.domain.figures.loads import Load, demand, load_of
from service.domain.models import Carrying, Kind, Task, Thing, ThingFields, defaults_of
from service.domain.rules.standbys import fill_places

MAX_THINGS = 200
"""Maximum of things of one task: a household has about as many."""
SAID = ("name", "count", "weight_kg", "room", "item")
"""Columns of a thing that organizers set."""
OUT_AND_IN = 2
"""Maximum of tasks that carry one thing: one takes it out, and one in."""


def require_things(things: Sequence[ThingFields], kind: Kind, flights: int) -> None:
    """Check things that a task of this kind is to carry, before any of them is written. Raises Invalid."""
    faults = []
    for at, each in enumerate(things):
        if not (each.get("name") or each.get("n")):
            faults.append(Fault(f"things.{at}.name", "missing"))
        if each.get("item") is not None and each["item"] not in items():
            faults.append(Fault(f"things.{at}.item", "unknown_word"))
    if faults:
        raise Invalid(*faults)
    require_liftable([load_of(each.get("item"), each.get("weight_kg")) for each in things], kind, flights)


def require_liftable(loads: Sequence[Load], kind: Kind, flights: int) -> None:
    """Check that nothing too heavy to be lifted by hand is carried along with something else. Raises Invalid."""
    if not is_liftable(loads, kind, flights):
        raise Invalid(Fault("things", "too_heavy"))


def is_liftable(loads: Sequence[Load], kind: Kind, flights: int) -> bool:
    """Tell whether each of these may be carried along with the others."""
    return kind is not Kind.HEAVY_ITEM or len(loads) < 2 or all(load.is_liftable(flights) for load in loads)


def set_things(change: Change, task: Task, things: Sequence[ThingFields], made: dict[int, int] | None = None) -> bool:
    """Let a task carry these things and no others; tells whether anything changed. Raises Invalid.

    `made`: the numbers of new things by their `same`, to be added to, for all tasks of one call.
    """
    made = {} if made is None else made
    flights = flights_of(change.move, task.place)
    require_things(things, task.kind, flights)
    before = things_of(change, task.n)
    known = {thing.n: _values(thing) for thing in before}
    were = _loads_of(change, [each["n"] for each in things if each.get("n")])
    after = [_written(change, each, made) for each in things]
    change.flush()
    numbers = {thing.n for thing in after}
    if len(numbers) < len(after):
        raise Invalid(Fault("things", "twice"))
    for n in numbers - known.keys():
        change.session.add(Carrying(move_id=task.move_id, task_n=task.n, thing_n=n))
    if gone := known.keys() - numbers:
        _take_off(change, task.n, gone)
    change.flush()
    _require_out_and_in(change, numbers - known.keys())
    require_liftable([load_of(thing.item, thing.weight_kg) for thing in after], task.kind, flights)
    _let_others_follow(change, task.n, were)
    return {thing.n: _values(thing) for thing in after} != known


def _loads_of(change: Change, numbers: Sequence[int]) -> dict[int, Load]:
    rows = select(Thing.n, Thing.item, Thing.weight_kg).where(Thing.move_id == change.move.id, Thing.n.in_(numbers))
    return {n: load_of(item, weight_kg) for n, item, weight_kg in change.session.execute(rows)}


def _let_others_follow(change: Change, task_n: int, were: dict[int, Load]) -> None:
    """Set what follows for other tasks that carry these things, too: who carries in is as many as who carries out."""
    now = _loads_of(change, list(were))
    changed = [n for n, load in now.items() if load != were[n]]
    of_move = Carrying.move_id == change.move.id
    others = select(Carrying.task_n).where(of_move, Carrying.thing_n.in_(changed), Carrying.task_n != task_n).distinct()
    for n in change.session.scalars(others).all():
        other = change.get(Task, n)
        carried = things_of(change, n)
        after = [load_of(thing.item, thing.weight_kg) for thing in carried]
        require_liftable(after, other.kind, flights_of(change.move, other.place))
        derive(other, [were.get(thing.n, load_of(thing.item, thing.weight_kg)) for thing in carried], after)
        change.flush()
        change.note(Event.TASK_CHANGED, task=n, fields=["things"], state=other.state)
        fill_places(change, other)


def hand_over(change: Change, task: Task, other: Task, numbers: set[int]) -> None:
    """Let another task carry these things instead of this one, and set what follows for both."""
    before = _loads_of_task(change, task)
    its = (Carrying.move_id == task.move_id, Carrying.task_n == task.n, Carrying.thing_n.in_(numbers))
    change.session.execute(delete(Carrying).where(*its))
    change.session.add_all(Carrying(move_id=task.move_id, task_n=other.n, thing_n=n) for n in sorted(numbers))
    change.flush()
    derive(task, before, _loads_of_task(change, task))
    derive(other, [], _loads_of_task(change, other))
    change.flush()


def divide(change: Change, thing: Thing, count: int) -> Thing:
    """Make so many of a thing one of its own, and return it: the same tasks carry both."""
    same = {name: getattr(thing, name) for name in SAID}
    other = change.add(Thing(move_id=thing.move_id, n=change.next_n(), **same | {"count": count}))
    thing.count -= count
    tasks = sorted(tasks_that_carry(change, [thing.n]))
    change.session.add_all(Carrying(move_id=thing.move_id, task_n=n, thing_n=other.n) for n in tasks)
    change.flush()
    return other


def _loads_of_task(change: Change, task: Task) -> list[Load]:
    return [load_of(thing.item, thing.weight_kg) for thing in things_of(change, task.n)]


def take_off_all(change: Change, task_n: int) -> None:
    """Take all things off a task that is about to be deleted: those that no other carries are deleted with it."""
    if carried := {thing.n for thing in things_of(change, task_n)}:
        _take_off(change, task_n, carried)


def things_of(change: Change, task_n: int) -> list[Thing]:
    """Load the things that a task carries, in order of their numbers."""
    carried = select(Carrying.thing_n).where(Carrying.move_id == change.move.id, Carrying.task_n == task_n)
    rows = select(Thing).where(Thing.move_id == change.move.id, Thing.n.in_(carried)).order_by(Thing.n)
    return list(change.session.scalars(rows))


def tasks_that_carry(change: Change, things: Collection[int]) -> set[int]:
    """Find the tasks that carry any of these things now."""
    found = set[int]()
    for portion in portions(things):
        query = select(Carrying.task_n).where(Carrying.move_id == change.move.id, Carrying.thing_n.in_(portion))
        found.update(change.session.scalars(query))
    return found


def derive(task: Task, before: Sequence[Load], after: Sequence[Load], *, is_given: bool = False) -> None:
    """Set what follows from a task's things: the least crew, and the weight unless another is given or was."""
    if not task.kind.is_carried:
        return
    was, now = demand(before), demand(after)
    if not is_given and (task.weight_kg is None or task.weight_kg == was.weight_kg):
        task.weight_kg = now.weight_kg
    task.least = now.least if after else task.least


def follows(task: Task, loads: Sequence[Load]) -> bool:
    """Tell whether a task's weight and its least crew are those that these loads ask for, if any follow from them."""
    asked = demand(loads)
    return not task.kind.is_carried or (task.weight_kg, task.least) == (asked.weight_kg, asked.least)


def _written(change: Change, each: ThingFields, made: dict[int, int]) -> Thing:
    """Write a new thing, or what is said of one that is there. Raises Invalid."""
    columns = {name: value for name, value in each.items() if name not in ("n", "same")}
    n, same = each.get("n"), each.get("same")
    if n is None and same in made:
        n = made[same]
    if n is None:
        thing = change.add(Thing(move_id=change.move.id, n=change.next_n(), **{**defaults_of(Thing), **columns}))
        if same is not None:
            made[same] = thing.n
        return thing
    found = change.session.get(Thing, (change.move.id, n))
    if found is None:
        raise Invalid(Fault("things", "unknown_thing", {"n": n}))
    for name, value in columns.items():
        setattr(found, name, value)
    return found


def _values(thing: Thing) -> tuple[object, ...]:
    return tuple(getattr(thing, name) for name in SAID)


def _take_off(change: Change, task_n: int, numbers: set[int]) -> None:
    of_move = Carrying.move_id == change.move.id
    change.session.execute(delete(Carrying).where(of_move, Carrying.task_n == task_n, Carrying.thing_n.in_(numbers)))
    carried = select(Carrying.thing_n).where(of_move)
    change.session.execute(
        delete(Thing).where(Thing.move_id == change.move.id, Thing.n.in_(numbers), Thing.n.not_in(carried))
    )


def _require_out_and_in(change: Change, numbers: set[int]) -> None:
    tasks = (
        select(Carrying.thing_n)
        .where(Carrying.move_id == change.move.id, Carrying.thing_n.in_(numbers))
        .group_by(Carrying.thing_n)
        .having(func.count() > OUT_AND_IN)
        .limit(1)
    )
    if change.session.scalar(tasks) is not None:
        raise Invalid(Fault("things", "carried_twice"))
