"""Reads what was done in a move, change by change: who did what when, and what can still be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import YES, Event
from service.domain.core.images import MOVE
from service.domain.core.links import Grants
from service.domain.core.message_rows import AGREED_OF_MOVE, HELPER
from service.domain.core.undone import still_counts, undone_by
from service.domain.models import Happening, Helper, Image, Message, MessageKind, MessageState, Move, Task

AT_ONCE = 50
"""Changes that one page shows."""
GONE_OUT = (MessageState.SENDING, MessageState.SENT, MessageState.PERHAPS_SENT)
ABOUT_PEOPLE = ("helper", "gone", "other")
"""Details of an event that name a helper."""


@dataclass(frozen=True)
class ChangeView:
    """One change, with its lines of history."""

    lines: list[Happening]
    undone_by: int | None
    can_be_undone: bool
    """As far as history and images tell; trying tells for certain."""
    letters_went: bool

    @property
    def version(self) -> int:
        return self.lines[0].version

    @property
    def at(self) -> datetime:
        return self.lines[0].at

    @property
    def by_organizer(self) -> bool:
        return self.lines[0].by_role == Grants.ORGANIZER.name.lower()

    @property
    def undoes(self) -> int | None:
        """The version that it has undone, if that is what it did."""
        first = self.lines[0]
        return int(first.about["version"]) if first.what == Event.UNDONE and self.by_organizer else None

    @property
    def told(self) -> list[Happening]:
        """Lines to tell: of what was undone, or pasted, one says it all."""
        if not self.by_organizer:  # who took something again is not told to have given it back
            return [line for line in self.lines if line.what != Event.UNDONE]
        one = [line for line in self.lines if line.what in (Event.UNDONE, Event.LIST_PASTED)]
        return one or self.lines

    @property
    def by_helper(self) -> int | None:
        """The helper whose change it was: with the sign-up link, the one who came with it."""
        first = self.lines[0]
        if first.by_role == HELPER:
            return first.by_n
        return None if self.by_organizer else first.about.get("helper")


@dataclass(frozen=True)
class HistoryView:
    """The latest changes up to one, the latest first, and the names that their lines stand for."""

    changes: list[ChangeView]
    helpers: dict[int, str]
    """Names by number; nobody who was forgotten."""
    tasks: dict[int, str]
    """Titles by number; none that is deleted."""
    older: int | None
    """The version to go on from; None at the beginning."""

    def change(self, version: int) -> ChangeView | None:
        """Return a change of this page; None for any other."""
        return next((each for each in self.changes if each.version == version), None)


def read_changes(session: Session, move_id: str, upto: int | None = None) -> HistoryView:
    """Read a page of changes that ends with the version `upto`, or the last one, in a fixed number of queries."""
    latest = session.scalars(select(Move.version).where(Move.id == move_id)).one()
    last = min(upto or latest, latest)
    first = max(1, last - AT_ONCE + 1)
    of_move = (Happening.move_id == move_id, Happening.version >= first)
    lines = session.scalars(select(Happening).where(*of_move).order_by(Happening.version, Happening.line)).all()
    query = select(Image.version, Image.rows).where(Image.move_id == move_id, Image.version >= first)
    images: dict[int, Any] = {row.version: row.rows for row in session.execute(query)}
    undone, written = undone_by(lines), _written(session, move_id, first)
    shown = [list(of_one) for _, of_one in groupby(lines, key=lambda line: line.version)][: last - first + 1]
    changes = [
        ChangeView(
            lines=own,
            undone_by=undone.get(own[0].version),
            can_be_undone=own[0].version not in undone and _nothing_stands_on(own, images, lines, undone),
            letters_went=own[0].version in written,
        )
        for own in reversed(shown)
    ]
    helpers, tasks = _names(session, move_id, [line for own in shown for line in own])
    return HistoryView(changes, helpers, tasks, first - 1 or None)


def _written(session: Session, move_id: str, first: int) -> set[int]:
    """Find the versions of which letters have gone out."""
    kinds = (MessageKind.CLAIM_UPDATE, MessageKind.THANK_YOU_NOTE)
    caused = (Message.move_id == move_id, Message.kind.in_(kinds), Message.number >= first)
    return set(session.scalars(select(Message.number).where(*caused, Message.state.in_(GONE_OUT)).distinct()))


def _names(session: Session, move_id: str, lines: Sequence[Happening]) -> tuple[dict[int, str], dict[int, str]]:
    people = {line.about[name] for line in lines for name in ABOUT_PEOPLE if name in line.about}
    people |= {line.by_n for line in lines if line.by_role == HELPER}
    numbers = {line.about["task"] for line in lines if "task" in line.about}
    named = select(Helper.n, Helper.name).where(Helper.move_id == move_id, Helper.n.in_(people), Helper.name != "")
    titled = select(Task.n, Task.title).where(Task.move_id == move_id, Task.n.in_(numbers))
    titles = {row.n: row.title for row in session.execute(titled)}
    return {row.n: row.name for row in session.execute(named)}, titles


def _nothing_stands_on(
    own: Sequence[Happening], images: dict[int, Any], lines: Sequence[Happening], undone: dict[int, int]
) -> bool:
    """Tell whether nothing that still counts touches what this change wrote, as far as can be told without its rows."""
    version = own[0].version
    if version not in images:
        return False
    rows, later = images[version], still_counts(lines, undone, since=version)
    if any(_overlap(rows, images[each]) for each in {line.version for line in later} & images.keys()):
        return False
    tasks, claims, helpers = (
        {line.about[of] for line in own if of in line.about} for of in ("task", "claim", "helper")
    )
    everywhere = any(row["of"] == MOVE and AGREED_OF_MOVE & row["after"].keys() for row in rows)
    people = any(row["of"] == Helper.__tablename__ for row in rows)
    return not any(
        (line.what in YES and (everywhere or line.about["task"] in tasks))
        or line.about.get("claim") in claims
        or (line.what == Event.HELPER_CHANGED and people and line.about["helper"] in helpers)
        for line in later
    )


def _overlap(rows: Sequence[Any], others: Sequence[Any]) -> bool:
    """Tell whether two images hold the same column of a row, or a row that one of them has made or deleted."""
    mine = {(row["of"], *row["key"]): _columns(row) for row in rows}
    for other in others:
        key = (other["of"], *other["key"])
        if key in mine and (not mine[key] or not _columns(other) or mine[key] & _columns(other)):
            return True
    return False


def _columns(row: Any) -> set[str]:
    """Name the columns that an image holds of a row; none for a row that was made or deleted."""
    return set(row["before"]) if row["before"] and row["after"] else set()
