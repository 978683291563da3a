"""Reads what was done in a move, change by change: who did what when, and what can still be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Self

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.domain.core.events import YES, Event
from service.domain.core.images import MOVE
from service.domain.core.links import Grants
from service.domain.core.receivers import AGREED_OF_MOVE, HELPER
from service.domain.core.undone import still_count, undone_by
from service.domain.core.unsent import BY_VERSION, STAY_SAID
from service.domain.models import Happening, Helper, Image, Message, MessageKind, MessageState, Move, Organizer, Task

AT_ONCE = 20
"""Changes that one page shows."""
LOOKED_BACK = 1_000
"""Changes, from the latest back, among which a page looks for what stands on its own; older ones offer no undo."""
IN_ORDER = (Happening.version, Happening.line)
GONE_OUT = (MessageState.SENDING, MessageState.SENT, MessageState.PERHAPS_SENT)
WORDS = tuple(kind for kind in STAY_SAID if kind in BY_VERSION)
"""Kinds of message with an organizer's own words, whose number is the version that they are of."""
PARTS = (Event.TASK_ADDED, Event.TASK_CHANGED)
"""Events of which nothing is told where a task was split: that says it all."""
ABOUT_TASKS = ("task", "other_end")
"""Details of an event that name a task."""
ABOUT_PEOPLE = ("helper", "gone", "other")
"""Details of an event that name a helper."""


@dataclass(frozen=True)
class ChangeView:
    """One change, with its lines of history."""

    lines: list[Happening]
    undone_by: int | None
    can_be_undone: bool
    """Told as far as history and images do; trying tells for certain."""
    letters_went: bool
    words_went: bool
    """Letters that carry the very words that it was about have gone out."""

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
        """Lines to tell: of what was undone, pasted or split, one says it all."""
        if not self.by_organizer:  # who took something again is not told to have given it back
            return [line for line in self.lines if line.what != Event.UNDONE]
        one = [line for line in self.lines if line.what in (Event.UNDONE, Event.LIST_PASTED)]
        parts = PARTS if any(line.what == Event.TASK_SPLIT for line in self.lines) else ()
        return one or [line for line in self.lines if line.what not in parts]

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
    """Titles by number; of those that are deleted as far as is kept for undoing."""
    organizers: dict[int, str]
    """Names by number, also of those who were taken off."""
    older: int | None
    """The version to go on from; None at the beginning."""

    def change(self, version: int) -> ChangeView | None:
        """Return a change of this page; None for any other."""
        return next((each for each in self.changes if each.version == version), None)


def read_changes(session: Session, move_id: str, upto: int | None = None) -> HistoryView:
    """Read a page of changes that ends with the version `upto`, or the last one, in a fixed number of queries.

    What comes after the page is read only where something on it may be undone still; but always what was undone.
    """
    latest = session.scalars(select(Move.version).where(Move.id == move_id)).one()
    last = min(upto or latest, latest)
    first, end = max(1, last - AT_ONCE + 1), latest if last > latest - LOOKED_BACK else last
    of_move = (Happening.move_id == move_id, Happening.version >= first)
    wanted = or_(Happening.version <= end, Happening.what == Event.UNDONE)
    lines = session.scalars(select(Happening).where(*of_move, wanted).order_by(*IN_ORDER)).all()
    query = select(Image.version, Image.rows).where(Image.move_id == move_id, Image.version >= first)
    images: dict[int, Any] = {row.version: row.rows for row in session.execute(query.where(Image.version <= end))}
    undone, (letters, words) = undone_by(lines), _written(session, move_id, first)
    by_version = {version: list(of_one) for version, of_one in groupby(lines, key=lambda line: line.version)}
    done = {version: _Done.of(own, images.get(version)) for version, own in by_version.items()}
    shown = [own for version, own in by_version.items() if version <= last]
    changes = [
        ChangeView(
            lines=own,
            undone_by=undone.get(own[0].version),
            can_be_undone=end == latest
            and own[0].version in images.keys() - undone.keys() - words
            and _nothing_stands_on(own[0].version, done, still_count(done, undone, since=own[0].version)),
            letters_went=own[0].version in letters,
            words_went=own[0].version in words,
        )
        for own in reversed(shown)
    ]
    helpers, tasks = _names(session, move_id, [line for own in shown for line in own])
    tasks = _titles_of_gone(images) | tasks
    organized = session.execute(select(Organizer.n, Organizer.name).where(Organizer.move_id == move_id))
    return HistoryView(changes, helpers, tasks, {row.n: row.name for row in organized}, first - 1 or None)


def _written(session: Session, move_id: str, first: int) -> tuple[set[int], set[int]]:
    """Find the versions of which letters have gone out: those that tell how it is then, and those of the very words."""
    caused = (Message.move_id == move_id, Message.kind.in_((MessageKind.CLAIM_UPDATE, *WORDS)))
    gone = (Message.number >= first, Message.state.in_(GONE_OUT))
    query = select(Message.number, Message.kind).where(*caused, *gone).distinct()
    letters, words = set[int](), set[int]()
    for version, kind in session.execute(query):
        (words if kind in WORDS else letters).add(version)
    return letters, words


def _names(session: Session, move_id: str, lines: Sequence[Happening]) -> tuple[dict[int, str], dict[int, str]]:
    people = {line.about[name] for line in lines for name in ABOUT_PEOPLE if name in line.about}
    people |= {line.by_n for line in lines if line.by_role == HELPER}
    numbers = {line.about[name] for line in lines for name in ABOUT_TASKS if name in line.about}
    named = select(Helper.n, Helper.name).where(Helper.move_id == move_id, Helper.n.in_(people), Helper.name != "")
    titled = select(Task.n, Task.title).where(Task.move_id == move_id, Task.n.in_(numbers))
    titles = {row.n: row.title for row in session.execute(titled)}
    return {row.n: row.name for row in session.execute(named)}, titles


def _titles_of_gone(images: dict[int, Any]) -> dict[int, str]:
    """Find what tasks were called when a change made or deleted them."""
    rows = [row for _, image in sorted(images.items()) for row in image if row["of"] == Task.__tablename__]
    written = [(row["key"][0], row["before"] or row["after"]) for row in rows]
    return {n: columns["title"] for n, columns in written if "title" in columns}


@dataclass(frozen=True)
class _Done:
    """The traces of one change, as far as others can stand on it or it on them: found once, compared with many."""

    about: dict[str, set[int]]
    """Numbers of the rows that its lines name, by what they are."""
    agreed: set[int]
    """Tasks that somebody has said yes to."""
    corrected: set[int]
    """Helpers of whom something else is noted."""
    columns: dict[tuple[Any, ...], set[str]]
    """Of each row in its image, the columns that it holds; none of a row that was made or deleted."""
    is_everywhere: bool
    """It changed what is agreed on for every task."""

    @classmethod
    def of(cls, lines: Sequence[Happening], image: Any) -> Self:
        rows = image or ()
        return cls(
            about={of: {line.about[of] for line in lines if of in line.about} for of in ("task", "claim", "helper")},
            agreed={line.about["task"] for line in lines if line.what in YES},
            corrected={line.about["helper"] for line in lines if line.what == Event.HELPER_CHANGED},
            columns={
                (row["of"], *row["key"]): set(row["before"]) if row["before"] and row["after"] else set()
                for row in rows
            },
            is_everywhere=any(row["of"] == MOVE and AGREED_OF_MOVE & row["after"].keys() for row in rows),
        )

    def is_stood_on_by(self, later: "_Done") -> bool:
        """Tell whether a later change touches what this one wrote, as far as can be told without its rows."""
        people = any(of == Helper.__tablename__ for of, *_key in self.columns)
        return bool(
            any(self._shares(key, later.columns[key]) for key in self.columns.keys() & later.columns.keys())
            or (later.agreed if self.is_everywhere else later.agreed & self.about["task"])
            or later.about["claim"] & self.about["claim"]
            or (people and later.corrected & self.about["helper"])
        )

    def _shares(self, key: tuple[Any, ...], others: set[str]) -> bool:
        mine = self.columns[key]
        return not mine or not others or bool(mine & others)


def _nothing_stands_on(version: int, done: dict[int, _Done], later: Iterable[int]) -> bool:
    """Tell whether none of these later versions stands on one."""
    return not any(done[version].is_stood_on_by(done[each]) for each in later)
