"""Offers: help that fits no task yet ("tell me if I can do something"), and their yes."""

from collections.abc import Sequence

from sqlalchemy import func, select

from service.domain.core.change import Change, helper_of
from service.domain.core.events import OFFER_EVENTS, Event
from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Helper, Offer, OfferState
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import HelperFields, add_helper

MAX_WAITING = 20
"""Offers of one person that wait for an answer: more would only hide those of others."""


def add_offer(change: Change, helper_n: int, words: str) -> int:
    """Write down what somebody offered; returns the offer's number. Raises MoveClosed, NotFound, Invalid."""
    change.require_open()
    helper_of(change, helper_n)
    theirs = (Offer.move_id == change.move.id, Offer.helper_n == helper_n, Offer.state == OfferState.WAITING)
    if change.session.scalars(select(func.count()).where(*theirs)).one() >= MAX_WAITING:
        raise Invalid(Fault("words", "many_offers"))
    n = change.insert(Offer, helper_n=helper_n, words=words, state=OfferState.WAITING, offered_at=change.now)
    change.note(Event.OFFERED, offer=n, helper=helper_n)
    return n


def new_offer(change: Change, helper: HelperFields, words: str) -> list[int]:
    """Write down an offer by somebody new; returns its number. Raises MoveClosed."""
    return [add_offer(change, add_helper(change, helper), words)]


def accept_offer(change: Change, n: int, wishes: Sequence[tuple[int, Wish]]) -> list[int]:
    """Say yes: the helper who offered takes these tasks, all or none; returns the numbers of the claims.

    `wishes` are pairs of a task's number and what is taken of it. Raises what `claim_task` raises, and Invalid
    for a yes without a task: an offer is answered with something concrete.
    """
    change.require_open()
    offer = change.get(Offer, n)
    helper_of(change, offer.helper_n)
    if not wishes:
        raise Invalid(Fault("tasks", "missing"))
    claims = [claim_task(change, task_n, offer.helper_n, wish, may_lower=False) for task_n, wish in wishes]
    _set_state(change, offer, OfferState.ACCEPTED)
    return claims


def rest_offer(change: Change, n: int, *, rests: bool = True) -> None:
    """Let an offer rest, or wake it again. Raises NotFound."""
    _set_state(change, change.get(Offer, n), OfferState.RESTING if rests else OfferState.WAITING)


def still_valid(change: Change, n: int) -> bool:
    """Tell whether the person who offered has not been forgotten."""
    return change.get(Helper, change.get(Offer, n).helper_n).forgotten_at is None


def _set_state(change: Change, offer: Offer, state: OfferState) -> None:
    if offer.state is not state:
        offer.state = state
        change.note(OFFER_EVENTS[state], offer=offer.n, helper=offer.helper_n)
