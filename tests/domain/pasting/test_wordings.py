"""Kinds of lines, each in many wordings: none is from a batch of lists that is measured.

A line of wordings/NAME.txt is "text => H1 B2": H things that are carried, B boxes, C care, T drives, each with its
number, which may be `*`; `-` nothing to do; `|` between readings that are both right.
"""

from pathlib import Path

import pytest

from service.domain.figures.catalogue import english_names
from service.domain.models import Kind
from service.domain.pasting import Thing, understand

LETTERS = {Kind.HEAVY_ITEM: "H", Kind.BOX_LOAD: "B", Kind.CARE: "C", Kind.TRIP: "T"}
AMONG = ("- sofa\n- {}\n- 3 crates of cds\n- rug\n- tv stand", "sofa\n{}\n3 crates of cds\nrug\ntv stand")
"""A line as an entry with a mark, and without one."""
FILES = sorted(Path(__file__).with_name("wordings").glob("*.txt"))
LEAST = 0.85
FORMS = ("- {}", "- 2 {}", "- old {}", "- {} (kitchen)", "{}")
EVERY = 8
"""One name of so many is read, each in the next form."""


def fits(things: list[Thing], expected: str) -> bool:
    found = sorted((LETTERS[each.kind], each.count) for each in things)
    return any(_fits(found, reading.split()) for reading in expected.split("|"))


def _fits(found: list[tuple[str, int]], wanted: list[str]) -> bool:
    if wanted in (["-"], ["*"]):
        return not found or wanted == ["*"]
    pairs = zip(found, sorted(wanted), strict=False)
    return len(found) == len(wanted) and all(
        letter == want[0] and (want[1:] == "*" or letter == "C" or count == int(want[1:]))
        for (letter, count), want in pairs
    )


@pytest.mark.sampled
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nearly_every_wording_of_a_kind_is_read(path: Path) -> None:
    rows = [row.partition(" => ") for row in path.read_text(encoding="utf-8").splitlines()]
    missed = [
        text
        for text, _, expected in rows
        for among in AMONG
        if not fits([each for each in understand(among.format(text)).things if each.line == 2], expected)
    ]
    assert len(missed) <= (1 - LEAST) * len(rows) * len(AMONG), missed


def test_a_name_of_the_catalogue_on_a_line_of_its_own_is_that_thing() -> None:
    names = [each.name for each in english_names() if " and " not in each.name and " with " not in each.name][::EVERY]
    missed = []
    for at, form in enumerate(FORMS):
        own = names[at :: len(FORMS)]
        things = understand("\n".join(["sofa", "rug", *map(form.format, own)])).things
        by_line = {n: [each for each in things if each.line == n] for n in range(3, len(own) + 3)}
        missed += [name for n, name in enumerate(own, start=3) if not _is_one(by_line[n])]
    assert len(missed) <= 0.02 * len(names), missed


def _is_one(things: list[Thing]) -> bool:
    return len(things) == 1 and things[0].kind in (Kind.HEAVY_ITEM, Kind.BOX_LOAD)
