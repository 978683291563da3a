"""Devices: a form that comes again under the same name, from the device that sent one before, is the same person's.

An answer may get lost on the way: then nobody has the link of the entry that was made, and the next form would make
another one. A name alone recognises nobody: it stands on the list for all to read.
"""

from datetime import timedelta

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.models import Helper

DEVICES_KNOWN = timedelta(days=1)
"""Time for which it is known by a digest which device has made an entry."""


def find_by_device(change: Change, name: str, device: str) -> int | None:
    """Find the entry that a device has made under this name within a day, if it is still there.

    `device`: its digest for this move alone, empty for one that is not known. Nobody is found who is forgotten, merged
    into another entry, or whose links have ended since (`Helper.device` goes with them).
    """
    if not device:
        return None
    since = (Helper.move_id == change.move.id, Helper.device == device, Helper.came_at > change.now - DEVICES_KNOWN)
    there = (Helper.forgotten_at.is_(None), Helper.merged_into.is_(None))
    query = select(Helper.n, Helper.name).where(*since, *there).order_by(Helper.n.desc())
    return next((n for n, theirs in change.session.execute(query) if folded(theirs) == folded(name)), None)


def folded(name: str) -> str:
    """Write a name as it is compared: neither case nor blanks tell two people apart."""
    return " ".join(name.split()).casefold()
