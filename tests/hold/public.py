"""What everybody can open who has the sign-up link, or helps already and is named for nothing."""

import re
from functools import partial

import httpx

from service.domain.core.links import Grants, Link, Links
from tests.hold.insisting import insist
from tests.make import Olive
from tests.sizes import size


class Public:
    """Looks into the answers that list tasks; tests/attack walks every other."""

    def __init__(self, url: str, olive: Olive, links: Links) -> None:
        signup, move = links.make(olive.signup), olive.link.move_id
        own = links.make(Link(move, Grants.HELPER, olive.helper("Tom"), 1))
        self.http = httpx.Client(base_url=url, timeout=60)
        self.signup = f"/api/v1/signup/{signup}"
        answers = (f"/s/{signup}", self.signup, f"/s/{signup}/several", f"/api/v1/helper/{own}", f"/h/{own}")
        self.answers = answers[: size("ANSWERS", 2, len(answers))]

    def shows(self, tasks: tuple[int, ...], word: str) -> list[str]:
        """List the answers that have one of these tasks, by its number or by a word of its title."""
        mark = re.compile("|".join([word, *(f'"n":{n},|task-{n}\\b' for n in tasks)]))
        return [path for path in self.answers if mark.search(insist(partial(self.http.get, path)).text)]

    def take(self, task: int, name: str) -> httpx.Response:
        body = {"task": task, "quantity": 1, "name": name, "standing": "standby"}
        return insist(lambda: self.http.post(f"{self.signup}/claims", json=body))
