"""Fewer places and who stays, and this standby first, as programs call them."""

import httpx
import pytest

from tests.web.api.caller import Move, invalid, plan, refused, worked


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def standings(move: Move, task: int) -> dict[str, str]:
    return {claim["helper"]["name"]: claim["standing"] for claim in move.task(task)["claims"]}


def test_fewer_places_and_who_stays_are_one_step(move: Move) -> None:
    soup = move.add_care(2)
    hana, tom = (move.takes(soup, name) for name in ("Hana", "Tom"))
    answer = move.ask("PATCH", f"/tasks/{soup}", json={"needed": 1, "stay": [tom.n]})
    assert worked(answer, 200)["needed"] == 1
    assert standings(move, soup) == {"Hana": "standby", "Tom": "firm"}
    again = move.ask("PATCH", f"/tasks/{soup}", json={"needed": 1, "stay": [tom.n]})
    assert worked(again, 200)["left"] == 0
    tom.ask("DELETE", f"/claims/{tom.claim['n']}")
    assert standings(move, soup) == {"Hana": "firm"}
    assert hana.ask("GET").json()["claims"][0]["standing"] == "firm"


@pytest.mark.sampled
@pytest.mark.parametrize("stay", [["Hana"], [0], [99], "Hana", [None]])
def test_who_stays_are_numbers_of_those_who_are_coming(move: Move, stay: object) -> None:
    soup = move.add_care(2)
    move.takes(soup, "Hana")
    answer = move.ask("PATCH", f"/tasks/{soup}", json={"needed": 1, "stay": stay})
    assert all(field.startswith("stay") for field in invalid(answer))


def test_without_who_stays_fewer_than_are_taken_are_refused_as_before(move: Move) -> None:
    soup = move.add_care(2)
    people = [move.takes(soup, name) for name in ("Hana", "Tom")]
    for body in ({"needed": 1}, {"needed": 1, "stay": None}, {"needed": 1, "stay": [each.n for each in people]}):
        invalid(move.ask("PATCH", f"/tasks/{soup}", json=body))
    assert move.task(soup)["needed"] == 2


def test_this_standby_first(move: Move) -> None:
    soup = move.add_care(1)
    move.takes(soup, "Hana")
    for name in ("Tom", "Wei"):
        move.takes(soup, name, standing="standby")
    wei = next(claim for claim in move.task(soup)["claims"] if claim["helper"]["name"] == "Wei")
    path, first = f"/claims/{wei['n']}", {"standing": "firm"}
    assert refused(move.ask("PATCH", path, json=first), 409, "task_full", "left")["left"] == 0
    answer = worked(move.ask("PATCH", path, json={**first, "anyway": True}), 200)
    assert (answer["claim"]["n"], answer["claim"]["standing"], answer["claim"]["position"]) == (wei["n"], "firm", None)
    assert standings(move, soup) == {"Hana": "firm", "Tom": "standby", "Wei": "firm"}
    assert worked(move.ask("PATCH", path, json=first), 200)["version"] == answer["version"]
    invalid(move.ask("PATCH", path, json={"standing": "standby"}))
    refused(move.ask("PATCH", "/claims/99", json=first), 404, "not_found")


def test_one_key_gives_one_place(move: Move) -> None:
    soup = move.add_care(1)
    move.takes(soup, "Hana")
    wei = move.takes(soup, "Wei", standing="standby")
    body = {"standing": "firm", "anyway": True}
    answers = [
        move.ask("PATCH", f"/claims/{wei.claim['n']}", json=body, headers={"Idempotency-Key": "wei-first-of-all-1"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert move.task(soup)["needed"] == 2
