"""A friend who holds the list, on pages: they add and paste, the mover says yes or leaves it out, line by line."""

import re

import httpx

from tests.conftest import Server
from tests.web.api.caller import plan, token_of


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
    for page, button in ((unread, "these"), (ana.get(f"{board}/tasks/new").text, "it"), (said.text, "them")):
        assert f"Suggest {button} to <bdi>Olive</bdi>" in page
        assert "for myself" not in page
        assert "on the board" not in page
    numbers = re.findall(r"id=\"task-(\d+)\"", ana.get(board).text)
    assert len(numbers) == 4
    changed = ana.post(f"{board}/tasks/{numbers[0]}", data={"kind": "care", "title": "Water the big fern"})
    assert "Water the big fern" in changed.text
    assert "undo" not in changed.text

    assert "<bdi>Ana</bdi> suggests something" in olive.get(board).text
    signup = f"/s/{move.signup_token}"
    assert "fern" not in client.get(signup).text
    assert ana.post(f"{board}/suggested/{numbers[0]}", data={"do": "yes"}).status_code == 404
    olive.post(f"{board}/suggested/{numbers[0]}", data={"do": "yes"})
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


def preview_of(text: str, **more: str) -> dict[str, str]:
    """The form of a preview with one task, "Piano", to be saved."""
    row = {"title-0": "Piano", "kind-0": "care", "what-0": "offer", "lines-0": "1", "parts-0": "1"}
    return {"text": text, "rows": "1", "left": "0", "do": "save", **row, **more}


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[0]
