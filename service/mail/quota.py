"""Letters a day: how many may still go, of all, of one move and to one address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain.models import MessageKind
from service.installation import Installation
from service.mail.sending import OutgoingLetter
from service.storage.counters import DAY_SECONDS, count_in


@dataclass(frozen=True)
class Quotas:
    """Letters a day: more than any move needs, and too few to be of use to anybody who wants to annoy."""

    of_move: int = 600
    to_address: int = 25
    of_all: int = 10_000


class Quota:
    """Counts the letters of one installation; without `quotas` it counts nothing and allows all."""

    def __init__(self, installation: Installation, quotas: Quotas | None) -> None:
        self._installation = installation
        self._quotas = quotas

    def allowed(
        self, session: Session, move_id: str, taken: Sequence[OutgoingLetter], now: datetime
    ) -> list[OutgoingLetter]:
        """Those of one move's letters that may go today: they are counted."""
        room = self._room(session, move_id, len(taken), now)
        chosen: list[OutgoingLetter] = []
        for outgoing in taken:
            if len(chosen) < room and self._may_hear(session, outgoing, now):
                chosen.append(outgoing)
        self._count_all(session, move_id, len(chosen) - room, now)
        return chosen

    def give_back(self, session: Session, outgoing: OutgoingLetter, now: datetime) -> None:
        """Count a letter that has not gone no more: it is counted when it goes."""
        self._count_all(session, outgoing.letters.move.id, -1, now)
        self._count_one(session, outgoing, -1, now)

    def _room(self, session: Session, move_id: str, letters: int, now: datetime) -> int:
        """How many of so many letters may still go today, by what all and one move may send: as many are counted."""
        if self._quotas is None or not letters:
            return letters
        counts = self._count_all(session, move_id, letters, now)
        bounds = (self._quotas.of_all, self._quotas.of_move)
        room = max(0, min(letters, *(most - (count - letters) for count, most in zip(counts, bounds, strict=True))))
        self._count_all(session, move_id, room - letters, now)
        return room

    def _may_hear(self, session: Session, outgoing: OutgoingLetter, now: datetime) -> bool:
        """Whether one more letter goes to this address today: it is counted if so."""
        if self._quotas is None or self._count_one(session, outgoing, 1, now) <= self._quotas.to_address:
            return True
        self._count_one(session, outgoing, -1, now)
        return False

    def _count_all(self, session: Session, move_id: str, letters: int, now: datetime) -> list[int]:
        """So many more, or fewer: how many there are then of all, and of this move."""
        if self._quotas is None or not letters:
            return []
        # What all share comes first: whoever counts it has the others wait, and no two wait for each other.
        keys = ("mail of all", f"mail of {self._installation.links.fingerprint('mail', move_id)}")
        return [count_in(session, key, DAY_SECONDS, letters, now.timestamp()) for key in keys]

    def _count_one(self, session: Session, outgoing: OutgoingLetter, letters: int, now: datetime) -> int:
        """The same for who gets it. The link again has a bound of its own."""
        if (
            self._quotas is None
            or not outgoing.mailbox
            or all(each.kind is MessageKind.OWN_LINK for each in outgoing.messages)
        ):
            return 0
        return count_in(session, f"mail to {outgoing.mailbox}", DAY_SECONDS, letters, now.timestamp())
