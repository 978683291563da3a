"""Connections of the server: how many there may be, and how long each may take to say what it wants.

uvicorn waits for a request for as long as its sender likes, and accepts connections until the system has no files left:
then nobody gets in. What only a proxy can do about that is in docs/running.md.
"""

import asyncio
import logging
import sys
from asyncio.events import TimerHandle
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from heapq import nsmallest
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from service.web.base.turns import Place

if sys.platform != "win32":
    import resource

log = logging.getLogger("manyhands")
bugs = logging.getLogger("manyhands.connections")
bugs.setLevel(logging.ERROR)  # uvicorn warns of each request that is none: anybody could fill the log
RESERVED_FILES = 100
"""Open files for all but connections: databases, letters, prints, the log."""
FEW, MANY = 32, 20_000
"""Connections at least, and at most: each takes up memory."""
TOO_LARGE, TOO_SLOW = b"431 Request Header Fields Too Large", b"408 Request Timeout"
MAX_HEAD = 32_000
"""Bytes of a request before its body. Browsers send a tenth of that."""
MAX_FRAMING = 128_000
"""Bytes around the chunks of a body, and behind it: a body of 1 MB may come in pieces of 60."""
MAX_PIPELINED = 8
"""Requests that may wait on a connection for the one before. Browsers send none before they have the answer."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds. A phone with the slowest line takes 25 for the largest form."""

    head: float = 10.0
    """From the connection, or the answer before, to the end of a request's headers."""
    body: float = 60.0
    """From the end of its headers to the end of its body."""
    answer: float = 60.0
    """During which nothing of an answer is taken."""
    idle: int = 5
    """Between an answer and the next request."""


class _Part(Enum):
    """The stage of a connection."""

    HEAD = "head"
    BODY = "body"
    ANSWER = "answer"


class Config(uvicorn.Config):
    """uvicorn's settings, with ours."""

    def __init__(self, app: Any, *, deadlines: Deadlines, most: int, **others: Any) -> None:
        super().__init__(app, http=BoundedProtocol, ws="none", timeout_keep_alive=deadlines.idle, **others)
        self.deadlines = deadlines
        self.most = most
        """Connections at once."""
        self.cut_off = 0
        """Connections that were cut off for others, but have not ended yet."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection, cut off when it takes too long, or when others need its place."""

    config: Config

    def __init__(self, *settings: Any, **others: Any) -> None:
        super().__init__(*settings, **others)
        self.logger = bugs
        self._running: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._part = _Part.HEAD
        self._head_bytes = 0
        self._framing_bytes = 0
        self._timed: _Part | None = None
        self._timer: TimerHandle | None = None
        self._unread_timer: TimerHandle | None = None
        self._is_cut_off = False
        self._place = Place()
        self.since = self.loop.time()
        self._set_timer()
        if len(self.connections) - self.config.cut_off > self.config.most:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._timer, self._unread_timer):
            if timer is not None:
                timer.cancel()
        self.config.cut_off -= self._is_cut_off
        super().connection_lost(exc)
        if self._running is not None and self._running is not self.cycle:  # uvicorn tells only the last request
            self._running.disconnected = True
            self._running.message_event.set()
        self._place.leave()

    def data_received(self, data: bytes) -> None:
        if self._part is _Part.HEAD:
            self._head_bytes += len(data)
        else:
            self._framing_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if (self._part is _Part.HEAD and self._head_bytes > MAX_HEAD) or self._framing_bytes > MAX_FRAMING:
            self._refuse(TOO_LARGE)
        elif self._part is _Part.ANSWER and self._is_idle():
            self._part = _Part.HEAD  # a line break before the next request, or the end of one that is answered
        self._set_timer()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._part, self.since = _Part.HEAD, self.loop.time()
        self.scope["state"]["place"] = self._place

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._part is _Part.HEAD:  # nobody reads those behind a body
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._part, self._head_bytes, self._framing_bytes = _Part.BODY, 0, 0
        if len(self.pipeline) >= MAX_PIPELINED:
            self.transport.close()
            raise ValueError("Too many requests wait")  # the parser stops, and nothing more is answered
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD:
            self._refuse(TOO_LARGE)
            raise ValueError(TOO_LARGE)  # the parser stops, and nothing more is answered
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._framing_bytes -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._part, self._framing_bytes = _Part.ANSWER, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self.since = self.loop.time()
        super().on_response_complete()
        if self.pipeline and not self.transport.is_closing():
            self.flow.pause_reading()  # uvicorn reads on after each answer, however many requests wait

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: an upgrade that is not there is answered like any other request."""

    def send_400_response(self, msg: str) -> None:
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread_timer = self.loop.call_later(self.config.deadlines.answer, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread_timer is not None:
            self._unread_timer.cancel()

    def _is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        return cycle is None or cycle.response_complete

    def _set_timer(self) -> None:
        """Begin the deadline of the part that the connection is in, unless it runs already."""
        if self._timed is self._part:
            return
        if self._timer is not None:
            self._timer.cancel()
        deadlines = self.config.deadlines
        seconds = {_Part.HEAD: deadlines.head, _Part.BODY: deadlines.body}.get(self._part)
        self._timer = self.loop.call_later(seconds, self._refuse, TOO_SLOW) if seconds else None
        self._timed = self._part

    def _refuse(self, status: bytes) -> None:
        """Close the connection; with an answer, unless nothing was asked or one has begun."""
        asked = self._head_bytes > 0 or self._part is _Part.BODY
        if asked and not self.pipeline and (self._is_idle() or not self.cycle.response_started):
            self.transport.write(b"HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % status)
        self.transport.close()

    @property
    def address(self) -> str:
        return self._place.address or (self.client[0] if self.client else "")

    def gives_way(self) -> bool:
        """Tell whether it may be closed for another: nothing is worked on for it, or nobody takes the answer."""
        if self.transport.is_closing():
            return False
        return self._part is not _Part.ANSWER or self._is_idle() or self._place.waits or self.flow.write_paused

    def _make_room(self) -> None:
        """Close the connections that wait longest, of the address that has most of them.

        One whose request is worked on is answered first. Several give way at once, since all have to be looked at.
        """
        waiting = [each for each in self.connections if isinstance(each, BoundedProtocol) and each.gives_way()]
        of_address = Counter(each.address for each in waiting)
        count = 1 + min(self.config.most // 100, len(waiting) // 4)
        for each in nsmallest(count, waiting, key=lambda each: (-of_address[each.address], each.since)):
            each.cut_off()

    def cut_off(self) -> None:
        self._is_cut_off = True
        self.config.cut_off += 1
        self.transport.abort()


def raise_bound_of_files() -> int:
    """Let this process open as many files as the system allows, and return how many connections that makes.

    Systems begin with 256 or 1,024, for the sake of old programs.
    """
    if sys.platform == "win32":
        return MANY
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY + RESERVED_FILES if hard == resource.RLIM_INFINITY else min(hard, MANY + RESERVED_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
        except (ValueError, OSError):  # macOS has a bound of its own below the hard one
            log.warning("The number of open files stays at %s", soft)
    files = wanted if soft == resource.RLIM_INFINITY else soft
    return min(max(FEW, files - RESERVED_FILES), MANY)
