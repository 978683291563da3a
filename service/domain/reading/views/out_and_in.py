"""Out and in: which tasks of crews carry the same things at the other home."""

from collections import Counter
from collections.abc import Sequence

from service.domain.models import OTHER_HOME, Kind
from service.domain.reading.views.task import TaskView


def other_ends(tasks: Sequence[TaskView], me: int | None) -> dict[int, TaskView]:
    """Map tasks of crews that carry out or in to the one at the other home that carries most of the same things.

    Only to those of which the reader, `me` if known, could take a place.
    """
    crews = {task.n: task for task in tasks if task.kind is Kind.HEAVY_ITEM and task.place in OTHER_HOME}
    carried: dict[int | None, list[TaskView]] = {}
    for task in crews.values():
        for thing in task.things:
            carried.setdefault(thing.n, []).append(task)
    found: dict[int, TaskView] = {}
    for task in crews.values():
        home = OTHER_HOME[task.place] if task.place else None
        shared = Counter(other.n for thing in task.things for other in carried[thing.n] if other.place is home)
        other = crews[max(shared, key=lambda n: shared[n])] if shared else None
        if other and other.is_open and other.has_room and (me is None or other.claim_of(me) is None):
            found[task.n] = other
    return found


def other_half(tasks: Sequence[TaskView], task: TaskView) -> TaskView | None:
    """Find the task at the other home that carries most of the same things, if it is still to do."""
    mine = {each.n for each in task.things}
    others = [other for other in tasks if _are_both_ends(task, other)]
    most = max(others, key=lambda other: len(mine & {each.n for each in other.things}), default=None)
    return most if most and most.state.is_live else None


def in_pairs(tasks: Sequence[TaskView]) -> list[list[TaskView]]:
    """Group tasks, in their order, so that crews' tasks that carry the same things out and in are together."""
    rest, groups = list(tasks), list[list[TaskView]]()
    while rest:
        group = [rest.pop(0)]
        for one in group:  # it grows on the way
            others = [other for other in rest if _are_both_ends(one, other)]
            group += others
            rest = [task for task in rest if task not in others]
        groups.append(group)
    return groups


def _are_both_ends(one: TaskView, other: TaskView) -> bool:
    is_crews = one.kind is other.kind is Kind.HEAVY_ITEM
    is_opposite = one.place in OTHER_HOME and other.place is OTHER_HOME[one.place]
    return is_crews and is_opposite and bool({each.n for each in one.things} & {each.n for each in other.things})
