"""Requests sent one behind the other without waiting, and what stands around a body: no connection keeps much of it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
import uvicorn

from service.commands.connections import MAX_FRAMING, MAX_PIPELINED, Config, Deadlines

pytestmark = pytest.mark.one_database
NEVER = Deadlines(600, 600, 600)
GET = b"GET /now HTTP/1.1\r\nHost: a\r\n\r\n"
CHUNKED = b"POST /read HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


class App:
    """Answers at once, when it has read everything, or not before `answer_one` is called, as the path says."""

    def __init__(self) -> None:
        self.asked = 0
        self.read = 0
        self.begun, self.gone = Event(), Event()
        self.go_on = asyncio.Semaphore(0)
        self.loop: asyncio.AbstractEventLoop | None = None

    def answer_one(self) -> None:
        assert self.loop is not None
        self.loop.call_soon_threadsafe(self.go_on.release)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        self.loop = asyncio.get_running_loop()
        if scope["path"] == "/read":
            more = True
            while more:
                message = await receive()
                self.read += len(message.get("body", b""))
                more = message.get("more_body", False)
        if scope["path"] == "/wait":
            self.begun.set()
            await self.go_on.acquire()
        if scope["path"] == "/listen":
            await self.listen(receive, send)
            return
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    async def listen(self, receive: Any, send: Any) -> None:
        """Tell something now and then until nobody listens any more, as an event stream does."""
        await receive()
        gone = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": b":\n", "more_body": True})
            self.begun.set()
            await asyncio.wait({gone}, timeout=0.02)
        assert gone.result()["type"] == "http.disconnect"
        self.gone.set()


@contextmanager
def serving() -> Iterator[tuple[App, uvicorn.Server, int]]:
    app = App()
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(Config(app, deadlines=NEVER, most=100, lifespan="off", log_level="warning"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield app, server, listener.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


@contextmanager
def dialled(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        yield connection


def until_closed(connection: socket.socket) -> bytes:
    """Read all that comes until the server closes; a timeout fails the test."""
    read = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            read += piece
    return read


def test_who_asks_on_without_waiting_for_answers_is_cut_off() -> None:
    with serving() as (app, _server, port), dialled(port) as connection:
        with suppress(ConnectionError):
            connection.sendall(GET * 3_000)
        until_closed(connection)
        assert app.asked <= 1 + MAX_PIPELINED
        with dialled(port) as other:
            other.sendall(GET)
            assert other.recv(1_000).startswith(b"HTTP/1.1 200")


def test_a_few_requests_at_once_are_answered_in_their_order() -> None:
    with serving() as (app, _server, port), dialled(port) as connection:
        for _ in range(3):
            connection.sendall(CHUNKED + b"2\r\nhi\r\n0\r\n\r\n" + GET * (MAX_PIPELINED - 1))
            answers = b""
            while answers.count(b"\r\n\r\nok") < MAX_PIPELINED:
                answers += connection.recv(1_000)
        assert app.asked == 3 * MAX_PIPELINED


def test_nothing_more_is_read_while_requests_wait() -> None:
    wait = GET.replace(b"now", b"wait")
    with serving() as (app, server, port), dialled(port) as connection:
        connection.sendall(wait * 4)
        assert app.begun.wait(10)
        (held,) = server.server_state.connections
        connection.sendall(wait * 4)
        app.begun.clear()
        app.answer_one()
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200")
        assert app.begun.wait(10)
        assert len(held.pipeline) == 2  # pyrefly: ignore[missing-attribute]  # HTTP is all it speaks
        for _ in range(7):
            app.answer_one()
            assert connection.recv(1_000).startswith(b"HTTP/1.1 200")
        assert app.asked == 8


def test_a_page_that_listens_ends_with_its_connection_whatever_was_asked_behind_it() -> None:
    with serving() as (app, _server, port):
        with dialled(port) as connection:
            connection.sendall(GET.replace(b"now", b"listen"))
            assert app.begun.wait(10)
            connection.sendall(GET)
        assert app.gone.wait(10)


@pytest.mark.parametrize(
    "sent",
    [
        b"0\r\n" + b"T: bbbbbbbb\r\n" * MAX_FRAMING,
        b"0\r\nT: " + b"b" * 10 * MAX_FRAMING,
        b"1;" + b"e" * 10 * MAX_FRAMING,
        b"1;e=f\r\nx\r\n" * MAX_FRAMING,
        b"1\r\nx\r\n" * MAX_FRAMING,
    ],
    ids=["trailers", "trailer", "extension", "extensions", "chunks"],
)
def test_nothing_around_a_body_is_without_a_bound(sent: bytes) -> None:
    with serving() as (_app, _server, port), dialled(port) as connection:
        with suppress(ConnectionError):
            connection.sendall(CHUNKED + sent)
        assert until_closed(connection)[9:12] in (b"431", b"")  # lost where the rest of the request still came


def test_a_body_in_pieces_is_read_and_trailers_are_passed_over() -> None:
    with serving() as (app, _server, port), dialled(port) as connection:
        piece = b"400\r\n" + b"x" * 1024 + b"\r\n"
        connection.sendall(CHUNKED + piece * 1_000 + b"0\r\nT: x\r\n\r\n" + GET)
        answers = b""
        while answers.count(b"\r\n\r\nok") < 2:
            answers += connection.recv(1_000)
        assert app.read == 1024 * 1000


def test_no_line_of_the_log_comes_with_each_request(capsys: pytest.CaptureFixture[str]) -> None:
    bad = [b"\x00\x01\x02\r\n\r\n", GET.replace(b"1.1", b"9.9"), b"GET /\xff\xfe HTTP/1.1\r\n\r\n", b"\x16\x03\x01"]
    upgrade = b"GET /now HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    with serving() as (_app, _server, port):
        for each in [*bad, upgrade]:
            with dialled(port) as connection:
                connection.sendall(each)
                assert connection.recv(1_000).startswith(b"HTTP/1.1 200" if each == upgrade else b"HTTP/1.1 400")
    assert capsys.readouterr().err == ""
