"""Limits: how much one address may send, in all and by one link. No address uses up what another may send.

What changes something is counted, and what is printed: pages that are read come out of a cache, and a flood of them
is a matter for the proxy in front. Counted in memory, where each process tells its neighbours what it counts; where
several processes share a PostgreSQL database, there.
What is counted is kept under keyed digests, never under an address or a link.
"""

import hmac
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from service.domain.core.links import Link
from service.domain.core.refusals import Fault, Invalid, TooMany
from service.installation import Installation
from service.storage.counters import DAY_SECONDS, count_up, read_tally
from service.storage.database import Database, Unavailable
from service.storage.neighbours import Neighbours, Topic
from service.web.base.access import address_of, path_of
from service.web.base.sent import LARGE

log = logging.getLogger("manyhands")
MINUTE, HOUR = 60, 3600
MAX_BYTES = 1_000_000
"""Size of a request."""
MIN_SWEPT = 1_000
"""Number of tallies in memory up to which expired ones are not deleted."""


@dataclass(frozen=True)
class Quota:
    """A number of requests within a window of time that begins with the first of them."""

    most: int
    seconds: int


@dataclass(frozen=True)
class Quotas:
    """Bounds beyond what anybody sends by hand."""

    changes_of_address: Quota = Quota(3_000, MINUTE)
    """Allows a party of fifty behind one address a change a second each; a twentieth of what one process can do.
    A large one counts once for each LARGE bytes that it begins: it takes as much longer to read."""
    helpers_by_link: Quota = Quota(30, HOUR)
    """New helpers that one address makes by one sign-up link: a party's worth of friends on one Wi-Fi."""
    helpers_of_address: Quota = Quota(200, DAY_SECONDS)
    """New helpers that one address makes by any links."""
    moves_of_address: Quota = Quota(500, DAY_SECONDS)
    """Moves planned a day: a whole school may try it out, and no disk fills up."""
    prints_by_link: Quota = Quota(20, 10 * MINUTE)
    """Prints of cards: the one thing to read that is counted, since each takes seconds of a processor."""
    prints_of_address: Quota = Quota(40, 10 * MINUTE)
    """Prints of one address by any links."""
    pictures_by_link: Quota = Quota(30, 10 * MINUTE)
    """Pictures that are drawn of a sign-up link: a quarter of a second each, and none where its words are as before."""
    pictures_of_address: Quota = Quota(300, 10 * MINUTE)
    """Pictures of one address by any links: a chat program asks for those of many moves."""
    lists_by_link: Quota = Quota(60, 10 * MINUTE)
    """Pasted lists that are read, and previews of them: each may take a second of a processor."""
    lists_of_address: Quota = Quota(120, 10 * MINUTE)
    """Pasted lists of one address by any links."""
    wrong_words: Quota = Quota(20, HOUR)
    """Guesses at the planning word."""


Counted = list[tuple[Quota, str]]
"""Quotas to count in, each with whose count it is: an address, or an address and a link."""
PLANS = ("/", "/api/v1/moves")


class Limits:
    """Counts for one running program. Raises TooMany with the seconds to wait."""

    def __init__(self, installation: Installation, quotas: Quotas) -> None:
        self._installation = installation
        self._quotas = quotas
        self._on = installation.settings.limits == "on"
        self._shared = not installation.database.is_sqlite
        kept = MemoryTallies(installation.neighbours)
        self._tallies = DatabaseTallies(installation.database) if self._shared else kept

    async def count(self, request: Request) -> None:
        """Count a request for a change. Raises TooMany."""
        if not self._on:
            return
        address = address_of(request)
        counted: Counted = [(self._quotas.moves_of_address, address)] if path_of(request) in PLANS else []

        def count() -> None:
            self._count([(self._quotas.changes_of_address, address)], _weight(request))
            self._count(counted)

        if self._shared:
            await run_in_threadpool(count)
        else:
            count()

    def require_word(self, request: Request, word: str) -> None:
        """Check the word without which nobody may plan a move here. Raises Invalid, and TooMany after many guesses.

        Then the right word is no better than a wrong one: or guessing could go on.
        """
        wanted = self._installation.settings.planning
        if wanted == "open":
            return
        guesses = [(self._quotas.wrong_words, address_of(request))]
        if self._on:
            self._check(guesses)
        if hmac.compare_digest(_spoken(word), _spoken(wanted)):
            return
        if self._on and word.strip():
            self._count(guesses)
        raise Invalid(Fault("word", "wrong_word" if word.strip() else "missing"))

    def count_new_helper(self, request: Request, signup: Link) -> None:
        """Count a helper who is about to be made by a sign-up link. Raises TooMany."""
        if self._on:
            address = address_of(request)
            self._count(
                [
                    (self._quotas.helpers_by_link, f"{address} {signup.key}"),
                    (self._quotas.helpers_of_address, address),
                ]
            )

    def count_print(self, request: Request, by: Link) -> None:
        """Count cards that are about to be printed for the holder of a link. Raises TooMany."""
        self._count_costly(request, by, self._quotas.prints_by_link, self._quotas.prints_of_address)

    def count_picture(self, request: Request, by: Link) -> None:
        """Count a picture that is about to be drawn of a sign-up link. Raises TooMany."""
        self._count_costly(request, by, self._quotas.pictures_by_link, self._quotas.pictures_of_address)

    def count_list(self, request: Request, by: Link) -> None:
        """Count a pasted list that is about to be read for the holder of a link. Raises TooMany."""
        self._count_costly(request, by, self._quotas.lists_by_link, self._quotas.lists_of_address)

    def _count_costly(self, request: Request, by: Link, by_link: Quota, of_address: Quota) -> None:
        if self._on:
            address = address_of(request)
            self._count([(by_link, f"{address} {by.key}"), (of_address, address)])

    def _count(self, counted: Counted, amount: int = 1) -> None:
        self._ask(partial(self._tallies.count_up, amount=amount), counted)

    def _check(self, counted: Counted) -> None:
        """Raise TooMany where nothing more may be counted; count nothing."""
        self._ask(self._tallies.full_until, counted)

    def _ask(self, tally: Callable[[str, Quota, float], float | None], counted: Counted) -> None:
        now = self._installation.now().timestamp()
        for quota, whose in counted:
            key = self._installation.links.fingerprint("limit", f"{quota.most} in {quota.seconds}", whose)
            try:
                ends = tally(key, quota, now)
            except Unavailable:
                log.warning("Requests are not counted: the database is away")
                return  # the change itself will say so
            if ends is not None:
                raise TooMany(max(1, math.ceil(ends - now)))


class MemoryTallies:
    """Counts within one process, and its neighbours: each counts what all do."""

    def __init__(self, neighbours: Neighbours | None = None) -> None:
        self._neighbours = neighbours
        if neighbours is not None:
            neighbours.listen(Topic.COUNTED, self._told)
        self._tallies: dict[str, tuple[int, float]] = {}
        self._lock = Lock()
        self._sweep_at = MIN_SWEPT

    def count_up(self, key: str, quota: Quota, now: float, amount: int = 1) -> float | None:
        """Count so many more under `key`; beyond the quota, return when its window ends (seconds since 1970)."""
        if self._neighbours is not None:
            self._neighbours.tell(Topic.COUNTED, key, quota.seconds, now, amount)
        count, ends = self._add(key, quota.seconds, now, amount)
        return ends if count > quota.most else None

    def _told(self, words: Sequence[str]) -> None:
        """Count what a neighbour counted; where some of it was missed, nothing more is known of that."""
        if words:
            key, seconds, now, amount = words
            self._add(key, int(seconds), float(now), int(amount))

    def _add(self, key: str, seconds: int, now: float, amount: int) -> tuple[int, float]:
        with self._lock:
            count, ends = self._tallies.get(key, (0, now))
            if ends <= now:
                count, ends = 0, now + seconds
            self._tallies[key] = count + amount, ends
            if len(self._tallies) >= self._sweep_at:
                self._tallies = {each: tally for each, tally in self._tallies.items() if tally[1] > now}
                self._sweep_at = max(MIN_SWEPT, 2 * len(self._tallies))
        return count + amount, ends

    def full_until(self, key: str, quota: Quota, now: float) -> float | None:
        """Return when the window ends if no more may be counted under `key`."""
        count, ends = self._tallies.get(key, (0, now))
        return ends if ends > now and count >= quota.most else None


@dataclass(frozen=True)
class DatabaseTallies:
    """Counts that all processes share."""

    database: Database

    def count_up(self, key: str, quota: Quota, now: float, amount: int = 1) -> float | None:
        """Count like MemoryTallies. Raises Unavailable."""
        if count_up(self.database, key, quota.seconds, amount, now) <= quota.most:
            return None
        return read_tally(self.database, key, now)[1]

    def full_until(self, key: str, quota: Quota, now: float) -> float | None:
        """Answer like MemoryTallies. Raises Unavailable."""
        count, ends = read_tally(self.database, key, now)
        return ends if count >= quota.most else None


def _weight(request: Request) -> int:
    """Return how often a request counts. One that does not say how large it is counts as large as it may be."""
    length = request.headers.get("content-length", "")
    if not length and "transfer-encoding" in request.headers:
        return 1 + MAX_BYTES // LARGE
    return 1 + (int(length) // LARGE if length.isdecimal() else 0)


def _spoken(word: str) -> bytes:
    return " ".join(word.split()).casefold().encode()


def limits_of(request: Request) -> Limits:
    limits: Limits = request.app.state.limits
    return limits
