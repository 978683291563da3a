"""Who is due what at a time T, read from the state of a move. Sending is not here, and neither are words.

Two questions, each answered from one reading (`Correspondence`): what has come due with time alone (`due`,
and `next_due_at` for when that may next be so), and whether a message that waits may go now (`decide`). Both look
at what is true, not at what was planned: nothing has to be taken back when plans change.

A message about what somebody took is due when what they were told last differs from what is true. So several
changes become one message, a change that was taken back becomes none, and nobody is told twice.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.message_rows import ALL, HELPER, ORGANIZER
from service.domain.figures import times
from service.domain.figures.capacity import Cover
from service.domain.models import (
    Claim,
    Helper,
    Message,
    MessageKind,
    MessageState,
    MoveState,
    OfferState,
    Standing,
    TaskState,
    Thanks,
)
from service.domain.reading.board import read_board
from service.domain.reading.thanks import thanks_of
from service.domain.reading.views import (
    Audience,
    Board,
    ClaimView,
    HelperView,
    MoveView,
    OfferView,
    OrganizerView,
    TaskView,
    ThanksList,
    day_of,
)

TOLD = (MessageState.SENT, MessageState.PERHAPS_SENT)
JUST_TOLD = timedelta(hours=3)
"""Who took something so short before a reminder has just heard all about it."""
DIGEST_LAST = 1
"""Days before the move on which what is open is told once more."""
SWITCHES = {
    HELPER: (MessageKind.DAY_BEFORE, MessageKind.MORNING_OF),
    ORGANIZER: (MessageKind.OFFER, MessageKind.DIGEST, MessageKind.THANKS),
}
"""What each can switch off one by one."""
NEVER = datetime.min.replace(tzinfo=UTC)


Occasion = tuple[str, int, MessageKind, str]
"""What tells one message from every other of a move: role, number, kind, occasion."""


@dataclass(frozen=True)
class Due:
    """One message that comes with time: to whom, what, and from when until when (aware UTC)."""

    role: str
    person_n: int
    kind: MessageKind
    occasion: str
    at: datetime
    until: datetime


def occasion_of(message: Message | Due) -> Occasion:
    return message.role, message.person_n, message.kind, message.occasion


class What(StrEnum):
    """What there is to say about something that a helper took."""

    NEW = "new"
    CHANGED = "changed"
    STEPPED_UP = "stepped_up"
    OFF = "off"
    """It does not take place."""
    TAKEN_OFF = "taken_off"
    """It does, without them: an organizer has taken their name off it."""


ENDED = (What.OFF, What.TAKEN_OFF)


@dataclass(frozen=True)
class News:
    what: What
    task: TaskView
    claim: ClaimView
    facts: list[str]
    """What the helper knows once this is told."""
    begins: Sequence[datetime]
    """When it begins by what they were told before, and by what is true now; as far as that is known."""


@dataclass(frozen=True)
class Decision:
    """Whether a message that waits goes now: `later` says when to ask again; neither: it is no longer due."""

    go: bool = False
    later: datetime | None = None


GO, DROP = Decision(go=True), Decision()


@dataclass(frozen=True)
class Correspondence:
    """A move, its people, and what was written to them: one reading."""

    board: Board
    thanks: ThanksList
    messages: list[Message]
    taken_off: Sequence[ClaimView]
    """Claims that an organizer took off, which their helpers may still count on."""
    merged: Mapping[int, int] = field(default_factory=dict)
    """By the number of an entry that was one too many: the one under which its person goes on."""
    helpers: dict[int, HelperView] = field(default_factory=dict)
    organizers: dict[int, OrganizerView] = field(default_factory=dict)

    @property
    def move(self) -> MoveView:
        return self.board.move

    def person(self, role: str, n: int) -> HelperView | OrganizerView | None:
        """None for who was forgotten."""
        return self.organizers.get(n) if role == ORGANIZER else self.helpers.get(n)

    def told(self, helper_n: int) -> dict[int, list[str]]:
        """What this helper was told last of each claim, under whichever number."""
        known: dict[int, list[str]] = {}
        for message in self.messages:
            if message.role == HELPER and self.now_of(message.person_n) == helper_n and message.state in TOLD:
                known |= {int(n): facts for n, facts in message.said.items()}
        return known

    def now_of(self, helper_n: int) -> int:
        """The number under which a helper goes on: mostly their own."""
        while helper_n in self.merged:
            helper_n = self.merged[helper_n]
        return helper_n

    def heard(self, each: "Due") -> bool:
        """Whether this was told before to somebody who stood on the list twice, under their other number."""
        if each.role != HELPER or not self.merged:
            return False
        return any(
            message.person_n in self.merged
            and (message.kind, message.occasion) == (each.kind, each.occasion)
            and message.state in TOLD
            and self.now_of(message.person_n) == each.person_n
            for message in self.messages
        )

    def waiting_offers(self) -> list[OfferView]:
        return [offer for offer in self.board.offers if offer.state is OfferState.WAITING]

    def open_tasks(self) -> list[TaskView]:
        """What friends could still take before it is all spoken for."""
        return [task for task in self.board.tasks if task.is_open and task.cover is not Cover.COVERED]

    def to_thank(self) -> list[HelperView]:
        """Whose note is still to be written or given."""
        return [entry.helper for entry in self.thanks.entries if not entry.is_over]


def read_correspondence(session: Session, move_id: str, now: datetime) -> Correspondence:
    """Raises NotFound. The same number of queries for any number of rows."""
    board = read_board(session, move_id, Audience.ORGANIZER)
    helpers = {helper.n: helper for helper in board.helpers}
    query = select(Message).where(Message.move_id == move_id)
    in_order = query.order_by(Message.ended_at, Message.made_at, Message.person_n, Message.occasion)
    rows = {row.n: row for row in session.scalars(select(Thanks).where(Thanks.move_id == move_id))}
    merged = select(Helper.n, Helper.merged_into).where(Helper.move_id == move_id, Helper.merged_into.is_not(None))
    return Correspondence(
        board=board,
        thanks=thanks_of(board, rows, now),
        messages=list(session.scalars(in_order)),
        taken_off=_taken_off(session, move_id, helpers),
        merged={n: kept for n, kept in session.execute(merged) if kept is not None},
        helpers=helpers,
        organizers={organizer.n: organizer for organizer in board.move.organizers},
    )


def _taken_off(session: Session, move_id: str, helpers: dict[int, HelperView]) -> list[ClaimView]:
    query = select(Claim).where(Claim.move_id == move_id, Claim.taken_off)
    rows = session.scalars(query.order_by(Claim.n))
    return [ClaimView.of(claim, helpers[claim.helper_n]) for claim in rows if claim.helper_n in helpers]


# --- what comes with time ---------------------------------------------------------------------------------------


def due(letters: Correspondence, now: datetime) -> list[Due]:
    """What has come due with time, whether or not it was written down before."""
    come = [each for each in _planned(letters) if each.at <= now < each.until and not letters.heard(each)]
    return [each for each in come if each.kind is not MessageKind.THANKS or letters.to_thank()]


def has_passed(letters: Correspondence, message: Message, now: datetime) -> bool:
    """Whether this came with time, would be due still by what is true now, and is too late."""
    return any(occasion_of(each) == occasion_of(message) and each.until <= now for each in _planned(letters))


def next_due_at(letters: Correspondence, now: datetime) -> datetime | None:
    """When something may next come due if nothing changes until then (a change is looked at anyway)."""
    return min((each.at for each in _planned(letters) if each.at > now), default=None)


def _planned(letters: Correspondence) -> Iterator[Due]:
    for helper in letters.helpers.values():
        if helper.email or helper.phone:
            yield from _for_helper(letters, helper)
    for organizer in letters.organizers.values():
        yield from _for_organizer(letters, organizer)


def _for_helper(letters: Correspondence, helper: HelperView) -> Iterator[Due]:
    move = letters.move
    for day, pairs in _by_day(letters, helper.n).items():
        before = times.instant(day - timedelta(days=1), times.DAY_BEFORE, move.zone)
        night = times.instant(day - timedelta(days=1), times.EVENING, move.zone)
        morning = times.instant(day, times.MORNING, move.zone)
        early = [pair for pair in pairs if _is_early(pair[0])]
        late = [pair for pair in pairs if not _is_early(pair[0])]
        plans = [
            (MessageKind.DAY_BEFORE, day.isoformat(), before, night, pairs),
            (MessageKind.MORNING_OF, f"{day.isoformat()} early", before, _last(early, move), early),
            (MessageKind.MORNING_OF, day.isoformat(), morning, _last(late, move), late),
        ]
        for kind, occasion, at, until, told in plans:
            if wants(helper, kind) and any(claim.claimed_at + JUST_TOLD <= at for _task, claim in told):
                yield Due(HELPER, helper.n, kind, occasion, at, until)


def _by_day(letters: Correspondence, helper_n: int) -> dict[date, list[tuple[TaskView, ClaimView]]]:
    """What this helper firmly has and is going to do, by day."""
    days: dict[date, list[tuple[TaskView, ClaimView]]] = {}
    if not letters.move.is_open:
        return days
    for task, claim in letters.board.claims_of(helper_n):
        day = day_of(task, letters.move)
        if day is not None and claim.standing is Standing.FIRM and task.state.is_live:
            days.setdefault(day, []).append((task, claim))
    return days


def _is_early(task: TaskView) -> bool:
    """Whether a message in the morning would come too late."""
    return task.starts is not None and task.starts < times.EARLY


def _last(pairs: Sequence[tuple[TaskView, ClaimView]], move: MoveView) -> datetime:
    """When the last of these begins; what has no time of its own is over at noon."""
    return max((_begins(task, move) for task, _claim in pairs), default=NEVER)


def _begins(task: TaskView, move: MoveView) -> datetime:
    day = day_of(task, move)
    if day is None:
        raise ValueError("a task without a day begins at no moment")
    return times.instant(day, task.starts or time(12), move.zone)


def _for_organizer(letters: Correspondence, organizer: OrganizerView) -> Iterator[Due]:
    move = letters.move
    if move.day is None:
        return
    if move.is_open and organizer.digest_days and wants(organizer, MessageKind.DIGEST) and letters.open_tasks():
        until = times.instant(move.day - timedelta(days=1), times.EVENING, move.zone)
        for days in sorted({organizer.digest_days, DIGEST_LAST}):
            at = times.instant(move.day - timedelta(days=days), times.WRITING, move.zone)
            if days <= organizer.digest_days and (move.planned_at is None or at >= move.planned_at + JUST_TOLD):
                yield Due(ORGANIZER, organizer.n, MessageKind.DIGEST, f"{move.day} -{days}", at, until)
    if move.state is not MoveState.CALLED_OFF and wants(organizer, MessageKind.THANKS):
        yield from _thanks(letters, organizer)


def _thanks(letters: Correspondence, organizer: OrganizerView) -> Iterator[Due]:
    """At most three, counted over whatever days they came on."""
    move, kind = letters.move, MessageKind.THANKS
    gone = {
        message.occasion
        for message in letters.messages
        if (message.role, message.person_n, message.kind) == (ORGANIZER, organizer.n, kind)
    }
    spent = len(gone)
    for at in times.thanks_days(move.day, move.zone, organizer.write_on, organizer.not_on):
        occasion = times.day_there(at, move.zone).isoformat()
        if occasion not in gone:
            spent += 1
        if occasion in gone or spent <= len(times.THANKS_AFTER):
            yield Due(ORGANIZER, organizer.n, kind, occasion, at, at + times.A_WEEK)


def wants(person: HelperView | OrganizerView, kind: MessageKind) -> bool:
    """Whether they have not switched this kind off."""
    return ALL not in person.quiet and kind not in person.quiet


# --- whether a message that waits may go --------------------------------------------------------------------------


def decide(letters: Correspondence, message: Message, expected: Set[Occasion], now: datetime) -> Decision:
    """Whether this message goes now, later, or not at all any more; `expected` are the occasions of what is `due`."""
    person = letters.person(message.role, message.person_n)
    if person is None or (message.kind is not MessageKind.LINK and not wants(person, message.kind)):
        return DROP
    urgent = message.own
    match message.kind:
        case MessageKind.NEWS:
            told = news(letters, message.person_n, now)
            if not told:
                return DROP
            urgent = urgent or any(_cannot_wait(each, now, letters.move.zone) for each in told)
        case MessageKind.OFFER:
            if int(message.occasion) not in {offer.n for offer in letters.waiting_offers()}:
                return DROP
        case MessageKind.NOTE:
            if not letters.thanks.entry(message.person_n).by_mail:
                return DROP
        case MessageKind.EVENING:
            if not letters.move.evening:
                return DROP
        case MessageKind.DAY_BEFORE | MessageKind.MORNING_OF | MessageKind.DIGEST | MessageKind.THANKS:
            if occasion_of(message) not in expected:
                return DROP
        case _:
            pass
    if times.is_night(now, letters.move.zone) and not urgent:
        return Decision(later=times.next_morning(now, letters.move.zone))
    return GO


def news(letters: Correspondence, helper_n: int, now: datetime) -> list[News]:
    """What this helper has to hear: the difference between what they were told and what is true."""
    known = letters.told(helper_n)
    found = [_news(letters.move, task, claim, known.get(claim.n)) for task, claim in letters.board.claims_of(helper_n)]
    tasks = {task.n: task for task in letters.board.tasks}
    found += [
        _news(letters.move, tasks[claim.task_n], claim, known[claim.n], off=True)
        for claim in letters.taken_off
        if claim.helper.n == helper_n and claim.n in known and claim.task_n in tasks
    ]
    return [each for each in found if each is not None and not _is_past(each, letters.move, now)]


def _news(
    move: MoveView, task: TaskView, claim: ClaimView, known: list[str] | None, *, off: bool = False
) -> News | None:
    cancelled = move.state is MoveState.CALLED_OFF or task.state is TaskState.CANCELLED
    ended = What.OFF if cancelled else What.TAKEN_OFF
    off = off or cancelled
    facts = facts_of(move, task, claim, off=off)
    if facts == known or (off and known is None) or (known and known[-1] == facts[-1] == "off"):
        return None
    begins = [moment for moment in (_moment(known, move), _moment(facts, move)) if moment is not None]
    if known is None or (known[-1] == "off" and not off):
        what = What.NEW
    elif off:
        what = ended
    elif known[:-2] == facts[:-2] and claim.standing is Standing.FIRM:
        what = What.STEPPED_UP
    else:
        what = What.CHANGED
    return News(what, task, claim, facts, begins)


def facts_of(move: MoveView, task: TaskView, claim: ClaimView, *, off: bool) -> list[str]:
    """What a helper is told of a claim, without words: day, start, end, digests of title and places, standing."""
    day = day_of(task, move)
    places = (move.zone, move.start.area, move.start.address, move.finish.area, move.finish.address)
    return [
        day.isoformat() if day else "",
        task.starts.isoformat() if task.starts else "",
        task.ends.isoformat() if task.ends else "",
        _digest(task.title),
        _digest(*places),
        claim.standing.value,
        "off" if off else "",
    ]


def _digest(*words: str) -> str:
    return sha256("\0".join(words).encode()).hexdigest()[:12]


def _moment(facts: list[str] | None, move: MoveView) -> datetime | None:
    """When something begins, by what was told of it; None if that is open."""
    if not facts or not facts[0]:
        return None
    starts = time.fromisoformat(facts[1]) if facts[1] else time(12)
    return times.instant(date.fromisoformat(facts[0]), starts, move.zone)


def _is_past(told: News, move: MoveView, now: datetime) -> bool:
    """What has begun, both as it was told and as it is, is no news any more. A finished task never is."""
    if told.task.state is TaskState.DONE or move.state is MoveState.CLOSED:
        return True
    whole_day = timedelta() if told.task.starts else timedelta(hours=12)  # it counts as beginning at noon
    return bool(told.begins) and max(told.begins) + whole_day <= now


def _cannot_wait(told: News, now: datetime, zone: str) -> bool:
    """A change or cancellation of what starts before ten in the morning that ends this night."""
    changed = told.what in (What.CHANGED, *ENDED)
    return changed and any(times.cannot_wait(begins, now, zone) for begins in told.begins if begins > now)


def said_of(told: Sequence[News]) -> dict[str, Any]:
    """What the receiver knows once these are told: kept with the message."""
    return {str(each.claim.n): each.facts for each in told}
