"""A pasted list: what was understood, to be looked at, corrected, joined, split, dropped, and then saved.

The preview keeps nothing on the server: all that was understood stands in the form, beside the list itself.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Fault, Invalid, Refusal
from service.domain.figures.catalogue import homes
from service.domain.figures.lifting import Risk
from service.domain.models import Kind
from service.domain.pasting import Proposal, from_home, understand
from service.domain.reading.history import was_pasted
from service.domain.reading.moves import read_move
from service.domain.reading.tasks import preview
from service.domain.reading.views import Audience, MoveView
from service.domain.rules import tasks
from service.domain.rules.tasks import TaskFields
from service.text.proposals import digest_of, fields_of, homes_of
from service.text.sentences import Sentences
from service.web.base.access import Ctx, FormFields, RequestContext, form_intent
from service.web.base.pages import UNTOUCHED, Form, on_refusal, redirect, rejected_form, render_page
from service.web.base.status import status_of
from service.web.forms.shape import parse
from service.web.forms.task import PastedList, ProposedTask

router = APIRouter(prefix="/m/{m}/paste")

TOLD = ("title", "kind", "needed", "work", "sort", "weight_kg", "minutes", "bring", "why", "starts", "least")
KEPT = (*TOLD, "minutes_least", "proposed_weight_kg", "proposed_minutes", "room", "lines", "what", "parts")
MAX_PARTS = 20
MAX_TITLE_LENGTH = 200


@dataclass(frozen=True)
class Row:
    """One proposed task as the form holds it. `what`: offer, keep, drop, join (with the one above)."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def lines(self) -> list[int]:
        return [int(line) for line in self["lines"].split(",") if line.isdigit()]


@dataclass(frozen=True)
class Shown:
    """A row on the page: its number, the lines that it came from, and its crew in words."""

    i: int
    room: str
    kind: str
    written: list[str]
    crew: str
    risk: Risk | None


@dataclass(frozen=True)
class Room:
    """Rows that follow each other and belong to one room."""

    room: str
    rows: list[Shown]


@dataclass(frozen=True)
class Left:
    """A line that was not understood, with its number in the list."""

    n: int
    text: str


@router.get("")
def paste(ctx: Ctx) -> HTMLResponse:
    return _paste(ctx)


def _paste(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    return render_page(ctx.request, "organizer/paste.html", form=form, move=move, homes=homes_of(ctx.lang))


@router.post("")
@on_refusal(_paste, at="paste")
def read_list(ctx: Ctx, sent: FormFields) -> Response:
    """What was understood of a list. Nothing is saved yet."""
    text = parse(PastedList, {"text": sent.get("text", "")}).text
    if not text.strip():
        raise Invalid(Fault("text", "missing"))
    move, again = _move(ctx, text)
    understood = understand(text, flights=move.flights)
    rows = [_row(proposal, fields_of(proposal, move, ctx.lang)) for proposal in understood.tasks]
    left = [Left(each.line, each.text) for each in understood.unclear]
    return _preview(ctx, move, text, rows, left, again=again)


@router.post("/home")
def start_from_home(ctx: Ctx, sent: FormFields) -> Response:
    """For whoever has no list: what a home of this size usually holds."""
    move, _ = _move(ctx, "")
    if sent.get("home") not in homes():
        return redirect(f"/m/{move.id}/paste")
    proposals = from_home(sent["home"], flights=move.flights)
    rows = [_row(proposal, fields_of(proposal, move, ctx.lang)) for proposal in proposals]
    return _preview(ctx, move, "", rows, [], again=False)


@router.post("/tasks")
def save_list(ctx: Ctx, sent: FormFields) -> Response:
    """Save what the preview shows, or show it again with what was joined, split, dropped or taken from the rest."""
    text = sent.get("text", "")
    move, again = _move(ctx, text)
    rows, left = _arranged(sent, ctx)
    if sent.get("do") != "save":
        return _preview(ctx, move, text, rows, left, again=again)
    checked = [_checked(ctx, row) for row in rows]
    if not checked or any(row.errors for row, _ in checked):
        about = "" if checked else ctx.lang.gettext("Nothing is left to put on the board. Keep at least one task.")
        shown, status = [row for row, _ in checked], status_of(Invalid())
        return _preview(ctx, move, text, shown, left, again=again, status=status, about=about)
    digest = digest_of(text, ctx.installation.links)
    try:
        with ctx.change(form_intent(ctx.request, sent)) as change:
            change.once(lambda: tasks.add_list(change, [fields for _, fields in checked], digest))
    except Refusal as no:
        form = rejected_form(ctx.request, "p", sent, no)
        return _preview(ctx, move, text, rows, left, again=again, status=status_of(no), about=form.errors.get("", ""))
    return redirect(f"/m/{move.id}", notice="tasks_added")


def _move(ctx: RequestContext, text: str) -> tuple[MoveView, bool]:
    """The move, and whether this very list became tasks before."""
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        return move, bool(text.strip()) and was_pasted(session, move.id, digest_of(text, ctx.installation.links))


def _row(proposal: Proposal, fields: TaskFields) -> Row:
    values = {name: _typed(fields.get(name)) for name in (*TOLD, "minutes_least")}
    proposed = {f"proposed_{name}": values[name] for name in fields["estimated"]}
    lines = ",".join(str(line) for line in proposal.lines)
    return Row({**values, **proposed, "room": proposal.room, "lines": lines, "what": "offer", "parts": "1"})


def _typed(value: Any) -> str:
    """A value as it stands in a field."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return str(value.strftime("%H:%M"))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _arranged(sent: Mapping[str, str], ctx: RequestContext) -> tuple[list[Row], list[Left]]:
    """The form's rows after what was asked for each: dropped, joined with the one above, split."""
    rows: list[Row] = []
    for i in range(min(_number(sent.get("rows", "")), tasks.MAX_TASKS)):
        row = Row({name: sent.get(f"{name}-{i}", "") for name in KEPT})
        if row["what"] == "drop":
            continue
        if row["what"] == "join" and rows:
            rows[-1] = _joined(rows[-1], row)
        else:
            rows += _split(row, ctx)
    left = []
    for j in range(min(_number(sent.get("left", "")), tasks.MAX_TASKS)):
        line = Left(_number(sent.get(f"line-{j}", "")), sent.get(f"unclear-{j}", ""))
        kind = sent.get(f"as-{j}", "") or ("care" if sent.get("do") == "unclear" else "")
        if kind in set(Kind):
            rows.append(_made_of(line, kind))
        else:
            left.append(line)
    return rows, left


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _made_of(line: Left, kind: str) -> Row:
    title = " ".join(line.text.split())[:MAX_TITLE_LENGTH]
    needed = "" if kind == Kind.HEAVY_ITEM else "0" if kind == Kind.TRIP else "1"
    return Row({"title": title, "kind": kind, "needed": needed, "lines": str(line.n), "what": "offer", "parts": "1"})


def _joined(one: Row, other: Row) -> Row:
    """Two rows as one task: boxes and people add up, the heavier weight counts, all lines stay."""
    values = {**one.values, "title": f"{one['title']}, {other['title']}"[:MAX_TITLE_LENGTH]}
    if one["needed"] and other["needed"] and one["kind"] == other["kind"]:
        values["needed"] = str(_number(one["needed"]) + _number(other["needed"]))
    for name in ("minutes", "minutes_least"):
        if other[name]:
            values[name] = str(_number(one[name]) + _number(other[name]))
    heavier = max(one, other, key=lambda row: _weight(row["weight_kg"]))
    values |= {name: heavier[name] for name in ("weight_kg", "proposed_weight_kg", "least") if heavier[name]}
    values["bring"] = ", ".join(dict.fromkeys(text for text in (one["bring"], other["bring"]) if text))
    values["why"] = " ".join(dict.fromkeys(text for text in (one["why"], other["why"]) if text))
    values["lines"] = ",".join(str(line) for line in sorted({*one.lines, *other.lines}))
    values["proposed_minutes"] = ""
    return Row(values)


def _weight(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def _split(row: Row, ctx: RequestContext) -> list[Row]:
    parts = min(max(_number(row["parts"]), 1), MAX_PARTS)
    if parts == 1:
        return [row]
    needed, minutes = _number(row["needed"]), _number(row["minutes"])
    return [
        replace(
            row,
            values={
                **row.values,
                "title": ctx.lang.gettext("%(title)s (%(n)s of %(parts)s)", title=row["title"], n=n, parts=parts),
                "needed": str(max(1, needed // parts + (n <= needed % parts))) if needed else row["needed"],
                "minutes": str(max(1, minutes // parts)) if minutes else "",
                "minutes_least": "",
                "proposed_minutes": "",
                "parts": "1",
            },
        )
        for n in range(1, parts + 1)
    ]


def _checked(ctx: RequestContext, row: Row) -> tuple[Row, TaskFields]:
    """The row as a task, or with a sentence for each field that does not fit."""
    given: dict[str, Any] = {name: row[name] for name in TOLD if row[name] or name == "title"}
    given |= {name: row[name] for name in ("minutes_least", "proposed_weight_kg", "proposed_minutes") if row[name]}
    given["kept"] = "1" if row["what"] == "keep" else ""
    try:
        fields = parse(ProposedTask, given).fields()
        tasks.drafted(fields)
    except Invalid as no:
        return replace(row, errors=dict(rejected_form(ctx.request, "p", {}, no).errors)), {}
    return row, fields


def _preview(
    ctx: RequestContext,
    move: MoveView,
    text: str,
    rows: Sequence[Row],
    left: Sequence[Left],
    *,
    again: bool,
    status: int = 200,
    about: str = "",
) -> HTMLResponse:
    """The form holds everything; each row stands beside the lines that it came from."""
    values = {f"{name}-{i}": value for i, row in enumerate(rows) for name, value in row.values.items()}
    errors = {f"{name}-{i}": sentence for i, row in enumerate(rows) for name, sentence in row.errors.items()}
    return render_page(
        ctx.request,
        "organizer/pasted.html",
        status=status,
        form=Form("p", values, errors | ({"": about} if about else {})),
        move=move,
        text=text,
        rows=len(rows),
        groups=[
            Room(room, list(each))
            for room, each in groupby(
                [_shown(ctx, move, text.split("\n"), i, row) for i, row in enumerate(rows)], key=lambda row: row.room
            )
        ],
        values=values,
        hidden=[name for name in KEPT if name not in ("title", "kind", *VISIBLE)],
        left=left,
        again=again,
        key=secrets.token_urlsafe(),
    )


VISIBLE = ("needed", "weight_kg", "minutes", "bring", "why", "starts", "what", "parts")


def _shown(ctx: RequestContext, move: MoveView, written: list[str], i: int, row: Row) -> Shown:
    _, fields = _checked(ctx, row)
    view = preview(move, tasks.drafted(fields)) if fields else None
    crew = Sentences(ctx.lang).crew(view) if view else ""
    lines = [written[line - 1].strip() for line in row.lines if 0 < line <= len(written)]
    # The heading stands above the whole room already.
    lines = [line for line in lines if line.strip(" :*=#-_\t").casefold() != row["room"].casefold()]
    return Shown(i, row["room"], row["kind"], lines, crew, view.risk if view else None)
