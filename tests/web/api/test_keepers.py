"""A keeper of the list: a friend whose link may only suggest. What they draft is theirs and the organizers' alone."""

from typing import Any

import httpx
import pytest

from tests.web.api.caller import Move, invalid, object_of, plan, refused, token_of, worked

DRAFT = {"kind": "care", "title": "Water the zebra plant", "things": [{"name": "zebra plant"}]}


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(
        client,
        organizer={"name": "Olive", "email": "olive.of.the.list@example.org", "phone": "0660 717171"},
        **{"from": {"area": "Neubau", "address": "Lindengasse 7/23"}},
    )


def keeper(move: Move, name: str = "Ana") -> tuple[int, Move]:
    made = object_of(move.ask("POST", "/organizers", json={"name": name, "may": "suggest"}), 201)
    assert made["organizer"] == {"n": made["organizer"]["n"], "name": name, "may": "suggest"}
    return made["organizer"]["n"], Move(move.client, move.id, token_of(made["link"]), move.signup_token)


def draft(ana: Move, **more: Any) -> dict[str, Any]:
    [task] = worked(ana.ask("POST", "/tasks", json={**DRAFT, **more}), 201)["tasks"]
    assert task["state"] == "proposed"
    found: dict[str, Any] = task
    return found


def on_board(move: Move) -> dict[int, str]:
    return {each["n"]: each["state"] for each in worked(move.ask("GET", "/board"), 200)["tasks"]}


def public(move: Move) -> str:
    return move.client.get(f"/api/v1/signup/{move.signup_token}").text


def test_a_draft_is_seen_by_organizers_and_its_keeper_alone_until_one_organizer_opens_it(move: Move) -> None:
    n, ana = keeper(move)
    _, ben = keeper(move, "Ben")
    hana = move.takes(move.add_boxes(), "Hana")
    before = worked(move.ask("GET", "/board"), 200)["effort"]
    task = draft(ana, kind="care", day="2031-05-05")["n"]

    assert on_board(move)[task] == on_board(ana)[task] == "proposed"
    assert task not in on_board(ben)
    board = worked(move.ask("GET", "/board"), 200)
    assert board["effort"] == before
    pages = (f"/s/{move.signup_token}", f"/h/{hana.token}", f"/api/v1/helper/{hana.token}", f"/cal/{hana.token}.ics")
    for said in (public(move), *(move.client.get(page).text for page in pages)):
        assert "zebra" not in said
    for refusal in (
        move.sign_up(task, "Tom"),
        hana.ask("POST", "/claims", json={"task": task, "quantity": 1}),
        move.ask("POST", f"/tasks/{task}/claims", json={"name": "Tom", "quantity": 1}),
        move.ask("POST", "/asks", json={"name": "Tom", "tasks": [task]}),
    ):
        refused(refusal, 404, "not_found")

    opened = worked(move.ask("PATCH", f"/tasks/{task}", json={"state": "open", "title": "Water the zebra"}), 200)
    assert (opened["state"], opened["title"]) == ("open", "Water the zebra")
    assert "Water the zebra" in public(move)
    assert [(line["what"], line["by"]["n"]) for line in move.history() if line["about"].get("task") == task] == [
        ("task_suggested", n),
        ("task_opened", 1),
    ]
    for change in (ana.ask("PATCH", f"/tasks/{task}", json={"title": "Mine"}), ana.ask("DELETE", f"/tasks/{task}")):
        refused(change, 404, "not_found")


def test_a_keeper_changes_and_deletes_drafts_of_their_own_and_opens_none(move: Move) -> None:
    _, ana = keeper(move)
    _, ben = keeper(move, "Ben")
    task, others, boxes = draft(ana)["n"], draft(ben)["n"], move.add_boxes()
    for state in ("open", "done", "cancelled"):
        refused(ana.ask("PATCH", f"/tasks/{task}", json={"state": state}), 404, "not_found")
    for giver in (move, ana):
        assert invalid(giver.ask("PATCH", f"/tasks/{task}", json={"state": "proposed"})) == {"state": "unknown_word"}
    for n in (others, boxes):
        refused(ana.ask("PATCH", f"/tasks/{n}", json={"title": "Mine"}), 404, "not_found")
        refused(ana.ask("DELETE", f"/tasks/{n}"), 404, "not_found")
    assert worked(ana.ask("PATCH", f"/tasks/{task}", json={"title": "Feed the cat", "where": "next door"}), 200)[
        "where"
    ]
    assert ana.ask("DELETE", f"/tasks/{task}").status_code == 204
    assert task not in on_board(move)


def test_a_task_for_named_people_is_no_keepers_but_their_own_and_they_name_only_who_is_on_the_board(move: Move) -> None:
    _, ana = keeper(move)
    hana = move.takes(move.add_boxes(), "Hana")
    asked = worked(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [move.add_boxes()]}), 201)["ask"]["helper"][
        "n"
    ]
    named = worked(move.ask("POST", "/tasks", json={**DRAFT, "for": [hana.n]}), 201)["tasks"][0]["n"]
    own = draft(ana, **{"for": [hana.n]})["n"]
    assert {named, own} & on_board(ana).keys() == {own}
    boxes = move.add_boxes()
    hidden = move.takes(boxes, "Zoe").n
    worked(move.ask("PATCH", f"/tasks/{boxes}", json={"for": [hidden]}), 200)
    for n in (asked, hidden):
        assert invalid(ana.ask("POST", "/tasks", json={**DRAFT, "for": [n]})) == {"for": "not_here"}
    worked(move.ask("PATCH", f"/tasks/{boxes}", json={"for": []}), 200)
    draft(ana, **{"for": [hidden]})
    worked(move.ask("PATCH", f"/tasks/{own}", json={"state": "open"}))
    assert on_board(ana)[own] == "open"
    assert "zebra" not in public(move)


def test_whom_organizers_name_for_a_draft_and_the_address_that_they_write_are_not_shown_to_its_keeper(
    move: Move,
) -> None:
    _, ana = keeper(move)
    hana = move.takes(move.add_boxes(), "Hana").n
    asked = worked(move.ask("POST", "/asks", json={"name": "Tom", "tasks": [move.add_boxes()]}), 201)
    tom = asked["ask"]["helper"]["n"]
    named, opened, own, addressed = (draft(ana, **{"for": each})["n"] for each in (None, None, [hana], None))
    worked(move.ask("PATCH", f"/tasks/{named}", json={"for": [tom], "title": "Fetch the papers"}))
    worked(move.ask("PATCH", f"/tasks/{opened}", json={"for": [tom], "state": "open"}))
    worked(move.ask("PATCH", f"/tasks/{own}", json={"state": "open"}))
    worked(move.ask("PATCH", f"/tasks/{addressed}", json={"where": "Hauptplatz 9", "bring": "The spare key"}))
    tasks = {each["n"]: each for each in worked(ana.ask("GET", "/board"))["tasks"]}
    assert {named, opened, own, addressed} & tasks.keys() == {own, addressed}
    assert (tasks[own]["for"], tasks[addressed]["where"], tasks[addressed]["bring"]) == ([hana], None, None)
    for change in (ana.ask("PATCH", f"/tasks/{named}", json={"title": "Mine"}), ana.ask("DELETE", f"/tasks/{named}")):
        refused(change, 404, "not_found")
    changed = worked(ana.ask("PATCH", f"/tasks/{addressed}", json={"why": "They are thirsty"}))
    assert (changed["why"], changed["where"]) == ("They are thirsty", None)
    assert worked(move.ask("GET", "/board"))["tasks"][-1]["where"] == "Hauptplatz 9"
    changed = worked(ana.ask("PATCH", f"/tasks/{addressed}", json={"where": "The garage"}))
    assert changed["where"] == "The garage", "they typed it"

    worked(move.ask("POST", "/asks", json={"helper": tom, "tasks": [own]}), 201)
    worked(move.ask("PATCH", f"/tasks/{addressed}", json={"kept": True, "state": "open"}))
    assert not {own, addressed} & on_board(ana).keys()
    worked(move.ask("PATCH", f"/tasks/{opened}", json={"for": []}))
    assert on_board(ana)[opened] == "open", "friends see it"


def test_a_keeper_names_no_thing_that_another_task_carries(move: Move) -> None:
    _, ana = keeper(move)
    [theirs] = worked(
        move.ask("POST", "/tasks", json={"kind": "heavy_item", "title": "Sofa", "things": [{"name": "sofa"}]})
    )["tasks"]
    thing = {"n": theirs["things"][0]["n"], "name": "harp"}
    refused(ana.ask("POST", "/tasks", json={**DRAFT, "things": [thing]}), 404, "not_found")
    own = draft(ana)
    refused(ana.ask("PATCH", f"/tasks/{own['n']}", json={"things": [thing]}), 404, "not_found")
    mine = {"n": own["things"][0]["n"], "name": "fern"}
    assert worked(ana.ask("PATCH", f"/tasks/{own['n']}", json={"things": [mine]}), 200)["things"][0]["name"] == "fern"
    worked(move.ask("PATCH", f"/tasks/{own['n']}", json={"state": "open"}))
    other = draft(ana)["n"]
    refused(ana.ask("PATCH", f"/tasks/{other}", json={"things": [{**mine, "name": "oak"}]}), 404, "not_found")


def test_a_pasted_list_of_a_keeper_is_proposed_and_tells_nothing_of_who_is_there(move: Move) -> None:
    _, ana = keeper(move)
    long = "zxqv frobnicate " * 12
    text = f"14 wardrobes\n14 beds\n9 sofas\n???\nwe qwrtz plmk\n{long}"
    dry = worked(ana.ask("POST", "/tasks/paste?dry_run=true", json={"text": text}), 200)
    boxes = move.add_boxes()
    for name in "ABCDEFGH":
        move.takes(boxes, name)
    dry_runs = [each.ask("POST", "/tasks/paste?dry_run=true", json={"text": text}) for each in (ana, move)]
    nobody_counted, counted = (worked(each, 200)["tasks"] for each in dry_runs)
    assert nobody_counted == dry["tasks"] != counted
    assert [each["text"] for each in worked(dry_runs[1])["unclear"]] == ["???", "we qwrtz plmk", long.strip()]
    assert worked(dry_runs[0])["unclear"] == []
    assert [each["title"] for each in dry["tasks"]][-3:-1] == ["???", "We qwrtz plmk"], "in their own words"
    assert (dry["tasks"][-1]["why"], dry["tasks"][-1]["lines"]) == (long.strip(), [6])
    made = worked(ana.ask("POST", "/tasks/paste", json={"text": text}), 201)
    assert len(made["tasks"]) == len(dry["tasks"]) > 0
    assert {each["state"] for each in made["tasks"]} == {"proposed"}
    assert [each["n"] for each in worked(move.client.get(f"/api/v1/signup/{move.signup_token}"))["tasks"]] == [boxes]


def test_a_keeper_reads_the_board_without_contacts_addresses_offers_and_reserves(move: Move) -> None:
    _, ana = keeper(move)
    task = worked(move.ask("POST", "/tasks", json={**DRAFT, "kind": "care", "where": "Hauptplatz 9"}))["tasks"][0]["n"]
    move.takes(move.add_boxes(), "Hana", email="hana.of.the.list@example.org")
    move.takes(task, "Kim", standing="if_needed", note="a quiet note")
    worked(move.offer("Tom"), 201)
    said = ana.ask("GET", "/board").text
    assert "Hana" in said
    for private in ("Lindengasse", "Hauptplatz", "example.org", "717171", "Tom", "Kim", "a quiet note"):
        assert private not in said, private
    assert worked(ana.ask("GET", "/board"))["offers"] == []


def test_everything_else_is_not_there_for_a_keeper_whatever_is_sent(move: Move) -> None:
    n, ana = keeper(move)
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "Mine"}),
        ("PATCH", "", {"bogus": 1}),
        ("GET", "/organizers", None),
        ("POST", "/organizers", {"name": "Eve"}),
        ("PATCH", f"/organizers/{n}", {"may": "organize"}),
        ("POST", "/tasks/1/claims", {}),
        ("POST", "/undo", {"version": 3}),
        ("GET", "/history", None),
        ("GET", "/asks", None),
    ):
        refused(ana.ask(method, path, **({} if body is None else {"json": body})), 404, "not_found")


def test_the_last_who_may_organize_stays_one(move: Move) -> None:
    n, ana = keeper(move)
    draft(ana)
    refused(move.ask("DELETE", "/organizers/1"), 409, "last_organizer")
    refused(move.ask("PATCH", "/organizers/1", json={"may": "suggest"}), 409, "last_organizer")
    assert worked(move.ask("PATCH", f"/organizers/{n}", json={"may": "organize"}))["organizer"]["may"] == "organize"
    promoted = move.version
    assert worked(ana.ask("GET", "/organizers"))["organizers"][1]["name"] == "Ana"
    assert move.ask("DELETE", "/organizers/1").status_code == 204
    refused(ana.ask("POST", "/undo", json={"version": promoted}), 409, "last_organizer")


def test_what_a_keeper_did_is_undone_by_organizers_and_an_opened_draft_goes_back_until_somebody_has_it(
    move: Move,
) -> None:
    _, ana = keeper(move)
    task = draft(ana)["n"]
    worked(move.ask("PATCH", f"/tasks/{task}", json={"state": "open"}))
    opened = move.version
    worked(move.ask("POST", "/undo", json={"version": opened}))
    assert on_board(move)[task] == "proposed"
    assert "zebra" not in public(move)
    worked(move.ask("PATCH", f"/tasks/{task}", json={"state": "open"}))
    opened = move.version
    move.takes(task, "Hana")
    refused(move.ask("POST", "/undo", json={"version": opened}), 409, "too_late")


def test_a_yes_that_says_what_it_has_seen_opens_nothing_that_changed_since(move: Move) -> None:
    _, ana = keeper(move)
    task, seen = draft(ana)["n"], move.version
    worked(ana.ask("PATCH", f"/tasks/{task}", json={"title": "Water the zebra"}))
    refused(move.ask("PATCH", f"/tasks/{task}", json={"state": "open", "seen": seen}), 409, "changed_since")
    worked(move.ask("PATCH", f"/tasks/{task}", json={"state": "open", "seen": move.version}))
    assert on_board(move)[task] == "open"


def test_a_renewed_or_revoked_link_of_a_keeper_opens_nothing(move: Move) -> None:
    n, ana = keeper(move)
    task = draft(ana)["n"]
    new = token_of(worked(move.ask("POST", f"/organizers/{n}/link"), 201)["link"])
    refused(ana.ask("GET", "/board"), 404, "not_found")
    ana.organizer_token = new
    worked(ana.ask("GET", "/board"), 200)
    assert move.ask("DELETE", f"/organizers/{n}").status_code == 204
    refused(ana.ask("GET", "/board"), 404, "not_found")
    assert on_board(move)[task] == "proposed"
