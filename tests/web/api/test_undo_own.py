"""A helper's second thought: for ten minutes, what they took or gave back themselves, while the place is free."""

from datetime import timedelta

import httpx
import pytest

from tests.conftest import Server
from tests.web.api.caller import API, Helper, Move, new_key, not_there, plan, refused, token_of, worked


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def given_back(hana: Helper) -> int:
    return int(hana.ask("DELETE", f"/claims/{hana.claim['n']}").headers["Move-Version"])


def undo(hana: Helper, version: int, **options: dict[str, str]) -> httpx.Response:
    return hana.ask("POST", "/undo", json={"version": version}, **options)


def test_what_was_given_back_is_theirs_again_as_it_was(move: Move) -> None:
    task = move.add_boxes(12)
    hana = move.takes(task, "Hana", 5)
    before = hana.standing()
    version = given_back(hana)
    for _ in range(2):
        answer = undo(hana, version)
        assert worked(answer, 200) == {"version": version + 1}
        assert answer.headers["Move-Version"] == str(move.version) == str(version + 1)
    assert hana.standing() == before
    assert worked(undo(hana, version + 1), 200) == {"version": version + 2}
    assert hana.page()["claims"] == []


@pytest.mark.parametrize("by", ["sign-up link", "own link"])
def test_what_was_taken_is_given_back(move: Move, by: str) -> None:
    task, other = move.add_boxes(12), move.add_care(1)
    hana = move.takes(task, "Hana", 5)
    if by == "own link":
        worked(hana.ask("POST", "/claims", json={"task": other}), 201)
    version, held = move.version, len(hana.page()["claims"])
    key = new_key()
    assert [worked(undo(hana, version, headers=key), 200) for _ in range(2)] == [{"version": version + 1}] * 2
    assert len(hana.page()["claims"]) == held - 1


def test_a_place_that_somebody_else_has_by_now_stays_theirs(move: Move) -> None:
    task = move.add_care(1)
    hana = move.takes(task, "Hana")
    version = given_back(hana)
    tom = move.takes(task, "Tom")
    assert "Tom" not in refused(undo(hana, version), 409, "too_late")["detail"]
    given_back(tom)
    assert worked(undo(hana, version), 200)["version"] == move.version
    kim = move.takes(task, "Kim", standing="standby")
    version = given_back(hana)
    assert kim.standing()["standing"] == "firm"
    refused(undo(hana, version), 409, "too_late")
    assert hana.page()["claims"] == []


def test_who_stood_by_stands_where_they_stood(move: Move) -> None:
    task = move.add_care(1)
    move.takes(task, "Tom")
    hana = move.takes(task, "Hana", standing="standby")
    kim = move.takes(task, "Kim", standing="standby")
    version = given_back(hana)
    assert kim.standing()["position"] == 1
    worked(undo(hana, version), 200)
    assert (hana.standing()["position"], kim.standing()["position"]) == (1, 2)


def test_after_ten_minutes_it_is_too_late(server: Server, client: httpx.Client) -> None:
    move = plan(client)
    hana = move.takes(move.add_boxes(), "Hana")
    version = given_back(hana)
    server.clock.now += timedelta(minutes=10)
    refused(undo(hana, version), 409, "too_late")
    server.clock.now -= timedelta(seconds=1)
    worked(undo(hana, version), 200)


def test_only_ones_own_yes_and_no_and_nothing_else(client: httpx.Client, move: Move) -> None:
    task = move.add_boxes()
    hana, tom = move.takes(task, "Hana"), move.takes(task, "Tom")
    version = given_back(tom)
    not_there(undo(hana, version))
    for mine in ("PATCH", "DELETE"):
        body = {"name": "Hana K."} if mine == "PATCH" else None
        path = "" if mine == "PATCH" else f"/claims/{hana.claim['n']}"
        worked(hana.ask(mine, path, json=body), 200, 204)
    not_there(undo(hana, version + 1))
    not_there(undo(hana, move.version + 1))
    taken_off = move.ask("DELETE", f"/claims/{move.takes(task, 'Kim').claim['n']}").headers["Move-Version"]
    not_there(undo(hana, int(taken_off)))
    elsewhere = plan(client)
    mallory = elsewhere.takes(elsewhere.add_boxes(), "Mallory")
    not_there(undo(mallory, version))
    assert worked(undo(tom, version), 200)["version"] == move.version


@pytest.mark.parametrize("state", ["called_off", "closed"])
def test_no_place_is_taken_again_where_nothing_can_be_taken(move: Move, state: str) -> None:
    hana = move.takes(move.add_boxes(), "Hana")
    version = given_back(hana)
    move.patch(state=state)
    refused(undo(hana, version), 409, "move_closed")


def test_a_task_that_is_kept_or_called_off_is_not_taken_again(move: Move) -> None:
    task, other = move.add_boxes(), move.add_boxes()
    hana, tom = move.takes(task, "Hana"), move.takes(other, "Tom")
    mine, his = given_back(hana), given_back(tom)
    worked(move.change_task(task, kept=True))
    not_there(undo(hana, mine))
    worked(move.change_task(other, state="cancelled"))
    refused(undo(tom, his), 409, "task_cancelled")


def test_what_was_taken_out_and_in_with_one_yes_is_given_back_with_one_no(server: Server, client: httpx.Client) -> None:
    move = plan(client)
    thing = {"name": "Sofa", "weight_kg": 50}
    out = move.add(kind="heavy_item", title="Sofa out", place="old", things=[thing])
    into = move.add(kind="heavy_item", title="Sofa in", place="new", things=[{"n": out["things"][0]["n"]}])
    hana = move.takes(move.add_boxes(), "Hana")
    fields = {"task": out["n"], "with": into["n"], "quantity": 1}
    headers = {"Origin": server.url}
    assert client.post(f"/h/{hana.token}/claims", data=fields, headers=headers).status_code == 303
    assert len(hana.page()["claims"]) == 3
    worked(undo(hana, move.version), 200)
    assert len(hana.page()["claims"]) == 1


def test_an_offer_that_their_yes_has_answered_waits_again(client: httpx.Client, move: Move) -> None:
    task = move.add_care(1)
    offer = worked(move.ask("POST", "/offers", json={"name": "Hana", "words": "I have a van."}), 201)["offer"]
    body = {"helper": offer["helper"]["n"], "tasks": [task]}
    ask = token_of(worked(move.ask("POST", "/asks", json=body), 201)["ask"]["link"])
    for _ in range(2):
        yes = client.post(f"{API}/asks/{ask}/claims", json={"task": task})
        assert states(move) == ["accepted"]
        hana = token_of(worked(yes, 201)["helper_link"])
        version = {"version": int(yes.headers["Move-Version"])}
        for _ in range(2):
            worked(client.post(f"{API}/helper/{hana}/undo", json=version), 200)
            assert states(move) == ["waiting"]


def test_an_offer_that_rests_by_now_is_not_woken(client: httpx.Client, move: Move) -> None:
    task = move.add_care(1)
    offer = worked(move.ask("POST", "/offers", json={"name": "Hana", "words": "I have a van."}), 201)["offer"]
    body = {"helper": offer["helper"]["n"], "tasks": [task]}
    ask = token_of(worked(move.ask("POST", "/asks", json=body), 201)["ask"]["link"])
    yes = client.post(f"{API}/asks/{ask}/claims", json={"task": task})
    worked(move.ask("PATCH", f"/offers/{offer['n']}", json={"state": "resting"}))
    hana = token_of(worked(yes, 201)["helper_link"])
    worked(client.post(f"{API}/helper/{hana}/undo", json={"version": int(yes.headers["Move-Version"])}), 200)
    assert states(move) == ["resting"]


def states(move: Move) -> list[str]:
    return [each["state"] for each in worked(move.ask("GET", "/offers"))["offers"]]
