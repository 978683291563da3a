"""The rows of a pasted list's preview: proposed tasks as the form holds them, and what may be done with each.

Nothing of HTTP is here: a form's fields come in, rows, tasks and findings come out.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from service.breathing import breathing
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.lifting import Risk
from service.domain.models import Kind, TaskFields
from service.domain.pasting import Proposal, understand
from service.domain.reading.tasks import preview
from service.domain.reading.views import MoveView, ThingView
from service.domain.rules.tasks import MAX_OF_LIST, drafted, require_few
from service.text.language import Language
from service.text.proposals import fields_of, remark_of
from service.text.sentences import Sentences
from service.web.forms.fields import TITLE, number
from service.web.forms.shape import parse
from service.web.forms.task import ProposedTask

TASK_FIELDS = tuple(name for name in ProposedTask.model_fields if name not in ("day", "ends", "kept"))
"""Fields of a row that are its task's: no list says a day or an end, and `kept` is one of the answers to `what`."""
ROW_FIELDS = (*TASK_FIELDS, "room", "lines", "what", "parts", "remark")
TYPED_FIELDS = ("title", "kind", "what", "needed", "weight_kg", "minutes", "bring", "why", "starts", "parts")
HIDDEN_FIELDS = tuple(name for name in ROW_FIELDS if name not in TYPED_FIELDS)
"""Fields that the form only carries along."""
MAX_PARTS = 20
MAX_SPLIT = 5_000
"""Characters of a row that is still split: each part carries all of them."""
MAX_LINES = 1_000
"""Lines of the list that one row remembers."""
MAX_QUOTED, MAX_QUOTE = 12, 200
"""Lines of the list that stand beside a row, and characters of each."""


@dataclass(frozen=True)
class Row:
    """One proposed task as the form holds it. `what`: offer, keep, drop, join (with the one above)."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def things(self) -> list[Any]:
        """Return the things of the task, as sent; none if that is no list."""
        try:
            things = json.loads(self["things"] or "[]")
        except (ValueError, RecursionError):
            return []
        return [each for each in things if isinstance(each, dict)] if isinstance(things, list) else []

    @property
    def lines(self) -> list[int]:
        return [number(line) for line in self["lines"].split(",", MAX_LINES)[:MAX_LINES] if number(line)]


@dataclass(frozen=True)
class Left:
    """A line that was not understood, with its number in the list."""

    n: int
    text: str


@dataclass(frozen=True)
class Preview:
    """A list and the tasks that it would become."""

    move: MoveView
    text: str
    again: bool
    """This very list became tasks before."""
    rows: Sequence[Row]
    left: Sequence[Left] = ()

    @property
    def values(self) -> dict[str, str]:
        """Return the values of all rows, each by the name of its field with the row's number: "title-3"."""
        return {f"{name}-{i}": value for i, row in enumerate(self.rows) for name, value in row.values.items()}


@dataclass(frozen=True)
class Shown:
    """A row on the page: its number, a line about it, and the lines that it came from."""

    i: int
    kind: str
    title: str
    facts: str
    remark: str
    """Of ours, for the organizer alone."""
    written: list[str]
    contents: list[ThingView]
    crew: str
    risk: Risk | None
    is_open: bool
    """Something is wrong with one of its fields."""


def read_list(text: str, move: MoveView, hands: int, lang: Language) -> tuple[list[Row], list[Left]]:
    """Return the rows of a list that was just pasted, and the lines that were not understood.

    Raises Invalid for more of either than is looked through at once.
    """
    understood = understand(text, route=move.route, hands=hands)
    require_few(understood.tasks, understood.unclear, understood.things)
    rows = rows_of(understood.tasks, move, lang)
    return rows, [Left(each.line, each.text) for each in understood.unclear]


def rows_of(proposals: Sequence[Proposal], move: MoveView, lang: Language) -> list[Row]:
    fields = fields_of(proposals, move, lang)
    return [
        _row(proposal, of_task, remark_of(proposal, lang)) for proposal, of_task in zip(proposals, fields, strict=True)
    ]


def _row(proposal: Proposal, fields: TaskFields, remark: str) -> Row:
    values = {name: _as_typed(fields.get(name)) for name in TASK_FIELDS}
    proposed = {f"proposed_{name}": values[name] for name in fields["estimated"]}
    lines = ",".join(str(line) for line in proposal.lines)
    own = {"room": proposal.room, "lines": lines, "what": "offer", "parts": "1", "remark": remark}
    return Row({**values, **proposed, **own})


def _as_typed(value: object) -> str:
    """Return a value as it stands in a field."""
    match value:
        case None:
            return ""
        case time():
            return value.strftime("%H:%M")
        case float():
            return f"{value:g}"
        case list():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return str(value)


def arrange(sent: Mapping[str, str], lang: Language) -> tuple[list[Row], list[Left]]:
    """Return the form's rows after what was asked for each (dropped, joined with the one above, split), and the rest.

    Lines that were not understood become rows if the form says what they are.
    """
    rows: list[Row] = []
    for i in range(min(number(sent.get("rows", "")), MAX_OF_LIST)):
        row = Row({name: sent.get(f"{name}-{i}", "") for name in ROW_FIELDS})
        if row["what"] == "drop":
            continue
        if row["what"] == "join" and rows:
            rows[-1] = join(rows[-1], row)
        else:
            parts = split(row, lang)
            rows += parts if len(rows) + len(parts) <= MAX_OF_LIST else [row]
    left = []
    for j in range(min(number(sent.get("left", "")), MAX_OF_LIST)):
        line = Left(number(sent.get(f"line-{j}", "")), sent.get(f"unclear-{j}", ""))
        kind = sent.get(f"as-{j}", "") or (Kind.CARE if sent.get("do") == "unclear" else "")
        if kind in set(Kind):
            rows.append(_row_of(line, Kind(kind)))
        else:
            left.append(line)
    return rows, left


def _row_of(line: Left, kind: Kind) -> Row:
    needed = {Kind.HEAVY_ITEM: "", Kind.TRIP: "0"}.get(kind, "1")
    title = " ".join(line.text.split())[:TITLE]
    return Row({"title": title, "kind": kind, "needed": needed, "lines": str(line.n), "what": "offer", "parts": "1"})


def join(one: Row, other: Row) -> Row:
    """Make one task of two rows: boxes and people add up, the heavier weight counts, all lines stay.

    Two places are none that could be said.
    """
    values = {**one.values, "title": f"{one['title']}, {other['title']}"[:TITLE]}
    if one["needed"] and other["needed"] and one["kind"] == other["kind"]:
        values["needed"] = str(number(one["needed"]) + number(other["needed"]))
    if one["place"] != other["place"]:
        values["place"] = ""
    for name in ("minutes", "minutes_least"):
        if other[name]:
            values[name] = str(number(one[name]) + number(other[name]))
    heavier = max(one, other, key=lambda row: _weight(row["weight_kg"]))
    values |= {name: heavier[name] for name in ("weight_kg", "proposed_weight_kg", "least") if heavier[name]}
    values["bring"] = ", ".join(dict.fromkeys(text for text in (one["bring"], other["bring"]) if text))
    for name in ("why", "remark"):
        values[name] = " ".join(dict.fromkeys(text for text in (one[name], other[name]) if text))
    values["lines"] = ",".join(str(line) for line in sorted({*one.lines, *other.lines}))
    values["things"] = _as_typed(_together(one.things, other.things))
    values["proposed_minutes"] = ""
    return Row(values)


def _together(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Put things together; one that is carried out and in by the two is there once."""
    known = [each.get("same") for each in one]
    return [*one, *(each for each in other if each.get("same") is None or each["same"] not in known)]


def _shared_out(things: Sequence[Any], parts: int) -> list[list[Any]]:
    """Share things out over parts of a task: one after the other, or the number of a single one."""
    counted = number(str(things[0].get("count", ""))) if len(things) == 1 else 0
    if counted < parts:
        return [list(things[n::parts]) for n in range(parts)]
    counts = [counted // parts + (n < counted % parts) for n in range(parts)]
    return [[{**things[0], "count": count, "same": None}] for count in counts]


def _weight(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def split(row: Row, lang: Language) -> list[Row]:
    """Make as many tasks of a row as its `parts` say: boxes, people and minutes are shared out."""
    parts = min(max(number(row["parts"]), 1), MAX_PARTS)
    if parts == 1 or sum(map(len, row.values.values())) > MAX_SPLIT:
        return [row]
    needed, minutes = number(row["needed"]), number(row["minutes"])
    shared = {
        "minutes": str(max(1, minutes // parts)) if minutes else "",
        "minutes_least": "",
        "proposed_minutes": "",
        "parts": "1",
    }
    things = _shared_out(row.things, parts)
    return [
        Row(
            {
                **row.values,
                **shared,
                "things": _as_typed(things[n - 1]),
                "title": lang.gettext("%(title)s (%(n)s of %(parts)s)", title=row["title"], n=n, parts=parts),
                "needed": str(max(1, needed // parts + (n <= needed % parts))) if needed else row["needed"],
            }
        )
        for n in range(1, parts + 1)
    ]


def tasks_of(rows: Sequence[Row]) -> list[TaskFields]:
    """Return all rows as tasks. Raises Invalid if there are none, and with each field that does not fit: "title-3"."""
    if not rows:
        raise Invalid(Fault("", "no_tasks"))
    found: list[TaskFields] = []
    faults: list[Fault] = []
    for i, row in enumerate(breathing(rows)):
        try:
            found.append(_task_of(row))
        except Invalid as no:
            faults += [replace(fault, field=f"{fault.field}-{i}") for fault in no.faults]
    if faults:
        raise Invalid(*faults)
    return found


def _task_of(row: Row) -> TaskFields:
    given = {name: row[name] for name in TASK_FIELDS if row[name] or name == "title"}
    fields = parse(ProposedTask, given | {"kept": "1" if row["what"] == "keep" else ""}).fields()
    drafted(fields)
    return fields


def shown_rows(preview: Preview, lang: Language, errors: Collection[str] = ()) -> list[Shown]:
    """Return the rows as the page shows them. `errors`: the names of fields that do not fit, such as "title-3"."""
    written = preview.text.split("\n")
    return [_shown(preview, i, written, lang, errors) for i in breathing(range(len(preview.rows)))]


def _shown(listed: Preview, i: int, written: Sequence[str], lang: Language, errors: Collection[str]) -> Shown:
    row = listed.rows[i]
    lines = [written[line - 1].strip() for line in dict.fromkeys(row.lines) if line <= len(written)]
    # The title names the room already.
    lines = [line for line in lines if line.strip(" :*=#-_\t").casefold() != row["room"].casefold()]
    try:
        fields = _task_of(row)
        view = preview(listed.move, drafted(fields), fields.get("things", ()))
    except Invalid:
        view = None
    say = Sentences(lang)
    crew = say.crew(view) if view else ""
    facts = say.amount_minutes_and_place(view) if view else ""
    is_open = any(f"{name}-{i}" in errors for name in ROW_FIELDS)
    kind = row["kind"] if row["kind"] in set(Kind) else Kind.CARE
    contents = view.contents if view else []
    return Shown(
        i,
        kind,
        row["title"],
        facts,
        row["remark"],
        _quoted(lines),
        contents,
        crew,
        view.risk if view else None,
        is_open,
    )


def _quoted(lines: Sequence[str]) -> list[str]:
    """Shorten what stands beside a row: it is a reminder, and the whole list stands above."""
    quoted = [line if len(line) <= MAX_QUOTE else f"{line[:MAX_QUOTE]}…" for line in lines[:MAX_QUOTED]]
    return quoted if len(lines) <= MAX_QUOTED else [*quoted, "…"]
