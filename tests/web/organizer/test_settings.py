"""Settings: what is said about the move there is read where it matters."""

import pytest

from tests.conftest import Server
from tests.web.friends.test_ask import ask_for
from tests.web.visit import PLAN, Organizer, Visitor

pytestmark = pytest.mark.one_database
SENTENCE = "If something breaks, it’s mine."


def test_what_breaks_is_said_to_friends_once_it_is_chosen(server: Server) -> None:
    olive, hana = Organizer(server), Visitor(server)
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    asked = ask_for(olive, sofa)
    own = hana.send(f"{olive.signup_link}/claims", task=str(sofa), name="Hana", quantity="1").url.path
    faces = (olive.signup_link, asked, own)
    assert not [face for face in faces if SENTENCE in Visitor(server).get(face).text]

    olive.send(f"{olive.move}/settings", **PLAN, damage_is_mine="1")

    assert all(SENTENCE in Visitor(server).get(face).text for face in faces)
    assert 'id="move-damage_is_mine" name="damage_is_mine" type="checkbox" value="1" checked' in (
        olive.get(f"{olive.move}/settings").text
    )
    assert "who bears what breaks" in olive.get(f"{olive.move}/history").text

    olive.send(f"{olive.move}/settings", **PLAN)

    assert not [face for face in faces if SENTENCE in Visitor(server).get(face).text]
