"""Reads what a helper hands on or has left, for their own page: whom they asked, and who has taken it over."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from service.domain.models import Ask, Claim, Helper, NotThisTime
from service.domain.reading.people import HELPER_COLUMNS, LISTED
from service.domain.reading.views import Asked, AskView, Audience, Board, HelperView, TaskView, task_held_back


@dataclass(frozen=True)
class HandedOn:
    """A place that a helper hands on to one person, which is theirs until that person says yes."""

    asked: Asked
    said_no: bool
    """The person has said "not this time", and the helper has not read that yet."""


@dataclass(frozen=True)
class TakenOver:
    """A place that was a helper's, and who has it now."""

    task: TaskView
    name: str


@dataclass
class Parted:
    """All that a helper has parted with, or would."""

    pending: dict[int, HandedOn] = field(default_factory=dict)
    """Friends to whom they hand things on, by the number of its task."""
    taken_over: list[TakenOver] = field(default_factory=list)
    ended: dict[int, Claim] = field(default_factory=dict)
    """Their claims that stand no more, by number."""

    @property
    def left(self) -> set[int]:
        """Tasks that they had a place on and left: they are not offered them again."""
        return {claim.task_n for claim in self.ended.values() if not claim.taken_off}


def read_parted(session: Session, board: Board, me: int, now: datetime) -> Parted:
    """Read what a helper hands on, has handed on or given back, in one query.

    Of whom they asked they see the name that they typed, and nothing else. Nobody trusts that friend yet: of a discreet
    move the words to them hold what they may know.
    """
    asks = (Ask.move_id == Claim.move_id) & (Ask.handed_on_n == Claim.n) & (Ask.helper_n != Claim.helper_n)
    whom = (Helper.move_id == Ask.move_id) & (Helper.n == Ask.helper_n) & and_(*LISTED)
    has_read = (NotThisTime.move_id == Ask.move_id) & (NotThisTime.n == Ask.n) & NotThisTime.to_helper
    query = select(Claim, Ask, NotThisTime.n.label("no"), *HELPER_COLUMNS[Audience.HELPER])
    query = query.outerjoin(Ask, asks).outerjoin(Helper, whom).outerjoin(NotThisTime, has_read)
    parted = (Claim.released_at.is_not(None)) | (Ask.n.is_not(None))
    mine = (Claim.move_id == board.move.id, Claim.helper_n == me, parted)
    tasks, found = {task.n: task for task in board.tasks}, Parted()
    for claim, ask, no, *person in session.execute(query.where(*mine).order_by(Claim.n, Ask.n)):
        if claim.released_at is not None:
            found.ended[claim.n] = claim
        task = tasks.get(claim.task_n)
        if ask is None or task is None or person[0] is None:
            continue
        helper = HelperView(*person)
        told = task_held_back(task, None) if board.move.discreet else task
        asked = Asked(AskView.of(ask, helper, is_yes=False, now=now), [told], board.move)
        if claim.released_at is None and asked.handed is not None:
            found.pending[task.n] = HandedOn(asked, said_no=no is not None)
        elif claim.released_at is not None and claim.released_at == ask.yes_at:
            found.taken_over.append(TakenOver(task, helper.name))
    return found
