"""A keeper who suggests while one who organizes decides, and a stranger who tries what is not for everybody."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random

import httpx

from service.domain.core.events import Event
from service.domain.core.links import Grants, Link, Links
from service.domain.models import May, TaskState
from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.views import Audience
from service.domain.rules.organizers import add_organizer
from service.storage.database import Database
from tests.make import Olive

LIST = "sofa"
"""A list of which two tasks are made: a crew carries it out, and in."""


class Keeping:
    """What was acknowledged: `suggested` pairs, and those of them that were `opened` or `left` out."""

    def __init__(self, url: str, olive: Olive, links: Links) -> None:
        with olive.change() as opened:
            self.n = add_organizer(opened, {"name": "Ana", "may": May.SUGGEST})
        self.private = olive.task("care", "The zebra papers", only_for=[olive.helper("Zoe")])
        self.random, self.move, self.link = Random(1), olive.link.move_id, links.make(olive.link)
        ana = links.make(Link(self.move, Grants.ORGANIZER, self.n, 1))
        path = f"{url}/api/v1/moves/{self.move}"
        self.ana = httpx.Client(base_url=path, timeout=60, headers={"Authorization": f"Bearer {ana}"})
        self.olive = httpx.Client(base_url=url, timeout=60, headers={"Origin": url})
        self.stranger = httpx.Client(base_url=f"{url}/api/v1/signup/{links.make(olive.signup)}", timeout=60)
        self.suggested: list[tuple[int, ...]] = []
        self.opened: list[tuple[int, ...]] = []
        self.left: list[tuple[int, ...]] = []
        self.told: Counter[tuple[str, int]] = Counter()
        """How often each of these was answered with which status."""

    def go(self, steps: int) -> None:
        with ExitStack() as stack, ThreadPoolExecutor(2) as both:
            for client in (self.ana, self.olive, self.stranger):
                stack.enter_context(client)
            for step in range(steps):
                if pair := self.suggest():
                    edit = both.submit(self.ana.patch, f"/tasks/{pair[0]}", json={"title": f"Sofa {step}"})
                    self.decide(pair)
                    self.told["edit", edit.result().status_code] += 1

    def suggest(self) -> tuple[int, ...]:
        """Let the keeper suggest a pair, and a stranger look for it; nothing where it was not acknowledged."""
        said = self.ana.post("/tasks/paste", json={"text": LIST})
        self.told["suggest", said.status_code] += 1
        if said.status_code != 201:
            return ()
        pair = tuple(task["n"] for task in said.json()["tasks"])
        self.suggested.append(pair)
        for task in (*pair, self.private):
            tried = self.stranger.post("/claims", json={"task": task, "quantity": 1, "name": "Mallory"})
            self.told["stranger", tried.status_code] += 1
        assert "zebra" not in self.stranger.get("").text
        return pair

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


def check_suggestions(database: Database, keeping: Keeping) -> None:
    """Both ends of a pair are in one state, the acknowledged one, and no keeper changed what was open."""
    with database.reading() as session:
        lines = read_history(session, keeping.move)
        board = read_board(session, keeping.move, Audience.ORGANIZER)
    states = {task.n: task.state for task in board.tasks}
    for pair in keeping.suggested:
        found = {states.get(n) for n in pair}
        assert len(pair) == 2, "no pair"
        assert len(found) == 1, "half decided"
        assert pair not in keeping.opened or found == {TaskState.OPEN}
        assert pair not in keeping.left or found == {None}
    opened = {line.about["task"]: line.version for line in lines if line.what == Event.TASK_OPENED}
    hers = [line for line in lines if line.what == Event.TASK_CHANGED and line.by_n == keeping.n]
    assert all(line.version < opened.get(line.about["task"], line.version + 1) for line in hers)
    strangers = {status for (who, status), _ in keeping.told.items() if who == "stranger"}
    assert strangers <= {404, 503}, strangers
