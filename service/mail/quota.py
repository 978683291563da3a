"""Letters a day: how many may still go, of all, of one move and to one address.

The counts are read from the letters that were taken for sending within the last day (`RecentLetter`). Messages would
not do: they are deleted with the person or the move that they belong to, and one that is tried again is still one.
A letter is entered when it is taken and deleted if it turns out not to have gone, so one that a process had in hand
when it died counts. Processes take letters one after another (`LOCK`): no two find the same last place free.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, tuple_
from sqlalchemy.orm import Session

from service.domain.models import MessageKind, RecentLetter, table
from service.installation import Installation
from service.mail.sending import OutgoingLetter
from service.storage.upsert import upsert

LOCK = "mail quota"
"""Name of the lock that is held while letters are counted and taken: see `Database.writing`."""
A_DAY = timedelta(days=1)
RECENT = table(RecentLetter)


@dataclass(frozen=True)
class Quotas:
    """Letters a day: more than any move needs, and too few to be of use to anybody who wants to annoy."""

    of_move: int = 600
    to_address: int = 25
    of_all: int = 10_000


class Quota:
    """The quotas of one installation; without `quotas` nothing is counted and all letters may go."""

    def __init__(self, installation: Installation, quotas: Quotas | None) -> None:
        self._links = installation.links
        self._quotas = quotas

    @property
    def lock(self) -> str:
        """The lock to hold in a transaction that calls `take`; empty where nothing is counted."""
        return LOCK if self._quotas else ""

    def take(
        self, session: Session, move_id: str, letters: Sequence[OutgoingLetter], now: datetime
    ) -> list[OutgoingLetter]:
        """Choose those of one move's letters that may go today, and enter them as taken."""
        if self._quotas is None or not letters:
            return list(letters)
        session.execute(delete(RECENT).where(RECENT.c.taken_at <= now - A_DAY))
        of_move = self._links.lasting("quota of move", move_id)
        free = min(
            self._quotas.of_all - _count(session, self._quotas.of_all),
            self._quotas.of_move - _count(session, self._quotas.of_move, RECENT.c.of_move == of_move),
        )
        received = _received(session, {_mailbox(letter) for letter in letters})
        taken: list[OutgoingLetter] = []
        for letter in letters:
            mailbox = _mailbox(letter)
            if len(taken) < free and (not mailbox or received[mailbox] < self._quotas.to_address):
                received[mailbox] += 1
                taken.append(letter)
        rows = [
            {"letter": letter.letter_id, "taken_at": now, "of_move": of_move, "mailbox": _mailbox(letter)}
            for letter in taken
        ]
        if rows:
            session.execute(upsert(session.connection(), RECENT).on_conflict_do_nothing(), rows)
        return taken

    def release(self, session: Session, letters: Iterable[OutgoingLetter]) -> None:
        """Delete the entries of letters that have not gone: they count when they go."""
        keys = [(letter.letter_id, letter.taken_at) for letter in letters]
        if self._quotas is not None and keys:
            session.execute(delete(RECENT).where(tuple_(RECENT.c.letter, RECENT.c.taken_at).in_(keys)))


def _mailbox(letter: OutgoingLetter) -> str:
    """Return the mailbox that a letter counts for; empty for a link that was asked for: it has a bound of its own."""
    return "" if all(each.kind is MessageKind.OWN_LINK for each in letter.messages) else letter.mailbox


def _count(session: Session, most: int, *which: ColumnElement[bool]) -> int:
    """Count the letters of the last day, up to `most`."""
    some = select(RECENT.c.letter).where(*which).limit(most).subquery()
    return session.execute(select(func.count()).select_from(some)).scalar_one()


def _received(session: Session, mailboxes: set[str]) -> Counter[str]:
    query = select(RECENT.c.mailbox, func.count()).where(RECENT.c.mailbox.in_(mailboxes - {""}))
    return Counter(dict(session.execute(query.group_by(RECENT.c.mailbox)).all()))
