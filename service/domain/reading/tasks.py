"""Reads tasks with the claims on them: all that an audience may see, or a few by their numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from service.domain.core.drafts import as_typed, things_as_typed, written_by_others
from service.domain.core.refusals import NotFound
from service.domain.figures import lifting
from service.domain.figures.capacity import Capacity, ClaimTotals, waiting
from service.domain.figures.seen import is_for, is_for_keeper
from service.domain.models import (
    Carrying,
    Claim,
    Helper,
    Kind,
    Place,
    Standing,
    Task,
    TaskState,
    Thing,
    ThingFields,
    Work,
    defaults_of,
)
from service.domain.reading.people import read_helpers
from service.domain.reading.views import (
    Audience,
    ClaimView,
    HelperView,
    MoveView,
    TaskView,
    ThingView,
    task_held_back,
    when_key,
)


def read_task(session: Session, move: MoveView, n: int, audience: Audience) -> TaskView:
    """Read one task as this audience may see it. Raises NotFound."""
    return read_tasks(session, move, [n], audience)[0]


def read_tasks(
    session: Session, move: MoveView, numbers: Sequence[int], audience: Audience, *, me: int | None = None
) -> list[TaskView]:
    """Read these tasks, in this order, with the people who have claims on them, in four queries.

    `me`: as in `read_board`. Raises NotFound if one is not there, or not for this audience.
    """
    found = find_tasks(session, move, numbers, audience, me=me)
    if {task.n for task in found} != set(numbers):
        raise NotFound
    return found


def find_tasks(
    session: Session, move: MoveView, numbers: Sequence[int], audience: Audience, *, me: int | None = None
) -> list[TaskView]:
    """Read those of these tasks that are there for this audience, like `read_tasks`. `me`: as in `read_board`."""
    takers = select(Claim.helper_n).where(
        Claim.move_id == move.id, Claim.task_n.in_(numbers), Claim.released_at.is_(None)
    )
    helpers = read_helpers(session, move.id, audience, among=Helper.n.in_(takers))
    found = {task.n: task for task in list_tasks(session, move, helpers, audience, me=me, numbers=numbers)}
    return [found[n] for n in numbers if n in found]


def read_kind(session: Session, move_id: str, n: int) -> Kind | None:
    """Read the kind of a task, in one query; None if there is no such task."""
    return session.scalar(select(Task.kind).where(Task.move_id == move_id, Task.n == n))


def list_tasks(
    session: Session,
    move: MoveView,
    helpers: Mapping[int, HelperView],
    audience: Audience,
    *,
    me: int | None = None,
    numbers: Sequence[int] | None = None,
) -> list[TaskView]:
    """List the tasks that this audience may see, by kind and time, in three queries; only those with these `numbers`.

    `helpers` holds those who have claims on them. `me`: as in `read_board`.
    """
    rows = select(Task).where(Task.move_id == move.id)
    active = select(Claim).where(Claim.move_id == move.id, Claim.released_at.is_(None)).order_by(Claim.n)
    if numbers is not None:
        rows, active = rows.where(Task.n.in_(numbers)), active.where(Claim.task_n.in_(numbers))
    things = _things_by_task(session, move.id, numbers)
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in session.scalars(active):
        claims[claim.task_n].append(claim)
    written = written_by_others(session, move.id, me) if audience is Audience.KEEPER and me else defaultdict(set)
    found = session.scalars(rows.options(undefer(Task.typed)) if audience is Audience.KEEPER else rows).all()
    if audience is Audience.KEEPER:
        drafts = [task for task in found if task.state is TaskState.PROPOSED]
        things |= {draft.n: [ThingView.of(thing) for thing in things_as_typed(draft)] for draft in drafts}
        found = [as_typed(task) if task in drafts else task for task in found]
    tasks = [
        TaskView.of(
            task,
            _capacity(task, claims[task.n], move),
            _seen_claims(claims[task.n], helpers, audience, me),
            things=things[task.n],
            half_hour=_half_hour(task, move),
            where=task.where if _knows_where(task, claims[task.n], audience, me) else "",
        )
        for task in found
        if _is_seen(task, claims[task.n], audience, me, written[task.n])
    ]
    if move.holds_back:
        tasks = [task_held_back(task, me) for task in tasks]
    return sorted(tasks, key=lambda task: (list(Kind).index(task.kind), when_key(task, move)))


def _things_by_task(session: Session, move_id: str, numbers: Sequence[int] | None) -> defaultdict[int, list[ThingView]]:
    rows = select(Carrying.task_n, Thing).join_from(Carrying, Thing).where(Carrying.move_id == move_id)
    if numbers is not None:
        rows = rows.where(Carrying.task_n.in_(numbers))
    things: defaultdict[int, list[ThingView]] = defaultdict(list)
    for task_n, thing in session.execute(rows.order_by(Thing.n)):
        things[task_n].append(ThingView.of(thing))
    return things


def preview(move: MoveView, task: Task, things: Sequence[ThingFields] = ()) -> TaskView:
    """View a task, and what it is to carry, that are written nowhere yet."""
    shown = [ThingView.of(Thing(n=None, **{**defaults_of(Thing), **_columns(each)})) for each in things]
    return TaskView.of(task, _capacity(task, [], move), [], things=shown, where=task.where)


def _columns(thing: ThingFields) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in ("n", "same")}


def _half_hour(task: Task, move: MoveView) -> int:
    """Count the boxes of a friend's half an hour; at one home only where the task says so."""
    if task.kind is not Kind.BOX_LOAD:
        return 0
    if task.work is Work.PACK:
        return lifting.packing_portion()
    at = {Place.OLD: 0, Place.NEW: -1}.get(task.place or Place.BOTH)
    ends = move.route.ends
    return lifting.portion(ends if at is None else [ends[at]])


def _capacity(task: Task, claims: Sequence[Claim], move: MoveView) -> Capacity:
    return Capacity(task, ClaimTotals.of(claims), move.route.flights_at(task.place))


def _is_seen(task: Task, claims: Iterable[Claim], audience: Audience, me: int | None, written: Collection[str]) -> bool:
    if audience is Audience.ORGANIZER or any(claim.helper_n == me for claim in claims):
        return True
    if audience is Audience.KEEPER:
        return me is not None and is_for_keeper(task, me, written)
    return is_for(task, me) and not task.kept and task.state.is_listed


def _knows_where(task: Task, claims: Iterable[Claim], audience: Audience, me: int | None) -> bool:
    if audience is Audience.KEEPER:
        return task.state is TaskState.PROPOSED  # what is shown of those is their own
    if audience is Audience.HELPER:
        return any(claim.helper_n == me and claim.standing is Standing.FIRM for claim in claims)
    return audience is Audience.ORGANIZER


def _seen_claims(
    claims: Sequence[Claim], helpers: Mapping[int, HelperView], audience: Audience, me: int | None
) -> list[ClaimView]:
    """View the claims that this audience may see: the quiet reserve and notes are for organizers and their own."""
    position = {claim.n: at for at, claim in enumerate(waiting(claims), start=1)}
    views = []
    for claim in claims:
        private = audience is Audience.ORGANIZER or claim.helper_n == me
        if private or claim.standing is not Standing.IF_NEEDED:
            note = claim.note if private else ""
            views.append(ClaimView.of(claim, helpers[claim.helper_n], note=note, position=position.get(claim.n)))
    return views
