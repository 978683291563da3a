"""A row of a pasted list's preview becomes several: boxes, time and things are shared out."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.models import Kind, ThingFields
from service.domain.rules.tasks import MAX_OF_LIST
from service.text.language import Language
from service.web.forms.fields import number
from service.web.organizer.paste_changes import other_end
from service.web.organizer.paste_rows import Listed, Row, as_numbers

MAX_PARTS = 20
MAX_SPLIT = 5_000
"""Characters of a row that is still split: each part carries all of them."""


def split_rows(listed: Listed, lang: Language) -> Listed:
    """Make as many rows of each as its `parts` say, as long as the list stays one that is looked through.

    Where a crew carries out and in, both are split alike.
    """
    rows: list[Row] = []
    things, divided = dict(listed.things), dict[int, list[int]]()
    for row in _split_alike(listed.rows):
        parts = split(row, things, lang, divided)
        rows += parts if len(rows) + len(parts) <= MAX_OF_LIST else [row]
    return replace(listed, rows=rows, things=things)


def _split_alike(rows: Sequence[Row]) -> list[Row]:
    """Let the other half of a crew's work have as many parts, of the same things."""
    after = list(rows)
    for row in rows:
        for i in other_end(rows, row) if number(row["parts"]) > 1 else []:
            if set(rows[i].carries) == set(row.carries) and number(rows[i]["parts"]) <= 1:
                after[i] = rows[i].but(parts=row["parts"], carries=row["carries"])
    return after


def split(row: Row, things: dict[int, ThingFields], lang: Language, divided: dict[int, list[int]]) -> list[Row]:
    """Make as many tasks of a row as its `parts` say: boxes, people and minutes are shared out, and so are its things.

    A crew stays as large as it is. Many of a single thing become several things, which are added to `things`, and to
    `divided` by its number: who carries them in carries the same.
    """
    parts = min(max(number(row["parts"]), 1), MAX_PARTS)
    if parts == 1 or sum(map(len, row.values.values())) > MAX_SPLIT:
        return [row]
    needed = number(row["needed"]) if row["kind"] != Kind.HEAVY_ITEM else 0
    minutes = number(row["minutes"])
    shared = {
        "minutes": str(max(1, minutes // parts)) if minutes else "",
        "minutes_least": "",
        "proposed_minutes": "",
        "proposed_needed": "",
        "parts": "1",
    }
    return [
        row.but(
            **shared,
            carries=as_numbers(numbers),
            title=lang.gettext("%(title)s (%(n)s of %(parts)s)", title=row["title"], n=n, parts=parts),
            needed=str(max(1, needed // parts + (n <= needed % parts))) if needed else row["needed"],
        )
        for n, numbers in enumerate(_shared_out(row.carries, parts, things, divided), start=1)
    ]


def _shared_out(
    carried: list[int], parts: int, things: dict[int, ThingFields], divided: dict[int, list[int]]
) -> list[list[int]]:
    """Share things out over parts of a task: one after the other, or the number of a single one."""
    counted = things[carried[0]].get("count", 1) if len(carried) == 1 and carried[0] in things else 0
    if counted < parts:
        return [carried[n::parts] for n in range(parts)]
    whole = things[carried[0]]
    if len(divided.get(carried[0], ())) != parts:
        first = max(things) + 1
        divided[carried[0]] = list(range(first, first + parts))
        for n, own in enumerate(divided[carried[0]]):
            things[own] = {**whole, "count": counted // parts + (n < counted % parts)}
    return [[own] for own in divided[carried[0]]]
