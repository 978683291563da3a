"""Yeses that an organizer has not seen: what was taken since they last looked, and not written down by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from service.domain.core.events import Event, frees_a_place
from service.domain.core.links import Grants
from service.domain.models import Happening, LastLook, Standing
from service.domain.reading.views import Board, HelperView, TaskView

NEWS_FOR = timedelta(days=2)
"""Time after which a yes is no news any more: it stands on the list."""
READ = (Event.CLAIMED, Event.CLAIM_CHANGED, Event.STEPPED_UP, Event.RELEASED)
MAX_READ = 100
"""Latest lines of the history that are looked at."""


@dataclass(frozen=True)
class Yes:
    task: TaskView
    helper: HelperView


@dataclass(frozen=True)
class Done:
    """Something that was taken or given back. `is_news`: a yes that the organizer who reads has not seen yet."""

    what: Event
    """RELEASED also where a part was given back."""
    task: int
    helper: int
    at: datetime
    by_friend: bool
    is_news: bool


def read_looks(session: Session, move_id: str) -> dict[int, int]:
    """Map each organizer to the version that they have seen; who has never said so is not there."""
    looks = select(LastLook.n, LastLook.seen).where(LastLook.move_id == move_id)
    return {row.n: row.seen for row in session.execute(looks)}


def read_done(session: Session, move_id: str, me: int, now: datetime) -> tuple[Done, ...]:
    """Read who took something or gave it back, the latest first, in one query. `me`: the organizer whose news it is."""
    lines = session.execute(_lines(), {"of": move_id, "me": me})
    return tuple(_done(line, me, is_recent=line.version > seen and line.at > now - NEWS_FOR) for line, seen in lines)


@cache
def _lines() -> Select[Happening, Any]:
    """Build the query for it: once, since that takes as long as to execute it."""
    look = select(LastLook.seen).where(LastLook.move_id == bindparam("of"), LastLook.n == bindparam("me"))
    query = select(Happening, func.coalesce(look.scalar_subquery(), 0).label("seen")).where(
        Happening.move_id == bindparam("of"), Happening.what.in_(READ)
    )
    return query.order_by(Happening.version.desc(), Happening.line.desc()).limit(MAX_READ)


def _done(line: Happening, me: int, *, is_recent: bool) -> Done:
    by_organizer = line.by_role == Grants.ORGANIZER.name.lower()
    is_own = by_organizer and line.by_n == me
    what, task, helper = Event(line.what), line.about["task"], line.about["helper"]
    is_news = is_recent and not is_own and what in (Event.CLAIMED, Event.STEPPED_UP)
    if frees_a_place(what, line.about):
        what = Event.RELEASED
    return Done(what, task, helper, line.at, by_friend=not by_organizer, is_news=is_news)


def yeses_of(board: Board, done: Iterable[Done]) -> list[Yes]:
    """Choose the yeses that are news and still stand, each once."""
    tasks = {task.n: task for task in board.tasks if task.state.is_live}
    found: dict[int, Yes] = {}
    for each in done:
        task = tasks.get(each.task)
        claim = task.claim_of(each.helper) if task else None
        if each.is_news and task and claim and claim.standing is Standing.FIRM:
            found.setdefault(claim.n, Yes(task, claim.helper))
    return list(found.values())
