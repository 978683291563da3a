"""Settings, database, links, clock and side process of one running program, for every request and every command."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from service.apart.side_process import SideProcess
from service.domain.core.links import Grants, Link, Links
from service.domain.models import Base
from service.settings import Settings, prepare_data, read_secrets
from service.storage.database import Database
from service.storage.migrations import open_database
from service.storage.neighbours import Neighbours

MAX_ASKED = 20_000
"""Requests for links that wait."""
MAX_ASKED_OF_ONE = 50
"""Those of them from one visiting address: a party behind one Wi-Fi, all of whom have lost theirs."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Asked:
    """A request for the links that belong to an address: of one move, to a holder of its sign-up link, or of all."""

    email: str
    visitor: str
    """Digest of the visiting address that asks."""
    by: Link | None = None


class Waiting:
    """Requests for links that wait, in memory. Nobody is ever held up here, neither who asks nor who sees to them."""

    def __init__(self, most: int = MAX_ASKED, most_of_one: int = MAX_ASKED_OF_ONE) -> None:
        self.most, self.most_of_one = most, most_of_one
        self._asked: dict[Asked, None] = {}
        self._by_visitor = Counter[str]()
        self._lock = Lock()

    def put(self, asked: Asked, *, bounded: bool = True) -> bool:
        """Let a request wait; return whether there is room for any more at all.

        One that waits already is dropped, and with `bounded` any beyond `most_of_one` of the same visitor: nobody fills
        this up for others.
        """
        with self._lock:
            if asked in self._asked or (bounded and self._by_visitor[asked.visitor] >= self.most_of_one):
                return True
            if len(self._asked) >= self.most:
                return False
            self._asked[asked] = None
            self._by_visitor[asked.visitor] += 1
            return True

    def take(self) -> list[Asked]:
        """Take all that wait by now, in the order in which they came."""
        with self._lock:
            taken = list(self._asked)
            self._asked.clear()
            self._by_visitor.clear()
        return taken

    def __len__(self) -> int:
        return len(self._asked)


@dataclass(frozen=True)
class Installation:
    settings: Settings
    database: Database
    links: Links
    now: Callable[[], datetime] = field(default=_utc_now)
    """Aware UTC. The only place where the time comes from."""
    asked: Waiting = field(default_factory=Waiting)
    """Requests for links: looking them up at once would tell by time whether an address is known."""
    side: SideProcess = field(default_factory=SideProcess)
    """Reads long lists, and writes the pages that show them."""
    neighbours: Neighbours | None = None
    """The other processes that serve it on this machine, where there are any."""

    def url(self, link: Link) -> str:
        """Make the absolute address that this link opens."""
        return f"{self.settings.address}/{link.grants}/{self.links.make(link)}"

    def helper_url(self, move_id: str, n: int, epoch: int) -> str:
        return self.url(Link(move_id, Grants.HELPER, n, epoch))

    def calendar_feed(self, by: Link) -> str:
        """Make the address by which a calendar program follows what a helper has: it opens that program."""
        return f"webcal://{self.settings.address.partition('://')[2]}/cal/{self.links.make(by)}.ics"

    def note_url(self, move_id: str, n: int, epoch: int) -> str:
        """Make the address where the helper `n` reads their thank-you note."""
        return self.url(Link(move_id, Grants.THANKS, n, epoch))

    def ask_url(self, move_id: str, n: int, epoch: int) -> str:
        """Make the address where the ask `n` is answered."""
        return self.url(Link(move_id, Grants.ASK, n, epoch))

    def signup_url(self, move_id: str, epoch: int) -> str:
        return self.url(Link(move_id, Grants.SIGNUP, 0, epoch))


def open_installation(settings: Settings, neighbours: Neighbours | None = None) -> Installation:
    """Prepare the data folder, the secret and the migrated database. Raises BrokenSetup.

    Files that this process makes from here on are for its user only: they hold names, numbers and addresses.
    """
    os.umask(0o077)
    prepare_data(settings)
    database = open_database(settings, Base.metadata)
    if neighbours is not None:
        database.meet(neighbours)
    return Installation(settings, database, Links(read_secrets(settings)), neighbours=neighbours)
