"""Thanks, as people meet them on pages: wishes of helpers, remarks on wording, and the end."""

import re
from datetime import UTC, datetime

import httpx
import pypdfium2

from service.domain.core.events import Event
from service.domain.figures.times import WORDS_WAIT
from service.domain.models import Helper, Organizer
from service.domain.rules.helpers import change_helper
from tests.conftest import NOON, Server
from tests.mail.sending import send_letters
from tests.mail.test_outbox import Basket, claimed
from tests.web.anyone.test_letters import Place
from tests.web.visit import Fields, Visitor

DAY = NOON.replace(month=12, day=5)


def olive_of(place: Place) -> tuple[Visitor, str]:
    olive = Visitor(place.server)
    olive.get(place.key)
    return olive, f"/m/{place.olive.link.move_id}/thanks"


def test_no_thanks_needed_is_respected_and_shown(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    hana.send(f"{place.own}/thanks", no_thanks="1")
    olive, thanks = olive_of(place)
    page = olive.get(thanks).text
    assert "They say that no thanks are needed" in page
    assert "No note is left to write" in page
    hana.send(f"{place.own}/thanks", no_thanks="0")
    assert "They say that no thanks are needed" not in olive.get(thanks).text


def test_a_note_may_be_written_all_the_same(server: Server) -> None:
    place = Place(server)
    Visitor(server).send(f"{place.own}/thanks", no_thanks="1")
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="save", note="The soup was the best of the year.")
    assert "written, not given yet" in olive.get(thanks).text.lower()


def test_glad_is_one_tap_once_it_is_over_and_can_be_taken_back(server: Server) -> None:
    place, hana = Place(server), Visitor(server)
    for before in (NOON, DAY.replace(hour=8), DAY.replace(hour=11, minute=59)):
        server.clock.now = before
        assert "Glad I came" not in hana.get(place.own).text
    server.clock.now = DAY
    assert "Glad I came" in hana.get(place.own).text
    hana.send(f"{place.own}/glad")
    assert place.helper().glad_at == DAY
    hana.send(f"{place.own}/glad")
    assert place.helper().glad_at == DAY
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="in_person")
    assert "Glad they came" in olive.get(thanks).text
    hana.send(f"{place.own}/glad", glad="0")
    assert place.helper().glad_at is None


def test_a_debt_is_remarked_on_and_kept_as_it_is(server: Server) -> None:
    olive, thanks = olive_of(place := Place(server))
    page = olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, I owe you one.")
    assert "may sound like a debt" in page.text
    assert "Hana, I owe you one." in page.text
    page = olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, you owe me nothing.")
    assert "may sound like a debt" not in page.text


def test_only_ones_own_wishes(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    for what in ("thanks", "glad"):
        answer = client.post(f"{place.own[:-1]}/{what}", headers={"Origin": server.url})
        assert answer.status_code == 404
    with server.installation.database.reading() as session:
        assert not session.get_one(Helper, (place.olive.link.move_id, place.hana)).no_thanks


def test_a_note_is_a_page_of_its_own_with_nothing_else_on_it(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    assert "/t/" not in olive.get(f"{thanks}/{place.hana}").text
    olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, the soup.\nIt made the day.")
    written = olive.get(f"{thanks}/{place.hana}").text
    [address] = re.findall(r'value="(http[^"]+/t/[^"]+)"', written)
    page = client.get(address)
    assert "Hana, the soup.\nIt made the day." in page.text
    assert "Olive" in page.text
    assert "Lunch" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    olive.send(f"{thanks}/{place.hana}", do="save", note="")
    assert client.get(address).status_code == 404


def test_a_notes_link_opens_nothing_else(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="save", note="Hana, the soup.")
    token = server.installation.note_url(place.olive.link.move_id, place.hana, 1).rpartition("/")[2]
    for path in (f"/h/{token}", f"/s/{token}", f"/o/{token}", f"/cal/{token}.ics"):
        assert client.get(path).status_code == 404
    Visitor(server).post(f"{place.own}/forget")
    assert client.get(f"/t/{token}").status_code == 404


def test_a_note_goes_by_mail_once_and_is_given_then(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    place.send()  # the confirmation: from then on this address is known
    page = olive.send(f"{thanks}/{place.hana}", do="send", note="Hana, the soup.\n\nIt made the day.")
    assert "Given by email" in page.text
    olive.send(f"{thanks}/{place.hana}", do="send", note="Hana, the soup.\n\nIt made the day.")
    server.clock.now += WORDS_WAIT
    assert place.send() == ["A note from Olive"]
    assert place.send() == []


def test_what_is_taken_back_before_it_left_is_not_sent(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    place.send()
    server.clock.now = NOON.replace(hour=22)
    olive.send(f"{thanks}/{place.hana}", do="send", note="Hana, the soup.")
    assert place.send() == [], "not at night"
    olive.send(f"{thanks}/{place.hana}", do="not_yet")
    server.clock.now = NOON.replace(day=NOON.day + 1)
    assert place.send() == []


def test_to_an_address_nobody_has_confirmed_goes_the_way_to_the_note_alone(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    with place.olive.change() as opened:
        change_helper(opened, place.hana, {"proven": ""})
    server.clock.now = DAY.replace(hour=18)
    olive.send(f"{thanks}/{place.hana}", do="send", note="Buy a watch at watches.example")
    server.clock.now += WORDS_WAIT
    basket = Basket()
    send_letters(server.installation, place.olive.link.move_id, basket)
    [mail] = [mail for mail in basket.mails if mail["To"] == place.email]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "watches" not in mail.as_string()
    assert "/t/" in body.get_content()


def test_a_note_cannot_go_by_mail_without_words_or_to_who_wants_none(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    assert olive.post(f"{thanks}/{place.hana}", do="send", note="").status_code == 422
    Visitor(server).post(f"{place.own}/mail", **{"List-Unsubscribe": "One-Click"})
    assert "Send it by email from here" not in olive.get(f"{thanks}/{place.hana}").text
    answer = olive.post(f"{thanks}/{place.hana}", do="send", note="The soup.")
    assert answer.status_code == 422
    assert "The soup." in answer.text
    assert "A card or a message reaches them" in answer.text


def test_two_who_write_at_once_lose_no_word(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    olive.send(f"{thanks}/{place.hana}", do="keep", note="The soup.", read="")
    answer = olive.post(f"{thanks}/{place.hana}", do="save", note="The jokes.", read="")
    assert answer.status_code == 422
    assert Fields(answer.text).values["note-note"].strip() == "The jokes.\n\nThe soup."
    assert Fields(answer.text).values["note-read"] == "The soup."
    olive.send(f"{thanks}/{place.hana}", do="save", note="The soup and the jokes.", read="The soup.")
    olive.send(f"{thanks}/{place.hana}", do="save", note="The soup and the jokes.", read="The soup.")
    assert place.olive.thanks().entry(place.hana).note == "The soup and the jokes."


def test_keeping_while_typing_leads_back_to_the_same_page(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    page = olive.send(f"{thanks}/{place.hana}", do="keep", note="The so", read="", draft="Hana, thank you.")
    assert page.url.path == f"{thanks}/{place.hana}"
    assert Fields(page.text).values["note-read"] == "The so"


def test_one_sentence_for_everybody_goes_out_once_beside_the_notes(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    place.send()
    assert "One sentence for everybody" not in olive.get(thanks).text
    server.clock.now = DAY.replace(hour=18)
    assert "One sentence for everybody" in olive.get(thanks).text
    assert olive.post(f"{thanks}/evening", words=" ").status_code == 422
    page = olive.send(f"{thanks}/evening", words="We're in. Thank you.")
    assert "it goes to everybody" in page.text
    assert "Write the note" in page.text, "never instead of them"
    server.clock.now += WORDS_WAIT
    assert place.send() == ["The move is done"]
    olive.send(f"{thanks}/evening", words="Something else.")
    assert place.send() == []
    assert "We&#39;re in. Thank you." in olive.get(thanks).text


def test_what_is_said_at_night_goes_out_in_the_morning(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    place.send()
    server.clock.now = DAY.replace(hour=21)
    assert "goes out in the morning" in olive.send(f"{thanks}/evening", words="We're in.").text
    assert place.send() == []
    server.clock.now = DAY.replace(day=6, hour=8)
    server.clock.now += WORDS_WAIT
    assert place.send() == ["The move is done"]


def test_the_day_on_which_one_will_write_is_the_day_of_the_letter(server: Server) -> None:
    place = Place(server)
    hers = f"olive.{place.olive.link.move_id}@example.org"
    with place.olive.change() as opened:
        opened.get(Organizer, place.olive.link.n).email = hers
        opened.note(Event.MOVE_CHANGED, fields=["organizer_email"])
    olive, thanks = olive_of(place)
    assert olive.post(f"{thanks}/when", day="2026-12-01").status_code == 422
    assert olive.post(f"{thanks}/when", day="soon").status_code == 422
    page = olive.send(f"{thanks}/when", day="2026-12-09")
    assert "Wednesday, 9 December, 10:00" in page.text
    assert "7 December" not in page.text
    for day, expected in ((7, 0), (9, 1)):
        server.clock.now = datetime(2026, 12, day, 9, tzinfo=UTC)
        basket = Basket()
        send_letters(server.installation, place.olive.link.move_id, basket)
        assert len([mail for mail in basket.mails if "thank-you" in mail["Subject"] and mail["To"] == hers]) == expected


def test_a_moment_to_write_can_be_left_out_and_taken_back(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    page = olive.send(f"{thanks}/left-out", day="2026-12-11", out="1").text
    assert "<del>Friday, 11 December, 10:00</del>" in page
    assert "<del>Monday" not in page
    with place.olive.change() as opened:
        hers = f"olive.{place.olive.link.move_id}@example.org"
        opened.get(Organizer, place.olive.link.n).email = hers
        opened.note(Event.MOVE_CHANGED, fields=["organizer_email"])

    def letters(day: int) -> int:
        server.clock.now = datetime(2026, 12, day, 9, tzinfo=UTC)
        basket = Basket()
        send_letters(server.installation, place.olive.link.move_id, basket)
        return len([mail for mail in basket.mails if "thank-you" in mail["Subject"] and mail["To"] == hers])

    assert [letters(day) for day in (1, 7, 11)] == [0, 1, 0]
    olive.send(f"{thanks}/left-out", day="2026-12-11", out="0")
    assert letters(12) == 1, "still within its week"
    olive.send(f"{thanks}/left-out", day="2026-12-18", out="1")
    olive.send(f"{thanks}/when", day="2026-12-18")
    assert letters(18) == 1, "a day that is chosen is not left out"
    assert "<del>" not in olive.send(f"{thanks}/left-out", day="2027-01-01", out="1").text, "which is none of them"
    for typed in ({"day": "soon", "out": "1"}, {"day": "", "out": "1"}, {}):
        assert olive.post(f"{thanks}/left-out", **typed).status_code == 422


def test_the_end_is_one_page_with_nothing_left_to_count(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    page = olive.send(f"{thanks}/{place.hana}", do="in_person").text
    assert "That’s enough" in page
    assert "Everyone has been thanked" in page
    assert "Kumar and Epley" in page
    assert "Good moments to write" not in page
    assert "Someone else to thank?" in page
    assert place.olive.thanks().complete


def test_cards_are_a_pdf_for_all_or_one(server: Server) -> None:
    place = Place(server)
    olive, thanks = olive_of(place)
    tom = place.olive.helper("Tom", email=f"tom.{place.olive.link.move_id}@example.org")
    claimed(place.olive, place.olive.task("care", "Cat"), tom)
    refused = olive.get(f"{thanks}/cards.pdf")
    assert refused.status_code == 422
    assert "There is no note to print yet" in refused.text
    for n, note in ((place.hana, "The soup."), (tom, "The cat.")):
        olive.send(f"{thanks}/{n}", do="save", note=note)
    everybody = olive.get(f"{thanks}/cards.pdf")
    assert everybody.headers["content-type"] == "application/pdf"
    assert pages(everybody) == ["The soup. Olive The cat. Olive"]
    assert pages(olive.get(f"{thanks}/cards.pdf?person={tom}&folds=folded&paper=letter")) == [
        "Thank you, Tom",
        "The cat. Olive",
    ]
    assert pages(olive.get(f"{thanks}/cards.pdf?words=blank&person={tom}")) == ["Thank you, Tom"]
    for query in ("paper=a3", "person=999999", "person=x", "folds=1"):
        assert olive.get(f"{thanks}/cards.pdf?{query}").status_code in (404, 422)
    assert Visitor(server).get(f"{thanks}/cards.pdf").status_code == 404


def pages(answer: httpx.Response) -> list[str]:
    """The words on each side."""
    assert answer.status_code == 200
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(answer.content)]
