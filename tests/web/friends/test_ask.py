"""The page of one ask: one tap, no typing, and a no that leaves no trace."""

import gzip
import re

import pytest

from tests.conftest import NOON, Server
from tests.mail.calendars import events_in
from tests.web.visit import Fields, Organizer, Visitor, found, without_keys

pytestmark = pytest.mark.one_database


def ask_for(olive: Organizer, *tasks: int, name: str = "Mr Berger", **more: object) -> str:
    """Ask somebody; returns the link."""
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    body = {"name": name, "tasks": list(tasks), **more}
    answer = olive.http.post(f"/api/v1{olive.move.replace('/m/', '/moves/')}/asks", headers=bearer, json=body)
    assert answer.status_code == 201, answer.text
    link: str = answer.json()["ask"]["link"]
    return link


def yes_of(page: str) -> dict[str, str]:
    """Return the fields that one tap on "I'll come" sends from this page."""
    page = page.split('<form id="yes"')[1].split("</form>", maxsplit=1)[0]
    values = Fields(page).values
    ids = re.findall(r'id="(yes-[\w-]+)" name="([\w-]+)"', page)
    unticked = set(re.findall(r'id="(yes-task-\d+)" name="task-\d+" type="checkbox" value="1" a', page))
    return {name: values[at] for at, name in ids if at in values and at not in unticked and "radio" not in at}


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05", from_address="Lindengasse 12", phone="0660 117117")


def test_one_tap_says_yes_and_the_same_address_leads_to_the_own_page(server: Server, olive: Organizer) -> None:
    boxes = olive.add(kind="box_load", title="Books", needed="12")
    link = ask_for(olive, boxes)
    berger = Visitor(server)
    page = berger.get(link)
    assert "Mr Berger, could you help me carry the books" in page.text
    assert "Lindengasse 12" not in page.text
    assert page.headers["x-robots-tag"] == "noindex"
    assert "og:" not in page.text
    asked, signup = (len(gzip.compress(each.content, 9)) for each in (page, berger.get(olive.signup_link)))
    assert asked <= signup, "it is as light as the page for everybody"

    own = berger.send(f"{link}/yes", **yes_of(page.text))

    assert own.url.path.startswith("/h/")
    assert "You are <bdi>Mr Berger</bdi>" in own.text
    said = "“\u2068Books\u2069”: Sat 5 Dec. <bdi>\u2068Olive\u2069</bdi> knows. There is nothing else to do."
    assert said in own.text
    assert "Lindengasse 12" in own.text
    assert Visitor(server).get(link).url.path == own.url.path
    assert "You are <bdi>Mr Berger</bdi>" in berger.get(olive.signup_link).text


def test_the_hours_of_the_ask_stay_with_the_yes(server: Server, olive: Organizer) -> None:
    shelf = olive.add(title="The shelf")
    link = ask_for(olive, shelf, starts="10:00", ends="12:00")
    berger = Visitor(server)
    own = berger.send(f"{link}/yes", **yes_of(berger.get(link).text))
    assert "Sat 5 Dec" in own.text
    assert "10:00" in found(r"(?<=The shelf\u2069”: )[^<]+", own.text)
    assert "Sat 5 Dec, 10:00" in olive.get(f"{olive.move}/tasks/{shelf}").text
    assert "has the hours for which <bdi>Mr Berger</bdi> was asked." in olive.get(f"{olive.move}/history").text


def test_of_a_task_for_several_everybody_keeps_the_hours_they_were_asked_for(server: Server, olive: Organizer) -> None:
    shelf = olive.add(title="The shelf", needed="2")
    link = ask_for(olive, shelf, starts="10:00", ends="12:00")
    berger = Visitor(server)
    own = berger.send(f"{link}/yes", **yes_of(berger.get(link).text))
    assert "Your hours: <bdi>10:00–12:00</bdi>" in own.text
    [entry] = events_in(berger.get(own.url.path.replace("/h/", "/cal/") + ".ics").content)
    assert [f"{entry[edge].dt:%d %H:%M}" for edge in ("DTSTART", "DTEND")] == ["05 10:00", "05 12:00"]
    page = olive.get(f"{olive.move}/tasks/{shelf}").text
    assert "Mr Berger</bdi> <small>10:00–12:00</small>" in page
    assert "Sat 5 Dec, 10:00" not in page


def test_who_is_asked_to_drive_and_says_yes_has_answered_the_offer_too_and_the_words_stay(
    server: Server, olive: Organizer
) -> None:
    hana = Visitor(server)
    own = hana.send(f"{olive.signup_link}/offers", name="Hana", words="I have a van.").url.path
    assert "An offer waits for your answer" in olive.get(olive.move).text
    ride = olive.add(kind="trip", title="To Graz")
    page = olive.send(f"{olive.move}/ask", who="Hana", **{f"task-{ride}": "1"})
    link = found(r"/a/[\w.-]+", Fields(page.text).values["words-words"])
    said = "It is for somebody with a car or a van."
    assert said in page.text
    assert hana.send(f"{link}/yes", **yes_of(hana.get(link).text)).url.path == own
    assert "An offer waits for your answer" not in olive.get(olive.move).text
    after = olive.get(page.url.path).text
    assert (said in after, "Say it first" in after, "The words you asked with" in after) == (True, False, True)


def test_not_this_time_thanks_and_changes_no_page(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    berger = Visitor(server)
    before = without_keys(Visitor(server).get(link).text)

    thanked = berger.send(f"{link}/not-this-time")

    assert "That’s quite all right." in thanked.text
    assert "Not this time" not in thanked.text
    assert without_keys(Visitor(server).get(link).text) == before == without_keys(berger.get(link).text)


def test_another_time_is_an_offer_on_the_own_page(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    own = Visitor(server).send(f"{link}/another-time", words="Sunday, any time.")
    assert own.url.path.startswith("/h/")
    assert "Sunday, any time." in own.text
    board = olive.get(olive.move).text
    assert "<bdi>Mr Berger</bdi> would come at another time." in board
    offer = found(r'(?<=id="next-go" href=")[^"]+', board)
    listed = olive.get(f"{olive.move}/ask").text
    words = olive.get(found(rf"{olive.move}/ask/\d+", listed)).text
    assert ("<small>asked</small>" in listed, "Sunday, any time." in words, f'href="{offer}"' in words) == (True,) * 3


def test_a_device_that_is_somebody_elses_is_asked_before_another_time_too(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    hana = Visitor(server)
    hana.get(olive.signup_link)
    hana.send(f"{olive.signup_link}/claims", name="Hana", task=olive.add(title="Books"))

    asked = hana.post(f"{link}/another-time", words="Sunday, any time.")

    assert offers_of(olive) == []
    assert "Sunday, any time." in asked.text
    assert Fields(asked.text).values["another-mine"] == "1"
    assert "You are <bdi>Hana</bdi>" in hana.get(olive.signup_link).text
    hana.send(f"{link}/another-time", words="Sunday, any time.", mine="1")
    assert offers_of(olive) == ["Sunday, any time."]


def test_two_taps_on_another_time_are_one_offer_and_other_words_are_another(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    berger = Visitor(server)
    key = Fields(berger.get(link).text).values["another-key"]
    for words in ("Sunday, any time.", "Sunday, any time.", "Monday evening."):
        berger.send(f"{link}/another-time", words=words, key=key)
    assert offers_of(olive) == ["Sunday, any time.", "Monday evening."]


def offers_of(olive: Organizer) -> list[str]:
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    answer = olive.http.get(f"/api/v1{olive.move.replace('/m/', '/moves/')}/board", headers=bearer)
    return [offer["words"] for offer in answer.json()["offers"]]


def test_a_no_from_an_older_page_after_a_yes_is_told_to_nobody(server: Server, olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    link = ask_for(olive, soup)
    berger = Visitor(server)
    berger.send(f"{link}/yes", **{f"task-{soup}": "1"})

    own = berger.send(f"{link}/not-this-time")

    assert own.url.path.startswith("/h/")
    assert "That’s quite all right." not in own.text
    assert "can’t this time" not in olive.get(olive.move).text
    claim = found(r"/claims/\d+/release", own.text)
    berger.send(f"{own.url.path}{claim}")
    assert "can’t this time" not in olive.get(olive.move).text


def test_a_yes_after_a_no_takes_the_no_back_also_for_what_they_had(server: Server, olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    link = ask_for(olive, soup)
    berger = Visitor(server)
    yes = yes_of(berger.get(link).text)
    berger.send(f"{link}/not-this-time")
    berger.get(olive.signup_link)
    berger.send(f"{link}/else")
    berger.send(f"{olive.signup_link}/claims", task=soup)
    assert "can’t this time" not in olive.get(olive.move).text, "who is coming anyhow"

    own = berger.send(f"{link}/yes", **yes)
    own = berger.send(f"{link}/yes", **yes)
    claim = found(r"/claims/\d+/release", own.text)
    berger.send(f"{own.url.path}{claim}")
    assert "can’t this time" not in olive.get(olive.move).text


def test_something_else_is_the_list_where_one_is_recognised(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    berger, stranger = Visitor(server), Visitor(server)
    assert "You are <bdi>Mr Berger</bdi>" in berger.send(f"{link}/else").text
    assert "You are" not in stranger.get(found(r'http://[^"]+/s/[^"]+', stranger.get(link).text)).text


def test_a_device_that_is_somebody_elses_is_asked_first(server: Server, olive: Organizer) -> None:
    books, soup = olive.add(kind="box_load", title="Books", needed="12"), olive.add(title="Soup")
    link = ask_for(olive, soup)
    hana = Visitor(server)
    hana.get(olive.signup_link)
    hana.send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="2")

    asked = hana.send(f"{link}/yes", **{f"task-{soup}": "1"})
    assert "On this device you are <bdi>Hana</bdi>" in asked.text
    assert "You are <bdi>Hana</bdi>" in hana.send(f"{link}/else").text
    own = hana.send(f"{link}/yes", **yes_of(hana.get(link).text))
    assert "You are <bdi>Mr Berger</bdi>" in own.text


def test_several_things_are_one_visit_and_each_can_be_left_out(server: Server, olive: Organizer) -> None:
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    wardrobe = olive.add(kind="heavy_item", title="Wardrobe", weight_kg="60")
    link = ask_for(olive, sofa, wardrobe)
    sent = yes_of(Visitor(server).get(link).text)
    assert {f"task-{sofa}", f"task-{wardrobe}"} <= sent.keys()
    del sent[f"task-{sofa}"]
    own = Visitor(server).send(f"{link}/yes", **sent)
    mine = own.text.partition("If you would like to do more")[0]
    assert "Wardrobe" in mine
    assert "Sofa" not in mine
    assert Visitor(server).post(f"{link}/yes").status_code == 422


def test_a_full_task_says_so_and_offers_to_stand_by(server: Server, olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    link = ask_for(olive, soup)
    sent = yes_of(Visitor(server).get(link).text)
    hana = Visitor(server)
    hana.get(olive.signup_link)
    hana.send(f"{olive.signup_link}/claims", task=soup, name="Hana")

    late = Visitor(server).post(f"{link}/yes", **sent)
    assert late.status_code == 409
    assert "Someone has this one by now." in late.text
    assert "Stand by for it" in late.text
    own = Visitor(server).send(f"{link}/yes", **yes_of(Visitor(server).get(link).text))
    assert "You are the first to stand by." in own.text


def test_a_driver_says_yes_by_one_tap(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(kind="trip", title="First load", needed="2"))
    page = Visitor(server).get(link).text
    own = Visitor(server).send(f"{link}/yes", **{**yes_of(page), found(r"role-\d+", page): "driver"})
    assert "driving: car" in own.text


def test_what_is_called_off_or_closed_says_so_kindly(server: Server, olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    link = ask_for(olive, soup)
    sent = yes_of(Visitor(server).get(link).text)
    olive.post(f"{olive.move}/tasks/{soup}/state", state="cancelled")
    assert "taken care of by now" in Visitor(server).get(link).text
    assert Visitor(server).post(f"{link}/yes", **sent).status_code == 409
    olive.post(f"{olive.move}/settings/state", state="closed")
    closed = Visitor(server).get(link).text
    assert "This move is over and closed." in closed
    assert "Not this time" not in closed


@pytest.mark.parametrize("language", ["en-GB", "de", "es"])
def test_the_page_speaks_its_readers_language(server: Server, olive: Organizer, language: str) -> None:
    link = ask_for(olive, olive.add(title="Soup"), language="en")
    page = Visitor(server, language).get(link).text
    no = {"en-GB": "that’s quite all right", "de": "völlig in Ordnung", "es": "no pasa nada"}[language]
    assert no in page


def test_a_language_that_is_chosen_there_is_no_sign_of_having_looked(server: Server, olive: Organizer) -> None:
    link = ask_for(olive, olive.add(title="Soup"))
    history = f"/api/v1{olive.move.replace('/m/', '/moves/')}/history"
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    before = olive.http.get(history, headers=bearer).json()
    berger = Visitor(server)
    path = link.removeprefix(server.url)
    assert "völlig in Ordnung" in berger.send(f"{link}/language", back=path, language="de").text
    assert olive.http.get(history, headers=bearer).json() == before
    assert server.clock.now == NOON
