"""Asking on the organizer's pages: two taps to the words, and a no that is told once, to the one who asked."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from service.mail.addresses import proof_of
from tests.conftest import NOON, Server, serving
from tests.web.visit import Fields, Organizer, Visitor, found, without_keys

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05")


def ask(olive: Organizer, who: str, *tasks: int, **more: str) -> str:
    """Ask somebody from the page of a task; returns the address of the page with the words."""
    sent = {f"task-{n}": "1" for n in tasks}
    page = olive.send(f"{olive.move}/ask", who=who, **sent, **more)
    assert re.fullmatch(r"/m/\w+/ask/\d+", page.url.path)
    return page.url.path


def link_of(olive: Organizer, address: str) -> str:
    return found(r"http://[^\s&]+/a/[\w.-]+", Fields(olive.get(address).text).values["words-words"])


def test_from_a_task_with_a_name_typed_the_words_are_on_the_next_page(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    task = olive.get(f"{olive.move}/tasks/{soup}").text
    fields = Fields(task).values
    page = olive.send(f"{olive.move}/ask", **{"who": "Mr Berger", f"task-{soup}": fields[f"ask-task-{soup}"]}).text
    words = Fields(page).values["words-words"]
    assert words.strip().startswith("Mr Berger, could you help me with soup")
    assert "Could you help me with soup on 5 December?" in page
    assert unquote(found(r'href="sms:[^"]+', page)).endswith(words.strip())
    assert words.strip() in unquote(found(r'href="mailto:[^"]+', page)).replace("&amp;", "&")


def test_from_the_words_one_tap_leads_to_the_next_name(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    olive.send(f"{olive.move}/ask/names", names="Hana\nTom")
    words = olive.send(f"{olive.move}/ask", who="Hana", **{f"task-{soup}": "1"}).text
    page = olive.get(found(r'(?<=id="next-name" href=")[^"#]+', words)).text
    assert 'id="offered"' in page
    assert "Tom" in page


def test_words_are_edited_and_kept_with_their_link(server: Server, olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    link = link_of(olive, address)
    kept = olive.send(address, words=f"Soup at one?\n{link}").text
    assert "Your words are kept." in kept
    assert Fields(kept).values["words-words"].strip() == f"Soup at one?\n{link}"
    assert "Soup at one?" in Visitor(server).get(link).text


def test_words_that_are_kept_as_they_were_made_follow_the_task(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    address = ask(olive, "Mr Berger", soup)
    olive.send(address, words=Fields(olive.get(address).text).values["words-words"].replace("\n", "\r\n"))
    olive.send(f"{olive.move}/tasks/{soup}", title="Bread")
    assert "the bread" in Fields(olive.get(address).text).values["words-words"]


def test_begging_and_debt_are_remarked_on_and_may_stay(olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    assert "remark-1" not in olive.get(address).text
    page = olive.send(address, words="Sorry to bother you, but could you cook? I’ll pay you back.").text
    assert "may sound as if it were a burden" in page
    assert "may sound like a debt" in page
    assert "Sorry to bother you" in Fields(page).values["words-words"]


def test_one_line_of_why_this_person_stands_in_the_words_and_begging_in_it_is_remarked_on(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    address = ask(olive, "Mr Berger", soup, why_you="Sie kochen so gut.  Verzeihen Sie die Umstände")
    page = olive.get(address).text
    words = Fields(page).values["words-words"]
    assert re.search(r"with soup [^?]+\? Sie kochen so gut\. Verzeihen Sie die Umstände\. There is nothing", words)
    assert "“<bdi>Verzeihen Sie die Umstände</bdi>” may sound as if it were a burden" in page
    plain = Fields(olive.get(ask(olive, "Tom", soup)).text).values["words-words"]
    assert re.search(r"with soup [^?]+\? There is nothing to carry", plain), "it may be left out"


def test_the_page_of_a_task_names_who_is_asked_for_it(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    address = ask(olive, "Mr Berger", soup)
    task = f"{olive.move}/tasks/{soup}"
    assert f'href="{address}"><bdi class="pen">Mr Berger</bdi>' in olive.get(task).text
    olive.send(f"{address}/rest")
    assert address not in olive.get(task).text


@pytest.mark.parametrize("offered", ["resting", "waiting"])
def test_who_was_told_no_is_asked_after_all(olive: Organizer, offered: str) -> None:
    olive.add(title="Soup")
    board = olive.send(f"{olive.move}/offers", name="Mr Berger", words="Just knock.").text
    offer = found(r"(?<=/offers/)\d+", board)
    if offered == "resting":
        olive.send(f"{olive.move}/offers/{offer}/rest", rests="1")
    helper = found(r"(?<=person-)\d+", olive.get(f"{olive.move}/people").text)
    page = olive.get(f"{olive.move}/ask?helper={helper}").text
    assert Fields(page).values["ask-who"] == "Mr Berger"
    assert bool(re.search(r'name="refused_before"[^>]+ checked', page)) is (offered == "resting")


def test_a_no_is_told_once_to_the_one_who_asked(server: Server, olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    before = olive.get(f"{olive.move}/ask").text
    Visitor(server).send(f"{link_of(olive, address)}/not-this-time")

    board = olive.get(olive.move).text
    assert "<bdi>Mr Berger</bdi> can’t this time." in board
    for page in ("ask", "people", "thanks", "settings"):
        assert "can’t this time" not in olive.get(f"{olive.move}/{page}").text
    assert without_keys(olive.get(f"{olive.move}/ask").text) == without_keys(before)
    answer = olive.post(f"{address}/noted")
    assert answer.headers["location"] == olive.move, "nothing offers to undo it"
    assert "can’t this time" not in olive.get(olive.move).text


def test_a_yes_heard_in_person_is_written_down(olive: Organizer) -> None:
    soup, books = olive.add(title="Soup"), olive.add(kind="box_load", title="Books", needed="12")
    address = ask(olive, "Mr Berger", soup)
    page = olive.send(f"{address}/yes", **{f"task-{soup}": "1"}).text
    assert "<bdi>Mr Berger</bdi> said yes" in page
    assert "Mr Berger" in olive.get(f"{olive.move}/people").text
    assert books


def test_a_no_heard_in_person_rests_and_another_time_is_an_offer(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    berger, tom = ask(olive, "Mr Berger", soup), ask(olive, "Tom", soup)
    rests = olive.send(f"{berger}/rest").text
    assert "It rests now." in rests
    offer = olive.send(f"{tom}/another-time", words="Sunday, all day.")
    assert "/offers/" in offer.url.path
    assert "Sunday, all day." in offer.text


def test_two_taps_on_another_time_are_one_offer(olive: Organizer) -> None:
    address = ask(olive, "Tom", olive.add(title="Soup"))
    key = Fields(olive.get(address).text).values["another-key"]
    pages = [olive.send(f"{address}/another-time", words="Sunday, all day.", key=key) for _tap in range(2)]
    assert pages[0].url.path == pages[1].url.path
    assert olive.get(olive.move).text.count("Sunday, all day.") == 1


def test_an_ask_is_taken_back_with_its_name(server: Server, olive: Organizer) -> None:
    address = ask(olive, "Mr Berger", olive.add(title="Soup"))
    link = link_of(olive, address)
    page = olive.send(f"{address}/take-back")
    assert "It is taken back." in page.text
    assert "Mr Berger" not in page.text
    assert Visitor(server).get(link).status_code == 404


def test_who_was_only_asked_is_found_under_people_alike_in_silence_and_after_a_no(
    server: Server, olive: Organizer
) -> None:
    berger = ask(olive, "Mr Berger", olive.add(title="Soup"))
    silent = without_keys(olive.get(f"{olive.move}/people").text)
    assert f'href="{berger}">Asked</a>: <bdi>Soup</bdi>' in silent
    Visitor(server).send(f"{link_of(olive, berger)}/not-this-time")
    assert without_keys(olive.get(f"{olive.move}/people").text) == silent
    for page in ("thanks", "share"):
        assert "Mr Berger" not in olive.get(f"{olive.move}/{page}").text
    assert "Mr Berger" not in Visitor(server).get(olive.signup_link).text
    olive.send(f"{berger}/yes", **{f"task-{found(r'(?<=for-)[0-9]+', olive.get(berger).text)}": "1"})
    assert ">Asked</a>" not in olive.get(f"{olive.move}/people").text


def test_after_a_no_heard_in_person_somebody_else_is_asked_for_the_same(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    page = olive.send(f"{ask(olive, 'Mr Berger', soup)}/rest")
    assert "checked" in found(rf'<input id="ask-task-{soup}"[^>]*>', page.text)


def test_asks_stand_in_the_order_of_asking_whatever_became_of_them(server: Server, olive: Organizer) -> None:
    soup = olive.add(title="Soup", needed="3")
    names = ("Tom", "Ada", "Wei")
    addresses = [ask(olive, name, soup) for name in names]
    olive.send(f"{addresses[0]}/rest")
    Visitor(server).send(f"{link_of(olive, addresses[1])}/yes", **{f"task-{soup}": "1"})
    listed = olive.get(f"{olive.move}/ask").text
    assert re.findall(r'<bdi class="pen">(\w+)</bdi></a> <small>([\w ]+)<', listed) == [
        ("Tom", "resting"),
        ("Ada", "said yes"),
        ("Wei", "asked"),
    ]
    assert server.clock.now == NOON


def test_nobody_is_asked_without_a_name_or_a_task(olive: Organizer) -> None:
    soup = olive.add(title="Soup")
    for sent in (
        {"who": "", f"task-{soup}": "1"},
        {"who": "Tom"},
        {"who": "Tom", f"task-{soup}": "1", "language": "xx"},
    ):
        answer = olive.post(f"{olive.move}/ask", **sent)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_what_could_be_handed_over_stands_there_in_words_with_three_easy_tasks(olive: Organizer) -> None:
    tasks = [olive.add(title=f"Soup {number}", minutes="30") for number in range(4)]
    page = olive.get(f"{olive.move}/ask").text
    hand_over = page.split('id="hand-over"')[1].split("</section>")[0]
    assert "All of the day is still in your own hands." in hand_over
    assert re.findall(r'id="hand-(\d+)-go" href="([^"]+)"', hand_over) == [
        (str(task), f"{olive.move}/ask?task={task}") for task in tasks[:3]
    ]
    assert hand_over.count("It is soon done.") == 3
    assert not re.search(r"%|\d+ (hour|minute)", hand_over)
    for task in tasks[:3]:
        Visitor(olive.server).send(f"{olive.signup_link}/claims", task=task, name=f"Friend {task}")
    page = olive.get(f"{olive.move}/ask").text
    assert "Less than half of the day is in your own hands." in page
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=tasks[3], name="Hana")
    assert 'id="hand-over"' not in olive.get(f"{olive.move}/ask").text
    assert 'id="hand-over"' not in olive.get(f"{olive.move}/ask?task={tasks[0]}").text


def test_a_proven_address_gets_the_words_from_here_once_and_the_page_says_so(tmp_path: Path) -> None:
    nobody_listens = "smtp://127.0.0.1:9"
    with serving(tmp_path, smtp_url=nobody_listens, mail_from="letters@example.org") as server:
        olive, hana = Organizer(server, day="2026-12-05"), Visitor(server)
        own = hana.send(f"{olive.signup_link}/claims", task=olive.add(), name="Hana", email="hana@example.org").url.path
        address = ask(olive, "Hana", olive.add(title="Soup"))
        assert "words-send" not in olive.get(address).text, "anybody could have typed it"
        refused = olive.post(address, words="Soup?", do="send")
        assert (refused.status_code, Fields(refused.text).values["words-words"].strip()) == (422, "Soup?")
        hana.send(f"{own}/mine", k=proof_of(server.installation, "hana@example.org"))
        assert "words-send" in olive.get(address).text
        sent = olive.send(address, words="Soup at one?", do="send").text
        assert "It goes out in half a minute, or in the morning if it is night." in sent
        assert "On its way to their address by email." in sent
        assert Fields(sent).values["words-words"].strip() == f"Soup at one?\n{link_of(olive, address)}"
        assert ("words-send" in sent, "</a> · asked</p>" in sent) == (False, True)
        assert "Nothing more goes out" in olive.send(address, words="Soup at one?", do="send").text
        assert "sent <bdi>Hana</bdi> the words by email." in olive.get(f"{olive.move}/history").text


def test_who_has_offered_by_themselves_is_on_the_page_too(olive: Organizer) -> None:
    tom = Visitor(olive.server)
    tom.send(f"{olive.signup_link}/offers", name="Tom", words="Just knock")
    soup = olive.add(title="Soup")
    listed = olive.get(f"{olive.move}/ask").text.split('id="offered"')[1].split("</section>")[0]
    assert "Just knock" in listed
    assert re.search(rf'href="{olive.move}/offers/\d+">Tom', listed), "an offer gets its yes in two taps"
    for_soup = olive.get(f"{olive.move}/ask?task={soup}").text.split('id="offered"')[1].split("</section>")[0]
    assert re.search(rf'href="{olive.move}/ask\?helper=\d+&amp;task={soup}">Tom', for_soup)
