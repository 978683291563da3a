"""What is not lifted by hand: over stairs professionals take it and no friend is asked, on the flat it rolls."""

import re

from tests.conftest import Server
from tests.web.friends.test_parts_of_boxes import text_of
from tests.web.organizer.test_pasting import form_of
from tests.web.visit import Organizer, Visitor

STAIRS = {"from_floor": "2", "to_floor": "0"}
FLAT = {"from_floor": "0", "to_floor": "0"}


def other_task(page: str) -> int:
    """The number of the only task."""
    [n] = re.findall(r'<li class="slip [^>]*id="task-(\d+)"', page)
    return int(n)


def slip(page: str, task: int) -> str:
    return page.split(f'id="task-{task}"')[1].split("</li>", 1)[0]


def test_over_stairs_no_friend_is_asked_for_a_piano(server: Server) -> None:
    olive = Organizer(server, **STAIRS)
    piano = olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    page = Visitor(server).get(olive.signup_link).text
    assert "I’ll take it" in slip(page, sofa)
    own = Visitor(server).send(f"{olive.signup_link}/claims", task=sofa, name="Hana", quantity="1").text
    for read in (page, own, Visitor(server).get(f"{olive.signup_link}/print").text):
        assert "Piano" not in read, "no friend has taken it, and none is to"
    olive.send(f"{olive.move}/tasks/{piano}/people", who="Tom", quantity="1")
    told = slip(Visitor(server).get(olive.signup_link).text, piano)
    assert "Professionals take it over the stairs; nobody has to lift it" in told
    assert "Tom" in told
    for riddle in ("I’ll take it", "people", "flight", "How heavy", "kg", "Carrying", "<form"):
        assert riddle not in told


def test_a_sheet_of_what_professionals_take_is_taken_care_of(server: Server) -> None:
    olive = Organizer(server, **STAIRS)
    olive.add(kind="heavy_item", title="Safe", weight_kg="150")
    page = Visitor(server).get(olive.signup_link).text.split("<body")[1]
    assert "Everything is taken care of" in page
    assert "Safe" not in page


def test_nobody_is_to_ask_a_friend_for_it_but_of_their_own_accord(server: Server) -> None:
    olive = Organizer(server, **STAIRS)
    piano = olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    assert f'id="task-{piano}-ask"' not in olive.get(olive.move).text
    assert f"task-{piano}" not in olive.get(f"{olive.move}/ask").text
    assert "Piano" in olive.get(f"{olive.move}/ask?task={piano}").text


def test_on_the_flat_it_rolls_and_hands_are_welcome(server: Server) -> None:
    olive, hana = Organizer(server, **FLAT), Visitor(server)
    piano = olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    told = slip(hana.get(olive.signup_link).text, piano)
    assert "It rolls on the flat; nobody has to lift it" in told
    assert "I’ll take it" in told
    assert "more people" not in told
    own = hana.send(f"{olive.signup_link}/claims", task=piano, name="Hana", quantity="1")
    assert "It rolls on the flat; nobody has to lift it" in own.text
    assert f'id="task-{piano}-ask"' in olive.get(olive.move).text


def test_the_preview_says_who_takes_it(server: Server) -> None:
    olive = Organizer(server, **STAIRS)
    page = text_of(olive.post(f"{olive.move}/paste", text="piano\nsofa\n").text)
    assert "professionals, or rolling on one floor" in page


def test_counts_that_contradict_a_corrected_number_of_boxes_are_not_shown(server: Server) -> None:
    olive = Organizer(server, **FLAT)
    listed = "Books\n- 3 boxes of maps\n- 35 boxes of novels\n- 14 boxes of atlases\n"
    form = form_of(olive.post(f"{olive.move}/paste", text=listed).text)
    at = next(name.removeprefix("kind-") for name, value in form.items() if value == "box_load")
    assert form[f"needed-{at}"] == "52"
    olive.send(f"{olive.move}/paste/tasks", **form | {"do": "save"})
    assert "35 ×" in Visitor(server).get(olive.signup_link).text
    again = olive.post(f"{olive.move}/paste/tasks", **form | {"do": "again", f"needed-{at}": "45"}).text
    assert " × " not in text_of(again)
    other = Organizer(server, **FLAT)
    other.send(f"{other.move}/paste/tasks", **form | {"do": "save", f"needed-{at}": "45"})
    raw = Visitor(server).get(other.signup_link).text
    assert re.search(r"\d+ boxes", text_of(raw))
    assert " × " not in raw.split("<main")[1]
    [named] = re.findall(r'"facts">([^<]*<bdi>.*?)</p>', slip(raw, other_task(raw)))
    assert len(re.findall("<bdi>", named)) == len(set(re.findall("<bdi>(.*?)</bdi>", named))), named


def test_the_page_of_every_kind_of_task_says_how_long_it_takes(server: Server) -> None:
    olive = Organizer(server, **FLAT)
    for kind in ("box_load", "heavy_item", "care", "trip"):
        n = olive.add(kind=kind, title=kind, needed="4", minutes="95")
        page = text_of(olive.get(f"{olive.move}/tasks/{n}").text)
        assert "about an hour and a half" in page
        assert not re.search(r"\d (?:min|h\b)", page), "names stand beside it"
