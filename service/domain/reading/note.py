"""Reads a thank-you note for the friend who holds its link."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.links import Link
from service.domain.core.refusals import NotFound
from service.domain.models import Helper, Organizer, Thanks


@dataclass(frozen=True)
class Note:
    """A thank-you note as its reader sees it: the words, to whom and from whom."""

    to: str
    words: str
    organizers: list[str]


def read_note(session: Session, link: Link) -> Note:
    """Read the note that a link opens. Raises NotFound."""
    mine = (Thanks.move_id == link.move_id, Thanks.n == link.n)
    query = select(Helper.name, Thanks.note).join(Thanks, (Thanks.move_id == Helper.move_id) & (Thanks.n == Helper.n))
    row = session.execute(query.where(*mine, Helper.forgotten_at.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    of_move = (Organizer.move_id == link.move_id, Organizer.organizes())
    names = select(Organizer.name).where(*of_move).order_by(Organizer.n)
    return Note(row.name, row.note, list(session.scalars(names)))
