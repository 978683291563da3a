"""Reads which of somebody's things have another day or time than they said yes to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.agreed import TIME, Place, read_unanswered
from service.domain.models import Image, Standing
from service.domain.reading.known_before import as_known
from service.domain.reading.views import ClaimView, MoveView, TaskView, day_of, task_held_back


@dataclass(frozen=True)
class StillGood:
    """The question whether a task still suits somebody."""

    before: TaskView | None
    """The task as it was at their yes; None where that is not known any more."""


def read_still_good(
    session: Session, move: MoveView, helper_n: int, mine: Iterable[tuple[TaskView, ClaimView]]
) -> dict[int, StillGood]:
    """Read what to ask a helper, by the number of the task: nothing about a time that is as it was at their yes."""
    mine = [(task, claim) for task, claim in mine if claim.standing is Standing.FIRM and task.state.is_live]
    places = [Place(claim.n, task.n, claim.since, task.day is not None) for task, claim in mine]
    unanswered = read_unanswered(session.connection(), move.id, helper_n, places) if move.is_open else {}
    versions = {version for each in unanswered.values() for version in each.changed}
    query = select(Image.version, Image.rows).where(Image.move_id == move.id, Image.version.in_(versions))
    images = [(at, rows) for at, rows in session.execute(query.order_by(Image.version))] if versions else []
    kept = {at for at, _rows in images}
    found = {}
    for task, claim in mine:
        asked = unanswered.get(claim.n)
        if asked is None:
            continue
        before = as_known(task, move, asked.agreed + 1, images)
        if before is not None and move.holds_back:
            before = task_held_back(before, helper_n)
        is_known = kept.issuperset(asked.changed)
        if not (is_known and _is_same_time(before, task, move)):
            found[task.n] = StillGood(before if is_known else None)
    return found


def _is_same_time(before: TaskView | None, task: TaskView, move: MoveView) -> bool:
    if before is None:
        return True
    was, now = ({**vars(each), "day": day_of(each, move)} for each in (before, task))
    return all(was[name] == now[name] for name in TIME)
