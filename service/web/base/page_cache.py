"""Finished public pages, kept compressed for as long as they are true.

The version of the move is read at every request, so that no change is ever shown stale; version and rows of a
page come from one snapshot. What is kept holds nothing of one visitor. It ends with the program: a new build
begins empty, and the ETag is a digest of the page itself, so that no browser keeps a page of an older build.
"""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from fastapi import Request
from fastapi.responses import Response

MAX_BYTES = 16_000_000
"""Compressed pages in all: about 1,500 moves that are being looked at."""
VARY = "Accept-Encoding, Accept-Language, Cookie"


@dataclass(frozen=True)
class Place:
    """Which page: one of a move's faces, for readers of one locale."""

    move_id: str
    face: str
    locale: str


@dataclass(frozen=True)
class Freshness:
    """When it is true: at one version of the move, on one day where the move is."""

    version: int
    day: date


@dataclass(frozen=True)
class Page:
    at: Freshness
    body: bytes
    """Compressed with gzip."""
    etag: str

    @classmethod
    def made(cls, at: Freshness, body: bytes) -> "Page":
        # mtime=0: the same page is the same bytes.
        return cls(at, gzip.compress(body, mtime=0), f'W/"{blake2b(body, digest_size=16).hexdigest()}"')


@dataclass
class PageCache:
    """The least recently read page goes first. Used on the event loop alone, so it needs no lock."""

    most_bytes: int = MAX_BYTES
    _pages: OrderedDict[Place, Page] = field(default_factory=OrderedDict)
    _making: dict[tuple[Place, Freshness], asyncio.Future[Page]] = field(default_factory=dict)
    _bytes: int = 0

    async def page(self, place: Place, at: Freshness, make: Callable[[], Awaitable[Page]]) -> Page:
        """The page of this place that is true at `at`. Many who ask at once wait for one that is made.

        What `make` returns may be true at a later moment than `at`, never at an earlier one.
        """
        kept = self._pages.get(place)
        if kept is not None and kept.at == at:
            self._pages.move_to_end(place)
            return kept
        under_way = self._making.get((place, at))
        if under_way is None:
            under_way = self._making[place, at] = asyncio.ensure_future(make())
            under_way.add_done_callback(lambda made: self._keep(place, at, made))
        return await asyncio.shield(under_way)  # who goes away leaves it to the others

    def _keep(self, place: Place, at: Freshness, made: asyncio.Future[Page]) -> None:
        del self._making[place, at]
        if made.cancelled() or made.exception() is not None:
            return
        page, kept = made.result(), self._pages.get(place)
        if kept is not None and kept.at.version > page.at.version:
            return
        self._bytes += len(page.body) - (len(kept.body) if kept is not None else 0)
        self._pages[place] = page
        self._pages.move_to_end(place)
        while self._bytes > self.most_bytes:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.body)


def deliver(request: Request, page: Page) -> Response:
    """The page, or the word that the browser has it already."""
    headers = {"ETag": page.etag, "Vary": VARY}
    if page.etag.removeprefix("W/") in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if not accepts_gzip(request):
        return Response(gzip.decompress(page.body), headers=headers, media_type="text/html")
    headers["Content-Encoding"] = "gzip"
    return Response(page.body, headers=headers, media_type="text/html")


def accepts_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
