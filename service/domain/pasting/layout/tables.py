"""Tables: rows of cells between tabs, bars, semicolons, commas or runs of blanks, with names of columns or without.

`columns` finds what each column means; a row becomes a line here: "3 stool (note)", with its room.
"""

import csv
import re
from collections.abc import Callable

from service.domain.pasting.layout.aligned import aligned
from service.domain.pasting.layout.columns import Table, meanings, named
from service.domain.pasting.layout.legends import told_codes
from service.domain.pasting.layout.line import Form
from service.domain.pasting.layout.rooms import is_room, room_name, says_stays
from service.domain.pasting.layout.row import Row
from service.domain.pasting.layout.words import begins, means, words_in
from service.domain.pasting.lookup import find, is_box, is_named
from service.domain.pasting.sets import words_for
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.vocabulary import CONTAINERS

BLANKS = re.compile(r" {2,}")
SLASHES = re.compile(r"\s/(?:\s|$)")
RULE_CELL = re.compile(r":?-{1,40}:?$|:?=+:?$|$")
FEWEST = 3
"""Rows of a table whose columns have no names."""
FEWEST_CELLS = 2
MAX_CELLS = 14
MAX_BETWEEN = 2
"""Lines without cells, such as headings, that may stand between two rows of a table."""
SIZES = {"s": "small", "m": "medium", "l": "large", "xl": "extra large"}
"""Sizes of boxes as they are written in one letter."""
SAY_WHAT = frozenset({"item", "contents", "boxes", "index"})
"""Columns of which a table has one."""
SHOWN = frozenset({"count", "room", "index", "size"})
"""Columns of which one has to show, where none has a name."""
LONGEST_CONTAINER = 3
"""Words of the longest name of a container."""
NO_COUNT = frozenset({"", "-", "–", "—", "?", "/"})

Cut = Callable[[str], list[str]]


def tables(rows: list[Row]) -> None:
    """Recognize tables, and read their rows as lines."""
    codes = told_codes(rows)
    for table in aligned(rows):
        _read(table, codes)
    for cut, is_loose in CUTS:
        for block in _blocks(rows, cut, is_loose=is_loose):
            _read(block, codes)


def _at_bars(text: str) -> list[str]:
    return text.strip().strip("|").split("|") if "|" in text else [text]


def _at_tabs(text: str) -> list[str]:
    return text.split("\t")


def _at_semicolons(text: str) -> list[str]:
    if '"' in text:
        return _unquoted(text, ";")
    return (text if text.count(";") > 1 else text.rstrip("; ")).split(";")


def _at_blanks(text: str) -> list[str]:
    return BLANKS.split(text.strip()) if "  " in text else [text]


def _at_slashes(text: str) -> list[str]:
    return SLASHES.split(text.strip()) if " /" in text or "/ " in text else [text]


def _at_commas(text: str) -> list[str]:
    return _unquoted(text, ",") if '"' in text else text.split(",")


def _unquoted(text: str, sign: str) -> list[str]:
    """Cut a row whose cells may stand in quotes, with the sign in them: a list that a program wrote."""
    try:
        return next(csv.reader([text.strip()], delimiter=sign), [])
    except csv.Error:
        return []


CUTS: tuple[tuple[Cut, bool], ...] = (
    (_at_bars, False),
    (_at_tabs, False),
    (_at_semicolons, True),
    (_at_blanks, True),
    (_at_slashes, True),
    (_at_commas, True),
)
"""The signs between cells, and whether other lists have them, too: those make a table only if columns have names, or
if every row has as many."""


def _blocks(rows: list[Row], cut: Cut, *, is_loose: bool) -> list[Table]:
    """Collect the rows that follow each other, with their cells."""
    blocks: list[Table] = []
    table, between = Table(), 0
    for row in rows:
        cells = [each.strip() for each in cut(row.text)] if row.is_open else []
        if is_loose and table.cells and len(cells) >= FEWEST_CELLS:
            cells = _as_wide(cells, table.cells[0])
        fits = FEWEST_CELLS <= len(cells) <= MAX_CELLS
        if fits and table.cells and named(cells) and not named(table.cells[0]):
            blocks.append(table)
            table = Table()
        if fits:
            table.rows.append(row)
            table.cells.append(cells)
            between = 0
        elif not row.is_blank:
            between += 1
            if is_loose or between > MAX_BETWEEN:
                blocks.append(table)
                table, between = Table(), 0
    return [*blocks, table]


def _as_wide(cells: list[str], first: list[str]) -> list[str]:
    """Fit the cells of a row to those of the first: below names of columns, those beyond belong to the last."""
    width = len(first)
    if len(cells) == width:
        return cells
    if not named(first):
        return []
    return (
        [*cells, *[""] * (width - len(cells))]
        if len(cells) < width
        else [*cells[: width - 1], ", ".join(cells[width - 1 :])]
    )


def _read(table: Table, codes: dict[str, str]) -> None:
    """Read a block of rows, if it is a table: its columns have names, or enough rows show what they are.

    `codes`: the signs in its cells whose meaning the list tells.
    """
    has_names = bool(table.cells) and named(table.cells[0])
    ruled = any(map(_is_rule, table.cells[1:2]))
    if not has_names and not ruled and len(table.cells) < FEWEST:
        return
    head = table.cells[0] if has_names or ruled else None
    body = [
        (row, cells)
        for row, cells in zip(table.rows, table.cells, strict=True)
        if cells is not head and not _is_rule(cells)
    ]
    found = meanings(head, [cells for _, cells in body])
    if SAY_WHAT.isdisjoint(found) or (head is None and SHOWN.isdisjoint(found)):
        return
    read = {row.n for row, _ in body}
    for row in table.rows:
        if row.n not in read:
            row.talk()
    room = ""
    for row, cells in body:
        row.stays |= any(says_stays(codes.get(_code(cell), "")) for cell in cells)
        room = _read_row(row, dict(_by_meaning(found, cells)), cells, room)


def _code(cell: str) -> str:
    """Take the sign that a cell begins with: "S" of "S - Sheila, $100"."""
    return cell.split(maxsplit=1)[0].strip("()-–:") if cell.split() else ""


def _is_rule(cells: list[str]) -> bool:
    return all(RULE_CELL.match(cell) for cell in cells) and any(cells)


def _by_meaning(found: list[str], cells: list[str]) -> list[tuple[str, str]]:
    """Join cells of the same meaning."""
    by_meaning: dict[str, list[str]] = {}
    for meaning, cell in zip(found, cells, strict=False):
        if cell:
            by_meaning.setdefault(meaning, []).append(cell)
    return [(meaning, ", ".join(each)) for meaning, each in by_meaning.items()]


def _read_row(row: Row, cell: dict[str, str], cells: list[str], room: str) -> str:
    """Read one row; return the room that holds for rows below whose room is left blank."""
    filled = [each for each in cells if each]
    if not filled or begins(words_in(filled[0]), "total"):
        row.talk()
        return room
    if len(filled) == 1 and is_room(tokens(filled[0]), sure=True):
        row.text, row.heads = filled[0], True
        return ""
    stays = "room" in cell and says_stays(cell["room"])
    if "room" in cell and not stays and not words_for("tips").isdisjoint(words_in(cell["room"])):
        cell["notes"] = ", ".join(filter(None, (f"to the {cell.pop('room').lower()}", cell.get("notes"))))
    if _is_errand(cell):
        row.text, row.listed, row.entry = " ".join(each for each in filled if each != cell.get("count")), True, True
        return room
    if "room" in cell:
        room = "" if stays else room_name(cell["room"])
    text = _composed(cell)
    if not text:
        row.talk()
        return room
    row.stays |= stays or ("taken" in cell and (means(cell["taken"], "no") or says_stays(cell["taken"])))
    row.done |= "done" in cell and means(cell["done"], "yes")
    row.written, row.listed = ", ".join(filled), True
    row.compose(Form.ROW, text, room)
    return room


def _is_errand(cell: dict[str, str]) -> bool:
    """Tell whether a row names no thing, and no room where that should stand: "Gran;;;takes the children"."""
    if not {"item", "contents", "boxes", "index"}.isdisjoint(cell) or not {"room", "notes"} <= cell.keys():
        return False
    return not is_room(tokens(cell["room"]), sure=True) and not says_stays(cell["room"])


def _composed(cell: dict[str, str]) -> str:
    """Make the text of a row, in the order of a line; "" if it counts none."""
    count = "" if cell.get("count", "") in NO_COUNT else cell["count"].strip("xX× ")
    if count == "0":
        return ""
    notes = [cell[each] for each in ("notes", "weight") if each in cell]
    if "fragile" in cell and not means(cell["fragile"], "no"):
        notes.append("fragile" if means(cell["fragile"], "yes") else cell["fragile"])
    size = cell.get("size", "")
    size = SIZES.get(size.lower(), size)
    if "item" not in cell:
        return _boxes(cell, count, size, notes)
    item = cell["item"]
    if _is_container(size) and not _is_container(item):
        return _with(f"{count} {size}", [item, *notes])
    if count and _is_container(count):
        return _with(count, [item, *notes])
    if not count and not size and not is_named(item):
        return "\t".join([item, *notes])  # an errand, whose notes are parts of the line as others are
    sized = size.lower() in (*SIZES, *SIZES.values())
    named_so = " ".join(filter(None, (count, size if sized else "", item)))
    contents = [cell["contents"]] if "contents" in cell else []
    return _with(named_so, [*contents, *([size] if size and not sized else []), *notes])


def _boxes(cell: dict[str, str], count: str, size: str, notes: list[str]) -> str:
    """Make the text of a row of boxes: one for each number, or as many as a column counts."""
    if "boxes" in cell:
        boxes = cell["boxes"]
        return _with(boxes if _is_container(boxes) else f"{boxes} {size} boxes", [*_inside(cell), *notes])
    if "contents" not in cell and not ("index" in cell and "room" in cell):
        return ""
    container = size if _is_container(size) else f"{size} box"
    return _with(f"{count or 1} {container}".replace("  ", " "), [*_inside(cell), *notes])


def _inside(cell: dict[str, str]) -> list[str]:
    return [cell["contents"]] if "contents" in cell else []


def _with(text: str, notes: list[str]) -> str:
    """Put notes in brackets: they say more of the thing, and are no other."""
    remark = ", ".join(notes).replace(" (", ", ").replace("(", ", ").replace(")", "").replace("[", "").replace("]", "")
    return f"{text.strip()} ({remark})" if remark else text.strip()


def _is_container(text: str) -> bool:
    lows = [token.low for token in tokens(text)]
    if any(singular(low) in CONTAINERS or low == "pack" for low in lows):
        return True
    named = find(tuple(low for low in lows if not low[0].isdecimal())[:LONGEST_CONTAINER])
    return named is not None and is_box(named.key)
