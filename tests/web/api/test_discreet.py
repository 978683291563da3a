"""A discreet move over the JSON API: what is null for whoever is not trusted, and how organizers trust somebody."""

from typing import Any

import httpx
import pytest

from tests.web.api.caller import OLD_FLAT, Move, invalid, plan, refused, worked

TIMES: dict[str, Any] = {"starts": "09:00", "ends": "11:00", "minutes": 90, "place": "elsewhere", "where": "Cellar 3"}


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client, **{"from": OLD_FLAT}, discreet=True)


def told(answer: dict[str, Any], n: int) -> list[Any]:
    task = next(each for each in answer["tasks"] if each["n"] == n)
    return [
        *(task.get(name) for name in ("starts", "ends", "minutes", "where")),
        [c["helper"]["name"] for c in task["claims"]],
    ]


def test_a_helper_reads_it_all_once_an_organizer_trusts_them_and_only_an_organizer_can(move: Move) -> None:
    assert move.told()["discreet"]
    task = move.add_boxes(4, **TIMES)
    worked(move.ask("POST", f"/tasks/{task}/claims", json={"name": "Tom"}), 201)
    hana = move.takes(task, "Hana")
    nothing = [None, None, None, None]
    assert told(move.public(), task) == [*nothing, []]
    assert told(hana.page(), task) == [*nothing, ["Hana"]]
    assert (hana.page()["move"]["from"]["address"], hana.page()["move"]["day"]) == (None, "2026-12-05")
    assert invalid(hana.ask("PATCH", json={"trusted": True})) == {"trusted": "unknown_field"}

    answer = worked(move.ask("PATCH", f"/helpers/{hana.n}", json={"trusted": True}), 200)

    assert answer["helper"]["trusted"] is True
    listed = worked(move.ask("GET", "/helpers"), 200)["helpers"]
    assert {each["name"]: each["trusted"] for each in listed} == {"Tom": True, "Hana": True}
    assert told(hana.page(), task) == ["09:00", "11:00", 90, "Cellar 3", ["Tom", "Hana"]]
    assert hana.page()["move"]["from"]["address"] == OLD_FLAT["address"]
    worked(move.ask("PATCH", f"/helpers/{hana.n}", json={"trusted": False}), 200)
    assert told(hana.page(), task) == [*nothing, ["Hana"]]
    move.patch(discreet=False)
    assert told(move.public(), task) == ["09:00", "11:00", 90, None, ["Tom", "Hana"]]


def test_a_clash_names_no_task(move: Move) -> None:
    first, other, third = (move.add_boxes(**TIMES) for _ in range(3))
    hana = move.takes(first, "Hana")
    assert refused(hana.ask("POST", "/claims", json={"task": other}), 409, "clash", "with")["with"] == []
    both = {"name": "Tom", "claims": [{"task": other}, {"task": third}]}
    answer = move.client.post(f"/api/v1/signup/{move.signup_token}/claims", json=both)
    assert refused(answer, 409, "clash", "with")["with"] == []
    worked(hana.ask("POST", "/claims", json={"task": other, "anyway": True}), 201)


def test_a_word_to_all_reaches_whom_organizers_trust(move: Move) -> None:
    task = move.add_boxes()
    hana, mallory = (move.takes(task, name, phone="0660 1") for name in ("Hana", "Mallory"))
    worked(move.ask("PATCH", f"/helpers/{hana.n}", json={"trusted": True}), 200)
    answer = worked(move.ask("POST", "/word", json={"text": "Ring at Okafor, at nine."}), 201)
    assert mallory.n in answer["left"]
    pages = {each.name: move.client.get(f"/h/{each.token}").text for each in (hana, mallory)}
    assert {name for name, page in pages.items() if "Okafor" in page} == {"Hana"}
