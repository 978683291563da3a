"""Handing on, as three people see it: who hands on, the friend who is asked, and who organizes."""

import re

import pytest

from tests.conftest import Server
from tests.web.friends.test_ask import yes_of
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


class Handing(Organizer):
    """Hana has six of the books, and a page of her own."""

    def __init__(self, server: Server) -> None:
        super().__init__(server, day="2026-12-05", from_address="Lindengasse 12", phone="0660 117117")
        self.books = self.add(kind="box_load", title="Books", needed="6")
        self.hana = Visitor(server)
        self.hana.get(self.signup_link)
        own = self.hana.send(f"{self.signup_link}/claims", name="Hana", task=self.books, quantity="6")
        self.own = own.url.path
        self.claim = int(found(r"/claims/(\d+)/release", own.text).split("/")[2])

    def hand_on(self, name: str = "Amina") -> str:
        """Hand the books on; returns the link that stands in the words."""
        page = self.hana.send(f"{self.own}/claims/{self.claim}/hand-on", name=name)
        return found(r"https?://\S+/a/[\w.-]+", Fields(page.text).values[f"handed-{self.claim}-words"])


@pytest.fixture
def olive(server: Server) -> Handing:
    return Handing(server)


def test_one_name_gives_words_with_a_link_and_the_friend_takes_the_very_place(server: Server, olive: Handing) -> None:
    assert "Hand it on to a friend" in olive.hana.get(olive.own).text
    link = olive.hand_on()
    own = olive.hana.get(olive.own).text
    assert "You are handing this on to <bdi>Amina</bdi>" in own
    assert "Amina, I’m helping at a move" in own
    assert "<bdi>Hana</bdi> hands it on to <bdi>Amina</bdi>" in olive.get(f"{olive.move}/ask").text
    assert "<bdi>Hana</bdi> hands it on to <bdi>Amina</bdi>" in olive.get(f"{olive.move}/tasks/{olive.books}").text
    assert "hands “<bdi>Books</bdi>” on to <bdi>Amina</bdi>" in olive.get(f"{olive.move}/history").text

    amina = Visitor(server)
    asked = amina.get(link).text
    assert "<bdi>Hana</bdi> hands this on to you" in asked
    assert "It would be: <bdi>6 boxes</bdi>" in asked
    assert "Lindengasse" not in asked
    hers = amina.send(f"{link}/yes", **yes_of(asked))

    assert "You: <bdi>6 boxes</bdi>" in hers.text
    assert "<bdi>Amina</bdi> has taken “<bdi>Books</bdi>” over. Nothing else to do." in olive.hana.get(olive.own).text
    assert "took over “<bdi>Books</bdi>” from <bdi>Hana</bdi>" in olive.get(f"{olive.move}/history").text


def test_a_no_is_told_once_on_the_page_of_who_asked_and_on_no_other(server: Server, olive: Handing) -> None:
    link = olive.hand_on()
    said = Visitor(server).send(f"{link}/not-this-time").text
    assert "<bdi>Hana</bdi> hears it once" in said
    assert "can’t this time" not in olive.get(olive.move).text
    own = olive.hana.get(olive.own).text
    assert "<bdi>Amina</bdi> can’t this time." in own
    after = olive.hana.send(f"{olive.own}{found(r'/asks/[0-9]+/noted', own)}").text
    assert "can’t this time" not in after
    assert "You are handing this on to <bdi>Amina</bdi>" in after


def test_who_handed_it_on_reads_that_another_time_suits_better(server: Server, olive: Handing) -> None:
    link = olive.hand_on()
    assert Visitor(server).send(f"{link}/another-time", words="On Sunday I am free.").status_code == 200
    own = olive.hana.get(olive.own).text
    assert "<bdi>Amina</bdi> would rather come another time, and has told <bdi>Olive</bdi>. This one is yours as" in own
    assert "You are handing this on" not in own
    assert "Ask somebody else" in own


def test_a_name_of_ones_own_comes_back_with_a_sentence_and_what_was_taken_back_asks_somebody_else(
    olive: Handing,
) -> None:
    refused = olive.hana.post(f"{olive.own}/claims/{olive.claim}/hand-on", name="Hana")
    assert refused.status_code == 422
    assert "This is your own name." in refused.text
    assert Fields(refused.text).values[f"hand-on-{olive.claim}-name"] == "Hana"
    link = olive.hand_on()
    kept = olive.hana.send(f"{olive.own}/claims/{olive.claim}/keep").text
    assert "Hand it on to a friend" in kept
    assert olive.hana.http.get(link).status_code == 404
    assert olive.hand_on("Zoe") != link


def test_twice_the_same_form_is_one_ask(olive: Handing) -> None:
    key = Fields(olive.hana.get(olive.own).text).values[f"hand-on-{olive.claim}-key"]
    for _ in range(2):
        page = olive.hana.send(f"{olive.own}/claims/{olive.claim}/hand-on", name="Amina", key=key)
        assert "You are handing this on to <bdi>Amina</bdi>" in page.text


def test_who_left_a_task_is_not_offered_it_again_on_their_own_page(server: Server, olive: Handing) -> None:
    olive.hana.send(f"{olive.own}/claims/{olive.claim}/release")
    own = olive.hana.get(olive.own).text
    assert "Take it again" in own
    assert re.findall(rf'id="([\w-]*)" name="task" value="{olive.books}"', own) == [f"given-back-{olive.books}-task"]


def test_who_stands_by_reads_their_place_in_the_line(server: Server, olive: Handing) -> None:
    pages = []
    for name in ("Tom", "Ines"):
        friend = Visitor(server)
        friend.get(olive.signup_link)
        form = {"name": name, "task": olive.books, "quantity": "6", "standing": "standby"}
        pages.append(friend.send(f"{olive.signup_link}/claims", **form))
    assert "You are the first to stand by." in pages[0].text
    assert "You are the second to stand by." in pages[1].text

    olive.hana.send(f"{olive.own}/claims/{olive.claim}/release")

    tom = Visitor(server)
    own = tom.get(pages[0].url.path).text
    assert "Different since you last looked" in own
    left = tom.send(f"{pages[0].url.path}{found(r'/claims/[0-9]+/release', own)}").text
    assert "You stand by" not in left
    assert f'name="task" value="{olive.books}"' not in left
    assert "Different since you last looked" in Visitor(server).get(pages[1].url.path).text
