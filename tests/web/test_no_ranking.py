"""Friends read who comes, by name, and what is left: no ranking, no thermometer, no figures that frighten."""

import re

from tests.conftest import Server
from tests.web.visit import Organizer, Visitor


def text_of(page: str) -> str:
    """What stands on a page before anything of it is opened: without what is folded, and without marks."""
    open_parts = re.sub(r"(?s)(<summary.*?</summary>).*?</details>", r"\1", page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", open_parts))


def test_no_quantity_stands_beside_a_name_but_with_the_organizer(server: Server) -> None:
    olive, hana, amina = Organizer(server), Visitor(server), Visitor(server)
    books = olive.add(kind="box_load", title="Books", needed="20")
    crew = olive.add(kind="heavy_item", title="Sofa", weight_kg="60")
    own = hana.send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="4")
    hana.send(f"{own.url.path}/claims", task=crew, quantity="2")
    amina.send(f"{olive.signup_link}/claims", task=books, name="Amina", quantity="8")
    for page in (Visitor(server).get(olive.signup_link).text, hana.get(own.url.path).text):
        text = text_of(page)
        assert re.search(r"Hana\s*,\s*Amina|Hana\s+Amina", text)
        assert not re.search(r"(Hana|Amina) \d", text)
    assert "You: 4 boxes" in hana.get(own.url.path).text.replace("<bdi>", "").replace("</bdi>", "")
    assert re.search(r"Amina 8 boxes", text_of(olive.get(f"{olive.move}/tasks/{books}").text))


def test_nothing_counts_what_is_open_and_nothing_fills_up(server: Server) -> None:
    olive = Organizer(server)
    for n in range(3):
        olive.add(kind="care", title=f"Lunch {n}")
    page = Visitor(server).get(olive.signup_link).text
    assert "<progress" not in page
    assert not re.search(r"\d+ (still open|of \d+)", text_of(page))
    assert "Nothing is spoken for yet." in olive.get(olive.move).text


def test_kilograms_stand_behind_a_question(server: Server) -> None:
    olive = Organizer(server, from_floor="1", to_floor="0")
    sofa = olive.add(kind="heavy_item", title="Sofa", weight_kg="47")
    olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    page = Visitor(server).get(olive.signup_link).text
    text = text_of(page)
    assert "3 people" in text
    assert "Heavy, 1 flight of stairs, 3 people" in page
    assert "Piano" not in text, "professionals take it over the stairs"
    assert not re.search(r"\d\s*kg", text)
    assert "How heavy?" in page
    assert "47 kg" in page
    assert "over 1 flight" in text_of(olive.get(f"{olive.move}/tasks/{sofa}").text)


def test_the_offered_default_is_what_one_carries_in_half_an_hour_or_all_that_is_left(server: Server) -> None:
    olive = Organizer(server, from_floor="1", to_floor="0")
    for title, needed, place in (("Books", "52", ""), ("Plates", "11", ""), ("Attic", "40", "old")):
        olive.add(kind="box_load", title=title, needed=needed, place=place)
    olive.add(kind="box_load", title="Glasses", needed="9", work="pack")
    page = Visitor(server).get(olive.signup_link).text
    defaults = re.findall(r'name="quantity"[^>]* value="(\d+)"', page)
    assert sorted(defaults) == ["11", "15", "3", "8"]
    assert [int(n) for n in re.findall(r"<small>(\d+) are about half an hour", page)] == [15, 8, 3]
    parts = re.findall(r'name="part" value="(\d+)">(An hour|All)', page)
    assert parts == [("30", "An hour"), ("40", "All"), ("16", "An hour"), ("52", "All"), ("6", "An hour"), ("9", "All")]
