"""A pasted list's preview as its form holds it: rows, which are proposed tasks, and the things that they carry.

Nothing of HTTP is here: a form's fields come in, rows and tasks come out. Each thing stands in the form once, under a
number; a row names the numbers that it carries, so that what goes out and in is one thing. What may be changed is in
`paste_changes` and `paste_split`, what the page shows in `paste_shown`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.lifting import Route
from service.domain.models import Gear, Kind, TaskFields, ThingFields
from service.domain.pasting import Proposal, says_way
from service.domain.reading.views import MoveView
from service.domain.rules.tasks import MAX_OF_LIST, MAX_THINGS_OF_LIST, drafted
from service.domain.rules.things import OUT_AND_IN, require_things
from service.text.language import Language
from service.text.proposals import fields_of, gear_in_words, read_in, remark_of
from service.web.forms.fields import TITLE, number
from service.web.forms.shape import parse
from service.web.forms.task import ProposedTask, ThingIn

TASK_FIELDS = tuple(name for name in ProposedTask.model_fields if name not in ("kept", "things"))
"""Fields of a row that are its task's: `kept` is one of the answers to `what`, and things stand beside the rows."""
ROW_FIELDS = (
    *TASK_FIELDS,
    *("proposed_needed", "room", "lines", "carries", "code", "gear", "ask", "what", "parts", "remark"),
)
TYPED_FIELDS = (
    "title",
    "kind",
    "what",
    "needed",
    "weight_kg",
    "minutes",
    "bring",
    "ask",
    "why",
    "day",
    "starts",
    "ends",
    "parts",
)
HIDDEN_FIELDS = tuple(name for name in ROW_FIELDS if name not in TYPED_FIELDS)
"""Fields that the form only carries along."""
OFFER, KEEP, DROP, JOIN = "offer", "keep", "drop", "join"
"""Things to do with a row; JOIN is said of several."""
MAX_LINES = 1_000
"""Lines of the list that one row remembers."""


@dataclass(frozen=True)
class Row:
    """One proposed task as the form holds it. `what`: OFFER, KEEP or DROP; a row that is left out may be taken back."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def but(self, **values: str) -> "Row":
        return Row({**self.values, **values})

    @property
    def carries(self) -> list[int]:
        return _numbers(self["carries"], MAX_THINGS_OF_LIST)

    @property
    def lines(self) -> list[int]:
        return _numbers(self["lines"], MAX_LINES)

    @property
    def is_left_out(self) -> bool:
        return self["what"] == DROP


def _numbers(text: str, most: int) -> list[int]:
    return [number(each) for each in text.split(",", most)[:most] if number(each)]


def as_numbers(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


@dataclass(frozen=True)
class Left:
    """A line that was not understood, or a part of it, with its number in the list."""

    n: int
    text: str

    @property
    def is_way(self) -> bool:
        """Tell whether it says where the move goes: nothing is to be done for that, but the settings should know."""
        return says_way(self.text)


Things = Mapping[int, ThingFields]


@dataclass(frozen=True)
class Listed:
    """All that the form holds of a list: rows, things by their numbers, and what became no row."""

    rows: Sequence[Row]
    things: Things = field(default_factory=dict)
    left: Sequence[Left] = ()
    staying: Sequence[str] = ()
    done: Sequence[str] = ()

    @property
    def values(self) -> dict[str, str]:
        """Return the values of all rows, each by the name of its field with the row's number: "title-3"."""
        return {f"{name}-{i}": value for i, row in enumerate(self.rows) for name, value in row.values.items()}

    @property
    def things_as_text(self) -> str:
        return json.dumps(self.things, ensure_ascii=False) if self.things else ""

    def carried_by(self, row: Row) -> list[ThingFields]:
        return [self.things[n] for n in row.carries if n in self.things]


def read_list(text: str, move: MoveView, hands: int, lang: Language, today: date, *, keeper: bool = False) -> Listed:
    """Return the rows of a list that was just pasted, and what did not become any: nothing of a keeper's list.

    Raises Invalid like `read_in`.
    """
    understood = read_in(text, move, hands, today, keeper=keeper)
    return replace(
        listed_of(understood.tasks, move, lang),
        left=[Left(each.line, each.text) for each in understood.unclear],
        staying=[each.text for each in understood.staying],
        done=[each.text for each in understood.done],
    )


def listed_of(proposals: Sequence[Proposal], move: MoveView, lang: Language) -> Listed:
    rows: list[Row] = []
    things: dict[int, ThingFields] = {}
    for proposal, fields in zip(proposals, fields_of(proposals, move, lang), strict=True):
        own = {thing.pop("same"): thing for thing in fields["things"]}
        things |= own
        rows.append(_row(proposal, fields, as_numbers(own), remark_of(proposal, lang)))
    return Listed(rows, things)


def _row(proposal: Proposal, fields: TaskFields, carries: str, remark: str) -> Row:
    values = {name: _as_typed(fields.get(name)) for name in TASK_FIELDS}
    proposed = {f"proposed_{name}": values[name] for name in fields["estimated"]}
    own = {
        "proposed_needed": values["needed"] if proposal.kind is Kind.BOX_LOAD else "",
        "room": proposal.room,
        "lines": as_numbers(proposal.lines),
        "carries": carries,
        "code": proposal.title.code.value,
        "gear": ",".join(proposal.gear),
        "what": OFFER,
        "parts": "1",
        "remark": remark,
    }
    return Row({**values, **proposed, **own})


def _as_typed(value: object) -> str:
    """Return a value as it stands in a field."""
    match value:
        case None:
            return ""
        case time():
            return value.strftime("%H:%M")
        case date():
            return value.isoformat()
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def listed_in(sent: Mapping[str, str]) -> Listed:
    """Read what a form holds. Lines that were not understood become rows if the form says what they are.

    If it says so of none, but that each is to be a task, they are care.
    """
    rows = [
        Row({name: sent.get(f"{name}-{i}", "") for name in ROW_FIELDS})
        for i in range(min(number(sent.get("rows", "")), MAX_OF_LIST))
    ]
    left = []
    unclear = range(min(number(sent.get("left", "")), MAX_OF_LIST))
    is_said = any(sent.get(f"as-{j}") for j in unclear)
    for j in unclear:
        line = Left(number(sent.get(f"line-{j}", "")), sent.get(f"unclear-{j}", ""))
        kind = sent.get(f"as-{j}", "") if is_said or line.is_way or sent.get("do") != "unclear" else Kind.CARE
        if kind in set(Kind):
            rows.append(_row_of(line, Kind(kind)))
        else:
            left.append(line)
    staying, done = (sent.get(name, "").splitlines()[:MAX_LINES] for name in ("staying", "done"))
    things = _things_in(sent.get("things", ""))
    return Listed(_carried_out_and_in(rows, things), things, left, staying, done)


def _carried_out_and_in(rows: Sequence[Row], things: Things) -> list[Row]:
    """Let each thing be carried by two rows at most, the first that say so: the page shows it in each of them."""
    carried: Counter[int] = Counter()
    after = []
    for row in rows:
        own = [n for n in dict.fromkeys(row.carries) if n in things and carried[n] < OUT_AND_IN]
        carried.update(own)
        after.append(row.but(carries=as_numbers(own)) if row["carries"] else row)
    return after


def _things_in(text: str) -> dict[int, ThingFields]:
    """Read the things of a form. What is none is left out: only a form that is not ours holds such."""
    try:
        sent = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    found: dict[int, ThingFields] = {}
    for n, thing in list(sent.items())[:MAX_THINGS_OF_LIST] if isinstance(sent, dict) else []:
        try:
            fields = parse(ThingIn, thing).given_as(ThingFields) if isinstance(thing, dict) else {}
            require_things([fields], Kind.CARE, 0)
        except Invalid:
            continue
        if number(n) and "n" not in fields:
            found[number(n)] = fields
    return found


def _row_of(line: Left, kind: Kind) -> Row:
    needed = {Kind.HEAVY_ITEM: "", Kind.TRIP: "0"}.get(kind, "1")
    title = " ".join(line.text.split())[:TITLE]
    return Row({"title": title, "kind": kind, "needed": needed, "lines": str(line.n), "what": OFFER, "parts": "1"})


def tasks_of(listed: Listed, route: Route, lang: Language) -> list[TaskFields]:
    """Return all rows that are not left out as tasks.

    Raises Invalid if there are none, and with each field that does not fit: "title-3".
    """
    found: list[TaskFields] = []
    faults: list[Fault] = []
    for i, row in enumerate(listed.rows):
        if row.is_left_out:
            continue
        try:
            found.append(task_of(row, listed, route, lang))
        except Invalid as no:
            faults += [replace(fault, field=f"{fault.field}-{i}") for fault in no.faults]
    if faults:
        raise Invalid(*faults)
    if not found:
        raise Invalid(Fault("", "no_tasks"))
    return found


def task_of(row: Row, listed: Listed, route: Route, lang: Language) -> TaskFields:
    """Return one row as a task. Raises Invalid."""
    given: dict[str, object] = {name: row[name] for name in TASK_FIELDS if row[name] or name == "title"}
    carried = [{**listed.things[n], "same": n} for n in row.carries if n in listed.things]
    bring = lang.comma.join(filter(None, (row["bring"], asked_gear(row, lang))))
    given |= {"things": carried, "kept": "1" if row["what"] == KEEP else "", "bring": bring}
    fields = parse(ProposedTask, given).fields()
    require_things(fields["things"], fields["kind"], route.flights_at(fields.get("place")))
    drafted(fields)
    return fields


def gear_in(row: Row) -> list[Gear]:
    named = row["gear"].split(",", len(Gear))
    return [each for each in Gear if each in named]


def asked_gear(row: Row, lang: Language) -> str:
    """Name what friends are asked to bring for a row, since the organizer said so; else an empty text."""
    return lang.list([name for _, name in gear_in_words(gear_in(row), lang)]) if row["ask"] == "1" else ""


def gear_of_rows(rows: Iterable[Row]) -> list[Gear]:
    """List what organizers have to get themselves, for all rows that are not left out."""
    wanted = {each for row in rows if not row.is_left_out and row["ask"] != "1" for each in gear_in(row)}
    return [each for each in Gear if each in wanted]
