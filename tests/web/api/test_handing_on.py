"""Handing on a place over the JSON API: a link for one friend, who gets the whole of it in one step."""

import httpx
import pytest

from tests.web.api.caller import Move, invalid, new_key, not_there, plan, refused, token_of, worked


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def test_the_link_is_an_ask_and_its_yes_moves_the_whole_quantity(move: Move, client: httpx.Client) -> None:
    task = move.add_boxes(12)
    hana, tom = move.takes(task, "Hana", 12), move.takes(task, "Tom", standing="standby")
    path, key = f"/claims/{hana.claim['n']}/hand-on", new_key()
    first, again = (hana.ask("POST", path, json={"name": "Amina"}, headers=key) for _ in range(2))
    assert worked(first, 201) == worked(again, 201)
    assert list(first.json()) == ["link"]
    assert hana.page()["claims"][0]["quantity"] == 12
    asked = f"/api/v1/asks/{token_of(first.json()['link'])}"
    [listed] = worked(move.ask("GET", "/asks"), 200)["asks"]
    assert (listed["helper"]["name"], listed["state"], listed["link"]) == ("Amina", "asked", first.json()["link"])

    taken = worked(client.post(f"{asked}/claims", json={"task": task}), 201)

    assert (taken["claim"]["quantity"], taken["claim"]["standing"]) == (12, "firm")
    assert worked(client.post(f"{asked}/claims", json={"task": task}), 200)["claim"] == taken["claim"]
    assert hana.page()["claims"] == []
    assert tom.page()["claims"][0]["position"] == 1
    assert move.history()[-1]["what"] == "handed_on"


def test_what_is_not_ones_own_to_hand_on(move: Move) -> None:
    task = move.add_boxes(1)
    hana, tom = move.takes(task, "Hana"), move.takes(task, "Tom", standing="standby")
    mine, his = (f"/claims/{each.claim['n']}/hand-on" for each in (hana, tom))
    not_there(tom.ask("POST", mine, json={"name": "Amina"}))
    assert invalid(hana.ask("POST", mine, json={"name": "hana"})) == {"name": "own_name"}
    assert invalid(tom.ask("POST", his, json={"name": "Amina"})) == {"": "not_firm"}
    worked(hana.ask("POST", mine, json={"name": "Amina"}), 201)
    assert invalid(hana.ask("POST", mine, json={"name": "Zoe"})) == {"name": "asked_already"}
    for _ in range(2):
        assert hana.ask("DELETE", mine).status_code == 204
    worked(hana.ask("POST", mine, json={"name": "Zoe"}), 201)
    worked(move.change_task(task, state="cancelled"), 200)
    refused(hana.ask("POST", mine, json={"name": "Zoe"}), 409, "task_cancelled")
    hana.release()
    not_there(hana.ask("POST", mine, json={"name": "Zoe"}))
