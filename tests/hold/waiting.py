"""A device on a bad line: what its person does waits on it, and is sent in order, each again until it is answered.

As frontend/scripts/waiting.ts sends it, but that many an answer is lost on purpose.
"""

import re
from itertools import count, cycle
from random import Random
from typing import Any

import httpx

from service.domain.core.events import Event
from service.domain.core.links import Links
from tests.hold.insisting import insist, lose_answer
from tests.make import Olive

LOST = (60, 0.003, 60, None)
"""In turn, the seconds after which an answer is lost: once it is there, or so soon that the request may be, too; or
it is not.
"""
CLAIM = r'/claims/(\d+)/release"[^>]*><button class="quiet" id="claim-(\d+)-release"'
"""The form of an own page that gives a task back: with numbers of the claim, and of the task."""
Done = tuple[Event, int | None]
"""What a form does, and to which task; to none of them is what is offered."""


class Waiting:
    """`done`: by name, what was acknowledged of each person's forms, in the order in which they were sent."""

    def __init__(self, seed: int, url: str, olive: Olive, links: Links, tasks: list[int]) -> None:
        self.random, self.seed, self.tasks = Random(seed), seed, tasks
        self.http = httpx.Client(base_url=url, timeout=60, headers={"Origin": url, "In-Place": "1"})
        self.signup, self.move = f"/s/{links.make(olive.signup)}", olive.link.move_id
        self.done: dict[str, list[Done]] = {}
        self.mine: dict[int, tuple[int, int]] = {}
        """By its number, the task and quantity of each claim that stands."""
        self._steps, self._keys, self._lost = count(), count(), cycle(LOST)

    @property
    def clients(self) -> list[httpx.Client]:
        return [self.http]

    def go(self, steps: int) -> None:
        for _ in range(steps):
            self.do()

    def do(self) -> None:
        """Somebody takes two things and offers a third; then gives one back, and takes it once more."""
        name = f"Waiting {self.seed} {next(self._steps)}"
        self.http.cookies.clear()
        insist(lambda: self.http.get(self.signup))  # from here on this is a device
        done = self.done[name] = []
        one, other = self.random.sample(self.tasks, 2)
        claims = {task: self._claim(task) for task in (one, other)}
        for task, claim in claims.items():
            self._send(f"{self.signup}/claims", {**claim, "name": name})
            done.append((Event.CLAIMED, task))
        self._send(f"{self.signup}/offers", {"name": name, "words": f"{name} has a van"})
        done.append((Event.OFFERED, None))
        page = insist(lambda: self.http.get(self.signup)).text
        assert f"{name}</bdi>" in page, "not recognised"
        own = _found(r'/h/[^"/?#]+', page)[0]
        n, task = map(int, _found(CLAIM, insist(lambda: self.http.get(own)).text).groups())
        self._send(f"{own}/claims/{n}/release", {})
        claims[task] = self._claim(task)
        mine = self._send(f"{own}/claims", claims[task])
        done += [(Event.RELEASED, task), (Event.CLAIMED, task)]
        self.mine |= {int(n): (int(task), claims[int(task)]["quantity"]) for n, task in re.findall(CLAIM, mine)}

    def _claim(self, task: int) -> dict[str, Any]:
        return {"task": task, "quantity": self.random.randint(1, 3), "standing": "standby"}

    def _send(self, path: str, data: dict[str, Any]) -> str:
        """Send a form with a key of its own until it is answered: by a page, since who stands by is never refused."""
        headers = {"Idempotency-Key": f"waiting-{self.seed}-{next(self._keys):08}"}
        if (after := next(self._lost)) is not None:
            lose_answer(self.http, path, data, headers, after)
        answer = insist(lambda: self.http.post(path, data=data, headers=headers))
        assert answer.status_code == 200, (path, data, answer.status_code, answer.text)
        return answer.text


def _found(what: str, page: str) -> re.Match[str]:
    found = re.search(what, page)
    assert found, page
    return found
