"""Several tasks in one call, all or none, and what is at the same time as something else."""

from typing import Any

import httpx
import pytest

from tests.web.api.caller import API, Helper, Move, plan, token_of, worked

NINE: dict[str, Any] = {"starts": "09:00", "ends": "11:00", "minutes": 90}
TEN: dict[str, Any] = {"starts": "10:00", "ends": "12:00", "minutes": 90, "needed": 2}


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def several(move: Move, *claims: dict[str, Any], key: str = "", **more: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    body = {"name": "Hana", "claims": claims, **more}
    return move.client.post(f"{API}/signup/{move.signup_token}/claims", json=body, headers=headers)


def refused(answer: httpx.Response, code: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["code"]) == (422 if code in ("invalid", "key_reused") else 409, code)
    return problem


def test_one_call_takes_several_as_one_new_helper(move: Move) -> None:
    books, soup = move.add_boxes(needed=12), move.add_care()
    version = move.version
    said = worked(several(move, {"task": books, "quantity": 6}, {"task": soup}, phone="0660 117"), 201)
    assert [(each["task"], each["quantity"], each["standing"]) for each in said["claims"]] == [
        (books, 6, "firm"),
        (soup, 1, "firm"),
    ]
    assert said["version"] == version + 1 == move.version
    assert said["helper"]["name"] == "Hana"
    mine = Helper(move.client, said["helper"]["n"], "Hana", said["helper_link"], said["claims"][0])
    assert {each["task"] for each in mine.page()["claims"]} == {books, soup}


def test_several_are_taken_all_or_none(move: Move) -> None:
    books, soup = move.add_boxes(needed=12), move.add_care()
    move.takes(soup, "Tom")
    version = move.version
    assert refused(several(move, {"task": books}, {"task": soup}), "task_full")["left"] == 0
    assert (move.version, move.task(books)["taken"]) == (version, 0)
    assert [each["name"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"]] == ["Tom"]


def test_the_same_key_takes_several_once(move: Move) -> None:
    books, soup, key = move.add_boxes(needed=12), move.add_care(), "k" * 16
    first = worked(several(move, {"task": books}, {"task": soup}, key=key), 201)
    again = worked(several(move, {"task": books}, {"task": soup}, key=key), 201)
    assert again == first
    assert move.task(books)["taken"] == 1
    assert refused(several(move, {"task": books}, key=key), "key_reused")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("claims", "field", "code"),
    [
        ([], "claims", "missing"),
        ([{"task": 2}, {"task": 2}], "claims", "twice"),
        ([{"task": 2, "quantity": 0}], "claims.0.quantity", "too_small"),
        ([{"task": 2, "anyway": True}], "claims.0.anyway", "unknown_field"),
        ([{"task": n} for n in range(2, 23)], "claims", "too_many"),
    ],
)
def test_a_list_that_does_not_fit_says_where(move: Move, claims: list[Any], field: str, code: str) -> None:
    errors = refused(several(move, *claims), "invalid")["errors"]
    assert [(each["field"], each["code"]) for each in errors] == [(field, code)]


def test_a_clash_within_one_call_names_both_and_is_taken_anyway(move: Move) -> None:
    books, soup = move.add_boxes(**{**NINE, "minutes": 110}), move.add_care(**TEN)
    move.client.headers["Accept-Language"] = "en-GB"
    problem = refused(several(move, {"task": books}, {"task": soup}), "clash")
    assert problem["with"] == [books, soup]
    assert problem["detail"] == (
        "“Soup for all” is on Saturday from 10:00 to 12:00, and “Books” from 09:00 to 11:00. You know best."
    )
    said = worked(several(move, {"task": books}, {"task": soup}, anyway=True), 201)
    assert len(said["claims"]) == 2


def test_a_helper_hears_of_a_clash_with_what_they_have(move: Move) -> None:
    books, soup = move.add_boxes(starts="09:00", ends="11:00", minutes=None), move.add_care(**TEN)
    hana = move.takes(books)
    move.client.headers["Accept-Language"] = "en-GB"
    problem = refused(hana.ask("POST", "/claims", json={"task": soup}), "clash")
    assert problem["with"] == [books]
    assert problem["detail"] == (
        "“Soup for all” is on Saturday from 10:00 to 12:00, and you have “Books” from 09:00 to 11:00. You know best."
    )
    worked(hana.ask("POST", "/claims", json={"task": soup, "anyway": True}), 201)


def test_a_helper_and_an_asked_person_take_several_too(move: Move) -> None:
    books, soup, cat = move.add_boxes(), move.add_care(2), move.add_care(2)
    hana = move.takes(books)
    said = worked(hana.ask("POST", "/claims", json={"claims": [{"task": books, "quantity": 2}, {"task": soup}]}), 201)
    assert said["claims"][0]["n"] == hana.claim["n"]
    worked(hana.ask("POST", "/claims", json={"claims": [{"task": books, "quantity": 3}]}), 200)
    ask = worked(move.ask("POST", "/asks", json={"name": "Wei", "tasks": [soup, cat]}), 201)["ask"]
    body = {"claims": [{"task": soup}, {"task": cat}]}
    answer = worked(move.client.post(f"{API}/asks/{token_of(ask['link'])}/claims", json=body), 201)
    assert [each["task"] for each in answer["claims"]] == [soup, cat]
    assert answer["helper"]["name"] == "Wei"
