"""Printed forms: a thing with its number in brackets, and words behind it, "Rugs ( 2 ) -> red one, runner"."""

import re

from service.domain.pasting.layout.line import Form
from service.domain.pasting.layout.row import Row, open_rows
from service.domain.pasting.lookup import is_named
from service.domain.pasting.tokens import singular

FIELD = re.compile(
    r"(?P<name>[^\d\W][^()]{1,40}?)\s{0,4}[(\[]\s{0,3}(?P<count>\d{1,3}|\?)\s{0,3}[)\]]"
    r"(?:\s{0,4}(?:[-=–—]{1,2}>|[→:–—])\s{0,4}(?P<said>\S.*))?$"
)
PARTS = re.compile(r"\s*[,;+&]\s*|\s+(?:and|und|y|et)\s+")
FIRST_COUNT = re.compile(
    r"(?P<about>(?:about|approx\.?|ca\.?|etwa|unos|unas)\s+)?(?P<count>\d{1,3})(?P<behind>\s+only\b|\s*[,;]|$)"
)
FEWEST = 3
"""Rows that make a form, one at least with words behind its number."""


def form(rows: list[Row]) -> None:
    """Recognize a form: what has a nought is not there, and of several things each has the name before it."""
    found = [(row, field) for row in open_rows(rows) if (field := FIELD.match(row.text.strip()))]
    if len(found) < FEWEST or not any(field["said"] for _, field in found):
        return
    for row, field in found:
        if field["count"].strip("0") == "":
            row.talk()
            continue
        row.entry = True  # "Lounge suite ( 1 )" heads nothing
        if field["said"]:
            _fill(row, field["name"].strip(), field["count"], field["said"])


def _fill(row: Row, name: str, count: str, cell: str) -> None:
    first = FIRST_COUNT.match(cell)
    if first is not None and first["count"] != count:
        behind = cell[first.end() :].strip(" ,;")
        row.compose(Form.ITEM, f"{first['about'] or ''}{first['count']} {name}" + (f" ({behind})" if behind else ""))
        return
    parts = PARTS.split(cell)
    if (
        count.isdecimal()
        and len(parts) == int(count) > 1
        and not any(part[:1].isdecimal() and part[1:2] == " " for part in parts)
    ):
        one = " ".join([*name.split()[:-1], singular(name.rsplit(maxsplit=1)[-1].lower())])
        row.compose(Form.ITEM, ", ".join(part if is_named(part) else f"{part} {one}" for part in parts))
