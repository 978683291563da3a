"""Lists in other languages, held against what a friend would understand, and words that must not change English.

other_languages/ holds 16 lists in German, 26 in Spanish, five in French, four in Arabic, a line as "text => what it
is": `H` heading (`H:Room`), `S` stays, `-` not read as a thing, `key|key*count` things, `box*count`, `pack`, `trip`,
`care.sort`; ` ; ` between things, ` || ` between readings that are both right, ` @Room` where the line names its room.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from service.domain.figures import data
from service.domain.figures.catalogue import FOREIGN, LIKE, english_names, foreign_names, item, items, vehicles
from service.domain.models import Kind, Sort, Work
from service.domain.pasting import Thing, Understood, understand, vocabulary
from service.domain.pasting.foreign import in_english
from service.domain.pasting.lookup import is_box
from service.domain.pasting.words import fold, rows

LISTS = sorted(Path(__file__).with_name("other_languages").glob("*.txt"))
NAMES = Path(data.__file__).with_name("names")
MIN_RIGHT, MAX_WRONG = 0.95, 0.02
ALSO_ENGLISH = {"en", "grand", "la"}
"""Words of English names ("air con") that are translated there as well."""


def fits(thing: Thing, expected: str) -> bool:
    kind, _, detail = expected.replace("*", ".").partition(".")
    if kind == "trip":
        return thing.kind is Kind.TRIP
    if kind == "care":
        return thing.kind is Kind.CARE and detail in ("", thing.sort)
    if kind == "pack":
        return thing.work is Work.PACK and detail in ("", str(thing.count))
    known = is_box(thing.key) if kind == "box" else (thing.key or "x") in kind.split("|") or is_like(thing, kind)
    return known and detail == str(thing.count)


def is_like(thing: Thing, kind: str) -> bool:
    """Tell whether a thing is in its own words, and as heavy as one of these: "~chandelier"."""
    likes = [each for each in kind.split("|") if each.startswith(LIKE)]
    return thing.key is None and any(thing.weight_kg == item(each).weight_kg for each in likes)


def fit_together(things: list[Thing], expected: list[str]) -> bool:
    left = list(expected)
    for thing in things:
        found = next((each for each in left if fits(thing, each)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


class Judged:
    """One list, and each line as right, unclear or wrong."""

    def __init__(self, path: Path) -> None:
        rows = [row.partition(" => ") for row in path.read_text(encoding="utf-8").splitlines()]
        self.found: Understood = understand("\n".join(text for text, _, _ in rows))
        self.results: Counter[str] = Counter()
        self.not_right: list[str] = []
        room: str | None = ""
        for n, (text, _, said) in enumerate(rows, start=1):
            if not text.strip():
                continue
            expected, _, own = said.partition(" @")
            readings = [each.strip() for each in expected.split("||")]
            if readings[0].startswith("H"):
                room = readings[0][2:] or None
            result = self.judge(n, readings, own or room)
            self.results[result] += 1
            if result != "right":
                self.not_right.append(f"{result}: {text}, expected {expected}")

    def judge(self, n: int, readings: list[str], room: str | None) -> str:
        things = [each for each in self.found.things if each.line == n]
        plain = not things and any(each.startswith(("-", "H")) for each in readings)
        stays = not things and "S" in readings and any(each.line == n for each in self.found.staying)
        named = [each.split(" ; ") for each in readings if not each.startswith(("-", "H")) and each != "S"]
        carried = [each for each in things if each.kind in (Kind.BOX_LOAD, Kind.HEAVY_ITEM)]
        unclear = any(each.line == n for each in self.found.unclear)
        if plain or stays or any(fit_together(things, each) for each in named):
            in_room = room is None or all(each.room.casefold() == room.casefold() for each in carried)
            return "right" if in_room else "wrong"
        partly = any(all(any(fits(thing, one) for one in each) for thing in things) for each in named)
        return "unclear" if unclear and (partly or not things) else "wrong"


@pytest.mark.sampled
@pytest.mark.parametrize(("language", "lists"), [("de", 16), ("es", 26), ("fr", 5), ("ar", 4)])
def test_nineteen_lines_of_twenty_are_read_rightly_and_few_wrongly(language: str, lists: int) -> None:
    judged = [Judged(path) for path in LISTS if path.name.startswith(language)]
    results = sum((each.results for each in judged), Counter[str]())
    not_right = "\n".join(line for each in judged for line in each.not_right)
    assert len(judged) == lists
    assert results["right"] >= MIN_RIGHT * results.total(), not_right
    assert results["wrong"] <= MAX_WRONG * results.total(), not_right


def read(text: str) -> list[tuple[str | None, int]]:
    return [(thing.key, thing.count) for thing in understand(text).things]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Sofa 3-Sitzer", [("sofa_3_seat", 1)]),
        ("2er-Sofa", [("sofa_2_seat", 1)]),
        ("sofá de 2 plazas", [("sofa_2_seat", 1)]),
        ("Dreisitzer und Zweisitzer", [("sofa_3_seat", 1), ("sofa_2_seat", 1)]),
        ("zwei Küchenstühle", [("kitchen_chair", 2)]),
        ("zwei Kuechenstuehle", [("kitchen_chair", 2)]),
        ("Esstisch mit 4 Stühlen", [("dining_table_4", 1), ("dining_chair", 4)]),
        ("dos sillones y una cómoda", [("armchair", 2), ("drawers_large", 1)]),
        ("los colchones (2)", [("mattress_double", 2)]),
        ("lámpara de mesa", [("table_lamp", 1)]),
        ("Flurschrank", [("wardrobe_double", 1)]),
        ("ca. 20 Umzugskartons", [("box_medium", 20)]),
        ("unas 12 cajas de libros", [("box_small", 12)]),
        ("cosas de cocina 5 cajas", [("box_medium", 5)]),
        ("caja fuerte", [("safe_small", 1)]),
        ("Bett mit Lattenrost und Matratze", [("bed_frame_double", 1), ("mattress_double", 1)]),
        ("Teppich 2x3 m", [("rug_small", 1)]),
        ("كنبة بثلاثة مقاعد وكرسيان", [("sofa_3_seat", 1), ("dining_chair", 2)]),
        ("١٤ صندوق كتب", [("box_small", 14)]),
        ("١٢ صندوقًا من الكتب", [("box_small", 12)]),
        ("والكرسيّين، مكتب", [("dining_chair", 2), ("desk_large", 1)]),
        ("canapé 2 places", [("sofa_2_seat", 1)]),
        ("deux fauteuils et une commode", [("armchair", 2), ("drawers_large", 1)]),
        ("l’armoire et la commode", [("wardrobe_double", 1), ("drawers_large", 1)]),
        ("une vingtaine de cartons", [("box_medium", 20)]),
        ("bureau, chaise de bureau", [("desk_large", 1), ("office_chair", 1)]),
        ("bureau, chest of drawers", [("drawers_large", 1), ("drawers_large", 1)]),
        ("coffre-fort", [("safe_small", 1)]),
    ],
)
def test_things_are_read_in_other_languages(text: str, things: list[tuple[str, int]]) -> None:
    assert read(text) == things


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Kühlschrank putzen", Sort.CLEANING),
        ("limpiar la nevera", Sort.CLEANING),
        ("Vorhänge abnehmen", Sort.OTHER),
        ("descongelar la nevera", Sort.OTHER),
        ("Katze füttern", Sort.PETS),
        ("entregar las llaves", Sort.KEYS),
        ("تنظيف الثلاجة", Sort.CLEANING),
        ("décrocher les rideaux", Sort.OTHER),
        ("nettoyer le frigo", Sort.CLEANING),
        ("garder le chat", Sort.PETS),
    ],
)
def test_what_is_done_with_a_thing_is_not_carried(text: str, sort: Sort) -> None:
    assert [(thing.kind, thing.sort) for thing in understand(text).things] == [(Kind.CARE, sort)]


@pytest.mark.parametrize(
    "text",
    [
        *("Sofa bleibt hier", "Schrank kommt nicht mit", "el sofá no va", "la bici ya está allí"),
        *("le canapé reste ici", "الخزانة تبقى هنا"),
    ],
)
def test_what_stays_is_said_in_other_languages(text: str) -> None:
    understood = understand(text)
    assert (understood.things, [each.text for each in understood.staying]) == ([], [text])


@pytest.mark.parametrize("day", ["Saturday", "Samstag", "Sábado", "Samedi", "السبت"])
def test_a_heading_that_is_a_day_is_no_room(day: str) -> None:
    assert [thing.room for thing in understand(f"{day}:\n- 3 boxes\n- sofa").things] == ["", ""]


def test_no_word_of_the_parsers_english_is_translated() -> None:
    known = {word for words in vars(vocabulary).values() if isinstance(words, (frozenset, dict)) for word in words}
    names = [each.name for each in english_names()]
    names += [name for each in vehicles().values() for name in (*each.also, each.name)]
    known |= {word for name in names for word in re.findall(r"[a-z]+", name.lower())}
    short = {word for row in rows() if row.language == "en" for phrase in row.words for word in phrase}
    translated = {word for word in known if isinstance(word, str) and in_english(fold(word)) != (fold(word),)}
    assert translated - short == ALSO_ENGLISH


def test_every_name_is_of_a_thing_of_the_catalogue() -> None:
    assert {each.key.removeprefix(LIKE) for each in (*foreign_names(), *english_names())} <= set(items())
    assert {f"{each}.csv" for each in (*FOREIGN, "en")} == {path.name for path in NAMES.glob("*.csv")}
