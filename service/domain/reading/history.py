"""Reads a move's history."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.core.undone import undone_by
from service.domain.models import Happening


def read_changed_at(session: Session, move_id: str) -> datetime | None:
    """Read when a move changed last, but for what is nobody's news."""
    last = select(Happening.at).where(Happening.move_id == move_id).order_by(Happening.version.desc())
    return session.scalar(last.limit(1))


def read_history(session: Session, move_id: str) -> Sequence[Happening]:
    """Read all lines of a move's history, in the order in which they were written."""
    query = select(Happening).where(Happening.move_id == move_id)
    return session.scalars(query.order_by(Happening.version, Happening.line)).all()


def was_pasted(session: Session, move_id: str, digest: str, *, by: int | None = None) -> bool:
    """Tell whether a list with this digest has become tasks of this move before, and was not undone.

    `by`: the one of the organizers or keepers whose lists alone are looked at.
    """
    what = (Event.LIST_PASTED, Event.UNDONE)
    query = select(Happening).where(Happening.move_id == move_id, Happening.what.in_(what))
    lines = session.scalars(query.order_by(Happening.version, Happening.line)).all()
    undone = undone_by(lines)
    pasted = (line for line in lines if line.what == Event.LIST_PASTED and line.version not in undone)
    return any(line.about.get("digest") == digest for line in pasted if by in (None, line.by_n))
