"""Reads what a helper hands on, for their own page: whom they asked, and who has taken it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.models import Ask, Claim, Helper, NotThisTime
from service.domain.reading.people import HELPER_COLUMNS, LISTED
from service.domain.reading.views import Asked, AskView, Audience, Board, HelperView, TaskView


@dataclass(frozen=True)
class HandedOn:
    """A place that a helper hands on to one person, which is theirs until that person says yes."""

    asked: Asked
    claim_n: int
    said_no: bool
    """The person has said "not this time", and the helper has not read that yet."""


@dataclass(frozen=True)
class TakenOver:
    """A place that was a helper's, and who has it now."""

    task: TaskView
    name: str


def read_handed_on(
    session: Session, board: Board, me: int, now: datetime
) -> tuple[dict[int, HandedOn], Sequence[TakenOver]]:
    """Read what a helper hands on by the number of its task, and what was taken over from them, in one query.

    Of whom they asked they see the name that they typed, and nothing else.
    """
    on = (
        (Claim.move_id == Ask.move_id) & (Claim.n == Ask.handed_on_n),
        (Helper.move_id == Ask.move_id) & (Helper.n == Ask.helper_n),
        (NotThisTime.move_id == Ask.move_id) & (NotThisTime.n == Ask.n) & NotThisTime.to_helper,
    )
    query = select(Ask, Claim.released_at, NotThisTime.n.label("no"), *HELPER_COLUMNS[Audience.HELPER])
    query = query.join(Claim, on[0]).join(Helper, on[1]).outerjoin(NotThisTime, on[2])
    mine = (Ask.move_id == board.move.id, Claim.helper_n == me, Ask.helper_n != me)
    tasks = {task.n: task for task in board.tasks}
    pending, gone = dict[int, HandedOn](), list[TakenOver]()
    for ask, released_at, no, *person in session.execute(query.where(*mine, *LISTED).order_by(Ask.n)):
        helper = HelperView(*person)
        named = [tasks[n] for n in ask.tasks if n in tasks]
        asked = Asked(AskView.of(ask, helper, is_yes=False, now=now), named, board.move)
        if released_at is not None and released_at == ask.yes_at:
            gone += [TakenOver(task, helper.name) for task in named]
        elif released_at is None and asked.handed is not None:
            pending[named[0].n] = HandedOn(asked, ask.handed_on_n, said_no=no is not None)
    return pending, gone
