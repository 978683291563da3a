"""What is measured, each against a limit of the same run; every figure with its target where there is one."""

import gzip
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil
from sqlalchemy import event, insert

from service.database import Database
from service.domain.board import look, read_board
from service.domain.links import Links
from service.domain.models import Move, MoveState, table
from service.domain.views import Eyes
from service.language import language
from service.migrations import FILE, open_database
from service.settings import Settings
from service.templates import render
from service.web.organizer import shown_of
from service.web.pages import UNTOUCHED
from service.web.sentences import Sentences
from tests.bench import load
from tests.bench.load import Plan, Result
from tests.conftest import NOON, SECRET
from tests.hold.processes import command, listening
from tests.make import Olive
from tests.postgres import throwaway_server

ROUNDS = 5
SECONDS = 2.0
GROWN = (10, 1_000, 100_000)
TASKS = 40
GZIP = {"Accept-Encoding": "gzip", "Cookie": "device=one-phone"}
JSON = {"Content-Type": "application/json"}


@dataclass
class Figure:
    """`value` in `unit`; `wanted` is "at least" or "at most" a `target`, or nothing: then it is only told."""

    what: str
    value: float
    unit: str
    wanted: str = ""
    target: float = 0

    @property
    def met(self) -> bool | None:
        if not self.wanted:
            return None
        return self.value >= self.target if self.wanted == "at least" else self.value <= self.target


@dataclass
class Place:
    """A served move with forty tasks."""

    olive: Olive
    database: Database
    tasks: list[int]
    port: int
    path: str
    process: subprocess.Popen[str]

    def claims(self, seconds: float, *, every: float = 0, first: int = 0) -> Plan:
        bodies = [json.dumps({"task": task, "name": "Friend {i}"}) for task in self.tasks]
        path = self.path.replace("/s/", "/api/v1/signup/") + "/claims"
        return Plan(self.port, path, seconds, "POST", JSON, bodies, every, 1 if every else load.CONNECTIONS, first)


@contextmanager
def served(url: str = "", moves: int = 0) -> Iterator[Place]:
    with TemporaryDirectory(prefix="manyhands-bench-") as folder, ExitStack() as stack:
        settings: dict[str, Any] = {"data": Path(folder)} | ({"database_url": url} if url else {})
        database = open_database(Settings(**settings))
        stack.callback(database.close)
        _fill(database, moves)
        olive = Olive(database)
        tasks = [olive.task("care", f"Task {number}", needed=1000) for number in range(TASKS)]
        address, process = stack.enter_context(command(settings))
        path = f"/s/{Links([SECRET]).make(olive.signup)}"
        yield Place(olive, database, tasks, int(address.rsplit(":", 1)[1]), path, process)


@contextmanager
def limits(url: str = "") -> Iterator[tuple[int, list[int]]]:
    """A server of the limits over a database like ours: its port, and the numbers of its tasks."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        settings: dict[str, Any] = {"data": Path(folder)} | ({"database_url": url} if url else {})
        database = open_database(Settings(**settings))
        olive = Olive(database)
        tasks = [olive.task("care", f"Task {number}", needed=1000) for number in range(TASKS)]
        database.close()
        with listening() as free:
            port = free.getsockname()[1]
        given = [str(port), f"{folder}/{FILE}", url, olive.link.move_id]
        process = subprocess.Popen([sys.executable, "-m", "tests.bench.limits", *given])
        try:
            _until_it_answers(port)
            yield port, tasks
        finally:
            process.kill()
            process.wait()


def _until_it_answers(port: int) -> None:
    for _ in range(400):
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/openapi.json")
            return
        time.sleep(0.025)
    raise RuntimeError("nothing answers")


def _fill(database: Database, moves: int) -> None:
    """Other people's moves, small ones."""
    rows = [
        {"id": f"m{number:09}", "version": 1, "last_n": 0, "signup_epoch": 1, "state": MoveState.OPEN}
        | {"title": f"Move {number}", "zone": "Europe/Vienna", "day": None, "why": "", "same_building": False}
        | {f"{side}_{name}": value for side in ("from", "to") for name, value in EMPTY.items()}
        | {"planned_at": NOON}
        for number in range(moves)
    ]
    with database.engine.begin() as connection:
        for at in range(0, len(rows), 5_000):
            connection.execute(insert(table(Move)), rows[at : at + 5_000])


EMPTY = {"area": "", "address": "", "floor": None, "lift": False}


Pair = tuple[list[Result], list[Result]]


def paired(
    rounds: int, subject: Callable[[], Result], limit: Callable[[], Result]
) -> tuple[list[Result], list[Result]]:
    """Ours and the limit, in turn."""
    pairs = [(subject(), limit()) for _ in range(rounds)]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]


def middle(results: list[Result], name: str = "per_second") -> float:
    return statistics.median(getattr(result, name) for result in results)


def only(results: list[Result], *statuses: str) -> None:
    seen = {status for result in results for status in result.statuses}
    if not seen <= set(statuses):
        raise RuntimeError(f"answered {seen}")


def page(rounds: int, seconds: float) -> Iterator[Figure]:
    """The sign-up page with 40 tasks, while one claim a second arrives; uncached; its bytes; memory."""
    with served() as place, limits() as (port, _):
        url = f"http://127.0.0.1:{place.port}{place.path}"
        cached = httpx.get(url, headers={"Accept-Encoding": "gzip"})
        body = gzip.compress(cached.content, mtime=0)
        httpx.post(f"http://127.0.0.1:{port}/constant", content=body)
        arriving = load.start(place.claims((2 * seconds + 1) * rounds + 2, every=1))
        ours, theirs = paired(
            rounds,
            lambda: load.run(Plan(place.port, place.path, seconds, headers=GZIP)),
            lambda: load.run(Plan(port, "/constant", seconds, headers=GZIP)),
        )
        arriving.kill()
        arriving.wait()
        assert arriving.stdout is not None
        arriving.stdout.close()
        only(ours + theirs, "200")
        yield Figure("sign-up page, a claim a second: pages", middle(ours), "/s")
        yield Figure("  of a constant route with the same bytes", middle(ours) / middle(theirs), "x", "at least", 0.5)
        fresh = [load.run(Plan(place.port, place.path + "?fresh", seconds, headers=GZIP)) for _ in range(rounds)]
        yield Figure("  uncached: pages", middle(fresh), "/s")
        css, script = (httpx.URL(url).join(found) for found in _assets(cached.text))
        yield Figure("  page and CSS, compressed", _bytes(url) + _bytes(css), "bytes", "at most", 14_000)
        yield Figure("  its JavaScript, compressed", _bytes(script), "bytes", "at most", 20_000)
        yield Figure("  memory after all that", _memory(place.process), "MB")


def _bytes(address: httpx.URL | str) -> int:
    """Of the compressed body, as it goes over the line."""
    return int(httpx.get(address, headers={"Accept-Encoding": "gzip"}).headers["content-length"])


def _assets(text: str) -> list[str]:
    """The addresses of its styles and of its script."""
    return re.findall(r"/built/main-\w+\.css", text) + re.findall(r"/built/main-\w+\.js", text)


def start(rounds: int, _seconds: float) -> Iterator[Figure]:
    """From the command to the first page, with a migrated database."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        open_database(Settings(data=Path(folder))).close()
        took, held = [], []
        for _ in range(rounds):
            begun = time.perf_counter()
            with command({"data": folder}) as (address, process):
                httpx.get(address).raise_for_status()
                took.append(time.perf_counter() - begun)
                held.append(_memory(process))
        yield Figure("start to the first page", statistics.median(took), "s", "at most", 1)
        yield Figure("  memory then", statistics.median(held), "MB", "at most", 120)


def _memory(process: subprocess.Popen[str]) -> float:
    return float(psutil.Process(process.pid).memory_info().rss) / 1_000_000


def claims(rounds: int, seconds: float, url: str = "") -> Iterator[Figure]:
    """Claims over 40 tasks, each by somebody new."""
    kind = "postgresql" if url else "sqlite"
    with served(url) as place, limits(url) as (port, tasks):
        counter = iter(range(0, 10**9, 10**6))

        def ours() -> Result:
            return load.run(place.claims(seconds, first=next(counter)))

        def theirs(path: str) -> Callable[[], Result]:
            bodies = [json.dumps({"task": task, "name": "Friend {i}"}) for task in tasks]
            return lambda: load.run(Plan(port, path, seconds, "POST", JSON, bodies))

        mine, raw = paired(rounds, ours, theirs(f"/{kind}/claims"))
        only(mine + raw, "201")
        yield Figure(f"claims over {TASKS} tasks, {kind}", middle(mine), "/s")
        yield Figure("  of a raw route that writes as many rows", middle(mine) / middle(raw), "x", "at least", 0.5)
        yield Figure("  p99", middle(mine, "p99_ms"), "ms", "at most", 100)
        if not url:
            bare = [theirs("/sqlite/insert")() for _ in range(rounds)]
            yield Figure("  of one conditional INSERT", middle(mine) / middle(bare), "x")


def claims_postgresql(rounds: int, seconds: float) -> Iterator[Figure]:
    with throwaway_server() as server:
        yield from claims(rounds, seconds, server.get_uri())


def board(rounds: int, seconds: float) -> Iterator[Figure]:
    """The organizer's board: 200 tasks, 300 claims, 60 helpers, never cached."""
    with served() as place:
        olive = place.olive
        tasks = place.tasks + [olive.task("box_load", f"Boxes {n}", needed=10) for n in range(200 - TASKS)]
        helpers = [olive.helper(f"Friend {number}") for number in range(60)]
        for number in range(300):
            olive.claim(tasks[(number * 7) % 200], helpers[(number + number // 60 * 11) % 60])
        token = Links([SECRET]).make(olive.link)
        cookie = {"Cookie": f"organizer-{olive.link.move_id}={token}", "Accept-Encoding": "gzip"}
        with look(place.database, olive.link) as session:
            queries = _queries(place.database, lambda: read_board(session, olive.link.move_id, Eyes.ORGANIZER))
            data = read_board(session, olive.link.move_id, Eyes.ORGANIZER)
        renders = [_milliseconds(lambda: _rendered(data)) for _ in range(max(rounds * 4, 5))]
        looked = Plan(place.port, f"/m/{olive.link.move_id}", seconds, headers=cookie, connections=1)
        pages = [load.run(looked) for _ in range(rounds)]
        only(pages, "200")
        rendering, whole = statistics.median(renders), middle(pages, "p50_ms")
        yield Figure("board, 200 tasks and 300 claims: queries", queries + 1, "", "at most", 8)
        yield Figure("  its rendering alone", rendering, "ms", "at most", 10)
        yield Figure("  the whole page, one at a time", whole, "ms")
        yield Figure("  rendering as a share of that", rendering / whole, "x", "at least", 0.4)


def _rendered(data: Any) -> str:
    lang = language("en-GB")
    return render("board.html", lang, say=Sentences(lang), form=UNTOUCHED, said="", **shown_of(data, lang))


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _queries(database: Database, work: Callable[[], object]) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    work()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(sent)


def growth(rounds: int, seconds: float) -> Iterator[Figure]:
    """The same claim and the same page among ever more moves of others."""
    with ExitStack() as stack:
        places = [stack.enter_context(served(moves=moves)) for moves in GROWN]
        counter = iter(range(0, 10**9, 10**6))
        made: dict[str, list[list[Result]]] = {"claim": [[] for _ in GROWN], "page": [[] for _ in GROWN]}
        for what in ("page", "claim"):  # the pages first, before there are claims on them
            for _ in range(rounds):
                for number, place in enumerate(places):
                    looked = Plan(place.port, place.path + "?fresh", seconds, headers=GZIP)
                    plan = looked if what == "page" else place.claims(seconds, first=next(counter))
                    made[what][number].append(load.run(plan))
        for what, results in made.items():
            few, *_, many = (middle(each) for each in results)
            yield Figure(f"{what} among {GROWN[0]} moves", few, "/s")
            yield Figure(f"  among {GROWN[-1]:,}: times the cost", few / many, "x", "at most", 1.2)


SUBJECTS: dict[str, Callable[[int, float], Iterator[Figure]]] = {
    "start": start,
    "page": page,
    "claims": claims,
    "postgresql": claims_postgresql,
    "board": board,
    "growth": growth,
}
