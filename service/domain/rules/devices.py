"""Devices: a form that comes again under the same name, from the device that sent one before, is the same person's.

An answer may get lost on the way: then nobody has the link of the entry that was made, and the next form would make
another one. A name alone recognises nobody: it stands on the list for all to read.
"""

from datetime import timedelta

from sqlalchemy import bindparam, literal_column, select

from service.domain.core.change import Change
from service.domain.models import Helper, table
from service.storage.prepared import Prepared

DEVICES_KNOWN = timedelta(days=1)
"""Time for which it is known by a digest which device has made an entry."""
HELPERS = table(Helper)
MADE_BY = Prepared(
    select(HELPERS.c.n, HELPERS.c.name).where(
        HELPERS.c.move_id == bindparam("move"),
        HELPERS.c.device == bindparam("device"),
        HELPERS.c.device != literal_column("''"),  # said so that the index is used, which holds no others
        HELPERS.c.came_at > bindparam("since"),
        HELPERS.c.forgotten_at.is_(None),
        HELPERS.c.merged_into.is_(None),
    )
)
"""Without an order: SQLite would go through all helpers of the move for it."""


def find_by_device(change: Change, name: str, device: str) -> int | None:
    """Find the entry that a device has made under this name within a day, if it is still there.

    `device`: its digest for this move alone, empty for one that is not known. Nobody is found who is forgotten, merged
    into another entry, or whose links have ended since (`Helper.device` goes with them).
    """
    if not device:
        return None
    change.flush()
    mine = {"move": change.move.id, "device": device, "since": change.now - DEVICES_KNOWN}
    made = sorted(MADE_BY.all(change.connection, mine), reverse=True)
    return next((n for n, theirs in made if folded(theirs) == folded(name)), None)


def folded(name: str) -> str:
    """Write a name as it is compared: neither case nor blanks tell two people apart."""
    return " ".join(name.split()).casefold()
