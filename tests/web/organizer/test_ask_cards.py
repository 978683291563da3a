"""Cards for asking: one person's, with their own link, and blank ones with the link for everybody."""

import httpx
import pypdfium2
import pytest

from tests.conftest import Server
from tests.paper.codes import codes_on
from tests.web.organizer.test_ask import ask, link_of
from tests.web.visit import Fields, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def words_on(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/pdf"
    [page] = pypdfium2.PdfDocument(answer.content)
    return " ".join(page.get_textpage().get_text_bounded().split())


def codes_of(answer: httpx.Response) -> list[str]:
    return [code for page in pypdfium2.PdfDocument(answer.content) for code in codes_on(page)]


def test_one_persons_card_says_what_the_words_say_and_its_code_is_their_link(server: Server, olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    link = link_of(olive, address)
    page = olive.get(f"{address}/card").text
    assert "Could you help me with soup on 5 December?" in page
    printed = olive.get(f"{address}/card.pdf?paper=letter")
    assert words_on(printed).startswith("Mr Berger Mr Berger, could you help me with soup on Saturday, 5 December")
    assert "If it doesn’t suit you, that’s quite all right. Olive Yes or no, one tap" in words_on(printed)
    assert codes_of(printed) == [link]
    assert "I’ll come" in Visitor(server).get(link).text


def test_a_card_on_the_phone_names_what_it_is_about_where_the_spoken_words_have_no_room(olive: Organizer) -> None:
    things = ["The wardrobe out of the bedroom and down", "The old kitchen table with both of its benches"]
    page = olive.get(f"{ask(olive, 'Mr Berger', *(olive.add(title=title) for title in things))}/card").text
    assert all(title not in found('id="spoken".*?</p>', page) for title in things)
    assert [title for title in things if f"<bdi>{title}</bdi>" in found('id="for">.*?</p>', page)] == things


def test_a_card_speaks_the_language_of_its_ask(olive: Organizer) -> None:
    address = ask(olive, "Herr Berger", olive.add(title="Suppe"), language="de")
    assert words_on(olive.get(f"{address}/card.pdf")).startswith("Herr Berger Herr Berger, könntest du")
    assert '<section class="paper taped qr held-up" aria-labelledby="whom" lang="de-AT" dir="ltr">' in (
        olive.get(f"{address}/card").text
    )


def test_several_are_asked_on_one_sheet_each_by_their_own_link_and_in_their_own_language(olive: Organizer) -> None:
    soup = olive.add(title="Suppe")
    whom = [("Herr Berger", "de"), ("Tomás", "es"), ("Hana", "en"), ("Wei", "en")]
    addresses = [ask(olive, name, soup, language=language) for name, language in whom]
    olive.send(f"{addresses[3]}/rest")
    page = olive.get(f"{olive.move}/ask").text
    numbers = [address.rpartition("/")[2] for address in addresses]
    assert [f'id="cards-ask-{n}" name="ask-{n}" type="checkbox" value="1" checked' in page for n in numbers] == [
        *(True, True, True, False)
    ]
    chosen = "&".join(f"ask-{n}=1" for n in numbers[:3])
    printed = olive.get(f"{olive.move}/ask/cards.pdf?{chosen}")
    assert codes_of(printed) == [link_of(olive, address) for address in addresses[:3]]
    assert all(each in words_on(printed) for each in ("Herr Berger, könntest du", "Tomás, ¿podrías", "Hana, could you"))
    assert "Choose at least one person." in olive.get(f"{olive.move}/ask/cards.pdf").text
    assert olive.get(f"{olive.move}/ask/cards.pdf?ask-999=1").status_code == 404


@pytest.mark.held
def test_own_words_are_on_the_card_without_their_link(olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    link = link_of(olive, address)
    olive.send(address, words=f"Soup at one?\n{link}")
    printed = olive.get(f"{address}/card.pdf")
    assert words_on(printed).startswith("Mr Berger Soup at one? Olive")
    assert codes_of(printed) == [link]


@pytest.mark.held
def test_blank_ones_carry_the_link_for_everybody(olive: Organizer) -> None:
    signup = Fields(olive.get(f"{olive.move}/share").text).values["signup-url"]
    printed = olive.get(f"{olive.move}/share/cards.pdf")
    assert codes_of(printed) == [signup] * 4
    assert words_on(printed).count("We are moving on Saturday, 5 December") == 4


def test_no_card_for_what_is_not_there_nor_for_strangers(server: Server, olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    for path in (f"{olive.move}/ask/999/card", f"{olive.move}/ask/999/card.pdf"):
        assert olive.get(path).status_code == 404
    for path in (f"{address}/card", f"{address}/card.pdf", f"{olive.move}/share/cards.pdf"):
        assert Visitor(server).get(path).status_code == 404
    olive.send(f"{address}/take-back")
    assert olive.get(f"{address}/card.pdf").status_code == 404
