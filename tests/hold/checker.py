"""Replays the history of a move, and compares what follows from it with what stands in the tables.

The history alone has to tell who had what at every version: nobody is ever lost, doubled, or one too many.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select

from service.domain.core.events import Event
from service.domain.models import Claim, Kind
from service.domain.reading.board import read_board
from service.domain.reading.history import read_history
from service.domain.reading.views import Audience
from service.storage.database import Database


@dataclass
class Held:
    """A claim as the history tells it."""

    task: int
    helper: int
    quantity: int
    standing: str
    role: str | None
    since: int


def check_history(database: Database, move_id: str) -> dict[int, Held]:
    """Every version is sound and the last one is what the tables say; returns the claims that stand."""
    with database.reading() as session:
        history = read_history(session, move_id)
        board = read_board(session, move_id, Audience.ORGANIZER)
        rows = session.scalars(select(Claim).where(Claim.move_id == move_id, Claim.released_at.is_(None))).all()
    places = {task.n: (task.places, task.kind) for task in board.tasks}
    held: dict[int, Held] = {}
    versions = [(version, list(lines)) for version, lines in groupby(history, key=lambda line: line.version)]
    assert [version for version, _ in versions] == list(range(1, board.move.version + 1))
    for version, lines in versions:
        assert [line.line for line in lines] == list(range(1, len(lines) + 1))
        for line in lines:
            _apply(held, Event(line.what), line.about, version, places)
        for task in {line.about["task"] for line in lines if "claim" in line.about}:
            _is_sound(held, task, *places[task])
    assert {row.n: (row.task_n, row.helper_n, row.quantity, row.standing, row.role, row.since) for row in rows} == {
        n: (each.task, each.helper, each.quantity, each.standing, each.role, each.since) for n, each in held.items()
    }
    return held


def _apply(
    held: dict[int, Held], what: Event, about: dict[str, Any], version: int, places: dict[int, tuple[int, Kind]]
) -> None:
    n: Any = about.get("claim")
    if what is Event.CLAIMED:
        assert n not in held
        held[n] = _held(about, version)
    elif what is Event.CLAIM_CHANGED:
        before, held[n] = held[n], _held(about, version)
        if before.standing == held[n].standing:
            held[n].since = before.since
    elif what is Event.RELEASED:
        del held[n]
    elif what is Event.HANDED_ON:
        _is_handed_on(held.pop(n), about, held)
    elif what is Event.HELPERS_MERGED:
        for each in held.values():
            each.helper = about["helper"] if each.helper == about["gone"] else each.helper
    elif what is Event.HELPERS_PARTED:
        for each in set(about["claims"]) & held.keys():
            held[each].helper = about["gone"]
    elif what is Event.STEPPED_UP:
        line = _line(held, about["task"])
        fits = [each for each in line if held[each].quantity <= _room(held, each, places)]
        assert fits[0] == n, "somebody was passed over"
        held[n].standing = "firm"


def _is_handed_on(given: Held, about: dict[str, Any], held: dict[int, Held]) -> None:
    """A place that one person had is one other person's, all of it, in this very step."""
    assert (given.task, given.helper, given.standing) == (about["task"], about["helper"], "firm"), "not theirs to give"
    [theirs] = [each for each in held.values() if (each.task, each.helper) == (given.task, about["other"])]
    assert (theirs.standing, theirs.role) == ("firm", given.role)
    assert theirs.quantity >= given.quantity, "a part got lost"


def _held(about: dict[str, Any], version: int) -> Held:
    return Held(
        about["task"],
        about["helper"],
        about["quantity"],
        about["standing"],
        about.get("role"),
        about.get("since", version),
    )


def _line(held: dict[int, Held], task: int) -> list[int]:
    """List the standbys, in order."""
    waiting = [n for n, each in held.items() if each.task == task and each.standing == "standby"]
    return sorted(waiting, key=lambda n: (held[n].since, n))


def _room(held: dict[int, Held], n: int, places: dict[int, tuple[int, Kind]]) -> int:
    firm = [each for each in held.values() if each.task == held[n].task and each.standing == "firm"]
    if held[n].role == "driver":
        return 0 if any(each.role == "driver" for each in firm) else 1
    return places[held[n].task][0] - sum(each.quantity for each in firm if each.role != "driver")


def _is_sound(held: dict[int, Held], task: int, places: int, kind: Kind) -> None:
    mine = {n: each for n, each in held.items() if each.task == task}
    firm = [each for each in mine.values() if each.standing == "firm"]
    assert sum(each.quantity for each in firm if each.role != "driver") <= places, "one too many"
    assert sum(each.role == "driver" for each in firm) <= 1
    assert len({each.helper for each in mine.values()}) == len(mine), "somebody twice"
    assert not [n for n in _line(held, task) if mine[n].quantity <= _room(held, n, {task: (places, kind)})], (
        "kept waiting"
    )
