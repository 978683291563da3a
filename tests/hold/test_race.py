"""Everybody at once, for long: claims, one or two at a time, standbys and releases over 20 tasks, and organizers who
change several in one step, write down a yes, make parts of tasks, and undo what they did. People are asked, hand a
place on, are trusted and wait for a line meanwhile; a keeper suggests while an organizer decides, and names the few who
see a task.

In full 2,000 actions of 64 connections. SQLite with two processes on one port, PostgreSQL with four programs. At every
moment and at the end no task is over, no claim is lost or doubled, versions have no gap, history and state agree, what
was undone is undone, and the promises of tests/hold/promises.py are kept.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from service.domain.core.links import Links
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import database_of
from tests.conftest import SECRET, Engine
from tests.hold.asking import Asking
from tests.hold.dividing import Dividing
from tests.hold.insisting import insist
from tests.hold.keeping import Keeping
from tests.hold.organizing import Organizing, check_undone
from tests.hold.processes import command
from tests.hold.promises import check_promises, what_is_divided_is_as_it_was_acknowledged
from tests.hold.together import Program
from tests.hold.waiting import Waiting
from tests.make import Olive
from tests.sizes import ON_ONE, size

pytestmark = ON_ONE  # tests/web/api/test_race.py and the tests of rules have both all the time
CONNECTIONS, EACH = size("CONNECTIONS", 8, 64), size("ACTIONS", 12, 32)
PROGRAMS = size("PROCESSES", 2, 4)
TASKS = [
    *[("box_load", {"needed": needed}) for needed in (4, 8, 12, 20, 40, 60)],
    *[("heavy_item", {"weight_kg": weight}) for weight in (20, 45, 60, 80, 120)],
    *[("trip", {"needed": seats}) for seats in (0, 1, 2, 3, 4)],
    *[("care", {"needed": people}) for people in (1, 2, 3, 5)],
]
ORGANIZERS = size("ORGANIZERS", 1, 4)
SEVERAL = 0.1
"""Of all calls, those that take two things at once."""
ALLOWED = {200, 201, 204, 409}


class Friend:
    """One connection: new names, more claims, other quantities, releases; some sent twice at once.

    Where more write to one move than a slow machine can take, some are told to come again, and do.
    """

    def __init__(self, seed: int, url: str, signup: str, tasks: list[tuple[int, str]]) -> None:
        self.random = Random(seed)
        self.http = httpx.Client(base_url=f"{url}/api/v1", timeout=60)
        self.twin = httpx.Client(base_url=f"{url}/api/v1", timeout=60)
        self.signup, self.tasks, self.seed = signup, tasks, seed
        self.mine: dict[int, tuple[str, int, int]] = {}
        """By its number, what was acknowledged of each claim: the helper's token, task, quantity."""
        self.statuses: Counter[int] = Counter()

    def go(self) -> None:
        with self.http, self.twin, ThreadPoolExecutor(2) as both:
            for step in range(EACH):
                if self.mine and self.random.random() < 0.3:
                    self._release()
                elif self.random.random() < SEVERAL:
                    self._claim_two(step)
                else:
                    self._claim(both, step)

    def _claim(self, both: ThreadPoolExecutor, step: int) -> None:
        task, kind = self.random.choice(self.tasks)
        body: dict[str, Any] = {"task": task, "quantity": self.random.randint(1, 3)}
        body["standing"] = self.random.choice(["firm", "firm", "standby", "if_needed"])
        if kind == "trip" and self.random.random() < 0.5:
            body |= {"role": "driver", "quantity": 1, "vehicle": {"kind": "van", "seats": 3}}
        known = self.random.choice([token for token, *_ in self.mine.values()] or [""])
        if known and self.random.random() < 0.5:
            path = f"/helper/{known}/claims"
        else:
            path, body["name"] = f"/signup/{self.signup}/claims", f"Friend {self.seed} {step}"
        headers = {"Idempotency-Key": f"{self.seed:08}-{step:08}"}

        def send(client: httpx.Client) -> httpx.Response:
            return insist(lambda: client.post(path, json=body, headers=headers))

        if self.random.random() < 0.2:  # a double click, from two connections
            answers = list(both.map(send, (self.http, self.twin)))
            made = [answer.json()["claim"]["n"] for answer in answers if answer.is_success]
            assert len(set(made)) <= 1, "one key, two claims"
        else:
            answers = [send(self.http)]
        self.statuses.update(answer.status_code for answer in answers)
        # Somebody may have given a place back between the two: then only the second was a yes.
        said = next((answer.json() for answer in answers if answer.is_success), None)
        if said is not None:
            token = said["helper_link"].rsplit("/", 1)[1]
            self.mine[said["claim"]["n"]] = (token, task, body["quantity"])

    def _claim_two(self, step: int) -> None:
        """Both or none, by somebody new."""
        boxes = [task for task, kind in self.tasks if kind != "trip"]
        wishes = [{"task": task, "quantity": self.random.randint(1, 3)} for task in self.random.sample(boxes, 2)]
        body = {"name": f"Friend {self.seed} {step}", "claims": wishes}
        answer = insist(lambda: self.http.post(f"/signup/{self.signup}/claims", json=body))
        self.statuses[answer.status_code] += 1
        if answer.is_success:
            said = answer.json()
            assert [(each["task"], each["quantity"]) for each in said["claims"]] == [
                (wish["task"], wish["quantity"]) for wish in wishes
            ]
            token = said["helper_link"].rsplit("/", 1)[1]
            self.mine |= {each["n"]: (token, each["task"], each["quantity"]) for each in said["claims"]}

    def _release(self) -> None:
        n = self.random.choice(list(self.mine))
        token, *_ = self.mine.pop(n)
        self.statuses[insist(lambda: self.http.delete(f"/helper/{token}/claims/{n}")).status_code] += 1


def watch(url: str, olive: Olive, links: Links, over: Event, seen: list[str]) -> None:
    """Somebody who looks at the board all the time."""
    token = links.make(olive.link)
    with httpx.Client(base_url=url, timeout=60, headers={"Authorization": f"Bearer {token}"}) as client:
        while not over.is_set():
            board = client.get(f"/api/v1/moves/{olive.link.move_id}/board").json()
            for task in board["tasks"]:
                firm = [claim for claim in task["claims"] if claim["standing"] == "firm"]
                taken = sum(claim["quantity"] for claim in firm if claim["role"] != "driver")
                places = task["crew"]["people"] if task["crew"] else task["needed"]
                if taken > places or taken != task["taken"] or task["left"] != places - taken:
                    seen.append(f"{task}")


@pytest.fixture
def served(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Database, list[str]]]:
    """A database, and the addresses at which it is served: SQLite's by two processes on one port."""
    if engine.copies is None:
        program: Program = request.getfixturevalue("program")
        yield program.olive.database, [program.url]
        return
    with engine.settings(tmp_path) as chosen, ExitStack() as stack:
        database = stack.enter_context(closing(database_of(Settings(**chosen))))
        yield database, [stack.enter_context(command(chosen))[0] for _ in range(PROGRAMS)]


def test_everybody_at_once_for_long(served: tuple[Database, list[str]]) -> None:
    database, urls = served
    with ExitStack() as stack:
        olive, links = Olive(database, discreet=True, day=None), Links([SECRET])
        tasks = [(olive.task(kind, f"{kind} {number}", **fields), kind) for number, (kind, fields) in enumerate(TASKS)]
        friends = [Friend(seed, urls[seed % len(urls)], links.make(olive.signup), tasks) for seed in range(CONNECTIONS)]
        move, token = olive.link.move_id, links.make(olive.link)
        planners = [Organizing(seed, urls[-1], move, token, [n for n, _ in tasks]) for seed in range(ORGANIZERS)]
        numbers = [n for n, kind in tasks if kind != "trip"]
        keeping, dividing = Keeping(urls[0], olive, links), Dividing(ORGANIZERS, urls[0], olive, links)
        asking = [Asking(seed, urls, olive, links, numbers) for seed in range(ORGANIZERS)]
        waiting = [Waiting(seed, urls[-1], olive, links, numbers) for seed in range(ORGANIZERS)]
        clients = [each.clients for each in asking] + [each.clients for each in waiting]
        for client in chain(keeping.clients, *clients):
            stack.enter_context(client)
        over, seen = Event(), list[str]()
        watcher = Thread(target=watch, args=(urls[0], olive, links, over, seen))
        watcher.start()
        # Beside all others, for each second device one that is free at once.
        with ThreadPoolExecutor(ORGANIZERS + 1) as twins, ThreadPoolExecutor(CONNECTIONS + 3 * ORGANIZERS + 2) as crowd:
            went = [crowd.submit(friend.go) for friend in friends]
            went += [crowd.submit(planner.go, EACH // 2) for planner in planners]
            went += [crowd.submit(keeping.go, EACH // 6, twins), crowd.submit(dividing.go, EACH)]
            went += [crowd.submit(person.go, EACH, twins) for person in asking]
            went += [crowd.submit(device.go, EACH // 12) for device in waiting]
            wait(went[:CONNECTIONS])  # a look costs more than all else: once nobody takes anything more, it is enough
            over.set()
        watcher.join()
        for result in went:
            result.result()
        held = check_promises(database, move, asking=asking, waiting=waiting, keeping=keeping, dividing=dividing)
        check_undone(database, move, [*planners, dividing])
        what_is_divided_is_as_it_was_acknowledged(database, dividing)
    assert seen == []
    statuses = sum((friend.statuses for friend in friends), Counter[int]())
    assert set(statuses) <= ALLOWED, statuses
    assert statuses.total() >= CONNECTIONS * EACH
    assert statuses[409] > 0, "nobody was ever too late: that was no race"
    organized = sum((planner.statuses for planner in planners), Counter[int]())
    assert set(organized) <= ALLOWED, organized
    assert any(planner.undone for planner in planners), "others were always quicker: nothing was ever undone"
    assert set(dividing.told) == {303, 422}, dividing.told
    assert set(dividing.statuses) <= ALLOWED, dividing.statuses
    assert keeping.told["decide", 303] == len(keeping.suggested) > 0, keeping.told
    assert all(person.handed for person in asking), "nobody ever said yes to a friend"
    acknowledged = {n: (task, quantity) for friend in friends for n, (_, task, quantity) in friend.mine.items()}
    for mine in (each.mine for those in (planners, asking, waiting, [keeping]) for each in those):
        acknowledged |= mine
    assert {n: (each.task, each.quantity) for n, each in held.items()} == acknowledged
