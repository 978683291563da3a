"""Claims: "I'll take it", standing by, and giving a place back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import bindparam, func, select

from service.domain.core.change import Change, read_listed
from service.domain.core.events import About, Event
from service.domain.core.images import forget_note, portions
from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskCancelled, TaskFull
from service.domain.figures.capacity import Capacity, ClaimTotals, flights_of, waiting
from service.domain.figures.seen import is_for
from service.domain.models import (
    Claim,
    Kind,
    MoveState,
    ReadOnlyClaim,
    ReadOnlyTask,
    Role,
    Standing,
    Task,
    TaskState,
    table,
)
from service.domain.rules.clashes import require_no_clash, take_all
from service.domain.rules.trust import trust
from service.storage.prepared import Prepared


@dataclass(frozen=True)
class Wish:
    """A wanted claim on a task. A trip without a role means: along for the ride."""

    quantity: int = 1
    standing: Standing = Standing.FIRM
    role: Role | None = None
    vehicle_kind: str = ""
    vehicle_seats: int | None = None
    note: str | None = None
    """None: not given, an earlier note stays."""
    anyway: bool = False
    """Also where it clashes with something else of theirs: they know."""


CLAIMS = table(Claim)
_FIRM = CLAIMS.c.standing == Standing.FIRM
_DRIVES = func.coalesce(CLAIMS.c.role, Role.RIDER) == Role.DRIVER
ACTIVE = [CLAIMS.c.move_id == bindparam("move"), CLAIMS.c.task_n == bindparam("task"), CLAIMS.c.released_at.is_(None)]
ADD_UP = Prepared(
    select(
        func.coalesce(func.sum(CLAIMS.c.quantity).filter(_FIRM, ~_DRIVES), 0),
        func.max(CLAIMS.c.n).filter(_FIRM, _DRIVES),
        func.count().filter(CLAIMS.c.standing == Standing.STANDBY),
        func.count(),
        func.max(CLAIMS.c.n).filter(CLAIMS.c.helper_n == bindparam("helper")),
    ).where(*ACTIVE)
)


def taken(change: Change, task_n: int) -> ClaimTotals:
    """Add up the active claims on a task."""
    return taken_and_own(change, task_n, None)[0]


def taken_of(change: Change, tasks: Collection[int]) -> dict[int, ClaimTotals]:
    """Add up the active claims on each of these tasks, in one query for 500."""
    change.flush()
    of_move = select(Claim).where(Claim.move_id == change.move.id, Claim.released_at.is_(None))
    found: dict[int, list[Claim]] = {n: [] for n in tasks}
    for part in portions(tasks):
        for claim in change.session.scalars(of_move.where(Claim.task_n.in_(part)).order_by(Claim.n)):
            found[claim.task_n].append(claim)
    return {n: ClaimTotals.of(claims) for n, claims in found.items()}


def taken_and_own(change: Change, task_n: int, helper_n: int | None) -> tuple[ClaimTotals, int | None]:
    """Add up the active claims on a task; returns also the number of one helper's own, if any."""
    change.flush()
    whose = {"move": change.move.id, "task": task_n, "helper": helper_n}
    *added_up, own = ADD_UP.first(change.connection, whose)
    return ClaimTotals(*added_up), own


def _standbys(change: Change, task_n: int) -> list[Claim]:
    query = select(Claim).where(
        Claim.move_id == change.move.id,
        Claim.task_n == task_n,
        Claim.released_at.is_(None),
        Claim.standing == Standing.STANDBY,
    )
    return waiting(change.session.scalars(query))


def claim_task(change: Change, task_n: int, helper_n: int, wish: Wish, *, may_lower: bool = True) -> int:
    """Take a piece of a task; returns the claim's number. The same helper on the same task sets the claim anew.
    Whom an organizer puts on it is trusted.

    A standby becomes firm where there is room. Raises MoveClosed, NotFound,
    TaskCancelled, Invalid (also for fewer than they have, unless it `may_lower` that), TaskFull if there is less left
    than asked for (nothing is taken in part), and last, once it is written, Clash for a place that is new.
    """
    change.require_open()
    trust(change, helper_n)
    task = change.read(ReadOnlyTask, task_n)
    others, own_n = taken_and_own(change, task_n, helper_n)
    require_claimable(change, task, helper_n, has_it=own_n is not None)
    role, flights = role_for(task, wish), flights_of(change.move, task.place)
    own = None if own_n is None else change.get(Claim, own_n)
    if own is not None:
        if not may_lower and wish.quantity < own.quantity:
            raise Invalid(Fault("quantity", "has_more", {"quantity": own.quantity}))
        others = others.without(own)
    free = Capacity(task, others, flights).free(role)
    standing = wish.standing
    if standing is Standing.STANDBY and wish.quantity <= free:
        standing = Standing.FIRM
    if standing is Standing.FIRM and wish.quantity > free:
        raise _too_much(task, own, free, role)
    was_firm = own is not None and own.standing is Standing.FIRM
    if own is None:
        n = add_claim(change, task, helper_n, wish, standing, role)
    else:
        n = set_anew(change, task, own, wish, standing, role)
    if standing is Standing.FIRM and not (was_firm or wish.anyway):
        require_no_clash(change, task, helper_n)
    return n


def claim_all(change: Change, helper_n: int, wishes: Iterable[tuple[int, Wish]]) -> list[int]:
    """Take a piece of each of these tasks, all or none. Raises as `claim_task` does."""
    takes = [partial(claim_task, change, n, helper_n, wish) for n, wish in wishes]
    try:
        return take_all(takes)
    except TaskFull as no:
        raise replace(no, is_one_of_several=len(takes) > 1) from None


def _too_much(task: ReadOnlyTask, own: Claim | None, free: int, role: Role | None) -> TaskFull:
    """Make the refusal: its `left` does not count what the asker has already."""
    held = ClaimTotals.of([own] if own is not None else [])
    left = free if role is Role.DRIVER else max(0, free - held.quantity)
    return TaskFull(left, task.n, task.title, own=held.quantity or int(held.driver is not None))


def release(change: Change, n: int) -> None:
    """Give a place back; a second time is nothing new. The first standby that fits steps up.

    Raises NotFound for a claim that is not the asker's own (organizers may release any).
    """
    claim = change.get(Claim, n)
    own = change.by.grants is Grants.HELPER and claim.helper_n == change.by.n
    if not own and not change.by_organizer:
        raise NotFound
    if claim.released_at is None:
        give_back(change, claim)


def give_back(change: Change, claim: Claim) -> None:
    """Release an active claim. The caller has checked who may.

    The word that came with it is erased, and nothing keeps it for undo once its holder gives the place back.
    """
    if not change.by_organizer:
        forget_note(change.connection, change.move.id, claim.n)
    claim.released_at = change.now
    claim.taken_off = change.by_organizer
    claim.note = ""
    change.flush()
    change.note(Event.RELEASED, task=claim.task_n, helper=claim.helper_n, claim=claim.n)
    fill_places(change, change.get(Task, claim.task_n))


def resume(change: Change, claim: Claim) -> None:
    """Let a released claim stand again; as a standby where its place is somebody else's by now."""
    task = change.get(Task, claim.task_n)
    free = Capacity(task, taken(change, task.n), flights_of(change.move, task.place)).free(claim.role)
    if claim.standing is Standing.FIRM and claim.quantity > free:
        claim.standing = Standing.STANDBY
    claim.released_at, claim.taken_off = None, False
    change.flush()
    note_claim(change, Event.CLAIMED, claim)


def fill_places(change: Change, task: Task | ReadOnlyTask) -> None:
    """Let standbys step up, in order, each whose whole quantity fits."""
    if change.move.state is not MoveState.OPEN or not task.state.is_live:
        return
    if not taken(change, task.n).standbys:
        return
    for claim in _standbys(change, task.n):
        capacity = Capacity(task, taken(change, task.n), flights_of(change.move, task.place))
        if claim.quantity <= capacity.free(claim.role):
            claim.standing = Standing.FIRM
            change.note(Event.STEPPED_UP, task=task.n, helper=claim.helper_n, claim=claim.n)


def fill_all_places(change: Change) -> None:
    """Fill the places of every task with a standby, after a change of the whole move (other stairs, open again)."""
    awaited = select(Claim.task_n).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.standing == Standing.STANDBY
    )
    query = select(Task).where(Task.move_id == change.move.id, Task.n.in_(awaited)).order_by(Task.n)
    for task in change.session.scalars(query).all():
        fill_places(change, task)


def still_valid(change: Change, n: int) -> bool:
    return change.read(ReadOnlyClaim, n).released_at is None


def position(change: Change, claim: ReadOnlyClaim) -> int | None:
    """Count a standby's position in the line of its task, from 1; None for every other claim."""
    if claim.standing is not Standing.STANDBY or claim.released_at is not None:
        return None
    return [each.n for each in _standbys(change, claim.task_n)].index(claim.n) + 1


def require_claimable(change: Change, task: Task | ReadOnlyTask, helper_n: int, *, has_it: bool) -> None:
    """Check that this asker may take something of the task for a helper. Raises NotFound, TaskCancelled, TaskFull.

    `has_it`: the helper has something of it already, and keeps it where it is for other people by now.
    """
    if task.state is TaskState.PROPOSED or not (has_it or is_for(task, helper_n)):
        raise NotFound
    if task.kept and not change.by_organizer:
        raise NotFound
    if task.state is TaskState.CANCELLED:
        raise TaskCancelled(task.n, task.title)
    if task.state is TaskState.DONE and not change.by_organizer:
        raise TaskFull(0, task.n, task.title, task.state)


def role_for(task: ReadOnlyTask, wish: Wish) -> Role | None:
    if task.kind is not Kind.TRIP:
        return None
    if wish.role is not Role.DRIVER:
        return Role.RIDER
    faults = []
    if not wish.vehicle_kind:
        faults.append(Fault("vehicle", "missing"))
    if wish.quantity != 1:
        faults.append(Fault("quantity", "one_driver"))
    if faults:
        raise Invalid(*faults)
    return Role.DRIVER


def add_claim(
    change: Change, task: ReadOnlyTask, helper_n: int, wish: Wish, standing: Standing, role: Role | None
) -> int:
    read_listed(change, helper_n)
    n = change.insert(
        Claim,
        task_n=task.n,
        helper_n=helper_n,
        quantity=wish.quantity,
        standing=standing,
        since=change.move.version,
        claimed_at=change.now,
        released_at=None,
        taken_off=False,
        revision=0,
        **_carried(wish, role) | {"note": wish.note or ""},
    )
    note_claim(change, Event.CLAIMED, change.read(ReadOnlyClaim, n))
    return n


def set_anew(change: Change, task: ReadOnlyTask, own: Claim, wish: Wish, standing: Standing, role: Role | None) -> int:
    new = {"quantity": wish.quantity, "standing": standing, **_carried(wish, role)}
    if wish.note is None:
        del new["note"]
    if all(getattr(own, name) == value for name, value in new.items()):
        return own.n
    lowered = _is_lowered(own, wish, standing, role)
    if own.standing is not standing:
        own.since, own.claimed_at = change.move.version, change.now
    for name, value in new.items():
        setattr(own, name, value)
    if "note" in new and not change.by_organizer:
        forget_note(change.connection, change.move.id, own.n)
    change.flush()
    note_claim(change, Event.CLAIM_CHANGED, own, lowered=lowered)
    fill_places(change, task)
    return own.n


def _is_lowered(own: Claim, wish: Wish, standing: Standing, role: Role | None) -> bool:
    """Tell whether a firm place is given back in part: fewer, no longer firm, or without the car."""
    if own.standing is not Standing.FIRM:
        return False
    no_car = own.role is Role.DRIVER and role is not Role.DRIVER
    return standing is not Standing.FIRM or wish.quantity < own.quantity or no_car


def note_claim(
    change: Change, what: Event, claim: Claim | ReadOnlyClaim, *, since: int | None = None, lowered: bool = False
) -> None:
    """Note a claim in the history, with all that it takes to tell who had what at every version.

    `since`: as `Claim.since`, where an organizer has given it a place, or taken it away.
    """
    about: About = {
        "task": claim.task_n,
        "helper": claim.helper_n,
        "claim": claim.n,
        "quantity": claim.quantity,
        "standing": claim.standing,
    }
    if claim.role is not None:
        about["role"] = claim.role
    if isinstance(claim, Claim):
        claim.revision += 1
        change.flush()
    if lowered:
        about["lowered"] = True
    if since is not None:
        about["since"] = since
    change.note(what, **about)


def _carried(wish: Wish, role: Role | None) -> dict[str, object]:
    """Pick the columns that follow from the role and the wish: only a driver brings a vehicle."""
    drives = role is Role.DRIVER
    return {
        "role": role,
        "vehicle_kind": wish.vehicle_kind if drives else "",
        "vehicle_seats": wish.vehicle_seats if drives else None,
        "note": wish.note,
    }
