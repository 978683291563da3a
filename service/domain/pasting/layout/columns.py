"""Columns of a table: what each means, by its name, else by what stands in it."""

from dataclasses import dataclass, field
from itertools import pairwise

from service.domain.pasting.layout.rooms import is_room, says_stays
from service.domain.pasting.layout.row import Row
from service.domain.pasting.layout.words import columns, words_in
from service.domain.pasting.lookup import find, is_box
from service.domain.pasting.numbers import number_at
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS

FEWEST_NAMED = 2
MAX_WORDS = 5
"""Words of the longest name of a column."""
LEAST_SHARE = 0.6
"""Least share of the cells of a column that show its meaning."""
FEWEST_IN_A_ROW = 3
LARGEST_COUNT = 500
SIZES = frozenset({"s", "m", "l", "xl", "small", "medium", "large", "big", "extra large"})
SIGNS = {"#": "index", "nº": "index", "n°": "index", "x": "count", "×": "count", "m³": "notes"}
UNIQUE = ("item", "count", "index", "size", "contents", "boxes", "room")
"""Meanings of one column only: a second one of the kind is a note."""


@dataclass
class Table:
    """Rows that follow each other, with the cells of each."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


def named(cells: list[str]) -> bool:
    """Tell whether cells are names of columns."""
    found = [_by_name(cell) for cell in cells]
    known = sum(map(bool, found))
    return known >= max(FEWEST_NAMED, len(cells) / 2) and not any(_is_number(cell) for cell in cells)


def meanings(head: list[str] | None, body: list[list[str]]) -> list[str]:
    """Find the meaning of each column."""
    width = max(map(len, body), default=0)
    by_column = [[cells[at] for cells in body if at < len(cells) and cells[at]] for at in range(width)]
    names = [_by_name(cell) for cell in head or []][:width]
    names += [""] * (width - len(names))
    found = [_known(name, values) if name else "" for name, values in zip(names, by_column, strict=True)]
    if "index" in found and "item" in found and "count" not in found:
        at = found.index("index")
        if _are_numbers(by_column[at]) and not _counts_on(by_column[at]):
            found[at] = "count"
    for at, values in enumerate(by_column):
        if not found[at]:
            found[at] = _by_cells(values, found, first=at == 0)
    return _one_of_each(found, is_numbered=head is None)


def _by_name(cell: str) -> str:
    """Find the meaning of a column by its name; "" if it is not known."""
    if cell.strip(". ").lower() in SIGNS:
        return SIGNS[cell.strip(". ").lower()]
    words = words_in(cell)
    if not 0 < len(words) <= MAX_WORDS:
        return ""
    known = columns().get(words)
    if known is None and words[0] != words[-1]:
        known = columns().get(words[:-1]) if words[-1] in ("kg", "lb", "s", "n", "cm", "m", "in") else None
    if known is None and _are_boxes(tokens_of(cell)):
        return "boxes"
    return known or ("taken" if "/" in cell and says_stays(cell) else "")


def tokens_of(text: str) -> list[str]:
    return [token.low for token in tokens(text)]


def _are_boxes(words: list[str]) -> bool:
    """Tell whether words name containers and nothing else: not "box spring" and "golf bag"."""
    if len(words) == 1:
        return singular(words[0]) in CONTAINERS
    named_so = find(tuple(words))
    return len(words) <= FEWEST_NAMED and named_so is not None and is_box(named_so.key)


def _known(name: str, values: list[str]) -> str:
    """Correct the meaning that a name has by what stands there: boxes that are numbered, rather than counted."""
    if name == "boxes" and not _are_numbers(values):
        return "size" if _are_sizes(values) else "notes"
    return name


def _by_cells(values: list[str], found: list[str], *, first: bool) -> str:
    if not values:
        return "notes"
    if first and len(values) >= FEWEST_IN_A_ROW and _counts_on(values):
        return "index"
    if _are_numbers(values) and "count" not in found:
        return "count"
    if "room" not in found and sum(is_room(tokens(each), sure=True) for each in values) >= LEAST_SHARE * len(values):
        return "room"
    if "size" not in found and _are_sizes(values):
        return "size"
    return "notes" if {"item", "contents"} & set(found) else "item"


def _is_number(text: str) -> bool:
    words = [low for low in tokens_of(text.strip("~ ")) if low not in ("x", "ca", "about", ".")]
    number = number_at(words, 0) if words else None
    return number is not None and number[1] == len(words) and number[0] <= LARGEST_COUNT


def _are_numbers(values: list[str]) -> bool:
    return bool(values) and sum(map(_is_number, values)) >= LEAST_SHARE * len(values)


def _counts_on(values: list[str]) -> bool:
    """Tell whether each number is one more than the one above, with few that leave some out."""
    numbers = [int(each.strip("#.) ")) if each.strip("#.) ").isdecimal() else -1 for each in values]
    if min(numbers, default=-1) < 0 or any(after <= before for before, after in pairwise(numbers)):
        return False
    return sum(after == before + 1 for before, after in pairwise(numbers)) >= LEAST_SHARE * (len(numbers) - 1)


def _are_sizes(values: list[str]) -> bool:
    sized = sum(any(low in SIZES for low in tokens_of(each)) or each.lower() in SIZES for each in values)
    return sized >= LEAST_SHARE * len(values) and all(len(words_in(each)) <= MAX_WORDS for each in values)


def _one_of_each(found: list[str], *, is_numbered: bool) -> list[str]:
    """Make notes of columns beyond the first of their kind; without names, numbered rows with sizes are boxes."""
    if is_numbered and "index" in found and "size" in found and "count" not in found:
        found = ["contents" if each == "item" else each for each in found]
    seen: set[str] = set()
    result = []
    for each in found:
        result.append("notes" if each in UNIQUE and each in seen else each)
        seen.add(each)
    return result
