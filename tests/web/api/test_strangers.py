"""Strangers: without the right link everybody gets the same 404, whatever they try and whatever they send."""

import string
from zlib import crc32

import httpx
import pytest

from tests.sizes import ON_ONE, size
from tests.web.api.caller import API, bearer, plan, refused, worked

pytestmark = ON_ONE
JSON = {"Content-Type": "application/json"}
# Everything an organizer can ask below /moves/{m}: method, path, a body that would be right.
ORGANIZER_CALLS = [
    ("GET", "", None),
    ("PATCH", "", {"title": "Mallory was here"}),
    ("DELETE", "", None),
    ("GET", "/board", None),
    ("GET", "/history", None),
    ("POST", "/tasks", {"kind": "care", "title": "Mallory was here"}),
    ("PATCH", "/tasks/{task}", {"title": "Mallory was here"}),
    ("DELETE", "/tasks/{task}", None),
    ("POST", "/tasks/{task}/claims", {"name": "Mallory", "quantity": 1}),
    ("DELETE", "/claims/{claim}", None),
    ("GET", "/helpers", None),
    ("POST", "/helpers", {"name": "Mallory"}),
    ("PATCH", "/helpers/{helper}", {"name": "Mallory"}),
    ("DELETE", "/helpers/{helper}", None),
    ("GET", "/offers", None),
    ("POST", "/offers", {"name": "Mallory", "words": "Mallory was here"}),
    ("POST", "/offers/{offer}/accept", {"tasks": [{"task": 1, "quantity": 1}]}),
    ("GET", "/thanks", None),
    ("PATCH", "/thanks/{helper}", {"note": "Mallory was here"}),
]
LINK_CALLS = [
    ("GET", "/signup/{link}", None),
    ("POST", "/signup/{link}/claims", {"task": 1, "name": "Mallory", "quantity": 1}),
    ("POST", "/signup/{link}/offers", {"name": "Mallory", "words": "Mallory was here"}),
    ("GET", "/helper/{link}", None),
    ("PATCH", "/helper/{link}", {"name": "Mallory"}),
    ("DELETE", "/helper/{link}", None),
    ("POST", "/helper/{link}/claims", {"task": 1, "quantity": 1}),
    ("DELETE", "/helper/{link}/claims/1", None),
]
# Bodies that nobody may send: a stranger must not learn from them either.
WRONG_BODIES = [b"", b"{", b"\xff", b"[]", b"{}", b'{"surprise": 1}', b"[" * 100_000]


FEWER = size("MISSPELT", 3, 1)
"""Of the ways to misspell a link, each call gets one of so many: one place reads all links."""


class Scene:
    """Olive's move with Hana on it, and Mallory, who holds all links of another move."""

    def __init__(self, client):
        self.client = client
        self.move = plan(client)
        self.task = self.move.add_boxes(12)
        self.hana = self.move.takes(self.task, "Hana", 5)
        self.offer = worked(self.move.offer("Tom"), 201)["offer"]
        self.mallory = plan(client, organizer={"name": "Mallory"})
        self.mallorys_helper = self.mallory.takes(self.mallory.add_boxes(12), "Mallory", 5)

    def path(self, path: str) -> str:
        return self.move.path + path.format(
            task=self.task, claim=self.hana.claim["n"], helper=self.hana.n, offer=self.offer["n"]
        )

    def state(self):
        return self.move.board(), self.move.history(), self.move.thanks()

    def wrong_tokens(self, call: str, right: str, *others: str) -> list[str]:
        """List tokens that are not `right`: other people's links, and spellings of `right` that only look like it.

        Which of them, where not all are tried: the `call` decides.
        """
        return [*others, *misspelt(right)[crc32(call.encode()) % FEWER :: FEWER]]


def misspelt(token: str) -> list[str]:
    return [
        "x",
        "nonsense",
        token[:-1],
        token[:-5],
        token[1:],
        token + "=",
        token + "==",
        token + "A",
        token + ".",
        token + "%20",
        "A" + token,
        token.swapcase(),
        token[::-1],
        token + token,
        "A" * len(token),
        "x" * 10_000,
        token[: len(token) // 2] + ("A" if token[len(token) // 2] != "A" else "B") + token[len(token) // 2 + 1 :],
    ]


def seen(answer):
    """Return all that a stranger can see of an answer, the date left out."""
    refused(answer, 404, "not_found")
    return answer.content, sorted((name, value) for name, value in answer.headers.items() if name != "date")


@pytest.fixture(scope="module")
def scene(running):
    """Made once: no stranger changes it, which each test looks at."""
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield Scene(client)


@pytest.mark.held
@pytest.mark.parametrize(("method", "path", "body"), ORGANIZER_CALLS, ids=lambda part: str(part)[:40])
def test_without_the_organizers_own_link_there_is_nothing(scene, method, path, body):
    before = scene.state()
    right = scene.move.organizer_token
    tokens = scene.wrong_tokens(
        f"{method} {path}",
        right,
        scene.mallory.organizer_token,
        scene.move.signup_token,
        scene.hana.token,
        scene.mallory.signup_token,
    )
    strangers = [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {right}"},
        {"Authorization": right},
        {"Cookie": f"organizer={right}; session={right}; token={right}"},
        *(bearer(token) for token in tokens),
    ]

    answers = [
        seen(scene.client.request(method, scene.path(path), json=body, headers=stranger)) for stranger in strangers
    ]

    assert all(answer == answers[0] for answer in answers)
    assert scene.state() == before


@pytest.mark.sampled
@pytest.mark.parametrize(("method", "path", "body"), ORGANIZER_CALLS, ids=lambda part: str(part)[:40])
def test_a_move_that_is_not_there_looks_like_one_that_is_not_yours(scene, method, path, body):
    mallory = bearer(scene.mallory.organizer_token)
    there = scene.path(path)

    answers = [
        seen(scene.client.request(method, there.replace(scene.move.id, other), json=body, headers=mallory))
        for other in (scene.move.id, "2222222222", "x", scene.move.id.upper(), scene.move.id + "2", "%00")
    ]

    assert all(answer == answers[0] for answer in answers)


@pytest.mark.sampled
@pytest.mark.parametrize(("method", "path", "body"), LINK_CALLS, ids=lambda part: str(part)[:40])
def test_a_link_that_is_none_opens_nothing(scene, method, path, body):
    before = scene.state()
    if path.startswith("/signup"):
        right, others = scene.move.signup_token, [scene.hana.token, scene.move.organizer_token]
    else:
        right, others = scene.hana.token, [scene.move.signup_token, scene.move.organizer_token]

    answers = [
        seen(scene.client.request(method, API + path.replace("{link}", token), json=body))
        for token in scene.wrong_tokens(f"{method} {path}", right, *others)
    ]

    assert all(answer == answers[0] for answer in answers)
    assert scene.state() == before


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("method", "path"), [call[:2] for call in ORGANIZER_CALLS if call[0] in ("POST", "PATCH")], ids=str
)
def test_a_stranger_learns_nothing_from_what_they_send_to_a_move(scene, method, path):
    mallory = bearer(scene.mallory.organizer_token) | JSON
    before = scene.state()

    answers = [
        seen(scene.client.request(method, scene.path(path), content=body, headers=mallory)) for body in WRONG_BODIES
    ]
    answers.append(
        seen(scene.client.request(method, scene.path(path), json={}, headers=mallory | {"Idempotency-Key": "short"}))
    )

    assert all(answer == answers[0] for answer in answers)
    assert scene.state() == before


@pytest.mark.parametrize(("method", "path"), [call[:2] for call in LINK_CALLS if call[0] in ("POST", "PATCH")], ids=str)
def test_a_stranger_learns_nothing_from_what_they_send_to_a_link(scene, method, path):
    there = API + path.replace("{link}", scene.move.organizer_token)

    answers = [seen(scene.client.request(method, there, content=body, headers=JSON)) for body in WRONG_BODIES]
    answers.append(seen(scene.client.request(method, there, json={}, headers={"Idempotency-Key": "short"})))
    answers.append(seen(scene.client.request(method, there, content=b"a=b", headers={"Content-Type": "text/x"})))

    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("n", ["999", "abc", "9" * 30])
def test_a_stranger_learns_no_numbers(scene, n):
    mallory = bearer(scene.mallory.organizer_token)

    answers = [
        seen(scene.client.patch(f"{scene.move.path}/tasks/{task}", json={"kept": True}, headers=mallory))
        for task in (scene.task, n)
    ]

    assert answers[0] == answers[1]


def test_of_all_spellings_of_a_link_only_one_is_accepted(scene):
    """The last letter of a signature holds bits that decoding throws away: three other letters mean the same."""
    letters = string.ascii_letters + string.digits + "-_"

    for token, path in ((scene.move.signup_token, "/signup"), (scene.hana.token, "/helper")):
        others = [token[:-1] + letter for letter in letters if letter != token[-1]]
        accepted = [other for other in others if scene.client.get(f"{API}{path}/{other}").status_code != 404]
        assert accepted == []
        assert scene.client.get(f"{API}{path}/{token}").status_code == 200


def test_of_all_spellings_of_an_organizers_link_only_one_is_accepted(scene):
    letters = string.ascii_letters + string.digits + "-_"
    token = scene.move.organizer_token

    for letter in letters:
        spelling = token[:-1] + letter
        answer = scene.client.get(scene.move.path, headers=bearer(spelling))
        assert answer.status_code == (200 if spelling == token else 404)


def test_no_letter_of_a_link_can_be_changed(scene):
    token = scene.hana.token

    for place, letter in enumerate(token):
        forged = token[:place] + ("b" if letter != "b" else "c") + token[place + 1 :]
        assert scene.client.get(f"{API}/helper/{forged}").status_code == 404, place


def test_mallory_cannot_reach_into_another_move_by_number(scene):
    mallory = scene.mallory

    for answer in (
        mallory.ask("PATCH", f"/tasks/{scene.task + 50}", json={"kept": True}),
        mallory.ask("PATCH", f"/helpers/{scene.hana.n + 50}", json={"name": "Mallory"}),
        mallory.ask("DELETE", f"/claims/{scene.hana.claim['n'] + 50}"),
        mallory.ask("PATCH", f"/thanks/{scene.hana.n + 50}", json={"note": "Mallory was here"}),
    ):
        refused(answer, 404, "not_found")


def test_a_helper_is_no_organizer_and_an_organizer_no_helper(scene):
    client, move = scene.client, scene.move

    refused(client.get(move.path, headers=bearer(scene.hana.token)), 404, "not_found")
    refused(client.get(f"{API}/helper/{move.organizer_token}"), 404, "not_found")
    refused(client.get(f"{API}/signup/{move.organizer_token}"), 404, "not_found")


def test_links_are_good_until_they_are_revoked(scene):
    for _ in range(3):
        assert scene.client.get(f"{API}/signup/{scene.move.signup_token}").status_code == 200
        assert scene.hana.ask("GET").status_code == 200
        assert scene.move.ask("GET").status_code == 200
