"""An offer gets its yes: what fits stands on top with the reason, and the answer is ready to say and to send."""

import html

import pytest

from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(running: Server) -> Organizer:
    return Organizer(running)


def offered(olive: Organizer, words: str, name: str = "Mrs Novák") -> str:
    olive.send(f"{olive.move}/offers", name=name, words=words)
    return found(rf"{olive.move}/offers/\d+(?=\")", olive.get(olive.move).text)


def test_the_board_leads_to_an_offer_and_to_all_of_several(olive: Organizer) -> None:
    way = r'(?<=id="to-offers" href=")[^"]+'
    offer = offered(olive, "Just knock")
    assert found(way, olive.get(olive.move).text) == offer
    offered(olive, "I could cook", "Tom")
    assert found(way, olive.get(olive.move).text) == "#inbox"


def test_what_fits_stands_on_top_with_the_reason_and_the_best_is_ticked(olive: Organizer) -> None:
    for number in range(5):
        olive.add(title=f"Something {number}", sort="other")
    soup = olive.add(title="Soup", sort="food")
    page = olive.get(offered(olive, "I could cook")).text
    top, rest = page.split("<details", 1)
    assert "The offer says “cook”." in top
    assert top.count('type="checkbox"') == 3
    assert rest.count('type="checkbox"') == 3
    assert found(r'id="accept-task-\d+"(?=[^>]* checked)', page) == f'id="accept-task-{soup}"'
    assert page.count(" checked") == 1


def test_the_yes_holds_a_sentence_to_say_without_a_link_and_words_to_send_with_one(olive: Organizer) -> None:
    soup, kettle = olive.add(title="Soup"), olive.add(title="Kettle")
    page = olive.send(f"{offered(olive, 'Just knock')}/accept", **{f"task-{soup}": "1", f"task-{kettle}": "1"}).text
    spoken = html.unescape(found(r'(?<=id="spoken" dir="auto">)[^<]+', page))
    assert spoken.startswith("Yes please, thank you. Could you help me with soup and the kettle")
    assert "http" not in spoken
    words = found(r'(?s)<textarea id="reply".*?</textarea>', page)
    assert "readonly" not in words
    assert "/h/" in words
    for title in ("Soup", "Kettle"):
        task = found(rf"{olive.move}/tasks/\d+(?=\">{title})", olive.get(olive.move).text)
        assert "Mrs Novák" in olive.get(task).text


def test_a_box_load_is_proposed_with_half_an_hour_of_it(olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed="200")
    fields = Fields(olive.get(offered(olive, "I can carry")).text)
    half_hour = int(fields.values[f"accept-quantity-{books}"])
    assert 1 < half_hour < 100


def test_who_has_a_van_is_proposed_as_the_driver_of_it(olive: Organizer) -> None:
    trip = olive.add(kind="trip", title="To the dump", needed="2")
    offer = offered(olive, "I have a van")
    page = olive.get(offer).text
    assert Fields(page).values[f"accept-vehicle_kind-{trip}"] == "van"
    assert f'name="role-{trip}" type="radio" value="driver" checked' in page


def test_nothing_ticked_comes_back_with_a_sentence(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    sent = olive.post(f"{offered(olive, 'Just knock')}/accept")
    assert sent.status_code == 422
    assert f'id="accept-task-{soup}"' in sent.text
    assert " checked" not in sent.text


def test_an_offer_whose_tasks_were_all_given_back_can_have_a_yes_again(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    offer = offered(olive, "Just knock")
    page = olive.send(f"{offer}/accept", **{f"task-{soup}": "1"}).text
    helper = Visitor(olive.server)
    own = found(r"http://\S+/h/[\w.-]+", page)
    claim = found(r"(?<=/claims/)\d+", helper.get(own).text)
    helper.send(f"{own}/claims/{claim}/release")
    again = olive.get(offer).text
    assert 'id="reply"' not in again
    assert f'id="accept-task-{soup}"' in again
