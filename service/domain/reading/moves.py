"""Reads the move itself. Columns for those without a firm claim hold no exact address and no contact."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.domain.core.links import Link
from service.domain.core.refusals import NotFound
from service.domain.models import EndedSession, Helper, May, Move, Organizer, table
from service.domain.reading.views import Audience, EndView, MoveView, OrganizerView, move_held_back
from service.storage.prepared import Prepared

Columns = tuple[InstrumentedAttribute[Any], ...]

_OF_MOVE: Columns = (
    Move.id,
    Move.version,
    Move.state,
    Move.title,
    Move.zone,
    Move.day,
    Move.why,
    Move.damage_is_mine,
    Move.discreet,
    Move.same_building,
    Move.signup_epoch,
    Move.revision,
    Move.from_area,
    Move.from_floor,
    Move.from_lift,
    Move.to_area,
    Move.to_floor,
    Move.to_lift,
)
_WORD: Columns = (Move.word, Move.word_at, Move.word_to_standbys)
_ADDRESSES: Columns = (Move.from_address, Move.to_address, Move.from_arriving, Move.to_arriving)
MOVE_COLUMNS = {
    Audience.PUBLIC: _OF_MOVE,
    Audience.FRIEND: (*_OF_MOVE, Move.evening, *_WORD),
    Audience.HELPER: (*_OF_MOVE, Move.evening, *_ADDRESSES, *_WORD),
    Audience.KEEPER: _OF_MOVE,
    Audience.ORGANIZER: (*_OF_MOVE, Move.evening, *_ADDRESSES, *_WORD, Move.planned_at, Move.gear, Move.got),
}
_OF_ORGANIZER: Columns = (Organizer.n, Organizer.name)
_CONTACTS: Columns = (Organizer.email, Organizer.phone)
_OWN: Columns = (
    Organizer.proven,
    Organizer.met,
    Organizer.visitor,
    Organizer.language,
    Organizer.epoch,
    Organizer.muted_kinds,
    Organizer.digest_days,
    Organizer.writing_day,
    Organizer.skipped_days,
    Organizer.link_by,
    Organizer.may,
)
ORGANIZER_COLUMNS = {
    Audience.PUBLIC: _OF_ORGANIZER,
    Audience.FRIEND: _OF_ORGANIZER,
    Audience.HELPER: (*_OF_ORGANIZER, *_CONTACTS),
    Audience.KEEPER: _OF_ORGANIZER,
    Audience.ORGANIZER: (*_OF_ORGANIZER, *_CONTACTS, *_OWN),
}

_MOVE: BindParameter[str] = bindparam("move")
_TRUSTS_ME = select(Helper.trusted).where(Helper.move_id == Move.id, Helper.n == bindparam("me")).scalar_subquery()
_MOVES = {
    (audience, is_known): Prepared(
        select(
            *(table(Move).c[column.key] for column in columns), *([_TRUSTS_ME.label("trusts_me")] if is_known else [])
        ).where(Move.id == _MOVE)
    )
    for audience, columns in MOVE_COLUMNS.items()
    for is_known in (False, True)
}
"""The statements for each audience, and for a helper who reads: made once, for pages that many people open."""
_ORGANIZERS = {
    audience: Prepared(
        select(*(table(Organizer).c[column.key] for column in columns))
        .where(Organizer.move_id == _MOVE)
        .where(Organizer.is_there() if audience is Audience.ORGANIZER else Organizer.organizes())
        .order_by(Organizer.n)
    )
    for audience, columns in ORGANIZER_COLUMNS.items()
}


def read_move(session: Session, move_id: str, audience: Audience, *, me: int | None = None) -> MoveView:
    """Read a move and those who organize it, for them also its keepers, in two queries.

    `me`: the helper who reads; of a discreet move whoever is not trusted reads the less. Raises NotFound.
    """
    session.flush()
    connection = session.connection()
    row = _MOVES[audience, me is not None].first(connection, {"move": move_id, "me": me})
    if row is None:
        raise NotFound
    people = [OrganizerView(**each._asdict()) for each in _ORGANIZERS[audience].all(connection, {"move": move_id})]
    organizers, keepers = ([each for each in people if each.may is may] for may in (May.ORGANIZE, May.SUGGEST))
    columns = row._asdict()
    is_trusted = bool(columns.pop("trusts_me", False)) or audience in (Audience.ORGANIZER, Audience.KEEPER)
    start, finish = _end(columns, "from_"), _end(columns, "to_")
    move = MoveView(**columns, start=start, finish=finish, organizers=organizers, keepers=keepers)
    return move if is_trusted or not move.discreet else move_held_back(move)


def read_own_moves(session: Session, links: Sequence[Link]) -> list[tuple[str, str]]:
    """Read number and title of the moves of these organizers' sessions, in two queries; invalid ones are left out."""
    moves = [link.move_id for link in links]
    query = select(Organizer.move_id, Organizer.n, Organizer.epoch, Move.title).join(Move)
    titles = {tuple(row[:3]): row.title for row in session.execute(query.where(Organizer.move_id.in_(moves)))}
    of_these = (EndedSession.move_id.in_(moves), EndedSession.id.in_([link.session for link in links]))
    ended = {tuple(row) for row in session.execute(select(EndedSession.move_id, EndedSession.id).where(*of_these))}
    return [
        (link.move_id, titles[link.move_id, link.n, link.epoch])
        for link in links
        if (link.move_id, link.n, link.epoch) in titles and (link.move_id, link.session) not in ended
    ]


def _end(columns: dict[str, Any], prefix: str) -> EndView:
    """Take the columns of one end of the way out of those of the move."""
    names = [name for name in columns if name.startswith(prefix)]
    return EndView(**{name.removeprefix(prefix): columns.pop(name) for name in names})
