"""Undo: what one change of an organizer did is taken back, as long as nothing since stands on it.

It is a change like any other: it has a version, is told to those concerned, and can itself be undone. No counter and
no epoch goes down by it, and nothing comes back of somebody who was forgotten: what it needs is deleted then.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, select, update

from service.domain.core.change import Change
from service.domain.core.events import GONE, Event
from service.domain.core.images import MOVE, TABLES, Plain, rows_now, value_of
from service.domain.core.links import Grants
from service.domain.core.receivers import AGREED_OF_TASK, TOLD_OF_MOVE
from service.domain.core.refusals import NotFound, Since, TooLate
from service.domain.core.undone import still_counts, undone_by
from service.domain.core.unsent import take_back_messages, told_claims
from service.domain.models import Happening, Image, Move, Standing, Task, ThanksState, table
from service.domain.rules.moves import STAIRS
from service.domain.rules.naming import name_who_goes_on
from service.domain.rules.organizers import remove_organizer, require_somebody
from service.domain.rules.standbys import fill_all_places, fill_places
from service.domain.rules.standing_on import ImageRow, of_table, require_nothing_on
from service.domain.rules.undo_fits import (
    beyond_places,
    kept_their_place,
    require_liftable_again,
    require_places,
    tasks_by_number,
    yes_by_task,
)
from service.domain.rules.undo_lines import note_all

STAY = (*GONE, Event.MOVE_PLANNED, Event.SIGNUP_ROTATED, Event.ORGANIZER_ROTATED, Event.HELPERS_REMOVED)
"""Events that nothing takes back."""


def undo(change: Change, version: int) -> int:
    """Take back what the organizers' change that led to this version did; returns the version that this leads to.

    A second time is nothing new. Raises NotFound, also for a change that was not an organizer's, and TooLate.
    """
    lines = lines_from(change, version)
    done = [line for line in lines if line.version == version]
    if not done or done[0].by_role != Grants.ORGANIZER.name.lower():
        raise NotFound
    undone = undone_by(lines)
    if version in undone:
        return undone[version]
    events = [Event(line.what) for line in done]
    image = change.session.get(Image, (change.move.id, version))
    if image is None:
        raise TooLate(Since.NEVER if set(events) & set(STAY) else Since.NOT_KEPT)
    rows = [ImageRow(row["of"], tuple(row["key"]), row["before"], row["after"]) for row in image.rows]
    later = [line for line in lines if line.version > version]
    counting = still_counts(later, undone, since=version)
    stays = kept_their_place(change, [line for line in later if line not in counting])
    require_nothing_on(change, rows, [*counting, *stays])
    came = yes_by_task(later)
    beyond = beyond_places(change, came)
    _take_back_messages(change, version, rows)
    change.note(Event.UNDONE, version=version)
    _write_back(change, rows)
    name_who_goes_on(change, tasks_by_number(change, {row.key[0] for row in of_table(rows, "task")}))
    require_somebody(change)
    require_places(change, beyond, came)
    require_liftable_again(change, rows, counting)
    note_all(change, rows, events)
    _fill(change, rows)
    return change.move.version


def lines_from(change: Change, version: int) -> Sequence[Happening]:
    """Read the lines of history from a version on."""
    of_move = (Happening.move_id == change.move.id, Happening.version >= version)
    return change.session.scalars(select(Happening).where(*of_move).order_by(Happening.version, Happening.line)).all()


def _take_back_messages(change: Change, version: int, rows: Sequence[ImageRow]) -> None:
    """Delete the letters of the change that wait. Raises TooLate where its very words have gone out."""
    new = {name: [row.key[0] for row in of_table(rows, name) if row.before is None] for name in ("offer", "helper")}
    evening = any("evening" in (row.after or {}) for row in of_table(rows, MOVE))
    if take_back_messages(
        change.connection, change.move.id, version, evening=evening, offers=new["offer"], helpers=new["helper"]
    ):
        raise TooLate(Since.LETTER_WENT)


def _write_back(change: Change, rows: Sequence[ImageRow]) -> None:
    """Write the rows as they were: new ones go, then what stands is changed, then what went comes back."""
    told = told_claims(change.connection, change.move.id, {row.after["helper_n"] for row in _new_claims(rows)})
    in_order = [row for name in TABLES for row in of_table(rows, name)]
    for row in reversed(in_order):
        if row.before is None and row.of == "claim" and row.key[0] in told:
            _set(change, row, {"released_at": change.now, "taken_off": True, "note": ""})
        elif row.before is None and row.of == "thanks":
            _set(change, row, _nothing_written(change, row))
        elif row.before is None and row.of == "organizer":
            remove_organizer(change, row.key[0])  # the name stays: they may have done something
            change.flush()
        elif row.before is None:
            _close_links(change, row)
            change.connection.execute(delete(TABLES[row.of]).where(_of(change, row)))
    # A place is given back before it is taken: the database allows one driver, and one claim of somebody on a task.
    for row in sorted(in_order, key=_holds_a_place):
        if row.before is not None and row.after is not None:
            _set(change, row, {name: value_of(TABLES[row.of].c[name], value) for name, value in row.before.items()})
    for row in in_order:
        if row.before is not None and row.after is None:
            into = TABLES[row.of]
            values = {name: value_of(into.c[name], value) for name, value in row.before.items()}
            if "epoch" in values:  # the links to it were closed when it went, and stay so
                values["epoch"] = change.next_epoch(values["epoch"])
            if "revision" in values:  # it may have gone later than this image: no revision is beyond the version
                values["revision"] = change.move.version
            change.connection.execute(insert(into), values)
    for row in of_table(rows, MOVE):
        for name, value in (row.before or {}).items():
            setattr(change.move, name, value_of(table(Move).c[name], value))
        change.move.revision += bool(TOLD_OF_MOVE & row.changed)
    change.session.expire_all()


def _new_claims(rows: Sequence[ImageRow]) -> list[Any]:
    return [row for row in of_table(rows, "claim") if row.before is None]


def _holds_a_place(row: ImageRow) -> bool:
    before: Plain = row.before or {}
    return row.of == "claim" and before.get("released_at") is None and before.get("standing") == Standing.FIRM


def _of(change: Change, row: ImageRow) -> Any:
    into = TABLES[row.of]
    names = [column.name for column in into.primary_key.columns if column.name != "move_id"]
    its = [into.c[name] == value for name, value in zip(names, row.key, strict=True)]
    return and_(into.c.move_id == change.move.id, *its)


def _set(change: Change, row: ImageRow, values: dict[str, Any]) -> None:
    into = TABLES[row.of]
    if row.of == "claim" or (row.of == Task.__tablename__ and AGREED_OF_TASK & row.changed):
        values |= {"revision": into.c.revision + 1}
    change.connection.execute(update(into).where(_of(change, row)).values(values))


def _close_links(change: Change, row: ImageRow) -> None:
    """Let no link to a row that goes open it again, whichever image it comes back from."""
    if "epoch" in TABLES[row.of].c:
        epoch = rows_now(change.connection, change.move.id, row.of, [row.key])[row.key]["epoch"]
        change.move.epoch_floor = change.next_epoch(epoch)


def _nothing_written(change: Change, row: ImageRow) -> dict[str, Any]:
    """Return the columns of a thank-you that is still to write: deleted, the next one would begin with its epoch."""
    now = rows_now(change.connection, change.move.id, row.of, [row.key])[row.key]
    epoch = change.next_epoch(now["epoch"])
    return {"note": "", "way": None, "state": ThanksState.TO_WRITE, "given_at": None, "epoch": epoch}


def _fill(change: Change, rows: Sequence[ImageRow]) -> None:
    """Let standbys step up where undoing leaves room for them that was not there before."""
    if any((STAIRS | {"state"}) & row.changed for row in of_table(rows, MOVE)):
        fill_all_places(change)
    numbers = {row.key[0] for row in of_table(rows, "task")} | {row.task_n for row in of_table(rows, "claim")}
    for task in tasks_by_number(change, numbers):
        fill_places(change, task)
