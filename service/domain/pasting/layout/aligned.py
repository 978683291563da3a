"""Tables whose columns are set with blanks below their names: a cell may be left out, so places tell them apart."""

import re
from dataclasses import dataclass

from service.domain.pasting.layout.columns import Table, named
from service.domain.pasting.layout.row import Row

CELL = re.compile(r"\S+(?: \S+)*")
FEWEST_COLUMNS = 3
FEWEST_ROWS = 3
MAX_GAP = 1
"""Blank rows that may stand between two rows of a table."""


@dataclass(frozen=True)
class Cell:
    """A part of a row between runs of blanks, and where it stands."""

    text: str
    begins: int
    ends: int


def aligned(rows: list[Row]) -> list[Table]:
    """Find the tables that have names of columns above them, set apart by blanks."""
    found: list[Table] = []
    for at, row in enumerate(rows):
        heads = _cells(row) if row.is_open and "  " in row.text else []
        if len(heads) >= FEWEST_COLUMNS and named([cell.text for cell in heads]):
            table = _below(rows[at + 1 :], heads)
            if len(table.rows) >= FEWEST_ROWS and any(len(_cells(each)) != len(heads) for each in table.rows):
                found.append(Table([row, *table.rows], [[cell.text for cell in heads], *table.cells]))
    return found


def _cells(row: Row) -> list[Cell]:
    shift = row.indent
    return [Cell(each[0], each.start() + shift, each.end() + shift) for each in CELL.finditer(row.text)]


def _below(rows: list[Row], heads: list[Cell]) -> Table:
    table, gap = Table(), 0
    for row in rows:
        if row.is_blank:
            gap += 1
        elif row.is_open:
            cells = _cells(row)
            if gap > MAX_GAP or len(cells) < 2:
                break
            table.rows.append(row)
            table.cells.append(_in_columns(cells, heads))
            gap = 0
    return table


def _in_columns(cells: list[Cell], heads: list[Cell]) -> list[str]:
    """Put each cell in the column whose name it stands below, or nearest to."""
    by_column: list[list[str]] = [[] for _ in heads]
    for cell in cells:
        nearest = min(range(len(heads)), key=lambda at: _apart(cell, heads[at]))
        by_column[nearest].append(cell.text)
    return [", ".join(each) for each in by_column]


def _apart(cell: Cell, head: Cell) -> tuple[int, int]:
    """Measure how far a cell is from a name: none where both begin or end at one place, or one is above the other."""
    if cell.begins == head.begins or cell.ends == head.ends:
        return 0, 0
    between = max(cell.begins - head.ends, head.begins - cell.ends, 0)
    return between + 1, min(abs(cell.begins - head.begins), abs(cell.ends - head.ends))
