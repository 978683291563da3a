"""The catalogue as data: how much there is, that each row can be true, and that names are read as what they name."""

import re

import pytest

from service.domain.figures import lifting
from service.domain.figures.catalogue import (
    LIKE,
    Item,
    WrittenName,
    english_names,
    foreign_names,
    item,
    items,
    kinds,
    written_names,
)
from service.domain.pasting import Thing, understand
from service.domain.pasting.words import fold
from tests.sizes import size

LEAST_THINGS = 590
LEAST_NAMES = {"en": 7_000, "de": 4_700, "es": 3_000, "fr": 800, "ar": 650}
CATEGORIES = {"living room", "dining room", "kitchen", "bedroom", "child room", "office", "laundry", "bathroom",
    "garage", "garden", "sport", "pets", "box"}  # fmt: skip
AIDS = {"", "hand truck", "furniture dolly", "appliance dolly", "piano dolly"}
FIGURES_FROM = {"cube sheet", "reuse avg", "haulier table", "maker spec", "own estimate"}
DENSEST_KG_PER_M3 = 2_600
"""Kilograms of a cubic metre of an anvil, with the air around it."""
READ_BACK = 0.96
"""Names that read as their thing as they stand; the others are two things ("broom, mop and bucket"), or a room, too."""
EACH = size("NAMES", 23, 1)
"""One name in so many is read back."""


def test_there_are_things_and_names_enough() -> None:
    assert len(items()) >= LEAST_THINGS
    assert [code for code, least in LEAST_NAMES.items() if len(written_names(code)) < least] == []


def is_true_to_life(each: Item) -> bool:
    dense = 0 < each.weight_kg / each.volume_m3 <= DENSEST_KG_PER_M3
    crew = lifting.crew(each.load_kg, 0).people <= each.least <= 4 and 1 <= each.least_with_aid <= each.least
    known = each.category in CATEGORIES and each.aid in AIDS and set(re.split(r"[|/]", each.source)) <= FIGURES_FROM
    by_hand = not each.no_hand_lift or each.least == 4
    return dense and crew and known and by_hand


def test_every_row_can_be_true() -> None:
    assert [each.key for each in items().values() if not is_true_to_life(each)] == []


def test_no_name_is_of_two_things() -> None:
    assert len({each.name for each in items().values()}) == len(items())
    for language in ("en", "de", "es", "ar", "fr"):
        keys: dict[str, set[str]] = {}
        for each in english_names() if language == "en" else written_names(language):
            keys.setdefault(fold(each.name.lower()), set()).add(each.key)
        assert {name: both for name, both in keys.items() if len(both) > 1} == {}


def test_every_name_is_written_as_people_write() -> None:
    names = [each.name for each in (*english_names(), *foreign_names())]
    assert [name for name in names if not name or name != name.strip() or "  " in name] == []


def _as_named(thing: Thing) -> tuple[str | None, float | None]:
    return thing.key, thing.weight_kg


def _of(name: WrittenName) -> tuple[str | None, float]:
    """The thing of a name; with words of its own, one as heavy."""
    return None if name.key.startswith(LIKE) else name.key, item(name.key).weight_kg


@pytest.mark.long
def test_names_are_read_back_as_their_things() -> None:
    asked = written_names("en")[::EACH]
    wrong = [
        each for each in asked if [_as_named(thing) for thing in understand(f"- {each.name}").things] != [_of(each)]
    ]
    assert len(wrong) <= (1 - READ_BACK) * len(asked), wrong


def test_a_kind_is_no_thing_by_itself_and_near_to_one() -> None:
    own = {each.name for each in english_names()}
    assert [noun for noun, key in kinds().items() if noun in own or key not in items()] == []


@pytest.mark.parametrize(("words", "like"), [("3 egg timers", "kitchen_scales"), ("2 nacho makers", "small_appliance")])
def test_a_thing_that_nobody_knows_weighs_what_its_kind_does(words: str, like: str) -> None:
    [thing] = [each for each in understand(f"{words} and a lamp").things if each.key is None]
    assert (thing.weight_kg, thing.explicit_weight) == (item(like).weight_kg, False)
    assert thing.doubtful


@pytest.mark.parametrize("words", ["a tuba", "Deckenlampe", "2 chess sets", "frazada"])
def test_a_thing_that_is_only_like_one_of_the_catalogue_keeps_its_own_words(words: str) -> None:
    [thing] = understand(f"- {words}").things
    assert (thing.key, thing.text, thing.doubtful) == (None, words, True)
    assert thing.weight_kg is not None


def test_a_thing_of_no_kind_has_no_weight() -> None:
    [thing] = [each for each in understand("2 wobblethings and a lamp").things if each.key is None]
    assert thing.weight_kg is None
