"""Handing on: a helper asks one friend to take over a place of theirs. It stays theirs until that friend says yes."""

from sqlalchemy import select

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskCancelled, TaskFull
from service.domain.models import Ask, Claim, Helper, Standing, Task, TaskState
from service.domain.rules.asks import FORGET_TOLD, add_ask, delete_ask
from service.domain.rules.devices import folded
from service.domain.rules.helpers import add_helper
from service.domain.rules.taking_over import handed_claim


def hand_on(change: Change, claim_n: int, name: str, *, spoken: str) -> int:
    """Ask somebody new to take over a firm place of one's own; returns the ask's number.

    `spoken`: the language of the words where the helper's is not known.

    Raises NotFound for a claim that is somebody else's or was given back, MoveClosed, TaskCancelled, TaskFull for what
    is done, and Invalid.
    """
    claim = _own_claim(change, claim_n)
    if claim.released_at is not None:
        raise NotFound
    change.require_open()
    _require_handable(change, claim)
    me = helper_of(change, change.by.n)
    if folded(me.name) == folded(name):
        raise Invalid(Fault("name", "own_name"))
    if _asks_for(change, claim):
        raise Invalid(Fault("name", "asked_already"))
    helper_n = add_helper(change, {"name": name})
    new = add_ask(change, helper_n, [claim.task_n], handed_on_n=claim.n, language=me.language or spoken)
    change.note(Event.ASKED, ask=new.n, helper=helper_n, task=claim.task_n, claim=claim.n)
    return new.n


def stop_handing_on(change: Change, claim_n: int) -> None:
    """Take back what hands on this claim; again is nothing new. Raises NotFound for somebody else's."""
    claim = _own_claim(change, claim_n)
    for ask in _asks_for(change, claim):
        delete_ask(change, ask)


def note_no_to_helper(change: Change, ask_n: int) -> None:
    """Note that the one who hands on has read the "not this time": from here on nothing tells it from silence.

    Raises NotFound for what somebody else has asked.
    """
    ask = change.get(Ask, ask_n)
    if ask.handed_on_n is None:
        raise NotFound
    _own_claim(change, ask.handed_on_n)
    change.write_quietly(FORGET_TOLD, {"move": change.move.id, "its": ask_n, "to_helper": True})


def _own_claim(change: Change, claim_n: int) -> Claim:
    claim = change.get(Claim, claim_n)
    if change.by.grants is not Grants.HELPER or claim.helper_n != change.by.n:
        raise NotFound
    return claim


def _require_handable(change: Change, claim: Claim) -> None:
    """Check that a place is there to be handed on. What only some people see is theirs who decide who sees it."""
    task = change.get(Task, claim.task_n)
    if task.state is TaskState.CANCELLED:
        raise TaskCancelled(task.n, task.title)
    if task.state is TaskState.DONE:
        raise TaskFull(0, task.n, task.title, task.state)
    if claim.standing is not Standing.FIRM:
        raise Invalid(Fault("", "not_firm"))
    if task.kept or task.only_for:
        raise Invalid(Fault("", "for_few"))


def _asks_for(change: Change, claim: Claim) -> list[Ask]:
    """Load the asks that hand on a claim, while it stands, of people who are there."""
    if claim.released_at is not None:
        return []
    whom = (Helper.move_id == Ask.move_id) & (Helper.n == Ask.helper_n)
    there = (Helper.forgotten_at.is_(None), Helper.merged_into.is_(None))
    query = select(Ask).join(Helper, whom).where(Ask.move_id == change.move.id, Ask.handed_on_n == claim.n, *there)
    asks = change.session.scalars(query.order_by(Ask.n)).all()
    return [ask for ask in asks if handed_claim(change, ask) is not None]
