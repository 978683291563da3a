"""Spanish of Spain, Mexico, Argentina, Colombia and Chile: endings, "X de Y", words that English has too, verbs."""

import pytest

from service.domain.models import Kind, Sort
from service.domain.pasting import understand

SPEAKS = "\nunas cajas\nla silla\nel armario"
"""Lines that tell the language of a list, behind the one that is tried."""
CARRIED = (Kind.HEAVY_ITEM, Kind.BOX_LOAD)


def first(text: str) -> list[tuple[str | None, int]]:
    found = understand(text + SPEAKS).things
    return [(thing.key, thing.count) for thing in found if thing.line == 1 and thing.kind in CARRIED]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("2 altavoces de pie", [("floor_speakers", 2)]),
        ("dos armaritos", [("wardrobe_single", 2)]),
        ("tres banquitos de bar", [("bar_stool", 3)]),
        ("la camita del perro", [("dog_bed", 1)]),
        ("HELADERA y LAVARROPAS", [("fridge_freezer", 1), ("washing_machine", 1)]),
        ("comoda, velador, sofa de dos cuerpos", [("drawers_large", 1), ("bedside_table", 1), ("sofa_2_seat", 1)]),
        ("sillón de 3 cuerpos", [("sofa_3_seat", 1)]),
        ("cama de una plaza", [("bed_single", 1)]),
        ("mesa de luz", [("bedside_table", 1)]),
        ("silla de la oficina", [("office_chair", 1)]),
        ("tele de la cocina", [("tv_32", 1)]),
        ("caja de herramientas", [("toolbox", 1)]),
        ("saco de dormir", [("sleeping_bag", 1)]),
        ("11 tuppers y once cajas", [("tote_medium", 11), ("box_medium", 11)]),
        ("treinta y dos cajas", [("box_medium", 32)]),
        ("ciento y pico cajas", [("box_medium", 110)]),
        ("medio centenar de cajas", [("box_medium", 50)]),
        ("una docena larga de cajas", [("box_medium", 12)]),
        ("7 bultos", [("box_medium", 7)]),
        ("bombona de butano y licuadora", [("gas_bottle", 1), ("blender", 1)]),
        ("3 cajones con juguetes", [("crate_plastic", 3)]),
        ("bajarla: la nevera", [("fridge_freezer", 1)]),
        ("plancha", [("iron", 1)]),
        ("6 o 7 cajas y un par de maletas", [("box_medium", 7), ("suitcase", 2)]),
        ("Sofá 2 pl.", [("sofa_2_seat", 1)]),
        ('pantalla de 55"', [("tv_65", 1)]),
        ("tele de 32 y soporte", [("tv_50", 1)]),
        ("escritorio gde c/ cajonera", [("desk_large", 1)]),
        ("comedor 6 puestos", [("dining_table_6", 1)]),
    ],
)
def test_things_are_read_as_people_call_them(text: str, things: list[tuple[str, int]]) -> None:
    assert first(text) == things


@pytest.mark.parametrize("text", ["funda de sofá", "mando de la tele", "patas de la mesa"])
def test_a_thing_of_another_thing_is_not_the_other(text: str) -> None:
    assert {key for key, _ in first(text)} <= {None}


@pytest.mark.parametrize(
    ("text", "kind", "sort"),
    [
        ("dejar al gato con mi madre", Kind.CARE, Sort.PETS),
        ("niños con los abuelos", Kind.CARE, Sort.CHILDREN),
        ("pizza para todos", Kind.CARE, Sort.FOOD),
        ("comprar unas tortas", Kind.CARE, Sort.FOOD),
        ("entregar las llaves", Kind.CARE, Sort.KEYS),
        ("trapear el piso", Kind.CARE, Sort.CLEANING),
        ("desarmar la cama", Kind.CARE, Sort.OTHER),
        ("recoger la furgoneta a las 9", Kind.TRIP, None),
        ("pasar por la camioneta", Kind.TRIP, None),
        ("viaje al punto limpio", Kind.TRIP, None),
        ("devolver la furgoneta", Kind.TRIP, None),
        ("un flete", Kind.TRIP, None),
    ],
)
def test_care_and_trips_are_told(text: str, kind: Kind, sort: Sort | None) -> None:
    found = [(thing.kind, thing.sort) for thing in understand(text + SPEAKS).things if thing.line == 1]
    assert found == [(kind, sort)]


@pytest.mark.parametrize(
    "text",
    [
        *("el microondas lo regalo", "la mecedora ya la vendí", "el sofá se lo queda Marta", "la vitro es del casero"),
        *("el armario tampoco va", "tirar la estantería vieja", "no llevar: la alfombra", "la tele la dejamos aquí"),
    ],
)
def test_what_stays_is_not_carried(text: str) -> None:
    understood = understand(text + SPEAKS)
    assert [thing for thing in understood.things if thing.line == 1] == []
    assert [each.line for each in understood.staying] == [1]


@pytest.mark.parametrize("text", ["a van", "once more", "shoe rack", "play kitchen", "hay bale", "the closet room"])
def test_words_that_english_has_too_keep_their_meaning_in_english_lists(text: str) -> None:
    behind = "\n3 boxes\nthe chair\na wardrobe"
    read = [(thing.key, thing.kind, thing.count) for thing in understand(text + behind).things if thing.line == 1]
    assert (None, Kind.HEAVY_ITEM, 11) not in read
    assert all(key not in ("tv_stand", "wardrobe_double") for key, _, _ in read)


@pytest.mark.parametrize("title", ["Lista:", "Lista mudanza:", "Lista de Juan:"])
def test_a_list_is_not_ready_because_it_is_called_one(title: str) -> None:
    understood = understand(f"{title}\n- 5 cajas\n- la silla\n- el armario")
    assert len(understood.things) == 3
    assert understood.done == []
