"""Reads who does not know yet what has become of something that they took."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Date, Exists, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from service.domain.core.events import Event, gives_place
from service.domain.core.message_rows import DELIVERED
from service.domain.core.receivers import AGREED_OF_MOVE, AGREED_OF_TASK, HELPER
from service.domain.core.tellings import HOMES
from service.domain.models import (
    Claim,
    Happening,
    Helper,
    Message,
    MessageKind,
    MessageState,
    MoveState,
    Place,
    Standing,
    Task,
    TaskState,
    Telling,
)
from service.domain.reading.known_before import Images, Known, as_known, move_as_known, read_images_since
from service.domain.reading.people import LISTED
from service.domain.reading.views import Board, ClaimView, HelperView, MoveView, TaskView
from service.storage.prepared import Query

MOVED = (Event.STEPPED_UP, Event.CLAIM_CHANGED)
"""Events by which somebody who stood by may come to have a place."""


class Became(StrEnum):
    """The fate of something that somebody took."""

    CALLED_OFF = "called_off"
    TAKEN_OFF = "taken_off"
    """It takes place without them."""
    THEIRS = "theirs"
    """They stood by, or were there if needed, and have a place now."""
    STANDS_BY = "stands_by"
    """They had a place, and stand by now."""
    CHANGED = "changed"


@dataclass(frozen=True)
class News:
    """One claim of which its helper has something to hear."""

    task: TaskView
    claim: ClaimView
    became: Became
    knew: Known
    """The task and the move as its helper knows them."""

    @property
    def is_off(self) -> bool:
        """Tell whether they need not come."""
        return self.became in (Became.CALLED_OFF, Became.TAKEN_OFF)


@dataclass(frozen=True)
class ToTell:
    """A person who does not know yet, and all that they have to hear."""

    helper: HelperView
    news: Sequence[News]
    by_letter: bool
    """A letter about it is on its way."""


def read_untold(session: Session, move: MoveView, today: date, *, sends: bool) -> dict[int, bool]:
    """Read the numbers of the claims whose helpers do not know yet, each with whether a place came free for it.

    That takes one query. `sends`: letters and messages go out by themselves, so that one that went was read.
    """
    if move.state is MoveState.CLOSED:
        return {}
    untold = dict[int, bool]()
    for n, what, about, version in session.execute(_untold_claims(sends=sends), _of(move, today)):
        is_its = what is not None and about["claim"] == n
        untold[n] = untold.get(n, False) or (is_its and gives_place(what, about, version))
    return untold


def read_fields_untold(session: Session, move: MoveView, tasks: Mapping[int, TaskView]) -> dict[int, list[str]]:
    """Read, by task, the fields that have changed since the holders of these claims last knew, in one query.

    `tasks`: by the number of the claim. The day of the move is no news of a task that has its own, nor is the other
    home's address.
    """
    its = and_(Happening.move_id == Telling.move_id, Happening.version >= Telling.first)
    changes = Happening.what.in_((Event.TASK_CHANGED, Event.MOVE_CHANGED))
    query = select(Telling.claim_n, Happening.what, Happening.about).join(Happening, and_(its, changes))
    query = query.where(Telling.move_id == move.id, Telling.claim_n.in_(tasks)).order_by(Happening.version)
    found: dict[int, list[str]] = {}
    for n, what, about in session.execute(query):
        task = tasks[n]
        if what == Event.MOVE_CHANGED:
            told = {name for name in AGREED_OF_MOVE if _is_of(name, task)}
        else:
            told = AGREED_OF_TASK if about["task"] == task.n else set()
        found.setdefault(task.n, []).extend(name for name in about.get("fields", ()) if name in told)
    return found


def _is_of(field: str, task: TaskView) -> bool:
    """Tell whether a field of the move says when or where a task is."""
    if field == "day":
        return task.day is None
    return field not in HOMES or task.place in (None, HOMES[field], Place.BOTH)


def count_untold(session: Session, move: MoveView, today: date, *, sends: bool) -> int:
    """Count the people who do not know yet, in one query."""
    if move.state is MoveState.CLOSED:
        return 0
    return session.scalars(_untold_people(sends=sends), _of(move, today)).one()


def read_to_tell(session: Session, board: Board, today: date, *, sends: bool) -> list[ToTell]:
    """Read whom to tell, and what, in five queries beside the board's."""
    move = board.move
    query = _untold(Claim, Telling.first, sends=sends)
    untold: Sequence[Any] = [] if move.state is MoveState.CLOSED else session.execute(query, _of(move, today)).all()
    waits = (Message.kind == MessageKind.CLAIM_UPDATE, Message.state.in_((MessageState.WAITING, MessageState.SENDING)))
    waiting = select(Message.person_n).where(Message.move_id == move.id, Message.role == HELPER, *waits)
    letters = set(session.scalars(waiting)) if sends else set()
    knew = _read_knew(session, move) if sends else {}
    since = min((first for _, first in untold), default=move.version + 1)
    images = read_images_since(session, move, since)
    places = sorted([*_read_moved_up(session, move, since), *_moved_by_organizers(images)])
    helpers = {helper.n: helper for helper in board.helpers}
    tasks = {task.n: task for task in board.tasks}
    by_helper: dict[int, list[News]] = {}
    for claim, first in sorted(untold, key=lambda each: each[0].n):
        task, helper = tasks[claim.task_n], helpers[claim.helper_n]
        unknown = max(first, knew.get(helper.n, 0) + 1)
        given = next((standing for at, n, standing in places if n == claim.n and at >= unknown), None)
        became = _became(claim, task, move, given)
        news = News(task, ClaimView.of(claim, helper), became, _known(task, move, unknown, images))
        by_helper.setdefault(helper.n, []).append(news)
    return [ToTell(helpers[n], news, n in letters) for n, news in by_helper.items()]


def _known(task: TaskView, move: MoveView, unknown: int, images: Images) -> Known:
    """View a task and its move as somebody knows them who has heard of nothing from the version `unknown` on."""
    return Known(as_known(task, move, unknown, images) or task, move_as_known(move, unknown, images))


def _became(claim: Claim, task: TaskView, move: MoveView, given: Standing | None) -> Became:
    """Tell what has become of a claim; `given`: the standing that it was first given since its helper last knew."""
    if task.state is TaskState.CANCELLED or not move.is_open:
        return Became.CALLED_OFF
    if claim.released_at is not None:
        return Became.TAKEN_OFF
    if given is None or (given is Standing.FIRM) is not (claim.standing is Standing.FIRM):
        return Became.CHANGED
    return Became.THEIRS if given is Standing.FIRM else Became.STANDS_BY


def _read_moved_up(session: Session, move: MoveView, version: int) -> list[tuple[int, int, Standing]]:
    """Read who moved up from a version on: version, claim, standing."""
    its = (Happening.move_id == move.id, Happening.version >= version, Happening.what == Event.STEPPED_UP)
    lines = session.execute(select(Happening.version, Happening.about).where(*its))
    return [(at, about["claim"], Standing.FIRM) for at, about in lines]


def _moved_by_organizers(images: Images) -> Iterator[tuple[int, int, Standing]]:
    """Yield who was given a place by a change of an organizer, or lost one, in the same way."""
    for version, rows in images:
        for row in rows:
            before, after = row["before"], row["after"]
            if row["of"] == Claim.__tablename__ and before and after and before["standing"] != after["standing"]:
                yield version, row["key"][0], Standing(after["standing"])


def _read_knew(session: Session, move: MoveView) -> dict[int, int]:
    """Read, by helper, the latest version of which a letter or message has gone out to them."""
    its = (Message.role == HELPER, Message.kind == MessageKind.CLAIM_UPDATE, Message.state.in_(DELIVERED))
    query = select(Message.person_n, func.max(Message.number).label("version")).where(Message.move_id == move.id, *its)
    return {row.person_n: row.version for row in session.execute(query.group_by(Message.person_n))}


def _of(move: MoveView, today: date) -> dict[str, Any]:
    return {"of": move.id, "move_day": move.day, "today": today}


@cache
def _untold_claims(*, sends: bool) -> Query:
    its = and_(Happening.move_id == Telling.move_id, Happening.version >= Telling.first)
    moved = and_(its, Happening.what.in_(MOVED))
    line = (Happening.what, Happening.about, Happening.version)
    return _untold(Claim.n, *line, sends=sends).outerjoin(Happening, moved)


@cache
def _untold_people(*, sends: bool) -> Select[int]:
    return select(func.count()).select_from(_untold(Claim.helper_n, sends=sends).distinct().subquery())


@cache
def _untold(*what: Any, sends: bool) -> Query:
    """Select something of the claims that their helpers have still to hear of: not of what is over.

    Such a query is built once, since that takes as long as to execute it.
    """
    day = func.coalesce(Task.day, bindparam("move_day", type_=Date))
    query = (
        select(*what)
        .select_from(Telling)
        .join(Claim, and_(Claim.move_id == Telling.move_id, Claim.n == Telling.claim_n))
        .join(Task, and_(Task.move_id == Claim.move_id, Task.n == Claim.task_n))
        .join(Helper, and_(Helper.move_id == Claim.move_id, Helper.n == Claim.helper_n))
        .where(Telling.move_id == bindparam("of"), Task.state != TaskState.DONE, *LISTED)
        .where(or_(Claim.released_at.is_(None), Claim.taken_off))
        .where(or_(day.is_(None), day >= bindparam("today", type_=Date)))
    )
    return query.where(~_was_delivered()) if sends else query


def _was_delivered() -> Exists:
    """Make the condition that a letter or message with it has gone out."""
    return exists().where(
        Message.move_id == Telling.move_id,
        Message.role == HELPER,
        Message.person_n == Claim.helper_n,
        Message.kind == MessageKind.CLAIM_UPDATE,
        Message.state.in_(DELIVERED),
        Message.number >= Telling.since,
    )
