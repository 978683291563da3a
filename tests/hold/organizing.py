"""An organizer among all the others: changes several tasks in one step, writes down a yes, and undoes it again."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import count, takewhile
from random import Random
from typing import Any

import httpx

from service.domain.core.events import Event
from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.views import Audience
from service.storage.database import Database

MANY = 6
"""Tasks that are changed in one step."""
MAX_TIMES = 20
"""Times that an organizer does as much again, until something is undone."""


class Organizing:
    """One browser of Olive's; `changed` and `undone` are what was acknowledged to it, by version."""

    def __init__(self, seed: int, url: str, move: str, token: str, tasks: list[int]) -> None:
        self.random, self.seed, self.tasks = Random(seed), seed, tasks
        self.http, self.twin = (
            httpx.Client(
                base_url=f"{url}/api/v1/moves/{move}", timeout=60, headers={"Authorization": f"Bearer {token}"}
            )
            for _ in range(2)
        )
        self.mine: dict[int, tuple[int, int]] = {}
        """By its number, the task and quantity of each claim that she has written down and that stands."""
        self.changed: dict[int, tuple[str, list[int]]] = {}
        """By its version, the "why" that one step gave to these tasks."""
        self.undone: dict[int, int] = {}
        """By the version of a change, the version that undoing it led to."""
        self.statuses: Counter[int] = Counter()
        self._steps = count()
        """Never the same again: a step whose answer was lost would change nothing when it is done once more."""
        self._last: int | None = None
        """The version that the last deed led to, if it was a yes."""
        self._takes_back: Callable[[], object] = dict

    def go(self, steps: int) -> None:
        with self.http, self.twin, ThreadPoolExecutor(2) as both:
            for _ in range(steps):
                self.do(both)
            # Others are mostly quicker, as long as there are many: she goes on until she has undone something.
            for _ in takewhile(lambda _: not self.undone, range(MAX_TIMES * steps)):
                self.do(both)

    def do(self, both: Executor) -> None:
        step = next(self._steps)
        deeds = [lambda: self._change(step), lambda: self._put_on(step)]
        self.random.choice([*deeds, self._take_off] if self.mine else deeds)()
        if self._last is not None and self.random.random() < 0.6:
            self._undo(both)

    def _answered(self, answer: httpx.Response) -> Any:
        """Note which change could be undone now; returns what was said, if it was a yes."""
        self.statuses[answer.status_code] += 1
        self._last = int(answer.headers["Move-Version"]) if answer.is_success else None
        return answer.json() if answer.is_success and answer.content else None

    def _change(self, step: int) -> None:
        # Of many at once hardly one is left alone by all others until it is undone; of one task it mostly is.
        some = self.tasks if len(self.tasks) <= MANY else self.random.sample(self.tasks, self.random.choice((1, MANY)))
        why = f"{self.seed} {step}"
        change = {"why": why, "starts": f"{self.random.randint(8, 19):02}:00"}
        answer = self.http.patch("/tasks", json={"tasks": some, "change": change})
        if self._answered(answer) is not None and self._last is not None:
            self.changed[self._last] = (why, some)
        self._takes_back = dict

    def _put_on(self, step: int) -> None:
        task = self.random.choice(self.tasks)
        body = {"name": f"Olive's friend {self.seed} {step}", "quantity": 1}
        said = self._answered(self.http.post(f"/tasks/{task}/claims", json=body))
        if said is not None:
            n = said["claim"]["n"]
            self.mine[n] = (task, 1)
            self._takes_back = lambda: self.mine.pop(n)

    def _take_off(self) -> None:
        n = self.random.choice(list(self.mine))
        had = self.mine.pop(n)  # before it is sent: its answer may be lost
        self._answered(self.http.delete(f"/claims/{n}"))
        self._takes_back = lambda: self.mine.update({n: had})

    def _undo(self, both: Executor) -> None:
        """Undo the last change by a double tap, from two connections: it has one effect."""
        version = self._last
        assert version is not None
        sent = both.map(lambda client: client.post("/undo", json={"version": version}), (self.http, self.twin))
        answers = list(sent)
        self.statuses.update(answer.status_code for answer in answers)
        led_to = {answer.json()["version"] for answer in answers if answer.is_success}
        assert len(led_to) <= 1, "undone twice"
        if led_to:
            self.undone[version] = led_to.pop()
            self._takes_back()


def check_whole(database: Database, move_id: str, planner: Organizing) -> None:
    """What was acknowledged before a kill is there, each step on all of its tasks or on none, and so each undo."""
    with database.reading() as session:
        lines = read_history(session, move_id)
        board = read_board(session, move_id, Audience.ORGANIZER)
    told = {line.about["version"]: line.version for line in lines if line.what == Event.UNDONE}
    assert planner.undone.items() <= told.items()
    of_version: dict[int, set[int]] = {}
    for line in lines:
        if line.what == Event.TASK_CHANGED and line.about["task"] in planner.tasks:
            of_version.setdefault(line.version, set()).add(line.about["task"])
    assert planner.changed.keys() <= of_version.keys()
    assert all(tasks == set(planner.tasks) for tasks in of_version.values()), "half done"
    assert len({task.why for task in board.tasks if task.n in planner.tasks}) == 1, "half done"


def check_undone(database: Database, move_id: str, planners: list[Organizing]) -> None:
    """Each acknowledged undo is there once, and of the steps that were not undone each task shows the last."""
    with database.reading() as session:
        lines = read_history(session, move_id)
        board = read_board(session, move_id, Audience.ORGANIZER)
    told = {line.about["version"]: line.version for line in lines if line.what == Event.UNDONE}
    undone = {of: version for planner in planners for of, version in planner.undone.items()}
    assert told == undone
    whys: dict[int, str] = {}
    for version, (why, tasks) in sorted(each for planner in planners for each in planner.changed.items()):
        if version not in undone:
            whys |= dict.fromkeys(tasks, why)
    assert {task.n: task.why for task in board.tasks if task.why} == whys
