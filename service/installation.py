"""Settings, database, links and the clock of one running program, for every request and every command."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from queue import Queue

from service.domain.core.links import Grants, Link, Links
from service.settings import Settings, prepare_data, read_secrets
from service.storage.database import Database
from service.storage.migrations import open_database

MAX_ASKED = 20_000
"""Requests for links that wait: what ten addresses may send while they do."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Asked:
    """A request for the links that belong to an address: of one move, to a holder of its sign-up link, or of all."""

    email: str
    visitor: str
    """Digest of the visiting address that asks."""
    by: Link | None = None


@dataclass(frozen=True)
class Installation:
    settings: Settings
    database: Database
    links: Links
    now: Callable[[], datetime] = field(default=_utc_now)
    """Aware UTC. The only place where the time comes from."""
    asked: Queue[Asked] = field(default_factory=lambda: Queue(MAX_ASKED))
    """Requests for links, in memory: looking them up at once would tell by time whether an address is known."""

    def url(self, link: Link) -> str:
        """Make the absolute address that this link opens."""
        return f"{self.settings.address}/{link.grants}/{self.links.make(link)}"

    def helper_url(self, move_id: str, n: int, epoch: int) -> str:
        return self.url(Link(move_id, Grants.HELPER, n, epoch))

    def note_url(self, move_id: str, n: int, epoch: int) -> str:
        """Make the address where the helper `n` reads their thank-you note."""
        return self.url(Link(move_id, Grants.THANKS, n, epoch))

    def signup_url(self, move_id: str, epoch: int) -> str:
        return self.url(Link(move_id, Grants.SIGNUP, 0, epoch))


def open_installation(settings: Settings) -> Installation:
    """Prepare the data folder, the secret and the migrated database. Raises BrokenSetup.

    Files that this process makes from here on are for its user only: they hold names, numbers and addresses.
    """
    os.umask(0o077)
    prepare_data(settings)
    database = open_database(settings)
    return Installation(settings, database, Links(read_secrets(settings)))
