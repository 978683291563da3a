"""Two entries of one person, on pages: pointed out, made one, and two again."""

import re

import httpx

from tests.conftest import Server
from tests.web.anyone.test_letters import Place
from tests.web.visit import Visitor


def pair(server: Server) -> tuple[Place, Visitor, str, int, str]:
    """Hana is on the list, and was written down once more as "Hana K."; the second one's page."""
    place = Place(server)
    olive = Visitor(server)
    olive.get(place.key)
    move = f"/m/{place.olive.link.move_id}"
    olive.send(f"{move}/people", name="Hana K.")
    second = max(helper.n for helper in place.olive.board().helpers)
    page = olive.get(f"{move}/people").text
    [address] = [each for each in re.findall(r'value="(http[^"]+/h/[^"]+)"', page) if f"h{second}-" in each]
    return place, olive, move, second, address


def test_a_likely_double_becomes_one_and_two_again(server: Server, client: httpx.Client) -> None:
    place, olive, move, second, address = pair(server)
    for page in ("people", "thanks"):
        assert "Perhaps one person, twice" in olive.get(f"{move}/{page}").text
    shown = olive.send(f"{move}/people/same", survivor=str(place.hana), merged=str(second), back="thanks")
    assert shown.url.path == f"{move}/thanks"
    assert "They are one entry now" in shown.text
    assert "Hana K." not in shown.text
    people = olive.get(f"{move}/people").text
    assert "One entry with “<bdi>Hana K.</bdi>”" in people

    assert "Two entries are one now" in client.get(address).text

    [part] = re.findall(r'action="([^"]+/people/part/\d+)"', people)
    shown = olive.send(part)
    assert "Perhaps one person, twice" not in shown.text
    assert "You are <bdi>Hana K.</bdi>" in Visitor(server).get(address).text


def test_who_asks_for_the_link_after_the_parting_has_their_own_page_again(server: Server) -> None:
    place, olive, move, second, address = pair(server)
    visitor, own = Visitor(server), httpx.URL(address).path
    olive.send(f"{move}/people/same", survivor=str(place.hana), merged=str(second))
    shown = visitor.http.get(address)
    assert shown.status_code == 404
    assert f'action="{own}/again"' in shown.text
    [part] = re.findall(r'action="([^"]+/people/part/\d+)"', olive.get(f"{move}/people").text)
    olive.send(part)
    assert "You are <bdi>Hana K.</bdi>" in visitor.send(f"{own}/again").text


def test_two_people_are_not_asked_about_again(server: Server) -> None:
    place, olive, move, second, _address = pair(server)
    shown = olive.send(f"{move}/people/two", survivor=str(place.hana), merged=str(second))
    assert "Perhaps one person, twice" not in shown.text


def test_any_two_can_be_chosen_and_a_wrong_choice_comes_back(server: Server) -> None:
    place, olive, move, second, _address = pair(server)
    for kept, gone, status in (("", "", 422), (place.hana, place.hana, 422), (place.hana, 999, 404)):
        assert olive.post(f"{move}/people/same", survivor=str(kept), merged=str(gone)).status_code == status
    again = olive.post(f"{move}/people/same", survivor=str(place.hana), merged=str(place.hana))
    assert "Please choose two." in again.text
    assert olive.post(f"{move}/people/part/{second}").status_code == 404


def test_only_organizers_merge(server: Server) -> None:
    place, _olive, move, second, _address = pair(server)
    mallory = Visitor(server)
    assert mallory.post(f"{move}/people/same", survivor=str(place.hana), merged=str(second)).status_code == 404
