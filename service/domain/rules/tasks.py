"""Tasks: add them, change them, mark how far along they are, delete them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import exists, select

from service.domain.core.change import Change
from service.domain.core.drafts import as_typed, typed_values, written_by_others
from service.domain.core.events import Event
from service.domain.core.images import portions
from service.domain.core.receivers import AGREED_OF_TASK
from service.domain.core.refusals import Fault, Invalid, NotFound, UnsafeCrew
from service.domain.figures.capacity import Capacity, ClaimTotals, flights_of
from service.domain.figures.loads import load_of
from service.domain.figures.seen import is_for_keeper
from service.domain.models import (
    Claim,
    Gear,
    Helper,
    Kind,
    Standing,
    Task,
    TaskFields,
    TaskState,
    defaults_of,
)
from service.domain.rules.drafts import begin_typed, keep_things, loads_typed, require_own_things, typed_anew
from service.domain.rules.places import keep_only
from service.domain.rules.standbys import fill_places, taken, taken_of
from service.domain.rules.task_fields import FOLLOWED, assign, forget_estimates, loads, normalize, write
from service.domain.rules.things import (
    derive,
    require_things,
    set_things,
    take_off_all,
    things_of,
)

MAX_TASKS = 500
"""Maximum of tasks added at once: more would be a board that nobody reads."""
MAX_OF_LIST = 200
"""Maximum of tasks, and of lines not understood, of one pasted list: each is looked through by a person."""
MAX_THINGS_OF_LIST = 1_000
"""Maximum of things that one pasted list names: a household of many rooms has a few hundred."""

CREW = {"state", "kind", "weight_kg", "needed", "things", "place"}
"""Fields on which it depends whether a crew is large enough."""


def add_tasks(change: Change, tasks: Sequence[TaskFields]) -> list[int]:
    """Add tasks, all or none; returns their numbers. Raises MoveClosed, Invalid."""
    change.require_open()
    if change.by_keeper:
        require_own_things(change, [each for fields in tasks for each in fields.get("things", ())])
    for fields in tasks:
        require_things(fields.get("things", ()), fields["kind"], flights_of(change.move, fields.get("place")))
        require_people(change, fields)
    made = [_add_task(change, fields) for fields in tasks]  # all of them first: their numbers stay small
    numbers = dict[int, int]()
    for task, fields in zip(made, tasks, strict=True):
        if fields.get("things"):
            set_things(change, task, fields["things"], numbers)
            if fields.get("weight_kg") is None:
                task.weight_kg = None  # a thing that was there already may be the heaviest
            derive(task, [], loads(change, task), is_given=task.weight_kg is not None)
    if change.by_keeper:
        begin_typed(change, made, tasks)
    return [task.n for task in made]


def require_few(tasks: Sequence[object], unclear: Sequence[object] = (), things: Sequence[object] = ()) -> None:
    """Check that a pasted list can be looked through. Raises Invalid."""
    if max(len(tasks), len(unclear)) > MAX_OF_LIST:
        raise Invalid(Fault("text", "too_many", {"most": MAX_OF_LIST}))
    if len(things) > MAX_THINGS_OF_LIST:
        raise Invalid(Fault("text", "too_many", {"most": MAX_THINGS_OF_LIST}))


def add_list(change: Change, tasks: Sequence[TaskFields], digest: str, gear: Iterable[Gear] = ()) -> list[int]:
    """Add the tasks of a pasted list, and to what organizers have to get the `gear`; `digest` tells the list again.

    Raises MoveClosed, Invalid for too many.
    """
    require_few(tasks)
    made = add_tasks(change, tasks)
    wanted = {*change.move.gear, *(() if change.by_keeper else gear)}
    change.move.gear = [each for each in Gear if each in wanted]
    if made:
        change.note(Event.LIST_PASTED, tasks=len(made), digest=digest)
    return made


def drafted(fields: TaskFields, *, move_id: str = "", n: int = 0) -> Task:
    """Make a task as it would be, without writing it or its things. Raises Invalid."""
    columns = {name: value for name, value in fields.items() if name != "things"}
    task = Task(move_id=move_id, n=n, **{**defaults_of(Task), **columns})
    if loads := [load_of(each.get("item"), each.get("weight_kg")) for each in fields.get("things", ())]:
        derive(task, [], loads, is_given=task.weight_kg is not None)
        if task.kind is Kind.BOX_LOAD and task.needed is None:
            task.needed = sum(each.get("count", 1) for each in fields["things"])
    normalize(task)
    return task


def _add_task(change: Change, fields: TaskFields) -> Task:
    task = drafted(fields, move_id=change.move.id, n=change.next_n())
    if change.by_keeper:
        task.state, task.suggested_by = TaskState.PROPOSED, change.by.n
    change.add(task)
    change.note(Event.TASK_SUGGESTED if change.by_keeper else Event.TASK_ADDED, task=task.n, kind=task.kind)
    return task


def change_task(
    change: Change, n: int, fields: TaskFields, *, anyway: bool = False, stay: Collection[int] | None = None
) -> None:
    """Change the fields of a task, its state among them. Claims always stay: nobody is dropped in silence.

    `stay`: the helpers who keep their places where there are to be fewer. Raises NotFound, Invalid (also for fewer
    places than are taken if nobody says who stays, and for another kind while claims stand), and UnsafeCrew for a heavy
    item that would get under way short of its crew, unless `anyway`.
    """
    task = change.get(Task, n)
    was_draft = task.state is TaskState.PROPOSED
    changed = _set_typed(change, task, fields) if change.by_keeper else _set(change, task, fields)
    if stay is not None:
        keep_only(change, task, stay)
    _settle(change, task, changed, taken(change, n), was_draft=was_draft, anyway=anyway)


def _set_typed(change: Change, task: Task, fields: TaskFields) -> list[str]:
    """Set what a keeper has typed anew, and keep the draft as they typed it; returns the names of all of that."""
    _require_may_change(change, task, fields)
    require_own_things(change, fields.get("things", ()))
    anew = typed_anew(change, task, fields)
    carried, were = {thing.n for thing in things_of(change, task.n)}, loads_typed(task)
    changed = _set(change, task, anew)
    if "things" in anew:
        keep_things(change, task, fields["things"], carried)
    mine = as_typed(task)
    before = write(mine, anew)
    if FOLLOWED & anew.keys():
        derive(mine, were, loads_typed(task), is_given=anew.get("weight_kg") is not None)
    forget_estimates(mine, anew, before)
    task.typed = typed_values(mine, task.typed["things"])
    return [*changed, *(name for name in anew if name not in changed)]


def _set(change: Change, task: Task, fields: TaskFields) -> list[str]:
    """Set the fields of a task, as far as whoever does it may; returns the names of those that differ."""
    _require_may_change(change, task, fields)
    require_people(change, fields, known=task.only_for)
    changed = assign(change, task, fields)
    if AGREED_OF_TASK & set(changed):
        task.revision += 1
    return changed


def _settle(
    change: Change, task: Task, changed: Sequence[str], totals: ClaimTotals, *, was_draft: bool, anyway: bool = False
) -> None:
    """Check that what differs keeps what was promised, and let follow what follows from it."""
    if not changed:
        return
    capacity = Capacity(task, totals, flights_of(change.move, task.place))
    _keep_promises(task, capacity, changed)
    if CREW & set(changed) and task.state is TaskState.UNDER_WAY and not anyway:
        _require_crew(task, capacity)
    opened = was_draft and task.state.is_listed
    fields = list(changed)
    change.note(Event.TASK_OPENED if opened else Event.TASK_CHANGED, task=task.n, fields=fields, state=task.state)
    if totals.standbys:
        fill_places(change, task)


def require_people(change: Change, fields: TaskFields, *, known: Collection[int] = ()) -> None:
    """Check that those for whom alone a task is to be are here; who is `known` was named before. Raises Invalid.

    A keeper names those alone whom the board shows them: nobody tells by that who was asked or offers something.
    """
    named = {*fields.get("only_for", ())} - {*known}
    here = [Helper.move_id == change.move.id, Helper.forgotten_at.is_(None), Helper.merged_into.is_(None)]
    if change.by_keeper:
        shown = (Claim.released_at.is_(None), Claim.standing != Standing.IF_NEEDED)
        theirs = exists().where(Claim.move_id == Helper.move_id, Claim.helper_n == Helper.n, *shown)
        here.append(theirs.where(Claim.task_n.in_(_seen_by(change))))
    if named and named - {*change.session.scalars(select(Helper.n).where(*here))}:
        raise Invalid(Fault("for", "not_here"))


def _seen_by(change: Change) -> list[int]:
    """List the tasks that a keeper sees with who is on them."""
    tasks = change.session.scalars(select(Task).where(Task.move_id == change.move.id)).all()
    written = written_by_others(change.session, change.move.id, change.by.n)
    return [task.n for task in tasks if is_for_keeper(task, change.by.n, written[task.n])]


def change_tasks(change: Change, numbers: Iterable[int], fields: TaskFields) -> list[int]:
    """Change the same fields of several tasks, all or none; returns their numbers. Raises as `change_task` does."""
    chosen = list(dict.fromkeys(numbers))
    rows = select(Task).where(Task.move_id == change.move.id)
    found = {task.n: task for part in portions(chosen) for task in change.session.scalars(rows.where(Task.n.in_(part)))}
    if len(found) < len(chosen):
        raise NotFound
    drafts = {n for n in chosen if found[n].state is TaskState.PROPOSED}
    with change.session.no_autoflush:  # all of them are written at once
        changed = {n: _set(change, found[n], fields) for n in chosen}
    change.flush()
    totals = taken_of(change, chosen)
    for n in chosen:
        _settle(change, found[n], changed[n], totals[n], was_draft=n in drafts)
    return chosen


def move_along(change: Change, days: Mapping[int, date]) -> None:
    """Give tasks that have a day of their own these days, by their numbers; others stay. Raises NotFound."""
    for n, day in days.items():
        if change.get(Task, n).day is not None:
            change_task(change, n, {"day": day})


def delete_task(change: Change, n: int) -> bool:
    """Delete a task. One that somebody ever took is called off instead: nobody is dropped without a word.

    Tells whether it is gone. Raises NotFound.
    """
    task = change.get(Task, n)
    _require_may_change(change, task, {})
    taken = select(Claim.n).where(Claim.move_id == change.move.id, Claim.task_n == n).limit(1)
    if change.session.scalar(taken) is not None:
        change_task(change, n, {"state": TaskState.CANCELLED})
        return False
    take_off_all(change, n)
    change.session.delete(task)
    change.flush()
    change.note(Event.TASK_DELETED, task=n)
    return True


def _require_may_change(change: Change, task: Task, fields: TaskFields) -> None:
    """Check that a keeper changes a draft of their own, and does not open it. Raises NotFound."""
    if not change.by_keeper:
        return
    written = written_by_others(change.session, change.move.id, change.by.n)[task.n]
    is_shown = is_for_keeper(task, change.by.n, written)
    if task.state is not TaskState.PROPOSED or not is_shown or "state" in fields:
        raise NotFound


def _keep_promises(task: Task, capacity: Capacity, changed: Iterable[str]) -> None:
    if "kind" in changed and capacity.totals.claims:
        raise Invalid(Fault("kind", "claims_stand"))
    if "needed" in changed and task.needed is not None and task.needed < capacity.taken:
        raise Invalid(Fault("needed", "below_taken", {"taken": capacity.taken}))


def _require_crew(task: Task, capacity: Capacity) -> None:
    if capacity.crew is not None and (capacity.taken < capacity.crew.people or not capacity.is_by_hand):
        raise UnsafeCrew(capacity.crew.people, capacity.taken, task.n, task.title, by_hand=capacity.is_by_hand)
