"""One more task out of one that is there: a copy of it, or a part of it."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Kind, Task, TaskFields, Thing
from service.domain.rules.claims import fill_places, taken
from service.domain.rules.tasks import add_tasks
from service.domain.rules.things import hand_over, things_of

COPIED = (
    *(
        "kind",
        "title",
        "needed",
        "work",
        "sort",
        "weight_kg",
        "why",
        "bring",
        "place",
        "where",
        "day",
        "starts",
        "ends",
    ),
    *("minutes", "minutes_least", "least", "estimated", "kept"),
)
"""Columns that a task made out of another one has from it: all but how far it is."""


def copy_task(change: Change, n: int) -> int:
    """Add a task like this one, to do, with things of its own like its things; returns its number.

    Nobody is on it. Raises MoveClosed, NotFound.
    """
    things = [
        {name: getattr(each, name) for name in ("name", "count", "weight_kg", "room", "item")}
        for each in things_of(change, n)
    ]
    return _add(change, change.get(Task, n), things=things)


def split_task(change: Change, n: int, title: str, going: Collection[int], quantity: int | None = None) -> int:
    """Make a part of a task one of its own, and return its number: these things, and so many boxes, people or seats.

    Of boxes that are counted by their things, so many as go. Who is coming stays with the first task, with as many
    places as they have. Raises MoveClosed, NotFound, Invalid.
    """
    change.require_open()
    task, carried = change.get(Task, n), things_of(change, n)
    things = [each for each in carried if each.n in going]
    if len(things) < len(going):
        raise Invalid(Fault("things", "unknown_thing"))
    if task.kind is Kind.HEAVY_ITEM:
        _require_some(things, carried)
        second = _add(change, task, title=title, weight_kg=None, **_minutes(task, things, carried))
        staying = [each for each in carried if each.n not in going]
        for name, value in _minutes(task, staying, carried).items():
            setattr(task, name, value)
    else:
        quantity = _quantity(change, task, quantity or sum(each.count for each in things))
        second = _add(change, task, title=title, needed=quantity)
        task.needed = (task.needed or 0) - quantity
    hand_over(change, task, change.get(Task, second), {each.n for each in things})
    fields = ["things"] if task.kind is Kind.HEAVY_ITEM else ["needed", "things"]
    change.note(Event.TASK_CHANGED, task=n, fields=fields, state=task.state)
    fill_places(change, task)
    return second


def _add(change: Change, task: Task, **other: Any) -> int:
    fields = {name: getattr(task, name) for name in COPIED} | other
    return add_tasks(change, [cast(TaskFields, fields)])[0]


def _require_some(going: Sequence[Thing], carried: Sequence[Thing]) -> None:
    if not going:
        raise Invalid(Fault("things", "no_thing_chosen"))
    if len(going) == len(carried):
        raise Invalid(Fault("things", "nothing_stays"))


def _minutes(task: Task, part: Sequence[Thing], whole: Sequence[Thing]) -> dict[str, int | None]:
    """Return the part of a crew's time that falls to a part of its things, by their number."""
    share = sum(each.count for each in part) / sum(each.count for each in whole)
    times = {name: getattr(task, name) for name in ("minutes", "minutes_least")}
    return {name: time and max(1, round(time * share)) for name, time in times.items()}


def _quantity(change: Change, task: Task, quantity: int) -> int:
    """Check how much goes: at least one, and no more than nobody has taken, nor all of it. Raises Invalid."""
    least = 0 if task.kind is Kind.TRIP else 1
    most = (task.needed or 0) - max(least, taken(change, task.n).quantity)
    if quantity < 1:
        raise Invalid(Fault("quantity", "too_small", {"least": 1}))
    if quantity > most:
        raise Invalid(Fault("quantity", "others_stay", {"most": max(0, most)}))
    return quantity
