"""Finished public pages, cached compressed for as long as they are true.

The version of the move is read at every request, so that no change is ever shown stale; version and rows of a
page come from one snapshot. A cached page holds nothing of one visitor. The cache ends with the program: a new build
begins empty, and the ETag is a digest of the page itself, so that no browser keeps a page of an older build.
"""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from hashlib import blake2b
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from service.domain.core.refusals import NotFound
from service.domain.reading.snapshot import read_version
from service.text.language import preferred
from service.web.base.access import RequestContext

MAX_BYTES = 16_000_000
"""Size of all cached pages: room for about 1,500 moves that are being looked at."""
VARY = "Accept-Encoding, Accept-Language, Cookie"
"""Request headers that make it another page. With the cookie among them, a step back in the browser fetches what is
true now: no old form comes from its cache."""


@dataclass(frozen=True)
class CacheKey:
    """A page: one of a move's faces, for readers of one locale. `query`: what of it they asked to see."""

    move_id: str
    face: str
    locale: str
    query: str = ""


@dataclass(frozen=True)
class Freshness:
    """The state that a page shows: one version of the move, on one day where the move is."""

    version: int
    day: date


@dataclass(frozen=True)
class Page:
    at: Freshness
    body: bytes
    """Compressed with gzip, unless it is a picture."""
    etag: str
    keep: bool = field(default=True, kw_only=True)
    """The sign that it is cached: not under one of the queries that lead to nothing, of which there is no end."""

    @classmethod
    def made(cls, at: Freshness, body: bytes, *, keep: bool = True) -> "Page":
        # mtime=0: the same page is the same bytes.
        return cls(at, gzip.compress(body, mtime=0), f'W/"{blake2b(body, digest_size=16).hexdigest()}"', keep=keep)


@dataclass
class PageCache:
    """A cache that drops the least recently read page first. Used on the event loop alone, so it needs no lock."""

    max_bytes: int = MAX_BYTES
    _pages: OrderedDict[CacheKey, Page] = field(default_factory=OrderedDict)
    _making: dict[tuple[CacheKey, Freshness], asyncio.Future[Page]] = field(default_factory=dict)
    _bytes: int = 0

    def last(self, key: CacheKey) -> Page | None:
        """Return the page that was made last, which may be stale."""
        return self._pages.get(key)

    async def page(self, key: CacheKey, at: Freshness, make: Callable[[], Awaitable[Page]]) -> Page:
        """Return the page that is true at `at`, made by `make` if it is not cached. Many who ask at once wait for one.

        The page that `make` returns may be fresher than `at`, never staler.
        """
        cached = self._pages.get(key)
        if cached is not None and cached.at == at:
            self._pages.move_to_end(key)
            return cached
        pending = self._making.get((key, at))
        if pending is None:
            pending = self._making[key, at] = asyncio.ensure_future(make())
            pending.add_done_callback(lambda made: self._keep(key, at, made))
        return await asyncio.shield(pending)  # a reader who goes away does not cancel it for the others

    def _keep(self, key: CacheKey, at: Freshness, made: asyncio.Future[Page]) -> None:
        del self._making[key, at]
        if made.cancelled() or made.exception() is not None:
            return
        page, cached = made.result(), self._pages.get(key)
        if not page.keep:
            return
        if cached is not None and cached.at.version > page.at.version:
            return
        self._bytes += len(page.body) - (len(cached.body) if cached is not None else 0)
        self._pages[key] = page
        self._pages.move_to_end(key)
        while self._bytes > self.max_bytes:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)


async def freshness_of(ctx: RequestContext) -> Freshness:
    """Read what is true now for the holder of a sign-up link. Raises NotFound."""
    database = ctx.installation.database
    fetch = partial(read_version, database, ctx.by.move_id)
    current = fetch() if database.is_sqlite else await run_in_threadpool(fetch)
    if current is None or current.signup_epoch != ctx.by.epoch:
        raise NotFound
    return Freshness(current.version, ctx.installation.now().astimezone(ZoneInfo(current.zone)).date())


def deliver(request: Request, page: Page, media_type: str = "text/html", filename: str = "") -> Response:
    """Answer with the page, or with 304 if the browser has it already. `filename`: its name as a file, in ASCII."""
    headers = {"ETag": page.etag, "Vary": VARY}
    if filename:
        headers["Content-Disposition"] = f'inline; filename="{filename}"'
    if page.etag.removeprefix("W/") in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if not accepts_gzip(request):
        return Response(gzip.decompress(page.body), headers=headers, media_type=media_type)
    headers["Content-Encoding"] = "gzip"
    return Response(page.body, headers=headers, media_type=media_type)


def accepts_gzip(request: Request) -> bool:
    return _names_gzip(request.headers.get("accept-encoding", "")[:200])


@lru_cache(maxsize=256)  # browsers spell it in a handful of ways
def _names_gzip(accept: str) -> bool:
    return "gzip" in preferred(accept.lower())
