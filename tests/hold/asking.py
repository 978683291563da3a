"""People who are asked, or to whom a friend hands a place on, or who are trusted, all of them in the middle of it.

Each answers from two devices at once, or while somebody else thinks better of it.
"""

from collections import Counter
from concurrent.futures import Executor
from itertools import count, cycle
from random import Random
from typing import Any

import httpx

from service.domain.core.links import Links
from tests.hold.insisting import Caller
from tests.make import Olive

Place = tuple[int, int]
"""The task and the quantity of a claim."""


class Asking:
    """What was acknowledged, for tests.hold.promises: each by the number of its row."""

    def __init__(self, seed: int, urls: list[str], olive: Olive, links: Links, tasks: list[int]) -> None:
        self.random, self.seed, self.tasks, self.move = Random(seed), seed, tasks, olive.link.move_id
        self.signup = links.make(olive.signup)
        self.roomy = olive.task("box_load", "Cups", needed=1000)
        path, token = f"/moves/{self.move}", links.make(olive.link)
        self.olive = Caller(f"olive-{seed}", urls[-1], path, token)
        # Two devices, of programs of their own where there are several.
        self.one, self.other = (Caller(f"{name}-{seed}", url) for name, url in (("one", urls[0]), ("other", urls[-1])))
        self.mine: dict[int, Place] = {}
        """Claims that stand."""
        self.yes: dict[int, tuple[int, int]] = {}
        """Of an ask that was answered yes: the person, and their claim."""
        self.no: set[int] = set()
        self.taken_back: set[int] = set()
        self.handed: dict[int, int] = {}
        """Of a claim whose friend was asked to take it over, and said yes: the friend's claim."""
        self.trusted: dict[int, bool] = {}
        self.statuses: Counter[tuple[str, int]] = Counter()
        self._steps = count()
        self._answers = cycle(["come", "take back", "no"])
        self._second_thoughts = cycle(["give back", "come", "keep"])
        self._trusted = cycle([[True], [True, False]])
        """In turn, so that few steps try them all."""

    @property
    def clients(self) -> list[httpx.Client]:
        return [self.olive.http, self.one.http, self.other.http]

    def go(self, steps: int, both: Executor) -> None:
        for _ in range(steps):
            self.do(both)

    def do(self, both: Executor) -> None:
        step = next(self._steps)
        name, deeds = f"Asked {self.seed} {step}", (self._ask, self._hand_on, self._trust)
        deeds[step % len(deeds)](name, both)

    def _say(self, what: str, answer: httpx.Response) -> Any:
        self.statuses[what, answer.status_code] += 1
        return answer.json() if answer.is_success and answer.content else {}

    def _wish(self) -> dict[str, Any]:
        standing = self.random.choice(["firm", "standby", "standby"])
        return {"task": self.random.choice(self.tasks), "quantity": self.random.randint(1, 3), "standing": standing}

    def _ask(self, name: str, both: Executor) -> None:
        wish = self._wish()
        made = self._say("ask", self.olive("POST", "/asks", {"name": name, "tasks": [wish["task"]]}))
        n, link = made["ask"]["n"], f"/asks/{made['ask']['link'].rsplit('/', 1)[1]}"
        does = next(self._answers)
        if does == "no":
            self._say("no", self.one("POST", f"{link}/not-this-time"))
            self.no.add(n)
            return
        sent = both.submit(self.one, "POST", f"{link}/claims", wish)
        if does == "take back":
            gone = self.olive("DELETE", f"/asks/{n}")
            self._say("take back", gone)
            self.taken_back.add(n)
        else:
            self._came(n, wish, self._say("come", self.other("POST", f"{link}/claims", wish)))
        self._came(n, wish, self._say("come", sent.result()))

    def _came(self, ask: int, wish: dict[str, Any], said: Any) -> None:
        if said:
            claim, helper = said["claim"]["n"], said["helper"]["n"]
            assert self.yes.setdefault(ask, (helper, claim)) == (helper, claim), "one person, two claims"
            self.mine[claim] = (wish["task"], wish["quantity"])

    def _hand_on(self, name: str, both: Executor) -> None:
        """A friend says yes, while the owner gives the place back, keeps it, or the friend taps twice."""
        wish: dict[str, Any] = {**self._wish(), "standing": "firm"}
        said = self._say("claim", self.one("POST", f"/signup/{self.signup}/claims", {"name": name, **wish}))
        if not said:
            wish["task"] = self.roomy
            said = self._say("claim", self.one("POST", f"/signup/{self.signup}/claims", {"name": name, **wish}))
        n = said["claim"]["n"]
        own = f"/helper/{said['helper_link'].rsplit('/', 1)[1]}/claims/{n}"
        self.mine[n] = place = (wish["task"], wish["quantity"])
        link = self._say("hand on", self.one("POST", f"{own}/hand-on", {"name": f"{name}'s friend"}))["link"]
        yes = ("POST", f"/asks/{link.rsplit('/', 1)[1]}/claims", wish)
        does = next(self._second_thoughts)
        second = {"come": yes, "give back": ("DELETE", own, None), "keep": ("DELETE", f"{own}/hand-on", None)}[does]
        sent = both.submit(self.one, *yes)
        then = self._say(does, self.other(*second))
        came = self._say("come", sent.result()) or (then if does == "come" else {})
        if came:
            self.handed[n] = came["claim"]["n"]
            self.mine[came["claim"]["n"]] = place
        if came or does == "give back":
            del self.mine[n]

    def _trust(self, name: str, both: Executor) -> None:
        """Somebody takes one thing more while they are trusted, or are not any more."""
        first, more = self.random.sample(self.tasks, 2)
        wish = {"task": first, "name": name, "standing": "standby"}
        said = self._say("claim", self.one("POST", f"/signup/{self.signup}/claims", wish))
        helper, own = said["helper"]["n"], f"/helper/{said['helper_link'].rsplit('/', 1)[1]}"
        self.mine[said["claim"]["n"]] = (first, 1)
        for trusted in next(self._trusted):
            sent = both.submit(self.other, "POST", f"{own}/claims", {"task": more, "standing": "standby"})
            self._say("trust", self.olive("PATCH", f"/helpers/{helper}", {"trusted": trusted}))
            self.mine[self._say("claim", sent.result())["claim"]["n"]] = (more, 1)
            self.trusted[helper] = trusted
        told = self._say("look", self.one("GET", own))["tasks"]
        names = {claim["helper"]["n"] for task in told for claim in task["claims"]}
        assert self.trusted[helper] or names <= {helper}, "who is not trusted knows who else comes"
        assert self.trusted[helper] or not any(task["starts"] for task in told), "who is not trusted knows when"
