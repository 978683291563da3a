"""What a list tells about itself: what its ticks mean, which of its numbers are sums, who fetches what."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand


def read(text: str) -> tuple[list[str], int]:
    """Read the words of what is carried, and the sum of all boxes."""
    things = understand(text).things
    boxes = sum(each.count for each in things if each.kind is Kind.BOX_LOAD)
    return [each.words for each in things if each.kind is Kind.HEAVY_ITEM], boxes


@pytest.mark.parametrize(
    ("told", "is_still_here"),
    [
        ("[x] = taped shut and ready to load", True),
        ("x means packed", True),
        ("A tick means the box is closed", True),
        ("Haken = zugeklebt", True),
        ("[x] heißt fertig gepackt", True),
        ("[x] significa que está embalado", True),
        ("lo marcado está listo y precintado", True),
        ("**x = already over at the new place**", False),
        ("[x] bedeutet schon drüben", False),
        ("con x: ya está allá", False),
    ],
)
def test_a_list_tells_what_its_ticks_mean(told: str, is_still_here: bool) -> None:
    carried = (["radio", "sofa"], 5) if is_still_here else (["sofa"], 0)
    assert read(f"{told}\n\n- [x] 5 boxes\n- [x] radio\n- [ ] sofa") == carried


@pytest.mark.parametrize(
    ("lines", "boxes"),
    [
        ("Study\n6 boxes\nHall\n9 boxes\n\nthats 15 boxes all told plus the shoes", 15),
        ("6 boxes of books\n9 boxes of pans\nso about 16 boxes altogether I reckon", 15),
        ("Flur: 4 Kisten\nKüche: 9 Kisten\nZwischensumme 13 Kisten\nBad: 2 Kisten\nmacht insgesamt 15 Kisten", 15),
        ("5 cajas de ropa\n7 cajas de platos\nsubtotal: 12 cajas\n3 cajas de libros\nson 15 cajas en total", 15),
        ("6 boxes of books\n9 boxes of pans\n40 boxes in all in the garage, not counted yet", 55),
        ("In total 20 boxes\nsofa", 20),
    ],
)
def test_boxes_that_are_summed_up_are_not_counted_once_more(lines: str, boxes: int) -> None:
    assert read(f"rug\nlamp\n{lines}")[1] == boxes


@pytest.mark.parametrize(
    "heading",
    [
        "Uncle Joe fetching himself",
        "Beth and Tim (they pick up themselves on the 3rd)",
        "Estate clearance (Tue 9am, 240 quid)",
        "Clearance firm - they take everything",
        "Tante Erna holt selber",
        "Der Entrümpler (Mo, nimmt alles)",
        "Marta (los recoge ella misma)",
        "El del vaciado (lunes, 200 euros)",
    ],
)
def test_below_those_who_fetch_their_things_themselves_nothing_is_carried(heading: str) -> None:
    assert read(f"Hall\nsofa\n2 boxes\n\n{heading}\nbench\n9 boxes\nfridge, clock") == (["sofa"], 2)


@pytest.mark.parametrize(
    "errand",
    [
        "buy 12 more cartons and tape",
        "someone has to order 25 boxes",
        "30 crates still to be bought",
        "noch 20 Kisten kaufen",
        "wir müssen noch 15 Kartons bestellen",
        "hay que comprar 10 cajas",
        "comprar 8 cajas más y cinta",
    ],
)
def test_boxes_that_are_still_to_be_bought_are_an_errand(errand: str) -> None:
    text = f"sofa\nBett\nlibros\n5 cajas\n{errand}"
    assert read(text)[1] == 5
    assert [each.kind for each in understand(text).things if each.line == 5] == [Kind.CARE]


@pytest.mark.parametrize(
    "line",
    [
        "the rosewood harp: NOT US",
        "harp - harp men - not us, the specialist company collects on Friday",
        "gym bench, not to be transported",
        "propane tank, we are surrendering it",
        "bookcase DONATE - Goodwill picks up Monday",
        "Box 6: cups, already at Mill Road",
        "3 boxes of bank papers, to be shredded, they get shredded",
        "3 Kartons Akten, werden vernichtet",
        "5 cajas de papeles, se trituran",
        "la mesa y la silla son de la facultad",
        "el armario es de la inmobiliaria",
    ],
)
def test_what_somebody_else_owns_or_fetches_or_shreds_stays(line: str) -> None:
    assert read(f"sofá\nBett\nlamp\n4 boxes\n{line}") == (["sofá", "Bett", "lamp"], 4)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("someone fetches the van at nine, I can not take it", Kind.TRIP),
        ("jemand fährt Opa mit dem Auto, er passt nicht in den LKW", Kind.TRIP),
        ("feed the hens, they are not coming with us", Kind.CARE),
        ("walk the dog, she does not want to go in the van", Kind.CARE),
    ],
)
def test_an_errand_is_not_taken_back_by_a_remark_behind_it(line: str, kind: Kind) -> None:
    assert [each.kind for each in understand(f"sofa\nBett\nlamp\n{line}").things if each.line == 4] == [kind]


@pytest.mark.parametrize(
    ("line", "boxes"),
    [
        ("two sacks of duvets", 2),
        ("and 3 black sacks of pillows", 3),
        ("4 bales of curtains", 4),
        ("2 Säcke Bettdecken", 2),
        ("tres sacos de mantas", 3),
        ("a sack of compost", 0),
    ],
)
def test_sacks_of_what_goes_into_boxes_are_counted_as_boxes(line: str, boxes: int) -> None:
    assert read(f"sofa\nBett\nmesa\n{line}")[1] == boxes


@pytest.mark.parametrize(
    ("line", "carried", "boxes"),
    [
        ("bueno en el dormitorio está la cómoda", ["bueno en el dormitorio está la cómoda"], 0),
        ("de la baulera salen 3 cajas de adornos", [], 3),
        ("del altillo sale una caja más la lámpara", ["lámpara"], 1),
    ],
)
def test_spoken_spanish_names_things_behind_where_they_are(line: str, carried: list[str], boxes: int) -> None:
    assert read(f"sofá\nmesa\nsilla\n{line}") == (["sofá", "mesa", "silla", *carried], boxes)


@pytest.mark.parametrize(
    "title",
    [
        "GRANDAD'S BUNGALOW, 3 Oak Crescent (ground floor, narrow hall)",
        "Flat 7, 22 Canal Street",
        "Omas Wohnung, Lindenweg 8 / Haus 3 am Markt Platz",
        "Depto de la abuela, Calle Mayor 14",
        "CARTON REGISTER - from Oak Road to Hill Lane, move day 3 May",
    ],
)
def test_the_first_line_may_say_whose_home_it_is(title: str) -> None:
    assert read(f"{title}\n\nsofa\nmesa\nBett\n4 boxes") == (["sofa", "mesa", "Bett"], 4)


@pytest.mark.parametrize(
    "line",
    [
        "mop through and wipe out drawers",
        "hoover round the stairs",
        "walk-through with the agent, 3pm",
        "final inspection Tues",
        "line trim the edges",
        "Wohnung weißeln",
        "Küche weißen",
        "Fliesen verfugen 🙈",
        "trapear todo",
        "los niños con los abuelos",
        "kids with my sister",
    ],
)
def test_what_is_to_be_done_in_the_old_home_is_help_without_lifting(line: str) -> None:
    things = [each for each in understand(f"sofa\nBett\nmesa\n4 boxes\n{line}").things if each.line == 5]
    assert {each.kind for each in things} == {Kind.CARE}


@pytest.mark.parametrize(
    ("line", "carried", "boxes"),
    [
        ("Lauge in einer Wanne, oben offen", [], 1),
        ("Klavier - mind. 4 Leute", ["Klavier - mind. 4 Leute"], 0),
    ],
)
def test_german_tubs_and_short_words_are_known(line: str, carried: list[str], boxes: int) -> None:
    assert read(f"Sofa\nBett\nTisch\nStuhl\n{line}") == (["Sofa", "Bett", "Tisch", "Stuhl", *carried], boxes)


@pytest.mark.parametrize(
    "line", ["Rex to kennels Thurs", "Mitzi to the cattery on Friday", "Pepper and Salt at boarding 3/4-3/6"]
)
def test_an_animal_is_told_by_where_it_is_looked_after(line: str) -> None:
    things = [each for each in understand(f"sofa\nbed\n{line}").things if each.line == 3]
    assert {each.kind for each in things} == {Kind.CARE}
