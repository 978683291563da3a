"""What is known of a mail address: that a letter was taken for it, that it fails for good, that its owner wants none.

It is kept under a keyed digest, beside all moves: nobody can find an address from it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.domain.models import Mailbox, table
from service.house import House
from service.post.carriers import Fate, Outcome

MAILBOXES = table(Mailbox)
UNKNOWN = {"met_at": None, "refused_at": None, "why": "", "stopped_at": None}


def mailbox_key(house: House, email: str) -> str:
    """What an address is known by."""
    return house.links.fingerprint("mailbox", email.strip().casefold())


def read_mailboxes(session: Session, keys: Iterable[str]) -> dict[str, Mailbox]:
    """What is known of these, by key; one query."""
    return {known.key: known for known in session.scalars(select(Mailbox).where(Mailbox.key.in_(keys)))}


def remember(session: Session, outcomes: Mapping[str, Outcome], now: datetime) -> None:
    """What became of letters to these mailboxes, by key, as far as it says anything of them."""
    met = [key for key, outcome in outcomes.items() if outcome.fate in (Fate.SENT, Fate.PERHAPS)]
    _keep(session, [{"key": key, "met_at": now} for key in met], {"met_at": func.coalesce(MAILBOXES.c.met_at, now)})
    for key, outcome in outcomes.items():
        if outcome.fate is Fate.NO_SUCH_ADDRESS:
            refused = {"refused_at": now, "why": outcome.why}
            _keep(session, [{"key": key, **refused}], refused)


def stop_for_good(house: House, email: str, *, stops: bool) -> None:
    """Whoever reads this mailbox wants nothing from here, whatever the move; or wants it again."""
    stopped = {"stopped_at": house.now() if stops else None}
    with house.database.writing() as session:
        _keep(session, [{"key": mailbox_key(house, email), **stopped}], stopped)


def believe(session: Session, key: str) -> None:
    """An address that failed for good may be tried once more."""
    session.execute(update(MAILBOXES).where(MAILBOXES.c.key == key).values(refused_at=None, why=""))


def _keep(session: Session, new: list[dict[str, Any]], known: dict[str, Any]) -> None:
    """Rows that are `new`, or what changes in those that are known: another process may be making the same."""
    if not new:
        return
    connection = session.connection()
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(MAILBOXES).on_conflict_do_update(index_elements=["key"], set_=known)
    # Always in the same order: of two processes that write to the same people, one waits for the other.
    connection.execute(statement, [UNKNOWN | row for row in sorted(new, key=itemgetter("key"))])
