"""A task for named people only stands nowhere that anybody else can look: each route, every letter and calendar.

The routes are those of the program: a new one is walked without a word here. Those of organizers are shut to everybody
else (test_every_door.py).
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from service.domain.core.links import Grants, Link
from tests.attack.letters import confirm, letters, text_of
from tests.attack.test_every_door import Asker, held, letters_of, routes
from tests.conftest import Server
from tests.sizes import has_turn
from tests.web.api.caller import API, Helper, Move, invalid, plan, refused, token_of, worked
from tests.web.visit import Visitor, found

MARK = "Xylographie"
"""In every text of the task, and in the word that came with its claim."""
EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
PICTURE = {"tag": "en", "version": 1}
AT_NINE: dict[str, Any] = {"starts": "09:00", "ends": "10:00"}


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def private_task(move: Move, *named: int, **more: Any) -> int:
    texts = {name: f"{MARK} {name}" for name in ("title", "why", "bring", "where")}
    things = [{"name": f"{MARK} thing", "room": f"{MARK} room"}]
    fields = {"kind": "box_load", "needed": 2, "things": things, **texts, **AT_NINE, "for": list(named), **more}
    n: int = move.add(**fields)["n"]
    return n


def named_by(answer: dict[str, Any], n: int) -> Any:
    return next(task["for"] for task in answer["tasks"] if task["n"] == n)


def others(server: Server, move: Move) -> dict[str, Asker]:
    """Make all who hold a link and are not named."""
    hana = move.takes(move.add_boxes(**AT_NINE), "Hana", email="hana@example.org")
    full = move.add_boxes(1)
    move.takes(full, "Tom")
    kim = worked(move.sign_up(full, "Kim", standing="standby", email="kim@example.org"), 201)
    offer = worked(move.offer("Lee", email="lee@example.org"), 201)
    asked = worked(move.ask("POST", "/asks", json={"name": "Mr Berger", "tasks": [full]}), 201)["ask"]
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": "All those books"}), 200)
    return {
        "sign-up link": held(move.signup_token),
        "firm": held(hana.token),
        "standby": held(token_of(kim["helper_link"])),
        "offered": held(token_of(offer["helper_link"])),
        "asked": held(token_of(asked["link"])),
        "note": held(server.installation.links.make(Link(move.id, Grants.THANKS, hana.n, 1))),
        "letters": held(letters_of(server, hana)),
    }


def ana_has_it(move: Move) -> tuple[int, Helper]:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n)
    worked(ana.ask("POST", "/claims", json={"task": task, "note": f"{MARK} note"}), 201)
    return task, ana


@pytest.mark.long
def test_no_route_answers_anybody_else_with_it(server: Server, client: httpx.Client, move: Move) -> None:
    task, ana = ana_has_it(move)
    askers = others(server, move)
    read = dict.fromkeys([*askers, "named"], 0)
    walked = [door for door in routes(client) if "{m}" not in door]
    for door in sorted(walked, key=lambda door: (not door.startswith("GET"), "forget" in door, "DELETE" in door)):
        method, _, path = door.partition(" ")
        for name, asker in askers.items():
            if method != "GET" and not has_turn(f"{door} {name}", 0):
                continue
            filled = path.replace(":int", "").format(link=asker.token, n=task, **PICTURE)
            answer = asker.ask(client, method, quote(filled, safe="/-._~"), move.id)
            assert MARK not in f"{answer.headers} {answer.text}".replace("\r\n ", ""), (door, name)
            read[name] += method == "GET" and "{link}" in path and answer.status_code == 200
        if method == "GET":
            own = held(ana.token)
            answer = own.ask(client, method, quote(path.format(link=own.token, **PICTURE), safe="/-._~"), move.id)
            read["named"] += MARK in answer.text
    assert all(read.values()), read  # each was let in somewhere, and whoever is named has read it


def test_no_letter_and_no_calendar_holds_it_for_anybody_else(server: Server, move: Move) -> None:
    """Letters are those of the yes, the days before and the day itself, to addresses that are proven: in full."""
    ana_has_it(move)
    others(server, move)
    for mail in list(letters(server, move)):
        confirm(server, mail)
    mails: list[str] = []
    for at in EVE, EVE + timedelta(hours=14), EVE + timedelta(days=2):
        server.clock.now = at
        mails = [text_of(mail) for mail in letters(server, move)]
    assert [mail for mail in mails if "To: hana@example.org" in mail and "Books" in mail]
    assert not [mail for mail in mails if MARK in mail]


def test_nobody_else_can_take_it(server: Server, client: httpx.Client, move: Move) -> None:
    task, _ana = ana_has_it(move)
    there, wanted = others(server, move), {"task": task}
    before = move.version
    for answer in (
        move.sign_up(task, "Mallory"),
        client.post(f"{API}/helper/{there['firm'].token}/claims", json=wanted),
        client.post(f"{API}/asks/{there['asked'].token}/claims", json=wanted),
        move.ask("POST", f"/tasks/{task}/claims", json={"name": "Mallory"}),
        move.ask("POST", f"/tasks/{task}/claims", json={"helper": there_is(move, "Hana")}),
        move.ask("POST", f"/offers/{offer_of(move)}/accept", json={"tasks": [wanted]}),
    ):
        refused(answer, 404, "not_found")
    move.change_task(task, state="cancelled")
    refused(move.sign_up(task, "Mallory"), 404, "not_found")  # not even that it is called off
    mallory = Visitor(server)
    for path, sent in (("claims", {"task": task, "name": "Mallory"}), ("claims", {"task": task, "with": task})):
        assert MARK not in mallory.post(f"/s/{move.signup_token}/{path}", **sent).text
    assert move.version == before + 1


def test_who_was_taken_off_before_it_was_for_others_hears_nothing_of_it(server: Server, move: Move) -> None:
    ana, task = move.takes(move.add_boxes(), "Ana"), move.add_boxes()
    hana = move.takes(task, "Hana", email="hana@example.org")
    taken = move.version
    for mail in list(letters(server, move)):
        confirm(server, mail)
    assert move.ask("DELETE", f"/claims/{hana.claim['n']}").status_code == 204
    texts = {name: f"{MARK} {name}" for name in ("title", "why", "bring", "where")}
    worked(move.change_task(task, **{"for": [ana.n]}, **texts), 200)
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    words = olive.get(f"/m/{move.id}/tell").text
    assert "the time is yours again" in words
    assert f"“{MARK}" not in words
    calendar = move.client.get(f"/cal/{hana.token}.ics").text
    assert "CANCELLED" in calendar
    assert MARK not in calendar
    mails = [text_of(mail) for mail in letters(server, move)]
    assert [mail for mail in mails if "Subject: Off your list: " in mail]
    assert not [mail for mail in mails if MARK in mail]
    refused(hana.ask("POST", "/undo", json={"version": taken}), 404, "not_found")


def there_is(move: Move, name: str) -> int:
    helpers = worked(move.ask("GET", "/helpers"), 200)["helpers"]
    return next(int(each["n"]) for each in helpers if each["name"] == name)


def offer_of(move: Move) -> int:
    return int(worked(move.ask("GET", "/offers"), 200)["offers"][0]["n"])


def test_who_is_named_sees_and_takes_it(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n, ana.n)
    assert named_by(move.board(), task) == [ana.n]
    assert named_by(ana.page(), task) == [ana.n]
    worked(ana.ask("POST", "/claims", json={"task": task}), 201)
    asked = worked(move.ask("POST", "/asks", json={"helper": ana.n, "tasks": [move.add_boxes()]}), 201)["ask"]
    link = f"/asks/{token_of(asked['link'])}"
    second = private_task(move, ana.n)
    assert named_by(worked(move.client.get(f"{API}{link}"), 200), second) == [ana.n]
    worked(move.client.post(f"{API}{link}/claims", json={"task": second, "anyway": True}), 201)
    assert worked(move.ask("GET", "/asks"), 200)["asks"][0]["state"] == "asked"  # of what was asked, nothing is taken


def test_nobody_is_for_everybody(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n)
    nobody: tuple[list[int] | None, ...] = ([], None)
    for everybody in nobody:
        assert worked(move.change_task(task, **{"for": [ana.n]}), 200)
        worked(move.change_task(task, **{"for": everybody}), 200)
        assert named_by(move.board(), task) is None
        worked(move.sign_up(task, "Tom"), 201)
    assert invalid(move.change_task(task, **{"for": [999]})) == {"for": "not_here"}


def test_who_had_it_before_keeps_and_sees_it(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = move.add_boxes(1)
    hana, tom = move.takes(task, "Hana"), move.takes(task, "Tom", standing="standby")
    worked(move.change_task(task, **{"for": [ana.n]}), 200)
    assert [named_by(each.page(), task) for each in (ana, hana, tom)] == [[ana.n]] * 3
    hana.release()
    assert tom.standing()["standing"] == "firm"  # who stood by had a place in the line
    refused(hana.ask("POST", "/claims", json={"task": task}), 404, "not_found")
    assert not [each for each in hana.page()["tasks"] if each["n"] == task]


def test_it_is_for_the_one_who_stays_of_two_entries_and_for_both_once_they_are_two(server: Server, move: Move) -> None:
    ana, twin = move.takes(move.add_boxes(), "Ana"), move.takes(move.add_boxes(), "Anna")
    only, both = private_task(move, twin.n), private_task(move, ana.n, twin.n)
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    page = olive.send(f"/m/{move.id}/people/same", survivor=str(ana.n), merged=str(twin.n))
    assert [named_by(move.board(), n) for n in (only, both)] == [[ana.n], [ana.n]]
    assert named_by(ana.page(), only) == [ana.n]
    olive.send(found(rf"/m/{move.id}/people/part/\d+", page.text))
    assert [named_by(move.board(), n) for n in (only, both)] == [[twin.n], [ana.n, twin.n]]


def test_undo_names_the_one_who_stays_of_two_entries_that_were_merged_since(server: Server, move: Move) -> None:
    ana, twin = move.takes(move.add_boxes(), "Ana"), move.takes(move.add_boxes(), "Anna")
    tom, task = move.takes(move.add_boxes(), "Tom"), private_task(move, twin.n)
    worked(move.change_task(task, **{"for": [tom.n]}), 200)
    changed = move.version
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    olive.send(f"/m/{move.id}/people/same", survivor=str(ana.n), merged=str(twin.n))
    worked(move.ask("POST", "/undo", json={"version": changed}), 200)
    assert named_by(ana.page(), task) == [ana.n]


def test_it_is_nobody_elses_once_the_last_one_who_is_named_is_forgotten(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n)
    assert ana.ask("DELETE").status_code == 204
    refused(move.sign_up(task, "Tom"), 404, "not_found")
    named = named_by(move.board(), task)
    worked(move.change_task(task, **{"for": named, "why": "sent back as it was read"}), 200)
    refused(move.sign_up(task, "Tom"), 404, "not_found")


def test_an_ask_names_whom_it_asks_and_taking_it_back_does_not_open_the_task(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n)
    ask = worked(move.ask("POST", "/asks", json={"name": "May", "tasks": [task]}), 201)["ask"]
    assert named_by(move.board(), task) == [ana.n, ask["helper"]["n"]]
    assert MARK in move.client.get(f"{API}/asks/{token_of(ask['link'])}").text
    worked(move.change_task(task, **{"for": [ask["helper"]["n"]]}), 200)
    assert move.ask("DELETE", f"/asks/{ask['n']}").status_code == 204
    refused(move.sign_up(task, "Tom"), 404, "not_found")
    assert named_by(move.board(), task) == [ask["helper"]["n"]]


def test_an_ask_tells_nothing_more_of_what_is_for_others_by_now(move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move)
    ask = worked(move.ask("POST", "/asks", json={"name": "May", "tasks": [task]}), 201)["ask"]
    worked(move.change_task(task, **{"for": [ana.n]}), 200)
    for path in (f"{API}/asks/{token_of(ask['link'])}", f"/a/{token_of(ask['link'])}"):
        assert MARK not in move.client.get(path).text


def test_undo_puts_back_who_sees_it_and_a_copy_is_for_the_same_people(server: Server, move: Move) -> None:
    ana = move.takes(move.add_boxes(), "Ana")
    task = private_task(move, ana.n)
    worked(move.change_task(task, **{"for": []}), 200)
    worked(move.ask("POST", "/undo", json={"version": move.version}), 200)
    assert named_by(move.board(), task) == [ana.n]
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    olive.send(f"/m/{move.id}/tasks/{task}/copy")
    olive.send(f"/m/{move.id}/tasks/{task}/split", title=f"{MARK} part", quantity="1")
    assert [each["for"] for each in move.tasks() if MARK in each["title"]] == [[ana.n]] * 3
