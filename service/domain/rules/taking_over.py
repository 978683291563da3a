"""Taking over: a place goes from one helper to the person they asked, in one step and past those who stand by."""

from dataclasses import replace

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import forget_note
from service.domain.models import Ask, Claim, ReadOnlyTask, Role, Standing
from service.domain.rules.claims import Wish, add_claim, require_claimable, role_for, set_anew
from service.domain.rules.clashes import require_no_clash
from service.domain.rules.standbys import fill_places, taken_and_own


def handed_claim(change: Change, ask: Ask) -> Claim | None:
    """Load the claim that an ask hands on, while its holder has a firm place by it; None for every other ask."""
    if ask.handed_on_n is None:
        return None
    claim = change.get(Claim, ask.handed_on_n)
    is_theirs = claim.released_at is None and claim.standing is Standing.FIRM
    return claim if is_theirs and claim.helper_n != ask.helper_n else None


def take_over(change: Change, helper_n: int, given: Claim, wish: Wish) -> int:
    """Move a firm claim to a helper, all of it; returns the number of theirs. What was beside it in words is erased.

    Only a driver's says more by the `wish`: their vehicle. Raises MoveClosed, NotFound, TaskCancelled, TaskFull where
    it is done, Invalid for a driver without a vehicle, and Clash.
    """
    change.require_open()
    task = change.read(ReadOnlyTask, given.task_n)
    require_claimable(change, task, helper_n, has_it=False)
    wish = replace(wish, quantity=given.quantity, standing=Standing.FIRM, role=given.role)
    role = role_for(task, wish)
    own_n = taken_and_own(change, task.n, helper_n)[1]
    was_firm = own_n is not None and change.get(Claim, own_n).standing is Standing.FIRM
    if not change.by_organizer:
        forget_note(change.connection, change.move.id, given.n)
    given.released_at, given.note = change.now, ""
    change.flush()
    if own_n is None:
        n = add_claim(change, task, helper_n, wish, Standing.FIRM, role)
    else:
        n = _add_to(change, task, change.get(Claim, own_n), wish, role)
    change.note(Event.HANDED_ON, task=task.n, helper=given.helper_n, other=helper_n, claim=given.n)
    fill_places(change, task)
    if not (was_firm or wish.anyway):
        require_no_clash(change, task, helper_n)
    return n


def _add_to(change: Change, task: ReadOnlyTask, own: Claim, wish: Wish, role: Role | None) -> int:
    """Add a place to what its new holder has of the task already, as an entry that was merged may have."""
    if own.role is Role.DRIVER and own.standing is Standing.FIRM:
        return own.n  # who drives needs no seat
    if own.standing is Standing.FIRM and role is not Role.DRIVER:
        wish = replace(wish, quantity=own.quantity + wish.quantity)
    return set_anew(change, task, own, wish, Standing.FIRM, role)


def hand_on_instead(change: Change, claim_n: int, instead_n: int) -> list[int]:
    """Let what hands on a claim that joins another hand on that one; returns the numbers of the asks."""
    asks = change.session.scalars(select(Ask).where(Ask.move_id == change.move.id, Ask.handed_on_n == claim_n)).all()
    for ask in asks:
        ask.handed_on_n = instead_n
    return [ask.n for ask in asks]


def hand_on_again(change: Change, ask_n: int, claim_n: int) -> None:
    """Let an ask hand on the claim that it did before, if it is still there."""
    ask = change.session.get(Ask, (change.move.id, ask_n))
    if ask is not None:
        ask.handed_on_n = claim_n
