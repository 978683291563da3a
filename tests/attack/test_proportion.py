"""Answers stay in proportion to what was sent, and so does the work: nobody is held up by somebody else's garbage."""

import json
from typing import Any

import httpx
import pytest

from service.domain.core.refusals import MAX_NAMED
from service.domain.rules.tasks import MAX_OF_LIST
from service.web.forms.fields import LIST
from tests.conftest import Server
from tests.sizes import size
from tests.web.api.caller import API, plan, plan_fields
from tests.web.visit import Organizer

pytestmark = pytest.mark.one_database
FIELDS = 60_000
SMALL = 20_000
"""Bytes of an answer that names twenty faults."""


def refused(answer: httpx.Response) -> Any:
    assert answer.status_code == 422
    assert len(answer.content) < SMALL
    said = answer.json()
    assert len(said["errors"]) == MAX_NAMED
    return said


def test_of_many_unknown_fields_the_first_are_named_and_all_are_counted(client: httpx.Client) -> None:
    unknown = {f"f{n}": 1 for n in range(FIELDS)}
    said = refused(client.post(f"{API}/moves", json={**plan_fields(), **unknown}))
    assert said["count"] == FIELDS
    assert [each["field"] for each in said["errors"]] == [f"f{n}" for n in range(MAX_NAMED)]
    assert {each["code"] for each in said["errors"]} == {"unknown_field"}
    assert "60,000 things in all are not right" in said["detail"]


def test_so_it_is_further_in_and_in_lists(client: httpx.Client) -> None:
    unknown = {f"{n}": n for n in range(1_000)}
    said = refused(client.post(f"{API}/moves", json={**plan_fields(), "from": unknown, "organizer": unknown}))
    assert said["count"] == 2_000
    move = plan(client)
    task = {"kind": "care", "title": "", "needed": "x", "work": "y", **{f"{n}": n for n in range(15)}}
    said = refused(move.ask("POST", "/tasks", json={"tasks": [task] * 500}))
    assert said["count"] == 500 * (3 + 15)
    said = refused(move.ask("POST", "/tasks", json={"tasks": [{**task, **unknown}] * 90}))
    assert said["count"] == 90 * 1_000


def test_a_fault_is_no_longer_than_it_has_to_be(client: httpx.Client) -> None:
    answer = client.post(f"{API}/moves", json={**plan_fields(), "x" * 900_000: 1})
    assert answer.status_code == 422
    assert len(answer.content) < SMALL
    move = plan(client)
    answer = move.ask("PATCH", json={"title": " x" * 400_000})
    assert answer.status_code == 422
    assert len(answer.content) < SMALL


@pytest.mark.parametrize("body", [b"&" * 990_000, b"=&" * 490_000, b"a=1&" * 240_000], ids=["&", "=&", "a=1&"])
def test_a_form_of_nothing_but_fields_is_not_gone_through(server: Server, client: httpx.Client, body: bytes) -> None:
    olive = Organizer(server)
    headers = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/", f"{olive.signup_link.removeprefix(server.url)}/claims"):
        answer = client.post(path, content=body, headers=headers)
        assert answer.status_code == 400
        assert len(answer.content) < SMALL


LISTS = {"letters": "a\n" * LIST, "words": "xqz wvb\n" * LIST, "things": "desk\n\nchair\n\n" * LIST}


@pytest.mark.held  # tests/web/organizer/test_pasting.py holds the bound, this one its answers
@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_that_nobody_could_look_through_is_not_shown(server: Server, text: str) -> None:
    olive = Organizer(server)
    answer = olive.post(f"{olive.move}/paste", text=text[:LIST])
    assert len(answer.content) < 2 * LIST + SMALL
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    call = f"{API}/moves/{olive.move.removeprefix('/m/')}/tasks/paste?dry_run=true"
    answer = olive.http.post(call, json={"text": text[:LIST]}, headers=bearer)
    assert len(answer.content) < 2 * LIST + SMALL


ROWS = {
    "one-line": {"lines": "1," * 150, "title": "Desk"},
    "all-lines": {"lines": "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", "title": "Desk"},
    "titles": {"parts": "20", "title": "x" * 500},
    "reasons": {"parts": "20", "why": "x" * 1_500},
    "joined": {"pick": "1", "lines": "1,2,3" * 50, "bring": "y" * 300},
    "things": {"kind": "heavy_item", "carries": ",".join(map(str, range(1, 200))), "title": "All"},
}
BUTTONS = ["again", "save", "several"]
PRESSED = size("PRESSED", 1, len(BUTTONS))
"""Buttons by which each of these rows is sent: in `make test` each button sends two of them."""


@pytest.mark.sampled
@pytest.mark.long
@pytest.mark.parametrize(
    ("row", "do"),
    [
        pytest.param(row, BUTTONS[(n + i) % len(BUTTONS)], id=f"{BUTTONS[(n + i) % len(BUTTONS)]}-{name}")
        for n, (name, row) in enumerate(ROWS.items())
        for i in range(PRESSED)
    ],
)
def test_a_preview_that_was_tampered_with_stays_small(server: Server, row: dict[str, str], do: str) -> None:
    """A few hundred rows, each of which points at long lines or wants to become twenty."""
    olive = Organizer(server)
    rows = {f"{name}-{i}": value for i in range(MAX_OF_LIST) for name, value in {"kind": "bogus", **row}.items()}
    text = "\n".join("z" * 5_000 for _ in range(16))
    things = json.dumps({n: {"name": "desk"} for n in range(1, 200)})
    more = {"rows": str(MAX_OF_LIST), "left": "0", "do": do, "text": text, "things": things, "set_what": "join"}
    answer = olive.post(f"{olive.move}/paste/tasks", **rows, **more)
    assert answer.status_code in (200, 303, 422)
    sent = sum(len(name) + len(value) for name, value in rows.items()) + len(text) + len(things)
    assert len(answer.content) < 8 * sent + MAX_OF_LIST * 6_000


def test_of_many_wrong_rows_the_first_are_named_and_all_are_counted(server: Server) -> None:
    olive = Organizer(server)
    rows = {f"{name}-{i}": "bogus" for i in range(30) for name in ("kind", "minutes")}
    answer = olive.post(f"{olive.move}/paste/tasks", rows="30", left="0", do="save", text="", **rows)
    assert answer.status_code == 422
    assert "90 things in all are not right; the first 20 are named." in answer.text
    assert answer.text.count("Please choose one of the given words.") < MAX_NAMED
