"""News of claims: the difference between what a helper was told last and what is true.

So several changes become one message, a change that was taken back becomes none, and nobody is told twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from service.domain.figures import times
from service.domain.models import MoveState, Standing, TaskState
from service.domain.reading.views import ClaimView, MoveView, TaskView
from service.domain.reminders.correspondence import Correspondence
from service.domain.reminders.facts import Facts, facts_of


class NewsKind(StrEnum):
    """The kind of news about something that a helper took."""

    NEW = "new"
    CHANGED = "changed"
    STEPPED_UP = "stepped_up"
    OFF = "off"
    """It does not take place."""
    TAKEN_OFF = "taken_off"
    """It does, without them: an organizer has taken their name off it."""
    TAKEN_OVER = "taken_over"
    """It does, and a friend whom they handed it on to does it."""


ENDED = (NewsKind.OFF, NewsKind.TAKEN_OFF, NewsKind.TAKEN_OVER)


@dataclass(frozen=True)
class News:
    """One thing that a helper has to hear."""

    kind: NewsKind
    task: TaskView
    claim: ClaimView
    facts: Facts
    """Facts that the helper knows once this is told."""
    begins: Sequence[datetime]
    """Its beginnings, by what they were told before and by what is true now, as far as they are known."""
    by: str = ""
    """The name of the friend who has taken it over."""

    @property
    def is_end(self) -> bool:
        """Tell whether they need not come for it."""
        return self.kind in ENDED

    def cannot_wait(self, now: datetime, zone: str) -> bool:
        """Tell whether it is a change or an end of what begins before ten in the morning that ends this night."""
        changed = self.kind is NewsKind.CHANGED or self.is_end
        return changed and any(times.cannot_wait(begins, now, zone) for begins in self.begins if begins > now)


def news_for(letters: Correspondence, helper_n: int, now: datetime) -> list[News]:
    """Return what this helper has to hear."""
    letters = letters.seen_by(letters.helpers.get(helper_n))
    move, known = letters.move, letters.known_facts(helper_n)
    found = [_difference(move, task, claim, known.get(claim.n)) for task, claim in letters.board.claims_of(helper_n)]
    found += [
        _difference(move, task, claim, known[claim.n], taken_off=True)
        for task, claim in letters.taken_from(helper_n)
        if claim.n in known
    ]
    found += [_taken_over(move, *handed, known.get(handed[1].n)) for handed in letters.taken_over_from(helper_n)]
    return [each for each in found if each is not None and not _is_past(each, move, now)]


def told_facts(news: Sequence[News]) -> dict[str, list[str]]:
    """Return what the receiver knows once these are told, by claim number: kept with the message."""
    return {str(each.claim.n): each.facts.to_json() for each in news}


def _difference(
    move: MoveView, task: TaskView, claim: ClaimView, known: Facts | None, *, taken_off: bool = False
) -> News | None:
    cancelled = move.state is MoveState.CALLED_OFF or task.state is TaskState.CANCELLED
    facts = facts_of(move, task, claim, off=taken_off or cancelled)
    if known is not None and move.holds_back:
        facts = replace(facts, starts=known.starts, ends=known.ends, places=known.places)  # no news of what is not told
    if known is None:
        kind = None if facts.off else NewsKind.NEW
    else:
        kind = _kind(known, facts, NewsKind.OFF if cancelled else NewsKind.TAKEN_OFF)
    if kind is None:
        return None
    both = [each.begins(move.zone) for each in (known, facts) if each is not None]
    return News(kind, task, claim, facts, [begins for begins in both if begins is not None])


def _taken_over(move: MoveView, task: TaskView, claim: ClaimView, by: str, known: Facts | None) -> News | None:
    """Tell who handed a place on that it is no longer theirs, also if they were told of nothing before."""
    if known is not None and known.off:
        return None
    facts = facts_of(move, task, claim, off=True)
    begins = facts.begins(move.zone)
    return News(NewsKind.TAKEN_OVER, task, claim, facts, [begins] if begins else [], by)


def _kind(known: Facts, facts: Facts, end: NewsKind) -> NewsKind | None:
    """Return the kind of news, or None where there is none; `end` is the kind if it is off."""
    if facts == known or (facts.off and known.off):
        return None
    if facts.off:
        return end
    if known.off:
        return NewsKind.NEW
    stepped_up = known.agreed == facts.agreed and facts.standing is Standing.FIRM
    return NewsKind.STEPPED_UP if stepped_up else NewsKind.CHANGED


def _is_past(news: News, move: MoveView, now: datetime) -> bool:
    """Tell whether it has begun, both as it was told and as it is: then it is no news, and a finished task never is."""
    if news.task.state is TaskState.DONE or move.state is MoveState.CLOSED:
        return True
    return bool(news.begins) and max(news.begins) + times.grace(news.task.starts) <= now
