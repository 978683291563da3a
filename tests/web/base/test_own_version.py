"""A page of one reader says which it is, and only that reader's browser is told that nothing has changed."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from service.text import templates
from service.web.base.pages import etag_of
from tests.conftest import Server
from tests.web.visit import Organizer, Visitor


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def asked(visitor: Visitor, path: str, etag: str, **headers: str) -> httpx.Response:
    return visitor.http.get(path, headers={"If-None-Match": etag, **headers})


def test_a_browser_that_has_its_page_is_told_so_until_it_changes(server: Server, olive: Organizer) -> None:
    task, hana = olive.add(needed="2"), Visitor(server)
    claimed = hana.post(f"{olive.signup_link}/claims", task=task, name="Hana")
    own = httpx.URL(claimed.headers["location"]).path
    pages = [(olive, olive.move), (olive, f"{olive.move}/thanks"), (hana, own)]
    etags = []
    for who, path in pages:
        page = who.http.get(path)
        assert page.headers["cache-control"] == "private, no-cache"
        again = asked(who, path, page.headers["etag"])
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", page.headers["etag"]), path
        assert again.headers["cache-control"] == "private, no-cache"
        etags.append(page.headers["etag"])
    Visitor(server).send(f"{olive.signup_link}/offers", name="Tom", words="Anything")
    for (who, path), etag in zip(pages, etags, strict=True):
        assert asked(who, path, etag).status_code == 200, path


def test_nobody_is_told_that_somebody_elses_page_has_not_changed(server: Server, olive: Organizer) -> None:
    task = olive.add(needed="2")
    owns = []
    for name in ("Hana", "Tom"):
        claimed = Visitor(server).post(f"{olive.signup_link}/claims", task=task, name=name)
        owns.append(httpx.URL(claimed.headers["location"]).path)
    stranger = Visitor(server)
    hanas, toms = (stranger.http.get(path).headers["etag"] for path in owns)
    assert asked(stranger, owns[0], toms).status_code == asked(stranger, owns[1], hanas).status_code == 200
    etag = olive.http.get(olive.move).headers["etag"]
    assert asked(stranger, olive.move, etag).status_code == 404


def test_two_organizers_with_the_same_words_on_their_boards_have_two_versions() -> None:
    assert etag_of("The same page", "one") != etag_of("The same page", "another")


OTHERWISE: dict[str, Callable[[Server, pytest.MonkeyPatch], dict[str, str]]] = {
    "another language": lambda _server, _patch: {"Accept-Language": "de"},
    "the day after the move": lambda server, _patch: _after(server, timedelta(days=13)),
    "another build": lambda _server, patch: _rebuilt(patch),
}


def _after(server: Server, passed: timedelta) -> dict[str, str]:
    server.clock.now += passed
    return {}


def _rebuilt(patch: pytest.MonkeyPatch) -> dict[str, str]:
    names = dict(templates._manifest())
    patch.setattr(templates, "_manifest", lambda: {**names, "main.js": "main-NEWBUILD.js"})
    return {}


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_a_page_depends_on_makes_a_new_one(
    server: Server, olive: Organizer, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    task, hana = olive.add(), Visitor(server)
    own = httpx.URL(hana.post(f"{olive.signup_link}/claims", task=task, name="Hana").headers["location"]).path
    etags = [who.http.get(path).headers["etag"] for who, path in ((olive, olive.move), (hana, own))]
    headers = OTHERWISE[what](server, monkeypatch)
    assert asked(olive, olive.move, etags[0], **headers).status_code == 200
    assert asked(hana, own, etags[1], **headers).status_code == 200


def test_another_name_makes_a_new_page(server: Server, olive: Organizer) -> None:
    task, hana = olive.add(), Visitor(server)
    own = httpx.URL(hana.post(f"{olive.signup_link}/claims", task=task, name="Hana").headers["location"]).path
    etag = hana.http.get(own).headers["etag"]
    hana.send(f"{own}/me", name="Johanna")
    assert asked(hana, own, etag).status_code == 200


def test_what_is_said_once_carries_no_version(server: Server, olive: Organizer) -> None:
    assert "etag" in olive.http.get(olive.move).headers
    assert "etag" not in olive.http.get(f"{olive.move}?notice=offer_written").headers
    refused = olive.post(f"{olive.move}/offers", name="", words="A van")
    assert refused.status_code == 422
    assert "etag" not in refused.headers
