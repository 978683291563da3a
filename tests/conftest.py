"""The base of all tests: a migrated database, and a real server on a random port whose clock they set.

Every test that touches data runs on SQLite and on PostgreSQL, unless it is marked `one_database`.
"""

import fcntl
import gc
import importlib
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import trustme
from fastapi import FastAPI
from httpx._config import DEFAULT_LIMITS
from httpx._transports import default as transports
from sqlalchemy import make_url

from service.apart.side_process import SideProcess
from service.app import create_app
from service.commands.connections import MANY, Deadlines
from service.commands.serve import DEADLINES, server_of
from service.domain.core.links import Links
from service.domain.models import Base
from service.installation import Installation
from service.settings import Settings
from service.storage.database import BUSY_SECONDS, Database
from service.storage.migrations import FILE, database_of, open_database
from service.web.base.limits import Quotas
from tests.apart.at_hand import AtHand
from tests.compiled import share_compiled
from tests.postgres import Copies, Postgres
from tests.postgres import postgres as postgres_server
from tests.sizes import ENGINES, WHOLE, divide, is_held

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = "only-for-tests-only-for-tests-only-for-tests"
collect_ignore = [] if os.environ.get("MANYHANDS_ENGINES") == "1" else ["engines"]
START_SECONDS = 20
MEMORY = 4 * 1024**3
"""Bytes that all files of a run may take, and more."""
SHARED_FOLDER = "MANYHANDS_TEST_FOLDER"
"""The environment variable by which all workers of a run find what they share: PostgreSQL, and databases to copy."""

# The same examples each time, new ones in `make hold`; and no example fails for being slow.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=not WHOLE)
hypothesis.settings.load_profile("tests")
share_compiled()
# Every httpx client, and httpx.get makes one, has a context for TLS made: one for each question is enough.
vars(transports).update(create_ssl_context=cache(httpx.create_ssl_context))
# The server closes what was idle for five seconds, and httpx may send by it just then: it gives it up before.
DEFAULT_LIMITS.keepalive_expiry = 2


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
    installation: Installation
    clock: Clock
    app: FastAPI
    stop: Callable[[], None] = lambda: None
    """Asks the program to end, and returns at once."""
    clients: list[httpx.Client] = field(default_factory=list)
    """Opened by tests, closed when each is over."""

    def close_clients(self) -> None:
        while self.clients:
            self.clients.pop().close()


def pytest_configure(config: pytest.Config) -> None:
    """Keep a folder for what all workers share: in the process that starts them, so that it outlives each of them.

    Every httpx client, and httpx.get makes one, reads all authorities that this machine trusts, for 25 ms. Tests
    talk to this machine alone: theirs is a file with one.
    """
    if not hasattr(config, "workerinput"):
        memory = folder_in_memory()
        folder = tempfile.TemporaryDirectory(prefix="manyhands-", dir=memory, ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        os.environ[SHARED_FOLDER] = folder.name
        if memory:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder.name)
        authority = Path(folder.name) / "authority.pem"
        trustme.CA().cert_pem.write_to_path(str(authority))
        os.environ["SSL_CERT_FILE"] = str(authority)


def folder_in_memory() -> str | None:
    """Find where files need no disk, if there is room: each commit waits for a disk, and tests commit all the time.

    Containers often have too small a one; and some tests start programs from their folders.
    """
    shared = "/dev/shm"  # noqa: S108  # below it is a folder with a name that nobody can guess
    try:
        room = os.statvfs(shared)
    except (OSError, AttributeError):
        return None
    programs = not room.f_flag & getattr(os, "ST_NOEXEC", 0)
    return shared if programs and room.f_bavail * room.f_frsize >= MEMORY else None


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Generator[None, object, object]:
    if "engine" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("one_database")
        engines = ENGINES if only is None else [*only.args] or ["sqlite"]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")
    made = yield
    divide(metafunc)
    return made


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [item for item in items if is_held(item.iter_markers())]
    config.hook.pytest_deselected(items=left)
    items[:] = filter({*items}.difference(left).__contains__, items)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Collect without looking for garbage: thousands of tests are none, and looking takes as long again.

    Later it is looked for less often than usual, which saves a tenth of all time.
    """
    gc.disable()
    try:
        compile_share(session.config)
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(200_000)
        gc.enable()


def compile_share(config: pytest.Config) -> None:
    """Import a part of the tests ahead: in a fresh clone each worker compiles its part, and reads the others'."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return
    own, all_of_them = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    here = Path(__file__).parent
    paths = [path.relative_to(here) for path in sorted(here.rglob("test_*.py"))]
    for path in [path for path in paths if path.parts[0] not in collect_ignore][own::all_of_them]:
        # What cannot be imported is told when it is collected.
        with suppress(Exception):
            importlib.import_module(".".join((here.name, *path.with_suffix("").parts)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Started by the first worker that needs it."""
    with postgres_server(Path(os.environ[SHARED_FOLDER])) as opened:
        yield opened


@cache
def migrated() -> bytes:
    """Make an empty migrated SQLite database, once for all workers."""
    with alone() as shared:
        folder = shared / "migrated"
        if not folder.exists():
            folder.mkdir()
            open_database(Settings(data=folder), Base.metadata).close()
        return (folder / FILE).read_bytes()


@contextmanager
def alone() -> Iterator[Path]:
    """Keep all other workers out, and yield the folder that they share; outside a test run there are none."""
    if SHARED_FOLDER not in os.environ:
        with tempfile.TemporaryDirectory() as own:
            yield Path(own)
        return
    shared = Path(os.environ[SHARED_FOLDER])
    with (shared / "alone").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared


def begin_migrated(data: Path) -> Path:
    """Put a migrated SQLite database into a data folder that has none, and return the folder."""
    data.mkdir(exist_ok=True)
    if not (data / FILE).exists():
        (data / FILE).touch(mode=0o600)
        (data / FILE).write_bytes(migrated())
    return data


@dataclass(frozen=True)
class Engine:
    """One kind of database: what settings have to say for an empty or a migrated one."""

    copies: Copies | None

    @contextmanager
    def settings(self, folder: Path, *, empty: bool = False) -> Iterator[dict[str, Any]]:
        """Settings for a database of its own over a data folder, gone afterwards."""
        if self.copies is None:
            yield {"data": folder if empty else begin_migrated(folder)}
            return
        with self.copies.server.database() if empty else self.copies.one() as url:
            yield {"data": folder, "database_url": url}


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite or PostgreSQL, with an empty migrated database to be copied."""
    if request.param == "sqlite":
        yield Engine(None)
        return
    server: Postgres = request.getfixturevalue("postgres")
    with ExitStack() as stack:
        with alone() as shared:
            first = shared / "first"
            like = make_url(first.read_text()) if first.exists() else None
            url = stack.enter_context(server.database(like=like))
            if like is None:
                chosen = Settings(data=tmp_path_factory.mktemp("migrated"), database_url=url)
                open_database(chosen, Base.metadata).close()
                first.write_text(url)
                stack.callback(first.unlink)  # nobody copies one that is about to go
            copies = stack.enter_context(closing(Copies(server, make_url(url))))
        yield Engine(copies)


@pytest.fixture
def database(engine: Engine, tmp_path: Path) -> Iterator[Database]:
    if engine.copies is not None:
        with engine.copies.opened() as kept:
            yield kept
        return
    with engine.settings(tmp_path) as settings:
        opened = database_of(Settings(**settings))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def running(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of an engine; each makes moves of its own."""
    with engine.settings(tmp_path_factory.mktemp("running")) as settings, serving(**settings) as server:
        yield server


@contextmanager
def serving(
    data: Path,
    quotas: Quotas | None = None,
    busy_seconds: float = BUSY_SECONDS,
    port: int = 0,
    deadlines: Deadlines = DEADLINES,
    connections: int = MANY,
    side: SideProcess | None = None,
    **settings: Any,
) -> Iterator[Server]:
    """A server of its own over a data folder, in this process."""
    if "database_url" not in settings:
        begin_migrated(data)
    listener = socket.create_server(("127.0.0.1", port))
    port = listener.getsockname()[1]
    clock = Clock()
    given: dict[str, Any] = {"secret": SECRET, "limits": "off", **settings}
    chosen = Settings(data=data, port=port, **given)
    database = open_database(chosen, Base.metadata, busy_seconds=busy_seconds)
    installation = Installation(chosen, database, Links([SECRET]), clock, side=side or AtHand())
    app = create_app(installation, quotas, connections=connections)
    server = server_of(installation, app, deadlines=deadlines, most=connections)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    url = f"http://127.0.0.1:{port}"
    # The socket listens already: this first request waits in its queue until the program answers.
    httpx.get(f"{url}/health", timeout=START_SECONDS).raise_for_status()
    running = Server(url, installation, clock, app, partial(setattr, server, "should_exit", True))
    try:
        yield running
    finally:
        running.close_clients()
        running.stop()
        thread.join()
        installation.database.close()


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """The shared server, with its clock put back afterwards."""
    yield running
    running.clock.now = NOON
    running.close_clients()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """Somebody without cookies, who follows no redirect."""
    with httpx.Client(base_url=server.url, timeout=30) as opened:
        yield opened
