"""A keeper's drafts: what they typed is kept beside the task, and what organizers write into it since stays theirs.

A keeper reads and changes their own words. Where those are as before, what organizers have made of them stays.
"""

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import undefer

from service.domain.core.change import Change
from service.domain.core.drafts import as_typed, things_as_typed, typed_values
from service.domain.core.refusals import NotFound
from service.domain.figures.loads import Load, load_of
from service.domain.models import Task, TaskFields, TaskState, Thing, ThingFields, defaults_of
from service.domain.rules.things import SAID, tasks_that_carry, things_of

Said = dict[str, Any]
"""A thing as its keeper typed it, with its number."""


def begin_typed(change: Change, tasks: Sequence[Task], sent: Sequence[TaskFields]) -> None:
    """Keep new drafts as they were typed; a thing that another draft of theirs names is as it was typed there."""
    known = _things_typed(change) if any(fields.get("things") for fields in sent) else {}
    for task, fields in zip(tasks, sent, strict=True):
        carried = things_of(change, task.n) if fields.get("things") else []
        given = {each["n"]: each for each in fields.get("things", ()) if "n" in each}
        things = [_values(thing) | known.get(thing.n, {}) | _columns(given.get(thing.n, {})) for thing in carried]
        task.typed = typed_values(task, things)
        known |= {each["n"]: each for each in things}
    change.flush()


def typed_anew(change: Change, task: Task, fields: TaskFields) -> TaskFields:
    """Return those of the fields that a keeper has typed anew, and of the things what is new about them."""
    mine = as_typed(task)
    anew = {name: value for name, value in fields.items() if name == "things" or getattr(mine, name) != value}
    if "things" in fields and _values_of(fields["things"]) == _values_of(task.typed["things"]):
        del anew["things"]
    elif "things" in fields:
        anew["things"] = _things_anew(change, task, fields["things"])
    return cast(TaskFields, anew)


def _things_anew(change: Change, task: Task, sent: Sequence[ThingFields]) -> list[ThingFields]:
    """List what the task is to carry: what they left as it was stays, or stays away, as organizers have made it."""
    known = {each["n"]: each for each in task.typed["things"]}
    carried = {thing.n for thing in things_of(change, task.n)}
    after = list[ThingFields]()
    for each in sent:
        was = known.get(each.get("n"))
        differs = (
            _columns(each) if was is None else {name: it for name, it in _columns(each).items() if it != was[name]}
        )
        if was is None or was["n"] in carried:
            after.append(cast(ThingFields, ({"n": each["n"]} if "n" in each else {}) | differs))
        elif differs:
            after.append(cast(ThingFields, _columns(was) | differs))
    return after + [{"n": n} for n in sorted(carried - known.keys())]


def keep_things(change: Change, task: Task, sent: Sequence[ThingFields], before: Collection[int]) -> None:
    """Keep the things of a draft as they are sent now. `before`: the numbers of what the task carried until now."""
    typed, own = _things_typed(change), {each["n"] for each in task.typed["things"]}
    given = {each.get("n") for each in sent}
    made = iter(n for n in sorted({thing.n for thing in things_of(change, task.n)} - {*before}) if n not in given)
    things = list[Said]()
    for each in sent:
        was = typed[each["n"]] if "n" in each else {"n": next(made), **_blank()}
        is_gone = was["n"] in own and was["n"] not in before
        if is_gone and was != was | _columns(each):
            was = was | {"n": next(made)}  # organizers have taken it off: it is another one now
        things.append(was | _columns(each))
    task.typed = task.typed | {"things": things}
    by_number = {each["n"]: each for each in things}
    for other in _drafts(change):
        if other.n != task.n:
            other.typed = other.typed | {"things": [by_number.get(each["n"], each) for each in other.typed["things"]]}


def require_own_things(change: Change, things: Sequence[ThingFields]) -> None:
    """Check that a keeper names no thing but those that they typed, and none that another task carries by now.

    Raises NotFound.
    """
    named = {each["n"] for each in things if each.get("n")}
    if not named:
        return
    own = _drafts(change)
    typed = {each["n"] for task in own for each in task.typed["things"]}
    if not named <= typed or tasks_that_carry(change, named) - {task.n for task in own}:
        raise NotFound


def loads_typed(task: Task) -> list[Load]:
    """List the loads of a draft's things, as they were typed."""
    return [load_of(thing.item, thing.weight_kg) for thing in things_as_typed(task)]


def _drafts(change: Change) -> Sequence[Task]:
    """Load the drafts of the keeper who changes them."""
    own = (Task.move_id == change.move.id, Task.state == TaskState.PROPOSED, Task.suggested_by == change.by.n)
    query = select(Task).where(*own).options(undefer(Task.typed)).order_by(Task.n)
    return [task for task in change.session.scalars(query) if task.typed]


def _things_typed(change: Change) -> dict[int, Said]:
    return {each["n"]: each for task in _drafts(change) for each in task.typed["things"]}


def _values(thing: Thing) -> Said:
    return {"n": thing.n, **{name: getattr(thing, name) for name in SAID}}


def _blank() -> Said:
    blank = defaults_of(Thing)
    return {name: blank.get(name) for name in SAID}


def _columns(thing: Mapping[str, Any]) -> Said:
    return {name: value for name, value in thing.items() if name in SAID}


def _values_of(things: Sequence[Mapping[str, Any]]) -> list[Said]:
    """Return things as they are compared: each with all that may be said of it, in order of number."""
    return sorted(({"n": each.get("n", 0)} | _blank() | _columns(each) for each in things), key=itemgetter("n"))
