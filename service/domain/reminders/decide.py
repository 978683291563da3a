"""Decides whether a message that waits goes now, by what is true now."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.core.receivers import ORGANIZER
from service.domain.figures import times
from service.domain.models import Message, MessageKind, Occasion
from service.domain.reminders.correspondence import Correspondence, wants
from service.domain.reminders.free_places import cannot_wait, free_places, waits_until
from service.domain.reminders.news import news_for


@dataclass(frozen=True)
class Decision:
    """The decision about a message that waits: `later` says when to ask again; neither: it is no longer due."""

    go: bool = False
    later: datetime | None = None


A_DAY = timedelta(days=1)
"""Time after which nobody waits for a link any more that they asked for."""
GO, DROP = Decision(go=True), Decision()


def decide(
    letters: Correspondence, message: Message, expected: Set[Occasion], now: datetime, *, proven: bool
) -> Decision:
    """Decide about one message; `expected` are the occasions of what is `due`.

    Nobody is asked for anything at an address that is not `proven`: somebody else may have typed it.
    """
    person = letters.person(message.role, message.person_n)
    if message.kind is MessageKind.ASK and not proven:
        return DROP
    if person is None or (message.kind is not MessageKind.OWN_LINK and not wants(person, message.kind)):
        return DROP
    if message.kind is not MessageKind.OWN_LINK and message.role == ORGANIZER and message.person_n in letters.keepers:
        return DROP
    urgent = message.immediate
    if message.kind is MessageKind.CLAIM_UPDATE:
        news = news_for(letters, message.person_n, now)
        if not news:
            return DROP
        urgent = urgent or any(each.cannot_wait(now, letters.move.zone) for each in news)
    elif message.kind is MessageKind.PLACE_FREE:
        tasks = free_places(letters, message, now)
        if not tasks:
            return DROP
        if (until := waits_until(letters, message, tasks)) and until > now:
            return Decision(later=until)
        urgent = any(cannot_wait(letters, task, now) for task in tasks)
    elif not _is_still_due(letters, message, expected, now):
        return DROP
    if times.is_night(now, letters.move.zone) and not urgent:
        return Decision(later=times.next_morning(now, letters.move.zone))
    return GO


def _is_still_due(letters: Correspondence, message: Message, expected: Set[Occasion], now: datetime) -> bool:
    match message.kind:
        case MessageKind.OWN_LINK:
            return now - message.made_at < A_DAY
        case MessageKind.OFFER:
            return message.number in {offer.n for offer in letters.board.waiting}
        case MessageKind.THANK_YOU_NOTE:
            return letters.thanks.entry(message.person_n).by_mail
        case MessageKind.EVENING:
            return bool(letters.move.evening)
        case MessageKind.ASK:
            return letters.to_ask(message) is not None
        case MessageKind.WORD:
            reader = letters.person(message.role, letters.current_n(message.person_n))
            said_at = letters.seen_by(reader).move.word_at
            return said_at is not None and said_at <= message.made_at  # later, once a mail server has put it off
        case (
            MessageKind.DAY_BEFORE
            | MessageKind.MORNING_OF
            | MessageKind.YES
            | MessageKind.DIGEST
            | MessageKind.THANKS_REMINDER
        ):
            return message.occasion in expected
        case _:
            return True
