"""Turns: what one address asks for is worked on a few requests at a time, so that it holds up itself and nobody else.

Pages of all visitors are made by one interpreter. A request waits here without a thread, and only for others of its own
address; an address that has taken much time lately also pauses. What is sent is read whole before, so that a slow
sender takes nobody's turn. Only so many of one address wait, and each leaves its connection to others that need it.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.core.refusals import TooMany
from service.web.base.access import address_of

AT_ONCE = 2
"""Requests of one address that are worked on. A party behind one address takes milliseconds for each."""
MAX_WAITING = 200
"""Requests of one address that are read or wait for their turn; beyond them the answer is that they are too many."""
SPARE_SECONDS = 3.0
"""Time that an address may take without any pause."""
REGAINED = 0.1
"""Share of each second by which the time that was taken is forgotten."""
PAUSE, LONGEST_PAUSE = 4.0, 5.0
"""Length of a pause, as a multiple of the time that was taken before it, and in seconds at most: the time may also have
gone by for want of a database."""


@dataclass
class Place:
    """A connection's place, as `place` in the state of its requests: the server sees from it whether one waits."""

    address: str = ""
    """Whose request waits: a proxy's connections serve many."""
    turn: asyncio.Future[None] | None = None

    @property
    def waits(self) -> bool:
        return self.turn is not None

    def leave(self) -> None:
        """End the waiting: the connection is gone, and its request is not worked on any more."""
        if self.turn is not None and not self.turn.done():
            self.turn.set_exception(ClientDisconnect())

    @contextmanager
    def waiting(self, turn: asyncio.Future[None], address: str) -> Iterator[None]:
        self.turn, self.address = turn, address
        try:
            yield
        finally:
            self.turn, self.address = None, ""


@dataclass
class Line:
    """One address: its requests that are worked on or pause, those that wait, and the time that it has taken."""

    busy: int = 0
    here: int = 0
    """Requests that are read or wait."""
    waiting: dict[asyncio.Future[None], None] = field(default_factory=dict)
    taken: float = 0.0
    at: float = 0.0

    def take(self, seconds: float, now: float) -> float:
        """Note the time that was taken, and return how long to pause."""
        self.taken = max(0.0, self.taken - (now - self.at) * REGAINED) + seconds
        self.at = now
        return min(PAUSE * seconds, LONGEST_PAUSE) if self.taken > SPARE_SECONDS else 0.0

    def is_over(self, now: float) -> bool:
        """Tell whether nothing has to be known of it any more."""
        return not (self.busy or self.here) and self.taken <= (now - self.at) * REGAINED


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
        address = address_of(Request(scope))
        line = self._line_of(address)
        if line.here >= MAX_WAITING:
            raise TooMany(int(LONGEST_PAUSE))
        line.here += 1
        try:
            if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                receive = await _whole(receive)
            await _turn(line, scope.get("state", {}).get("place") or Place(), address)
        finally:
            line.here -= 1
        leave = _leaving(line)

        async def send_and_leave(message: Message) -> None:
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        try:
            await self.app(scope, receive, send_and_leave)
        finally:
            leave()

    def _line_of(self, address: str) -> Line:
        line = self._lines.get(address)
        if line is None:
            self._sweep(asyncio.get_running_loop().time())
            line = self._lines[address] = Line()
        return line

    def _sweep(self, now: float) -> None:
        if len(self._lines) >= self._sweep_at:
            self._lines = {each: line for each, line in self._lines.items() if not line.is_over(now)}
            self._sweep_at = max(1_000, 2 * len(self._lines))


async def _turn(line: Line, place: Place, address: str) -> None:
    """Wait for a turn. Raises ClientDisconnect if nobody waits for the answer any more."""
    if line.busy < AT_ONCE:
        line.busy += 1
        return
    turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    line.waiting[turn] = None
    try:
        with place.waiting(turn, address):
            await turn
    except asyncio.CancelledError:
        if turn.done() and not turn.cancelled():
            _next(line)  # it had just been its turn
        raise
    finally:
        line.waiting.pop(turn, None)


def _leaving(line: Line) -> Callable[[], None]:
    """Begin a turn; returns what ends it, the first time that it is called."""
    loop = asyncio.get_running_loop()
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


def _next(line: Line) -> None:
    """Hand the turn on, or give it back."""
    while line.waiting:
        turn = next(iter(line.waiting))
        del line.waiting[turn]
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
