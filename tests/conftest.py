"""What tests stand on: a migrated database, and a real server on a random port whose clock they set."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn

from service.app import create_app
from service.database import Database
from service.domain.links import Links
from service.migrations import FILE, open_database
from service.settings import Settings
from service.web.house import House

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = "only-for-tests-only-for-tests-only-for-tests"
START_SECONDS = 20


@dataclass
class Clock:
    """The time that the program under test believes in."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Server:
    """A running program."""

    url: str
    house: House
    clock: Clock
    clients: list[httpx.Client] = field(default_factory=list)
    """Opened by tests, closed when each is over."""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty migrated database, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    open_database(folder).close()
    return folder


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(migrated / FILE, tmp_path / FILE)
    opened = Database(tmp_path / FILE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; each makes moves of its own."""
    folder = tmp_path_factory.mktemp("running")
    with serving(folder) as server:
        yield server


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A server of its own over a data folder, in this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    clock = Clock()
    house = House(
        Settings(data=folder, port=port, secret=SECRET, **settings), open_database(folder), Links([SECRET]), clock
    )
    config = uvicorn.Config(create_app(house), access_log=False, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    url = f"http://127.0.0.1:{port}"
    # The socket listens already: this first request waits in its queue until the program answers.
    httpx.get(f"{url}/health", timeout=START_SECONDS).raise_for_status()
    try:
        yield Server(url, house, clock)
    finally:
        server.should_exit = True
        thread.join()
        house.database.close()


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """The shared server, with its clock put back afterwards."""
    yield running
    running.clock.now = NOON
    while running.clients:
        running.clients.pop().close()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """Somebody without cookies, who follows no redirect."""
    with httpx.Client(base_url=server.url, timeout=10) as opened:
        yield opened
