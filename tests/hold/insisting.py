"""Requests on a bad line: the same one again, until somebody answers."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import httpx

PASSING = (429, 503)
"""Statuses that are no answer: of a program that is busy, or of a database that is away."""
TRIES = 200


def insist(send: Callable[[], httpx.Response]) -> httpx.Response:
    for _ in range(TRIES):
        with suppress(httpx.TransportError):  # killed before it could answer
            answer = send()
            if answer.status_code not in PASSING:
                return answer
    raise AssertionError("nobody answers")


class Caller:
    """Calls the JSON API, each unsafe call with a key of its own: however often it is sent, it happens once."""

    def __init__(self, name: str, url: str, path: str = "", token: str = "") -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.Client(base_url=f"{url}/api/v1{path}", timeout=60, headers=headers)
        self._keys = (f"{name:16}-{number:08}" for number in count())

    def __call__(self, method: str, path: str, body: Any = None) -> httpx.Response:
        headers = {"Idempotency-Key": next(self._keys).replace(" ", "-")}
        return insist(lambda: self.http.request(method, path, json=body, headers=headers))


def lose_answer(http: httpx.Client, path: str, data: dict[str, Any], headers: dict[str, str], after: float) -> None:
    """Send a form, and hang up after so many seconds, or throw the answer away: nothing of it is known here."""
    before = httpx.Cookies(http.cookies)
    with suppress(httpx.TransportError):
        http.post(path, data=data, headers=headers, timeout=httpx.Timeout(60, read=after))
    http.cookies = before
