"""Undo from the page that says what was done: a form that needs no script, and returns to where it was sent from."""

import re
from datetime import timedelta

import pytest

from service.domain.figures.times import TAKE_AGAIN_WITHIN
from service.domain.reading.changes import AT_ONCE
from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor, found


def undone(olive: Organizer, page: str) -> str:
    """Send the undo form that a page shows; return the page that it leads to."""
    fields = Fields(page).values
    assert f'action="{olive.move}/undo"' in page
    sent = olive.send(f"{olive.move}/undo", version=fields["undo-version"], back=fields["undo-back"])
    assert sent.status_code == 200
    return sent.text


def test_what_was_done_is_undone_from_the_page_that_says_so(running: Server) -> None:
    olive = Organizer(running)
    task = olive.add(title="Lunch")
    page = olive.send(f"{olive.move}/tasks/{task}/state", state="under_way")
    assert "notice=moved" in str(page.url)
    page_after = undone(olive, page.text)
    assert "It is as it was before." in page_after
    assert "Lunch" in page_after
    again = undone(olive, page_after)
    assert "It is as it was before." in again


def test_it_returns_to_the_page_that_it_was_sent_from_and_nowhere_else(running: Server) -> None:
    olive = Organizer(running)
    task = olive.add(title="Lunch")
    page = olive.send(f"{olive.move}/tasks/{task}", kind="care", title="Soup", needed="2")
    version = Fields(page.text).values["undo-version"]
    backs = {
        f"{olive.move}/tasks/{task}": f"{olive.move}/tasks/{task}",
        olive.move: olive.move,
        "https://elsewhere.example": olive.move,
        f"{olive.move}//elsewhere.example": olive.move,
        f"{olive.move}/../../o/x": olive.move,
        f"{olive.move}/people?x=1": olive.move,
        f"{olive.move}/people": f"{olive.move}/people",
        f"{olive.move}/undo": olive.move,
        f"{olive.move}/tasks/{task}/state": olive.move,
        f"{olive.move}/nowhere": olive.move,
        "": olive.move,
    }
    for back, leads in backs.items():
        sent = olive.post(f"{olive.move}/undo", version=version, back=back)
        assert sent.headers["location"].partition("?")[0] == leads
    assert "Lunch" in olive.get(f"{olive.move}/tasks/{task}").text


def test_the_page_offers_no_undo_where_there_is_none(running: Server) -> None:
    olive = Organizer(running)
    rotated = olive.send(f"{olive.move}/share/rotate")
    for page in (rotated.text, olive.get(olive.move).text, olive.get(f"{olive.move}?undo=3").text):
        assert "undo-version" not in page
    for odd in ("0", "-1", "x", "1" * 30, "٣"):
        assert "undo-version" not in olive.get(f"{olive.move}?notice=moved&undo={odd}").text


def test_what_is_too_late_says_why_and_leads_back(running: Server) -> None:
    olive = Organizer(running)
    task = olive.add(title="Lunch")
    version = re.findall(r"undo=(\d+)", str(olive.send(f"{olive.move}/tasks/{task}/state", state="under_way").url))[0]
    olive.send(f"{olive.move}/tasks/{task}/state", state="done")
    sent = olive.post(f"{olive.move}/undo", version=version, back=olive.move)
    assert sent.status_code == 409
    assert "“Lunch” was changed again since." in sent.text
    assert f'href="{olive.move}"' in sent.text
    assert "<h1>History</h1>" in sent.text


@pytest.mark.one_database
def test_a_friend_sees_no_undo_whatever_stands_in_the_address(running: Server) -> None:
    olive = Organizer(running)
    olive.add()
    path = re.sub(r"^http://[^/]+", "", olive.signup_link)
    assert "undo-version" not in Visitor(running).get(f"{path}?notice=claimed&undo=3").text


def told(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_history_tells_in_sentences_who_did_what_and_offers_the_way_back(running: Server) -> None:
    olive, hana = Organizer(running), Visitor(running)
    task = olive.add(title="Lunch", needed="3")
    own = hana.send(f"{olive.signup_link}/claims", task=task, name="Hana").url.path
    olive.send(f"{olive.move}/tasks/{task}/state", state="done")
    olive.send(f"{olive.move}/tasks/{task}/state", state="open")
    [claim] = re.findall(rf"{own}/claims/(\d+)/release", hana.get(own).text)
    hana.send(f"{own}/claims/{claim}/release")
    page = olive.get(f"{olive.move}/history").text
    for sentence in (
        "Olive planned the move.",
        "Olive added “Lunch”.",
        "Hana came with your link. Hana took on “Lunch”.",
        "Olive ticked “Lunch”: done.",
        "Olive noted that “Lunch” is still to do.",
        "A place on “Lunch” became free.",
    ):
        assert sentence in told(page)
    assert re.findall(r'id="v(\d+)-undo"', page) == ["5"]  # the tick was taken off, and a yes stands on the rest
    after = olive.send(f"{olive.move}/undo", version="5", back=f"{olive.move}/history")
    assert after.url.path == f"{olive.move}/history"
    assert "It is as it was before." in after.text
    assert "Olive took an earlier change back. Olive noted that “Lunch” is still to do." in told(after.text)
    assert re.findall(r'id="v(\d+)-undo"', after.text) == ["7", "4"]
    assert f'href="{olive.move}/history"' in olive.get(f"{olive.move}/settings").text


def test_each_undo_of_the_history_is_called_by_what_it_undoes(running: Server) -> None:
    olive = Organizer(running)
    for title in ("Lunch", "Tea"):
        olive.add(title=title)
    page = olive.get(f"{olive.move}/history").text
    labels = re.findall(r'id="(v\d+)-undo" aria-labelledby="\1-undo \1-what"', page)
    assert len(labels) == 2
    whats = [Fields(page).texts[f"{at}-what"] for at in labels]
    assert ["Tea" in whats[0], "Lunch" in whats[1]] == [True, True]


def test_history_tells_that_a_standby_was_given_a_place(running: Server) -> None:
    olive = Organizer(running)
    sofa = olive.add(title="Sofa")
    for name, standing in (("Ann", "firm"), ("Bea", "standby")):
        Visitor(running).send(f"{olive.signup_link}/claims", task=sofa, name=name, standing=standing)
    claim = found(r'(?<=id="first-)\d+', olive.get(f"{olive.move}/tasks/{sofa}").text)
    olive.send(f"{olive.move}/tasks/{sofa}/people/{claim}", do="first", anyway="1")
    page = told(olive.get(f"{olive.move}/history").text)
    assert "Olive changed “Sofa”: how many it takes. Olive gave Bea a place on “Sofa”." in page


def test_history_tells_what_became_of_an_ask(running: Server) -> None:
    olive, hana = Organizer(running), Visitor(running)
    lunch = olive.add(title="Lunch", needed="3")
    hana.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    ask = olive.send(f"{olive.move}/ask", who="Hana", **{f"task-{lunch}": "1"}).url.path
    link = found(r"http://[^\s&]+/a/[\w.-]+", Fields(olive.get(ask).text).values["words-words"])
    olive.send(ask, words="Soup at one?")
    olive.send(f"{ask}/rest")
    hana.send(f"{link}/yes", **{f"task-{lunch}": "1"})
    page = told(olive.get(f"{olive.move}/history").text)
    for sentence in (
        "Olive made words to ask Hana.",
        "Olive changed the words to Hana.",
        "Olive let what Hana is asked rest.",
        "Hana said yes to what they were asked.",
    ):
        assert sentence in page


def test_undo_on_the_board_keeps_what_one_looks_at(running: Server) -> None:
    olive = Organizer(running)
    soup = olive.add(title="Soup")
    at = f"{olive.move}/tasks/{soup}"
    page = olive.send(f"{at}/state?view=time&q=soup", state="under_way")
    action = found(r'(?<=<form id="undo" method="post" action=")[^"]+', page.text).replace("&amp;", "&")
    undone = olive.send(action, version=Fields(page.text).values["undo-version"], back=olive.move)
    assert (undone.url.params["view"], undone.url.params["q"]) == ("time", "soup")
    assert "It is as it was before." in undone.text


def test_a_tick_whose_row_is_not_shown_is_undone_above(running: Server) -> None:
    olive = Organizer(running)
    soup = olive.add(title="Soup")
    address = str(olive.send(f"{olive.move}/tasks/{soup}/state?at=open&q=soup", tick="done").url)
    assert f'id="task-{soup}-undo"' in olive.get(address).text
    elsewhere = olive.get(address.replace("q=soup", "q=bread")).text
    assert f'id="task-{soup}-undo"' not in elsewhere
    assert 'id="undo-version"' in elsewhere


def test_undo_in_an_older_part_of_history_stays_there(running: Server) -> None:
    olive = Organizer(running)
    olive.add(title="Soup")
    version = found(r'(?<=id="v)\d+(?=-undo")', olive.get(f"{olive.move}/history").text)
    page = olive.get(f"{olive.move}/history?upto={version}").text
    action = found(r'[^"]+/undo\?[^"]*', page)
    undone = olive.post(action, version=version, back=f"{olive.move}/history")
    assert f"upto={version}" in undone.headers["location"]


def test_history_goes_back_to_the_beginning_page_by_page(running: Server) -> None:
    olive = Organizer(running)
    for number in range(AT_ONCE):
        olive.post(f"{olive.move}/tasks", kind="care", title=f"Lunch {number}")
    page = olive.get(f"{olive.move}/history").text
    assert "Olive planned the move." not in told(page)
    older = re.findall(rf'href="({olive.move}/history\?upto=\d+)"', page)[0]
    assert "Olive planned the move." in told(olive.get(older).text)
    assert f"Lunch {AT_ONCE - 1}" in told(olive.get(f"{olive.move}/history?upto=nonsense").text)
    [task] = re.findall(rf"{olive.move}/tasks/(\d+)\">Lunch 0<", olive.get(olive.move).text)[:1]
    olive.post(f"{olive.move}/tasks/{task}", kind="care", title="Soup")
    refused = olive.post(f"{olive.move}/undo", version="2", back=olive.move)
    assert refused.status_code == 409
    assert "“Soup” was changed again since." in refused.text
    assert 'id="v2-error"' in refused.text


def test_nobody_who_was_forgotten_is_named_in_history(running: Server) -> None:
    olive, hana = Organizer(running), Visitor(running)
    task = olive.add(title="Lunch")
    own = hana.send(f"{olive.signup_link}/claims", task=task, name="Hanadriel").url.path
    assert "Hanadriel" in olive.get(f"{olive.move}/history").text
    assert hana.post(f"{own}/forget").status_code == 200
    page = told(olive.get(f"{olive.move}/history").text)
    assert "Hanadriel" not in page
    assert "Somebody took on “Lunch”." in page


def test_a_friend_takes_again_what_they_gave_back_and_nobody_reads_that_they_did(running: Server) -> None:
    olive, hana = Organizer(running), Visitor(running)
    task = olive.add(title="Lunch")
    own = hana.send(f"{olive.signup_link}/claims", task=task, name="Hana").url.path
    [claim] = re.findall(rf"{own}/claims/(\d+)/release", hana.get(own).text)
    assert "Take it again" not in hana.get(own).text
    page = hana.send(f"{own}/claims/{claim}/release")
    assert "You have given “Lunch” back." in told(page.text)
    version = Fields(page.text).values[f"given-back-{task}-version"]
    assert "Take it again" not in hana.send(f"{own}/undo", version=version).text
    assert "Take it again" not in hana.send(f"{own}/undo", version=version).text
    assert f"{own}/claims/{claim}/release" in hana.get(own).text
    words = told(olive.get(f"{olive.move}/history").text)
    assert "A place on “Lunch” became free." in words
    assert words.count("Hana took on “Lunch”.") == 2
    assert "earlier change" not in words


def test_a_place_that_is_taken_by_now_is_not_offered_again(running: Server) -> None:
    olive, hana, tom = Organizer(running), Visitor(running), Visitor(running)
    task = olive.add(title="Lunch")
    own = hana.send(f"{olive.signup_link}/claims", task=task, name="Hana").url.path
    [claim] = re.findall(rf"{own}/claims/(\d+)/release", hana.get(own).text)
    page = hana.send(f"{own}/claims/{claim}/release").text
    tom.send(f"{olive.signup_link}/claims", task=task, name="Tom")
    assert "Take it again" not in hana.get(own).text
    sent = hana.post(f"{own}/undo", version=Fields(page).values[f"given-back-{task}-version"])
    assert sent.status_code == 409
    assert "Somebody else has this place by now." in sent.text


def test_what_was_given_back_a_while_ago_is_on_the_list_to_which_the_own_page_leads(server: Server) -> None:
    olive, hana = Organizer(server), Visitor(server)
    task = olive.add(title="Soup")
    own = hana.send(f"{olive.signup_link}/claims", task=task, name="Hana").url.path
    [claim] = re.findall(rf"{own}/claims/(\d+)/release", hana.get(own).text)
    fields = Fields(hana.send(f"{own}/claims/{claim}/release").text).values
    again = {"task": str(task), "version": fields[f"given-back-{task}-version"]}
    server.clock.now += TAKE_AGAIN_WITHIN + timedelta(seconds=1)
    page = hana.get(own).text
    assert "Soup" not in page
    late = hana.post(f"{own}/undo", **again)
    assert "Look at the list: perhaps the place is still free." in late.text
    the_list = hana.get(found(r'(?<=id="whole-list" href=")[^"]+', late.text)).text
    assert f'id="task-{task}"' in the_list
    assert "Soup" in the_list
