"""The result of a measurement, and the other people's moves among which it was made."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from service.domain.models import Message, MessageKind, MessageState, Move, MoveState, table
from service.storage.database import Database
from tests.conftest import NOON

ROUNDS = 5
SECONDS = 2.0
EMPTY = {"area": "", "address": "", "floor": None, "lift": False}
AT_ONCE = 5_000


@dataclass
class Figure:
    """`value` in `unit`; `wanted` is "at least" or "at most" a `target`, or nothing: then it is only told."""

    what: str
    value: float
    unit: str
    wanted: str = ""
    target: float = 0

    @property
    def met(self) -> bool | None:
        if not self.wanted:
            return None
        return self.value >= self.target if self.wanted == "at least" else self.value <= self.target


def fill(database: Database, moves: int, *, next_due_at: datetime | None = None) -> None:
    """Other people's moves, small and open. With `next_due_at`, each has had a letter and is looked at again then."""
    moved = [
        {"id": f"m{number:09}", "version": 1, "last_n": 0, "signup_epoch": 1, "state": MoveState.OPEN}
        | {"title": f"Move {number}", "zone": "Europe/Vienna", "why": "", "same_building": False}
        | {f"{side}_{name}": value for side in ("from", "to") for name, value in EMPTY.items()}
        | {"day": date(2030, 6, 1) if next_due_at else None, "planned_at": NOON, "next_due_at": next_due_at}
        for number in range(moves)
    ]
    sent = [_sent(move["id"]) for move in moved] if next_due_at else []
    with database.engine.begin() as connection:
        for of, rows in ((Move, moved), (Message, sent)):
            for at in range(0, len(rows), AT_ONCE):
                connection.execute(insert(table(of)), rows[at : at + AT_ONCE])


def _sent(move_id: Any) -> dict[str, Any]:
    return {
        "move_id": move_id,
        "role": "organizer",
        "person_n": 1,
        "kind": MessageKind.OWN_LINK,
        "day": NOON.date(),
        "number": 1,
        "immediate": True,
        "state": MessageState.SENT,
        "made_at": NOON,
        "try_at": NOON,
        "tries": 0,
        "ended_at": NOON,
        "error": "",
        "letter": "",
        "told_facts": {},
    }
