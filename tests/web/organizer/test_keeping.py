"""A friend who holds the list, on pages: they add and paste, the mover says yes or leaves it out, line by line."""

import re
from typing import Any

import httpx

from tests.conftest import Server
from tests.web.api.caller import Move, plan, token_of, worked


def signed_in(server: Server, token: str) -> httpx.Client:
    browser = httpx.Client(base_url=server.url, headers={"Origin": server.url}, follow_redirects=True)
    server.clients.append(browser)
    assert browser.get(f"/o/{token}").status_code == 200
    return browser


def test_a_keeper_suggests_and_the_mover_decides_line_by_line(server: Server, client: httpx.Client) -> None:
    move = plan(client, organizer={"name": "Olive"}, **{"from": {"area": "Neubau", "address": "Lindengasse 7/23"}})
    olive = signed_in(server, move.organizer_token)
    made = olive.post(f"/m/{move.id}/organizers", data={"name": "Ana", "may": "suggest"})
    ana = signed_in(server, token_of(_found(r"http[^\"<]*/o/[\w.-]+", made.text)))
    board = f"/m/{move.id}"

    said = ana.post(f"{board}/tasks", data={"kind": "care", "title": "Water the fern"})
    assert "Nobody else sees it" in said.text
    ana.post(f"{board}/tasks/lines", data={"kind": "care", "lines": "Feed the cat\nFind the keys"})
    olive.post(f"{board}/paste/tasks", data=preview_of("a grand piano"))
    assert 'id="again"' in olive.post(f"{board}/paste", data={"text": "a grand piano"}).text
    preview = ana.post(f"{board}/paste", data={"text": "a grand piano"})
    assert preview.status_code == 200
    assert 'id="again"' not in preview.text
    unread = ana.post(f"{board}/paste", data={"text": "a grand piano\nqwrtz plmk"}).text
    assert "Not understood" not in unread
    assert 'value="Qwrtz plmk"' in unread
    assert "for_names" not in said.text
    for page, button in ((unread, "these"), (ana.get(f"{board}/tasks/new").text, "it"), (said.text, "them")):
        assert f"Suggest {button} to <bdi>Olive</bdi>" in page
        assert "for myself" not in page
        assert "on the board" not in page
    numbers = re.findall(r"id=\"task-(\d+)\"", ana.get(board).text)
    assert len(numbers) == 4
    look = seen_on(olive.get(f"{board}/suggested").text)
    changed = ana.post(f"{board}/tasks/{numbers[0]}", data={"kind": "care", "title": "Water the big fern"})
    assert "Water the big fern" in changed.text
    assert "undo" not in changed.text

    assert "<bdi>Ana</bdi> suggests something" in olive.get(board).text
    signup = f"/s/{move.signup_token}"
    assert "fern" not in client.get(signup).text
    assert ana.post(f"{board}/suggested/{numbers[0]}", data={"do": "yes"}).status_code == 404
    said = olive.post(f"{board}/suggested/{numbers[0]}", data={"do": "yes", "version": look})
    assert "<bdi>Ana</bdi> has changed this one since you looked: have a look first." in said.text
    assert "It is on the list." not in said.text
    assert "Water the big fern" not in client.get(signup).text
    olive.post(f"{board}/suggested/{numbers[0]}", data={"do": "yes", "version": seen_on(said.text)})
    left = olive.post(f"{board}/suggested/{numbers[1]}", data={"do": "out"})
    assert "It is left out." in left.text
    assert "Water the big fern" in client.get(signup).text
    assert len(re.findall(r"id=\"task-(\d+)\"", ana.get(board).text)) == 3
    assert ana.get(f"{board}/tasks/{numbers[0]}").status_code == 404
    assert ana.get(f"{board}/tasks/{numbers[2]}").status_code == 200
    assert olive.get(f"{board}/tasks/{numbers[2]}").status_code == 200
    for page in ("settings", "people", "ask", "share", "thanks", "history", "suggested", "offers/1", "letters"):
        assert ana.get(f"{board}/{page}").status_code == 404
    for page in ("", "/tasks/new", "/paste"):
        assert "Lindengasse" not in ana.get(f"{board}{page}").text


def test_both_ends_of_a_suggestion_go_together_and_one_yes_takes_all_that_was_shown(
    server: Server, client: httpx.Client
) -> None:
    move = plan(client, organizer={"name": "Olive"})
    made = worked(move.ask("POST", "/organizers", json={"name": "Ana", "may": "suggest"}))
    ana, olive = Move(client, move.id, token_of(made["link"]), ""), signed_in(server, move.organizer_token)
    board = f"/m/{move.id}"
    worked(ana.ask("POST", "/tasks/paste", json={"text": "sofa\nfeed the cat"}), 201)
    cat, out, into = (task["n"] for task in sorted(drafts_of(move), key=lambda each: each["title"]))
    assert "Yes to both" in olive.get(f"{board}/suggested").text
    assert "goes together with" in olive.get(f"{board}/tasks/{into}").text
    olive.post(f"{board}/suggested/{into}", data={"do": "out"})
    assert [task["n"] for task in drafts_of(move)] == [cat], "both ends are left out"
    worked(move.ask("POST", "/undo", json={"version": move.version}))
    olive.post(f"{board}/suggested/{out}", data={"do": "yes", "version": seen_on(olive.get(f"{board}/suggested").text)})
    assert [task["n"] for task in drafts_of(move)] == [cat], "both ends are open"
    worked(move.ask("POST", "/undo", json={"version": move.version}))

    page = olive.get(f"{board}/suggested").text
    shown = re.findall(r"name=\"(task-\d+)\"", page)
    assert sorted(shown) == sorted(f"task-{n}" for n in (cat, out, into))
    worked(ana.ask("POST", "/tasks", json={"kind": "care", "title": "Too late to be seen"}), 201)
    worked(ana.ask("PATCH", f"/tasks/{cat}", json={"title": "Feed the tiger"}))
    said = olive.post(f"{board}/suggested", data={**dict.fromkeys(shown, "1"), "version": seen_on(page)}).text
    assert "They are on the list." in said
    assert "<bdi>Ana</bdi> has changed this one since you looked" in said
    assert sorted(task["title"] for task in drafts_of(move)) == ["Feed the tiger", "Too late to be seen"]
    undone = olive.post(f"{board}/undo", data={"version": _found(r'(?<=name="version" value=")\d+', said)})
    assert undone.status_code == 200
    assert len(drafts_of(move)) == 4


def drafts_of(move: Move) -> list[dict[str, Any]]:
    """What waits for a yes."""
    return [task for task in worked(move.ask("GET", "/board"))["tasks"] if task["state"] == "proposed"]


def seen_on(page: str) -> str:
    """The version that the page's yes says to have seen."""
    return _found(r'(?<=name="version" value=")\d+', page)


def preview_of(text: str, **more: str) -> dict[str, str]:
    """The form of a preview with one task, "Piano", to be saved."""
    row = {"title-0": "Piano", "kind-0": "care", "what-0": "offer", "lines-0": "1", "parts-0": "1"}
    return {"text": text, "rows": "1", "left": "0", "do": "save", **row, **more}


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[0]
