"""What a stranger can do with the link of an ask, or to it: it tells what friends see, and ends with what it is for."""

import html
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from service.domain.rules.asks import MAX_ASKS
from service.domain.rules.offers import MAX_WAITING
from tests.attack.letters import letters
from tests.conftest import Server
from tests.web.api.caller import API, Move, invalid, plan, token_of, worked
from tests.web.visit import Organizer, Visitor

SECRETS = {"Lindengasse 7/23", "olive@example.org", "0660 117117", "hana@example.org", "0660 7171717", "back door"}
SCRIPT = "<script>alert(1)</script>"
ENCODED = "=?utf-8?q?a=0d=0aX-Evil=3a1?="


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(
        client,
        organizer={"name": "Olive", "email": "olive@example.org", "phone": "0660 117117"},
        **{"from": {"area": "Neubau", "address": "Lindengasse 7/23"}},
    )


def ask(move: Move, **more: Any) -> dict[str, Any]:
    whom = {} if "helper" in more else {"name": "Mr Berger"}
    asked: dict[str, Any] = worked(move.ask("POST", "/asks", json={"tasks": [move.add_boxes()], **whom, **more}), 201)
    new: dict[str, Any] = asked["ask"]
    return new


def test_until_it_is_answered_it_tells_what_friends_see(client: httpx.Client, move: Move) -> None:
    task = move.add_boxes(9, where="the back door")
    hana = move.takes(task, "Hana", email="hana@example.org", phone="0660 7171717")
    token = token_of(ask(move, helper=hana.n)["link"])
    for path in (f"/a/{token}", f"{API}/asks/{token}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not {each for each in SECRETS if each in answer.text}
        assert hana.token not in answer.text


@pytest.mark.parametrize("state", ["closed", "called_off"])
def test_no_answer_changes_a_move_that_is_over(server: Server, move: Move, state: str) -> None:
    asked = ask(move)
    token, task = token_of(asked["link"]), asked["tasks"][0]
    move.patch(state=state)
    before, mallory = move.version, Visitor(server)
    for answer in (
        mallory.post(f"/a/{token}/yes", **{f"task-{task}": "1"}),
        mallory.post(f"/a/{token}/another-time", words="Sunday"),
        mallory.http.post(f"{API}/asks/{token}/claims", json={"task": task}),
        mallory.http.post(f"{API}/asks/{token}/another-time", json={"words": "Sunday"}),
    ):
        assert answer.status_code == 409, answer.text
    assert mallory.get(f"/a/{token}").status_code == 200
    assert move.version == before


def test_its_link_opens_no_task_that_it_is_not_for(client: httpx.Client, move: Move) -> None:
    asked, kept = ask(move), move.add_boxes(kept=True)
    token = token_of(asked["link"])
    for task in (kept, move.add_boxes(), 0, 999_999_999):
        answer = client.post(f"{API}/asks/{token}/claims", json={"task": task, "quantity": 1})
        assert answer.status_code in (404, 422), task
    assert all(not each["claims"] for each in move.tasks())


def test_links_cannot_be_counted_through(client: httpx.Client, move: Move) -> None:
    first, second = (token_of(ask(move)["link"]) for _ in range(2))
    head, _, tail = first.partition(".")
    other = second.partition(".")[2]
    guesses = [f"{head}.{other}", f"{head}.", head, f"{head[:-1]}2.{tail}", first.swapcase()]
    guesses += [f"{head.replace('a', grant, 1)}.{tail}" for grant in "sohtcl"]
    for guess in guesses:
        for path in (f"/a/{guess}", f"{API}/asks/{guess}", f"/h/{guess}", f"/s/{guess}", f"/o/{guess}"):
            assert client.get(path).status_code == 404, path
    for path in (f"/h/{first}", f"/s/{first}", f"/o/{first}", f"/t/{first}", f"/cal/{first}.ics"):
        assert client.get(path).status_code == 404, path


def test_it_ends_with_what_takes_it_back_and_with_the_person(client: httpx.Client, move: Move) -> None:
    hana = move.takes(move.add_boxes(), "Hana")
    taken_back, forgotten = ask(move), ask(move, helper=hana.n)
    worked(move.ask("DELETE", f"/asks/{taken_back['n']}"), 204)
    worked(hana.ask("DELETE"), 204)
    for asked in (taken_back, forgotten):
        token = token_of(asked["link"])
        assert client.get(f"/a/{token}").status_code == 404
        for end in ("yes", "not-this-time", "another-time", "else"):
            sent = client.post(f"/a/{token}/{end}", data={"words": "x"}, headers={"Sec-Fetch-Site": "same-origin"})
            assert sent.status_code == 404


def test_an_ask_that_comes_back_by_undoing_has_a_new_link(client: httpx.Client, move: Move) -> None:
    asked = ask(move)
    worked(move.ask("DELETE", f"/asks/{asked['n']}"), 204)
    worked(move.ask("POST", "/undo", json={"version": move.version}))
    [back] = worked(move.ask("GET", "/asks"), 200)["asks"]
    assert back["n"] == asked["n"]
    assert client.get(f"/a/{token_of(asked['link'])}").status_code == 404
    assert client.get(f"/a/{token_of(back['link'])}").status_code == 200


def test_an_ask_of_somebody_who_is_forgotten_never_comes_back(client: httpx.Client, move: Move) -> None:
    hana = move.takes(move.add_boxes(), "Hana")
    asked = ask(move, helper=hana.n)
    made_at = move.version
    worked(hana.ask("DELETE"), 204)
    for version in (made_at, move.version):
        assert not move.ask("POST", "/undo", json={"version": version}).is_success
    assert worked(move.ask("GET", "/asks"), 200)["asks"] == []
    assert client.get(f"/a/{token_of(asked['link'])}").status_code == 404


def test_words_and_names_are_shown_as_they_were_typed(server: Server) -> None:
    olive = Organizer(server, title=f"T {SCRIPT} {ENCODED}")
    task = olive.add(title=f"Lunch {SCRIPT}")
    asked = olive.send(f"{olive.move}/ask", who=f"Tom {SCRIPT}\r\nBcc: a@evil.example", **{f"task-{task}": "1"})
    path = asked.url.path
    words = f'Hi {SCRIPT} {ENCODED} "><img src=x onerror=alert(1)> {{link}}\r\nBcc: a@evil.example&body=y'
    page = olive.send(path, words=words)
    link = re.search(r"/a/[\w.-]+", html.unescape(page.text))
    assert link
    own = Visitor(server).get(link[0])
    for shown in (page, own, olive.get(f"{olive.move}/ask"), olive.get(olive.move), olive.get(f"{olive.move}/history")):
        assert shown.status_code == 200
        assert SCRIPT not in shown.text
        assert "<img src=x" not in shown.text
    for scheme in ("sms:", "mailto:"):
        [href] = re.findall(rf'href="({scheme}[^"]*)"', page.text)
        address, _, fields = html.unescape(href).partition("?")
        assert not set(address) & set("&\r\n ")
        assert [each.partition("=")[0] for each in fields.split("&") if each] in (["body"], ["subject", "body"])


def test_a_number_or_address_that_was_typed_adds_nothing_to_the_link_that_sends(server: Server) -> None:
    olive = Organizer(server)
    task, phone = olive.add(), "0660 1?body=x&y=z#a"
    mail = "a?bcc=x&y%0Abcc:z@example.org"
    sent = olive.post(f"{olive.move}/people", name="Tom", phone=phone, email=mail)
    assert sent.status_code == 303, sent.text
    page = olive.send(f"{olive.move}/ask", who="Tom", **{f"task-{task}": "1"})
    hrefs = [html.unescape(each) for each in re.findall(r'href="((?:sms|mailto):[^"]*)"', page.text)]
    assert {each.partition(":")[0] for each in hrefs} == {"sms", "mailto"}
    for href in (each for each in hrefs if "?" in each):
        assert href.count("?") == 1
        assert "bcc=" not in href
        assert href.count("body=") == 1


def test_asking_sends_no_letter(server: Server, client: httpx.Client, move: Move) -> None:
    hana = move.takes(move.add_boxes(), "Hana", email="hana@example.org")
    before = [str(each) for each in letters(server, move)]
    for n in range(5):
        ask(move, helper=hana.n, words=f"PayPal {n}: log in at evil.example")
    server.clock.now += timedelta(minutes=10)
    assert [str(each) for each in letters(server, move)] == before


def test_one_person_fills_no_board_with_offers(client: httpx.Client, move: Move) -> None:
    token = token_of(ask(move)["link"])
    path = f"{API}/asks/{token}/another-time"
    for n in range(MAX_WAITING):
        worked(client.post(path, json={"words": f"At {n}"}), 201)
    assert invalid(client.post(path, json={"words": "Once more"})) == {"words": "many_offers"}
    page = client.post(f"/a/{token}/another-time", data={"words": "More"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 422
    assert "wait for an answer" in page.text
    [first, *_] = worked(move.ask("GET", "/offers"), 200)["offers"]
    worked(move.ask("PATCH", f"/offers/{first['n']}", json={"state": "resting"}), 200)
    worked(client.post(path, json={"words": "Sunday"}), 201)


def test_a_move_holds_so_many_asks_and_no_more(
    client: httpx.Client, move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_ASKS <= 1_000
    monkeypatch.setattr("service.domain.rules.asks.MAX_ASKS", 3)
    task = move.add_boxes()
    made = [ask(move, tasks=[task]) for _ in range(3)]
    again = {"name": "Mr Klein", "tasks": [task]}
    assert invalid(move.ask("POST", "/asks", json=again)) == {"tasks": "many_asks"}
    worked(move.ask("DELETE", f"/asks/{made[0]['n']}"), 204)
    worked(move.ask("POST", "/asks", json=again), 201)


def test_no_form_of_an_ask_is_taken_from_another_site(server: Server, client: httpx.Client, move: Move) -> None:
    asked = ask(move)
    token, before = token_of(asked["link"]), move.version
    client.get(f"/o/{move.organizer_token}")
    forms = [f"/a/{token}/{end}" for end in ("yes", "not-this-time", "another-time", "else", "language")]
    ends = ("", "/yes", "/rest", "/another-time", "/take-back", "/noted")
    forms += [f"/m/{move.id}/ask", *(f"/m/{move.id}/ask/{asked['n']}{end}" for end in ends)]
    forms += [f"/m/{move.id}/{path}" for path in ("undo", "tell/1", "tasks/several", "tasks/lines")]
    forms += [f"/m/{move.id}/tasks/{asked['tasks'][0]}/{path}" for path in ("things", "split", "copy", "step")]
    for form in forms:
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            sent = client.post(form, data={"words": "x", f"task-{asked['tasks'][0]}": "1"}, headers=headers)
            assert sent.status_code == 403, form
    assert move.version == before
