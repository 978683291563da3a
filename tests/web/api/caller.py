"""Calls of the JSON API, put in the words of the people who use it.

Knows the contract of the API only (paths, members, codes) and nothing of the service's code. Verbs that end well
are short (`plan`, `move.add`, `move.takes`); the calls a test is about go through `move.ask`, `move.sign_up` and
`helper.ask` and hand back the bare response.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx

API = "/api/v1"

BELL = "The bell says Moser"
OLD_FLAT = {"area": "Neubau", "address": "Lindengasse 7/23", "floor": 4, "lift": False, "arriving": BELL}
NEW_FLAT = {
    "area": "Simmering",
    "address": "Kaiser-Ebersdorfer Strasse 81",
    "floor": 1,
    "lift": True,
    "arriving": "Code 12",
}
PROBLEM = {"type", "title", "status", "code", "detail"}
TASK = {
    *("kind", "title", "needed", "work", "sort", "weight_kg", "why", "bring"),
    *("day", "starts", "ends", "minutes", "kept"),
    *("n", "state", "cover", "taken", "left", "effort", "crew", "claims"),
}


def token_of(link: str) -> str:
    """The last path segment: what the API's paths and the organizer's Authorization want of a link."""
    return link.rsplit("/", 1)[1]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def new_key() -> dict[str, str]:
    """A header with an Idempotency-Key nobody has used."""
    return {"Idempotency-Key": uuid.uuid4().hex}


def worked(response: httpx.Response, *statuses: int) -> Any:
    """The body of an answer that must be a yes; any yes where no status is named."""
    if statuses:
        assert response.status_code in statuses, response.text
    assert response.is_success, f"{response.status_code} {response.text}"
    return response.json() if response.content else None


def object_of(response: httpx.Response, *statuses: int) -> dict[str, Any]:
    """Return the body of an answer that must be a yes, and a JSON object."""
    body = worked(response, *statuses)
    assert isinstance(body, dict)
    return body


def refused(response: httpx.Response, status: int, code: str, *more: str) -> dict[str, Any]:
    """The problem a refusal answers with: its status, its code, and no members beyond the contract's and `more`."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].split(";")[0] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["code"] == code, problem
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"]
    assert set(problem) == PROBLEM | set(more)
    return problem


def not_there(response: httpx.Response) -> None:
    """Something with this number is not there. A number that cannot be one may also be called invalid."""
    if response.status_code == 422:
        invalid(response)
    else:
        refused(response, 404, "not_found")


def invalid(response: httpx.Response) -> dict[str, str]:
    """A 422 `invalid`, as field -> code."""
    problem = refused(response, 422, "invalid", "errors")
    assert problem["errors"]
    for error in problem["errors"]:
        assert set(error) == {"field", "code", "message"}
        assert error["message"]
    return {error["field"]: error["code"] for error in problem["errors"]}


@dataclass
class Helper:
    """Hana or Tom, with the personal link the first claim or offer gave them."""

    client: httpx.Client
    n: int
    name: str
    link: str
    claim: dict[str, Any]

    @property
    def token(self) -> str:
        return token_of(self.link)

    def ask(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        return self.client.request(method, f"{API}/helper/{self.token}{path}", **options)

    def page(self) -> dict[str, Any]:
        return object_of(self.ask("GET"), 200)

    def standing(self) -> dict[str, Any]:
        """The helper's one claim, as their own page tells it."""
        claims: list[dict[str, Any]] = self.page()["claims"]
        (claim,) = claims
        return claim

    def release(self, claim: dict[str, Any] | None = None) -> None:
        released = self.ask("DELETE", f"/claims/{(claim or self.claim)['n']}")
        assert released.status_code == 204, released.text


@dataclass
class Move:
    """One planned move and what its organizer, Olive, holds."""

    client: httpx.Client
    id: str
    organizer_token: str
    signup_token: str

    @property
    def path(self) -> str:
        return f"{API}/moves/{self.id}"

    def ask(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        """Olive asks; `path` begins below the move."""
        headers = bearer(self.organizer_token) | options.pop("headers", {})
        return self.client.request(method, f"{self.path}{path}", headers=headers, **options)

    def patch(self, **fields: Any) -> None:
        worked(self.ask("PATCH", json=fields), 200)

    def told(self) -> dict[str, Any]:
        """The move as its organizer reads it. The contract leaves open whether it stands under "move"."""
        answer = worked(self.ask("GET"), 200)
        move: dict[str, Any] = answer.get("move", answer)
        return move

    def board(self) -> dict[str, Any]:
        return object_of(self.ask("GET", "/board"), 200)

    @property
    def version(self) -> int:
        version: int = self.board()["version"]
        return version

    def tasks(self) -> list[dict[str, Any]]:
        tasks: list[dict[str, Any]] = self.board()["tasks"]
        return tasks

    def task(self, n: int) -> dict[str, Any]:
        (task,) = [task for task in self.tasks() if task["n"] == n]
        return task

    def add(self, **task: Any) -> dict[str, Any]:
        tasks: list[dict[str, Any]] = worked(self.ask("POST", "/tasks", json=task), 201)["tasks"]
        (added,) = tasks
        return added

    def add_boxes(self, needed: int = 12, **more: Any) -> int:
        n: int = self.add(**{"kind": "box_load", "title": "Books", "work": "carry", "needed": needed} | more)["n"]
        return n

    def add_care(self, needed: int = 1, **more: Any) -> int:
        n: int = self.add(**{"kind": "care", "title": "Soup for all", "sort": "food", "needed": needed} | more)["n"]
        return n

    def add_trip(self, needed: int = 2, **more: Any) -> int:
        n: int = self.add(**{"kind": "trip", "title": "First run", "needed": needed} | more)["n"]
        return n

    def add_heavy(self, weight_kg: float | None = None, **more: Any) -> dict[str, Any]:
        """A heavy thing with a title that no list of furniture knows."""
        return self.add(**{"kind": "heavy_item", "title": "The blue thing", "weight_kg": weight_kg} | more)

    def change_task(self, n: int, **fields: Any) -> httpx.Response:
        return self.ask("PATCH", f"/tasks/{n}", json=fields)

    def history(self) -> list[dict[str, Any]]:
        """The happenings; the contract names the path but not the member they stand under."""
        answer = worked(self.ask("GET", "/history"), 200)
        if isinstance(answer, list):
            return answer
        (happenings,) = [member for member in answer.values() if isinstance(member, list)]
        return happenings

    def thanks(self) -> dict[str, Any]:
        return object_of(self.ask("GET", "/thanks"), 200)

    def thanks_for(self, name: str) -> dict[str, Any]:
        thanks: list[dict[str, Any]] = self.thanks()["thanks"]
        (entry,) = [entry for entry in thanks if entry["name"] == name]
        return entry

    # What anyone with the sign-up link can say.

    def public(self) -> dict[str, Any]:
        return object_of(self.client.get(f"{API}/signup/{self.signup_token}"), 200)

    def sign_up(self, task: int, name: str = "Hana", quantity: int = 1, **more: Any) -> httpx.Response:
        headers = more.pop("headers", {})
        body = {"task": task, "name": name, "quantity": quantity} | more
        return self.client.post(f"{API}/signup/{self.signup_token}/claims", json=body, headers=headers)

    def takes(self, task: int, name: str = "Hana", quantity: int = 1, **more: Any) -> Helper:
        answer = worked(self.sign_up(task, name, quantity, **more), 201)
        helper = answer["helper"]
        return Helper(self.client, helper["n"], helper["name"], answer["helper_link"], answer["claim"])

    def drives(self, trip: int, name: str = "Tom") -> Helper:
        return self.takes(trip, name, role="driver", vehicle={"kind": "van", "seats": 3})

    def offer(self, name: str = "Hana", words: str = "Tell me if I can do something", **more: Any) -> httpx.Response:
        headers = more.pop("headers", {})
        body = {"name": name, "words": words} | more
        return self.client.post(f"{API}/signup/{self.signup_token}/offers", json=body, headers=headers)


def plan_fields(**fields: Any) -> dict[str, Any]:
    organizer = {"name": "Olive"}
    return {"title": "Olive moves", "organizer": organizer, "zone": "Europe/Vienna", "day": "2026-12-05"} | fields


def plan(client: httpx.Client, **fields: Any) -> Move:
    """Olive plans a move of her own for this test."""
    answer = worked(client.post(f"{API}/moves", json=plan_fields(**fields)), 201)
    links = answer["links"]
    return Move(client, answer["id"], token_of(links["organizer"]), token_of(links["signup"]))
