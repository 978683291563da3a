"""A move, its people, and what was written to them: all that is needed to find out who is due what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from service.domain.core.events import Event, frees_a_place
from service.domain.core.message_rows import ALL, DELIVERED
from service.domain.core.receivers import HELPER, ORGANIZER
from service.domain.figures.capacity import Cover
from service.domain.models import (
    Ask,
    AskState,
    Claim,
    Happening,
    Helper,
    Instant,
    Message,
    MessageKind,
    MessageState,
    Role,
    Standing,
    Thanks,
)
from service.domain.reading.asks import Hours, read_asks_on, read_hours
from service.domain.reading.board import read_board
from service.domain.reading.thanks import thanks_of
from service.domain.reading.views import (
    Asked,
    Audience,
    Board,
    ClaimView,
    HelperView,
    MoveView,
    OrganizerView,
    TaskView,
    ThanksList,
    board_held_back,
)
from service.domain.reading.yeses import NEWS_FOR, read_looks
from service.domain.reminders.facts import Facts

Person = HelperView | OrganizerView
COMING = (MessageKind.DAY_BEFORE, MessageKind.MORNING_OF)
"""Reminders of what somebody has on a day."""
SWITCHES = {
    HELPER: (MessageKind.DAY_BEFORE, MessageKind.MORNING_OF),
    ORGANIZER: (MessageKind.OFFER, MessageKind.YES, MessageKind.DIGEST, MessageKind.THANKS_REMINDER),
}
"""Kinds of message that each role can switch off one by one."""


@dataclass(frozen=True)
class Correspondence:
    """A move, its people, and what was written to them: one reading."""

    board: Board
    thanks: ThanksList
    messages: list[Message]
    read_at: datetime
    taken_off: Sequence[ClaimView]
    """Claims that an organizer took off, which their helpers may still count on."""
    handed_on: Sequence[tuple[ClaimView, str]]
    """Claims of which a friend has taken over the place, and that friend's name."""
    written_down: Mapping[int, int]
    """For the number of a claim that an organizer wrote down of late: who that was."""
    claimed_at_version: Mapping[int, int]
    """For the number of a claim of late: the version that it came with."""
    looks: Mapping[int, int]
    """For the number of an organizer: the version up to which they have seen on the board who said yes."""
    given_back: Mapping[int, Sequence[int]]
    """For a version of late: the tasks on which firm places were given back with it, but for riders'."""
    asks: Mapping[int, Asked] = field(default_factory=dict)
    """Asks whose words wait to be sent, by the version that sends them."""
    hours: Mapping[int, Mapping[int, Hours]] = field(default_factory=dict)
    """For the number of a helper: the hours they were asked for and said yes to, by tasks without a time."""
    merged: Mapping[int, int] = field(default_factory=dict)
    """For the number of an entry that was merged away: the number that its person goes on under."""
    helpers: dict[int, HelperView] = field(default_factory=dict)
    organizers: dict[int, OrganizerView] = field(default_factory=dict)
    keepers: dict[int, OrganizerView] = field(default_factory=dict)

    @property
    def move(self) -> MoveView:
        return self.board.move

    def person(self, role: str, n: int) -> Person | None:
        """Return the receiver of a message; None if they were forgotten."""
        if role == HELPER:
            return self.helpers.get(n)
        return self.organizers.get(n) or self.keepers.get(n)

    def seen_by(self, person: Person | None) -> "Correspondence":
        """View it as this person knows it, in all that is due to them: with the hours that a helper has agreed to.

        A helper who is not trusted knows nothing of what a discreet move holds back, these hours neither.
        """
        if not isinstance(person, HelperView) or self.move.holds_back:
            return self
        if not self.move.lets_know(person):
            return replace(self, board=board_held_back(self.board, person.n))
        hours = self.hours.get(person.n)
        return replace(self, board=_with_hours(self.board, hours)) if hours else self

    def known_facts(self, helper_n: int) -> dict[int, Facts]:
        """Return what this helper was told last of each claim (by its number), under whichever number of theirs."""
        known: dict[int, list[str]] = {}
        for message in self.messages:
            if message.role == HELPER and message.state in DELIVERED and self.current_n(message.person_n) == helper_n:
                known |= {int(n): facts for n, facts in message.told_facts.items()}
        return {n: Facts.from_json(facts) for n, facts in known.items()}

    def told_barely(self, helper_n: int, day: date) -> set[int]:
        """Return the claims (numbers) whose calendar entry this helper has only as an unconfirmed address got it.

        Reminders of the day that went out since have brought it.
        """
        bare = set[int]()
        for message in self.messages:
            if message.role != HELPER or message.state not in DELIVERED:
                continue
            if self.current_n(message.person_n) != helper_n:
                continue
            told = {int(n) for n in message.told_facts}
            bare = bare | told if message.bare else bare - told
            if message.kind in COMING and message.day == day and not message.bare:
                bare = set()
        return bare

    def to_ask(self, message: Message) -> Asked | None:
        """Return the ask whose words a message brings, while it waits for an answer and its reader may know of it."""
        asked = self.asks.get(message.number)
        if asked is None or asked.ask.helper.n != message.person_n or asked.ask.state is not AskState.ASKED:
            return None
        if asked.ask.offer_n is not None:
            return None
        is_wanted = self.move.is_open and any(task.is_open for task in asked.tasks)
        return asked if is_wanted and self.move.lets_know(asked.ask.helper) else None

    def current_n(self, helper_n: int) -> int:
        """Return the number that a helper goes on under: mostly their own."""
        while helper_n in self.merged:
            helper_n = self.merged[helper_n]
        return helper_n

    def taken_from(self, helper_n: int) -> list[tuple[TaskView, ClaimView]]:
        """List what organizers took this helper off; of what is for others by now, they hear kind and time alone."""
        return [(self._as_seen(claim), claim) for claim in self.taken_off if claim.helper.n == helper_n]

    def taken_over_from(self, helper_n: int) -> list[tuple[TaskView, ClaimView, str]]:
        """List what this helper handed on and a friend has taken over, with that friend's name."""
        return [(self._as_seen(claim), claim, name) for claim, name in self.handed_on if claim.helper.n == helper_n]

    def _as_seen(self, claim: ClaimView) -> TaskView:
        """View the task of a claim that has ended; its holder was on it."""
        task = self.board.task(claim.task_n)
        if task.is_for(claim.helper.n):
            return task
        return replace(task, title="", why="", bring="", where="", things=[])

    def open_tasks(self) -> list[TaskView]:
        """Return what friends could still take before it is all spoken for."""
        return [task for task in self.board.tasks if task.is_open and task.cover is not Cover.COVERED]

    def to_thank(self) -> list[HelperView]:
        """Return the helpers whose note is still to be written or given."""
        return [entry.helper for entry in self.thanks.entries if not entry.is_over]


def _with_hours(board: Board, hours: Mapping[int, Hours]) -> Board:
    """Give tasks without a time the hours for which the reader was asked."""
    timed = [
        replace(task, starts=hours[task.n][0], ends=hours[task.n][1]) if task.n in hours else task
        for task in board.tasks
    ]
    return replace(board, tasks=timed)


_MOVE: BindParameter[str] = bindparam("move")
_SINCE: BindParameter[datetime] = bindparam("since", type_=Instant)
_OF_LATE = (Happening.move_id == _MOVE, Happening.at >= _SINCE)
_MESSAGES = (
    select(Message)
    .where(Message.move_id == _MOVE)
    .order_by(Message.ended_at, Message.made_at, Message.person_n, Message.day, Message.number)
)
_THANKS = select(Thanks).where(Thanks.move_id == _MOVE)
_MERGED = select(Helper.n, Helper.merged_into).where(Helper.move_id == _MOVE, Helper.merged_into.is_not(None))
_TAKEN_OFF = select(Claim).where(Claim.move_id == _MOVE, Claim.taken_off).order_by(Claim.n)
_HANDED_ON = (
    select(Claim, Ask.helper_n)
    .join(Ask, (Ask.move_id == Claim.move_id) & (Ask.handed_on_n == Claim.n) & (Ask.yes_at == Claim.released_at))
    .where(Claim.move_id == _MOVE)
    .order_by(Claim.n)
)
_CLAIMED = (
    select(Happening.about, Happening.version, Happening.by_role, Happening.by_n)
    .where(*_OF_LATE, Happening.what == Event.CLAIMED)
    .order_by(Happening.version)
)
_ENDED = select(Claim.n).where(
    Claim.move_id == _MOVE,
    Claim.released_at >= _SINCE,
    Claim.standing == Standing.FIRM,
    or_(Claim.role.is_(None), Claim.role != Role.RIDER),
)
_FREED = select(Happening.version, Happening.what, Happening.about).where(
    *_OF_LATE, Happening.what.in_((Event.RELEASED, Event.CLAIM_CHANGED))
)
"""Statements that are made once: for each letter all of them are asked."""


def read_correspondence(session: Session, move_id: str, now: datetime) -> Correspondence:
    """Read it with the same number of queries for any number of rows. Raises NotFound."""
    board = read_board(session, move_id, Audience.ORGANIZER)
    helpers = {helper.n: helper for helper in board.helpers}
    of_move = {"move": move_id}
    rows = {row.n: row for row in session.scalars(_THANKS, of_move)}
    claimed = _claimed(session, move_id, now - NEWS_FOR)
    messages = list(session.scalars(_MESSAGES, of_move))
    return Correspondence(
        board=board,
        thanks=thanks_of(board, rows, now),
        messages=messages,
        read_at=now,
        written_down={n: by for n, (_, by) in claimed.items() if by is not None},
        claimed_at_version={n: version for n, (version, _) in claimed.items()},
        looks=read_looks(session, move_id),
        given_back=_given_back(session, move_id, now - NEWS_FOR),
        taken_off=_taken_off(session, move_id, helpers),
        handed_on=_handed_on(session, move_id, helpers),
        asks=_asks(session, board, messages, now),
        hours=_hours(session, board),
        merged={n: kept for n, kept in session.execute(_MERGED, of_move) if kept is not None},
        helpers=helpers,
        organizers={organizer.n: organizer for organizer in board.move.organizers},
        keepers={keeper.n: keeper for keeper in board.move.keepers},
    )


def _asks(session: Session, board: Board, messages: Sequence[Message], now: datetime) -> dict[int, Asked]:
    """Read the asks whose words wait, if there are any: they rarely do."""
    waits = (MessageKind.ASK, MessageState.WAITING)
    if not any((message.kind, message.state) == waits for message in messages):
        return {}
    return {each.ask.sent_in: each for each in read_asks_on(session, board, now) if each.ask.sent_in}


def _hours(session: Session, board: Board) -> Mapping[int, Mapping[int, Hours]]:
    """Read the hours of helpers for what has no time, if there is such a thing."""
    untimed = {task.n for task in board.tasks if task.is_untimed}
    return read_hours(session, board.move.id, untimed) if untimed else {}


def _taken_off(session: Session, move_id: str, helpers: dict[int, HelperView]) -> list[ClaimView]:
    rows = session.scalars(_TAKEN_OFF, {"move": move_id})
    return [ClaimView.of(claim, helpers[claim.helper_n]) for claim in rows if claim.helper_n in helpers]


def _handed_on(session: Session, move_id: str, helpers: dict[int, HelperView]) -> list[tuple[ClaimView, str]]:
    """Read the claims that ended by somebody's yes to the ask that handed them on."""
    found = session.execute(_HANDED_ON, {"move": move_id})
    rows = [(claim, helpers.get(claim.helper_n), helpers.get(to)) for claim, to in found]
    return [(ClaimView.of(claim, giver), to.name) for claim, giver, to in rows if giver and to]


def _claimed(session: Session, move_id: str, since: datetime) -> dict[int, tuple[int, int | None]]:
    """Map each claim of late to its version, and to the organizer who wrote it down, if one did."""
    lines = session.execute(_CLAIMED, {"move": move_id, "since": since})
    return {about["claim"]: (version, n if role == ORGANIZER else None) for about, version, role, n in lines}


def _given_back(session: Session, move_id: str, since: datetime) -> dict[int, list[int]]:
    of_late = {"move": move_id, "since": since}
    ended = set(session.scalars(_ENDED, of_late))
    found = defaultdict[int, list[int]](list)
    for version, what, about in session.execute(_FREED, of_late):
        if frees_a_place(what, about) and (what != Event.RELEASED or about["claim"] in ended):
            found[version].append(about["task"])
    return found


def wants(person: Person, kind: MessageKind) -> bool:
    """Tell whether they have not switched this kind off."""
    return ALL not in person.muted_kinds and kind not in person.muted_kinds
