"""Reads asks: all of them for organizers, one for the person who is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, time
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, or_, select
from sqlalchemy.orm import Session

from service.domain.core.links import Link
from service.domain.core.refusals import NotFound
from service.domain.models import (
    Ask,
    AskState,
    Carrying,
    Claim,
    Helper,
    Message,
    MessageKind,
    MessageState,
    NotThisTime,
    Offer,
    OfferState,
    Task,
)
from service.domain.reading.moves import read_move
from service.domain.reading.people import HELPER_COLUMNS, LISTED
from service.domain.reading.tasks import find_tasks
from service.domain.reading.views import Asked, AskView, Audience, Board, HelperView, MoveView, TaskView, other_ends
from service.storage.prepared import Query

Claims = defaultdict[int, list[tuple[int, int]]]
"""Number and task of claims that stand, by helper."""
Hours = tuple[time | None, time | None]
"""From when until when, as far as it was said."""
HoursByHelper = defaultdict[int, dict[int, Hours]]
"""Hours by the helper who was asked, and by the task."""


def read_asks_on(session: Session, board: Board, now: datetime) -> list[Asked]:
    """Read all asks for an organizer who has the board, in order of asking, in one query."""
    tasks = {task.n: task for task in board.tasks}
    claims: Claims = defaultdict(list)
    for claim in (claim for task in board.tasks for claim in task.claims):
        claims[claim.helper.n].append((claim.n, claim.task_n))
    found = _found(session, _asks(), move_id=board.move.id)
    asks = [(_viewed(ask, helper, claims, now), offered) for ask, helper, offered in found]
    return [
        Asked(ask, [tasks[n] for n in ask.tasks if n in tasks], board.move, offered=offered) for ask, offered in asks
    ]


def read_ask(session: Session, move_id: str, n: int, now: datetime) -> Asked:
    """Read one ask for organizers. Raises NotFound."""
    move = read_move(session, move_id, Audience.ORGANIZER)
    return _with_tasks(session, move, _view(session, move_id, n, now), Audience.ORGANIZER)


def read_ask_letter(session: Session, asked: Asked) -> MessageState | None:
    """Read what has become of the letter with its words; None if there is none."""
    its = (Message.move_id == asked.move.id, Message.kind == MessageKind.ASK, Message.number == asked.ask.sent_in)
    return session.scalar(select(Message.state).where(*its)) if asked.ask.sent_in else None


def read_own_ask(session: Session, link: Link, now: datetime) -> Asked:
    """Read the ask of a link for the person who is asked: of all else they see what friends do. Raises NotFound."""
    ask, offered = _view(session, link.move_id, link.n, now)
    move = read_move(session, link.move_id, Audience.PUBLIC, me=ask.helper.n)
    if move.holds_back:
        ask = replace(ask, starts=None, ends=None)
    return _with_tasks(session, move, (ask, offered), Audience.PUBLIC)


def _with_tasks(session: Session, move: MoveView, viewed: tuple[AskView, str], audience: Audience) -> Asked:
    ask, offered = viewed
    things = select(Carrying.thing_n).where(Carrying.move_id == move.id, Carrying.task_n.in_(ask.tasks))
    carry = select(Carrying.task_n).where(Carrying.move_id == move.id, Carrying.thing_n.in_(things)).distinct()
    others = [*session.scalars(carry), *_named_for(session, move.id, ask.helper.n)]
    numbers = list(dict.fromkeys([*ask.tasks, *others]))
    me = None if audience is Audience.ORGANIZER else ask.helper.n
    tasks = find_tasks(session, move, numbers, audience, me=me)
    ends = {n: other for n, other in other_ends(tasks, ask.helper.n).items() if other.n not in ask.tasks}
    own = [task for task in tasks if ask.helper.n in task.only_for and task.n not in ask.tasks]
    return Asked(ask, [task for task in tasks if task.n in ask.tasks], move, ends, own, offered)


def read_own_hours(session: Session, board: Board, helper_n: int) -> dict[int, Hours]:
    """Read the hours for which a helper was asked and said yes, by the tasks that have no time of their own."""
    untimed = {task.n for task, _claim in board.claims_of(helper_n) if task.is_untimed}
    if board.move.holds_back or not untimed:
        return {}
    return read_hours(session, board.move.id, untimed, Ask.helper_n == helper_n)[helper_n]


def read_hours(session: Session, move_id: str, untimed: Collection[int], *whose: ColumnElement[bool]) -> HoursByHelper:
    """Read the hours for which helpers were asked and said yes, of these tasks, which have no time of their own."""
    query = select(Ask.helper_n, Ask.tasks, Ask.starts, Ask.ends).where(
        *(Ask.move_id == move_id, Ask.yes_at.is_not(None), *whose),
        or_(Ask.starts.is_not(None), Ask.ends.is_not(None)),
    )
    found: HoursByHelper = defaultdict(dict)
    for helper_n, tasks, starts, ends in session.execute(query.order_by(Ask.n)):
        found[helper_n] |= {n: (starts, ends) for n in tasks if n in untimed}
    return found


def hours_on(task: TaskView, asked: Iterable[Asked]) -> dict[int, Hours]:
    """Find the hours for which helpers were asked and said yes, of a task that has no time of its own."""
    if not task.is_untimed:
        return {}
    yes = (each.ask for each in asked if each.ask.state is AskState.YES and task.n in each.ask.tasks)
    return {ask.helper.n: (ask.starts, ask.ends) for ask in yes if ask.starts or ask.ends}


def _named_for(session: Session, move_id: str, helper_n: int) -> list[int]:
    """Read the numbers of the tasks that are for this helper and few others."""
    named = session.execute(select(Task.n, Task.only_for).where(Task.move_id == move_id).order_by(Task.n))
    return [n for n, only_for in named if helper_n in only_for]


def read_unread_noes(session: Session, move_id: str, organizer_n: int, now: datetime) -> list[AskView]:
    """Read the asks of this organizer that were answered "not this time", as long as they have not read that.

    For the one who asked alone, on the board alone; and not of those who are coming anyhow.
    """
    noes = _views(session, _noes(), now, move_id=move_id, organizer_n=organizer_n)
    return [ask for ask, _offered in noes if ask.state is not AskState.YES]


@cache
def _noes() -> Query:
    me: BindParameter[int] = bindparam("organizer_n", type_=Integer())
    mine = (NotThisTime.move_id == Ask.move_id) & (NotThisTime.n == Ask.n) & Ask.tells(me)
    return _asks().join(NotThisTime, mine & NotThisTime.to_helper.is_(False))


@cache
def _asks() -> Query:
    """Build the query for the asks of a move, in order of asking: once, as that takes as long as to execute it."""
    whom = (Helper.move_id == Ask.move_id) & (Helper.n == Ask.helper_n)
    theirs = (Offer.move_id == Ask.move_id, Offer.helper_n == Ask.helper_n, Offer.state == OfferState.WAITING)
    offered = select(Offer.words).where(*theirs, Offer.words != "").order_by(Offer.n).limit(1).scalar_subquery()
    query = (
        select(Ask, offered.label("their_words"), *HELPER_COLUMNS[Audience.ORGANIZER])
        .select_from(Ask)
        .join(Helper, whom)
    )
    return query.where(Ask.move_id == bindparam("move_id"), *LISTED).order_by(Ask.n)


def _view(session: Session, move_id: str, n: int, now: datetime) -> tuple[AskView, str]:
    found = _views(session, _asks().where(Ask.n == n), now, move_id=move_id)
    if not found:
        raise NotFound
    return found[0]


def _views(session: Session, query: Query, now: datetime, **given: object) -> list[tuple[AskView, str]]:
    """View asks, each with the words of an offer that waits, if there is one."""
    found = _found(session, query, **given)
    claims = _claims_of(session, [ask for ask, _, _ in found])
    return [(_viewed(ask, helper, claims, now), offered) for ask, helper, offered in found]


def _found(session: Session, query: Query, **given: object) -> list[tuple[Ask, HelperView, str]]:
    found = []
    for row in session.execute(query, given):
        columns = row._asdict()
        ask: Ask = columns.pop("Ask")
        offered = columns.pop("their_words") or ""
        found.append((ask, HelperView(**columns), offered))
    return found


def _viewed(ask: Ask, helper: HelperView, claims: Claims, now: datetime) -> AskView:
    is_yes = any(ask.is_answered_by(*claim) for claim in claims[ask.helper_n])
    return AskView.of(ask, helper, is_yes=is_yes, now=now)


def _claims_of(session: Session, asks: list[Ask]) -> Claims:
    """Read number and task of the claims that stand, by the helpers who were asked."""
    claims: Claims = defaultdict(list)
    if asks:
        asked = {ask.helper_n for ask in asks}
        query = select(Claim.helper_n, Claim.n, Claim.task_n).where(
            Claim.move_id == asks[0].move_id, Claim.helper_n.in_(asked), Claim.released_at.is_(None)
        )
        for helper_n, n, task_n in session.execute(query):
            claims[helper_n].append((n, task_n))
    return claims


def to_ask_first(task: TaskView, asked: Iterable[Asked]) -> int:
    """Find the first of those whom a task is for who has nothing of it and was not asked for it; 0 for nobody."""
    known = {each.ask.helper.n for each in asked if task.n in each.ask.tasks} | {
        claim.helper.n for claim in task.claims
    }
    return next((n for n in task.only_for if n not in known), 0)
