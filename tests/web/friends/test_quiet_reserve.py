"""Standing by, or being called if someone is missing: the same two wherever all is taken, told as it is."""

import re

import pytest

from tests.conftest import Server
from tests.web.friends.test_ask import ask_for
from tests.web.visit import Organizer, Visitor, found

pytestmark = pytest.mark.one_database

CALL_ME = "Call me if someone is missing"
PHONE = "+43 660 1234567"
NOBODY_CAN = "Nobody can call you yet: leave a phone number or an email on your own page."
CALLED = "You are called if someone is missing. Only the organizer sees it."


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def taken(olive: Organizer, title: str = "Soup") -> int:
    """Add a task that Hana has already."""
    task = olive.add(title=title)
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=task, name="Hana")
    return task


def slip_of(page: str, task: int) -> str:
    return page.split(f'id="task-{task}"')[1].split('<li class="slip', maxsplit=1)[0]


def test_the_quiet_reserve_is_seen_by_organizers_and_themselves_alone(olive: Organizer) -> None:
    soup, tom, anybody = taken(olive), Visitor(olive.server), Visitor(olive.server)
    before = slip_of(anybody.get(olive.signup_link).text, soup)
    for words in ("Stand by for it", CALL_ME, "Or you are called if someone is missing."):
        assert words in before
    # The button is sent with the form's own standing, and counts.
    own = tom.send(f"{olive.signup_link}/claims", task=soup, name="Tom", phone=PHONE, standing=["standby", "if_needed"])
    assert "Noted: you are called if someone is missing. Only the organizer sees it." in own.text
    mine = slip_of(own.text, soup)
    assert CALLED in mine
    assert "You are on it" not in mine
    listed = slip_of(tom.get(olive.signup_link).text, soup)
    assert CALLED in listed
    assert ">Yours<" not in listed
    assert slip_of(anybody.get(olive.signup_link).text, soup) == before
    link = olive.signup_link.rsplit("/", 1)[1]
    assert "Tom" not in anybody.get(f"/api/v1/signup/{link}").text
    assert "Tom" in olive.get(f"{olive.move}/tasks/{soup}").text


def test_who_stands_by_is_told_the_place_in_the_line_and_may_choose_the_other(olive: Organizer) -> None:
    soup, pages = taken(olive), []
    for name in ("Amina", "Tom", "Wei", "Noor"):
        friend = Visitor(olive.server)
        pages.append((friend, friend.send(f"{olive.signup_link}/claims", task=soup, name=name, standing="standby")))
    said = [found(r'(?s)<div id="status"[^>]*>.*?</div>', page.text) for _, page in pages]
    for told, place in zip(said, ("the first to", "the second to", "the third to", "number 4"), strict=True):
        assert place in told
        assert "If a place comes free, it is yours. Look in again, or leave a phone number or an email" in told
    assert "You stand by, as number 4 in the line." in slip_of(pages[3][1].text, soup)
    tom, own = pages[1]
    assert CALL_ME in slip_of(own.text, soup)
    reserve = tom.send(f"{own.url.path}/claims", task=soup, standing="if_needed").text
    assert NOBODY_CAN in slip_of(reserve, soup)
    assert CALLED not in reserve
    assert '<a href="#me-summary">How to reach you</a>' in slip_of(reserve, soup)
    assert re.search('<details class="more" id="me-form" open>', reserve)
    assert "Stand by for it" in slip_of(reserve, soup)
    assert NOBODY_CAN in slip_of(tom.get(olive.signup_link).text, soup)
    again = tom.send(f"{own.url.path}/claims", task=soup, standing="standby").text
    assert "You stand by, as number 4 in the line." in slip_of(again, soup)


def test_who_is_asked_may_be_called_too(olive: Organizer) -> None:
    soup, cake, wei = taken(olive), taken(olive, "Cake"), Visitor(olive.server)
    one = ask_for(olive, soup, name="Wei")
    assert f'name="standing-{soup}" value="if_needed"' in wei.get(one).text
    own = wei.send(f"{one}/yes", **{f"task-{soup}": "1", f"standing-{soup}": ["standby", "if_needed"]})
    assert f"It is noted, for when someone is missing. {NOBODY_CAN}" in own.text
    both, noor = ask_for(olive, soup, cake, name="Noor"), Visitor(olive.server)
    assert noor.get(both).text.count(CALL_ME) == 2
    fields = {f"task-{soup}": "1", f"task-{cake}": "1", f"standing-{soup}": ["standby", "if_needed"]}
    own = noor.send(f"{both}/yes", **fields, **{f"standing-{cake}": "standby"})
    assert NOBODY_CAN in slip_of(own.text, soup)
    assert "You are the first to stand by." in slip_of(own.text, cake)


def test_how_many_come_is_asked_only_where_there_is_a_place_for_one_more(olive: Organizer) -> None:
    alone, two, hana = olive.add(title="Cat", needed="1"), olive.add(title="Soup", needed="2"), Visitor(olive.server)
    page = hana.get(olive.signup_link).text
    assert 'name="quantity"' not in slip_of(page, alone)
    assert 'name="quantity"' in slip_of(page, two)
    own = hana.send(f"{olive.signup_link}/claims", task=alone, name="Hana")
    assert 'name="quantity"' not in slip_of(own.text, alone)
    assert 'name="quantity"' in slip_of(own.text, two)
    hana.send(f"{own.url.path}/claims", task=two)
    assert 'name="quantity"' in slip_of(hana.get(own.url.path).text, two)
    tom, late = Visitor(olive.server), Visitor(olive.server)
    late.get(olive.signup_link)
    tom.send(f"{olive.signup_link}/claims", task=two, name="Tom")
    assert 'name="quantity"' not in slip_of(hana.get(own.url.path).text, two)
    back = late.post(f"{olive.signup_link}/claims", task=two, name="Noor", quantity="2").text
    assert found(r'name="quantity"[^>]* value="\d"', slip_of(back, two)).endswith('value="2"')


def test_who_moved_up_reads_on_the_own_page_that_the_place_is_theirs_now(olive: Organizer) -> None:
    soup, hana, tom = olive.add(title="Soup"), Visitor(olive.server), Visitor(olive.server)
    hers = hana.send(f"{olive.signup_link}/claims", task=soup, name="Hana")
    his = tom.send(f"{olive.signup_link}/claims", task=soup, name="Tom", standing="standby")
    hana.send(found(rf"{hers.url.path}/claims/\d+/release", hers.text))
    said = tom.get(his.url.path).text.split('id="news"')[1].split("</section>")[0]
    assert "A place has come free, and it is yours now:" in said
    assert said.count("<bdi>Soup</bdi>") == 1
