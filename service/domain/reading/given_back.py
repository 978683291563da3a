"""Reads what a helper has just given back, and could take again with one tap."""

from collections.abc import Mapping
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


def read_given_back(
    session: Session, board: Board, helper_n: int, now: datetime, *, ended: Mapping[int, Claim]
) -> list[GivenBack]:
    """Read what this helper gave back in these minutes and is still free, the latest first; `board` as they see it.

    `ended`: their claims that stand no more, by number.
    """
    if not any(claim.released_at and claim.released_at > now - TAKE_AGAIN_WITHIN for claim in ended.values()):
        return []
    mine = (Happening.by_role == HELPER, Happening.by_n == helper_n, Happening.what == Event.RELEASED)
    lately = (Happening.version > board.move.version - LOOKED_AT, Happening.at > now - TAKE_AGAIN_WITHIN)
    query = select(Happening).where(Happening.move_id == board.move.id, *lately, *mine)
    lines = session.scalars(query.order_by(Happening.version.desc())).all()
    tasks = {task.n: task for task in board.tasks}
    found: dict[int, GivenBack] = {}
    for line in lines:
        task, claim = tasks.get(line.about["task"]), ended.get(line.about["claim"])
        if task and claim and claim.released_at == line.at and _could_have_it(board, task, claim):
            found.setdefault(task.n, GivenBack(task, line.version))
    return list(found.values())


def _could_have_it(board: Board, task: TaskView, claim: Claim) -> bool:
    if not (board.move.is_open and task.is_open) or task.claim_of(claim.helper_n) is not None:
        return False
    if claim.standing is not Standing.FIRM:
        return True
    return task.driver is None if claim.role is Role.DRIVER else claim.quantity <= task.left
