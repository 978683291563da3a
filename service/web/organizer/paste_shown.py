"""The preview of a pasted list: its rows, its opening in people and time, and what is to be got."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.domain.core.refusals import Invalid
from service.domain.models import Kind
from service.domain.reading.tasks import preview
from service.domain.reading.views import MoveView, TaskView, ThingView
from service.domain.rules.tasks import drafted
from service.text.language import Language
from service.text.opening import opening_of
from service.text.proposals import gear_in_words
from service.text.sentences import Sentences
from service.web.organizer.paste_rows import KEEP, ROW_FIELDS, Listed, Row, gear_in, gear_of_rows, task_of

MAX_QUOTED, MAX_QUOTE = 12, 200
"""Lines of the list that stand beside a row, and characters of each."""


@dataclass(frozen=True)
class Shown:
    """A row on the page: its number, a line about it, and the lines that it came from."""

    i: int
    kind: str
    title: str
    is_left_out: bool
    is_kept: bool
    """The organizer does it herself: friends are not asked."""
    facts: str
    remark: str
    """Of ours, for the organizer alone."""
    written: list[str]
    contents: list[tuple[int, ThingView]]
    """The things that it carries, with the numbers in the form."""
    shows_counts: bool
    gear: str
    risk: str
    is_open: bool
    """Something is wrong with one of its fields."""


@dataclass(frozen=True)
class ShownList:
    opening: str
    rows: list[Shown]
    gear: list[tuple[str, str]]
    targets: list[tuple[str, str]]
    """The rows that a thing may be moved to: number and title."""


def shown_list(listed: Listed, move: MoveView, text: str, lang: Language, errors: Collection[str] = ()) -> ShownList:
    """Return what the page shows. `errors`: the names of fields that do not fit, such as "title-3"."""
    written = text.split("\n")
    views = [_view(row, listed, move, lang) for row in listed.rows]
    rows = [
        _shown(i, row, view, listed, written, lang, errors)
        for i, (row, view) in enumerate(zip(listed.rows, views, strict=True))
    ]
    asked = [view for row, view in zip(listed.rows, views, strict=True) if view and not row.is_left_out]
    carried = {kind for kind in Kind if kind.is_carried}
    targets = [(str(row.i), row.title) for row in rows if row.kind in carried and not row.is_left_out]
    return ShownList(opening_of(asked, lang), rows, gear_in_words(gear_of_rows(listed.rows), lang), targets)


def _view(row: Row, listed: Listed, move: MoveView, lang: Language) -> TaskView | None:
    try:
        fields = task_of(row, listed, move.route, lang)
        return preview(move, drafted(fields), fields.get("things", ()))
    except Invalid:
        return None


def _shown(
    i: int,
    row: Row,
    view: TaskView | None,
    listed: Listed,
    written: Sequence[str],
    lang: Language,
    errors: Collection[str],
) -> Shown:
    say = Sentences(lang)
    lines = [written[line - 1].strip() for line in dict.fromkeys(row.lines) if line <= len(written)]
    # The title names the room already.
    lines = [line for line in lines if line.strip(" :*=#-_\t").casefold() != row["room"].casefold()]
    numbers = [n for n in row.carries if n in listed.things]
    return Shown(
        i,
        row["kind"] if row["kind"] in set(Kind) else Kind.CARE,
        row["title"],
        row.is_left_out,
        row["what"] == KEEP,
        _facts(view, lang) if view else "",
        row["remark"],
        _quoted(lines),
        list(zip(numbers, view.things, strict=True)) if view else [],
        view is not None and view.shows_counts,
        lang.list([name for _, name in gear_in_words(gear_in(row), lang)]),
        ". ".join(filter(None, (say.crew(view), say.lift(view)))) if view and view.risk else "",
        any(f"{name}-{i}" in errors for name in (*ROW_FIELDS, "things")),
    )


def _facts(view: TaskView, lang: Language) -> str:
    """Write "Thu 3 Dec · 10:00 · 4 people · 1 to 2 hours · At the old home"."""
    day = lang.short_day(view.day) if view.day else ""
    say = Sentences(lang, exact=True)
    return " · ".join(filter(None, (day, say.hours(view), say.amount_minutes_and_place(view))))


def _quoted(lines: Sequence[str]) -> list[str]:
    """Shorten what stands beside a row: it is a reminder, and the whole list stands above."""
    quoted = [line if len(line) <= MAX_QUOTE else f"{line[:MAX_QUOTE]}…" for line in lines[:MAX_QUOTED]]
    return quoted if len(lines) <= MAX_QUOTED else [*quoted, "…"]
