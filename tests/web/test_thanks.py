"""Thanks, as people meet them on pages: wishes of helpers, remarks on wording, and the end."""

import re

import httpx

from service.domain.models import Helper
from tests.conftest import NOON, Server
from tests.web.test_letters import Place
from tests.web.visit import Visitor

DAY = NOON.replace(month=12, day=5)


def olive_of(place: Place) -> tuple[Visitor, str]:
    olive = Visitor(place.server)
    olive.get(place.key)
    return olive, f"/m/{place.olive.link.move_id}/thanks"


def test_no_thanks_needed_is_respected_and_shown(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    hana.send(f"{place.own}/thanks", no_thanks="1")
    olive, thanks = olive_of(place)
    page = olive.get(thanks).text
    assert "They say that no thanks are needed" in page
    assert "Everyone has been thanked" in page
    hana.send(f"{place.own}/thanks", no_thanks="0")
    assert "They say that no thanks are needed" not in olive.get(thanks).text


def test_a_note_may_be_written_all_the_same(server: Server) -> None:
    place = Place(server)
    Visitor(server).send(f"{place.own}/thanks", no_thanks="1")
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="save", note="The soup was the best of the year.")
    assert "written, not given yet" in olive.get(thanks).text.lower()


def test_glad_is_one_tap_after_the_day_and_can_be_taken_back(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    assert "Glad I came" not in hana.get(place.own).text
    server.clock.now = DAY
    assert "Glad I came" in hana.get(place.own).text
    hana.send(f"{place.own}/glad")
    assert place.helper().glad_at == DAY
    hana.send(f"{place.own}/glad")
    assert place.helper().glad_at == DAY
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="in_person")
    assert "Glad they came" in olive.get(thanks).text
    hana.send(f"{place.own}/glad", glad="0")
    assert place.helper().glad_at is None


def test_a_debt_is_remarked_on_and_kept_as_it_is(server: Server) -> None:
    olive, thanks = olive_of(place := Place(server))
    page = olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, I owe you one.")
    assert "may sound like a debt" in page.text
    assert "Hana, I owe you one." in page.text
    page = olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, you owe me nothing.")
    assert "may sound like a debt" not in page.text


def test_only_ones_own_wishes(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    for what in ("thanks", "glad"):
        answer = client.post(f"{place.own[:-1]}/{what}", headers={"Origin": server.url})
        assert answer.status_code == 404
    with server.house.database.reading() as session:
        assert not session.get_one(Helper, (place.olive.link.move_id, place.hana)).no_thanks


def test_a_note_is_a_page_of_its_own_with_nothing_else_on_it(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    assert "/t/" not in olive.get(f"{thanks}/{place.hana}").text
    olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, the soup.\nIt made the day.")
    written = olive.get(f"{thanks}/{place.hana}").text
    [address] = re.findall(r'value="(http[^"]+/t/[^"]+)"', written)
    page = client.get(address)
    assert "Hana, the soup.\nIt made the day." in page.text
    assert "Olive" in page.text
    assert "Lunch" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    olive.send(f"{thanks}/{place.hana}", do="save", note="")
    assert client.get(address).status_code == 404


def test_a_notes_link_opens_nothing_else(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, the soup.")
    token = server.house.note_url(place.olive.link.move_id, place.hana, 1).rpartition("/")[2]
    for path in (f"/h/{token}", f"/s/{token}", f"/o/{token}", f"/cal/{token}.ics"):
        assert client.get(path).status_code == 404
    Visitor(server).post(f"{place.own}/forget")
    assert client.get(f"/t/{token}").status_code == 404
