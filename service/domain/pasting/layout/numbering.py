"""Numbers that count nothing: the running index of a list."""

import re
import unicodedata
from itertools import pairwise

from service.domain.pasting.layout.row import Row, open_rows

SIGNED = re.compile(r"#\s?\d{1,5}[.:)]?\s+(?=[^\W\d_]|[\"'(\[])|\(\d{1,4}\)[.:]?\s+|\d{1,4}\)\s*")
BARE = re.compile(r"(\d{1,3})(?:\s*[-–—:]\s+|\s+)(?=[^\W\d_]|[\"'(\[])")
COUNTED = re.compile(r"(\d{1,3})(?:\s*[-–—:]\s+|\s+)(?=\S)")
ZERO = re.compile(r"0\d{1,2}(?:\s*[-–—:.]\s*|\s+)(?=[^\W\d_])")
CODE = re.compile(r"[A-Z]{1,2}-?\d{1,3}\s*[-–—:.)]\s+(?=\S)")
FEWEST_CODES = 3
FEWEST_BARE = 5
"""Lines that count on from 1, from which on their numbers are an index."""
FEWEST_SURE = 8
"""Such lines, from which on it does not matter how many others there are."""
LEAST_OF_ALL = 0.8


def _codes(left: list[Row]) -> list[tuple[Row, re.Match[str]]]:
    """Find entries with a letter and a number each, as boxes have: "A1 - shoes"."""
    found = [(row, code) for row in left if (code := CODE.match(row.text))]
    others = {code[0] for _, code in found}
    return found if len(others) == len(found) >= FEWEST_CODES else []


def running_index(rows: list[Row]) -> None:
    """Take off the numbers that list lines: "#31 Take the mirror down", "7) bread bin", "3 Desk" as the third line."""
    left = open_rows(rows)
    for row in left:
        first = row.written[:1]
        signed = SIGNED.match(row.text) or ZERO.match(row.text)
        if signed:
            row.take(signed[0], row.text[signed.end() :])
            row.listed = True
        elif first and unicodedata.category(first) == "No" and row.text[:1].isdecimal():
            row.take(first, row.text.lstrip("0123456789.) "))
            row.listed = True
    for row, code in _codes(left):
        row.take(code[0], row.text[code.end() :])
        row.listed = True
    for row, found in _counted_on(left):
        row.take(found[0], row.text[found.end() :])
        row.listed = True


def _counted_on(left: list[Row]) -> list[tuple[Row, re.Match[str]]]:
    """Find the lines that count on from 1: nearly all of a list, or so many that they can be nothing else."""
    run: list[tuple[Row, re.Match[str]]] = []
    for row in left:
        found = COUNTED.match(row.text)
        if found is not None and int(found[1]) == len(run) + 1:
            run.append((row, found))
    if len(run) >= FEWEST_SURE:
        return run
    bare = [(row, found) for row in left if (found := BARE.match(row.text))]
    numbers = [int(found[1]) for _, found in bare]
    counts_on = len(bare) >= FEWEST_BARE and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return bare if counts_on and len(bare) >= LEAST_OF_ALL * len([row for row in left if row.text]) else []
