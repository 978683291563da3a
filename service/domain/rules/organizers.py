"""Organizers: those who organize a move together, each by name and by a link of their own; and keepers of its list.

All who organize may do the same; a keeper only suggests. The history keeps what somebody did under their name, also
after they were taken off.
"""

from sqlalchemy import ColumnElement, case, func, select

from service.domain.core.change import Change
from service.domain.core.events import Event
from service.domain.core.images import forget_details
from service.domain.core.message_rows import forget_organizer
from service.domain.core.refusals import Fault, Invalid, LastOrganizer, NotFound
from service.domain.models import LastLook, May, Organizer, set_fields, table
from service.domain.rules.moves import OrganizerFields
from service.storage.upsert import upsert

LAST_LOOK = table(LastLook)

MAX_ORGANIZERS = 20
"""People who organize one move: all of them sign its letters."""


def add_organizer(change: Change, fields: OrganizerFields) -> int:
    """Add somebody who organizes from now on; returns their number. Raises Invalid where there are too many.

    Whoever adds them hands their link on.
    """
    if _count(change, Organizer.is_there()) >= MAX_ORGANIZERS:
        raise Invalid(Fault("name", "many_organizers"))
    row = Organizer(move_id=change.move.id, n=change.next_n(), epoch=change.next_epoch(), link_by=change.by.n, **fields)
    change.add(row)
    change.note(Event.ORGANIZER_ADDED, organizer=row.n)
    return row.n


def change_organizer(change: Change, n: int, fields: OrganizerFields) -> None:
    """Change how one of them is named and reached, and what they may do.

    Raises NotFound, and LastOrganizer where nobody would be left who may organize.
    """
    organizer = _organizer(change, n)
    if fields.get("may", organizer.may) is not organizer.may and organizer.may is May.ORGANIZE:
        _require_another(change)
    changed = set_fields(organizer, fields)
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
    if organizer.may is May.ORGANIZE:
        _require_another(change)
    organizer.left_at, organizer.link_by = change.now, None
    organizer.epoch = change.next_epoch(organizer.epoch)
    organizer.email = organizer.phone = organizer.proven = organizer.met = organizer.visitor = ""
    forget_organizer(change.connection, change.move.id, n)
    forget_details(change.connection, change.move.id, n, Organizer)
    change.note(Event.ORGANIZER_REMOVED, organizer=n)


def note_look(change: Change, version: int) -> None:
    """Note that who asks has seen on the board who had said yes up to this version, which no later look takes back."""
    seen = min(version, change.version)
    new = upsert(change.connection, LAST_LOOK)
    later = case((LAST_LOOK.c.seen > new.excluded.seen, LAST_LOOK.c.seen), else_=new.excluded.seen)
    change.write_quietly(
        new.on_conflict_do_update(index_elements=["move_id", "n"], set_={"seen": later}),
        {"move_id": change.move.id, "n": change.by.n, "seen": seen},
    )


def _organizer(change: Change, n: int) -> Organizer:
    """Load one of those who organize. Raises NotFound."""
    organizer = change.get(Organizer, n)
    if organizer.left_at is not None:
        raise NotFound
    return organizer


def require_somebody(change: Change) -> None:
    """Check that somebody organizes. Raises LastOrganizer."""
    if _count(change, Organizer.organizes()) == 0:
        raise LastOrganizer


def _require_another(change: Change) -> None:
    if _count(change, Organizer.organizes()) == 1:
        raise LastOrganizer


def _count(change: Change, which: ColumnElement[bool]) -> int:
    return change.session.scalars(select(func.count()).where(Organizer.move_id == change.move.id, which)).one()
