"""One more task out of one that is there: a copy of it, or a part of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from service.domain.core.change import Change
from service.domain.core.events import About, Event
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskCancelled
from service.domain.figures.capacity import are_counted
from service.domain.models import Kind, Task, TaskFields, TaskState, Thing, set_fields, table
from service.domain.rules.out_and_in import asked_of, other_half, stay_as_many
from service.domain.rules.standbys import fill_places, taken
from service.domain.rules.tasks import add_tasks
from service.domain.rules.things import SAID, divide, hand_over, things_of

BEGINS_ANEW = {"move_id", "n", "state", "suggested_by", "typed", "revision"}
COPIED = [column.name for column in table(Task).columns if column.name not in BEGINS_ANEW]
"""Columns that a task made out of another one has from it: all but how far it is."""


class Titles(Protocol):
    """Makes the titles of both parts of a crew's work (text/titles_of_parts.py)."""

    def of_part(self, task: Task, carried: Sequence[Thing], going: Sequence[Thing]) -> str: ...

    def of_rest(self, task: Task, carried: Sequence[Thing], staying: Sequence[Thing]) -> str: ...

    def at_other_home(self, task: Task, other: Task, part: str) -> str: ...


def copy_task(change: Change, n: int) -> int:
    """Add a task like this one, to do, with things of its own like its things; returns its number.

    Nobody is on it. Raises MoveClosed, NotFound.
    """
    things = [{name: getattr(each, name) for name in SAID} for each in things_of(change, n)]
    return _add(change, change.get(Task, n), things=things)


def split_task(
    change: Change,
    n: int,
    title: str,
    going: Mapping[int, int],
    quantity: int | None = None,
    *,
    titles: Titles,
) -> int:
    """Make a part of a task one of its own, and return its number: so many of each of these things, and so many boxes,
    people or seats.

    Boxes that are counted by their things are as many as go; of a single thing, `quantity` says how many. Who is coming
    stays with the first task, with as many places as they have. A part of what is done is to do. Where a crew carries
    out and in, both are split alike, and both parts are as many. Raises MoveClosed, NotFound, TaskCancelled, Invalid.

    `title`: of the part, also of what a crew carries at the other home; empty, it follows from what goes.
    """
    change.require_open()
    task, carried = change.get(Task, n), things_of(change, n)
    if task.state is TaskState.PROPOSED:
        raise NotFound  # a part would be open before the whole is
    if task.state is TaskState.CANCELLED:
        raise TaskCancelled(n, task.title)
    things = _going(change, carried, going)
    if task.kind is Kind.HEAVY_ITEM:
        return _split_crew(change, task, title, {each.n for each in things}, titles)
    title = title or task.title
    if are_counted(task.kind, task.needed, [each.count for each in carried]):
        things = things or [_part_of_one(change, task, carried, quantity)]
        count = _possible(change, task, sum(each.count for each in things), of="things")
        second, fields = _part_of_count(change, task, title, count), ["needed", "things"]
    else:
        count = _possible(change, task, quantity or sum(each.count for each in things), of="quantity")
        second, fields = _part_of_count(change, task, title, count), ["needed", *(["things"] if things else [])]
    hand_over(change, task, change.get(Task, second), {each.n for each in things})
    change.note(Event.TASK_CHANGED, task=n, fields=fields, state=task.state)
    change.note(Event.TASK_SPLIT, task=n)
    fill_places(change, task)
    return second


def _going(change: Change, carried: Sequence[Thing], going: Mapping[int, int]) -> list[Thing]:
    """Return what goes; a thing of which only some go becomes two. Raises Invalid."""
    known = {each.n: each for each in carried}
    if not going.keys() <= known.keys():
        raise Invalid(Fault("things", "unknown_thing"))
    too_many = [known[n] for n, many in going.items() if many > known[n].count]
    if too_many:
        raise Invalid(*(Fault(f"things.{each.n}", "too_large", {"most": each.count}) for each in too_many))
    if going and all(going.get(n) == each.count for n, each in known.items()):
        raise Invalid(Fault("things", "nothing_stays"))
    return [known[n] if many == known[n].count else divide(change, known[n], many) for n, many in going.items()]


def _split_crew(change: Change, task: Task, title: str, going: set[int], titles: Titles) -> int:
    """Let these things be the work of a second crew, and at the other home, too. Raises Invalid."""
    if not going:
        raise Invalid(Fault("things", "no_thing_chosen"))
    halves = [task, *(each for each in other_half(change, task) if _is_part(change, each, going))]
    asked = [asked_of(change, each) for each in halves]
    parts = list[Task]()
    for half in halves:
        named = title if half is task or not title else titles.at_other_home(task, half, title)
        parts.append(_part_of_crew(change, half, named, going, titles))
    for both in (halves, parts) if len(halves) > 1 else ():
        for each, was in zip(both, asked, strict=True):
            stay_as_many(change, each, was)
    about: About = {"task": task.n}
    if len(halves) > 1:
        about["other_end"] = halves[1].n
    change.note(Event.TASK_SPLIT, **about)
    for half in halves:
        fill_places(change, half)
    return parts[0].n


def _is_part(change: Change, task: Task, going: set[int]) -> bool:
    """Tell whether some of what a task carries goes, and some stays: a draft is opened or left out as a whole."""
    carried = {each.n for each in things_of(change, task.n)}
    return task.state is not TaskState.PROPOSED and bool(carried & going) and not carried <= going


def _part_of_crew(change: Change, task: Task, title: str, going: set[int], titles: Titles) -> Task:
    """Add a crew's task for these things, and leave the rest of the time to the first."""
    carried = things_of(change, task.n)
    things, rest = ([each for each in carried if (each.n in going) is goes] for goes in (True, False))
    title = title or titles.of_part(task, carried, things)
    second = _add(change, task, title=title, weight_kg=None, **_minutes(task, things, carried))
    titled = set_fields(task, {"title": titles.of_rest(task, carried, rest)})
    set_fields(task, _minutes(task, rest, carried))
    part = change.get(Task, second)
    hand_over(change, task, part, {each.n for each in things})
    change.note(Event.TASK_CHANGED, task=task.n, fields=[*titled, "things"], state=task.state)
    return part


def _part_of_count(change: Change, task: Task, title: str, count: int) -> int:
    task.needed = (task.needed or 0) - count
    return _add(change, task, title=title, needed=count)


def _part_of_one(change: Change, task: Task, carried: Sequence[Thing], quantity: int | None) -> Thing:
    """Make so many of the only thing one of its own. Raises Invalid."""
    if len(carried) > 1:
        raise Invalid(Fault("things", "no_thing_chosen"))
    return divide(change, carried[0], _possible(change, task, quantity or 0, of="quantity"))


def _add(change: Change, task: Task, **other: Any) -> int:
    fields = {name: getattr(task, name) for name in COPIED} | other
    return add_tasks(change, [cast(TaskFields, fields)])[0]


def _minutes(task: Task, part: Sequence[Thing], whole: Sequence[Thing]) -> dict[str, int | None]:
    """Return the part of a crew's time that falls to a part of its things, by their number."""
    share = sum(each.count for each in part) / sum(each.count for each in whole)
    times = {name: getattr(task, name) for name in ("minutes", "minutes_least")}
    return {name: time and max(1, round(time * share)) for name, time in times.items()}


def _possible(change: Change, task: Task, quantity: int, *, of: str) -> int:
    """Return how much goes, if it is at least one, and no more than nobody has taken, nor all of it.

    Raises Invalid, `of` the field from which it follows.
    """
    least = 0 if task.kind is Kind.TRIP else 1
    most = (task.needed or 0) - max(least, taken(change, task.n).quantity)
    if quantity < 1:
        raise Invalid(Fault(of, "too_small", {"least": 1}))
    if quantity > most:
        raise Invalid(Fault(of, "others_stay", {"most": max(0, most)}))
    return quantity
