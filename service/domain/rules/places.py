"""Places: who keeps theirs where there are fewer, and who gets one before it would be their turn. Organizers decide."""

from collections.abc import Collection

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskFull
from service.domain.figures.capacity import MAX_NEEDED, Capacity, ClaimTotals, flights_of, waiting
from service.domain.models import Claim, Role, Standing, Task
from service.domain.rules.claims import note_claim, require_claimable
from service.domain.rules.standbys import fill_places, taken
from service.domain.rules.trust import trust


def keep_only(change: Change, task: Task, stay: Collection[int]) -> None:
    """Let these helpers keep their places; of the others those stand by for whom there is none, ahead of all who do.

    A driver has no seat to lose. Raises Invalid, also if those who stay have more places than there are.
    """
    claims = _active(change, task.n)
    firm = [claim for claim in claims if claim.standing is Standing.FIRM]
    if set(stay) - {claim.helper_n for claim in firm}:
        raise Invalid(Fault("stay", "not_on_it"))
    seated = [claim for claim in firm if claim.role is not Role.DRIVER]
    places = Capacity(task, ClaimTotals.of([]), flights_of(change.move, task.place)).needed
    staying = sum(claim.quantity for claim in seated if claim.helper_n in stay)
    left = places - staying
    if left < 0:
        code = "more_names_than_places" if all(claim.quantity == 1 for claim in seated) else "more_than_places"
        raise Invalid(Fault("stay", code, {"places": places, "taken": staying}))
    since = min((claim.since - 1 for claim in waiting(claims)), default=change.move.version)
    for claim in seated:
        if claim.helper_n in stay:
            continue
        if claim.quantity <= left:
            left -= claim.quantity
        else:
            claim.standing, claim.since = Standing.STANDBY, since
            note_claim(change, Event.CLAIM_CHANGED, claim, since=since)
    change.flush()


def give_place(change: Change, n: int, *, anyway: bool = False) -> None:
    """Give a standby, or somebody of the quiet reserve, a place before all others; `anyway` adds one if there is none.

    Raises MoveClosed, NotFound (also for a claim that was given back), TaskCancelled, TaskFull.
    """
    change.require_open()
    claim = change.get(Claim, n)
    if claim.released_at is not None:
        raise NotFound
    if claim.standing is Standing.FIRM:
        return
    task = change.get(Task, claim.task_n)
    require_claimable(change, task, claim.helper_n, has_it=True)
    trust(change, claim.helper_n)
    if anyway:
        add_places(change, task, claim.quantity, claim.role)
    free = Capacity(task, taken(change, task.n), flights_of(change.move, task.place)).free(claim.role)
    if claim.quantity > free:
        raise TaskFull(free, task.n, task.title)
    claim.standing, claim.since = Standing.FIRM, change.move.version
    change.flush()
    note_claim(change, Event.CLAIM_CHANGED, claim, since=claim.since)
    fill_places(change, task)


def add_places(change: Change, task: Task, quantity: int, role: Role | None, *, helper_n: int | None = None) -> None:
    """Raise what a task needs until so much more is free, beside what this helper may have already.

    A trip has one driver, whatever it needs; and no task needs more than MAX_NEEDED.
    """
    if role is Role.DRIVER:
        return
    totals = ClaimTotals.of([claim for claim in _active(change, task.n) if claim.helper_n != helper_n])
    more_needed = quantity > Capacity(task, totals, flights_of(change.move, task.place)).left
    if more_needed and totals.quantity + quantity <= MAX_NEEDED:
        task.needed = totals.quantity + quantity
        change.flush()
        change.note(Event.TASK_CHANGED, task=task.n, fields=["needed"], state=task.state)


def _active(change: Change, task_n: int) -> list[Claim]:
    query = select(Claim).where(Claim.move_id == change.move.id, Claim.task_n == task_n, Claim.released_at.is_(None))
    return list(change.session.scalars(query.order_by(Claim.n)))
