"""Subjects to measure, each against a limit of the same run; every figure with its target where there is one."""

import gzip
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import event

from service.domain.core.links import Grants, Link, Links, new_session
from service.domain.models import Base
from service.domain.reading.board import read_board
from service.domain.reading.snapshot import reading_as
from service.domain.reading.views import Audience
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import FILE, open_database
from service.text.language import language
from service.text.templates import render
from service.web.base.form import UNTOUCHED
from service.web.base.pages import frame_of
from service.web.organizer.board_page import shown_of
from service.web.organizer.board_rows import kept_row
from tests.bench import bare, load
from tests.bench.again import again
from tests.bench.claiming import beside_raw, by_form, spent
from tests.bench.cores import Planned, together
from tests.bench.figures import Figure, fill
from tests.bench.flood import flood
from tests.bench.letters import due, due_postgresql, letters
from tests.bench.load import Plan, Result
from tests.bench.phone import phone
from tests.bench.watching import Seen, Watch
from tests.browser.chromium import chromium, launch_arguments
from tests.conftest import SECRET
from tests.hold.processes import command, listening
from tests.make import Olive
from tests.postgres import throwaway_server

PAGES = 500
MOVES = 200
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""A mobile connection far from the next mast; bytes a second."""
SETTLED_MS = 500
GROWN = (10, 1_000, 100_000)
TASKS = 40
CARDS = 60
FIRST_PAGES = 16
"""Pages after which every process has made one."""
PAGE_TO_LEAST = 4.4
"""Processor time of an uncached page, in that of a route that reads its rows and packs its bytes."""
START_TO_LEAST = 2
"""Processor time to the first page, in that of the least program on the same libraries."""
LIST = "\n".join(f"{n} boxes of books, {n} lamps, a desk, room {n}" for n in range(1, 100))
GZIP = {"Accept-Encoding": "gzip", "Cookie": "device=one-phone"}
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MAX_OF_RAW = 2
"""Processor time of a claim at most, of that of the raw route."""


@dataclass
class Place:
    """A served move with forty tasks."""

    olive: Olive
    database: Database
    tasks: list[int]
    port: int
    path: str
    process: subprocess.Popen[str]

    def forms(self, seconds: float, *, connections: int = load.CONNECTIONS, first: int = 0) -> Plan:
        """Claims as a browser sends them, each from a phone of its own."""
        origin = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": "device=phone-{i}", "Accept-Language": "en"}
        bodies = [f"task={task}&name=Friend+{{i}}" for task in self.tasks]
        path, sent = f"{self.path}/claims", FORM | origin
        return Plan(self.port, path, seconds, "POST", sent, bodies, connections=connections, first=first)

    @property
    def session(self) -> str:
        """The cookie of Olive's browser."""
        token = Links([SECRET]).make_session(new_session(self.olive.link), datetime.now(UTC).date().toordinal())
        return f"organizer-{self.olive.link.move_id}={token}"

    def claims(self, seconds: float, *, every: float = 0, first: int = 0) -> Plan:
        bodies = [json.dumps({"task": task, "name": "Friend {i}"}) for task in self.tasks]
        path = self.path.replace("/s/", "/api/v1/signup/") + "/claims"
        return Plan(self.port, path, seconds, "POST", JSON, bodies, every, 1 if every else load.CONNECTIONS, first)


@contextmanager
def served(url: str = "", moves: int = 0, workers: int = 1) -> Iterator[Place]:
    with TemporaryDirectory(prefix="manyhands-bench-") as folder, ExitStack() as stack:
        settings: dict[str, Any] = {"data": Path(folder)} | ({"database_url": url} if url else {})
        database = open_database(Settings(**settings), Base.metadata)
        stack.callback(database.close)
        fill(database, moves)
        olive = Olive(database)
        tasks = [olive.task("care", f"Task {number}", needed=1000) for number in range(TASKS)]
        address, process = stack.enter_context(command({**settings, "workers": workers}))
        path = f"/s/{Links([SECRET]).make(olive.signup)}"
        yield Place(olive, database, tasks, int(address.rsplit(":", 1)[1]), path, process)


@contextmanager
def limits(url: str = "") -> Iterator[tuple[int, list[int], int]]:
    """A server of the limits over a database like ours: its port, the numbers of its tasks, and its process."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        settings: dict[str, Any] = {"data": Path(folder)} | ({"database_url": url} if url else {})
        database = open_database(Settings(**settings), Base.metadata)
        olive = Olive(database)
        tasks = [olive.task("care", f"Task {number}", needed=1000) for number in range(TASKS)]
        database.close()
        with listening() as free:
            port = free.getsockname()[1]
        given = [str(port), f"{folder}/{FILE}", url, olive.link.move_id]
        process = subprocess.Popen([sys.executable, "-m", "tests.bench.limits", *given])
        try:
            _until_it_answers(port)
            yield port, tasks, process.pid
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


Pair = tuple[list[Result], list[Result]]


def paired(
    rounds: int, subject: Callable[[], Result], limit: Callable[[], Result]
) -> tuple[list[Result], list[Result]]:
    """Ours and the limit, in turn."""
    pairs = [(subject(), limit()) for _ in range(rounds)]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]


def middle(results: list[Result], name: str = "per_second") -> float:
    median: float = statistics.median(getattr(result, name) for result in results)
    return median


def only(results: list[Result], *statuses: str) -> None:
    seen = {status for result in results for status in result.statuses}
    if not seen <= set(statuses):
        raise RuntimeError(f"answered {seen}")


def page(rounds: int, seconds: float) -> Iterator[Figure]:
    """The sign-up page with 40 tasks, while one claim a second arrives; uncached; its bytes; memory."""
    with served() as place, limits() as (port, _, limit):
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
        yield from _uncached(place, port, limit, rounds, seconds)
        script = httpx.URL(url).join(re.findall(r"/built/main-\w+\.js", cached.text)[0])
        yield Figure("  page and CSS, compressed", _bytes(url), "bytes", "at most", 12_000)
        scripts = _bytes(script) + _bytes(httpx.URL(url).join("/sw.js"))
        yield Figure("  its JavaScript, compressed", scripts, "bytes", "at most", 20_000)
        yield Figure("  memory after all that", _memory(place.process), "MB")
        yield from _ask_page(place, _bytes(url), rounds, seconds)


def _ask_page(place: Place, signup: int, rounds: int, seconds: float) -> Iterator[Figure]:
    """The page of an ask for one of the tasks, against the sign-up page: its bytes, and what it takes to make it."""
    ask = Link(place.olive.link.move_id, Grants.ASK, place.olive.ask(place.tasks[0]), 1)
    path = f"/a/{Links([SECRET]).make(ask)}"
    first_view = _first_view(httpx.URL(f"http://127.0.0.1:{place.port}{path}"))
    yield Figure("page of an ask, with its CSS, compressed", first_view, "bytes")
    yield Figure("  of the sign-up page", first_view / signup, "x", "at most", 1)
    plans = [Plan(place.port, at, seconds, headers=GZIP, connections=1) for at in (path, f"{place.path}?fresh")]
    taken = [[spent(place.process.pid, plan).ms for plan in plans] for _ in range(rounds)]
    asks, pages = (statistics.median(each) for each in zip(*taken, strict=True))
    yield Figure("  CPU, of the uncached sign-up page's", asks / pages, "x")


def _first_view(address: httpx.URL) -> int:
    """Sum up a page and the stylesheets that it waits for, compressed."""
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', httpx.get(address).text)
    return _bytes(address) + sum(_bytes(address.join(link)) for link in links)


def _uncached(place: Place, port: int, limit: int, rounds: int, seconds: float) -> Iterator[Figure]:
    """Pages that are made for one visitor, against a route that reads the same rows and packs the same bytes."""
    fresh = Plan(place.port, place.path + "?fresh", seconds, headers=GZIP)
    yield Figure("  uncached: pages", middle([load.run(fresh) for _ in range(rounds)]), "/s")
    alone = replace(fresh, connections=1)
    known = {"Accept-Encoding": "gzip", "Cookie": _recognised(place)}
    hers, theirs = replace(alone, path=place.path, headers=known), replace(alone, port=port, path="/read")
    plans = [(place.process.pid, alone), (place.process.pid, hers), (limit, theirs)]
    taken = [[spent(pid, plan).ms for pid, plan in plans] for _ in range(rounds)]
    pages, helpers, least = (statistics.median(each) for each in zip(*taken, strict=True))
    yield Figure("  uncached: CPU of a page", pages, "ms")
    crowd = statistics.median(spent(place.process.pid, fresh).ms for _ in range(rounds))
    yield Figure("  where 16 ask at once, times that", crowd / pages, "x", "at most", 1.5)
    yield Figure("  of a route that reads and packs as much", pages / least, "x", "at most", PAGE_TO_LEAST)
    yield Figure("  the same for a recognised helper", helpers / least, "x", "at most", PAGE_TO_LEAST * 10 / 6)


def _recognised(place: Place) -> str:
    """Take something, and return the cookies by which a browser is recognised then."""
    url = f"http://127.0.0.1:{place.port}"
    with httpx.Client(base_url=url) as friend:
        sent = {"task": place.tasks[0], "name": "Hana"}
        friend.post(f"{place.path}/claims", data=sent, headers={"Origin": url})
        return "; ".join({f"{cookie.name}={cookie.value}" for cookie in friend.cookies.jar})


def _bytes(address: httpx.URL | str) -> int:
    """Of the compressed body, as it goes over the line."""
    return int(httpx.get(address, headers={"Accept-Encoding": "gzip"}).headers["content-length"])


def start(rounds: int, _seconds: float) -> Iterator[Figure]:
    """From the command to the first page, with a migrated database; and what the first sign-up page takes longer."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        open_database(Settings(data=Path(folder)), Base.metadata).close()
        took, held, times = [], [], []
        for _ in range(rounds):
            least = bare.to_its_page()
            begun = time.perf_counter()
            with command({"data": Path(folder)}) as (address, process):
                httpx.get(address).raise_for_status()
                took.append(time.perf_counter() - begun)
                times.append(bare.taken(process) / least)
                held.append(_memory(process))
        yield Figure("start to the first page", statistics.median(took), "s")
        yield Figure(
            "  CPU, of the least program on its libraries", statistics.median(times), "x", "at most", START_TO_LEAST
        )
        yield Figure("  memory then", statistics.median(held), "MB", "at most", 120)
    firsts = []
    for _ in range(rounds):
        with served() as place, httpx.Client(base_url=f"http://127.0.0.1:{place.port}") as visitor:
            visitor.get("/health").raise_for_status()
            looks = [lambda path=f"{place.path}?{n}": visitor.get(path).raise_for_status() for n in range(6)]
            first, *others = (_milliseconds(look) for look in looks)
            firsts.append(first - statistics.median(others))
    yield Figure("  a process's first page of a move takes longer by", statistics.median(firsts), "ms", "at most", 60)


def _memory(process: subprocess.Popen[str]) -> float:
    return float(psutil.Process(process.pid).memory_info().rss) / 1_000_000


def prints(rounds: int, _seconds: float) -> Iterator[Figure]:
    """Sheets of cards, a picture of the move and long lists: done in processes of their own, so that nothing stays."""
    with served() as place, httpx.Client(base_url=f"http://127.0.0.1:{place.port}", timeout=60) as client:
        url = str(client.base_url)
        for number in range(CARDS):
            place.olive.claim(place.tasks[number % TASKS], place.olive.helper(f"Friend {number}"))
        client.headers["Cookie"] = place.session
        board = f"/m/{place.olive.link.move_id}"
        for path in (f"{board}/thanks", place.path, board) * 3:
            client.get(path).raise_for_status()
        before = _memory(place.process)
        for number in range(1, rounds + 1):
            client.get(f"{board}/thanks/cards.pdf?words=blank").raise_for_status()
            client.get(f"{place.path}/picture/en-GB/{number}.png").raise_for_status()
        printed = _memory(place.process)
        yield Figure(f"{rounds} prints of {CARDS} cards: memory that stays", printed - before, "MB", "at most", 5)
        for _ in range(rounds):
            client.post(f"{board}/paste", data={"text": LIST}, headers={"Origin": url}).raise_for_status()
        read = _memory(place.process)
        yield Figure(f"{rounds} pasted lists of {len(LIST):,} characters", read - printed, "MB", "at most", 5)


def claims(rounds: int, seconds: float, url: str = "") -> Iterator[Figure]:
    """Claims over 40 tasks, each by somebody new."""
    kind = "postgresql" if url else "sqlite"
    with served(url) as place, limits(url) as (port, tasks, raw_route):
        counter = iter(range(0, 10**9, 10**6))

        def ours() -> Result:
            return load.run(place.claims(seconds, first=next(counter)))

        def by_raw_route(path: str) -> Plan:
            bodies = [json.dumps({"task": task, "name": "Friend {i}"}) for task in tasks]
            return Plan(port, path, seconds, "POST", JSON, bodies)

        def theirs(path: str) -> Callable[[], Result]:
            return lambda: load.run(by_raw_route(path))

        mine, raw = paired(rounds, ours, theirs(f"/{kind}/claims"))
        only(mine + raw, "201")
        yield Figure(f"claims over {TASKS} tasks, {kind}", middle(mine), "/s")
        yield Figure("  of a raw route that writes as many rows", middle(mine) / middle(raw), "x", "at least", 0.5)
        yield Figure("  p99", middle(mine, "p99_ms"), "ms", "at most", 100)
        yield Figure(
            "  p99, of that of the raw route", middle(mine, "p99_ms") / middle(raw, "p99_ms"), "x", "at most", 2.5
        )
        by_json, forms = (
            lambda connections, made=made: replace(made(seconds, first=next(counter)), connections=connections)
            for made in (place.claims, place.forms)
        )
        yield from by_form(rounds, place.process.pid, by_json, forms)
        raw_claims = (raw_route, lambda _connections: by_raw_route(f"/{kind}/claims"))
        yield from beside_raw(rounds, (place.process.pid, by_json), raw_claims, MAX_OF_RAW)
        if not url:
            bare = [theirs("/sqlite/insert")() for _ in range(rounds)]
            yield Figure("  of one conditional INSERT", middle(mine) / middle(bare), "x")


def claims_postgresql(rounds: int, seconds: float) -> Iterator[Figure]:
    with throwaway_server() as server:
        yield from claims(rounds, seconds, server.get_uri())


def cores(rounds: int, seconds: float) -> Iterator[Figure]:
    """Uncached pages and claims of two processes, against one; the pages first, before there are claims on them."""
    counter = count(0, 10**6)
    with served() as one, served(workers=2) as two:

        def pages(place: Place, connections: int) -> Plan:
            return Plan(place.port, place.path + "?fresh", seconds, headers=GZIP, connections=connections)

        def claims(place: Place, connections: int) -> Plan:
            return replace(place.claims(seconds, first=next(counter)), connections=connections)

        def forms(place: Place, connections: int) -> Plan:
            return place.forms(seconds, first=next(counter), connections=connections)

        kinds = {"uncached pages": pages, "claims by JSON": claims, "claims by form": forms}
        pairs: dict[str, tuple[Planned, Planned]] = {
            what: (partial(planned, one), partial(planned, two)) for what, planned in kinds.items()
        }
        for place in (one, two):
            for _ in range(FIRST_PAGES):
                httpx.get(f"http://127.0.0.1:{place.port}{place.path}?fresh").raise_for_status()
        yield from together(rounds, two.process.pid, pairs)


def board(rounds: int, seconds: float) -> Iterator[Figure]:
    """The organizer's board: 200 tasks, 300 claims, 60 helpers, never cached."""
    with served() as place:
        olive = place.olive
        tasks = place.tasks + [olive.task("box_load", f"Boxes {n}", needed=10) for n in range(200 - TASKS)]
        helpers = [olive.helper(f"Friend {number}") for number in range(60)]
        for number in range(300):
            olive.claim(tasks[(number * 7) % 200], helpers[(number + number // 60 * 11) % 60])
        cookie = {"Cookie": place.session, "Accept-Encoding": "gzip"}
        with reading_as(place.database, olive.link) as session:
            queries = _queries(place.database, lambda: read_board(session, olive.link.move_id, Audience.ORGANIZER))
            data = read_board(session, olive.link.move_id, Audience.ORGANIZER)
        renders, anew = ([_milliseconds(how) for _ in range(max(rounds * 4, 5))] for how in _ways_to_render(data))
        looked = Plan(place.port, f"/m/{olive.link.move_id}", seconds, headers=cookie, connections=1)
        pages = [load.run(looked) for _ in range(rounds)]
        only(pages, "200")
        yield Figure("board, 200 tasks and 300 claims: queries", queries + 1, "", "at most", 8)
        yield Figure("  its rendering alone", statistics.median(renders), "ms", "at most", 10)
        yield Figure("  with each row made anew", statistics.median(anew), "ms")
        yield Figure("  the whole page, one at a time", middle(pages, "p50_ms"), "ms")


def _ways_to_render(data: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what renders a board as after a change, and as in a process that has not seen it."""

    def as_if_new() -> object:
        kept_row.cache_clear()
        return _rendered(data)

    _rendered(data)
    return lambda: _rendered(data), as_if_new


def _rendered(data: Any) -> str:
    lang = language("en-GB")
    frame = frame_of("organizer/board.html", f"/m/{data.move.id}", lang)
    of_page = {"form": UNTOUCHED, "notice": "", "unproven": None, "proof": "", "to_tell": 0, "noes": [], "undo": None}
    return render("organizer/board.html", lang, **frame, **of_page, **shown_of(data, lang))


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
        for place in places:
            httpx.get(f"http://127.0.0.1:{place.port}{place.path}").raise_for_status()  # its templates are compiled
        counter = iter(range(0, 10**9, 10**6))
        made: dict[str, list[list[Result]]] = {"claim": [[] for _ in GROWN], "page": [[] for _ in GROWN]}
        for what in ("page", "claim"):  # the pages first, before there are claims on them
            for _ in range(rounds):
                for number, place in enumerate(places):
                    looked = Plan(place.port, place.path + "?fresh", seconds, headers=GZIP, connections=4)
                    plan = looked if what == "page" else place.claims(seconds, first=next(counter))
                    made[what][number].append(load.run(plan))
        for what, results in made.items():
            few, *_, many = (middle(each) for each in results)
            yield Figure(f"{what} among {GROWN[0]} moves", few, "/s")
            yield Figure(f"  among {GROWN[-1]:,}: times the cost", few / many, "x", "at most", 1.2)


def live(_rounds: int, seconds: float) -> Iterator[Figure]:
    """500 open pages on one move hear of a change; then 2,000 over 200 moves, with one change a second in all."""
    with served() as place:
        before = _memory(place.process)
        watch = Watch(place.port, [place.path] * PAGES, 2 * seconds + 2, probe=place.path)
        with watching(watch) as watched:
            held = _memory(place.process)
            changed = time.time()
            _offer(place.port, place.path)
            seen = finished(watched)
        if len(seen.at) < PAGES:
            raise RuntimeError(f"{len(seen.at)} of {PAGES} pages heard")
        yield Figure(f"{PAGES} open pages: memory of each", (held - before) * 1000 / PAGES, "KB")
        yield Figure("  the last one shows a change after", max(seen.at) - changed, "s", "at most", 2)
        yield Figure("  a new visitor meanwhile waits", max(seen.probed_ms), "ms", "at most", 200)
    with served() as place:
        links = Links([SECRET])
        paths = [f"/s/{links.make(Olive(place.database).signup)}" for _ in range(MOVES)]
        with watching(Watch(place.port, paths * (4 * PAGES // MOVES), 5 * seconds)) as watched:
            process = psutil.Process(place.process.pid)
            process.cpu_percent()
            for path in paths[: int(4 * seconds)]:
                _offer(place.port, path)
                time.sleep(1)
            busy = process.cpu_percent()
            finished(watched)
        yield Figure(f"{4 * PAGES:,} open pages, a change a second: CPU", busy, "%")


def _offer(port: int, path: str) -> None:
    """Some change, through the running program."""
    offers = f"http://127.0.0.1:{port}{path.replace('/s/', '/api/v1/signup/')}/offers"
    httpx.post(offers, json={"name": "Wei", "words": "A van"}).raise_for_status()


@contextmanager
def watching(watch: Watch) -> Iterator[subprocess.Popen[str]]:
    """A process in which all these pages are open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.watching"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asdict(watch)))
    process.stdin.close()
    try:
        if process.stdout.readline() != "open\n":
            raise RuntimeError("not every page could be opened")
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def finished(process: subprocess.Popen[str]) -> Seen:
    assert process.stdout is not None
    return Seen(**json.loads(process.stdout.readline()))


def paint(rounds: int, _seconds: float) -> Iterator[Figure]:
    """On a slow phone: 400 ms round trip, 400 kbit/s, a processor a quarter as fast."""
    with served() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=launch_arguments())
        url = f"http://127.0.0.1:{place.port}"
        enter = f"{url}/o/{Links([SECRET]).make(place.olive.link)}"
        board = f"{url}/m/{place.olive.link.move_id}"
        for scripts, what in ((True, "sign-up page on a slow phone"), (False, "sign-up page without JavaScript")):
            seen = [painted(browser, url + place.path, scripts=scripts) for _ in range(rounds)]
            yield from _painted(what, seen, 1.2)
        yield from _painted("board on a slow phone", [painted(browser, board, enter=enter) for _ in range(rounds)], 2)
        browser.close()


@dataclass
class Painted:
    """Seconds since the page was asked for; `shift` has no unit."""

    first: float
    largest: float
    shift: float


def _painted(what: str, seen: list[Painted], target: float) -> Iterator[Figure]:
    yield Figure(f"{what}: first paint", statistics.median(each.first for each in seen), "s", "at most", target)
    yield Figure("  its largest", statistics.median(each.largest for each in seen), "s", "at most", target)
    yield Figure("  layout shift", max(each.shift for each in seen), "", "at most", 0)


TIMELINE = ["largest-contentful-paint", "layout-shift"]
FIRST = "() => [performance.timeOrigin, performance.getEntriesByName('first-contentful-paint')[0].startTime]"


def painted(browser: Browser, url: str, *, scripts: bool = True, enter: str = "") -> Painted:
    """Told by the browser itself, since observers in the page need JavaScript."""
    # A service worker would have kept the styles, and fetches past the slow line.
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts, service_workers="block"
    )
    page = context.new_page()
    if enter:
        page.goto(enter)
        page.goto("about:blank")
    phone = context.new_cdp_session(page)
    largest, shifts = [0.0], [0.0]

    def told(said: dict[str, Any]) -> None:
        if "lcpDetails" in said["event"]:
            largest.append(said["event"]["time"])
        else:
            shifts.append(said["event"]["layoutShiftDetails"]["value"])

    phone.on("PerformanceTimeline.timelineEventAdded", told)
    phone.send("PerformanceTimeline.enable", {"eventTypes": TIMELINE})
    phone.send("Network.enable")
    phone.send("Network.clearBrowserCache")
    phone.send("Network.emulateNetworkConditions", SLOW)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    origin, first = page.evaluate(FIRST)
    context.close()
    return Painted(first / 1000, max(first / 1000, largest[-1] - origin / 1000), sum(shifts))


SUBJECTS: dict[str, Callable[[int, float], Iterator[Figure]]] = {
    "start": start,
    "prints": prints,
    "page": page,
    "claims": claims,
    "postgresql": claims_postgresql,
    "cores": cores,
    "board": board,
    "growth": growth,
    "live": live,
    "paint": paint,
    "phone": phone,
    "due": due,
    "due_postgresql": due_postgresql,
    "letters": letters,
    "again": again,
    "flood": flood,
}
