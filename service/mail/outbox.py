"""Sends each message at most once per person, kind and occasion.

A row reserves the right to send a message. One round takes some (`_take`): in one transaction that holds the rows of
the moves in question, it writes rows for messages that have come due with time, decides about each that waits, and
marks those that go as being sent. Then they are handed over with no transaction open (sending.py), and the results are
written (`_note`), those of the same moment together. A process that dies in between leaves rows that nobody is sending:
after a while they are shown as perhaps sent, and never sent again by themselves.

All messages to one person go out as one letter, and nothing more to them is taken meanwhile, so the next letter knows
what this one has told. Several processes share the work: each passes over the moves that another holds.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.core.refusals import NotFound
from service.domain.models import Helper, Hitch, LetterSort, Message, MessageKind, MessageState, Organizer
from service.domain.reading.views import OrganizerView
from service.domain.reminders.correspondence import Correspondence, Person, read_correspondence
from service.domain.reminders.due import Due, due
from service.domain.reminders.news import News, news_for, told_facts
from service.domain.reminders.yeses import yeses_for
from service.installation import Installation
from service.mail.addresses import is_proven, mailbox_key, reached_at
from service.mail.mailboxes import read_mailboxes, remember
from service.mail.queue import (
    apply_result,
    by_person,
    drop,
    end,
    find_abandoned,
    give_up_files,
    moves_due,
    moves_with_something,
    sendable,
    write_down,
)
from service.mail.quota import Quota, Quotas
from service.mail.sending import Delivered, OutgoingLetter, Sender
from service.mail.today import Today, read_today
from service.mail.transports import transport_of
from service.mail.transports.base import DeliveryStatus, Transport
from service.mail.transports.channels import Channels
from service.mail.transports.folder import Folder

log = logging.getLogger("manyhands")

LETTERS_A_ROUND = 10
"""Letters that a round takes: the number that may be "perhaps sent" after a crash."""
OF_ONE_MOVE = 5
"""Letters of one move in a round, while other moves wait."""
NOTE_SECONDS = 0.2
"""Time for which results may stay unwritten: with a quick server a round costs two commits, and with a slow one hardly
more than the letter in hand is ever uncertain."""
OVER_QUOTA = timedelta(hours=1)
WENT = (DeliveryStatus.SENT, DeliveryStatus.PERHAPS)
"""Results after which a letter may have arrived."""


class Outbox:
    """Sends the messages of one installation. Any number of outboxes may run on one database."""

    def __init__(
        self, installation: Installation, transport: Transport | None = None, quotas: Quotas | None = None
    ) -> None:
        self._installation = installation
        self._database = installation.database
        self._transport = transport or transport_of(installation.settings)
        self._channels = Channels(installation.settings.channels)
        self._sender = Sender(installation, self._transport, self._channels)
        self._quota = Quota((quotas or Quotas()) if installation.settings.limits == "on" else None)

    def send_due(self, ends: Callable[[], bool] = lambda: False) -> int:
        """Send all that is due now; return the number of letters that were sent. Raises Unavailable.

        `ends`: whether to stop after the letter in hand; letters taken beyond it wait for the next time.
        """
        sent, moved = 0, True
        while moved and not ends():
            now = self._installation.now()
            taken, moved = self._take(now)
            delivered, since = list[Delivered](), time.monotonic()
            for outgoing, result in self._sender.send(taken, now, ends):
                sent += result.status is DeliveryStatus.SENT
                delivered.append((outgoing, result))
                if time.monotonic() - since >= NOTE_SECONDS:
                    self._note(delivered, self._installation.now())
                    delivered, since = list[Delivered](), time.monotonic()
            self._note(delivered, self._installation.now())
        return sent

    def delete_orphans(self, moves: Iterable[str] | None = None) -> None:
        """Delete the files of letters whose receivers were forgotten, of these moves or of all. Raises Unavailable."""
        folder = Folder(self._installation.settings.data)  # of letters from before there was a mail server, too
        for move_id in set(folder.moves()).intersection(folder.moves() if moves is None else moves):
            with self._database.reading() as session:
                letters = set(session.scalars(select(Message.letter).where(Message.move_id == move_id)))
            folder.keep_only(move_id, letters - {""})

    def mark_uncertain(self) -> int:
        """After a restore, mark what is due by now as perhaps sent: it may have gone out since the backup was made.

        Return the number of messages.
        """
        doubted, now = 0, self._installation.now()
        with self._database.writing() as session:
            for move_id in moves_with_something(session, now):
                letters = read_correspondence(session, move_id, now)
                write_down(session, letters, due(letters, now), now)
                for whose, messages in by_person(letters, now).items():
                    person = letters.person(*whose)
                    if person is not None and self._reaches(person):
                        for message in messages:
                            message.told_facts = _told_by(message, letters, news_for(letters, message.person_n, now))
                        end(messages, MessageState.PERHAPS_SENT, Hitch.RESTORED, now)
                        doubted += len(messages)
        return doubted

    def close(self) -> None:
        self._transport.close()

    # --- taking ---

    def _take(self, now: datetime) -> tuple[list[OutgoingLetter], bool]:
        """Take letters to send now; also return whether anything was found to do at all."""
        taken: list[OutgoingLetter] = []
        moved = False
        with self._database.writing(alone=self._quota.lock) as session:
            today = read_today(session, now)
            moved = find_abandoned(self._database, session, now)
            moves = moves_due(session, now)
            share = LETTERS_A_ROUND if len(moves) == 1 else OF_ONE_MOVE
            for move_id in moves:
                if len(taken) >= LETTERS_A_ROUND:
                    break
                found, changed = self._take_due(session, today, move_id, now, min(share, LETTERS_A_ROUND - len(taken)))
                taken += found
                moved = moved or changed
        return taken, moved

    def _take_due(
        self, session: Session, today: Today, move_id: str, now: datetime, most: int
    ) -> tuple[list[OutgoingLetter], bool]:
        try:
            letters = read_correspondence(session, move_id, now)
        except NotFound:  # erased between the two statements
            return [], False
        expected = due(letters, now)
        with session.no_autoflush:  # a message that is found due and goes at once is written once
            changed = write_down(session, letters, expected, now)
            writable, looked = self._writable(session, letters, expected, most, now)
            taken = self._addressed(session, today, letters, writable, now)
        session.flush()
        return taken, changed or looked

    def _writable(
        self, session: Session, letters: Correspondence, expected: list[Due], most: int, now: datetime
    ) -> tuple[list[tuple[Person, list[Message]]], bool]:
        """Choose the messages of a move that go now, by person; also return whether there were any to decide about."""
        occasions = {each.occasion for each in expected}
        some = list(islice(by_person(letters, now).items(), most))
        writable = []
        for whose, messages in some:
            person = letters.person(*whose)
            proven = person is not None and is_proven(self._installation, person)
            going = sendable(session, letters, messages, occasions, now, proven=proven)
            if going and person is not None:
                writable.append((person, going))
        return writable, bool(some)

    def _addressed(
        self,
        session: Session,
        today: Today,
        letters: Correspondence,
        writable: Sequence[tuple[Person, list[Message]]],
        now: datetime,
    ) -> list[OutgoingLetter]:
        """Make letters of these messages and mark them as being sent, but for people who cannot be reached today."""
        reached = self._reachable(session, letters, writable, now)
        taken = self._quota.take(session, today, letters.move.id, reached, now)
        going, never = ({outgoing.letter_id for outgoing in some} for some in (taken.going, taken.never))
        for outgoing in reached:
            if outgoing.letter_id in never:
                end(outgoing.messages, MessageState.REFUSED, Hitch.UNPROVEN, now)
                continue
            for message in outgoing.messages:
                if outgoing.letter_id in going:
                    message.told_facts = _told_by(message, letters, outgoing.news)
                    message.bare = not outgoing.in_full
                    message.state, message.try_at, message.letter = MessageState.SENDING, now, outgoing.letter_id
                else:
                    message.try_at, message.error = now + OVER_QUOTA, Hitch.TOO_MANY
        return taken.going

    def _reachable(
        self, session: Session, letters: Correspondence, writable: Sequence[tuple[Person, list[Message]]], now: datetime
    ) -> list[OutgoingLetter]:
        """Make letters to the people who can be reached; end the messages to the others."""
        keys = [mailbox_key(self._installation, person.email, person.phone) for person, _messages in writable]
        known = read_mailboxes(session, keys)
        reached = []
        for (person, messages), key in zip(writable, keys, strict=True):
            mailbox = known.get(key)
            if not self._reaches(person):
                for message in messages:
                    drop(session, message)
            elif mailbox is not None and (mailbox.refused_at or mailbox.stopped_at):
                end(messages, MessageState.REFUSED, mailbox.error or Hitch.STOPPED, now)
            else:
                outgoing = self._outgoing(letters, person, messages, key, now)
                if outgoing.sort is LetterSort.NUMBER_UNPROVEN and not outgoing.is_first:
                    end(messages, MessageState.REFUSED, Hitch.UNPROVEN, now)
                else:
                    reached.append(outgoing)
        return reached

    def _reaches(self, person: Person) -> bool:
        """Tell whether they can be reached at all."""
        return bool(person.email) or self._channels.reaches(person.phone, organizer=isinstance(person, OrganizerView))

    def _outgoing(
        self,
        letters: Correspondence,
        person: Person,
        messages: list[Message],
        mailbox: str,
        now: datetime,
    ) -> OutgoingLetter:
        news = (
            news_for(letters, person.n, now) if any(each.kind is MessageKind.CLAIM_UPDATE for each in messages) else []
        )
        # A retried letter keeps its Message-ID, even if further messages were added.
        letter_id = next((each.letter for each in messages if each.letter), self._letter_id(messages[0]))
        own = person.email or self._channels.reaches(person.phone, organizer=False)
        return OutgoingLetter(
            letters=letters,
            person=person,
            messages=messages,
            news=news,
            letter_id=letter_id,
            mailbox=mailbox,
            in_full=is_proven(self._installation, person),
            reached=reached_at(person) if own else "",
            taken_at=now,
        )

    def _letter_id(self, message: Message) -> str:
        """Make the Message-ID: the same for the same message, however often it is tried."""
        of = (message.move_id, message.role, str(message.person_n))
        about = (message.kind, str(message.day), str(message.number))
        return self._installation.links.lasting("letter", *of, *about)[:32]

    # --- noting ---

    def _note(self, delivered: Sequence[Delivered], now: datetime) -> None:
        """Write down the results of these letters, all in one transaction."""
        if not delivered:
            return
        results = {outgoing.letter_id: result for outgoing, result in delivered}
        moves = {outgoing.letters.move.id for outgoing, _ in delivered}
        with self._database.writing() as session:
            mine = (Message.move_id.in_(moves), Message.letter.in_(results), Message.state == MessageState.SENDING)
            # Kept until it is written: somebody may be asking to be forgotten this very moment.
            messages = session.scalars(select(Message).where(*mine).with_for_update()).all()
            for message in messages:
                apply_result(message, results[message.letter], now)
            give_up_files(session, messages)
            _note_met(session, [outgoing for outgoing, result in delivered if result.status in WENT])
            remember(session, [(outgoing.mailbox, result) for outgoing, result in delivered if outgoing.mailbox], now)
            not_gone = (DeliveryStatus.AWAY, DeliveryStatus.LATER)
            self._quota.release(session, [outgoing for outgoing, result in delivered if result.status in not_gone])
        for result in results.values():
            if result.status is not DeliveryStatus.SENT:
                codes = " ".join(re.findall(r"\b[245]\d\d\b|\b[245]\.\d+\.\d+", result.error))  # words may hold names
                log.warning("A letter was not sent (%s) %s", result.status.value, codes)


def _told_by(message: Message, letters: Correspondence, news: Sequence[News]) -> dict[str, list[str]]:
    """Return what the receiver knows once this message is read, by claim number."""
    if message.kind is MessageKind.YES:
        return {str(claim.n): [] for _task, claim in yeses_for(letters, message.person_n)}
    return told_facts(news) if message.kind is MessageKind.CLAIM_UPDATE else {}


def _note_met(session: Session, went: Iterable[OutgoingLetter]) -> None:
    """Write down, with the people whom a first letter went to, which address of theirs that was."""
    for each in went:
        if each.is_first:
            people = Organizer if isinstance(each.person, OrganizerView) else Helper
            whose = (people.move_id == each.letters.move.id, people.n == each.person.n)
            session.execute(update(people).where(*whose).values(met=each.reached))
