"""Reads tasks with the claims on them: all that an audience may see, or a few by their numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BindParameter, Dialect, TypeDecorator, bindparam, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, undefer

from service.domain.core.drafts import as_typed, things_as_typed, written_by_others
from service.domain.core.refusals import NotFound
from service.domain.figures import lifting
from service.domain.figures.capacity import Capacity, ClaimTotals, waiting
from service.domain.figures.effort import boxes_of_half_hour
from service.domain.figures.lifting import Route
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
    table,
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
from service.domain.reading.views.claim import CLAIM_COLUMNS
from service.domain.reading.views.task import COLUMNS
from service.storage.prepared import Prepared

FOR_FRIENDS = (Audience.PUBLIC, Audience.FRIEND, Audience.HELPER)
KEPT = 4_096
"""Number of views that are kept for friends: of about 100 moves of forty tasks, in 10 MB."""


class _Several(TypeDecorator[tuple[Any, ...]]):
    """A list of the database as a value that is never changed."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: list[Any] | None, _dialect: Dialect) -> tuple[Any, ...]:
        return tuple(value or ())


_MOVE: BindParameter[str] = bindparam("move")
_SEVERAL = ("estimated", "only_for")
_TASKS = Prepared(
    select(
        *(table(Task).c[name] for name in (*COLUMNS, "least") if name not in _SEVERAL),
        *(type_coerce(table(Task).c[name], _Several).label(name) for name in _SEVERAL),
    ).where(Task.move_id == _MOVE)
)
_ACTIVE = Prepared(
    select(*(table(Claim).c[name] for name in CLAIM_COLUMNS))
    .where(Claim.move_id == _MOVE, Claim.released_at.is_(None))
    .order_by(Claim.n)
)
_THINGS = Prepared(
    select(
        table(Carrying).c.task_n,
        *(table(Thing).c[name] for name in ("n", "name", "count", "weight_kg", "room", "item")),
    )
    .join_from(Carrying, Thing)
    .where(Carrying.move_id == _MOVE)
    .order_by(Thing.n)
)
_ORDER = {kind: at for at, kind in enumerate(Kind)}


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
    things = _by_task(_rows(session, _THINGS, Carrying.task_n, move.id, numbers))
    active = _rows(session, _ACTIVE, Claim.task_n, move.id, numbers)
    claims, mine = _by_task(active), {claim.task_n for claim in active if claim.helper_n == me}
    written = written_by_others(session, move.id, me) if audience is Audience.KEEPER and me else defaultdict(set)
    found = (
        _as_typed(session, move.id, numbers, things)
        if audience is Audience.KEEPER
        else _rows(session, _TASKS, Task.n, move.id, numbers)
    )
    route, tasks = move.route, list[TaskView]()
    for task in found:
        its, carried = tuple(claims[task.n]), tuple(things[task.n])
        if audience in FOR_FRIENDS and task.n not in mine:
            if _is_seen(task, audience, me):
                names = tuple(helpers[claim.helper_n].name for claim in its)
                tasks.append(kept_view(task, its, names, carried, route))
        elif task.n in mine or _is_seen(task, audience, me, written[task.n]):
            seen = _seen_claims(its, helpers, audience, me)
            where = task.where if _knows_where(task, its, audience, me) else ""
            tasks.append(_view(task, its, seen, carried, route, where))
    if move.holds_back:
        tasks = [_held_back(task, me, route) for task in tasks]
    return sorted(tasks, key=lambda task: (_ORDER[task.kind], when_key(task, move)))


def _view(
    task: Any, claims: Sequence[Any], seen: Sequence[ClaimView], things: Iterable[Any], route: Route, where: str = ""
) -> TaskView:
    capacity = Capacity(task, ClaimTotals.of(claims), route.flights_at(task.place))
    carried = [ThingView.of(thing) for thing in things]
    return TaskView.of(task, capacity, seen, things=carried, half_hour=_half_hour(task, route), where=where)


@lru_cache(maxsize=KEPT)
def kept_view(
    task: Any, claims: tuple[Any, ...], names: tuple[str, ...], things: tuple[Any, ...], route: Route
) -> TaskView:
    """Return the view of a task for friends who have no claim on it, made of equal rows before: most are as they were.

    `names`: of those who have the claims.
    """
    helpers = {claim.helper_n: HelperView(claim.helper_n, name) for claim, name in zip(claims, names, strict=True)}
    return _view(task, claims, _seen_claims(claims, helpers, Audience.PUBLIC, None), things, route)


def _rows(
    session: Session, query: Prepared, of: InstrumentedAttribute[int], move_id: str, numbers: Sequence[int] | None
) -> list[Any]:
    """Read rows of a move, of its tasks with these numbers; `of`: the column that holds them."""
    session.flush()
    only = None if numbers is None else of.in_(numbers)
    return query.all(session.connection(), {"move": move_id}, only=only)


def _by_task(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.task_n].append(row)
    return found


def _as_typed(
    session: Session, move_id: str, numbers: Sequence[int] | None, things: dict[int, list[Any]]
) -> Sequence[Any]:
    """Read tasks with the drafts as their keepers typed them last, and put what those carry into `things`."""
    query = select(Task).where(Task.move_id == move_id).options(undefer(Task.typed))
    found = session.scalars(query if numbers is None else query.where(Task.n.in_(numbers))).all()
    drafts = [task for task in found if task.state is TaskState.PROPOSED]
    things |= {draft.n: things_as_typed(draft) for draft in drafts}
    return [as_typed(task) if task in drafts else task for task in found]


def preview(move: MoveView, task: Task, things: Sequence[ThingFields] = ()) -> TaskView:
    """View a task, and what it is to carry, that are written nowhere yet."""
    shown = [ThingView.of(Thing(n=None, **{**defaults_of(Thing), **_columns(each)})) for each in things]
    capacity = Capacity(task, ClaimTotals.of([]), move.route.flights_at(task.place))
    return TaskView.of(task, capacity, [], things=shown, where=task.where)


def _columns(thing: ThingFields) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in ("n", "same")}


def _half_hour(task: Task, route: Route) -> int:
    """Count the boxes of a friend's half an hour, by the minutes of the task where it has its own."""
    if task.kind is not Kind.BOX_LOAD:
        return 0
    return boxes_of_half_hour(_usual_half_hour(task, route), task.needed or 0, task.minutes)


def _held_back(task: TaskView, me: int | None, route: Route) -> TaskView:
    """Hold back what a discreet move tells nobody, also what would follow from the minutes of a task."""
    half_hour = _usual_half_hour(task, route) if task.half_hour else 0
    return replace(task_held_back(task, me), half_hour=half_hour)


def _usual_half_hour(task: Task | TaskView, route: Route) -> int:
    """Count the boxes that one person packs, or carries; at one home only where the task says so."""
    if task.work is Work.PACK:
        return lifting.packing_portion()
    at = {Place.OLD: 0, Place.NEW: -1}.get(task.place or Place.BOTH)
    ends = route.ends
    return lifting.portion(ends if at is None else (ends[at],))


def _is_seen(task: Task, audience: Audience, me: int | None, written: Collection[str] = ()) -> bool:
    """Tell whether somebody who has no claim on a task sees it. `written`: as in `is_for_keeper`."""
    if audience is Audience.ORGANIZER:
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
