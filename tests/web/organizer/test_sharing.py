"""A link that can be opened: what the share panel says, and what a preview of the link shows."""

import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from service import settings as settings_module
from service.settings import Settings, lan_address
from tests.browser.visiting import Place
from tests.conftest import Server, serving
from tests.make import Olive
from tests.web.visit import PLAN, Organizer, Visitor, found


def shared(server: Server) -> str:
    """The share panel of a new move."""
    place = Place(server, Olive(server.installation.database))
    with httpx.Client(base_url=server.url, follow_redirects=True) as olive:
        olive.get(place.organizer)
        return unescape(olive.get(place.at("/share")).text)


@pytest.mark.one_database
def test_on_loopback_it_says_how_friends_could_open_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.organizer.share.lan_address", lambda: "192.168.1.7")
    with serving(tmp_path) as server:
        page = shared(server)
        port = server.installation.settings.port
    assert "Friends cannot open these links yet" in page
    assert f"manyhands serve --host 192.168.1.7 --port {port}" in page
    assert "docs/running.md" in page


@pytest.mark.one_database
def test_where_it_listens_already_only_the_address_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.organizer.share.lan_address", lambda: "192.168.1.7")
    with serving(tmp_path, host="0.0.0.0") as server:  # noqa: S104  # said, not listened on
        page = shared(server)
        port = server.installation.settings.port
    assert f"MANYHANDS_PUBLIC_URL=http://192.168.1.7:{port} manyhands serve" in page


@pytest.mark.one_database
def test_without_a_network_it_offers_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.organizer.share.lan_address", lambda: "")
    with serving(tmp_path) as server:
        page = shared(server)
    assert "Friends cannot open these links yet" in page
    assert "manyhands serve" not in page


@pytest.mark.one_database
def test_with_an_address_of_its_own_every_link_begins_with_it(tmp_path: Path) -> None:
    with serving(tmp_path, public_url="http://move.example.org") as server:
        page = shared(server)
    assert "Friends cannot open these links yet" not in page
    assert page.count("http://move.example.org/s/") >= 3
    assert "127.0.0.1" not in page


def test_the_address_in_the_network_is_one_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lan_address() == "" or re.fullmatch(r"\d+\.\d+\.\d+\.\d+", lan_address())
    monkeypatch.setattr(settings_module, "FAR_AWAY", "127.0.0.1")
    assert lan_address() == ""
    assert Settings(host="192.168.1.7").address == "http://192.168.1.7:8000"
    assert not Settings(host="192.168.1.7").is_loopback


def test_a_preview_has_a_title_and_a_text_and_nothing_to_hide(server: Server, client: httpx.Client) -> None:
    olive = Olive(
        server.installation.database, title="Up to the attic", from_address="Lindengasse 12", from_area="7th district"
    )
    olive.claim(olive.task("care", "Soup"), olive.helper("Hana Novak", phone="0660 117"))
    place = Place(server, olive)
    page = client.get(place.signup).text
    tags = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))
    assert tags["og:title"] == "Up to the attic"
    assert tags["og:description"] == tags["description"]
    assert tags["og:description"].startswith("Olive: small things to take on")
    assert tags["og:url"].endswith(place.signup)
    said = " ".join(tags.values())
    assert not [hidden for hidden in ("Lindengasse", "7th", "Hana", "0660") if hidden in said]


@pytest.mark.one_database
@pytest.mark.parametrize(("scheme", "sent"), [("https", "same-origin"), ("http", None)])
def test_what_browsers_know_on_https_alone_is_sent_there_alone(tmp_path: Path, scheme: str, sent: str | None) -> None:
    with serving(tmp_path, public_url=f"{scheme}://move.example.org") as server:
        assert httpx.get(server.url).headers.get("Cross-Origin-Opener-Policy") == sent


def test_an_organizer_finds_the_way_back_to_the_board_from_what_friends_see_and_from_the_start(running: Server) -> None:
    olive, friend = Organizer(running, title="Up to the attic"), Visitor(running)
    olive.get(olive.organizer_link)
    other = Organizer(running, title="Another move")
    for path, words in (
        (olive.signup_link, "Back to the board"),
        ("/", "Back to the board of “<bdi>Up to the attic</bdi>”"),
    ):
        page = olive.get(path).text
        assert words in page
        assert f'href="{olive.move}"' in page
        for stranger in (friend, other):
            assert f'href="{olive.move}"' not in stranger.get(path).text
    olive.send(f"{olive.move}/settings/sign-out")
    for path in (olive.signup_link, "/"):
        assert f'href="{olive.move}"' not in olive.get(path).text


def test_a_session_that_ended_leads_nowhere_from_the_start(running: Server) -> None:
    olive = Organizer(running)
    phone = Visitor(running)
    phone.get(olive.organizer_link)
    olive.send(f"{olive.move}/settings/link")
    assert "Back to the board" not in phone.get("/").text


def test_an_organizer_of_many_moves_finds_the_way_back_to_each(running: Server) -> None:
    olive = Organizer(running)
    for number in range(6):
        olive.send("/", **{**PLAN, "title": f"Move {number}"})
    last = olive.get("/").text.count("Back to the board of")
    assert last == 5
    shared = olive.get(f"{olive.move}/share").text
    assert f'href="{olive.move}"' in olive.get(found(r'http://[^"<\s]+/s/[\w.-]+', shared)).text
    newest = olive.send("/", **{**PLAN, "title": "The seventh"}).url.path.removesuffix("/paste")
    signup = found(r'http://[^"<\s]+/s/[\w.-]+', olive.get(f"{newest}/share").text)
    assert f'id="to-board" href="{newest}"' in olive.get(signup).text
