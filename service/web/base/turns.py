"""Turns: what one address asks for is worked on a few requests at a time, so that it holds up itself and nobody else.

Pages of all visitors are made by one interpreter. A request waits here without a thread, and only for others of its own
address; an address that has taken much time lately also pauses. What is sent is read whole before, so that a slow
sender takes nobody's turn.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.base.access import address_of

AT_ONCE = 2
"""Requests of one address that are worked on. A party behind one address takes milliseconds for each."""
SPARE_SECONDS = 3.0
"""Time that an address may take without any pause."""
REGAINED = 0.1
"""Share of each second by which the time that was taken is forgotten."""
PAUSE, LONGEST_PAUSE = 4.0, 5.0
"""Length of a pause, as a multiple of the time that was taken before it, and in seconds at most: the time may also have
gone by for want of a database."""


@dataclass
class Line:
    """One address: its requests that are worked on or pause, those that wait, and the time that it has taken."""

    busy: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    taken: float = 0.0
    at: float = 0.0

    def take(self, seconds: float, now: float) -> float:
        """Note the time that was taken, and return how long to pause."""
        self.taken = max(0.0, self.taken - (now - self.at) * REGAINED) + seconds
        self.at = now
        return min(PAUSE * seconds, LONGEST_PAUSE) if self.taken > SPARE_SECONDS else 0.0

    def is_over(self, now: float) -> bool:
        """Tell whether nothing has to be known of it any more."""
        return not self.busy and self.taken <= (now - self.at) * REGAINED


class Turns:
    """ASGI middleware that lets requests of one address wait for each other until their answer begins."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._lines: dict[str, Line] = {}
        self._sweep_at = 1_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            receive = await _whole(receive)
        leave = await self._enter(address_of(Request(scope)))

        async def send_and_leave(message: Message) -> None:
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        try:
            await self.app(scope, receive, send_and_leave)
        finally:
            leave()

    async def _enter(self, address: str) -> Callable[[], None]:
        """Wait for a turn; returns what ends it, the first time that it is called."""
        loop = asyncio.get_running_loop()
        line = self._lines.get(address)
        if line is None:
            self._sweep(loop.time())
            line = self._lines[address] = Line()
        if line.busy < AT_ONCE:
            line.busy += 1
        else:
            turn: asyncio.Future[None] = loop.create_future()
            line.waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    _next(line)  # it had just been its turn
                raise
        begun, left = loop.time(), False

        def leave() -> None:
            nonlocal left
            if left:
                return
            left = True
            now = loop.time()
            if pause := line.take(now - begun, now):
                loop.call_later(pause, _next, line)
            else:
                _next(line)

        return leave

    def _sweep(self, now: float) -> None:
        if len(self._lines) >= self._sweep_at:
            self._lines = {each: line for each, line in self._lines.items() if not line.is_over(now)}
            self._sweep_at = max(1_000, 2 * len(self._lines))


def _next(line: Line) -> None:
    """Hand the turn on, or give it back."""
    while line.waiting:
        turn = line.waiting.popleft()
        if not turn.done():
            turn.set_result(None)
            return
    line.busy -= 1


async def _whole(receive: Receive) -> Receive:
    """Read all that is sent, and give it back as one message."""
    pieces = []
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return _again(message, receive)
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return _again({"type": "http.request", "body": b"".join(pieces), "more_body": False}, receive)


def _again(first: Message, receive: Receive) -> Receive:
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return first

    return receive_again
