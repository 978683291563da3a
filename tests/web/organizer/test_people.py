"""People on the pages of organizers: an offer rests, a driver is accepted, somebody is forgotten or added."""

import re

import pytest

from tests.conftest import Server
from tests.web.visit import Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    olive = Organizer(server)
    Visitor(server).send(f"{olive.signup_link}/offers", name="Hana", words="Just knock.", phone="0660 7")
    return olive


def offer_of(olive: Organizer) -> str:
    return f"{olive.move}/offers/" + found(r'(?<=id="offer-)\d+(?=-yes")', olive.get(olive.move).text)


def test_an_offer_rests_and_moves_back(olive: Organizer) -> None:
    offer = offer_of(olive)
    page = olive.send(f"{offer}/rest", rests="1")
    assert "The offer rests." in page.text
    assert not re.search(r'id="offer-\d+-yes"', page.text)
    assert "Moved." in olive.send(f"{offer}/rest", rests="0").text
    assert offer_of(olive) == offer


def test_somebody_who_is_forgotten_is_on_no_page(olive: Organizer) -> None:
    n = found(r"(?<=/people/)\d+(?=/forget)", olive.get(f"{olive.move}/people").text)
    assert "The name and all contacts are erased." in olive.send(f"{olive.move}/people/{n}/forget").text
    for path in ("", "/people", "/thanks"):
        page = olive.get(f"{olive.move}{path}").text
        assert "Hana" not in page
        assert "0660 7" not in page


def test_who_helped_and_never_opened_the_link_is_added_once(olive: Organizer) -> None:
    page = olive.get(f"{olive.move}/thanks").text
    key = found(r'(?<=name="key" value=")[^"]+', page)
    for _ in range(2):
        assert "They are on your list." in olive.send(f"{olive.move}/thanks", name="Mrs Novák", key=key).text
    assert olive.get(f"{olive.move}/people").text.count("/forget") == 2
