"""Who organizes together, as it looks in the settings and on the page of one of them."""

import re

import pytest

from tests.conftest import Server
from tests.web.visit import PLAN, Organizer, Visitor, found

pytestmark = pytest.mark.one_database
LINK = r"http://[^\"<\s]+/o/[\w.-]+"


def added(olive: Organizer, **fields: str) -> tuple[str, str]:
    """Add Nora; returns the address of her page, and her link there."""
    page = olive.send(f"{olive.move}/organizers", **{"name": "Nora", **fields})
    return page.url.path, found(LINK, page.text)


def test_who_is_added_gets_a_link_to_hand_on_and_then_organizes_by_name(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    page, link = added(olive)

    assert nora.get(link).url.path == olive.move
    nora.send(f"{olive.move}/tasks", kind="care", title="Lunch")

    assert "<bdi>Nora</bdi> added “<bdi>Lunch</bdi>”" in olive.get(f"{olive.move}/history").text
    assert "<bdi>Olive</bdi> made a link for <bdi>Nora</bdi>" in nora.get(f"{olive.move}/history").text
    settings = nora.get(f"{olive.move}/settings").text
    assert "<bdi>Olive</bdi> has made it for you." in settings
    assert 'id="company-may" name="may" type="radio" value="suggest" checked' in settings, "the smaller power"
    assert re.search(r'id="move-name"[^>]* value="Nora"', settings)
    assert "<bdi>Nora</bdi> <small>that is you</small>" in settings
    signed = Visitor(server).get(olive.signup_link).text
    assert "<bdi>Olive</bdi> & <bdi>Nora</bdi>" in signed
    assert link in olive.get(page).text


def test_a_link_is_shown_to_nobody_but_who_has_made_it(server: Server) -> None:
    olive, nora, kim = Organizer(server), Visitor(server), Visitor(server)
    page, link = added(olive)
    kim.get(added(olive, name="Kim")[1])
    nora.get(link)
    assert not re.search(LINK, kim.get(page).text)

    nora.send(f"{olive.move}/settings/link")

    assert not re.search(LINK, olive.get(page).text)
    assert olive.get(link).status_code == 404


def test_one_changes_ones_own_name_and_not_the_first_ones(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    nora.get(added(olive)[1])
    nora.send(f"{olive.move}/settings", **{**PLAN, "name": "Nora Berger"})
    assert "<bdi>Olive</bdi> & <bdi>Nora Berger</bdi>" in Visitor(server).get(olive.signup_link).text


def test_a_made_title_keeps_the_first_name_when_another_gives_the_day(server: Server) -> None:
    olive, nora = Organizer(server, title=""), Visitor(server)
    nora.get(added(olive)[1])
    title = "Olive’s moving day"
    nora.send(f"{olive.move}/settings", **{**PLAN, "title": title, "name": "Nora", "day": "2026-12-05"})
    assert "Olive’s move on" in olive.get(olive.move).text


def test_a_new_link_for_somebody_ends_the_sessions_of_the_old_one(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    page, link = added(olive)
    nora.get(link)

    renewed = found(LINK, olive.send(f"{page}/link").text)

    assert renewed != link
    assert [nora.get(each).status_code for each in (link, olive.move)] == [404, 404]
    assert nora.get(renewed).url.path == olive.move
    assert "made a new link for <bdi>Nora</bdi>" in olive.get(f"{olive.move}/history").text


def test_who_is_taken_off_is_out_at_once_and_stays_in_the_history(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    page, link = added(olive)
    nora.get(link)
    nora.send(f"{olive.move}/tasks", kind="care", title="Lunch")

    shown = olive.send(f"{page}/remove")

    assert "Taken off. Their link no longer opens anything." in shown.text
    assert [nora.get(each).status_code for each in (link, olive.move)] == [404, 404]
    assert nora.post(f"{olive.move}/tasks", kind="care", title="Soup").status_code == 404
    history = olive.get(f"{olive.move}/history").text
    assert "<bdi>Nora</bdi> added “<bdi>Lunch</bdi>”" in history
    assert "<bdi>Olive</bdi> took <bdi>Nora</bdi> off" in history
    assert olive.get(page).status_code == 404
    assert "Nora" not in Visitor(server).get(olive.signup_link).text
    assert not re.search(rf"/m/\w+\"[^>]*>{PLAN['title']}", nora.get("/").text)


def test_who_leaves_is_led_out_and_the_last_one_cannot(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    nora.get(added(olive)[1])
    own = found(r"/m/\w+/organizers/\d+(?=\">You no longer)", nora.get(f"{olive.move}/settings").text)

    assert "You no longer organize this move." in nora.send(f"{own}/remove").text

    assert nora.get(olive.move).status_code == 404
    settings = olive.get(f"{olive.move}/settings").text
    assert "You no longer organize?" not in settings
    first = found(r'organizer-\d+"', settings).removeprefix("organizer-").removesuffix('"')
    refused = olive.post(f"{olive.move}/organizers/{first}/remove")
    assert refused.status_code == 409
    assert "Nobody else organizes this move yet." in refused.text


def test_adding_is_undone_and_ends_the_link(server: Server) -> None:
    olive, nora = Organizer(server), Visitor(server)
    page = olive.send(f"{olive.move}/organizers", name="Nora")
    link, version = found(LINK, page.text), found(r'(?<=id="undo-version" name="version" value=")\d+', page.text)
    nora.get(link)

    olive.send(f"{olive.move}/undo", version=version, back=f"{olive.move}/settings")

    assert nora.get(link).status_code == 404
    assert "organizers/" not in olive.get(f"{olive.move}/settings").text.partition('id="company-form"')[0]


def test_the_same_form_sent_twice_adds_one(server: Server) -> None:
    olive = Organizer(server)
    sent = {"name": "Nora", "key": "one-and-the-same-key"}
    pages = {olive.send(f"{olive.move}/organizers", **sent).url.path for _ in range(2)}
    assert len(pages) == 1
