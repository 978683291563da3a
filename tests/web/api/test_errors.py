"""Refusals of the API: problem+json with the contract's members, whatever is thrown at it."""

import pytest

from tests.web.api.caller import API, PROBLEM, bearer, invalid, plan, plan_fields, refused, worked

JSON = {"Content-Type": "application/json"}
FAR_TOO_LARGE = 20_000_000


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"title": "Olive"', b"{'title': 'Olive'}", b"title=Olive", b"\xff\xfe{}", b"{} {}", b"[" * 100_000],
    ids=["cut off", "no end", "single quotes", "a form", "no UTF-8", "two bodies", "too deep"],
)
def test_what_is_not_json_is_malformed(client, body):
    refused(client.post(f"{API}/moves", content=body, headers=JSON), 400, "malformed")


def test_malformed_bodies_are_refused_under_every_link(client):
    move = plan(client)
    hana = move.takes(move.add_boxes(12), "Hana", 5)
    before = move.board()

    for answer in (
        move.ask("PATCH", content=b"{", headers=JSON),
        move.ask("POST", "/tasks", content=b"{", headers=JSON),
        move.ask("PATCH", f"/thanks/{hana.n}", content=b"{", headers=JSON),
        client.post(f"{API}/signup/{move.signup_token}/claims", content=b"{", headers=JSON),
        client.post(f"{API}/signup/{move.signup_token}/offers", content=b"{", headers=JSON),
        hana.ask("POST", "/claims", content=b"{", headers=JSON),
        hana.ask("PATCH", content=b"{", headers=JSON),
    ):
        refused(answer, 400, "malformed")

    assert move.board() == before


@pytest.mark.parametrize("body", [b"[]", b"null", b'"move"', b"7", b"true"])
def test_json_that_is_no_object_is_invalid(client, body):
    answer = client.post(f"{API}/moves", content=body, headers=JSON)

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_no_body_at_all_is_refused(client):
    answer = client.post(f"{API}/moves", headers=JSON)

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.sampled
@pytest.mark.parametrize(
    "text",
    ["\\ud800", "\\u0000", "\\u202e", "A\\nB", "\\ud83d\\ude9a"],
    ids=["half a character", "nothing", "backwards", "two lines", "a lorry"],
)
def test_no_text_breaks_the_house(client, text):
    body = f'{{"title": "Olive {text}", "organizer": {{"name": "O {text}"}}, "zone": "Europe/Vienna"}}'

    answer = client.post(f"{API}/moves", content=body.encode(), headers=JSON)

    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 201:
        made = answer.json()
        token = made["links"]["organizer"].rsplit("/", 1)[1]
        read = client.get(f"{API}/moves/{made['id']}/board", headers=bearer(token))
        assert read.status_code == 200


@pytest.mark.sampled
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 5000])
def test_no_number_breaks_the_house(client, number):
    move = plan(client)
    body = f'{{"kind": "heavy_item", "title": "Thing", "weight_kg": {number}}}'

    answer = move.ask("POST", "/tasks", content=body.encode(), headers=JSON)

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_no_day_breaks_the_house(client, day):
    answer = client.post(f"{API}/moves", json=plan_fields(day=day))

    assert answer.status_code in (201, 422), answer.text
    if answer.status_code == 201:
        token = answer.json()["links"]["organizer"].rsplit("/", 1)[1]
        for face in ("board", "thanks"):
            read = client.get(f"{API}/moves/{answer.json()['id']}/{face}", headers=bearer(token))
            assert read.status_code == 200


def test_every_wrong_field_is_named_with_a_code_and_a_sentence(client):
    body = plan_fields(zone="Mars/Olympus", day="soon", surprise=1, title="")

    fields = invalid(client.post(f"{API}/moves", json=body))

    assert set(fields) == {"zone", "day", "surprise", "title"}


def test_the_wrong_value_itself_is_not_repeated_to_programs(client):
    move = plan(client)
    boxes = move.add_boxes(12)

    answer = move.sign_up(boxes, quantity=0, email="hana@example.org", note="my private note")

    invalid(answer)
    assert "my private note" not in answer.text


def test_too_large_a_body_is_refused(client):
    body = plan_fields(why="x" * FAR_TOO_LARGE)

    refused(client.post(f"{API}/moves", json=body), 413, "too_large")


def test_too_large_a_body_is_refused_when_its_size_is_not_announced(client):
    def pieces():
        yield b'{"title": "'
        for _ in range(FAR_TOO_LARGE // 65_536):
            yield b"x" * 65_536
        yield b'"}'

    refused(client.post(f"{API}/moves", content=pieces(), headers=JSON), 413, "too_large")


def test_too_long_a_text_is_refused(client):
    answer = client.post(f"{API}/moves", json=plan_fields(title="x" * 100_000))

    assert answer.status_code in (413, 422), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/moves/x/y/z/nothing", "/signup", "/helper"])
def test_an_address_that_is_none_is_not_found(client, path):
    refused(client.get(f"{API}{path}"), 404, "not_found")


def methods_that_are_not_there(move, boxes, hana):
    """Calls with a method their path does not have, and the methods it has."""
    signup, helper = f"{API}/signup/{move.signup_token}", f"{API}/helper/{hana.token}"
    return [
        ("GET", f"{API}/moves", {"POST"}),
        ("PUT", f"{API}/moves", {"POST"}),
        ("PUT", move.path, {"GET", "PATCH", "DELETE"}),
        ("POST", move.path, {"GET", "PATCH", "DELETE"}),
        ("POST", f"{move.path}/board", {"GET"}),
        ("DELETE", f"{move.path}/history", {"GET"}),
        ("DELETE", f"{move.path}/tasks", {"POST"}),
        ("PUT", f"{move.path}/tasks/{boxes}", {"PATCH", "DELETE"}),
        ("GET", f"{move.path}/tasks/{boxes}/claims", {"POST"}),
        ("GET", f"{move.path}/claims/{hana.claim['n']}", {"PATCH", "DELETE"}),
        ("DELETE", f"{move.path}/helpers", {"GET", "POST"}),
        ("POST", f"{move.path}/thanks", {"GET"}),
        ("DELETE", f"{move.path}/thanks/{hana.n}", {"PATCH"}),
        ("POST", signup, {"GET"}),
        ("DELETE", signup, {"GET"}),
        ("GET", f"{signup}/claims", {"POST"}),
        ("GET", f"{signup}/offers", {"POST"}),
        ("POST", helper, {"GET", "PATCH", "DELETE"}),
        ("GET", f"{helper}/claims", {"POST"}),
        ("GET", f"{helper}/claims/{hana.claim['n']}", {"DELETE"}),
    ]


def test_a_method_that_is_not_there_is_refused_and_changes_nothing(client):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    before = move.board()

    for method, path, _ in methods_that_are_not_there(move, boxes, hana):
        answer = client.request(method, path, headers=bearer(move.organizer_token))
        assert answer.status_code == 405, f"{method} {path} {answer.status_code} {answer.text}"
        assert answer.headers["content-type"].startswith("application/problem+json"), path
        problem = answer.json()
        assert set(problem) == PROBLEM
        assert problem["status"] == 405

    assert move.board() == before


def test_the_refusal_of_a_method_names_all_that_are_there(client):
    """RFC 9110, 15.5.6: Allow lists the methods of the resource, not only those of one route."""
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)

    for method, path, there in methods_that_are_not_there(move, boxes, hana):
        answer = client.request(method, path, headers=bearer(move.organizer_token))
        allowed = {name.strip() for name in answer.headers["allow"].split(",")}
        assert there <= allowed, f"{path} {allowed}"
        assert method not in allowed


def test_each_refusal_has_its_code(client):
    move = plan(client)
    boxes, soup = move.add_boxes(2), move.add_care(1)
    thing = move.add_heavy(60)["n"]
    worked(move.change_task(soup, state="cancelled"), 200)

    assert refused(move.sign_up(boxes, quantity=3), 409, "task_full", "left")["left"] == 2
    refused(move.sign_up(soup), 409, "task_cancelled")
    assert refused(move.change_task(thing, state="under_way"), 409, "unsafe_crew", "people")["people"] == 3
    move.patch(state="closed")
    refused(move.sign_up(boxes), 409, "move_closed")


@pytest.mark.sampled
@pytest.mark.parametrize("language", ["de", "fr-CA,fr;q=0.8", "xx", "*", "", "en;q=nonsense"])
def test_codes_are_the_same_in_every_language(client, language):
    move = plan(client)
    boxes = move.add_boxes(2)

    answer = move.sign_up(boxes, quantity=3, headers={"Accept-Language": language})

    assert refused(answer, 409, "task_full", "left")["left"] == 2
