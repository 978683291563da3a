"""Claims: "I'll take it", standing by, and giving a place back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from service.domain.core.change import Change, read_listed
from service.domain.core.events import About, Event
from service.domain.core.images import forget_note
from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskCancelled, TaskFull
from service.domain.figures.capacity import Capacity, ClaimTotals, flights_of
from service.domain.figures.seen import is_for
from service.domain.models import (
    Claim,
    Kind,
    ReadOnlyClaim,
    ReadOnlyTask,
    Role,
    Standing,
    Task,
    TaskState,
)
from service.domain.rules.clashes import require_no_clash, take_all
from service.domain.rules.standbys import fill_places, taken, taken_and_own
from service.domain.rules.trust import trust


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
    return TaskFull(
        left, task.n, task.title, own=held.quantity or int(held.driver is not None), is_boxes=task.kind is Kind.BOX_LOAD
    )


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


def still_valid(change: Change, n: int) -> bool:
    return change.read(ReadOnlyClaim, n).released_at is None


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
