"""Links after a restore: those from before the backup open, those that were made after it never open anything.

What was lost between had given numbers and epochs away, which the restored installation must not give to others.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.commands import make_parser
from service.commands.backup import back_up
from service.commands.restore import restore, run
from service.settings import Settings
from tests.conftest import SECRET, Engine, Server, serving
from tests.sizes import size
from tests.web.api.caller import API, Move, bearer, object_of, plan, token_of, worked
from tests.web.visit import Visitor

Place = Callable[..., dict[str, Any]]
NAMES = size("RESTORED", 1, 3)
"""Helpers who get links each time."""


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    """`place(name)`: settings for an installation of its own, with an empty database if something is restored there."""
    with ExitStack() as stack:

        def made(name: str) -> dict[str, Any]:
            folder = tmp_path / name
            folder.mkdir()
            return stack.enter_context(engine.settings(folder, empty=name != "here"))

        yield made


def on(server: Server, move: Move) -> Move:
    """The same move on another server."""
    client = httpx.Client(base_url=server.url, timeout=30)
    server.clients.append(client)
    return Move(client, move.id, move.organizer_token, move.signup_token)


def live_on(server: Server, move: Move) -> dict[str, str]:
    """Let things happen on a move, and return the links that they made: what each opens, and its address."""
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    links = {}
    for name in ("Tom", "Nan", "Mallory")[:NAMES]:
        answer = object_of(move.offer(name, "Anything"), 201)
        links[name] = f"/h/{token_of(answer['helper_link'])}"
        n = answer["offer"]["helper"]["n"]
        asked = worked(move.ask("POST", "/asks", json={"helper": n, "tasks": [move.tasks()[0]["n"]]}), 201)
        links[f"an ask for {name}"] = f"/a/{token_of(asked['ask']['link'])}"
        worked(move.ask("PATCH", f"/thanks/{n}", json={"note": f"For all of it, {name}."}), 200)
        [links[f"a note for {name}"]] = set(re.findall(r"/t/[\w.-]+", olive.get(f"/m/{move.id}/thanks/{n}").text))
    shared = olive.send(f"/m/{move.id}/share/rotate").text
    [links["the sign-up page"]] = set(re.findall(r"/s/[\w.-]+", shared))
    page = olive.get(f"/m/{move.id}/settings").text
    [key] = re.findall(r'id="own-link-key" name="key" value="([^"]+)"', page)
    [own] = set(re.findall(r"/o/[\w.-]+", olive.send(f"/m/{move.id}/settings/link", key=key).text))
    move.organizer_token, move.signup_token = token_of(own), token_of(links["the sign-up page"])
    links["the board"] = own
    return links


def opened(server: Server, links: dict[str, str]) -> set[str]:
    """Find what these links open, with a page, a calendar or the API."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        found = set()
        for name, path in links.items():
            token = token_of(path)
            ways = {"h": (f"/cal/{token}.ics", f"{API}/helper/{token}"), "s": (f"{API}/signup/{token}",)}
            ways["a"] = (f"{API}/asks/{token}",)
            answers = [client.get(each) for each in (path, *ways.get(path[1], ()))]
            found |= {name for answer in answers if answer.status_code != 404}
        return found


@pytest.mark.long
def test_no_link_from_after_the_backup_opens_anything_and_those_from_before_do(place: Place, tmp_path: Path) -> None:
    """Neither at once nor when as much has happened again, also where one backup is put back twice."""
    here, there, elsewhere = place("here"), place("there"), place("elsewhere")
    with serving(**here) as server:
        move = plan(httpx.Client(base_url=server.url, timeout=30))
        hana = move.takes(move.add_care(9), "Hana", email="hana@example.org")
        before = {
            "Hana": f"/h/{hana.token}",
            "the sign-up page": f"/s/{move.signup_token}",
            "the board": f"/o/{move.organizer_token}",
        }
        kept = Move(move.client, move.id, move.organizer_token, move.signup_token)
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
        after = [live_on(server, on(server, kept))]
        move.client.close()
    for settings in (there, elsewhere):
        restore(Settings(**settings), tmp_path / "all.tar.gz")
        with serving(**settings) as server:
            assert opened(server, before) == set(before)
            assert [opened(server, links) for links in after] == [set()] * len(after)
            made = live_on(server, on(server, kept))
            assert opened(server, made) == set(made)
            assert [opened(server, links) for links in after] == [set()] * len(after)
            assert opened(server, before) == {"Hana"}, "the others were replaced"
            after.append(made)


def test_pages_and_calendars_that_saw_more_hear_of_what_is_new(place: Place, tmp_path: Path) -> None:
    """A browser that has a later version than the restored one, and a calendar with more changes, are not stuck."""
    here, there = place("here"), place("there")
    with serving(**here) as server:
        move = plan(httpx.Client(base_url=server.url, timeout=30))
        task = move.add_care(9, starts="12:00")
        hana = move.takes(task, "Hana")
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
        for hour in range(13, 23):
            worked(move.change_task(task, starts=f"{hour}:00"), 200)
        version, calendar = move.version, move.client.get(f"/cal/{hana.token}.ics").text
        move.client.close()
    restore(Settings(**there), tmp_path / "all.tar.gz")
    with serving(**there) as server:
        back = on(server, move)
        assert back.version > version
        assert _sequence(back.client.get(f"/cal/{hana.token}.ics").text) > _sequence(calendar)
        assert back.takes(task, "Tom").n > 1_000, "numbers that people have heard stay theirs"


def _sequence(calendar: str) -> int:
    [found] = re.findall(r"SEQUENCE:(\d+)", calendar)
    return int(found)


@pytest.mark.held
def test_void_links_makes_all_new_and_prints_those_of_organizers(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = place("here"), place("there")
    with serving(**here) as server:
        move = plan(httpx.Client(base_url=server.url, timeout=30), title="Down to the sea")
        hana = move.takes(move.add_care(9), "Hana", email="hana@example.org")
        links = live_on(server, on(server, move)) | {"Hana": f"/h/{hana.token}"}
        olive = Visitor(server)
        olive.get(links["the board"])
        cookies = {cookie.name: str(cookie.value) for cookie in olive.http.cookies.jar}
        assert opened(server, links) == set(links)
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
        move.client.close()
    settings = Settings(**there, public_url="https://move.example.org")
    run(settings, make_parser().parse_args(["restore", "--void-links", str(tmp_path / "all.tar.gz")]))
    printed = capsys.readouterr().out
    [own] = re.findall(r"https://move\.example\.org/o/([\w.-]+)", printed)
    assert "Down to the sea" in printed
    with serving(**there) as server:
        assert opened(server, links) == set()
        board = httpx.get(f"{server.url}/m/{move.id}", cookies=cookies)
        assert board.status_code == 404
        back = on(server, move)
        told = worked(back.client.get(back.path, headers=bearer(own)), 200)
        assert opened(server, {"the sign-up page": httpx.URL(told["links"]["signup"]).path}) == {"the sign-up page"}


def test_it_says_what_an_empty_folder_cannot_know(place: Place, tmp_path: Path) -> None:
    here, there = place("here"), place("there")
    with serving(**here):
        back_up(Settings(**here, secret=SECRET), tmp_path / "all.tar.gz")
    [told] = restore(Settings(**there), tmp_path / "all.tar.gz")
    assert "revoked" in told
    assert "--void-links" in told
