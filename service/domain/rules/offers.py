"""Offers: help that fits no task yet ("tell me if I can do something"), and their yes."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from service.domain.core.change import Change, helper_of
from service.domain.core.events import OFFER_EVENTS, Event
from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Helper, Named, Offer, OfferState
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import HelperFields, add_helper

MAX_WAITING = 20
"""Offers of one person that wait for an answer: more would only hide those of others."""


def add_offer(change: Change, helper_n: int, words: str, *, named: bool = False) -> int:
    """Write down what somebody offered; returns the offer's number. `named`: as `Offer.named`.

    Raises MoveClosed, NotFound, Invalid.
    """
    change.require_open()
    helper_of(change, helper_n)
    theirs = _waiting(change).where(Offer.helper_n == helper_n).subquery()
    if change.session.scalars(select(func.count()).select_from(theirs)).one() >= MAX_WAITING:
        raise Invalid(Fault("words", "many_offers"))
    n = change.insert(
        Offer,
        helper_n=helper_n,
        words=words,
        state=OfferState.WAITING,
        offered_at=change.now,
        named=named,
        refused_before=False,
    )
    change.note(Event.OFFERED, offer=n, helper=helper_n)
    return n


def new_offer(change: Change, helper: HelperFields, words: str) -> list[int]:
    """Write down an offer by somebody new; returns its number. Raises MoveClosed."""
    return [add_offer(change, add_helper(change, helper), words)]


def name_offers(change: Change, people: Sequence[Named]) -> list[int]:
    """Write down who has said "tell me if I can help"; returns the numbers of the offers that wait since.

    A name that is here already is that person. Who has an offer waiting is not named again. Raises MoveClosed.
    """
    change.require_open()
    made = []
    for each in people:
        helper_n = _find(change, each.name) or add_helper(change, {"name": each.name})
        if not change.session.scalar(_waiting(change).where(Offer.helper_n == helper_n)):
            made.append(add_offer(change, helper_n, each.words, named=True))
    return made


def note_refused(change: Change, numbers: Collection[int]) -> None:
    """Note which of the people who are named were told that there was no need, and which not; by their offers."""
    for offer in change.session.scalars(_waiting(change).where(Offer.named)).all():
        offer.refused_before = offer.n in numbers


def _find(change: Change, name: str) -> int | None:
    """Find the first person of this name, if there is one."""
    there = (Helper.move_id == change.move.id, Helper.forgotten_at.is_(None), Helper.merged_into.is_(None))
    same = func.lower(Helper.name) == name.lower()
    return change.session.scalar(select(Helper.n).where(*there, same).order_by(Helper.n).limit(1))


def _waiting(change: Change) -> Select[Offer]:
    return select(Offer).where(Offer.move_id == change.move.id, Offer.state == OfferState.WAITING).order_by(Offer.n)


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


def settle_offers(change: Change, helper_n: int, *, before: int) -> None:
    """Let what somebody offered before they were asked wait no more: the ask that they said yes to answers it.

    It is no line of history of its own: their yes is, and names them.
    """
    theirs = _waiting(change).where(Offer.helper_n == helper_n, Offer.n < before, Offer.named.is_(False))
    settled = change.session.scalars(theirs).all()
    for offer in settled:
        offer.state = OfferState.ACCEPTED
    for line in change.lines if settled else ():
        if line["what"] is Event.CLAIMED and line["about"]["helper"] == helper_n:
            line["about"]["settled"] = [offer.n for offer in settled]
            break


def wait_again(change: Change, numbers: Collection[int]) -> None:
    """Let offers that a yes has settled wait for their answer again, where it is taken back.

    One that rests by now goes on resting.
    """
    settled = (Offer.move_id == change.move.id, Offer.n.in_(numbers), Offer.state == OfferState.ACCEPTED)
    for offer in change.session.scalars(select(Offer).where(*settled)).all():
        offer.state = OfferState.WAITING


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
