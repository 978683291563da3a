"""Event streams: versions only, for the holder of a link, from where a page stands on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.commands.serve import GRACE_SECONDS
from service.domain.rules.moves import rotate_signup
from service.storage.migrations import database_of
from service.web.base import live
from tests.browser.visiting import Place
from tests.conftest import Server, serving
from tests.make import Olive


@contextmanager
def stream(server: Server, path: str, **more: Any) -> Iterator[Iterator[str]]:
    """The lines of an event stream that say something."""
    with httpx.stream("GET", server.url + path, timeout=10, **more) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        yield (line for line in answer.iter_lines() if line not in ("", ":"))


@pytest.fixture
def place(server: Server) -> Place:
    return Place(server, Olive(server.installation.database))


def test_a_stream_says_each_new_version_and_nothing_else(server: Server, place: Place) -> None:
    with stream(server, f"{place.signup}/live?version={place.olive.version()}") as lines:
        assert next(lines) == f"retry: {live.RETRY_MS}"
        place.olive.task(title="Secret books")
        version = place.olive.version()
        assert [next(lines), next(lines)] == [f"id: {version}", f"data: {version}"]
        place.olive.helper("Hana")
        assert [next(lines), next(lines)] == [f"id: {version + 1}", f"data: {version + 1}"]


def test_a_page_that_is_behind_hears_so_at_once(server: Server, place: Place) -> None:
    place.olive.task()
    with stream(server, f"{place.signup}/live?version=1") as lines:
        next(lines)
        assert next(lines) == f"id: {place.olive.version()}"


def test_a_browser_goes_on_from_what_it_heard_last(server: Server, place: Place) -> None:
    place.olive.task()
    heard = {"Last-Event-ID": str(place.olive.version())}
    with stream(server, f"{place.signup}/live?version=1", headers=heard) as lines:
        next(lines)
        place.olive.task()
        assert next(lines) == f"id: {place.olive.version()}"


@pytest.mark.parametrize("said", ["", "x", "-1", "1e9", "٣", "9" * 40])
def test_an_odd_version_is_none(server: Server, place: Place, said: str) -> None:
    with stream(server, f"{place.signup}/live?version={said}") as lines:
        next(lines)
        assert next(lines) == f"id: {place.olive.version()}"


def test_another_move_is_not_heard(server: Server, place: Place) -> None:
    other = Olive(server.installation.database)
    with stream(server, f"{place.signup}/live?version={place.olive.version()}") as lines:
        next(lines)
        other.task()
        place.olive.task()
        assert next(lines) == f"id: {place.olive.version()}"


def test_strangers_hear_nothing(server: Server, client: httpx.Client, place: Place) -> None:
    for path in (place.at("/live"), "/s/cut-off/live", place.signup.replace("/s/", "/h/") + "/live"):
        assert client.get(path).status_code == 404
    with place.olive.change() as change:
        rotate_signup(change)
    assert client.get(f"{place.signup}/live").status_code == 404


def test_the_head_of_a_stream_ends(client: httpx.Client, place: Place) -> None:
    assert client.head(f"{place.signup}/live").status_code == 200


@pytest.mark.one_database
def test_streams_of_one_address_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MAX_PER_ADDRESS", 1)
    with serving(tmp_path, limits="on") as server:
        place = Place(server, Olive(server.installation.database))
        with stream(server, f"{place.signup}/live") as lines:
            next(lines)
            refused = httpx.get(f"{server.url}{place.signup}/live")
            assert refused.status_code == 429
            assert int(refused.headers["retry-after"]) > 0


@pytest.mark.one_database
def test_the_server_stops_while_pages_are_open(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        place = Place(server, Olive(server.installation.database))
        with stream(server, f"{place.signup}/live") as lines:
            next(lines)
            began = time.monotonic()
            server.stop()
            assert list(lines)[-1].startswith("data:")
        # It did not have to wait until its patience was over.
        assert time.monotonic() - began < GRACE_SECONDS


@pytest.mark.one_database("postgresql")
def test_a_change_in_another_process_is_heard(server: Server, place: Place) -> None:
    elsewhere = database_of(server.installation.settings)
    try:
        with stream(server, f"{place.signup}/live?version={place.olive.version()}") as lines:
            next(lines)
            other = copy(place.olive)
            other.database = elsewhere
            other.task()
            assert next(lines) == f"id: {place.olive.version()}"
    finally:
        elsewhere.close()
