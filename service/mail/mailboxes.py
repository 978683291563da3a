"""What is known of a mail address: that a letter was taken for it, that it fails for good, that its owner wants none.

It is kept under a keyed digest, beside all moves: nobody can find an address from it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.domain.models import Mailbox, table
from service.installation import Installation
from service.mail.addresses import mailbox_key
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.storage.upsert import upsert

MAILBOXES = table(Mailbox)
UNKNOWN = {"met_at": None, "refused_at": None, "error": "", "stopped_at": None}


def read_mailboxes(session: Session, keys: Iterable[str]) -> dict[str, Mailbox]:
    """What is known of these, by key; one query."""
    return {known.key: known for known in session.scalars(select(Mailbox).where(Mailbox.key.in_(keys)))}


def remember(session: Session, results: Collection[tuple[str, DeliveryResult]], now: datetime) -> None:
    """What became of letters to these mailboxes, as far as it says anything of them."""
    met = {key for key, result in results if result.status in (DeliveryStatus.SENT, DeliveryStatus.PERHAPS)}
    refused = {key: result.error for key, result in results if result.status is DeliveryStatus.NO_SUCH_ADDRESS}
    # Always in the same order: of two processes that write to the same people, one waits for the other.
    for key in sorted(met | refused.keys()):
        if key in met:
            _keep(session, key, {"met_at": now}, {"met_at": func.coalesce(MAILBOXES.c.met_at, now)})
        if key in refused:
            _keep(session, key, told := {"refused_at": now, "error": refused[key]}, told)


def stop_for_good(installation: Installation, email: str, *, stops: bool) -> None:
    """Whoever reads this mailbox wants nothing from here, whatever the move; or wants it again."""
    stopped = {"stopped_at": installation.now() if stops else None}
    with installation.database.writing() as session:
        _keep(session, mailbox_key(installation, email), stopped, stopped)


def clear_bounce(session: Session, key: str) -> None:
    """An address that failed for good may be tried once more."""
    session.execute(update(MAILBOXES).where(MAILBOXES.c.key == key).values(refused_at=None, error=""))


def _keep(session: Session, key: str, new: dict[str, Any], known: dict[str, Any]) -> None:
    """A row that is `new`, or what changes in one that is known: another process may be making the same."""
    connection = session.connection()
    statement = upsert(connection, MAILBOXES).on_conflict_do_update(index_elements=["key"], set_=known)
    connection.execute(statement, UNKNOWN | {"key": key, **new})
