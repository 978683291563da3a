"""What is known of a mail address: that a letter was taken for it, that it fails for good, that its owner wants none.

It is kept under a keyed digest, beside all moves: nobody can find an address from it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
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


def remember(session: Session, outcomes: Iterable[tuple[str, Outcome]], now: datetime) -> None:
    """What became of letters to these mailboxes, as far as it says anything of them."""
    # Always in the same order: two processes that write to the same people do not wait for each other.
    for key, outcome in sorted(outcomes, key=lambda each: each[0]):
        if outcome.fate in (Fate.SENT, Fate.PERHAPS):
            met = func.coalesce(MAILBOXES.c.met_at, now)
            _keep(session, key, {"met_at": now}, {"met_at": met})
        elif outcome.fate is Fate.NO_SUCH_ADDRESS:
            refused = {"refused_at": now, "why": outcome.why}
            _keep(session, key, refused, refused)


def stop_for_good(house: House, email: str, *, stops: bool) -> None:
    """Whoever reads this mailbox wants nothing from here, whatever the move; or wants it again."""
    stopped = {"stopped_at": house.now() if stops else None}
    with house.database.writing() as session:
        _keep(session, mailbox_key(house, email), stopped, stopped)


def believe(session: Session, key: str) -> None:
    """An address that failed for good may be tried once more."""
    session.execute(update(MAILBOXES).where(MAILBOXES.c.key == key).values(refused_at=None, why=""))


def _keep(session: Session, key: str, new: dict[str, Any], known: dict[str, Any]) -> None:
    """One statement, since another process may be making the same row: what is new, or changes in what is known."""
    dialect: Any = sqlite if session.connection().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(MAILBOXES).values({"key": key, **UNKNOWN, **new})
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=known))
