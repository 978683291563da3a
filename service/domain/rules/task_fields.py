"""Fields of a task: set as they are sent, with those that follow from its kind and from what it carries."""

from collections.abc import Mapping
from typing import Any

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.capacity import flights_of
from service.domain.figures.hours import is_slip
from service.domain.figures.loads import Load, load_of
from service.domain.models import Kind, Sort, Task, TaskFields, Work
from service.domain.rules.things import derive, require_liftable, set_things, things_of

FOLLOWED = {"things", "weight_kg", "kind", "place"}
"""Fields from which others follow, by the things of a task, or with which it must fit what it carries."""


def assign(change: Change, task: Task, fields: TaskFields) -> list[str]:
    """Set the fields and those that follow from them; returns the names of those that differ. Raises Invalid."""
    before = write(task, fields)
    carries_others = FOLLOWED & fields.keys() and _carry(change, task, fields)
    forget_estimates(task, fields, before)
    changed = [name for name, value in before.items() if getattr(task, name) != value]
    return [*changed, "things"] if carries_others else changed


def write(task: Task, fields: TaskFields) -> dict[str, Any]:
    """Write the columns; returns them as they were, with those that follow from the things. Raises Invalid."""
    columns = {name: value for name, value in fields.items() if name != "things"}
    followed = ["weight_kg"] if "things" in fields else []
    before = {name: getattr(task, name) for name in [*columns, *followed]}
    for name, value in columns.items():
        setattr(task, name, value)
    if before.get("kind", task.kind) is not task.kind and before.get("needed", task.needed) == task.needed:
        task.needed = None  # twelve boxes are not twelve people, and one cook is no crew
    normalize(task)
    return before


def _carry(change: Change, task: Task, fields: TaskFields) -> bool:
    """Set what the task carries, and what follows from that; tells whether it carries anything else. Raises Invalid."""
    before = loads(change, task)
    differs = "things" in fields and set_things(change, task, fields["things"])
    after = loads(change, task) if differs else before
    require_liftable(after, task.kind, flights_of(change.move, task.place))
    derive(task, before, after, is_given=fields.get("weight_kg") is not None)
    return differs


def loads(change: Change, task: Task) -> list[Load]:
    return [load_of(thing.item, thing.weight_kg) for thing in things_of(change, task.n)]


def forget_estimates(task: Task, fields: TaskFields, before: Mapping[str, object]) -> None:
    """Keep as proposed only the fields that have kept their values."""
    task.estimated = [name for name in task.estimated if before.get(name, getattr(task, name)) == getattr(task, name)]
    if "minutes" not in task.estimated and "minutes" in fields:
        task.minutes_least = None  # the lower end of a proposal that is no more


def normalize(task: Task) -> None:
    """Fill in the fields that a task's kind needs and clear those that it has no use for. Raises Invalid."""
    faults = []
    task.only_for = sorted({*task.only_for})
    if task.kind is Kind.BOX_LOAD:
        task.work = task.work or Work.CARRY
    else:
        task.work = None
    if task.kind in (Kind.TRIP, Kind.CARE):
        task.weight_kg = None
    task.sort = (task.sort or Sort.OTHER) if task.kind is Kind.CARE else None
    if task.needed is None and task.kind is not Kind.HEAVY_ITEM:
        task.needed = 0 if task.kind is Kind.TRIP else 1
    if task.needed == 0 and task.kind is not Kind.TRIP:
        faults.append(Fault("needed", "too_small", {"least": 1}))
    if is_slip(task.starts, task.ends):
        faults.append(Fault("ends", "before_start"))
    if faults:
        raise Invalid(*faults)
