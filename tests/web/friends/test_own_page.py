"""A helper's own page: what they can do there, and what others learn of it."""

import re
from datetime import time

import httpx

from service.domain.models import TaskFields
from service.domain.rules.moves import change_move
from service.domain.rules.organizers import change_organizer
from service.domain.rules.tasks import change_task
from tests.conftest import NOON, Server
from tests.web.anyone.test_letters import Place
from tests.web.visit import Fields, Organizer, Visitor

LOOK_IN = "Look in again, or leave a phone number or an email on your own page."


def test_web_addresses_in_texts_can_be_tapped_by_friends(server: Server) -> None:
    place = Place(server)
    with place.olive.change() as opened:
        change_move(opened, {"why": "Photos: www.example.org/move"})
        words: TaskFields = {"where": "https://w.example/where", "bring": "See https://w.example/bring."}
        change_task(opened, place.lunch, {**words, "why": "https://w.example/why"})
    signup, own = (Visitor(server).get(each).text for each in (place.path(place.olive.signup), place.own))
    for page, readable in ((own, ("where", "bring", "why")), (signup, ("bring", "why"))):
        for each in readable:
            assert f'<a href="https://w.example/{each}" rel="nofollow noopener" dir="ltr">' in page
    assert '<a href="https://www.example.org/move"' in signup


def test_after_another_time_one_tap_says_that_it_is_still_good_and_another_that_it_is_not(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    assert "Still good?" not in hana.get(place.own).text
    with place.olive.change() as opened:
        change_task(opened, place.lunch, {"starts": time(14), "ends": time(15)})
    version = place.olive.version()
    page = hana.get(place.own).text
    assert "It was <b>Sat 5 Dec, 12:00–13:00</b> when you said yes, and is now <b>Sat 5 Dec, 14:00–15:00</b>." in page
    assert page.count("Not this time</button>") == 1
    said = hana.send(f"{place.own}/claims/{place.claim}/still-good", version=version).text
    assert "Good, it stays yours." in said
    assert "Still good?" not in said
    assert "Different since you last looked" not in said
    olive = Visitor(server)
    olive.get(place.key)
    assert "suits <bdi>Hana</bdi> at the new time, too" in olive.get(f"/m/{place.olive.link.move_id}/history").text
    with place.olive.change() as opened:
        change_task(opened, place.lunch, {"starts": time(16), "ends": time(17)})
    hana.send(f"{place.own}/claims/{place.claim}/release")
    assert "Nothing at the moment, and that is fine." in hana.get(place.own).text


def test_a_change_of_what_one_has_is_answered_as_a_change(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    said = hana.send(f"{place.own}/claims", task=place.lunch, quantity="1", standing="firm", note="I bring bowls").text
    assert "Changed." in said
    assert "Thank you" not in said


def test_after_the_day_nothing_is_given_back_or_changed(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    server.clock.now = NOON.replace(month=12, day=5, hour=22)
    assert "Not this time" in hana.get(place.own).text
    server.clock.now = NOON.replace(month=12, day=6)
    page = hana.get(place.own).text
    assert "Not this time" not in page
    assert "Change it" not in page


def test_running_late_is_one_tap_on_the_day_that_the_board_shows(server: Server) -> None:
    place, hana, olive = Place(server), Visitor(server), Visitor(server)
    assert "Running late?" not in hana.get(place.own).text
    server.clock.now = NOON.replace(month=12, day=5, hour=9)
    assert "Running late?" in hana.get(place.own).text
    assert "You’ll be a little late" in hana.send(f"{place.own}/late", minutes="20").text
    olive.get(place.key)
    board = f"/m/{place.olive.link.move_id}"
    assert 'Coming a little later: <bdi class="pen">Hana</bdi> (about 20 minutes)' in olive.get(board).text
    assert "Running late?" in hana.send(f"{place.own}/late", late="0").text
    assert "Coming a little later" not in olive.get(board).text
    assert "comes as planned" in olive.get(f"{board}/history").text


def test_the_way_and_a_text_message_are_a_tap_away_once_something_is_theirs(server: Server) -> None:
    place = Place(server)
    with place.olive.change() as opened:
        change_move(opened, {"from_address": "Lindengasse 12", "from_area": "Neubau"})
        change_move(opened, {"to_arriving": "Ring at Moser\nVan: www.osm.org/yard"})
        change_organizer(opened, place.olive.link.n, {"phone": "+43 (0)660 / 12 34 567 (after 5 pm)"})
    page = Visitor(server).get(place.own).text
    assert 'href="https://www.openstreetmap.org/directions?to=Lindengasse+12%2C+Neubau" rel="nofollow noopener"' in page
    assert 'href="tel:+436601234567"' in page
    assert '<span dir="auto">Ring at Moser</span>' in page
    assert 'href="https://www.osm.org/yard"' in page
    assert 'href="sms:+436601234567"' in page
    place.olive.release(place.claim)
    page = Visitor(server).get(place.own).text
    assert "openstreetmap" not in page
    assert "sms:" not in page
    assert "Moser" not in page


def test_leaving_a_device_keeps_what_is_theirs(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    signup = place.path(place.olive.signup)
    hana.send(f"{place.own}/me", name="Hana")
    assert "You are <bdi>Hana</bdi>" in hana.get(signup).text
    [action] = re.findall(r'<form data-leaves method="post" action="([^"]+/not-me)"', hana.get(place.own).text)
    assert "This device has forgotten who you are here." in hana.send(action.removeprefix(server.url)).text
    assert "You are <bdi>Hana</bdi>" not in hana.get(signup).text
    assert "Lunch" in hana.get(place.own).text


def read_out(page: httpx.Response) -> str:
    """The words of the status, without the signs that isolate names."""
    [status] = re.findall(r'<div id="status"[^>]*>(.*?)</div>', page.text)
    return re.sub(r"<[^>]*>|[\u2068\u2069]", "", status)


def test_after_the_yes_one_sentence_says_what_is_theirs_and_where_the_rest_is(server: Server) -> None:
    place = Place(server)
    books, tea = place.olive.task(needed=12), place.olive.task("care", "Tea", needed=2)
    signup = place.path(place.olive.signup)
    wei, ines = Visitor(server), Visitor(server)
    for visitor in (wei, ines):
        visitor.get(signup)  # which begins a device: without one the own page has to be kept by its link
    own = wei.send(f"{signup}/claims", task=books, quantity="6", name="Wei")
    assert "Your name is on “Books”: 6 boxes. Address, time and giving it back: below." in read_out(own)
    assert "The link of this page leads back to it, from any device." in read_out(own)
    more = read_out(wei.send(f"{own.url.path}/claims", task=tea, quantity="1"))
    assert "Your name is on “Tea”. Address" in more
    ines.http.headers["In-Place"] = "1"
    page = ines.send(f"{signup}/claims", task=tea, quantity="1", name="Ines", email="ines@example.org")
    there = read_out(page)
    own_page = re.findall(r'<a id="said-page" href="([^"]+)">your own page</a>', page.text)
    assert own_page == re.findall(r'<a id="me-page" href="([^"]+)">', page.text)
    assert there == "Your name is on “Tea”. Address, time and giving it back: on your own page."
    assert "Your name is on “" not in ines.get(f"{signup}?notice=claimed&taken={books}").text


def test_what_is_said_after_an_action_names_its_task(server: Server) -> None:
    place, hana, tom = Place(server), Visitor(server), Visitor(server)
    soup, tea = place.olive.task("care", "Soup"), place.olive.task("care", "Tea", needed=2)
    signup = place.path(place.olive.signup)
    tom.get(signup)  # which begins a device
    mine = f"{place.own}/claims/{place.claim}"
    lunch = {"task": place.lunch, "quantity": "1"}
    said = [
        hana.send(f"{place.own}/claims", **lunch, standing="firm", note="I bring bowls"),
        hana.send(f"{mine}/hand-on", name="Amina", key="k" * 20),
        hana.send(f"{mine}/keep"),
        tom.send(f"{signup}/claims", **lunch, standing="standby", name="Tom"),
        hana.send(f"{mine}/release"),
        tom.send(f"{signup}/several", **{f"task-{soup}": "1", f"task-{tea}": "1"}),
        hana.send(f"{place.own}/claims", task=soup, quantity="1", standing="if_needed"),
    ]
    assert [read_out(page) for page in said] == [
        "“Lunch”: Changed.",
        "“Lunch”: The link is made. Send it to your friend yourself.",
        "“Lunch”: It is taken back. The link no longer opens.",
        f"“Lunch”: You are the first to stand by. If a place comes free, it is yours. {LOOK_IN}",
        "“Lunch”: Given back. No reason needed.",
        "“Soup” and “Tea”: Your name is on all of them. Each can be given back alone. Thank you.",
        "“Soup”: Noted: you are called if someone is missing. Only the organizer sees it.",
    ]
    tom.http.headers["In-Place"] = "1"
    there = tom.send(f"{signup}/claims", task=tea, quantity="1", standing="firm")
    assert read_out(there).startswith("Your name is on “Tea”.")
    # What stood by stands by again, if that is what was given back.
    again = Fields(hana.send(f"{place.own}{released(hana, place.own, soup)}").text)
    version = again.values[f"given-back-{soup}-version"]
    assert read_out(hana.send(f"{place.own}/undo", task=soup, version=version)) == (
        "“Soup”: You are called if someone is missing. Only the organizer sees it."
    )


def released(visitor: Visitor, own: str, task: int) -> str:
    """The end of the address by which a task is given back."""
    [action] = re.findall(
        rf'(/claims/\d+/release)" data-waits><button class="quiet" id="claim-{task}-', visitor.get(own).text
    )
    return str(action)


def test_what_is_called_off_says_only_that(server: Server) -> None:
    olive = Organizer(server, day="2026-12-05")
    soup, books = olive.add(title="Soup"), olive.add(kind="box_load", title="Books", needed="6")
    hana, tom = Visitor(server), Visitor(server)
    own = hana.send(f"{olive.signup_link}/claims", task=soup, name="Hana").url.path
    hana.send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="6")
    theirs = tom.send(f"{olive.signup_link}/claims", task=soup, name="Tom", standing="standby").url.path
    assert "You are on it" in hana.get(own).text
    for task in (soup, books):
        olive.post(f"{olive.move}/tasks/{task}/state", state="cancelled")
    for friend, page in ((hana, own), (tom, theirs)):
        said = friend.get(page).text
        assert "This one is called off. You need not do anything." in said
        for had in ("You are on it", "You: ", "If a place comes free, it is yours."):
            assert had not in said


def test_of_a_move_that_is_called_off_nobody_is_on_anything(server: Server) -> None:
    olive = Organizer(server, day="2026-12-05")
    hana = Visitor(server)
    own = hana.send(f"{olive.signup_link}/claims", task=olive.add(title="Soup"), name="Hana").url.path
    olive.post(f"{olive.move}/settings/state", state="called_off")
    said = hana.get(own).text
    assert "This move is called off. Nothing needs doing." in said
    assert "You are on it" not in said
