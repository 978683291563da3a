"""The rows of waiting messages: finding them, deciding which go now, and writing their state. Knows no letters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from tenacity import RetryCallState, wait_exponential_jitter

from service.domain.core.message_rows import message_row
from service.domain.core.receivers import ORGANIZER
from service.domain.models import Helper, Hitch, Message, MessageKind, MessageState, Move, Occasion
from service.domain.reminders.correspondence import Correspondence
from service.domain.reminders.decide import decide
from service.domain.reminders.due import Due, has_passed, next_due_at
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.announcements import ANY_MOVE
from service.storage.database import Database

MOVES_A_ROUND = 20
CANDIDATES = 200
"""Moves that may have something due, of which a round takes those that no other process holds."""
LEASE = timedelta(minutes=15)
"""Time after which nobody is sending a message any more: longer than a round may take with a server that stalls."""
GIVE_UP = timedelta(days=1)
PAUSES = wait_exponential_jitter(multiplier=60, exp_base=3, max=2 * 3600, jitter=30)


def moves_with_something(session: Session, now: datetime, most: int | None = None) -> list[str]:
    """List moves where a message waits, or somebody may be due one; of each sort not more than `most`.

    Moves come first where somebody waits for the answer to their own action.
    """
    looks = select(Move.id).where(Move.next_due_at <= now).order_by(Move.next_due_at).limit(most)
    waits = select(Message.move_id).where(Message.state == MessageState.WAITING, Message.try_at <= now)
    in_order = waits.order_by(Message.immediate.desc(), Message.try_at).limit(most)
    return list(dict.fromkeys((*session.scalars(in_order), *session.scalars(looks))))


def moves_due(session: Session, now: datetime) -> list[str]:
    """Choose moves with something to do, and lock their rows for this round."""
    candidates = moves_with_something(session, now, CANDIDATES)
    if not candidates:
        return []
    kept = select(Move.id).where(Move.id.in_(candidates[: 2 * MOVES_A_ROUND])).limit(MOVES_A_ROUND)
    return sorted(session.scalars(kept.with_for_update(skip_locked=True)), key=candidates.index)


def write_down(session: Session, letters: Correspondence, expected: Sequence[Due], now: datetime) -> bool:
    """Write rows for what has come due, and when to look again; return whether anything changed."""
    known = {each.occasion for each in letters.messages}
    new = [each for each in expected if each.occasion not in known]
    for each in new:
        message = Message(**message_row(letters.move.id, each.occasion, now=now))
        session.add(message)
        letters.messages.append(message)
    mine = Move.id == letters.move.id
    seen = session.scalar(select(Move.next_due_at).where(mine))
    then = next_due_at(letters, now)
    if seen == then:
        return bool(new)
    session.execute(update(Move).where(mine).values(next_due_at=then))
    return True


def by_person(letters: Correspondence, now: datetime) -> dict[tuple[str, int], list[Message]]:
    """Group messages that may go now by receiver; leave out those to whom something is being sent this very moment."""
    waiting: dict[tuple[str, int], list[Message]] = defaultdict(list)
    busy = set()
    for message in letters.messages:
        whose = (message.role, message.person_n)
        if message.state is MessageState.SENDING:
            busy.add(whose)
        elif message.state is MessageState.WAITING and message.try_at <= now:
            waiting[whose].append(message)
    return {whose: messages for whose, messages in waiting.items() if whose not in busy}


def sendable(
    session: Session,
    letters: Correspondence,
    messages: list[Message],
    expected: Set[Occasion],
    now: datetime,
    *,
    proven: bool,
) -> list[Message]:
    """Return the messages that go now; put the others off, or delete those that are no longer due.

    `proven`: their receiver has confirmed the address.
    """
    going = []
    for message in messages:
        decision = decide(letters, message, expected, now, proven=proven)
        if decision.go:
            going.append(message)
        elif decision.later is not None:
            message.try_at = decision.later
        elif message.tries and has_passed(letters, message, now):
            end([message], MessageState.GIVEN_UP, message.error, now)  # somebody should know
        else:
            drop(session, message)
    return sorted(going, key=lambda each: list(MessageKind).index(each.kind))


def drop(session: Session, message: Message) -> None:
    """Delete a message that is not due any more, or that nobody can be reached by."""
    if message in session.new:
        session.expunge(message)
    else:
        session.delete(message)


def find_abandoned(database: Database, session: Session, now: datetime) -> bool:
    """Mark messages as perhaps sent whose process died while it sent them; return whether there were any."""
    query = select(Message).where(Message.state == MessageState.SENDING, Message.try_at <= now - LEASE)
    abandoned = session.scalars(query.with_for_update(skip_locked=True)).all()
    end(abandoned, MessageState.PERHAPS_SENT, Hitch.INTERRUPTED, now)
    if give_up_files(session, abandoned):
        database.announce(session, ANY_MOVE, 0)  # or nobody would look for the files of these moves
    session.flush()
    return bool(abandoned)


def end(messages: Iterable[Message], state: MessageState, error: str, now: datetime) -> None:
    for message in messages:
        message.state, message.error, message.ended_at = state, error, now
        message.visitor = ""


def give_up_files(session: Session, messages: Iterable[Message]) -> bool:
    """Give up the files of organizers' letters that ended, if they may name who was forgotten meanwhile.

    Return whether there were any. The times are of different clocks, so a while before that counts, too.
    """
    ended = [each for each in messages if each.role == ORGANIZER and each.ended_at is not None and each.letter]
    of_them = (Helper.move_id.in_({each.move_id for each in ended}), Helper.forgotten_at.is_not(None))
    query = select(Helper.move_id, func.max(Helper.forgotten_at).label("at")).where(*of_them).group_by(Helper.move_id)
    forgotten = {row.move_id: row.at for row in session.execute(query)} if ended else {}
    concerned = [each for each in ended if each.move_id in forgotten and each.try_at - LEASE <= forgotten[each.move_id]]
    for message in concerned:
        message.letter = ""
    return bool(concerned)


def apply_result(message: Message, result: DeliveryResult, now: datetime) -> None:
    """Set a message's state by the result of its letter."""
    match result.status:
        case DeliveryStatus.SENT:
            end([message], MessageState.SENT, "", now)
        case DeliveryStatus.PERHAPS:
            end([message], MessageState.PERHAPS_SENT, result.error, now)
        case DeliveryStatus.LATER | DeliveryStatus.AWAY:
            _put_off(message, result.error, now)
        case DeliveryStatus.REFUSED | DeliveryStatus.NO_SUCH_ADDRESS:
            end([message], MessageState.REFUSED, result.error, now)


def _put_off(message: Message, error: str, now: datetime) -> None:
    """Try again with growing pauses, for a day."""
    message.tries += 1
    if message.tries == 1:
        message.made_at = now  # a day of trying begins with the first
    if now - message.made_at >= GIVE_UP and message.tries > 1:
        end([message], MessageState.GIVEN_UP, error, now)
    else:
        message.state, message.error, message.try_at = MessageState.WAITING, error, now + pause(message.tries)


def pause(tries: int) -> timedelta:
    """Return the time to wait after so many tries: about 1, 3, 9, 27, 81 minutes, then two hours."""
    state = RetryCallState(retry_object=None, fn=None, args=(), kwargs={})  # pyrefly: ignore[bad-argument-type]  # only the number is read
    state.attempt_number = tries
    return timedelta(seconds=PAUSES(state))
