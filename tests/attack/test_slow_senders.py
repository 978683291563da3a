"""Connections that say nothing, or say it slowly, or never read: they are cut off, and others go on meanwhile."""

import resource
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import httpx
import psutil
import pytest
import uvicorn

from service.commands.connections import MAX_HEAD, Config, Deadlines
from service.paths import BUILT
from tests.conftest import Server, serving
from tests.hold.processes import command
from tests.sizes import size
from tests.web.api.caller import API, plan

pytestmark = pytest.mark.one_database
SOON = 0.4
"""Seconds of the deadline that a test waits for; the others are far away."""
NEVER = 600.0
CONNECTIONS = 24
FILES = 256
LARGE = max((BUILT / "fonts").iterdir(), key=lambda file: file.stat().st_size)
"""More than fits into the buffers between a server and somebody who does not read."""


@pytest.fixture
def dialled() -> Iterator[Any]:
    """`dialled(url)`: one more connection, closed after the test."""
    with ExitStack() as stack:

        def dial(url: str) -> socket.socket:
            host, port = url.removeprefix("http://").split(":")
            return stack.enter_context(socket.create_connection((host, int(port)), timeout=20))

        yield dial


def client_of(server: Server) -> httpx.Client:
    """Somebody honest."""
    client = httpx.Client(base_url=server.url, timeout=20)
    server.clients.append(client)
    return client


def until_closed(connection: socket.socket) -> bytes:
    """Read all that comes until the server closes; a timeout fails the test."""
    read = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            read += piece
    return read


def request(path: str, *headers: str, method: str = "POST") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


SLOW = {
    "nothing": (b"", b""),
    "half-a-line": (b"GET / HT", b"408"),
    "half-of-the-headers": (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA: b\r\n", b"408"),
    "line-breaks": (b"\r\n\r\n", b"408"),
    "the-next-one": (request("/health", method="GET") + b"GET /he", b"200"),
}


@pytest.mark.parametrize("slow", SLOW)
def test_who_does_not_end_the_headers_is_cut_off_and_others_are_answered(
    slow: str, tmp_path: Path, dialled: Any
) -> None:
    sent, status = SLOW[slow]
    with serving(tmp_path, deadlines=Deadlines(SOON, NEVER, NEVER)) as server:
        held = [dialled(server.url) for _ in range(5)]
        for connection in held:
            connection.sendall(sent)
        assert httpx.get(f"{server.url}/").status_code == 200
        for connection in held:
            answer = until_closed(connection)
            assert answer[9:12] == status


def test_each_byte_does_not_give_more_time(tmp_path: Path, dialled: Any) -> None:
    with serving(tmp_path, deadlines=Deadlines(SOON, NEVER, NEVER)) as server:
        for piece in (b"\r\n", b"X: y\r\n"):
            connection = dialled(server.url)
            connection.sendall(b"" if piece == b"\r\n" else b"GET / HTTP/1.1\r\n")
            connection.settimeout(0.02)
            answer = b""
            for _ in range(1_000):
                try:
                    answer = connection.recv(1_000)
                    break
                except TimeoutError:
                    with suppress(ConnectionError):
                        connection.sendall(piece)
                except ConnectionResetError:
                    answer = b"HTTP/1.1 408"
                    break
            assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("path", ["/", f"{API}/moves"])
@pytest.mark.parametrize("length", ["Content-Length: 500", "Transfer-Encoding: chunked"])
def test_who_does_not_end_the_body_is_cut_off_and_it_is_no_bug(
    path: str, length: str, tmp_path: Path, dialled: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(tmp_path, deadlines=Deadlines(NEVER, SOON, NEVER)) as server:
        form = ("Content-Type: application/x-www-form-urlencoded", f"Origin: {server.url}", length)
        json = ("Content-Type: application/json", length)
        connection = dialled(server.url)
        host = server.url.removeprefix("http://")
        connection.sendall(
            request(path, *(form if path == "/" else json)).replace(b"127.0.0.1\r", f"{host}\r".encode())
        )
        connection.sendall(b"5\r\n" if "chunked" in length else b"title=")
        assert plan(client_of(server)).id
        assert until_closed(connection).startswith(b"HTTP/1.1 408")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("head", [f"A: {'x' * MAX_HEAD}", "A: xxxxxxx\r\n" * (MAX_HEAD // 8)], ids=["one", "many"])
def test_headers_have_a_size(ended: bool, head: str, tmp_path: Path, dialled: Any) -> None:
    with serving(tmp_path) as server:
        connection = dialled(server.url)
        connection.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(ConnectionError):
            connection.sendall(f"{head}\r\n\r\n".encode() if ended else head.encode() * 10)
        answer = until_closed(connection)
        assert answer[9:12] in (b"431", b"")  # the answer is lost where the rest of the request still came
        assert httpx.get(f"{server.url}/", headers={"A": "x" * (MAX_HEAD // 2)}).status_code == 200


def test_who_reads_nothing_of_an_answer_is_dropped(tmp_path: Path, dialled: Any) -> None:
    with serving(tmp_path, deadlines=Deadlines(5 * SOON, NEVER, SOON)) as server:
        connection = dialled(server.url)
        connection.sendall(request(f"/built/fonts/{LARGE.name}", method="GET"))
        begun = connection.recv(1_000)
        assert begun.startswith(b"HTTP/1.1 200")
        assert until_closed(dialled(server.url)) == b""  # meanwhile five times the deadline has passed
        assert len(begun) + len(until_closed(connection)) < LARGE.stat().st_size


def test_a_full_server_closes_who_waits_longest_and_answers_who_asks(tmp_path: Path, dialled: Any) -> None:
    with serving(tmp_path, connections=CONNECTIONS) as server:
        held = [dialled(server.url) for _ in range(3 * CONNECTIONS)]
        for connection in held[::2]:
            with suppress(ConnectionError):
                connection.sendall(request(f"{API}/moves", "Content-Type: application/json", "Content-Length: 10"))
        assert httpx.get(f"{server.url}/").status_code == 200
        assert until_closed(held[0]) == b""
        assert plan(client_of(server)).id


def test_who_reads_nothing_gives_way_to_others(tmp_path: Path) -> None:
    with serving(tmp_path, connections=CONNECTIONS) as server, ExitStack() as stack:
        host, port = server.url.removeprefix("http://").split(":")
        held = [
            stack.enter_context(socket.create_connection((host, int(port)), timeout=20)) for _ in range(CONNECTIONS)
        ]
        for connection in held:
            connection.sendall(request(f"/built/fonts/{LARGE.name}", method="GET"))
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        until, answered = monotonic() + 20, 0
        while answered < 5 and monotonic() < until:  # the first may come while all buffers are still being filled
            with suppress(httpx.TransportError):
                answered += httpx.get(f"{server.url}/").status_code == 200
        assert answered == 5


def test_many_who_come_at_once_close_hardly_more_than_they_need(dialled: Any) -> None:
    most, more = 200, 10
    blocked, go_on = Event(), Event()

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        if scope["path"] == "/block":
            blocked.set()
            go_on.wait(20)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    listener = socket.create_server(("127.0.0.1", 0), backlog=2 * most)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    never = Deadlines(NEVER, NEVER, NEVER)  # uvloop lets each connection end before it takes the next one in
    server = uvicorn.Server(Config(app, deadlines=never, most=most, lifespan="off", loop="asyncio"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        held = [dialled(url) for _ in range(most - 1)]
        asker = dialled(url)
        asker.sendall(request("/block", method="GET"))
        assert blocked.wait(20)
        held += [dialled(url) for _ in range(more)]  # all of them arrive while nothing is looked at
        go_on.set()
        until = monotonic() + 20
        while len(select.select(held, [], [], 1)[0]) < more and monotonic() < until:
            pass
        for _ in range(5):
            assert asker.recv(1_000).startswith(b"HTTP/1.1 204")
            asker.sendall(request("/", method="GET"))
        closed = len(select.select(held, [], [], 0)[0])
        assert more <= closed < more + 1 + most // 100
    finally:
        go_on.set()
        server.should_exit = True
        thread.join()


def streams(server: Server, link: str, address: str, count: int) -> Iterator[int]:
    for _ in range(count):
        client = httpx.Client(base_url=server.url, headers={"X-Forwarded-For": address})
        server.clients.append(client)
        stream = client.send(client.build_request("GET", f"/s/{link}/live"), stream=True)
        yield stream.status_code


def test_pages_that_listen_leave_connections_for_others(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"limits": "on", "trusted_proxies": "127.0.0.1"}
    with serving(tmp_path, connections=CONNECTIONS, **settings) as server:
        move = plan(client_of(server))
        heard = [
            status
            for n in range(5)
            for status in streams(server, move.signup_token, f"192.0.2.{n}", CONNECTIONS * 3 // 16 + 1)
        ]
        assert heard.count(200) == CONNECTIONS * 3 // 4
        assert httpx.get(f"{server.url}/s/{move.signup_token}").status_code == 200


@pytest.mark.held
def test_the_bound_of_files_is_raised_and_told(tmp_path: Path) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES // 2, FILES))

    with command({"data": tmp_path, "limits": "on"}, before=few) as (url, process), ExitStack() as stack:
        assert psutil.Process(process.pid).rlimit(psutil.RLIMIT_NOFILE) == (FILES, FILES)
        host, port = url.removeprefix("http://").split(":")
        for _ in range(size("IDLE", FILES + 50, 5 * FILES)):
            stack.enter_context(socket.create_connection((host, int(port))))
        with httpx.Client(base_url=url, timeout=20) as client:
            move = plan(client)
            assert client.get(f"/s/{move.signup_token}").status_code == 200
