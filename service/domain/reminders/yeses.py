"""News of a yes: what friends have taken and an organizer has not heard of, gathered over a while."""

from collections import Counter
from datetime import datetime, timedelta

from service.domain.core.message_rows import DELIVERED
from service.domain.core.receivers import ORGANIZER
from service.domain.figures import times
from service.domain.models import Message, MessageKind, MessageState, Occasion
from service.domain.reading.views import ClaimView, TaskView
from service.domain.reading.yeses import NEWS_FOR
from service.domain.reminders.correspondence import Correspondence

LETTERS_A_DAY = 3
"""Letters about it to one organizer in a day of the move's zone."""


def yeses_for(letters: Correspondence, organizer_n: int) -> list[tuple[TaskView, ClaimView]]:
    """Return what was taken of late and is news to this organizer, the earliest first.

    They have neither heard of it nor seen it on the board, nor written it down themselves.
    """
    if not letters.move.is_open:
        return []
    written = [message for message in _written(letters, organizer_n) if message.state is not MessageState.WAITING]
    told = {int(n) for message in written for n in message.told_facts}
    ended = [message.ended_at for message in written if message.ended_at and message.state not in DELIVERED]
    since = max([letters.read_at - NEWS_FOR, *ended])
    looked = letters.looks.get(organizer_n, 0)
    pairs = [
        (task, claim)
        for task in letters.board.tasks
        if task.state.is_live
        for claim in task.claims
        if claim.claimed_at > since
        and claim.n not in told
        and letters.written_down.get(claim.n) != organizer_n
        and letters.claimed_at_version.get(claim.n, looked + 1) > looked
    ]
    return sorted(pairs, key=lambda pair: (pair[1].claimed_at, pair[1].n))


def when_told(letters: Correspondence, organizer_n: int) -> tuple[Occasion, datetime] | None:
    """Return the occasion of the next letter about it and its time (aware UTC); None where there is nothing to hear."""
    pairs = yeses_for(letters, organizer_n)
    if not pairs:
        return None
    written = _written(letters, organizer_n)
    for message in written:
        if message.state is MessageState.WAITING:
            return message.occasion, message.made_at
    zone, at = letters.move.zone, pairs[0][1].claimed_at + times.YES_AFTER
    of_day = Counter(message.day for message in written)
    day = times.day_there(at, zone)
    while of_day[day] >= LETTERS_A_DAY:
        day += timedelta(days=1)
        at = times.to_utc(day, times.MORNING, zone)
    return Occasion(ORGANIZER, organizer_n, MessageKind.YES, day, of_day[day] + 1), at


def _written(letters: Correspondence, organizer_n: int) -> list[Message]:
    mine = (ORGANIZER, organizer_n, MessageKind.YES)
    return [message for message in letters.messages if (message.role, message.person_n, message.kind) == mine]
