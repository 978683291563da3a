"""Many links at once: which of them still hold, asked with one query for each kind, whatever their number."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, tuple_
from sqlalchemy.orm import Session

from service.domain.core.links import Grants, Link, holds
from service.domain.models import EndedSession, Helper, Move, Organizer

BATCH = 1_000
"""Links in one query: databases take only so many values."""
PEOPLE: dict[Grants, tuple[Any, ColumnElement[bool]]] = {
    Grants.ORGANIZER: (Organizer, Organizer.is_there()),
    Grants.HELPER: (Helper, Helper.merged_into.is_(None)),
}


def holding(session: Session, links: Collection[Link]) -> set[Link]:
    """Find those links that `holds` is true of."""
    found: set[Link] = set()
    for kind in Grants:
        of_kind = [link for link in links if link.grants is kind]
        for first in range(0, len(of_kind), BATCH):
            found.update(_holding(session, kind, of_kind[first : first + BATCH]))
    return found


def _holding(session: Session, kind: Grants, links: list[Link]) -> Iterator[Link]:
    if kind not in (Grants.SIGNUP, *PEOPLE):
        yield from (link for link in links if holds(session, link))  # no page that listens has one
        return
    epochs = {(move_id, n): epoch for move_id, n, epoch in session.execute(_epochs(kind, links))}
    ended = _ended(session, [(link.move_id, link.session) for link in links if link.session])
    for link in links:
        n = 0 if kind is Grants.SIGNUP else link.n
        if epochs.get((link.move_id, n)) == link.epoch and (link.move_id, link.session) not in ended:
            yield link


def _epochs(kind: Grants, links: list[Link]) -> Select[str, int, int]:
    """Select move, number and epoch of those links that their rows know."""
    if kind is Grants.SIGNUP:
        return select(Move.id, literal(0), Move.signup_epoch).where(Move.id.in_({link.move_id for link in links}))
    rows, only = PEOPLE[kind]
    whose = tuple_(rows.move_id, rows.n).in_({(link.move_id, link.n) for link in links})
    query = select(rows.move_id, rows.n, rows.epoch).where(whose)
    return query.where(only)


def _ended(session: Session, sessions: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Find the sessions that were signed out of."""
    if not sessions:
        return set()
    rows = EndedSession
    query = select(rows.move_id, rows.id).where(tuple_(rows.move_id, rows.id).in_(sessions))
    return {(move_id, session_id) for move_id, session_id in session.execute(query)}
