"""Live updates: event streams that tell every open page that its move has changed. They carry versions, no content.

A page that hears of a newer version than its own fetches itself again, through the same cache and the same rights
as ever. All streams live on the event loop; announcements come from other threads and are handed over there.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from service.domain.core.holding import holding
from service.domain.core.links import Link
from service.domain.core.refusals import TooMany
from service.domain.reading.snapshot import read_version
from service.installation import Installation
from service.storage.announcements import ANY_MOVE
from service.storage.database import Unavailable
from service.web.base.access import RequestContext, address_of, context_of
from service.web.base.late_routes import Router
from service.web.forms.fields import number

MAX_STREAMS = 4_000
"""Streams at once. Pages that are read are not counted, but a stream takes up memory for as long as it is open."""
MAX_PER_ADDRESS = 500
"""Streams of one address: a whole party, each with a few pages open."""
BEAT_SECONDS = 20.0
"""Interval of comments on a quiet stream, so that no proxy takes it for dead."""
RETRY_MS = 1_000
"""Time after which a browser asks again when a stream broke off."""
BATCH, PAUSE_SECONDS = 50, 0.1
"""Pages told at once, and the pause before the next ones, so that 500 pages do not reload in one moment."""
CHECK_SECONDS = 1.0
"""Time after a change until the streams of links that it revoked end."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

router = Router()


@dataclass(eq=False)
class Stream:
    """The event stream of one open page, for as long as its link holds."""

    by: Link
    version: int = 0
    """The newest version that is known."""
    ends: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def move_id(self) -> str:
        return self.by.move_id

    def wake(self, version: int) -> None:
        """Tell a newer version. Nothing is said of one that is known: what caused it is nobody's business."""
        if version > self.version:
            self.version = version
            self.woken.set()

    def beat(self) -> None:
        self.woken.set()

    def end(self) -> None:
        self.ends = True
        self.woken.set()


class Live:
    """All open streams of one running program."""

    def __init__(self, installation: Installation, connections: int | None = None) -> None:
        self._installation = installation
        self.most = MAX_STREAMS if connections is None else min(MAX_STREAMS, connections * 3 // 4)
        """Streams at once: a quarter of all connections is left for pages that are asked for."""
        self.most_of_address = min(MAX_PER_ADDRESS, self.most // 4)
        self._streams: defaultdict[str, set[Stream]] = defaultdict(set)
        self._of_address: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opening = asyncio.Lock()
        self._to_check: set[str] = set()
        """Moves whose links are looked at next."""
        self._is_checking = False
        self._newest: dict[str, int] = {}
        """The version that the streams of a move are being told."""
        self._beat: asyncio.TimerHandle | None = None
        self._closing = False

    async def open(self, ctx: RequestContext, seen: int) -> Response:
        """Open the stream for a page that shows version `seen`. Raises NotFound, TooMany."""
        await run_in_threadpool(_verify, ctx)
        address = address_of(ctx.request)
        bounded = self._installation.settings.limits == "on"
        if bounded and (self._of_address.total() >= self.most or self._of_address[address] >= self.most_of_address):
            raise TooMany(int(BEAT_SECONDS))
        if ctx.request.scope.get("head_only"):
            head = Response(media_type="text/event-stream", headers=HEADERS)
            del head.headers["content-length"]
            return head
        async with self._opening:  # nobody listens before announcements are heard
            if self._loop is None:
                self._loop = asyncio.get_running_loop()
                await run_in_threadpool(self._installation.database.subscribe, self._announced)
        return StreamingResponse(
            self._events(Stream(ctx.by), address, seen), media_type="text/event-stream", headers=HEADERS
        )

    def close(self) -> None:
        """End every stream, so that the server can stop. Called on the event loop."""
        self._closing = True
        if self._beat is not None:
            self._beat.cancel()
        for streams in self._streams.values():
            for stream in streams:
                stream.end()

    async def _events(self, stream: Stream, address: str, seen: int) -> AsyncIterator[str]:
        self._streams[stream.move_id].add(stream)
        self._of_address[address] += 1
        self._keep_beating()
        try:
            # Only once it is listened for, so that no change falls between.
            stream.wake(await run_in_threadpool(self._version_of, stream.move_id))
            yield f"retry: {RETRY_MS}\n\n"
            while not (stream.ends or self._closing):
                stream.woken.clear()
                if stream.version > seen:
                    seen = stream.version
                    yield f"id: {seen}\ndata: {seen}\n\n"
                else:
                    yield ":\n\n"
                await stream.woken.wait()
            if stream.version > seen:
                yield f"id: {stream.version}\ndata: {stream.version}\n\n"
        finally:
            self._of_address[address] -= 1
            self._of_address += Counter()  # drops addresses that have none left
            self._streams[stream.move_id].discard(stream)
            if not self._streams[stream.move_id]:
                del self._streams[stream.move_id]

    def _announced(self, move_id: str, version: int) -> None:
        """Hand an announcement over to the event loop. Called in the thread that made or heard of the change."""
        if self._loop is None or self._loop.is_closed():
            return
        if move_id == ANY_MOVE:
            asyncio.run_coroutine_threadsafe(self._check_all(), self._loop)
        elif move_id in self._streams:
            self._loop.call_soon_threadsafe(self._tell, move_id, version)
            self._loop.call_soon_threadsafe(self._check_links_soon, move_id)

    def _tell(self, move_id: str, version: int) -> None:
        """Tell the streams of a move its version. While some of many are still to be told, they hear of it in turn."""
        known = self._newest.get(move_id)
        self._newest[move_id] = max(version, known or 0)
        if known is None:
            self._tell_some(move_id)

    def _tell_some(self, move_id: str) -> None:
        newest = self._newest[move_id]
        waiting = [stream for stream in self._streams.get(move_id, ()) if stream.version < newest]
        for stream in waiting[:BATCH]:
            stream.wake(newest)
        if len(waiting) > BATCH and not self._closing:
            asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._tell_some, move_id)
        else:
            del self._newest[move_id]

    def _check_links_soon(self, *move_ids: str) -> None:
        """Look whether the links of moves' streams still hold: once a second, however much changes."""
        self._to_check.update(move_ids)
        if self._to_check and not (self._is_checking or self._closing):
            self._is_checking = True
            asyncio.get_running_loop().call_later(CHECK_SECONDS, lambda: asyncio.ensure_future(self._check_links()))

    async def _check_links(self) -> None:
        """End the streams whose links were revoked since: all moves in one job, in one thread."""
        move_ids, self._to_check = self._to_check, set()
        streams = [stream for move_id in move_ids for stream in self._streams.get(move_id, ())]
        try:
            hold = await run_in_threadpool(self._holding, {stream.by for stream in streams})
        except Unavailable:
            return  # the next change, or the next beat, looks again
        finally:
            self._is_checking = False
            self._check_links_soon()
        for stream in streams:
            if stream.by not in hold:
                stream.end()

    def _holding(self, links: set[Link]) -> set[Link]:
        with self._installation.database.reading() as session:
            return holding(session, links)

    async def _check_all(self) -> None:
        """Wake the streams of all moves that have changed, when it is not known which."""
        for move_id in list(self._streams):
            self._tell(move_id, await run_in_threadpool(self._version_of, move_id))
            self._check_links_soon(move_id)

    def _version_of(self, move_id: str) -> int:
        """Read the version; 0 if nothing is known of it: a move that is gone is a change like any other."""
        try:
            current = read_version(self._installation.database, move_id)
        except Unavailable:
            return 0  # once it is back, everything is announced
        return current.version if current else 0

    def _keep_beating(self) -> None:
        if self._beat is None and self._loop is not None and not self._closing:
            self._beat = self._loop.call_later(BEAT_SECONDS, self._beat_once)

    def _beat_once(self) -> None:
        self._beat = None
        self._check_links_soon(*self._streams)
        for streams in self._streams.values():
            for stream in streams:
                stream.beat()
        if self._streams:
            self._keep_beating()


@router.get("/s/{link}/live")
@router.get("/h/{link}/live")
@router.get("/m/{m}/live")
async def live(request: Request) -> Response:
    """Stream the versions after `?version=`, or after the last one that the browser has heard."""
    seen = max(number(request.query_params.get("version", "")), number(request.headers.get("last-event-id", "")))
    streams: Any = request.app.state.live
    response: Response = await streams.open(context_of(request), seen)
    return response


def _verify(ctx: RequestContext) -> None:
    with ctx.read():
        pass
