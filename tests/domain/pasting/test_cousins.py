"""Lines in German and Spanish, several hundred of each, as many people write them: cousins of those that were misread.

Each says behind an arrow what is on it: kinds by their letters (H carried, B boxes, R a drive, C care) with a count or
"-" for any, `s` for what stays, `any` for one thing at least. "H1/C" is either, "H1/" may be missing.
"""

from pathlib import Path

import pytest

from service.domain.models import Kind
from service.domain.pasting import Thing, understand, vocabulary
from service.domain.pasting.index import names

COUSINS = Path(__file__).with_name("cousins")
LETTERS = {Kind.HEAVY_ITEM: "H", Kind.BOX_LOAD: "B", Kind.TRIP: "R", Kind.CARE: "C"}
LEAST_RIGHT = 0.94
LINES_OF_A_LIST = 14
ACTED_ON = (
    vocabulary.STAYS | vocabulary.PROSE | vocabulary.NOTE_STARTS | vocabulary.WEEKDAYS
    | vocabulary.word_set("goes by please about takes also too only carry bring fetch cook register dismantle")
)  # fmt: skip
"""English words that say what is to be done with a thing, or nothing of it."""


def fits(thing: Thing, said: str) -> bool:
    return any(
        each[0] == LETTERS[thing.kind] and each[1:] in ("", "-", str(thing.count)) for each in said.split("/") if each
    )


def is_right(expected: str, things: list[Thing], *, stays: bool) -> bool:
    if expected in ("any", "s"):
        return bool(things) if expected == "any" else stays and not things
    left = list(things)
    for said in expected.split():
        found = next((each for each in left if fits(each, said)), None)
        if found is not None:
            left = [each for each in left if each is not found]
        elif not said.endswith("/"):
            return False
    return not left


@pytest.mark.parametrize("language", ["de", "es"])
def test_lines_of_many_people_are_read_as_they_are_meant(language: str) -> None:
    rows = [row.split(" => ") for row in (COUSINS / f"{language}.txt").read_text(encoding="utf-8").splitlines()]
    wrong = []
    for begins in range(0, len(rows), LINES_OF_A_LIST):
        part = rows[begins : begins + LINES_OF_A_LIST]
        found = understand("\n".join(text for text, _ in part))
        staying = {quote.line for quote in found.staying}
        for n, (text, expected) in enumerate(part, start=1):
            if not is_right(expected, [each for each in found.things if each.line == n], stays=n in staying):
                wrong.append(text)
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(rows), wrong


def test_no_name_of_a_thing_is_a_word_that_says_what_becomes_of_it() -> None:
    assert not [names()[frozenset({word})] for word in ACTED_ON if frozenset({word}) in names()]
