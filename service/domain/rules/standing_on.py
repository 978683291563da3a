"""Checks that nothing stands on a change: nothing that has come since and would be untrue, or not fit, without it.

A row that was changed again stands on it, and a row that points to a new one. So does a yes that was given since: it
was said to what its giver saw. Changes that were undone themselves count as never made.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from sqlalchemy import func, select

from service.domain.core.change import Change
from service.domain.core.events import YES, Event
from service.domain.core.images import MOVE, NEVER_BACK, TABLES, Key, Plain, key_of, plain, portions, rows_now
from service.domain.core.receivers import AGREED_OF_MOVE
from service.domain.core.refusals import Since, TooLate
from service.domain.models import Ask, Carrying, Claim, Happening, Helper, Task, table
from service.domain.rules.moves import STAIRS
from service.domain.rules.things import OUT_AND_IN, tasks_that_carry

SINCE = {
    "organizer": Since.MOVE_CHANGED,
    "helper": Since.PERSON_CHANGED,
    "ask": Since.ASK_CHANGED,
    "task": Since.TASK_CHANGED,
    "thing": Since.TASK_CHANGED,
    "carrying": Since.TASK_CHANGED,
    "claim": Since.TASK_CHANGED,
    "offer": Since.OFFER_CHANGED,
    "thanks": Since.NOTE_CHANGED,
    "merging": Since.PERSON_CHANGED,
}
"""The reason to give where a row stands in the way, by its table; of a claim, that somebody counts on it."""
WHOSE = {"helper": "n", "thanks": "n", "merging": "survivor_n", "ask": "helper_n", "offer": "helper_n"}
"""The column that names the person whom a row is about, where that is said."""
ROOM = {"needed", "kind", "weight_kg", "things", "place", "kept"}
"""Fields of a task from which it follows how many it takes."""


@dataclass(frozen=True)
class ImageRow:
    """One row of an image: without `before` it was new, without `after` it went."""

    of: str
    key: Key
    before: Plain | None
    after: Plain | None

    @property
    def changed(self) -> set[str]:
        """Name the columns that the change gave another value."""
        before, after = self.before or {}, self.after or {}
        return {name for name in before.keys() & after.keys() if before[name] != after[name]}

    @property
    def either(self) -> Plain:
        """Return the row as it was after the change, or before where it went."""
        return self.after or self.before or {}

    @property
    def task_n(self) -> int:
        """The task that a claim or carrying is about."""
        return int(self.either["task_n"])


def of_table(rows: Sequence[ImageRow], name: str) -> list[ImageRow]:
    return [row for row in rows if row.of == name]


def require_nothing_on(change: Change, rows: Sequence[ImageRow], since: Sequence[Happening]) -> None:
    """Check that rows are as a change has left them, and that nothing of `since`, in history, stands on that.

    Raises TooLate.
    """
    for name in TABLES:
        its = of_table(rows, name)
        now = rows_now(change.connection, change.move.id, name, [row.key for row in its])
        for row in its:
            if not _is_as_left(row, now.get(row.key)):
                _too_late(change, name, now.get(row.key) or row.either)
    for row in of_table(rows, MOVE):
        if {name: plain(getattr(change.move, name)) for name in row.after or {}} != row.after:
            raise TooLate(Since.MOVE_CHANGED)
    _require_not_pointed_to(change, rows)
    _require_not_asked_for(change, rows)
    _require_what_they_point_to(change, rows)
    _require_no_yes(change, rows, since)
    _require_room(change, rows, since)
    _require_out_and_in(change, rows)


def _is_as_left(row: ImageRow, now: Plain | None) -> bool:
    if row.after is None or now is None:
        return row.after is now
    return all(now[name] == value for name, value in row.after.items() if name not in NEVER_BACK)


@cache
def _pointers() -> list[tuple[str, str, str]]:
    """List the columns that name another row, as (table, column, table of that row)."""
    found = [
        ("merging", "survivor_n", "helper"),
        ("merging", "merged_n", "helper"),
        ("helper", "merged_into", "helper"),
    ]
    for name, its in TABLES.items():
        for each in its.foreign_key_constraints:
            found += [(name, column, each.referred_table.name) for column in each.column_keys if column != "move_id"]
    return [pointer for pointer in found if pointer[2] in TABLES]


def _require_not_pointed_to(change: Change, rows: Sequence[ImageRow]) -> None:
    """Check that nothing else points to rows that undoing deletes."""
    new = {(row.of, row.key) for row in rows if row.before is None}
    for name, column, of in _pointers():
        numbers = [key[0] for its, key in new if its == of]
        its = TABLES[name]
        for portion in portions(numbers):
            query = select(its).where(its.c.move_id == change.move.id, its.c[column].in_(portion))
            for found in change.connection.execute(query).mappings():
                if (name, key_of(its, found)) in new:
                    continue
                if name == "claim" and of == "helper" and found["released_at"]:
                    _too_late(change, of, {"n": found[column]})
                _too_late(change, name, dict(found))


def _require_not_asked_for(change: Change, rows: Sequence[ImageRow]) -> None:
    """Check that nobody is asked for a task that undoing deletes, or would be asked for nothing that is there.

    An ask names its tasks in a list, which is no pointer that the database knows of.
    """
    new = {row.key[0]: row.either["title"] for row in of_table(rows, "task") if row.before is None}
    own = {row.key for row in of_table(rows, "ask")}
    query = select(Ask.n, Ask.helper_n, Ask.tasks).where(Ask.move_id == change.move.id).order_by(Ask.n)
    for n, helper_n, tasks in change.session.execute(query) if new else ():
        for task_n in tasks:
            if (n,) not in own and task_n in new:
                raise TooLate(Since.ASKED, new[task_n], _name(change, helper_n))
    back = {row.key for row in of_table(rows, "task") if row.before}
    for row in of_table(rows, "ask"):
        wanted = {(n,) for n in row.before["tasks"]} if row.before and row.after is None else set()
        if wanted and not (wanted & back or rows_now(change.connection, change.move.id, "task", wanted)):
            _too_late(change, "task", {})


def _require_what_they_point_to(change: Change, rows: Sequence[ImageRow]) -> None:
    """Check that what rows will point to is there, and no person who was taken off the list."""
    own = {(row.of, row.key) for row in rows}
    for name, column, of in _pointers():
        pointing = [row for row in of_table(rows, name) if row.before and row.before.get(column) is not None]
        keys = {(row.before[column],) for row in pointing if row.before} - {key for its, key in own if its == of}
        now = rows_now(change.connection, change.move.id, of, keys)
        for key in keys:
            there = now.get(key)
            if there is None or there.get("forgotten_at") or there.get("merged_into"):
                _too_late(change, of, there or {"n": key[0]})


def _tasks(rows: Sequence[ImageRow], *names: str) -> set[int]:
    found = {row.key[0] for row in of_table(rows, "task")} if "task" in names else set()
    return found | {row.task_n for name in names if name in ("claim", "carrying") for row in of_table(rows, name)}


def _require_no_yes(change: Change, rows: Sequence[ImageRow], since: Sequence[Happening]) -> None:
    """Check that nobody has said yes since to a task as it is now."""
    tasks = _tasks(rows, "task", "claim", "carrying") | carrying(change, of_table(rows, "thing"))
    everywhere = any((AGREED_OF_MOVE | STAIRS) & row.changed for row in of_table(rows, MOVE))
    yes = [line.about for line in since if line.what in YES and (everywhere or line.about["task"] in tasks)]
    stands = [about for about in yes if _stands(change, about["claim"])]
    for about in [*stands, *yes]:
        _too_late(change, "claim", {"n": about["claim"], "task_n": about["task"]})


def carrying(change: Change, things: Sequence[ImageRow]) -> set[int]:
    """Find the tasks that carry these things now."""
    return tasks_that_carry(change, {row.key[0] for row in things})


def _require_room(change: Change, rows: Sequence[ImageRow], since: Sequence[Happening]) -> None:
    """Check that tasks whose claims come back, or what they carry, take as many as they did."""
    claimed, carried = _tasks(rows, "claim"), _tasks(rows, "carrying")
    for line in since:
        fields = set(line.about.get("fields", ()))
        if line.what == Event.MOVE_CHANGED and claimed and fields & STAIRS:
            raise TooLate(Since.MOVE_CHANGED)
        if line.what == Event.TASK_CHANGED:
            n = line.about["task"]
            if (n in claimed and fields & ROOM) or (n in carried and "things" in fields):
                _too_late(change, "task", {"n": n})


def _require_out_and_in(change: Change, rows: Sequence[ImageRow]) -> None:
    """Check that no thing would be carried by more tasks than two."""
    back = [row for row in of_table(rows, "carrying") if row.after is None]
    now = _carried_by(change, [row.key[1] for row in back])
    for row in back:
        gone = [each for each in of_table(rows, "carrying") if each.before is None and each.key[1] == row.key[1]]
        again = [each for each in back if each.key[1] == row.key[1]]
        if now.get(row.key[1], 0) - len(gone) + len(again) > OUT_AND_IN:
            _too_late(change, "carrying", row.either)


def _carried_by(change: Change, things: Collection[int]) -> dict[int, int]:
    """Count the tasks that carry each of these things."""
    carried = table(Carrying).c
    found = dict[int, int]()
    for portion in portions(things):
        of_them = (carried.move_id == change.move.id, carried.thing_n.in_(portion))
        query = select(carried.thing_n, func.count()).where(*of_them).group_by(carried.thing_n)
        found |= dict(change.connection.execute(query).all())
    return found


def _too_late(change: Change, name: str, row: Plain) -> NoReturn:
    """Raise TooLate with what people call the row that stands in the way.

    Whoever gave a place back is not named: a no is easy.
    """
    title = _title(change, name, row)
    claim = _stands(change, row["n"]) if name == "claim" else None
    if claim is not None:
        raise TooLate(Since.TAKEN, title, _name(change, claim.helper_n))
    raise TooLate(SINCE[name], title, _name(change, row.get(WHOSE[name]) if name in WHOSE else None))


def _stands(change: Change, n: int) -> Claim | None:
    """Return a claim, if it stands now."""
    claim = change.session.get(Claim, (change.move.id, n))
    return claim if claim is not None and claim.released_at is None else None


def _title(change: Change, name: str, row: Plain) -> str:
    n = row.get("n") if name == "task" else row.get("task_n")
    task = change.session.get(Task, (change.move.id, n)) if n else None
    return task.title if task else ""


def _name(change: Change, n: int | None) -> str:
    helper = change.session.get(Helper, (change.move.id, n)) if n else None
    return helper.name if helper else ""
