"""Claims: "I'll take it", standing by, and giving a place back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from service.domain import lifting
from service.domain.changes import Change, helper_of
from service.domain.links import Grants
from service.domain.models import Claim, Kind, Move, MoveState, Role, Standing, Task, TaskState
from service.domain.refusals import Fault, Invalid, NotFound, TaskCancelled, TaskFull


class Cover(StrEnum):
    """How far a task is spoken for."""

    OPEN = "open"
    PARTLY = "partly"
    COVERED = "covered"


@dataclass(frozen=True)
class Wish:
    """What a helper would like to take on a task. A trip without a role means: along for the ride."""

    quantity: int = 1
    standing: Standing = Standing.FIRM
    role: Role | None = None
    vehicle_kind: str = ""
    vehicle_seats: int | None = None
    note: str | None = None
    """None: nothing was said, an earlier note stays."""


class Places:
    """What a task needs and who has it: the one place where claims are added up.

    `claims` are those that stand, in order of arrival. `left` never goes below 0; for a trip it counts the
    seats beside the driver.
    """

    def __init__(self, task: Task, claims: Sequence[Claim], flights: int) -> None:
        self.task = task
        self.claims = claims
        self.crew: lifting.Crew | None = None
        """Of a heavy item: from its weight and the stairs, unless the organizer gave a number."""
        if task.kind is Kind.HEAVY_ITEM:
            self.crew = lifting.crew(task.weight_kg, flights, least=task.least, own=task.needed)

    def risk(self, flights: int) -> lifting.Risk | None:
        """How the lift looks with the people who are needed; None for what is not lifted by a crew."""
        if self.crew is None:
            return None
        return lifting.risk(self.task.weight_kg, flights, self.crew.people, least=self.task.least)

    @property
    def needed(self) -> int:
        return self.crew.people if self.crew is not None else self.task.needed or 0

    @property
    def taken(self) -> int:
        return sum(claim.quantity for claim in self.claims if _counts(claim))

    @property
    def left(self) -> int:
        return max(0, self.needed - self.taken)

    @property
    def driver(self) -> Claim | None:
        return next((claim for claim in self.claims if _drives(claim)), None)

    @property
    def cover(self) -> Cover:
        enough = self.driver is not None if self.task.kind is Kind.TRIP else self.left == 0
        if enough:
            return Cover.COVERED
        return Cover.PARTLY if self.taken or self.driver else Cover.OPEN

    def room(self, role: Role | None) -> int:
        """How much is left for this role: a trip takes one driver."""
        if role is Role.DRIVER:
            return 0 if self.driver is not None else 1
        return self.left

    @property
    def standbys(self) -> list[Claim]:
        """Who stands by, first come first."""
        waiting = [claim for claim in self.claims if claim.standing is Standing.STANDBY]
        return sorted(waiting, key=lambda claim: (claim.since, claim.n))


def flights_of(move: Move) -> int:
    return lifting.flights(
        lifting.End(move.from_floor, move.from_lift),
        lifting.End(move.to_floor, move.to_lift),
        same_building=move.same_building,
    )


def standing_claims(change: Change, task_n: int) -> list[Claim]:
    query = (
        select(Claim)
        .where(Claim.move_id == change.move.id, Claim.task_n == task_n, Claim.released_at.is_(None))
        .order_by(Claim.n)
    )
    return list(change.session.scalars(query))


def claim_task(change: Change, task_n: int, helper_n: int, wish: Wish, *, may_lower: bool = True) -> Claim:
    """Take a piece of a task. The same helper on the same task sets quantity, standing and role anew.

    Standing by where there is room becomes a firm claim. Raises MoveClosed, NotFound, TaskCancelled, Invalid
    (also for fewer than they have, unless it `may_lower` that), and TaskFull if there is less left than asked
    for (nothing is taken in part).
    """
    change.require_open()
    task = change.get(Task, task_n)
    _require_claimable(change, task)
    role = _role(task, wish)
    claims, flights = standing_claims(change, task_n), flights_of(change.move)
    own = next((claim for claim in claims if claim.helper_n == helper_n), None)
    if own is not None and not may_lower and wish.quantity < own.quantity:
        raise Invalid(Fault("quantity", "has_more", {"quantity": own.quantity}))
    room = Places(task, [claim for claim in claims if claim is not own], flights).room(role)
    standing = wish.standing
    if standing is Standing.STANDBY and wish.quantity <= room:
        standing = Standing.FIRM
    if standing is Standing.FIRM and wish.quantity > room:
        held = own.quantity if own is not None and own.standing is Standing.FIRM else 0
        raise TaskFull(Places(task, claims, flights).room(role), task.n, task.title, own=held)
    if own is None:
        helper_of(change, helper_n)
        own = _new_claim(change, task, helper_n, wish, standing, role)
    else:
        _set_anew(change, own, wish, standing, role)
    fill_places(change, task)
    return own


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
    """Release a standing claim, whoever asks."""
    claim.released_at = change.now
    claim.note = ""
    change.session.flush()
    change.note("released", task=claim.task_n, helper=claim.helper_n, claim=claim.n)
    fill_places(change, change.get(Task, claim.task_n))


def fill_places(change: Change, task: Task) -> None:
    """Let those who stand by step up, in order, each whose whole quantity fits."""
    if change.move.state is not MoveState.OPEN or task.state in (TaskState.DONE, TaskState.CANCELLED):
        return
    places = Places(task, standing_claims(change, task.n), flights_of(change.move))
    for claim in places.standbys:
        if claim.quantity <= places.room(claim.role):
            claim.standing = Standing.FIRM
            change.session.flush()
            change.note("stepped_up", task=task.n, helper=claim.helper_n, claim=claim.n)


def fill_all_places(change: Change) -> None:
    """The whole move has changed (other stairs, open again): wherever someone stands by there may be room now."""
    awaited = select(Claim.task_n).where(
        Claim.move_id == change.move.id, Claim.released_at.is_(None), Claim.standing == Standing.STANDBY
    )
    query = select(Task).where(Task.move_id == change.move.id, Task.n.in_(awaited)).order_by(Task.n)
    for task in change.session.scalars(query).all():
        fill_places(change, task)


def stands(change: Change, n: int) -> bool:
    return change.get(Claim, n).released_at is None


def position(change: Change, claim: Claim) -> int | None:
    """Where a standby is in the line of its task, from 1; None for every other claim."""
    if claim.standing is not Standing.STANDBY or claim.released_at is not None:
        return None
    places = Places(change.get(Task, claim.task_n), standing_claims(change, claim.task_n), flights_of(change.move))
    return places.standbys.index(claim) + 1


def _require_claimable(change: Change, task: Task) -> None:
    if task.kept and not change.by_organizer:
        raise NotFound
    if task.state is TaskState.CANCELLED:
        raise TaskCancelled(task.n, task.title)
    if task.state is TaskState.DONE and not change.by_organizer:
        raise TaskFull(0, task.n, task.title, task.state)


def _role(task: Task, wish: Wish) -> Role | None:
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


def _new_claim(change: Change, task: Task, helper_n: int, wish: Wish, standing: Standing, role: Role | None) -> Claim:
    claim = Claim(
        move_id=change.move.id,
        n=change.next_n(),
        task_n=task.n,
        helper_n=helper_n,
        quantity=wish.quantity,
        standing=standing,
        since=change.move.version,
        claimed_at=change.now,
        **_carried(wish, role) | {"note": wish.note or ""},
    )
    change.add(claim)
    change.note("claimed", task=task.n, helper=helper_n, claim=claim.n, quantity=wish.quantity, standing=standing)
    return claim


def _set_anew(change: Change, own: Claim, wish: Wish, standing: Standing, role: Role | None) -> None:
    new = {"quantity": wish.quantity, "standing": standing, **_carried(wish, role)}
    if wish.note is None:
        del new["note"]
    if all(getattr(own, name) == value for name, value in new.items()):
        return
    if own.standing is not standing:
        own.since, own.claimed_at = change.move.version, change.now
    for name, value in new.items():
        setattr(own, name, value)
    change.session.flush()
    change.note(
        "claim_changed",
        task=own.task_n,
        helper=own.helper_n,
        claim=own.n,
        quantity=wish.quantity,
        standing=standing,
    )


def _carried(wish: Wish, role: Role | None) -> dict[str, object]:
    """What belongs to the role and the person: only a driver brings a vehicle."""
    drives = role is Role.DRIVER
    return {
        "role": role,
        "vehicle_kind": wish.vehicle_kind if drives else "",
        "vehicle_seats": wish.vehicle_seats if drives else None,
        "note": wish.note,
    }


def _counts(claim: Claim) -> bool:
    return claim.standing is Standing.FIRM and claim.role is not Role.DRIVER


def _drives(claim: Claim) -> bool:
    return claim.standing is Standing.FIRM and claim.role is Role.DRIVER
