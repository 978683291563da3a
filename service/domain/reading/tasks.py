"""Reads tasks with the claims on them: all that an audience may see, or a few by their numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BindParameter, Dialect, Select, TypeDecorator, bindparam, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, undefer

from service.domain.core.drafts import as_typed, things_as_typed, written_by_others
from service.domain.core.refusals import NotFound
from service.domain.figures import lifting
from service.domain.figures.capacity import Capacity, ClaimTotals, waiting
from service.domain.figures.lifting import Route
from service.domain.figures.loads import load_of
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

FOR_FRIENDS = (Audience.PUBLIC, Audience.FRIEND, Audience.HELPER)
NO_CLAIMS = ClaimTotals.of(())
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
_TASKS = select(
    *(table(Task).c[name] for name in (*COLUMNS, "least") if name not in _SEVERAL),
    *(type_coerce(table(Task).c[name], _Several).label(name) for name in _SEVERAL),
).where(Task.move_id == _MOVE)
_ACTIVE = (
    select(*(table(Claim).c[name] for name in CLAIM_COLUMNS))
    .where(Claim.move_id == _MOVE, Claim.released_at.is_(None))
    .order_by(Claim.n)
)
_THINGS = (
    select(Carrying.task_n, *(table(Thing).c[name] for name in ("n", "name", "count", "weight_kg", "room", "item")))
    .join_from(Carrying, Thing)
    .where(Carrying.move_id == _MOVE)
    .order_by(Thing.n)
)
"""Statements of Core, made once: many people open pages that are made of these."""
_ORDER = {kind: at for at, kind in enumerate(Kind)}


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
    things = _things_by_task(session, move.id, numbers)
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    mine = set[int]()
    for claim in _rows(session, _ACTIVE, Claim.task_n, move.id, numbers):
        claims[claim.task_n].append(claim)
        if claim.helper_n == me:
            mine.add(claim.task_n)
    written = written_by_others(session, move.id, me) if audience is Audience.KEEPER and me else defaultdict(set)
    found = (
        _as_typed(session, move.id, numbers, things)
        if audience is Audience.KEEPER
        else _rows(session, _TASKS, Task.n, move.id, numbers)
    )
    route, tasks = move.route, []
    for task in found:
        its = claims.get(task.n, ())
        if task.n in mine or _is_seen(task, audience, me, written[task.n]):
            seen = tuple(_seen_claims(its, helpers, audience, me)) if its else ()
            totals = ClaimTotals.of(its) if its else NO_CLAIMS
            where = task.where if _knows_where(task, its, audience, me) else ""
            view = kept_view if audience in FOR_FRIENDS and task.n not in mine else _view
            tasks.append(view(task, totals, seen, tuple(things[task.n]), route, where))
    if move.holds_back:
        tasks = [task_held_back(task, me) for task in tasks]
    return sorted(tasks, key=lambda task: (_ORDER[task.kind], when_key(task, move)))


def _view(
    task: Any, totals: ClaimTotals, seen: Sequence[ClaimView], things: Sequence[ThingView], route: Route, where: str
) -> TaskView:
    capacity = Capacity(task, totals, route.flights_at(task.place))
    return TaskView.of(task, capacity, seen, things=things, half_hour=_half_hour(task, route), where=where)


kept_view = lru_cache(maxsize=KEPT)(_view)
"""Returns the view that was made of equal values before: most tasks are as they were when somebody looked last."""


def _rows(
    session: Session, query: Select[Any], of: InstrumentedAttribute[int], move_id: str, numbers: Sequence[int] | None
) -> Sequence[Any]:
    """Read rows of a move, of its tasks with these numbers; `of`: the column that holds them."""
    asked = query if numbers is None else query.where(of.in_(numbers))
    session.flush()
    return session.connection().execute(asked, {"move": move_id}).all()


def _things_by_task(session: Session, move_id: str, numbers: Sequence[int] | None) -> defaultdict[int, list[ThingView]]:
    things: defaultdict[int, list[ThingView]] = defaultdict(list)
    for task_n, n, name, count, weight_kg, room, item in _rows(session, _THINGS, Carrying.task_n, move_id, numbers):
        things[task_n].append(ThingView(n, name, count, load_of(item, weight_kg).weight_kg, room, item))
    return things


def _as_typed(
    session: Session, move_id: str, numbers: Sequence[int] | None, things: dict[int, list[ThingView]]
) -> Sequence[Any]:
    """Read tasks with the drafts as their keepers typed them last, and put what those carry into `things`."""
    query = select(Task).where(Task.move_id == move_id).options(undefer(Task.typed))
    found = session.scalars(query if numbers is None else query.where(Task.n.in_(numbers))).all()
    drafts = [task for task in found if task.state is TaskState.PROPOSED]
    things |= {draft.n: [ThingView.of(thing) for thing in things_as_typed(draft)] for draft in drafts}
    return [as_typed(task) if task in drafts else task for task in found]


def preview(move: MoveView, task: Task, things: Sequence[ThingFields] = ()) -> TaskView:
    """View a task, and what it is to carry, that are written nowhere yet."""
    shown = [ThingView.of(Thing(n=None, **{**defaults_of(Thing), **_columns(each)})) for each in things]
    capacity = Capacity(task, ClaimTotals.of([]), move.route.flights_at(task.place))
    return TaskView.of(task, capacity, [], things=shown, where=task.where)


def _columns(thing: ThingFields) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in ("n", "same")}


def _half_hour(task: Task, route: Route) -> int:
    """Count the boxes of a friend's half an hour; at one home only where the task says so."""
    if task.kind is not Kind.BOX_LOAD:
        return 0
    if task.work is Work.PACK:
        return lifting.packing_portion()
    at = {Place.OLD: 0, Place.NEW: -1}.get(task.place or Place.BOTH)
    ends = route.ends
    return lifting.portion(ends if at is None else (ends[at],))


def _is_seen(task: Task, audience: Audience, me: int | None, written: Collection[str]) -> bool:
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
