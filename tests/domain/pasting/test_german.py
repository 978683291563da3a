"""German words are read by their parts, and a word that is English as well only in a German list."""

import pytest

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
