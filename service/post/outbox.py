"""Sends each message exactly once per person, kind and occasion.

A row is the claim to send it. One round takes some (`_take`): in one transaction, holding the rows of the moves
that it looks at, it writes down what has come due with time, asks of each waiting message whether it still is,
and marks those that go as being sent. Then they are handed over, with no transaction open, and what became of
them is noted (`_note`), of those that went out in the same moment together. Whoever dies in between leaves rows that
are being sent by nobody: after a while they are shown as perhaps sent, and never sent again by themselves.

All that is due to one person goes out as one letter, and nothing more to them is taken meanwhile, so what one
letter says is known before the next is written. Several processes share the work: a move that one of them looks
at is passed over by the others.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from tenacity import RetryCallState, wait_exponential_jitter

from service.domain.messages import row
from service.domain.models import Message, MessageKind, MessageState, Move
from service.domain.refusals import NotFound
from service.domain.reminders import (
    Correspondence,
    Due,
    Occasion,
    due,
    judge,
    news,
    next_look,
    occasion_of,
    read_correspondence,
    said_of,
)
from service.domain.tallies import count_in
from service.domain.views import OrganizerView
from service.house import House
from service.language import language
from service.post.carriers import Carrier, Channels, Fate, Folder, Outcome, carrier_of
from service.post.letters import Desk, Letter, Person
from service.post.mail import mail_of
from service.post.mailboxes import mailbox_key, read_mailboxes, remember
from service.post.to_helpers import letter_to_helper
from service.post.to_organizers import letter_to_organizer

log = logging.getLogger("manyhands")

LETTERS_A_ROUND = 10
"""So many may be "perhaps sent" after a crash."""
NOTE_SECONDS = 0.2
"""How long the fate of a letter may stay unwritten: with a quick server a round costs two commits, and with a slow one
hardly more than the letter in hand is ever uncertain."""
MOVES_A_ROUND = 20
CANDIDATES = 200
"""Moves that may have something due, of which a round takes those that nobody else looks at."""
LEASE = timedelta(minutes=15)
"""After that nobody is sending it any more: longer than a whole round may take with a server that stalls."""
GIVE_UP = timedelta(days=1)
PAUSES = wait_exponential_jitter(multiplier=60, exp_base=3, max=2 * 3600, jitter=30)
OVER_QUOTA = timedelta(hours=1)
DAY_SECONDS = 24 * 3600
STOPPED, TOO_MANY, INTERRUPTED = "stopped", "too_many", "interrupted"
"""Reasons of our own."""
Carried = tuple["Parcel", Outcome]


@dataclass(frozen=True)
class Quotas:
    """Letters a day: more than any move needs, and too few to be of use to anybody who wants to annoy."""

    of_move: int = 600
    to_address: int = 25
    of_all: int = 10_000


@dataclass(frozen=True)
class Parcel:
    """One letter to be sent: who gets it, which messages it is made of, and what it is written from."""

    letters: Correspondence
    person: Person
    messages: list[Message]
    told: list[Any]
    letter_id: str
    mailbox: str
    first: bool


class Outbox:
    """The messages of one installation. Any number of them may run on one database."""

    def __init__(self, house: House, carrier: Carrier | None = None, quotas: Quotas | None = None) -> None:
        self._house = house
        self._database = house.database
        self._carrier = carrier or carrier_of(house.settings)
        self._channels = Channels(house.settings.channels)
        self._quotas = (quotas or Quotas()) if house.settings.limits == "on" else None

    def empty(self, ends: Callable[[], bool] = lambda: False) -> int:
        """Send all that is due now; returns how many letters went on their way. Raises Unavailable.

        `ends`: whether to leave off after the letter in hand; what was taken beyond it waits for the next time.
        """
        sent, moved = 0, True
        while moved and not ends():
            now = self._house.now()
            parcels, moved = self._take(now)
            carried, since = list[Carried](), time.monotonic()
            for parcel, outcome in self._carry(parcels, now, ends):
                sent += outcome.fate is Fate.SENT
                carried.append((parcel, outcome))
                if time.monotonic() - since >= NOTE_SECONDS:
                    self._note(carried, self._house.now())
                    carried, since = [], time.monotonic()
            self._note(carried, self._house.now())
        return sent

    def tidy(self, moves: Iterable[str] | None = None) -> None:
        """Delete the files of letters whose receivers were forgotten, of these moves or of all. Raises Unavailable."""
        if not isinstance(self._carrier, Folder):
            return
        for move_id in self._carrier.moves() if moves is None else moves:
            with self._database.reading() as session:
                letters = set(session.scalars(select(Message.letter).where(Message.move_id == move_id)))
            self._carrier.keep_only(move_id, letters - {""})

    def close(self) -> None:
        self._carrier.close()

    # --- taking ---

    def _take(self, now: datetime) -> tuple[list[Parcel], bool]:
        """What to send now, and whether anything was found to do at all."""
        parcels: list[Parcel] = []
        moved = False
        with self._database.writing() as session:
            moved = _find_abandoned(session, now)
            for move_id in self._moves(session, now):
                if len(parcels) >= LETTERS_A_ROUND:
                    break
                found, changed = self._look_at(session, move_id, now, LETTERS_A_ROUND - len(parcels))
                parcels += found
                moved = moved or changed
        return parcels, moved

    def _moves(self, session: Session, now: datetime) -> list[str]:
        """Moves with something to do, kept for this round."""
        looks = select(Move.id).where(Move.look_at <= now).order_by(Move.look_at).limit(CANDIDATES)
        waits = (
            select(Message.move_id)
            .where(Message.state == MessageState.WAITING, Message.try_at <= now)
            .order_by(Message.try_at)
            .limit(CANDIDATES)
        )
        candidates = {*session.scalars(looks), *session.scalars(waits)}
        if not candidates:
            return []
        kept = select(Move.id).where(Move.id.in_(candidates)).limit(MOVES_A_ROUND)
        return list(session.scalars(kept.with_for_update(skip_locked=True)))

    def _look_at(self, session: Session, move_id: str, now: datetime, most: int) -> tuple[list[Parcel], bool]:
        try:
            letters = read_correspondence(session, move_id, now)
        except NotFound:  # erased between the two statements
            return [], False
        expected = due(letters, now)
        with session.no_autoflush:  # a message that is found due and goes at once is written once
            changed = self._write_down(session, letters, expected, now)
            parcels, looked = self._chosen(session, letters, expected, most, now)
        session.flush()
        return parcels, changed or looked

    def _chosen(
        self, session: Session, letters: Correspondence, expected: list[Due], most: int, now: datetime
    ) -> tuple[list[Parcel], bool]:
        """The letters that go now, and whether there were messages to look at."""
        occasions = {occasion_of(each) for each in expected}
        some = list(islice(_by_person(letters, now).items(), most))
        writable = []
        for whose, messages in some:
            going = _judged(session, letters, messages, occasions, now)
            person = letters.person(*whose)
            if going and person is not None:
                writable.append((person, going))
        return self._addressed(session, letters, writable, now), bool(some)

    def _write_down(self, session: Session, letters: Correspondence, expected: list[Due], now: datetime) -> bool:
        """Rows for what has come due with time, unless it was written down before; and when to look again."""
        known = {occasion_of(each) for each in letters.messages}
        new = [each for each in expected if occasion_of(each) not in known]
        for each in new:
            message = Message(**row(letters.move.id, *occasion_of(each), now=now))
            session.add(message)
            letters.messages.append(message)
        mine = Move.id == letters.move.id
        seen = session.scalar(select(Move.look_at).where(mine))
        then = next_look(letters, now)
        if seen == then:
            return bool(new)
        session.execute(update(Move).where(mine).values(look_at=then))
        return True

    def _addressed(
        self, session: Session, letters: Correspondence, writable: Sequence[tuple[Person, list[Message]]], now: datetime
    ) -> list[Parcel]:
        """The letters that these messages become, but for those to whom there is no way, or not today."""
        keys = [mailbox_key(self._house, person.email) if person.email else "" for person, _messages in writable]
        known = read_mailboxes(session, keys)
        reached = []
        for (person, messages), key in zip(writable, keys, strict=True):
            mailbox = known.get(key)
            if not key and not self._channels.reaches(person.phone, organizer=isinstance(person, OrganizerView)):
                for message in messages:
                    _drop(session, message)
            elif mailbox is not None and (mailbox.refused_at or mailbox.stopped_at):
                _end(messages, MessageState.REFUSED, mailbox.why or STOPPED, now)
            else:
                first = bool(key) and (mailbox is None or mailbox.met_at is None)
                reached.append(self._parcel(letters, person, messages, key, first=first, now=now))
        room = self._room(session, letters.move.id, len(reached), now)
        parcels: list[Parcel] = []
        for parcel in reached:
            if len(parcels) < room and self._may_hear(session, parcel.mailbox, now):
                parcels.append(parcel)
                for message in parcel.messages:
                    message.state, message.try_at, message.letter = MessageState.SENDING, now, parcel.letter_id
                    message.said = said_of(parcel.told) if message.kind is MessageKind.NEWS else {}
            else:
                for message in parcel.messages:
                    message.try_at, message.why = now + OVER_QUOTA, TOO_MANY
        return parcels

    def _parcel(
        self,
        letters: Correspondence,
        person: Person,
        messages: list[Message],
        mailbox: str,
        *,
        first: bool,
        now: datetime,
    ) -> Parcel:
        told = news(letters, person.n, now) if any(each.kind is MessageKind.NEWS for each in messages) else []
        return Parcel(letters, person, messages, told, self._letter_id(messages[0]), mailbox, first)

    def _room(self, session: Session, move_id: str, letters: int, now: datetime) -> int:
        """How many of so many letters may still go today, by what all and by what one move may send."""
        if self._quotas is None or not letters:
            return letters
        # What all share comes first: whoever counts it has the others wait, and no two wait for each other.
        of_move = f"mail of {self._house.links.fingerprint('mail', move_id)}"
        room = letters
        for key, most in (("mail of all", self._quotas.of_all), (of_move, self._quotas.of_move)):
            count = count_in(session, key, DAY_SECONDS, letters, now.timestamp())
            room = min(room, most - (count - letters))
        return room

    def _may_hear(self, session: Session, mailbox: str, now: datetime) -> bool:
        """Whether one more letter goes to this address today."""
        if self._quotas is None or not mailbox:
            return True
        return count_in(session, f"mail to {mailbox}", DAY_SECONDS, 1, now.timestamp()) <= self._quotas.to_address

    def _letter_id(self, message: Message) -> str:
        """The same for the same message, however often it is tried."""
        named = (message.move_id, message.role, str(message.person_n), message.kind, message.occasion)
        return self._house.links.fingerprint("letter", *named)[:32]

    # --- carrying ---

    def _carry(self, parcels: Sequence[Parcel], now: datetime, ends: Callable[[], bool]) -> Iterable[Carried]:
        """Each with what became of it. Where no server answers, the rest is not even tried."""
        away: Outcome | None = None
        for parcel in parcels:
            if ends():
                outcome = Outcome(Fate.AWAY, INTERRUPTED)
            else:
                outcome = away if away and parcel.mailbox else self._carry_one(parcel, now)
            if outcome.fate in (Fate.AWAY, Fate.PERHAPS):
                away = Outcome(Fate.AWAY, outcome.why)
            yield parcel, outcome

    def _carry_one(self, parcel: Parcel, now: datetime) -> Outcome:
        try:
            desk = Desk(self._house, parcel.letters, self._language(parcel), now, parcel.first)
            letter = write_letter(desk, parcel.person, parcel.messages, parcel.told)
            mail = mail_of(desk, letter, parcel.person, parcel.letter_id) if parcel.mailbox else None
        except Exception as error:  # one letter that cannot be written must not hold up all others
            log.exception("A letter could not be written")
            return Outcome(Fate.LATER, type(error).__name__)
        if mail is not None:
            return self._carrier.carry(mail, parcel.letters.move.id)
        return self._tell(parcel, letter, desk)

    def _tell(self, parcel: Parcel, letter: Letter, desk: Desk) -> Outcome:
        """By chat or a short message: what it is about, and where to read on."""
        board = f"{self._house.settings.address}/m/{parcel.letters.move.id}"
        common = desk.lang.gettext("There is something new on a board of Many Hands: %(url)s", url=board)
        return self._channels.tell(parcel.person.phone, f"{letter.subject}\n{letter.way}", common)

    def _language(self, parcel: Parcel) -> Any:
        """The receiver's; of somebody who never opened a page, the organizer's."""
        return language(parcel.person.language or parcel.letters.move.organizer.language)

    # --- noting ---

    def _note(self, carried: Sequence[Carried], now: datetime) -> None:
        """Write down what became of these letters, all in one transaction."""
        if not carried:
            return
        fates = {parcel.letter_id: outcome for parcel, outcome in carried}
        moves = {parcel.letters.move.id for parcel, _ in carried}
        with self._database.writing() as session:
            mine = (Message.move_id.in_(moves), Message.letter.in_(fates), Message.state == MessageState.SENDING)
            for message in session.scalars(select(Message).where(*mine)):
                _settle(message, fates[message.letter], now)
            remember(session, {parcel.mailbox: outcome for parcel, outcome in carried if parcel.mailbox}, now)
        for outcome in fates.values():
            if outcome.fate is not Fate.SENT:
                log.warning("A letter was not sent (%s): %s", outcome.fate.value, outcome.why)


def write_letter(desk: Desk, person: Person, messages: Sequence[Message], told: Sequence[Any]) -> Letter:
    """The words for these messages to this person."""
    if isinstance(person, OrganizerView):
        return letter_to_organizer(desk, person, messages)
    return letter_to_helper(desk, person, messages, told)


def _by_person(letters: Correspondence, now: datetime) -> dict[tuple[str, int], list[Message]]:
    """Whose messages may go now. Nobody to whom something is on its way this very moment."""
    waiting: dict[tuple[str, int], list[Message]] = defaultdict(list)
    busy = set()
    for message in letters.messages:
        whose = (message.role, message.person_n)
        if message.state is MessageState.SENDING:
            busy.add(whose)
        elif message.state is MessageState.WAITING and message.try_at <= now:
            waiting[whose].append(message)
    return {whose: messages for whose, messages in waiting.items() if whose not in busy}


def _judged(
    session: Session, letters: Correspondence, messages: list[Message], expected: Set[Occasion], now: datetime
) -> list[Message]:
    """Those that go now; the others are put off or, where they are no longer due, deleted."""
    going = []
    for message in messages:
        verdict = judge(letters, message, expected, now)
        if verdict.go:
            going.append(message)
        elif verdict.later is not None:
            message.try_at = verdict.later
        else:
            _drop(session, message)
    return sorted(going, key=lambda each: list(MessageKind).index(each.kind))


def _drop(session: Session, message: Message) -> None:
    """It is not due, or nobody can be told."""
    if message in session.new:
        session.expunge(message)
    else:
        session.delete(message)


def _find_abandoned(session: Session, now: datetime) -> bool:
    """What somebody was sending who is gone: nobody can know whether it arrived."""
    query = select(Message).where(Message.state == MessageState.SENDING, Message.try_at <= now - LEASE)
    abandoned = session.scalars(query.with_for_update(skip_locked=True)).all()
    _end(abandoned, MessageState.PERHAPS_SENT, INTERRUPTED, now)
    session.flush()
    return bool(abandoned)


def _end(messages: Iterable[Message], state: MessageState, why: str, now: datetime) -> None:
    for message in messages:
        message.state, message.why, message.ended_at = state, why, now


def _settle(message: Message, outcome: Outcome, now: datetime) -> None:
    """What the fate of its letter makes of a message."""
    match outcome.fate:
        case Fate.SENT:
            _end([message], MessageState.SENT, "", now)
        case Fate.PERHAPS:
            _end([message], MessageState.PERHAPS_SENT, outcome.why, now)
        case Fate.LATER | Fate.AWAY:
            _put_off(message, outcome.why, now)
        case Fate.REFUSED | Fate.NO_SUCH_ADDRESS:
            _end([message], MessageState.REFUSED, outcome.why, now)


def _put_off(message: Message, why: str, now: datetime) -> None:
    """With growing pauses, for a day."""
    message.tries += 1
    if now - message.made_at >= GIVE_UP and message.tries > 1:
        _end([message], MessageState.GIVEN_UP, why, now)
    else:
        message.state, message.why, message.try_at = MessageState.WAITING, why, now + pause(message.tries)


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: about 1, 3, 9, 27, 81 minutes, then two hours."""
    state = RetryCallState(retry_object=None, fn=None, args=(), kwargs={})  # type: ignore[arg-type]  # only the number is read
    state.attempt_number = tries
    return timedelta(seconds=PAUSES(state))
