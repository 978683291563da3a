"""Mailboxes: whether an address bounces, and whether its owner wants no mail.

Kept under a keyed digest, beside all moves: nobody can find an address from it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.domain.models import Helper, Mailbox, Organizer, table
from service.installation import Installation
from service.mail.addresses import mailbox_key
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.upsert import upsert

MAILBOXES = table(Mailbox)
UNKNOWN = {"refused_at": None, "error": "", "stopped_at": None}


def read_mailboxes(session: Session, keys: Iterable[str]) -> dict[str, Mailbox]:
    """Read the known ones of these, by key; one query."""
    return {known.key: known for known in session.scalars(select(Mailbox).where(Mailbox.key.in_(keys)))}


def remember(session: Session, results: Collection[tuple[str, DeliveryResult]], now: datetime) -> None:
    """Write down results of letters to these mailboxes, as far as they say anything about the address."""
    refused = {key: result.error for key, result in results if result.status is DeliveryStatus.NO_SUCH_ADDRESS}
    # Always in the same order: of two processes that write to the same people, one waits for the other.
    for key in sorted(refused):
        bounce = {"refused_at": now, "error": refused[key]}
        _upsert(session, key, bounce, bounce)


def stop_for_good(installation: Installation, email: str, *, stops: bool) -> None:
    """Send nothing more to this mailbox from any move; or, with `stops` False, send again."""
    stopped = {"stopped_at": installation.now() if stops else None}
    with installation.database.writing() as session:
        _upsert(session, mailbox_key(installation, email), stopped, stopped)


def clear_bounce(session: Session, key: str) -> None:
    """Clear an address's bounce, so that it is tried again."""
    session.execute(update(MAILBOXES).where(MAILBOXES.c.key == key).values(refused_at=None, error=""))


def forget_addresses(installation: Installation) -> None:
    """Delete what is known of addresses that nobody has any more, but for the wish to get no letters at all."""
    with installation.database.reading() as session:
        known = set(session.scalars(select(MAILBOXES.c.key)))
        for each in (Helper, Organizer) if known else ():
            people = select(each.email, each.phone).where((each.email != "") | (each.phone != "")).distinct()
            for email, phone in session.execute(people):
                known.discard(mailbox_key(installation, email, phone))
    if not known:
        return
    with installation.database.writing() as session:
        for key in sorted(known):
            row = MAILBOXES.c.key == key
            session.execute(delete(MAILBOXES).where(row, MAILBOXES.c.stopped_at.is_(None)))
            session.execute(update(MAILBOXES).where(row).values(refused_at=None, error=""))


def _upsert(session: Session, key: str, new: dict[str, Any], known: dict[str, Any]) -> None:
    """Insert a row with `new`, or update the one that is there with `known`."""
    statement = upsert(session.connection(), MAILBOXES).on_conflict_do_update(index_elements=["key"], set_=known)
    session.execute(statement, UNKNOWN | {"key": key, **new})
