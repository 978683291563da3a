"""Organizers: those who organize a move together, each by name and by a link of their own.

All may do the same. What somebody did stays in the history under their name, also after they were taken off.
"""

from sqlalchemy import func, select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import forget_details
from service.domain.core.message_rows import forget_organizer
from service.domain.core.refusals import Fault, Invalid, LastOrganizer, NotFound
from service.domain.models import Organizer
from service.domain.rules.moves import OrganizerFields

MOST_ORGANIZERS = 20
"""People who organize one move: all of them sign its letters."""


def add_organizer(change: Change, fields: OrganizerFields) -> int:
    """Add somebody who organizes from now on; returns their number. Raises Invalid where there are too many.

    Whoever adds them hands their link on.
    """
    if _count(change) >= MOST_ORGANIZERS:
        raise Invalid(Fault("name", "many_organizers"))
    row = Organizer(move_id=change.move.id, n=change.next_n(), epoch=change.next_epoch(), link_by=change.by.n, **fields)
    change.add(row)
    change.note(Event.ORGANIZER_ADDED, organizer=row.n)
    return row.n


def change_organizer(change: Change, n: int, fields: OrganizerFields) -> None:
    """Change how one of them is named and reached. Raises NotFound."""
    organizer = _organizer(change, n)
    changed = [name for name, value in fields.items() if getattr(organizer, name) != value]
    for name in changed:
        setattr(organizer, name, fields[name])  # type: ignore[literal-required]  # name is a key of fields
    if changed:
        change.note(Event.ORGANIZER_CHANGED, organizer=n, fields=changed)


def renew_link(change: Change, n: int) -> int:
    """Replace the link of an organizer: it ends at once, and so does every session that it opened.

    Returns the new epoch. Raises NotFound.
    """
    organizer = _organizer(change, n)
    organizer.epoch = change.next_epoch(organizer.epoch)
    if n == change.by.n:
        organizer.link_by = None
        change.note(Event.ORGANIZER_ROTATED)
    else:
        organizer.link_by = change.by.n
        change.note(Event.ORGANIZER_ROTATED, organizer=n)
    return organizer.epoch


def remove_organizer(change: Change, n: int) -> None:
    """Take somebody off: their links end at once, and how they were reached is kept nowhere.

    Raises NotFound, and LastOrganizer where nobody would be left.
    """
    organizer = _organizer(change, n)
    if _count(change) == 1:
        raise LastOrganizer
    organizer.left_at, organizer.link_by = change.now, None
    organizer.epoch = change.next_epoch(organizer.epoch)
    organizer.email = organizer.phone = organizer.proven = organizer.met = organizer.visitor = ""
    forget_organizer(change.connection, change.move.id, n)
    forget_details(change.connection, change.move.id, n, Organizer)
    change.note(Event.ORGANIZER_REMOVED, organizer=n)


def _organizer(change: Change, n: int) -> Organizer:
    """Load one of those who organize. Raises NotFound."""
    organizer = change.get(Organizer, n)
    if organizer.left_at is not None:
        raise NotFound
    return organizer


def _count(change: Change) -> int:
    of_move = (Organizer.move_id == change.move.id, Organizer.organizes())
    return change.session.scalars(select(func.count()).where(*of_move)).one()
