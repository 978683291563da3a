"""Asks: one person asked by name, and their answer. A "not this time" is told once to the one who asked, and else
looks like silence everywhere."""

from collections.abc import Collection, Sequence
from datetime import time
from typing import TypedDict, Unpack

from sqlalchemy import bindparam, delete, exists, func, or_, select

from service.domain.core.change import Change, helper_of
from service.domain.core.events import Event
from service.domain.core.message_rows import ALL, forget
from service.domain.core.receivers import HELPER
from service.domain.core.refusals import Fault, Invalid, NotFound, TaskCancelled
from service.domain.figures.hours import is_slip
from service.domain.figures.times import REST_AFTER
from service.domain.models import (
    Ask,
    AskState,
    Claim,
    Helper,
    Message,
    MessageKind,
    NotThisTime,
    Offer,
    ReadOnlyClaim,
    Task,
    TaskState,
    Thanks,
    table,
)
from service.domain.rules.agreed_hours import agree_on_hours
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import add_helper
from service.domain.rules.naming import let_see
from service.domain.rules.offers import add_offer, settle_offers
from service.domain.rules.out_and_in import other_ends_of
from service.domain.rules.standbys import taken_and_own
from service.domain.rules.taking_over import handed_claim, take_over
from service.domain.rules.tasks import change_task
from service.domain.rules.trust import trust
from service.storage.upsert import upsert

MAX_TASKS = 12
"""Tasks of one ask at most: it is one visit."""
MAX_ASKS = 1_000
"""Asks of one move: the page of all of them is read by people."""

NOT_THIS_TIME = table(NotThisTime)
FORGET_NO = delete(NOT_THIS_TIME).where(
    NOT_THIS_TIME.c.move_id == bindparam("move"), NOT_THIS_TIME.c.n == bindparam("its")
)
FORGET_TOLD = FORGET_NO.where(NOT_THIS_TIME.c.to_helper == bindparam("to_helper"))


class AskFields(TypedDict, total=False):
    """The fields of an ask that an organizer may set."""

    starts: time | None
    ends: time | None
    words: str
    language: str
    refused_before: bool
    why_you: str


def ask_person(
    change: Change,
    who: int | str,
    tasks: Sequence[int],
    fields: AskFields,
    *,
    spoken: str,
    languages: Collection[str],
) -> int:
    """Ask one person for these tasks; returns the ask's number. What was kept is kept no more, and what was for
    named people only is for them, too. They are trusted from then on.

    `who`: the number of somebody who is here, or the name of somebody new. `spoken`: the language of the words where
    none is chosen and the person's is not known; `languages`: those that can be chosen.

    Raises MoveClosed, NotFound, TaskCancelled, Invalid.
    """
    change.require_open()
    helper_n = who if isinstance(who, int) else add_helper(change, {"name": who})
    helper = helper_of(change, helper_n)
    trust(change, helper_n)
    if is_slip(fields.get("starts"), fields.get("ends")):
        raise Invalid(Fault("ends", "before_start"))
    if fields.get("language") and fields["language"] not in languages:
        raise Invalid(Fault("language", "unknown_language"))
    wanted = list(dict.fromkeys(tasks))
    for n in wanted:
        _require_askable(change.get(Task, n))
        change_task(change, n, {"kept": False})
        let_see(change, n, helper_n)
    own: AskFields = {**fields, "language": fields.get("language") or helper.language or spoken}
    new = add_ask(change, helper_n, wanted, **own)
    change.note(Event.ASKED, ask=new.n, helper=helper_n)
    return new.n


def add_ask(
    change: Change, helper_n: int, tasks: list[int], *, handed_on_n: int | None = None, **fields: Unpack[AskFields]
) -> Ask:
    """Write down who is asked for what. Raises Invalid if there are as many asks as anybody reads."""
    if change.session.scalars(select(func.count()).where(Ask.move_id == change.move.id)).one() >= MAX_ASKS:
        raise Invalid(Fault("tasks", "many_asks"))
    return change.add(
        Ask(
            move_id=change.move.id,
            n=change.next_n(),
            helper_n=helper_n,
            by_n=change.by.n,
            handed_on_n=handed_on_n,
            tasks=tasks,
            asked_at=change.now,
            epoch=change.next_epoch(),
            **fields,
        )
    )


def change_ask(change: Change, n: int, *, words: str | None = None, rests: bool | None = None) -> None:
    """Change its words, let it rest, or ask anew. Raises NotFound."""
    found = _ask(change, n)
    changed = []
    if words is not None and found.words != words:
        found.words = words
        changed.append("words")
    is_over = found.asked_at + REST_AFTER <= change.now or found.offer_n is not None
    if rests is not None and (found.rests is not rests or (is_over and not rests)):
        found.rests = rests
        if not rests:
            found.asked_at, found.offer_n = change.now, None
        changed.append("state")
    if changed:
        state = AskState.RESTING if found.rests else AskState.ASKED
        change.note(Event.ASK_CHANGED, ask=n, helper=found.helper_n, fields=changed, state=state)


def send_ask(change: Change, n: int) -> bool:
    """Send the words by mail from here, and say whether they go: not twice, and not once the person has said yes.

    An ask that rests is asked anew. Raises MoveClosed, NotFound, and Invalid for somebody who has left no address or
    wants no letters.
    """
    change.require_open()
    found = _ask(change, n)
    helper = change.get(Helper, found.helper_n)
    if not helper.email or ALL in helper.muted_kinds:
        raise Invalid(Fault("words", "no_letters"))
    if _is_sent(change, found) or _is_yes(change, found) or handed_claim(change, found) is not None:
        return False
    change_ask(change, n, rests=False)
    found.sent_in = change.move.version
    change.note(Event.ASK_SENT, ask=n, helper=found.helper_n)
    return True


def take_back(change: Change, n: int) -> None:
    """Take an ask back, and the name of who was asked for nothing else and did nothing here. Raises NotFound."""
    delete_ask(change, _ask(change, n))


def delete_ask(change: Change, found: Ask) -> None:
    """Delete an ask that its owner takes back."""
    n, helper_n = found.n, found.helper_n
    change.session.delete(found)
    change.flush()
    change.note(Event.ASK_TAKEN_BACK, ask=n, helper=helper_n)
    if _is_only_asked(change, helper_n):
        forget(change.connection, change.move.id, helper_n)
        change.session.delete(change.get(Helper, helper_n))
        change.flush()


def say_yes(change: Change, n: int, task_n: int, wish: Wish, *, spoken: str = "") -> int:
    """Take a task that the ask is for, its other end, or one that is for the person who was asked and few others.

    Returns the claim's number; one that was not asked for is no answer to the ask.

    `spoken`: the language of letters to them, if they were not here before.

    Raises NotFound for any other task, and what `claim_task` raises.
    """
    found = _ask(change, n)
    is_answer = task_n in found.tasks or bool(set(other_ends_of(change, task_n)) & set(found.tasks))
    if not (is_answer or found.helper_n in change.get(Task, task_n).only_for):
        raise NotFound
    if not change.by_organizer:
        change.actor = (HELPER, found.helper_n)
        helper = change.get(Helper, found.helper_n)
        helper.language = helper.language or spoken
    if is_answer:
        agree_on_hours(change, found, task_n, wish)
    claim_n = _take(change, found, task_n, wish)
    if is_answer and found.yes_at is None:
        found.yes_at = change.now
        if not change.happened:  # they had it as it is
            change.note(Event.ASK_CHANGED, ask=n, helper=found.helper_n, fields=["state"], state=AskState.YES)
    if is_answer:
        settle_offers(change, found.helper_n, before=n)
        change.write_quietly(FORGET_NO, {"move": change.move.id, "its": n})
    return claim_n


def _take(change: Change, found: Ask, task_n: int, wish: Wish) -> int:
    """Take what is asked for: the very place that a friend hands on, or one of those that are left."""
    given = handed_claim(change, found)
    if given is not None and given.task_n == task_n:
        found.yes_at = change.now
        return take_over(change, found.helper_n, given, wish)
    if found.handed_on_n is not None and found.yes_at is not None:
        own_n = taken_and_own(change, task_n, found.helper_n)[1]
        if own_n is not None and wish.quantity <= change.read(ReadOnlyClaim, own_n).quantity:
            return own_n  # the same yes once more: it need not name the quantity that it got
    return claim_task(change, task_n, found.helper_n, wish, may_lower=not change.by_organizer)


def say_not_this_time(change: Change, n: int) -> None:
    """Say no: told to the one who asked, and nothing else differs from silence. Again is fine.

    After a yes that stands it says nothing: a place is given back on the own page. Raises NotFound.
    """
    found = _ask(change, n)
    if _is_yes(change, found):
        return
    facts = {"move_id": change.move.id, "n": n, "to_helper": handed_claim(change, found) is not None}
    statement = upsert(change.connection, NOT_THIS_TIME)
    again = statement.on_conflict_do_update(
        index_elements=["move_id", "n"], set_={"to_helper": statement.excluded.to_helper}
    )
    change.write_quietly(again, facts)


def note_not_this_time(change: Change, n: int) -> None:
    """Note that the one who asked has read it: from here on nothing tells it from silence. Raises NotFound."""
    told = select(Ask.n).where(Ask.move_id == change.move.id, Ask.n == _ask(change, n).n, Ask.tells(change.by.n))
    if change.session.scalars(told).one_or_none() is None:
        raise NotFound
    change.write_quietly(FORGET_TOLD, {"move": change.move.id, "its": n, "to_helper": False})


def offer_another_time(change: Change, n: int, words: str) -> int:
    """Write down another time that suits the person as their offer, which answers the ask; returns its number.

    Raises MoveClosed, NotFound.
    """
    found = _ask(change, n)
    if not change.by_organizer:
        change.actor = (HELPER, found.helper_n)
    found.offer_n = offer_n = add_offer(change, found.helper_n, words)
    return offer_n


def _ask(change: Change, n: int) -> Ask:
    """Load an ask of somebody who is there. Raises NotFound, also to the holder of another ask's link."""
    if not change.by_organizer and n != change.by.n:
        raise NotFound
    found = change.get(Ask, n)
    helper_of(change, found.helper_n)
    return found


def _is_sent(change: Change, ask: Ask) -> bool:
    """Tell whether its words went out or are about to: a message that was no longer due is gone."""
    its = (Message.move_id == ask.move_id, Message.kind == MessageKind.ASK, Message.number == ask.sent_in)
    return change.session.scalar(select(exists().where(*its))) is True


def _is_yes(change: Change, ask: Ask) -> bool:
    theirs = select(Claim.n, Claim.task_n).where(
        Claim.move_id == ask.move_id, Claim.helper_n == ask.helper_n, Claim.released_at.is_(None)
    )
    return any(ask.is_answered_by(n, task_n) for n, task_n in change.session.execute(theirs))


def _require_askable(task: Task) -> None:
    if task.state is TaskState.PROPOSED:
        raise NotFound  # nobody hears of it before it is opened
    if task.state is TaskState.CANCELLED:
        raise TaskCancelled(task.n, task.title)
    if task.state is TaskState.DONE:
        raise Invalid(Fault("tasks", "done"))


def _is_only_asked(change: Change, helper_n: int) -> bool:
    """Tell whether a person is one entry, has done nothing, is asked or named for nothing else, and was not thanked."""
    helper = change.get(Helper, helper_n)
    rows = (Claim, Offer, Ask)
    any_row = [exists().where(row.move_id == change.move.id, row.helper_n == helper_n) for row in rows]
    thanked = exists().where(Thanks.move_id == change.move.id, Thanks.n == helper_n)
    stands_for = exists().where(Helper.move_id == change.move.id, Helper.merged_into == helper_n)
    named = change.session.scalars(select(Task.only_for).where(Task.move_id == change.move.id))
    if helper.by_hand or any(helper_n in only_for for only_for in named):
        return False
    return not change.session.scalar(select(or_(*any_row, thanked, stands_for)))
