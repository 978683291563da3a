"""Turns: what one address asks for is worked on one request after the other: it holds up itself and nobody else.

Pages of all visitors are made by one interpreter. A request waits here without a thread, and only for others of its own
address; an address that has taken much time lately also pauses. What is sent is read whole before, so that a slow
sender takes nobody's turn. Only so many of one address wait, and each leaves its connection to others that need it.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope

from service.domain.core.refusals import TooMany
from service.web.base.access import address_of

LONG_SECONDS = 1.0
"""Time after which a request stands aside, as for a print: the next one begins beside it. Only one may.

All others take milliseconds, also for a party behind one address; and two that compute beside each other would leave a
third of the interpreter to everybody else.
"""
MAX_WAITING = 200
"""Requests of one address that are read or wait for their turn; beyond them the answer is that they are too many."""
SPARE_SECONDS = 0.25
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
    """The sender of the request that waits: a proxy's connections serve many."""
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
    """One address: what is worked on of it, what waits, and the time that it has taken."""

    busy: bool = False
    """A request is worked on, or the address pauses."""
    aside: bool = False
    """A request stands aside."""
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
        return not (self.busy or self.aside or self.here) and self.taken <= (now - self.at) * REGAINED


class Turn:
    """A request's turn, which ends when its answer begins."""

    def __init__(self, line: Line | None) -> None:
        self._line = line
        self._aside = False
        loop = asyncio.get_running_loop()
        self._begun = loop.time()
        self._timer = loop.call_later(LONG_SECONDS, self._step_aside) if line is not None else None

    def leave(self) -> None:
        """End the turn, the first time that this is called."""
        line, self._line = self._line, None
        if line is None:
            return
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        now = loop.time()
        if pause := line.take(now - self._begun, now):
            loop.call_later(pause, self._free, line)
        else:
            self._free(line)

    def _step_aside(self) -> None:
        if self._line is not None and not self._line.aside:
            self._aside = self._line.aside = True
            _next(self._line)

    def _free(self, line: Line) -> None:
        if self._aside:
            line.aside = False
        else:
            _next(line)


class Turns:
    """The lines of all addresses. `on`: or nobody waits for anybody."""

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self._lines: dict[str, Line] = {}
        self._sweep_at = 1_000

    async def take(self, scope: Scope, receive: Receive) -> tuple[Turn, Receive]:
        """Read all that is sent, and wait for a turn. Raises TooMany, and ClientDisconnect if nobody waits any more."""
        if not self._on:
            return Turn(None), receive
        line, address = self._line_of(scope)
        if line.here >= MAX_WAITING:
            raise TooMany(int(LONGEST_PAUSE))
        line.here += 1
        try:
            if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                receive = await _whole(receive)
            return await _turn(line, _place(scope), address), receive
        finally:
            line.here -= 1

    async def take_to_refuse(self, scope: Scope) -> Turn:
        """Wait for a turn to answer without reading what was sent: where too many wait, without one."""
        line, address = self._line_of(scope)
        if not self._on or line.here >= MAX_WAITING:
            return Turn(None)
        line.here += 1
        try:
            return await _turn(line, _place(scope), address)
        finally:
            line.here -= 1

    def _line_of(self, scope: Scope) -> tuple[Line, str]:
        address = address_of(Request(scope))
        line = self._lines.get(address)
        if line is None:
            self._sweep(asyncio.get_running_loop().time())
            line = self._lines[address] = Line()
        return line, address

    def _sweep(self, now: float) -> None:
        if len(self._lines) >= self._sweep_at:
            self._lines = {each: line for each, line in self._lines.items() if not line.is_over(now)}
            self._sweep_at = max(1_000, 2 * len(self._lines))


def _place(scope: Scope) -> Place:
    return scope.get("state", {}).get("place") or Place()


async def _turn(line: Line, place: Place, address: str) -> Turn:
    """Wait for a turn. Raises ClientDisconnect if nobody waits for the answer any more."""
    if not line.busy:
        line.busy = True
        return Turn(line)
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
    return Turn(line)


def _next(line: Line) -> None:
    """Hand the turn on, or give it back."""
    while line.waiting:
        turn = next(iter(line.waiting))
        del line.waiting[turn]
        if not turn.done():
            turn.set_result(None)
            return
    line.busy = False


async def _whole(receive: Receive) -> Receive:
    """Read all that is sent, and give it back as one message."""
    pieces = []
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return handed_back(message, receive)
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    return handed_back({"type": "http.request", "body": b"".join(pieces), "more_body": False}, receive)


def handed_back(first: Message, receive: Receive) -> Receive:
    """Receive a message once more that was taken already, and then what comes."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return first

    return receive_again
