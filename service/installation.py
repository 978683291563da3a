"""What every request may use: settings, database, links and the clock. One per running program."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from service.domain.core.links import Grants, Link, Links
from service.settings import Settings
from service.storage.database import Database


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Installation:
    settings: Settings
    database: Database
    links: Links
    now: Callable[[], datetime] = field(default=_utc_now)
    """Aware UTC. The only place where the time comes from."""

    def url(self, link: Link) -> str:
        """The absolute address that this link opens."""
        return f"{self.settings.address}/{link.grants}/{self.links.make(link)}"

    def helper_url(self, move_id: str, n: int, epoch: int) -> str:
        return self.url(Link(move_id, Grants.HELPER, n, epoch))

    def note_url(self, move_id: str, n: int, epoch: int) -> str:
        """Where the helper `n` reads their thank-you note."""
        return self.url(Link(move_id, Grants.THANKS, n, epoch))

    def signup_url(self, move_id: str, epoch: int) -> str:
        return self.url(Link(move_id, Grants.SIGNUP, 0, epoch))
