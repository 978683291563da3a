"""The program carries nobody's words to an address whose owner has not said, from a letter to it, that it is theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

import httpx
import pytest

from service.domain.figures.times import WORDS_WAIT
from service.domain.reading.views import HelperView
from service.mail.addresses import has_read, is_proven, known_as, letters_link, mailbox_key, proof_of
from service.mail.letters.plain import plain_words
from tests.attack.letters import confirm, letters, text_of, way_of
from tests.conftest import Server
from tests.web.api.caller import Move, plan, worked
from tests.web.visit import Visitor

WORDS = "Zyzzyva"
"""Somebody's own words, in each field that takes any."""
PLAIN = ["Nora", "Nora & Jo", "Ada Ó Súilleánbháin-Łukasiewicz", "نورا ‌و لیلا", "搬家", "Flat 7/23 to 4"]
PLAIN += ["Umzug 5.12.2026", "2026-12-05, vier Treppen", "Die 90er-WG zieht um", "St. Gallen"]
PLAIN += [
    "Freund:innen ziehen um",
    "Samstag 9:30, Hof 2",
    "二〇二六年十二月",
    "五月搬家",
    "Flat 2.3, stairs 1/2",
    "½ Umzug",
]
MISLEADING = ["evil.example", "Nora (evil.example/in)", "evil。example", "ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil․example"]
MISLEADING += ["nora＠evil"]
MISLEADING += ["www evil", "HTTPS evil", "//evil", "[pay](here)", "*now*", "&lt;b", "a\u202eb", "No\u200bra", "x" * 61]
MISLEADING += ["evil.c\u200dom", "evil\u200d.com", "evil.c\ufe0fom", "evil.c\u034fom", "0900:1234:567", "0900'123'456"]
MISLEADING += [
    "0900\u200d1234\u200d5",
    "0900_12_34",
    "call 0900-123-456",
    "0900 (12) 34",
    "٠٩٠٠١٢٣",
    "１２３４５",
    "0 9 0 0 1 2",
    "0900.12.3456",
]
MISLEADING += ["i❤.ws", "👉.ws", "हिन्दी.com", "उदाहरण.भारत", "evil۔com", "evilꓸcom", "evil٫com", "evil•com"]
MISLEADING += ["Log in at 1.1.1.1/pay", "1.1.1.1", "1․1․1․1", "127.1/pay", "10.1:80/x", "2606::1/pay", "[::1]"]
MISLEADING += ["mailto:bob", "tel:+1234", "javascript:alert", "ftp:evil", "TEL:112", "sms\ua789112", "call tel\uff1a11"]
MISLEADING += ["❶❷❸❹❺", "❶ ❷ ❸ ❹ ❺", "一三八〇〇", "零九零零一", "⓵⓶⓷⓸⓹", "፩፪፫፬፭", "❿❿❿"]
MISLEADING += [f"evil{dot}com" for dot in "\u02d9\u2e31\u318d\u16eb\u1427\u2e30\ua78f\uff65"]
MISLEADING += [f"No{unseen}ra" for unseen in "\u3164\u2800\u115f\u1160\uffa0"]
MISLEADING += ["w\u200dww. evil", "06.64.1234", "2025-12-31 0664-12-34", "0664:12:345", "1.2.2012 3.4.2013"]
TYPED: dict[str, Any] = {"title": WORDS, "why": WORDS, "bring": WORDS}


def whole_story(server: Server, client: httpx.Client, *, name: str, title: str) -> tuple[Move, list[Message]]:
    """All that is ever sent to an organizer and to helpers who confirm nothing, as it arrives."""
    home = {"area": WORDS, "address": WORDS}
    organizer = {"name": name, "email": "olive@example.org", "phone": "0660 1 Zyzzyva"}
    move = plan(client, title=title, why=WORDS, organizer=organizer, **{"from": home, "to": home})
    books = move.add_boxes(starts="09:00", ends="11:00", **TYPED)
    lunch = move.add_care(1, starts="12:00", sort="food", **TYPED)
    hana = move.takes(books, WORDS, 2, email="hana@example.org", note=WORDS)
    Visitor(server).send(f"/h/{hana.token}/me", name=WORDS, email="hana@example.org", plan=WORDS)
    first = move.takes(lunch, "Tom")
    worked(hana.ask("POST", "/claims", json={"task": lunch, "quantity": 1, "standing": "standby"}), 201)
    sent = list(letters(server, move))
    worked(move.change_task(books, starts="09:30"))
    first.release()
    worked(move.offer(WORDS, WORDS, email="noor@example.org"), 201)
    visitor = Visitor(server)
    visitor.send(f"/s/{move.signup_token}/again", email="hana@example.org")
    for moment in ((23, 14), (2, 9), (4, 9), (4, 16), (5, 7)):
        day, hour = moment
        server.clock.now = datetime(2026, 11 if day == 23 else 12, day, hour, tzinfo=UTC)
        sent = list(letters(server, move))
    worked(move.change_task(lunch, state="cancelled"))
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    olive.send(f"/m/{move.id}/thanks/evening", words=WORDS)
    move.patch(state="closed")
    server.clock.now = datetime(2026, 12, 5, 19, tzinfo=UTC)
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": WORDS}))
    olive.send(f"/m/{move.id}/thanks/{hana.n}", note=WORDS, do="send")
    for day in (7, 11, 18):
        server.clock.now = datetime(2026, 12, day, 10, tzinfo=UTC)
        sent = list(letters(server, move))
    return move, sent


def test_no_typed_word_reaches_who_has_confirmed_nothing(server: Server, client: httpx.Client) -> None:
    _move, sent = whole_story(server, client, name="Olive", title="One floor down")
    subjects = {str(make_header(decode_header(mail["Subject"]))) for mail in sent}
    assert len(subjects) >= 10, subjects
    for mail in sent:
        whole = text_of(mail)
        assert WORDS.lower() not in whole.lower(), whole
        assert mail["From"].startswith("Many Hands <")
        assert mail["Reply-To"] is None
    assert any("Olive’s move, Saturday, 5 December: you said you would help with boxes" in each for each in subjects)
    assert "for Olive’s move, “One floor down”" in text_of(sent[0])


@pytest.mark.parametrize(
    ("name", "title"),
    [("PayPal evil.example", "Call 0900 123 456"), ("olive@evil.example", "x" * 61), ("<b>Olive</b>", "https://evil")],
)
def test_a_name_and_a_title_that_could_mislead_stay_out(
    server: Server, client: httpx.Client, name: str, title: str
) -> None:
    move = plan(client, title=title, organizer={"name": name, "email": "olive@example.org"})
    move.takes(move.add_boxes(), "Hana", email="hana@example.org")
    sent = list(letters(server, move))
    assert len(sent) == 2
    for mail in sent:
        assert "evil" not in text_of(mail).lower()
        assert "0900" not in text_of(mail)
        assert "xxx" not in text_of(mail)
        assert "somebody’s move" in text_of(mail)


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_stay(words: str) -> None:
    assert plain_words(f" {words}\n") == words


@pytest.mark.parametrize("words", MISLEADING)
def test_what_could_be_a_way_somewhere_is_not_plain(words: str) -> None:
    assert plain_words(words) == ""


def test_the_owner_of_an_address_proves_it_by_a_button_and_by_nothing_else(
    server: Server, client: httpx.Client
) -> None:
    move = plan(client, organizer={"name": "Olive", "email": "olive@example.org"})
    books = move.add_boxes()
    hana = move.takes(books, "Hana", email="hana@example.org")
    mallory = move.takes(books, "Mallory", email="mallory@example.org")
    of_hana, of_mallory = sorted(letters(server, move), key=lambda mail: mail["To"])[:2]

    def next_letter() -> str:
        task = move.add_care(title="Soup")
        worked(hana.ask("POST", "/claims", json={"task": task, "quantity": 1}))
        server.clock.now += timedelta(hours=1)
        return text_of([mail for mail in letters(server, move) if "hana" in mail["To"]][-1])

    visitor = Visitor(server)
    visitor.get(way_of(server, of_hana))  # opening proves nothing: mail scanners open every link
    proof = way_of(server, of_mallory).partition("k=")[2]
    own = way_of(server, of_hana).partition("?")[0]
    for guess in ("", proof, "x" * 20):
        assert "is-it-yours-go" not in visitor.get(f"{own}?k={guess}").text
        visitor.send(f"{own}/mine", k=guess)
    worked(mallory.ask("GET"))
    assert "Soup" not in next_letter()
    confirm(server, of_hana)
    assert "Soup" in next_letter()
    worked(hana.ask("PATCH", json={"email": "hana@example.com"}))
    assert "Soup" not in next_letter(), "another address, another proof"


def test_the_board_asks_in_one_line_until_its_organizer_has_pressed_the_button(
    server: Server, client: httpx.Client
) -> None:
    move = plan(client, organizer={"name": "Olive", "email": "olive@example.org"})
    olive = Visitor(server)
    assert "say little for now" not in olive.get(f"/o/{move.organizer_token}").text, "no letter has gone yet"
    [key] = letters(server, move)
    assert "Is <bdi>olive@example.org</bdi> yours?" in olive.get(way_of(server, key)).text
    assert "say little for now" in olive.get(f"/m/{move.id}").text
    confirm(server, key)
    assert "say little for now" not in olive.get(f"/m/{move.id}").text
    assert "is-it-yours" not in olive.get(way_of(server, key)).text


def test_the_words_of_the_evening_are_on_the_page_that_a_letter_leads_to(server: Server, client: httpx.Client) -> None:
    move = plan(client, organizer={"name": "Olive"})
    hana = move.takes(move.add_boxes(), "Hana", email="hana@example.org")
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    server.clock.now = datetime(2026, 12, 5, 18, tzinfo=UTC)
    olive.send(f"/m/{move.id}/thanks/evening", words="The soup was gone by eight.")
    server.clock.now += WORDS_WAIT
    mail = list(letters(server, move))[-1]
    assert "soup" not in text_of(mail)
    assert "The soup was gone by eight." in Visitor(server).get(way_of(server, mail)).text
    assert "soup" not in Visitor(server).get(f"/s/{move.signup_token}").text
    assert hana.link.endswith(way_of(server, mail).partition("?")[0].rpartition("/")[2])


def test_what_a_file_holds_proves_nothing_once_there_is_a_mail_server(server: Server) -> None:
    files = server.installation
    mail = replace(files, settings=files.settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"}))
    hana = HelperView(1, "Hana", email="hana@example.org", proven=known_as(files, "hana@example.org"))
    assert is_proven(files, hana)
    assert not is_proven(mail, hana), "every organizer reads the files of a move"
    assert not has_read(mail, hana, proof_of(files, "hana@example.org"))
    assert letters_link(mail, "m", hana).epoch != letters_link(files, "m", hana).epoch
    assert mailbox_key(mail, hana.email) != mailbox_key(files, hana.email)
