"""Who sees a task: an organizer names people on its page, and one tap lets everybody see it again."""

import re

from tests.conftest import Server
from tests.web.visit import Fields, Organizer, Visitor


def test_those_who_are_named_see_it_on_their_pages_and_the_board_says_so(server: Server) -> None:
    olive = Organizer(server)
    task, soup = olive.add(title="The papers"), olive.add(title="Soup")
    own = f"{olive.move}/tasks/{task}"
    assert "Tick somebody" in olive.post(f"{own}/who").text
    shown = olive.send(f"{own}/who", name="Ana", key="k" * 20)
    assert "for Ana only" in shown.text
    assert "for Ana only" in olive.get(olive.move).text
    assert "The papers" not in Visitor(server).get(olive.signup_link).text
    asked = olive.send(f"{olive.move}/ask", **{"who": "Ana", f"task-{soup}": "1"})
    link = asked.text.partition("/a/")[2].partition("\n")[0].split("<")[0].split('"')[0].strip()
    ana = Visitor(server)
    page = ana.get(f"{server.url}/a/{link}")
    assert "The papers" in page.text
    assert "not everybody sees it" in page.text
    own_page = ana.send(f"/a/{link}/yes", **{f"task-{task}": "1"})
    assert "The papers" in own_page.text
    assert "Not everybody sees this one." in ana.get(olive.signup_link).text
    assert "The papers" in ana.get(olive.signup_link).text
    olive.send(f"{own}/who", everybody="1")
    assert "The papers" in Visitor(server).get(olive.signup_link).text


def test_a_yes_heard_in_person_names_whoever_said_it(server: Server) -> None:
    olive = Organizer(server)
    task = olive.add(title="The papers", needed="3")
    own = f"{olive.move}/tasks/{task}"
    olive.send(f"{own}/who", name="Ana", key="k" * 20)
    assert "for Ana and Ben only" in olive.send(f"{own}/people", who="Ben", quantity="1", key="p" * 20).text


def test_ticks_come_back_as_they_were_where_a_name_is_refused(server: Server) -> None:
    olive = Organizer(server)
    own = f"{olive.move}/tasks/{olive.add(title='The papers')}"
    olive.send(f"{own}/who", name="Ana", key="k" * 20)
    [ana] = re.findall(r'name="(for-\d+)"', olive.get(own).text)
    for sent in ({ana: "1"}, {}):
        page = olive.post(f"{own}/who", name="x" * 121, **sent).text
        assert (f'name="{ana}" type="checkbox" value="1" checked' in page) is bool(sent)


def test_the_page_that_asks_says_whom_a_task_is_for(server: Server) -> None:
    olive = Organizer(server)
    own = f"{olive.move}/tasks/{olive.add(title='The papers')}"
    assert "for Ana only" not in olive.get(f"{olive.move}/ask").text
    olive.send(f"{own}/who", name="Ana", key="k" * 20)
    olive.add(title="The heaviest soup", kind="care")
    page = olive.get(f"{olive.move}/ask").text
    assert "for Ana only" in page
    assert page.index("The heaviest soup") < page.index("The papers"), "it is not proposed first"


def test_a_task_is_for_named_people_from_the_beginning_and_they_are_proposed(server: Server) -> None:
    olive = Organizer(server)
    olive.send(f"{olive.move}/ask/names", names="Ana")
    task = olive.add(title="The papers", for_names="ana, Ben")
    own = f"{olive.move}/tasks/{task}"
    page = olive.get(own).text
    assert "for Ana and Ben only" in page
    assert "The papers" not in Visitor(server).get(olive.signup_link).text
    assert Fields(page).values["ask-who"] == Fields(olive.get(f"{olive.move}/ask?task={task}").text).values["ask-who"]
    assert Fields(page).values["ask-who"] == "Ana"
    for shown in (page, olive.get(f"{olive.move}/ask").text):
        assert "Whoever else you ask sees it from then on, too." in shown
    olive.send(f"{olive.move}/ask", **{"who": "Ana", f"task-{task}": "1"})
    assert Fields(olive.get(own).text).values["ask-who"] == "Ben", "Ana was asked"
    refused = olive.post(f"{olive.move}/tasks", kind="care", title="Keys", for_names="x" * 121)
    assert refused.status_code == 422
    assert Fields(refused.text).values["task-for_names"] == "x" * 121
    assert Fields(refused.text).error_of("task-for_names")
