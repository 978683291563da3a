"""Links after a restore: those made between the backup and the loss open nothing, whatever happens again.

The restored moves go on with epochs and numbers that nobody was given. Links from before the backup open as ever;
which of them were revoked since, nothing in the backup tells.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.core.links import Grants, Link, Links
from service.domain.models import Ask, Helper, Move, Organizer, Thanks

SKIPPED = 1_000
"""Numbers and versions of each move that are left out: more than happen to it between two backups."""
LEAST_RAISE, MAX_RAISE = 1_000_000, 4_000_000
"""Bounds of what epochs are raised by: beyond all that were given away. By chance within them, since one backup may be
put back twice."""


@dataclass(frozen=True)
class OwnLink:
    """An organizer's new link, and whose it is."""

    link: Link
    name: str
    title: str


def leave_behind(session: Session) -> None:
    """Let every move go on beyond all numbers, versions and epochs that were given away since the backup."""
    by = LEAST_RAISE + secrets.randbelow(MAX_RAISE - LEAST_RAISE)
    raised = {"epoch_floor": Move.epoch_floor + by}
    # Pages wait for a version that they have not seen, and calendars for a later revision.
    skipped = {name: getattr(Move, name) + SKIPPED for name in ("version", "revision", "last_n")}
    session.execute(update(Move).values(raised | skipped))


def void_links(session: Session) -> list[OwnLink]:
    """Make every link new, and return those of organizers. Comes after `leave_behind`."""
    session.execute(update(Move).values(signup_epoch=Move.epoch_floor))
    for rows in (Organizer, Helper, Thanks, Ask):
        floor = select(Move.epoch_floor).where(Move.id == rows.move_id).scalar_subquery()
        session.execute(update(rows).values(epoch=floor), execution_options={"synchronize_session": False})
    titled = select(Organizer, Move.title).join(Move, Move.id == Organizer.move_id)
    found = session.execute(titled.where(Organizer.organizes()).order_by(Move.id, Organizer.n))
    return [
        OwnLink(Link(each.move_id, Grants.ORGANIZER, each.n, each.epoch), each.name, title) for each, title in found
    ]


def printed(own_links: Iterable[OwnLink], links: Links, address: str) -> list[str]:
    """Write organizers' links for a terminal."""
    return [f"{address}/o/{links.make(each.link)}  {_plain(f'{each.name}: {each.title}')}" for each in own_links]


def _plain(words: str) -> str:
    """Leave out what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in words)
