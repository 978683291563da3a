"""The board's views: what there is to do and by time, a search, both kept in the address; and how large it may be."""

import re
from collections.abc import Callable
from datetime import date, time

import pytest

from service.domain.models import Kind, Place, TaskFields, TaskState
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import add_helper
from service.domain.rules.tasks import add_tasks
from tests.conftest import Server
from tests.make import Olive
from tests.web.visit import Organizer, Visitor

pytestmark = pytest.mark.one_database  # what a page looks like is the same over any
MAX_BYTES, MAX_NODES = 120_000, 5_000
"""Bounds of the board of 200 tasks, before compression."""
Opened = tuple[Olive, Callable[..., str]]


@pytest.fixture
def opened(running: Server) -> Opened:
    """A move, and a way to read its board: `read(view="time")`."""
    olive = Olive(running.installation.database, day=date(2026, 12, 5))
    visitor = Visitor(running)
    visitor.get(f"/o/{running.installation.links.make(olive.link)}")

    def read(**query: str) -> str:
        page = visitor.http.get(f"/m/{olive.link.move_id}", params=query)
        assert page.status_code == 200
        return page.text

    return olive, read


def rows(page: str) -> list[str]:
    """Titles in the order of the page."""
    return re.findall(r'<h3 id="task-\d+-title"[^>]*><a [^>]*>([^<]*)</a>', page)


def line(page: str, title: str) -> str:
    """The second line of a row, without its markup."""
    [found] = re.findall(rf'>{title}</a></h3>\n<p class="line">(.*?)</p>', page)
    return re.sub("<[^>]+>", "", found).replace("\N{NO-BREAK SPACE}·", " ·")


def test_a_row_says_when_how_far_and_who(opened: Opened) -> None:
    olive, read = opened
    sofa = olive.task("heavy_item", "Sofa", weight_kg=90, starts=time(9))
    for name in ("Hana", "Tom"):
        olive.claim(sofa, olive.helper(name))
    boxes = olive.task("box_load", "Kitchen boxes", needed=12, day=date(2026, 12, 4), starts=time(14, 30))
    olive.claim(boxes, olive.helper("Wei"), 5)
    van = olive.task("trip", "Van", needed=2)
    olive.task("heavy_item", "Piano", weight_kg=210)
    lamps = olive.task("box_load", "Lamps", needed=2, day=date(2026, 12, 4), starts=time(14, 30))
    olive.claim(lamps, olive.helper("Hana"), 2)
    page = read()
    assert re.findall(r'<li class="note \w+ long" id="task-(\d+)"', page) == [str(lamps)], "of two lines on a phone"
    assert line(page, "Lamps") == "Fri 4 Dec, 14:30 · all boxes are spoken for · Hana"
    assert line(page, "Sofa") == "09:00 · 2 of 4 · two more to be safe · Hana, Tom"
    assert line(page, "Kitchen boxes") == "Fri 4 Dec, 14:30 · 7 boxes left · Wei", "what is left, and no number of hers"
    assert line(page, "Van") == "looking for a driver"
    assert line(page, "Piano") == "professionals, or rolling on one floor"
    olive.claim(sofa, olive.helper("Ines"))
    olive.drive(van, olive.helper("Clara"))
    page = read()
    assert line(page, "Sofa") == "09:00 · 3 of 4 · one more to be safe · Hana, Tom, Ines"
    assert line(page, "Van") == "driver found · Clara"


def test_sections_without_a_task_are_not_heard_of(opened: Opened) -> None:
    olive, read = opened
    olive.task("care", "Soup")
    olive.task("care", "Keys", state=TaskState.DONE)
    olive.task("care", "Cat", kept=True)
    page = read()
    there = re.findall(r'<section class="column" id="(\w+)"', page)
    assert there == ["open", "done", "kept"]
    assert rows(page) == ["Soup", "Keys", "Cat"]


def test_by_time_tells_who_comes_when_by_place_and_what_has_no_time_last(opened: Opened) -> None:
    olive, read = opened
    clara, ben, okafor = (olive.helper(name) for name in ("Clara", "Ben", "Mrs Okafor"))
    anytime = olive.task("care", "Flowers")
    olive.claim(anytime, okafor)
    sofa = olive.task("heavy_item", "Sofa", needed=2, starts=time(9, 30), place=Place.NEW)
    beds = olive.task("heavy_item", "Beds", needed=2, starts=time(9), place=Place.OLD)
    van = olive.task("trip", "Van", starts=time(8))
    olive.drive(van, clara, "van")
    for task in (beds, sofa):
        olive.claim(task, ben)
    olive.claim(sofa, okafor)
    olive.task("care", "Keys", starts=time(7), day=date(2026, 12, 6))
    page = read(view="time")
    assert rows(page) == ["Van", "Beds", "Sofa", "Keys", "Flowers"]
    heads = [re.sub(r"<[^>]+>|\n", " ", each) for each in re.findall(r'<div class="top">(.*?)</div>', page, re.S)]
    assert [" ".join(each.split()) for each in heads] == [
        *("08:00 Clara , van", "09:00 Ben · Mrs Okafor", "Sun 6 Dec, 07:00 nobody yet", "At any time Mrs Okafor"),
    ]
    assert re.findall(r'<h3 class="place">(.*?)</h3>', page) == ["At the old home", "At the new home"]
    assert line(page, "Beds") == "1 of 2 · one more to be safe · Ben", "the hour stands above"
    assert line(page, "Sofa").startswith("09:30")


def test_a_search_finds_titles_things_and_names_and_stays_in_the_address(opened: Opened) -> None:
    olive, read = opened
    olive.claim(olive.task("care", "Soup"), olive.helper("Hana"))
    olive.task("heavy_item", "The heaviest pieces", things=[{"name": "Sofa", "room": "living room"}])
    olive.task("care", "Cat")
    assert rows(read(q="hana")) == ["Soup"]
    assert rows(read(q=" SOFA ")) == rows(read(q="living", view="time")) == ["The heaviest pieces"]
    page = read(q="so & so", view="time")
    assert "Nothing here has “<bdi>so &amp; so</bdi>” in it." in page
    assert "is spoken for" in page, "the share is that of all"
    page = read(q="soup", view="time")
    assert 'href="/m/' in page
    assert re.search(r'<a href="[^"?]*\?q=soup">To do</a>', page), "the other view keeps the search"
    assert re.search(r'<a href="[^"?]*\?view=time&amp;q=soup">By time</a>', read(q="soup")), "so it does there"
    assert re.search(r'<input[^>]*name="view" value="time"', page), "and the search the view"
    assert re.search(r'action="[^"]*/state\?at=open&amp;view=time&amp;q=soup"', page), (
        "and whatever is done leads back to both"
    )


@pytest.mark.parametrize("query", [{"view": "<b>"}, {"q": "x" * 5000}, {"stay": "a.b,.,9.open,1.nowhere"}])
def test_an_odd_address_is_the_board(opened: Opened, query: dict[str, str]) -> None:
    olive, read = opened
    olive.task("care", "Soup")
    page = read(**query)
    assert "<b>" not in page
    assert ("Soup" in rows(page)) is ("q" not in query)


def test_two_hundred_tasks_are_not_too_large_a_page(opened: Opened) -> None:
    olive, read = opened
    with olive.change() as change:
        helpers = [add_helper(change, {"name": f"Friend {number}"}) for number in range(60)]
        boxes: list[TaskFields] = [
            {
                "kind": Kind.BOX_LOAD,
                "title": f"Boxes from the living room {n}",
                "needed": 12,
                "starts": time(8 + n % 10),
            }
            for n in range(200)
        ]
        for number, task in enumerate(add_tasks(change, boxes)):
            for each in range(1 + number % 2):
                claim_task(change, task, helpers[(number * 7 + each) % 60], Wish(quantity=1))
    for query in ({}, {"view": "time"}):
        page = read(**query)
        assert len(page.encode()) <= MAX_BYTES
        assert len(re.findall(r"<[a-z]", page)) <= MAX_NODES


def test_what_is_done_leads_back_to_what_was_looked_at(running: Server) -> None:
    olive = Organizer(running)
    soup = olive.add(title="Soup")
    answer = olive.send(f"{olive.move}/tasks/{soup}/state?view=time&q=soup", state="done")
    assert answer.url.params["view"] == "time"
    assert answer.url.params["q"] == "soup"
    assert rows(answer.text) == ["Soup"]


def test_a_tick_stays_in_its_place_with_a_way_back(running: Server) -> None:
    olive = Organizer(running)
    soup, cat = olive.add(title="Soup"), olive.add(title="Cat")
    ticked = olive.post(f"{olive.move}/tasks/{soup}/state?at=open&view=time&q=o", tick="done")
    address = ticked.headers["location"]
    assert address.endswith(f"#task-{soup}")
    assert "view=time" in address, "as it was looked at"
    sent = olive.send(f"{olive.move}/tasks/{soup}/state?at=open", tick="done")
    page = olive.send(f"{olive.move}/tasks/{cat}/state?at=open&stay={soup}.open", tick="done").text
    assert '<section class="column" id="open"' in page
    assert '<section class="column" id="done"' not in page, "both are struck through where they were"
    assert rows(page) == rows(sent.text) == ["Soup", "Cat"]
    assert len(re.findall(r'class="did"', page)) == 1, "only what was just ticked can be undone in its row"
    assert 'id="undo"' not in page, "and not above the page, too"
    assert f'id="task-{cat}-did' in page
    assert '<section class="column" id="done"' in olive.get(olive.move).text, "opened anew it is in order"
    version = re.findall(rf'id="task-{cat}-version" name="version" value="(\d+)"', page)[0]
    undone = olive.send(f"{olive.move}/undo?stay={cat}.open", version=version)
    assert 'class="did"' not in undone.text
    row = re.findall(rf'<li class="([^"]*)" id="task-{cat}"', undone.text)
    assert row == ["note other"], "to do again"


def test_a_row_that_is_done_can_be_to_do_again(running: Server) -> None:
    olive = Organizer(running)
    soup = olive.add(title="Soup")
    olive.send(f"{olive.move}/tasks/{soup}/state?at=open", tick="done")
    page = olive.send(f"{olive.move}/tasks/{soup}/state?at=done", tick="open").text
    assert '<section class="column" id="done"' in page
    assert 'aria-pressed="true"' not in page


def test_a_crew_short_of_its_people_is_asked_after_when_it_is_done(running: Server) -> None:
    olive = Organizer(running)
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    people = f"{olive.move}/tasks/{sofa}/people?stay={sofa}.open"
    page = olive.send(f"{olive.move}/tasks/{sofa}/state?at=open", tick="done").text
    assert "No name is on it yet. Who was there?" in page
    assert f'action="{people}"' in page
    typed = {"on": "row", "anyway": "1", "key": "k" * 40}
    page = olive.send(people, who="Hana", **typed).text
    assert rows(page) == ["Sofa"]
    assert "1 of 3 is named. Who else?" in page
    assert f'id="task-{sofa}-undo"' in page
    again = olive.post(people, who=" ", **typed)
    assert (again.status_code, 'id="put-who"' in again.text) == (422, True), "its page says what is missing"
    assert "2 of 3 are named. Who else?" in olive.send(people, who="Tom", **typed).text
    page = olive.send(people, who="Ines", **typed).text
    assert "Who else?" not in page
    assert "<span>The name is on it.</span>" in page
    assert "Hana, Tom, Ines" in re.sub("<[^>]+>", "", page)


def test_what_is_dragged_to_done_is_asked_after_in_its_new_place(running: Server) -> None:
    olive = Organizer(running)
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    page = olive.send(f"{olive.move}/tasks/{sofa}/state?at=open", state="done").text
    assert '<section class="column" id="done"' in page
    assert "Who was there?" in page
    piano = olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    page = olive.send(f"{olive.move}/tasks/{piano}/state?at=open", tick="done", anyway="1").text
    assert "Who was there?" not in page, "nobody lifts it"
