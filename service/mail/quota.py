"""Letters a day: how many may still go, of all, of one move, to one receiver, and because of one visitor.

Somebody can type anybody's address. So the bounds are low for receivers who have confirmed nothing, and a part of a
day's letters is kept for those who have. Each sort of letter to a receiver has a number of its own, so that no sort
uses up another: whatever strangers cause, an owner's own link still comes.

The counts are read from the letters that were taken for sending today (`RecentLetter`). Messages would
not do: they are deleted with the person or the move that they belong to, and one that is tried again is still one.
A letter is entered when it is taken and deleted if it turns out not to have gone, so one that a process had in hand
when it died counts. Processes take letters one after another (`LOCK`): no two find the same last place free.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, tuple_
from sqlalchemy.orm import Session

from service.domain.models import LetterSort, RecentLetter, table
from service.mail.addresses import counted_as
from service.mail.sending import ASKED, OutgoingLetter
from service.mail.today import Today
from service.storage.upsert import upsert

LOCK = "mail quota"
"""Name of the lock that is held while letters are counted and taken: see `Database.writing`."""
RECENT = table(RecentLetter)
SPREAD = timedelta(days=2.5)
"""Divided by a receiver's letters a day: the time between those with an own link, beyond the first half of them.

So two fifths are spread over the day, and somebody who asks waits for hours at most, however many strangers have
asked, and one of them takes half of the first half at most. The rest is for who asks from the visiting address that
made the entry.
"""
NUMBERS = (LetterSort.NUMBER, LetterSort.NUMBER_UNPROVEN)
UNPROVEN = (LetterSort.TOLD_UNPROVEN, LetterSort.ASKED_UNPROVEN, LetterSort.NUMBER_UNPROVEN)
TO_RECEIVER = {
    LetterSort.TOLD: 25,
    LetterSort.TOLD_UNPROVEN: 5,
    LetterSort.ASKED: 20,
    LetterSort.ASKED_UNPROVEN: 8,
    LetterSort.NUMBER: 10,
    LetterSort.NUMBER_UNPROVEN: 1,
}


@dataclass(frozen=True)
class FirstQuotas:
    """Receivers a day who are written to for the first time."""

    of_visitor: int
    of_move: int


@dataclass(frozen=True)
class Quotas:
    """Letters a day: more than any move needs, and too few to be of use to anybody who wants to annoy."""

    of_all: int = 10_000
    """A quarter of them is kept for those who have confirmed their address."""
    of_move: int = 600
    of_visitor: int = 600
    of_numbers: int = 300
    """Chat and short messages, which may cost money."""
    to_receiver: Mapping[LetterSort, int] = field(default_factory=lambda: TO_RECEIVER)
    first: FirstQuotas = FirstQuotas(of_visitor=20, of_move=60)
    first_numbers: FirstQuotas = FirstQuotas(of_visitor=3, of_move=10)


class Quota:
    """The quotas of one installation; without `quotas` nothing is counted and all letters may go."""

    def __init__(self, quotas: Quotas | None) -> None:
        self._quotas = quotas

    @property
    def lock(self) -> str:
        """The lock to hold in a transaction that calls `take`; empty where nothing is counted."""
        return LOCK if self._quotas else ""

    def take(
        self, session: Session, today: Today, move_id: str, letters: Sequence[OutgoingLetter], now: datetime
    ) -> "Taken":
        """Choose those of one move's letters that may go today, and enter them as taken."""
        if self._quotas is None or not letters:
            return Taken(list(letters))
        causes = [_causes(today, move_id, letter, now) for letter in letters]
        counts = _read_counts(session, [row for rows in causes for row in rows])
        taken, never = list[tuple[OutgoingLetter, _Row]](), list[OutgoingLetter]()
        for letter, rows in zip(letters, causes, strict=True):
            row = next((row for row in rows if counts.allow(row, self._quotas)), None)
            if row is not None:
                counts.enter(row)
                taken.append((letter, row))
            elif letter.sort is LetterSort.NUMBER_UNPROVEN and not counts.allows_receiver(rows[0], self._quotas):
                never.append(letter)
        if taken:
            statement = upsert(session.connection(), RECENT).on_conflict_do_nothing()
            session.execute(statement, [row.columns() for _letter, row in taken])
        return Taken([letter for letter, _row in taken], never)

    def release(self, session: Session, letters: Iterable[OutgoingLetter]) -> None:
        """Delete the entries of letters that have not gone: they count when they go."""
        keys = [(letter.letter_id, letter.taken_at) for letter in letters]
        if self._quotas is not None and keys:
            session.execute(delete(RECENT).where(tuple_(RECENT.c.letter, RECENT.c.taken_at).in_(keys)))


@dataclass(frozen=True)
class Taken:
    """Letters that go. Of the others all wait for another day, but for some."""

    going: list[OutgoingLetter]
    never: list[OutgoingLetter] = field(default_factory=list)
    """To numbers that nobody has confirmed, and that have had their one line by another entry: on another day each
    would bring one more."""


@dataclass(frozen=True)
class _Row:
    """The columns of a RecentLetter, and whether its visitor came from where the receiver's entry was made."""

    letter: str
    taken_at: datetime
    of_move: str
    receiver: str
    visitor: str
    sort: LetterSort
    is_first: bool
    is_own: bool

    def columns(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "is_own"}

    @property
    def is_number(self) -> bool:
        return self.sort in NUMBERS


def _causes(today: Today, move_id: str, letter: OutgoingLetter, now: datetime) -> list[_Row]:
    """Make the row of a letter for each visitor for whom it may go."""
    return [
        _Row(
            letter=letter.letter_id,
            taken_at=now,
            of_move=today.digest("move", move_id),
            receiver=today.digest("receiver", counted_as(letter.reached) or move_id),
            visitor=today.digest("visitor", visitor) if visitor else "",
            sort=letter.sort,
            is_first=letter.is_first,
            is_own=bool(visitor) and visitor == letter.person.visitor,
        )
        for visitor in letter.visitors
    ]


@dataclass
class _Counts:
    """The letters of today, as far as the bounds of some letters of one move are about them."""

    of_all: int
    of_move: int
    of_numbers: int
    of_visitor: Counter[str]
    received: Counter[tuple[str, LetterSort, str]]
    """By receiver, sort and visitor."""
    last: dict[tuple[str, LetterSort], datetime]
    """The time at which the last one was taken, by receiver and sort."""
    first: set[tuple[str, str, bool]]
    """Receivers who were written to for the first time, each with a visitor or the move that caused it; by number?"""

    def allow(self, row: _Row, quotas: Quotas) -> bool:
        of_all = quotas.of_all * 3 // 4 if row.sort in UNPROVEN else quotas.of_all
        return (
            self.of_all < of_all
            and self.of_move < quotas.of_move
            and (not row.visitor or self.of_visitor[row.visitor] < quotas.of_visitor)
            and (not row.is_number or self.of_numbers < quotas.of_numbers)
            and self.allows_receiver(row, quotas)
            and (not row.is_first or self._allows_first(row, quotas.first_numbers if row.is_number else quotas.first))
        )

    def allows_receiver(self, row: _Row, quotas: Quotas) -> bool:
        most = quotas.to_receiver[row.sort]
        by_visitor = {who: n for (to, sort, who), n in self.received.items() if (to, sort) == (row.receiver, row.sort)}
        total = sum(by_visitor.values())
        if row.sort not in ASKED or total >= most:
            return total < most
        is_spread = total < most // 2 or self.last[row.receiver, row.sort] + SPREAD / most <= row.taken_at
        by_this_one = by_visitor.get(row.visitor, 0)
        return by_this_one < most // 2 if row.is_own else by_this_one < most // 4 and is_spread

    def _allows_first(self, row: _Row, quotas: FirstQuotas) -> bool:
        bounds = [(row.of_move, quotas.of_move), *([(row.visitor, quotas.of_visitor)] if row.visitor else [])]
        return all(
            (cause, row.receiver, row.is_number) in self.first
            or sum(each[0] == cause and each[2] is row.is_number for each in self.first) < bound
            for cause, bound in bounds
        )

    def enter(self, row: _Row) -> None:
        self.of_all += 1
        self.of_move += 1
        self.of_numbers += row.is_number
        self.of_visitor[row.visitor] += 1
        self.received[row.receiver, row.sort, row.visitor] += 1
        self.last[row.receiver, row.sort] = row.taken_at
        if row.is_first:
            self.first |= {(cause, row.receiver, row.is_number) for cause in (row.of_move, row.visitor) if cause}


def _read_counts(session: Session, rows: Sequence[_Row]) -> _Counts:
    """Read the counts, in four queries."""
    of_move, visitors = rows[0].of_move, {row.visitor for row in rows} - {""}
    counted = func.count()
    numbers = counted.filter(RECENT.c.sort.in_(NUMBERS))
    total = session.execute(select(counted, counted.filter(RECENT.c.of_move == of_move), numbers)).one()
    each = (RECENT.c.receiver, RECENT.c.sort, RECENT.c.visitor)
    received = select(*each, counted, func.max(RECENT.c.taken_at)).where(
        RECENT.c.receiver.in_({row.receiver for row in rows})
    )
    by_each = session.execute(received.group_by(*each)).all()
    visited = select(RECENT.c.visitor, counted).where(RECENT.c.visitor.in_(visitors))
    mine = or_(RECENT.c.of_move == of_move, RECENT.c.visitor.in_(visitors))
    first = select(RECENT.c.of_move, RECENT.c.visitor, RECENT.c.receiver, RECENT.c.sort).where(RECENT.c.is_first, mine)
    return _Counts(
        *total,
        of_visitor=Counter(dict(session.execute(visited.group_by(RECENT.c.visitor)).all())),
        received=Counter({(to, sort, who): count for to, sort, who, count, _at in by_each}),
        last={(to, sort): at for to, sort, _who, _count, at in sorted(by_each, key=lambda row: row[-1])},
        first={
            (cause, known.receiver, known.sort in NUMBERS)
            for known in session.execute(first)
            for cause in (known.of_move, known.visitor)
            if cause in {of_move, *visitors}
        },
    )
