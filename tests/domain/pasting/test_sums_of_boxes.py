"""How many boxes a list counts: ticked ones, logs of them, numbers that are put right, sums that are said."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand


def boxes_in(text: str) -> int:
    return sum(each.count for each in understand(text).things if each.kind is Kind.BOX_LOAD)


def carried_in(text: str) -> list[str]:
    return [each.words for each in understand(text).things if each.kind is Kind.HEAVY_ITEM]


@pytest.mark.parametrize(
    ("done", "carried", "boxes"),
    [
        ("DONE\n✔ packed: 4 boxes shoes\n✔ piano, movers took it\n\nNOT DONE\n☐ sofa", ["sofa"], 4),
        ("Done\n[x] Boxed: the records, 3 crates\n[x] rug rolled\n\nOpen\n[ ] sofa", ["rug rolled", "sofa"], 3),
        ("Erledigt\n[x] Gepackt: 5 Kisten Schuhe\n[x] Klavier abgeholt\n\nOffen\n[ ] Sofa", ["Sofa"], 5),
        ("[x] embaladas: 6 cajas de libros\n[ ] sofá\n[ ] mesa\n[x] bici", ["sofá", "mesa"], 6),
    ],
)
def test_what_is_packed_is_still_to_be_carried_though_it_is_ticked(done: str, carried: list[str], boxes: int) -> None:
    assert (carried_in(done), boxes_in(done)) == (carried, boxes)


@pytest.mark.parametrize(
    ("log", "carried", "boxes"),
    [
        ("BOX LOG\n\nBox 1: pans\nBox 2: cups\n#3-5 novels\n6, 7: games\n8 bath / towels\n\n4 chairs", ["4 chairs"], 8),
        ("Box 1: pans\nBox 2: cups\n3 towels\n(4 does not exist)\n5 toys\n6-8 shoes\nsofa", ["sofa"], 7),
        ("Kartonliste\nKarton 1: Bücher\nKarton 2: Töpfe\n3 Tücher\n4-6 Spiele\n7 Decken\n\n6 Stühle", ["6 Stühle"], 7),
        ("Caja 1: platos\nCaja 2 - ollas\n3 toallas\n4 y 5: libros\n6 juguetes\n\nsofá", ["sofá"], 6),
        ("Box 1: pans\nBox 2: cups\n3 chairs\n4 lamps\nsofa", ["3 chairs", "4 lamps", "sofa"], 2),
    ],
)
def test_a_log_goes_on_counting_where_it_leaves_out_the_word_box(log: str, carried: list[str], boxes: int) -> None:
    assert (carried_in(log), boxes_in(log)) == (carried, boxes)


@pytest.mark.parametrize(
    ("line", "boxes"),
    [
        ("Shoes, five bin bags. Naw, six.", 6),
        ("7 crates of toys, no, eight", 8),
        ("Books 4 boxes, sorry 5", 5),
        ("8 boxes, maybe nine", 9),
        ("Hall boxes, say six, seven at most", 7),
        ("Bücher 6 Kisten, nein, 7", 7),
        ("Kleider vier Säcke. Nee, fünf", 5),
        ("Kisten ohne Namen, so 5 bis 7 (ansehen!)", 7),
        ("ropa 4 bolsas, digo cinco", 5),
        ("6 cajas de libros, perdón, 7", 7),
        ("8 cajas, máximo nueve", 9),
    ],
)
def test_a_number_that_is_said_once_more_is_put_right(line: str, boxes: int) -> None:
    things = f"Sofa\nBett\nTisch\nmesa\nsilla\n- lamp\n{line}"
    assert boxes_in(things) == boxes


@pytest.mark.parametrize(
    ("lines", "boxes"),
    [
        ("12 boxes\nfive bags\nSo that makes seventeen boxes", 17),
        ("Books, eleven boxes\nHall boxes, say six\nSo what's that, eighteen boxes and bags or so", 17),
        ("zwölf Kisten Bücher\n3 Kisten Schuhe\nDas macht fünfzehn Kisten", 15),
        ("doce cajas de libros\n3 cajas de ropa\neso hace quince cajas", 15),
        ("12 boxes\nfive bags\nthirty boxes from the loft", 47),
    ],
)
def test_a_sum_that_is_said_in_words_is_not_counted_once_more(lines: str, boxes: int) -> None:
    assert boxes_in(f"sofa\nBett\nmesa\n{lines}") == boxes


@pytest.mark.parametrize(
    ("line", "boxes"),
    [
        ("Shoes 4 boxes, 2 to pack", 6),
        ("I have done seven boxes of them and there are still about two to go", 9),
        ("six crates filled, maybe another three", 9),
    ],
)
def test_boxes_that_are_still_to_be_filled_are_counted_in_words_too(line: str, boxes: int) -> None:
    assert boxes_in(f"sofa\nbed\n{line}") == boxes


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("My mammy's taking the bairns and the dug", {Kind.CARE}),
        ("The press in the lobby, nah, it's built in, so that's staying", set[Kind]()),
        ("Bairns' room, twa lamps", {Kind.HEAVY_ITEM}),
    ],
)
def test_scots_words_are_known(line: str, kinds: set[Kind]) -> None:
    assert {each.kind for each in understand(f"sofa\nbed\n{line}").things if each.line == 3} == kinds


@pytest.mark.parametrize(
    ("line", "carried", "boxes"),
    [
        ("china 7 boxes, glasses 2", [], 9),
        ("Geschirr ca. 6 Schachteln, Gläser 3", [], 9),
        ("platos 5 cajas, vasos 2", [], 7),
        ("12 Bananenschachteln Bücher", [], 12),
        ("4 boxes of books, lamp 2", ["lamp 2"], 4),
    ],
)
def test_contents_that_are_counted_behind_boxes_are_boxes_as_well(line: str, carried: list[str], boxes: int) -> None:
    things = f"{line}\nsofa\nBett\nmesa"
    assert (carried_in(things), boxes_in(things)) == ([*carried, "sofa", "Bett", "mesa"], boxes)


@pytest.mark.parametrize(
    "line",
    [
        "We need 20 empty boxes delivered on Monday",
        "fetch 10 empty crates from the shop",
        "12 leere Kisten noch beim Baumarkt holen",
        "recoger 12 cajas vacías en el súper",
    ],
)
def test_empty_boxes_that_somebody_has_to_get_are_an_errand(line: str) -> None:
    assert boxes_in(f"sofa\nBett\nmesa\n2 boxes\n{line}") == 2


@pytest.mark.parametrize(
    ("line", "boxes"),
    [
        ("12 boxes, 7 are packed", 12),
        ("Schuhe, 6 Kisten, 2 habe ich schon", 6),
        ("8 crates, 3 done so far", 8),
        ("8 crates, 3 more from the loft", 11),
    ],
)
def test_boxes_that_are_packed_already_are_some_of_those_before(line: str, boxes: int) -> None:
    assert boxes_in(f"sofa\nBett\nTisch\n{line}") == boxes
