"""People who might step in where a place comes free near the day: by what they have said, never by how much they do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from service.domain.figures import times
from service.domain.figures.capacity import Cover
from service.domain.figures.hours import end_of
from service.domain.hints import read_hints
from service.domain.models import Kind
from service.domain.reading.views import Board, ClaimView, HelperView, MoveView, TaskView, day_of

MAX = 6
"""People who are named: a long list makes asking larger."""
NEAR = timedelta(hours=48)


class Why(StrEnum):
    """The reason why somebody might step in, the nearest first."""

    STANDS_BY = "stands_by"
    RESERVE = "reserve"
    OFFERED = "has_offered"
    THERE = "there"
    """They are there at that time already, for something else, or have said that they are there all day."""


@dataclass(frozen=True)
class StandIn:
    helper: HelperView
    why: Why


def wants_somebody_now(task: TaskView, move: MoveView, now: datetime) -> bool:
    """Tell whether it is near and not covered.

    Near: within 48 hours of its beginning, or after the last letter about what is open.
    """
    day = day_of(task, move)
    if day is None or not (move.is_open and task.is_open) or task.cover is Cover.COVERED:
        return False
    begins = times.begins(day, task.starts, move.zone)
    is_over = now >= begins + times.grace(task.starts)
    last = move.day and times.to_utc(move.day - timedelta(days=times.LAST_DIGEST), times.WRITING, move.zone)
    return not is_over and (now >= begins - NEAR or (last is not None and now >= last))


def depends_on_others(task: TaskView) -> bool:
    """Tell whether those who come for it cannot do their part without the others: a crew, the riders of a trip."""
    return task.kind in (Kind.HEAVY_ITEM, Kind.TRIP)


def stand_ins(board: Board, task: TaskView) -> list[StandIn]:
    """List who might step in, each once; whoever is on it already, or can be asked for nothing, is not among them."""
    on_it = {claim.helper.n for claim in task.firm}
    found: dict[int, StandIn] = {}
    for each in _all(board, task):
        if each.helper.n not in on_it and (task.is_for(each.helper.n) or task.claim_of(each.helper.n)):
            found.setdefault(each.helper.n, each)
    return list(found.values())[:MAX]


def _all(board: Board, task: TaskView) -> Iterator[StandIn]:
    yield from (StandIn(claim.helper, Why.STANDS_BY) for claim in task.standbys)
    yield from (StandIn(claim.helper, Why.RESERVE) for claim in task.reserve)
    yield from (StandIn(each.helper, Why.OFFERED) for each in board.waiting)
    for other in board.tasks:
        if other.n != task.n and other.state.is_live:
            yield from (StandIn(claim.helper, Why.THERE) for claim in other.firm if _is_there(board, task, claim))


def _is_there(board: Board, task: TaskView, claim: ClaimView) -> bool:
    """Tell whether somebody who comes for another task is there at the time of this one."""
    other = board.task(claim.task_n)
    one, another = _hours(task, board.move, task.places), _hours(other, board.move, claim.quantity)
    if one and another and one[0] < another[1] and another[0] < one[1]:
        return True
    words = [claim.note, *(offer.words for offer in board.offered_by(claim.helper.n))]
    return day_of(task, board.move) == day_of(other, board.move) and any(read_hints(each).all_day for each in words)


def _hours(task: TaskView, move: MoveView, quantity: int) -> tuple[datetime, datetime] | None:
    """Return when it is as wall times; None where neither beginning nor end is known.

    The one that nobody has said follows from how long so much of it takes.
    """
    day, minutes = day_of(task, move), task.minutes_of(quantity)
    takes = timedelta(minutes=minutes[1] if minutes else 1)
    match day, task.starts, task.ends:
        case date(), time() as starts, time() as ends:
            return datetime.combine(day, starts), end_of(day, starts, ends)
        case date(), time() as starts, None:
            return datetime.combine(day, starts), datetime.combine(day, starts) + takes
        case date(), None, time() as ends:
            return datetime.combine(day, ends) - takes, datetime.combine(day, ends)
    return None
