"""How much one address may send, and how much may come by one link.

Only what changes something is counted: pages that are read come out of a cache, and a flood of them is a matter
for the proxy in front. Counted in memory; where several processes share a PostgreSQL database, there. What is
counted is kept under keyed digests, never under an address or a link.
"""

import hmac
import ipaddress
import logging
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from service.domain.core.refusals import Fault, Invalid, NotFound, TooMany
from service.installation import Installation
from service.storage.counters import clear_tallies, count_up, read_tally
from service.storage.database import Database, Unavailable
from service.web.base.access import link_of

log = logging.getLogger("manyhands")


@dataclass(frozen=True)
class Quotas:
    """What is more than anybody sends by hand."""

    changes_of_address: RateLimitItem = RateLimitItemPerMinute(3_000)
    """A party of fifty behind one address, each with a change every second; a twentieth of what one process can do."""
    changes_by_link: RateLimitItem = RateLimitItemPerMinute(6_000)
    """More than one address may send, so that nobody alone can keep the others of a move waiting."""
    moves_of_address: RateLimitItem = RateLimitItemPerDay(500)
    """Moves planned: a whole school may try it out, and no disk fills up."""
    wrong_words: RateLimitItem = RateLimitItemPerHour(20)
    """Guesses at the planning word."""


PLANS = ("/", "/api/v1/moves")


class Limits:
    """Counts for one running program. Raises TooMany with the seconds to wait."""

    def __init__(self, installation: Installation, quotas: Quotas) -> None:
        self._installation = installation
        self._quotas = quotas
        self._on = installation.settings.limits == "on"
        self._shared = not installation.database.is_sqlite
        storage = DatabaseStorage(installation.database, installation.now) if self._shared else MemoryStorage()
        self._counter = FixedWindowRateLimiter(storage)

    async def count(self, request: Request) -> None:
        """One more change is asked for."""
        if not self._on:
            return
        counted: list[tuple[RateLimitItem, str]] = [(self._quotas.changes_of_address, address_of(request))]
        if request.url.path in PLANS:
            counted.append((self._quotas.moves_of_address, address_of(request)))
        with suppress(NotFound):
            counted.append((self._quotas.changes_by_link, link_of(request).key))
        if self._shared:
            await run_in_threadpool(self._count, counted)
        else:
            self._count(counted)

    def require_word(self, request: Request, word: str) -> None:
        """Where only who knows a word may plan a move. Raises Invalid, and TooMany after many guesses."""
        wanted = self._installation.settings.planning
        if wanted == "open" or hmac.compare_digest(_spoken(word), _spoken(wanted)):
            return
        if self._on and word.strip():
            self._count([(self._quotas.wrong_words, address_of(request))])
        raise Invalid(Fault("word", "wrong_word" if word.strip() else "missing"))

    def _count(self, counted: list[tuple[RateLimitItem, str]]) -> None:
        for limit, whose in counted:
            key = self._installation.links.fingerprint("limit", whose)
            try:
                if self._counter.hit(limit, key):
                    continue
                ends = self._counter.get_window_stats(limit, key).reset_time
            except Unavailable:
                log.warning("Requests are not counted: the database is away")
                return  # the change itself will say so
            now = self._installation.now().timestamp() if self._shared else datetime.now(UTC).timestamp()
            raise TooMany(max(1, math.ceil(ends - now)))


def address_of(request: Request) -> str:
    """Where a request comes from: an IPv4 address, or the /64 that one household has of IPv6."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _spoken(word: str) -> bytes:
    return " ".join(word.split()).casefold().encode()


class DatabaseStorage(Storage):
    """What the `limits` library counts in, kept in the database that all processes share."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._database = database
        self._now = now

    @property
    def base_exceptions(self) -> type[Exception]:
        return Unavailable

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return count_up(self._database, key, expiry, amount, self._now().timestamp())

    def get(self, key: str) -> int:
        return read_tally(self._database, key, self._now().timestamp())[0]

    def get_expiry(self, key: str) -> float:
        return read_tally(self._database, key, self._now().timestamp())[1]

    def check(self) -> bool:
        self.get("")
        return True

    def reset(self) -> int | None:
        return clear_tallies(self._database)

    def clear(self, key: str) -> None:
        clear_tallies(self._database, key)


def limits_of(request: Request) -> Limits:
    limits: Any = request.app.state.limits
    return limits  # type: ignore[no-any-return]  # put there by create_app
