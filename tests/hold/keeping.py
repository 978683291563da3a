"""What is not for everybody: a keeper suggests while one who organizes decides, who also names the few who see a task
while a stranger takes it.
"""

import re
from collections import Counter
from concurrent.futures import Executor
from random import Random

import httpx

from service.domain.core.links import Grants, Link, Links
from service.domain.models import May
from service.domain.rules.organizers import add_organizer
from tests.hold.insisting import Caller
from tests.hold.public import Public
from tests.make import Olive

LIST = "sofa"
"""A list of which two tasks are made: a crew carries it out, and in."""


class Keeping:
    """What was acknowledged: `suggested` pairs, those of them that were `opened` or `left` out, and tasks that were
    `named` for Zoe alone.
    """

    def __init__(self, url: str, olive: Olive, links: Links) -> None:
        with olive.change() as opened:
            self.n = add_organizer(opened, {"name": "Ana", "may": May.SUGGEST})
        self.zoe = olive.helper("Zoe")
        self.private = olive.task("care", "The zebra papers", only_for=[self.zoe])
        self.random, self.move, self.link = Random(1), olive.link.move_id, links.make(olive.link)
        ana = links.make(Link(self.move, Grants.ORGANIZER, self.n, 1))
        path = f"{url}/api/v1/moves/{self.move}"
        self.ana = httpx.Client(base_url=path, timeout=60, headers={"Authorization": f"Bearer {ana}"})
        self.olive = httpx.Client(base_url=url, timeout=60, headers={"Origin": url})
        self.stranger = Public(url, olive, links)
        self.names = Caller("naming", url, f"/moves/{self.move}", self.link)
        self.suggested: list[tuple[int, ...]] = []
        self.opened: list[tuple[int, ...]] = []
        self.left: list[tuple[int, ...]] = []
        self.named: list[int] = []
        self.mine: dict[int, tuple[int, int]] = {}
        """By its number, the task and quantity of each claim of a stranger who was quicker than the naming."""
        self.shown: list[str] = []
        """Public answers that had what is not for everybody."""
        self.told: Counter[tuple[str, int]] = Counter()
        """How often each of these was answered with which status."""

    @property
    def clients(self) -> list[httpx.Client]:
        return [self.ana, self.olive, self.stranger.http, self.names.http]

    def go(self, steps: int, both: Executor) -> None:
        for step in range(steps):
            if pair := self.suggest():
                edit = both.submit(self.ana.patch, f"/tasks/{pair[0]}", json={"title": f"Sofa {step}"})
                self.decide(pair)
                self.told["edit", edit.result().status_code] += 1
            self.name_who_sees(both)

    def suggest(self) -> tuple[int, ...]:
        """Let the keeper suggest a pair, and a stranger look for it; nothing where it was not acknowledged."""
        said = self.ana.post("/tasks/paste", json={"text": LIST})
        self.told["suggest", said.status_code] += 1
        if said.status_code != 201:
            return ()
        pair = tuple(task["n"] for task in said.json()["tasks"])
        self.suggested.append(pair)
        self._try(*pair, self.private)
        return pair

    def name_who_sees(self, both: Executor) -> None:
        """Name Zoe for a task that everybody saw, while a stranger takes it."""
        n = self.names("POST", "/tasks", {"kind": "care", "title": "An open zebra", "needed": 2}).json()["tasks"][0][
            "n"
        ]
        tried = both.submit(self.stranger.take, n, "Mallory")
        done = self.names("PATCH", f"/tasks/{n}", {"for": [self.zoe]})
        self.told["name", done.status_code] += 1
        if tried.result().is_success:
            self.mine[tried.result().json()["claim"]["n"]] = (n, 1)
        self.named.append(n)
        self._try(n)

    def _try(self, *tasks: int) -> None:
        """Let a stranger look for what is not for everybody, and take it all the same."""
        self.shown += self.stranger.shows(tasks, "zebra")
        for task in tasks:
            self.told["stranger", self.stranger.take(task, "Mallory").status_code] += 1

    def decide(self, pair: tuple[int, ...]) -> None:
        """Let the mover say yes to both, or leave both out, by one of them; look again where the keeper changed it."""
        if not self.olive.cookies:
            self.olive.get(f"/o/{self.link}")
        does, those = self.random.choice([("yes", self.opened), ("out", self.left)])
        page = f"/m/{self.move}/suggested"
        seen = re.findall(r'name="version" value="(\d+)"', self.olive.get(page).text)
        decided = self.olive.post(f"{page}/{self.random.choice(pair)}", data={"do": does, "version": max(seen)})
        if "since=" in decided.headers.get("location", ""):
            self.decide(pair)
            return
        self.told["decide", decided.status_code] += 1
        if decided.status_code == 303:
            those.append(pair)
