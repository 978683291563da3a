"""Reads helpers, and the person behind a link. Contacts are selected only for an audience that may see them."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.models import (
    Claim,
    Happening,
    Helper,
    May,
    Move,
    Offer,
    Organizer,
    Standing,
    Task,
    TaskState,
    table,
)
from service.domain.reading.moves import ORGANIZER_COLUMNS, Columns
from service.domain.reading.snapshot import MAY
from service.domain.reading.views import Audience, HelperView, OrganizerView, last_day, needs_addresses
from service.storage.prepared import Prepared

_OF_HELPER: Columns = (Helper.n, Helper.name)
_PRIVATE: Columns = (
    Helper.email,
    Helper.phone,
    Helper.proven,
    Helper.met,
    Helper.epoch,
    Helper.by_hand,
    Helper.language,
    Helper.muted_kinds,
    Helper.plan,
    Helper.no_thanks,
    Helper.glad_at,
    Helper.late_on,
    Helper.late_minutes,
    Helper.visitor,
    Helper.trusted,
)
"""Columns of a helper that only they and the organizers may see."""
HELPER_COLUMNS = {
    Audience.PUBLIC: _OF_HELPER,
    Audience.FRIEND: _OF_HELPER,
    Audience.HELPER: _OF_HELPER,
    Audience.KEEPER: _OF_HELPER,
    Audience.ORGANIZER: (*_OF_HELPER, *_PRIVATE),
}
LISTED_STATES = [state for state in TaskState if state.is_listed]
_LAST_OF_TASKS = (
    select(func.max(Task.day)).where(Task.move_id == Move.id, Task.state.in_(LISTED_STATES)).scalar_subquery()
)
_CHANGED_AT = (
    select(Happening.at)
    .where(Happening.move_id == Move.id, Happening.by_role == Grants.ORGANIZER.name.lower())
    .order_by(Happening.version.desc(), Happening.line.desc())
    .limit(1)
    .scalar_subquery()
)
_OF_TIME = (
    *(Move.state, Move.zone, Move.day, _LAST_OF_TASKS),
    case((Move.day.is_(None), func.coalesce(_CHANGED_AT, Move.planned_at)), else_=Move.planned_at),
)
"""Columns that tell whether exact addresses are still needed."""
LISTED: tuple[ColumnElement[bool], ...] = (Helper.forgotten_at.is_(None), Helper.merged_into.is_(None))
"""Holds for helpers who are people of their move: not forgotten, and not merged into another entry."""

_HELPERS = {
    audience: Prepared(
        select(*(table(Helper).c[column.key] for column in columns))
        .where(Helper.move_id == bindparam("move"), *LISTED)
        .order_by(Helper.n)
    )
    for audience, columns in HELPER_COLUMNS.items()
}
_HELPER = Prepared(
    select(*(table(Helper).c[column.key] for column in (*_OF_HELPER, *_PRIVATE)))
    .where(Helper.move_id == bindparam("move"), Helper.n == bindparam("its"), Helper.epoch == bindparam("epoch"))
    .where(*LISTED)
)


def read_helpers(
    session: Session, move_id: str, audience: Audience, *, among: ColumnElement[bool] | None = None
) -> dict[int, HelperView]:
    """Read the helpers of a move by their numbers, in order of arrival; `among` narrows them down."""
    session.flush()
    rows = _HELPERS[audience].all(session.connection(), {"move": move_id}, only=among)
    if HELPER_COLUMNS[audience] is _OF_HELPER:
        return {row.n: _named(row.n, row.name) for row in rows}
    return {row.n: HelperView(**row._asdict()) for row in rows}


@lru_cache(maxsize=4096)  # of each page of a move
def _named(n: int, name: str) -> HelperView:
    return HelperView(n, name)


def count_people(session: Session, link: Link) -> int:
    """Count all who may lend a hand: helpers who are more than asked, and organizers. A keeper is told of nobody."""
    if reads_as(session, link)[0] is Audience.KEEPER:
        return 0
    move_id = link.move_id
    took, offered = (exists().where(row.move_id == Helper.move_id, row.helper_n == Helper.n) for row in (Claim, Offer))
    come = or_(Helper.by_hand, took, offered)
    helpers = select(func.count()).where(Helper.move_id == move_id, *LISTED, come).scalar_subquery()
    of_move = (Organizer.move_id == move_id, Organizer.organizes())
    organizers = select(func.count()).where(*of_move).scalar_subquery()
    people: int = session.scalars(select(helpers + organizers)).one()
    return people


def read_helper(session: Session, link: Link) -> HelperView:
    """Read the helper of this link with their own contacts.

    Raises NotFound, also if they were merged into another entry: that one's holder may be somebody else.
    """
    row = _HELPER.first(session.connection(), {"move": link.move_id, "its": link.n, "epoch": link.epoch})
    if row is None:
        raise NotFound
    return HelperView(**row._asdict())


def read_reader(session: Session, link: Link, now: datetime) -> tuple[HelperView, Audience]:
    """Read the helper of this link, and as whom they read: only a firm claim shows exact addresses and contacts, while
    they are needed. Raises NotFound as `read_helper` does."""
    standing = (Claim.helper_n == Helper.n, Claim.standing == Standing.FIRM, Claim.released_at.is_(None))
    its_task = (Task.move_id == Claim.move_id) & (Task.n == Claim.task_n) & (Task.state != TaskState.CANCELLED)
    firm = select(Claim.n).join(Task, its_task).where(Claim.move_id == Helper.move_id, *standing).exists()
    mine = (Helper.move_id == link.move_id, Helper.n == link.n, Helper.epoch == link.epoch)
    own = (*_OF_HELPER, *_PRIVATE)
    query = select(*own, *_OF_TIME, firm).join(Move, Move.id == Helper.move_id).where(*mine, *LISTED)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    me = HelperView(**{column.key: value for column, value in zip(own, row, strict=False)})
    state, zone, day, day_of_tasks, changed_at, has_place = row[len(own) :]
    is_needed = has_place and needs_addresses(state, last_day(day, day_of_tasks), zone, now, changed_at)
    return me, Audience.HELPER if is_needed else Audience.FRIEND


def reads_as(session: Session, link: Link) -> tuple[Audience, int | None]:
    """Tell as whom the holder of an organizer's link reads, and for a keeper as which: `me` of `read_board`."""
    return (Audience.ORGANIZER, None) if session.info[MAY] is May.ORGANIZE else (Audience.KEEPER, link.n)


def read_person(session: Session, link: Link) -> HelperView | OrganizerView:
    """Read the helper or organizer of this link with all that is known of them. Raises NotFound."""
    if link.grants is Grants.HELPER:
        return read_helper(session, link)
    mine = (Organizer.move_id == link.move_id, Organizer.n == link.n)
    row = session.execute(select(*ORGANIZER_COLUMNS[Audience.ORGANIZER]).where(*mine)).one_or_none()
    if row is None:
        raise NotFound
    return OrganizerView(**row._asdict())
