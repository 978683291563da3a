"""Every field, list and body has a bound, which the document says and the program keeps."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from service.commands.restored_links import SKIPPED
from service.domain.core import room
from service.domain.core.events import Event
from service.domain.core.refusals import TooLarge
from service.domain.rules.helpers import forget_helper
from service.web.base.limits import MAX_BYTES
from tests.conftest import Server
from tests.make import Olive
from tests.web.api.caller import API, Move, bearer, invalid, plan, refused, worked
from tests.web.visit import Organizer, Visitor

each = pytest.mark.every_database
"""Each database refuses signs and numbers of its own."""

BOUNDED = {"maxLength", "enum", "const", "format"}


def fields(schema: dict[str, Any], parts: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every value that a schema lets in, by its path."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield from fields(parts[name], parts, f"{path}/{name}")
        return
    for shapes in ("anyOf", "oneOf", "allOf"):
        if "properties" not in schema:
            for shape in schema.get(shapes, []):
                yield from fields(shape, parts, path)
    for name, inner in schema.get("properties", {}).items():
        yield from fields(inner, parts, f"{path}.{name}")
    if "items" in schema:
        yield f"{path}[]", schema
        yield from fields(schema["items"], parts, f"{path}[]")
    elif schema.get("type") in ("string", "integer", "number"):
        yield path, schema


def test_everything_that_can_be_sent_has_a_bound(server: Server) -> None:
    document = httpx.get(f"{server.url}/api/v1/openapi.json").json()
    parts, unbounded, seen = document["components"]["schemas"], set(), set()
    for calls in document["paths"].values():
        for call in calls.values():
            for content in call.get("requestBody", {}).get("content", {}).values():
                for path, schema in fields(content["schema"], parts):
                    seen.add(path)
                    kind = schema.get("type")
                    bounded = (
                        (kind == "array" and "maxItems" in schema)
                        or (kind == "string" and (BOUNDED & schema.keys() or "pattern" in schema))
                        or (kind in ("integer", "number") and ("maximum" in schema or "exclusiveMaximum" in schema))
                    )
                    if not bounded:
                        unbounded.add(f"{path} {schema}")
    assert unbounded == set()
    assert len(seen) > 60


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


@each
@pytest.mark.parametrize(
    ("field", "most"),
    [("title", 200), ("why", 2_000), ("bring", 2_000)],
)
def test_a_text_fits_up_to_its_bound_and_not_one_letter_more(move: Move, field: str, most: int) -> None:
    task = {"kind": "care", "title": "Lunch"}
    assert worked(move.ask("POST", "/tasks", json=task | {field: "ü" * most}), 201)
    told = move.ask("POST", "/tasks", json=task | {field: "ü" * (most + 1)})
    assert invalid(told) == {field: "too_long"}
    assert f"{most:,}" in told.json()["errors"][0]["message"]


@each
@pytest.mark.parametrize(("field", "least", "most"), [("needed", 1, 1_000), ("minutes", 1, 6_000)])
def test_a_number_fits_between_its_bounds(move: Move, field: str, least: int, most: int) -> None:
    task = {"kind": "box_load", "title": "Books"}
    for fits in (least, most):
        assert worked(move.ask("POST", "/tasks", json=task | {field: fits}), 201)
    for beyond, code in (
        (least - 1, "too_small"),
        (most + 1, "too_large"),
        (2**31, "too_large"),
        (10**30, "too_large"),
    ):
        assert invalid(move.ask("POST", "/tasks", json=task | {field: beyond})) == {field: code}


def test_a_list_of_tasks_has_a_bound(move: Move) -> None:
    task = {"kind": "care", "title": "Lunch"}
    assert len(worked(move.ask("POST", "/tasks", json={"tasks": [task] * 500}), 201)["tasks"]) == 500
    assert invalid(move.ask("POST", "/tasks", json={"tasks": [task] * 501})) == {"tasks": "too_many"}


@pytest.mark.sampled
@each
@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1f"])
@pytest.mark.parametrize("place", ["title", "paste", "name", "note"])
def test_what_no_database_keeps_is_refused_or_left_out(move: Move, letter: str, place: str) -> None:
    task = move.add_care()
    sent = {
        "title": lambda: move.ask("POST", "/tasks", json={"kind": "care", "title": f"Lu{letter}nch"}),
        "paste": lambda: move.ask("POST", "/tasks/paste", json={"text": f"12 boxes of bo{letter}oks\nPiano{letter}"}),
        "name": lambda: move.sign_up(task, f"Ha{letter}na"),
        "note": lambda: move.sign_up(task, note=f"Hm{letter}"),
    }[place]()
    if sent.status_code != 422:
        assert worked(sent, 201)
        assert letter not in move.ask("GET", "/board").text.encode().decode("unicode_escape")
    assert worked(move.ask("GET", "/board"), 200)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: httpx.Client, move: Move) -> None:
    body = b'{"kind": "care", "title": "' + b"x" * MAX_BYTES + b'"}'
    headers = bearer(move.organizer_token) | {"Content-Type": "application/json"}
    for content in (body, iter([body[:500_000], body[500_000:]])):  # with its length, and without
        refused(client.post(f"{API}/moves/{move.id}/tasks", content=content, headers=headers), 413, "too_large")


def test_a_form_that_is_too_long_comes_back_with_all_that_was_typed(server: Server) -> None:
    olive = Organizer(server)
    task, words = olive.add(), "Zwei Hände " * 300
    told = Visitor(server).post(f"{olive.signup_link}/offers", name="Hana", words=words, task=task)
    assert told.status_code == 422
    assert words.strip() in told.text
    assert "2,000" in told.text


def test_a_move_holds_only_so_many_rows_that_stand(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_ROWS", 4)
    monkeypatch.setattr(room, "ROWS_PER_COUNT", 1)
    olive = Olive(server.installation.database)
    lunch, hana = olive.task("care", "Lunch", needed=9), olive.helper("Hana")
    claim = olive.claim(lunch, hana)
    fake = olive.helper("The last one")
    with pytest.raises(TooLarge):
        olive.helper("One too many")
    with olive.change() as opened:
        forget_helper(opened, fake)
    olive.helper("A friend, in its place")
    with pytest.raises(TooLarge):
        olive.helper("One too many")
    olive.release(claim)
    olive.helper("Another friend")


def test_what_is_given_back_and_taken_again_has_an_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_ROWS", 4)
    monkeypatch.setattr(room, "MAX_NUMBERS", 20)
    monkeypatch.setattr(room, "ROWS_PER_COUNT", 1)
    olive = Olive(server.installation.database)
    lunch, hana = olive.task("care", "Lunch", needed=9), olive.helper("Hana")
    for _ in range(17):  # the first three numbers: Olive, lunch, Hana
        olive.release(olive.claim(lunch, hana))
    with pytest.raises(TooLarge):
        olive.claim(lunch, hana)
    assert room.MAX_NUMBERS + 100 * SKIPPED < 10**9, "and a link may hold each number"


def test_a_move_that_is_full_is_not_counted_again_before_it_changes(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MAX_ROWS", 4)
    monkeypatch.setattr(room, "ROWS_PER_COUNT", 1)
    olive = Olive(server.installation.database)
    olive.task("care", "Lunch")
    friends = [olive.helper(name) for name in ("Hana", "Tom", "Ada")]
    counted: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        counted.extend([statement] if "count(*)" in statement else [])

    event.listen(server.installation.database.engine, "before_cursor_execute", executed)
    try:
        for _ in range(5):
            with pytest.raises(TooLarge):
                olive.helper("One too many")
        assert len(counted) == 1
        with olive.change() as opened:
            forget_helper(opened, friends[0])
        counted.clear()
        olive.helper("A friend, in her place")
        assert len(counted) == 1
    finally:
        event.remove(server.installation.database.engine, "before_cursor_execute", executed)


@each
def test_a_thousand_boxes_and_two_thousand_helpers_fit(server: Server) -> None:
    olive = Olive(server.installation.database)
    boxes = olive.task(needed=1_000)
    with olive.change() as opened:
        assert len({opened.next_n() for _ in range(2_000)}) == 2_000
        opened.note(Event.MOVE_CHANGED)
    assert olive.claim(boxes, olive.helper(), 1_000)
