"""German words are read by their parts, and a word that is English as well only in a German list."""

import pytest

from service.domain.pasting import understand
from service.domain.pasting.german import read_inflected, read_parts
from service.domain.pasting.languages import languages_of


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("flurschrank", ["hall", "wardrobe"]),
        ("gaestezimmerbetten", ["guestroom", "beds"]),
        ("kellerregalen", ["cellar", "shelves"]),
        ("plattenkiste", ["records", "box"]),
        ("einundzwanzig", ["21"]),
        ("fuenfunddreissig", ["35"]),
        ("hundertzwanzig", ["120"]),
        ("dreiundzwei", []),
        ("wunderbar", []),
        ("a" * 50 + "tisch", []),
    ],
)
def test_a_word_is_read_by_its_parts(word: str, english: list[str]) -> None:
    assert list(read_parts(word)) == english


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("kleineren", ["small"]),
        ("kleinem", ["small"]),
        ("tischchen", ["table"]),
        ("schraenkchen", ["wardrobe"]),
        ("tischerl", ["table"]),
        ("stuehli", ["chair"]),
        ("sesseln", ["sessels"]),
    ],
)
def test_a_word_is_read_in_its_other_forms(word: str, english: list[str]) -> None:
    assert list(read_inflected(word)) == english


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("sofa, two tables\n3 boxes of books\nwardrobe from my gran", set()),
        ("Flurschrank", {"de"}),
        ("the Schrank and my two old tables, 3 boxes, a lamp and the rug", set()),
        ("zwei Kuechenstuehle, ein Tisch, IKEA Kallax", {"de"}),
        ("dos sillones y una cómoda", {"es"}),
        ("bureau, chaise de bureau", {"fr"}),
    ],
)
def test_a_list_tells_the_language_that_it_speaks(text: str, languages: set[str]) -> None:
    assert set(languages_of(text)) == languages


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Bett 180x200", ["bed_king"]),
        ("2 Betten 90x200", ["bed_single"]),
        ("Bett 1,40 m", ["bed_double"]),
        ("Bett 80 kg", ["bed_double"]),
        ("90er Matratze", ["mattress_single"]),
        ("Matratze 1,60", ["mattress_queen"]),
        ("Bett 180x200, Matratze", ["bed_frame_king", "mattress_king"]),
        ("mattress 90 x 200 cm", ["mattress_single"]),
    ],
)
def test_the_width_of_a_bed_says_its_size(text: str, keys: list[str]) -> None:
    assert [thing.key for thing in understand(text).things] == keys


def test_a_german_telephones_chat_and_a_table_with_empty_cells_are_read() -> None:
    chat = "[12.3., 18:22] Lisa: das Sofa\n[12.3., 18:24] Jonas: und 6 Kartons"
    table = "Zimmer;Gegenstand;Anzahl;Bemerkung\nBüro;Drehstuhl;2;\nKüche;Tisch;1;rund"
    assert [(thing.key, thing.count) for thing in understand(chat).things] == [("sofa_3_seat", 1), ("box_medium", 6)]
    assert [(thing.key, thing.count, thing.room) for thing in understand(table).things] == [
        ("office_chair", 2, "Büro"),
        ("kitchen_table", 1, "Küche"),
    ]


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("Die Gefriertruhe und das Klavier haben wir verschenkt.", []),
        ("Herd und Kühlschrank bleiben hier", []),
        ("the fridge and the cooker stay", []),
        ("Sofa kommt mit, Tisch und Stühle bleiben da", ["sofa_3_seat"]),
        ("sofa, the fridge stays", ["sofa_3_seat"]),
        ("Schlafzimmer -> Müll\nBett\nSchrank", []),
    ],
)
def test_what_a_verb_in_its_plural_says_holds_for_all_before_it(text: str, carried: list[str]) -> None:
    understood = understand(text)
    assert [thing.key for thing in understood.things] == carried
    assert understood.unclear == []
