"""Discreet on the pages: a switch, a line that recommends it, new names with "Trust" and "Not now"."""

import pytest

from tests.conftest import Server
from tests.web.visit import PLAN, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    olive = Organizer(server, day="2026-12-05")
    olive.add(title="Soup", starts="09:17", needed="4")
    return olive


def test_it_is_off_until_it_is_switched_on_and_recommended_where_the_link_is_shared(olive: Organizer) -> None:
    settings, share = f"{olive.move}/settings", f"{olive.move}/share"
    assert f'href="{settings}#move-discreet"' in olive.get(share).text
    assert 'id="move-discreet" name="discreet" type="checkbox" value="1" checked' not in olive.get(settings).text
    stranger = Visitor(olive.server)
    assert "09:17" in stranger.get(olive.signup_link).text

    olive.send(settings, **PLAN, day="2026-12-05", discreet="1")

    assert 'id="move-discreet" name="discreet" type="checkbox" value="1" checked' in olive.get(settings).text
    assert 'id="is-discreet"' in olive.get(share).text
    assert "who may know when and where" in olive.get(f"{olive.move}/history").text
    page = stranger.get(olive.signup_link).text
    assert "09:17" not in page
    assert 'id="held-back"' in page


def test_a_new_name_waits_until_somebody_says_yes_or_not_now(server: Server, olive: Organizer) -> None:
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-05", discreet="1")
    hana, tom = Visitor(server), Visitor(server)
    task = found(r'(?<=id="task-)\d+', hana.get(olive.signup_link).text)
    for friend, name in ((hana, "Hana"), (tom, "Tom")):
        own = friend.send(f"{olive.signup_link}/claims", task=task, name=name, quantity="1")
        assert 'id="held-back"' in own.text
        assert "09:17" not in own.text
    assert ">New names wait for your OK" in olive.get(olive.move).text
    people = olive.get(f"{olive.move}/people").text
    waiting = [found(rf"(?<=id=\"trust-)\d+(?=-name\"><bdi>{name})", people) for name in ("Hana", "Tom")]

    trusted = olive.send(f"{olive.move}/people/{waiting[0]}/trust", trusted="1")
    later = olive.send(f"{olive.move}/people/{waiting[1]}/trust", trusted="0")

    assert "Noted: they see where and when" in trusted.text
    assert 'id="waiting"' not in later.text
    assert f'id="person-{waiting[1]}-trust-go"' in later.text
    assert "wait" not in found(r"(?s)<header class=\"head board-head\">.*?</header>", olive.get(olive.move).text)
    # The page that the cache holds is everybody's; a browser that knows a trusted helper gets their own.
    assert {name: "09:17" in each.get(olive.signup_link).text for name, each in (("Hana", hana), ("Tom", tom))} == {
        "Hana": True,
        "Tom": False,
    }
    assert "09:17" not in Visitor(server).get(olive.signup_link).text


def test_what_is_half_an_hour_of_boxes_tells_no_minutes_that_are_held_back(olive: Organizer) -> None:
    olive.add(kind="box_load", title="Books", needed="12", minutes="180")
    part = "About half an hour: 2 boxes"
    several = f"{olive.signup_link}/several"
    assert part in Visitor(olive.server).get(several).text
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-05", discreet="1")
    page = Visitor(olive.server).get(several).text
    assert "Books" in page
    assert part not in page
