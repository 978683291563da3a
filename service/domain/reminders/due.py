"""Messages that come with time alone: who is due one at a moment, and when the next may be due.

Read from what is true at that moment, not from what was planned: nothing has to be taken back when plans change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from service.domain.core.message_rows import DELIVERED
from service.domain.core.receivers import HELPER, ORGANIZER
from service.domain.figures import times
from service.domain.models import Message, MessageKind, MoveState, Occasion, Standing
from service.domain.reading.views import ClaimView, HelperView, MoveView, OrganizerView, TaskView, day_of
from service.domain.reminders.correspondence import Correspondence, wants
from service.domain.reminders.yeses import when_told

JUST_TOLD = timedelta(hours=3)
"""Time before a reminder within which a claim needs none: its helper has just read all about it."""
NEVER = datetime.min.replace(tzinfo=UTC)
NEVER_ENDS = datetime.max.replace(tzinfo=UTC)
IN_THE_MORNING, ON_THE_EVE = 0, 1
"""Numbers of the two messages that may come about the morning of a day: on the eve of what begins early."""


@dataclass(frozen=True)
class Due:
    """One message that comes with time: to whom, of which kind, and from when until when (aware UTC)."""

    occasion: Occasion
    at: datetime
    until: datetime


def due(letters: Correspondence, now: datetime) -> list[Due]:
    """Return what has come due with time, also what was written down before."""
    come = [each for each in _planned(letters) if each.at <= now < each.until and not _was_told(letters, each.occasion)]
    return [each for each in come if each.occasion.kind is not MessageKind.THANKS_REMINDER or letters.to_thank()]


def has_passed(letters: Correspondence, message: Message, now: datetime) -> bool:
    """Tell whether this came with time, would be due still by what is true now, and is too late."""
    return any(each.occasion == message.occasion and each.until <= now for each in _planned(letters))


def next_due_at(letters: Correspondence, now: datetime) -> datetime | None:
    """Return when something may next come due if nothing changes until then: every change is looked at anyway."""
    return min((each.at for each in _planned(letters) if each.at > now), default=None)


def _was_told(letters: Correspondence, occasion: Occasion) -> bool:
    """Tell whether the same person was told this before, under a number that was merged away."""
    if occasion.role != HELPER or not letters.merged:
        return False
    return any(
        message.person_n in letters.merged
        and message.occasion._replace(person_n=letters.current_n(message.person_n)) == occasion
        and message.state in DELIVERED
        for message in letters.messages
    )


def _planned(letters: Correspondence) -> Iterator[Due]:
    for helper in letters.helpers.values():
        if helper.email or helper.phone:
            yield from _for_helper(letters, helper)
    for organizer in letters.organizers.values():
        yield from _for_organizer(letters, organizer)


def _for_helper(letters: Correspondence, helper: HelperView) -> Iterator[Due]:
    letters = letters.seen_by(helper)
    move = letters.move
    for day, pairs in _by_day(letters, helper.n).items():
        before = times.to_utc(day - timedelta(days=1), times.DAY_BEFORE, move.zone)
        night = times.to_utc(day - timedelta(days=1), times.EVENING, move.zone)
        morning = times.to_utc(day, times.MORNING, move.zone)
        early = [pair for pair in pairs if _is_early(pair[0])]
        late = [pair for pair in pairs if not _is_early(pair[0])]
        plans = [
            (MessageKind.DAY_BEFORE, 0, before, night, pairs),
            (MessageKind.MORNING_OF, ON_THE_EVE, before, _last_begins(early, move), early),
            (MessageKind.MORNING_OF, IN_THE_MORNING, morning, _last_begins(late, move), late),
        ]
        for kind, number, at, until, reminded in plans:
            if wants(helper, kind) and any(claim.claimed_at + JUST_TOLD <= at for _task, claim in reminded):
                yield Due(Occasion(HELPER, helper.n, kind, day, number), at, until)


def _by_day(letters: Correspondence, helper_n: int) -> dict[date, list[tuple[TaskView, ClaimView]]]:
    """Return what this helper firmly has and is going to do, by day."""
    days: dict[date, list[tuple[TaskView, ClaimView]]] = {}
    if not letters.move.is_open:
        return days
    for task, claim in letters.board.claims_of(helper_n):
        day = day_of(task, letters.move)
        if day is not None and claim.standing is Standing.FIRM and task.state.is_live:
            days.setdefault(day, []).append((task, claim))
    return days


def _is_early(task: TaskView) -> bool:
    """Tell whether a message in the morning would come too late."""
    return task.starts is not None and task.starts < times.EARLY


def _last_begins(pairs: Sequence[tuple[TaskView, ClaimView]], move: MoveView) -> datetime:
    """Return when the last of these begins (aware UTC)."""
    days = [(day_of(task, move), task.starts) for task, _claim in pairs]
    return max((times.begins(day, starts, move.zone) for day, starts in days if day is not None), default=NEVER)


def _for_organizer(letters: Correspondence, organizer: OrganizerView) -> Iterator[Due]:
    move = letters.move
    if wants(organizer, MessageKind.YES) and (told := when_told(letters, organizer.n)) is not None:
        yield Due(*told, until=NEVER_ENDS)
    if move.day is None:
        return
    if move.is_open and organizer.digest_days and wants(organizer, MessageKind.DIGEST) and letters.open_tasks():
        until = times.to_utc(move.day - timedelta(days=1), times.EVENING, move.zone)
        for days in sorted({organizer.digest_days, times.LAST_DIGEST}):
            at = times.to_utc(move.day - timedelta(days=days), times.WRITING, move.zone)
            if days <= organizer.digest_days and (move.planned_at is None or at >= move.planned_at + JUST_TOLD):
                yield Due(Occasion(ORGANIZER, organizer.n, MessageKind.DIGEST, move.day, days), at, until)
    if move.state is not MoveState.CALLED_OFF and wants(organizer, MessageKind.THANKS_REMINDER):
        yield from _thanks(letters, organizer)


def _thanks(letters: Correspondence, organizer: OrganizerView) -> Iterator[Due]:
    """Plan at most three reminders of the notes, counted over all days on which one came."""
    move, kind = letters.move, MessageKind.THANKS_REMINDER
    written = {
        message.day
        for message in letters.messages
        if (message.role, message.person_n, message.kind) == (ORGANIZER, organizer.n, kind)
    }
    count = len(written)
    for at in times.thanks_days(move.day, move.zone, organizer.writing_day, organizer.skipped_days):
        day = times.day_there(at, move.zone)
        if day not in written:
            count += 1
        if day in written or count <= len(times.THANKS_AFTER):
            yield Due(Occasion(ORGANIZER, organizer.n, kind, day, 0), at, at + times.A_WEEK)
