"""Reads what a helper has just given back, and could take again with one tap."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.core.receivers import HELPER
from service.domain.figures.times import TAKE_AGAIN_WITHIN
from service.domain.models import Claim, Happening, Role, Standing
from service.domain.reading.views import Board, TaskView

LOOKED_AT = 200
"""Latest changes of the move that are looked at: more of them in these minutes, and the list itself has to do."""


@dataclass(frozen=True)
class GivenBack:
    """A task that was given back, and the version that this led to."""

    task: TaskView
    version: int


def read_given_back(session: Session, board: Board, helper_n: int, now: datetime) -> list[GivenBack]:
    """Read what this helper gave back in these minutes and is still free, the latest first; `board` as they see it."""
    mine = (Happening.by_role == HELPER, Happening.by_n == helper_n, Happening.what == Event.RELEASED)
    lately = (Happening.version > board.move.version - LOOKED_AT, Happening.at > now - TAKE_AGAIN_WITHIN)
    query = select(Happening).where(Happening.move_id == board.move.id, *lately, *mine)
    lines = session.scalars(query.order_by(Happening.version.desc())).all()
    numbers = [line.about["claim"] for line in lines]
    of_move = (Claim.move_id == board.move.id, Claim.n.in_(numbers))
    claims = {claim.n: claim for claim in session.scalars(select(Claim).where(*of_move))} if numbers else {}
    tasks = {task.n: task for task in board.tasks}
    found: dict[int, GivenBack] = {}
    for line in lines:
        task, claim = tasks.get(line.about["task"]), claims.get(line.about["claim"])
        if task and claim and claim.released_at == line.at and _could_have_it(board, task, claim):
            found.setdefault(task.n, GivenBack(task, line.version))
    return list(found.values())


def read_left(session: Session, move_id: str, helper_n: int) -> set[int]:
    """Read the numbers of the tasks that this helper had a place on and left: they are not offered them again."""
    theirs = (Claim.move_id == move_id, Claim.helper_n == helper_n, Claim.released_at.is_not(None))
    return set(session.scalars(select(Claim.task_n).where(*theirs, Claim.taken_off.is_(False)).distinct()))


def _could_have_it(board: Board, task: TaskView, claim: Claim) -> bool:
    if not (board.move.is_open and task.is_open) or task.claim_of(claim.helper_n) is not None:
        return False
    if claim.standing is not Standing.FIRM:
        return True
    return task.driver is None if claim.role is Role.DRIVER else claim.quantity <= task.left
