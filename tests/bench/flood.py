"""Floods: what honest visitors wait while one address does its worst within the limits."""

import json
import socket
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil

from service.domain.core.links import Links
from service.domain.models import Base
from service.domain.rules.helpers import add_helper
from service.domain.rules.tasks import MAX_OF_LIST
from service.domain.rules.thanks import change_thanks
from service.settings import Settings
from service.storage.migrations import open_database
from service.web.base.limits import MAX_BYTES
from service.web.forms.fields import LIST
from tests.bench import load
from tests.bench.figures import Figure
from tests.bench.load import Plan, Result
from tests.conftest import SECRET
from tests.hold.processes import command
from tests.make import Olive

HONEST = "2001:db8:{i}::1"
"""Each request of an honest visitor comes from a household of its own."""
HOSTILE = "192.0.2.66"
AT_ONCE = 6
"""Connections of each kind of flood: as many as a browser opens."""
PAGE_EVERY, CLAIM_EVERY = 0.02, 0.05
CHANGE_EVERY, LARGE_EVERY = 60 / 3_000, 60 * 38 / 3_000
"""Seconds between changes of one address, small ones and such as count 38 times."""
SECONDS = 5.0
"""Length of a flood at least: its 99th part is some requests."""
STREAMS = 500
NOTES, NOTE = 60, "Hana brought soup and carried the sofa. " * 250
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
JSON = {"Content-Type": "application/json"}
GZIP = {"Accept-Encoding": "gzip", "Cookie": "device=one-phone"}
PAGE_MS, CLAIM_MS = 100, 300
KINDS = ("claims", "offers", "refused forms", "bad JSON", "pasted lists", "previews", "cards")
BEYOND = "large forms beyond the limits"
STREAMS_OPEN, ALL = "nothing, but listens 500 times", "all of this at once"


@dataclass
class Scene:
    """Two moves on one server: of honest people, and of the one who floods."""

    port: int
    signup: str
    tasks: list[int]
    move: str
    cookie: str

    def honest(self, seconds: float) -> tuple[Plan, Plan]:
        headers = {"X-Forwarded-For": HONEST}
        page = Plan(self.port, f"/s/{self.signup}", seconds, "GET", headers | GZIP, [], PAGE_EVERY)
        bodies = [json.dumps({"task": task, "name": "Friend {i}"}) for task in self.tasks]
        path = f"/api/v1/signup/{self.signup}/claims"
        return page, Plan(self.port, path, seconds, "POST", headers | JSON, bodies, CLAIM_EVERY, first=1)

    def hostile(self, seconds: float) -> dict[str, Plan]:
        """Make each kind of flood, as dense as the limits allow; and what is beyond, as dense as it is answered."""

        def plan(method: str, path: str, kind: dict[str, str], body: str = "", *, every: float = 0) -> Plan:
            headers = {"X-Forwarded-For": HOSTILE, "Cookie": self.cookie, **kind}
            return Plan(self.port, path, seconds, method, headers, [body], every, AT_ONCE)

        signup, move = f"/api/v1/signup/{self.signup}", f"/m/{self.move}"
        claim, offer = {"task": self.tasks[0], "name": "M {i}"}, {"name": "M {i}", "words": "x" * 2_000}
        unknown = {f"f{i}": 1 for i in range(60_000)}
        rows = "&".join(f"title-{i}=Desk&kind-{i}=heavy_item&parts-{i}=20&minutes-{i}=x" for i in range(MAX_OF_LIST))
        return {
            "claims": plan("POST", f"{signup}/claims", JSON, json.dumps(claim), every=CHANGE_EVERY),
            "offers": plan("POST", f"{signup}/offers", JSON, json.dumps(offer), every=CHANGE_EVERY),
            "refused forms": plan("POST", f"/s/{self.signup}/claims", FORM, "task=1&name=", every=CHANGE_EVERY),
            "bad JSON": plan("POST", "/api/v1/moves", JSON, json.dumps(unknown), every=LARGE_EVERY),
            "pasted lists": plan("POST", f"{move}/paste", FORM, "text=" + "a%0A" * (LIST // 2)),
            "previews": plan("POST", f"{move}/paste/tasks", FORM, f"rows={MAX_OF_LIST}&left=0&do=save&text=x&{rows}"),
            BEYOND: plan("POST", f"/s/{self.signup}/claims", FORM, "&".join(f"f{i}=x" for i in range(12_000))),
            "cards": plan("GET", f"{move}/thanks/cards.pdf", {}, every=seconds / 20),
        }


@contextmanager
def scene() -> Iterator[Scene]:
    with TemporaryDirectory(prefix="manyhands-bench-") as folder, ExitStack() as stack:
        settings: dict[str, Any] = {"data": Path(folder), "limits": "on", "trusted_proxies": "127.0.0.1"}
        database = open_database(Settings(data=Path(folder)), Base.metadata)
        olive, mallory = Olive(database), Olive(database)
        tasks = [olive.task("care", f"Task {number}", needed=1000) for number in range(40)]
        with mallory.change() as opened:
            for n in range(NOTES):
                change_thanks(opened, add_helper(opened, {"name": f"Tom {n}"}), {"note": f"{n} {NOTE}"[:10_000]})
        database.close()
        address, _ = stack.enter_context(command(settings))
        links, move = Links([SECRET]), mallory.link.move_id
        session = httpx.get(f"{address}/o/{links.make(mallory.link)}").headers["set-cookie"].partition(";")[0]
        place = Scene(int(address.rsplit(":", 1)[1]), links.make(olive.signup), tasks, move, session)
        warmed(place)
        yield place


def used_up(place: Scene) -> None:
    """Send what counts most, until the address has used up what it may send in a minute."""
    headers = {"X-Forwarded-For": HOSTILE, **JSON}
    with httpx.Client(base_url=f"http://127.0.0.1:{place.port}", headers=headers, timeout=60) as client:
        while client.post("/api/v1/moves", content=b" " * (MAX_BYTES - 1)).status_code != 429:
            pass


def warmed(place: Scene) -> None:
    """Ask for each page once: the first of each loads code."""
    address = f"http://127.0.0.1:{place.port}"
    for n in range(3):
        httpx.get(f"{address}/s/{place.signup}", headers={"X-Forwarded-For": f"2001:db8:ff{n}::1"}).raise_for_status()
        body = {"task": place.tasks[0], "name": "First"}
        call = f"{address}/api/v1/signup/{place.signup}/claims"
        httpx.post(call, json=body, headers={"X-Forwarded-For": f"2001:db8:ff{n}::1"}).raise_for_status()


@contextmanager
def listening(place: Scene) -> Iterator[None]:
    """As many pages that listen as one address may have; each hears of every claim."""
    with ExitStack() as stack:
        for _ in range(STREAMS):
            stream = stack.enter_context(socket.create_connection(("127.0.0.1", place.port)))
            lines = [f"GET /s/{place.signup}/live HTTP/1.1", "Host: 127.0.0.1", f"X-Forwarded-For: {HOSTILE}"]
            stream.sendall("\r\n".join([*lines, "", ""]).encode())
            stream.recv(1_000)
        yield


def measured(place: Scene, floods: list[Plan], seconds: float) -> tuple[Result, Result]:
    """Measure honest pages and claims beside the floods."""
    running: list[subprocess.Popen[str]] = [load.start(plan) for plan in floods]
    for process in running:
        psutil.Process(process.pid).nice(19)  # whoever floods has a machine of their own
    page, claim = (load.start(plan) for plan in place.honest(seconds))
    results = [Result(**json.loads(load.finish(process))) for process in (page, claim)]
    for process in running:
        load.finish(process)
    for result, wanted in zip(results, ("200", "201"), strict=True):
        if set(result.statuses) != {wanted}:
            raise RuntimeError(f"answered {result.statuses}")
    return results[0], results[1]


def flood(rounds: int, seconds: float) -> Iterator[Figure]:
    """Each kind of flood by itself, then all of them at once, each on a server that has counted nothing yet."""
    for kind in ("nothing", *KINDS, BEYOND, STREAMS_OPEN, ALL):
        took: list[tuple[float, float]] = []
        for _ in range(rounds):
            with scene() as place, ExitStack() as stack:
                if kind in (STREAMS_OPEN, ALL):
                    stack.enter_context(listening(place))
                if kind == BEYOND:
                    used_up(place)
                plans = place.hostile(max(seconds, SECONDS))
                chosen = [plans[name] for name in (*KINDS, BEYOND) if kind == name or (kind == ALL and name in KINDS)]
                page, claim = measured(place, chosen, max(seconds, SECONDS))
                took.append((page.p99_ms, claim.p99_ms))
        pages, claims = (statistics.median(each) for each in zip(*took, strict=True))
        yield Figure(f"page, p99, while one address sends {kind}", pages, "ms", "at most", PAGE_MS)
        yield Figure("  claim, p99", claims, "ms", "at most", CLAIM_MS)
