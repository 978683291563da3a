"""Intents: one effect for one idempotency key, however often a request is sent.

Rows are kept under the asker (a link's key, or PLANNING where there is no move yet) and the sender's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Connection, bindparam, delete, insert, select, type_coerce, update

from service.domain import models
from service.domain.core.refusals import KeyReused, NotFound
from service.domain.models import table
from service.storage.prepared import Prepared

PLANNING = "plan"
"""The asker of a move that is not there yet."""
JUST_NOW = timedelta(minutes=10)
"""Time in which a form sent twice gets its first answer again although that ended the sender's link."""
PLANNING_KEYS_LIVE = timedelta(hours=24)

INTENTS = table(models.Intent)
ADD = Prepared(insert(INTENTS))
FIND = Prepared(select(INTENTS).where(INTENTS.c.asker == bindparam("by"), INTENTS.c.key == bindparam("its")))
FORGET = delete(INTENTS).where(INTENTS.c.asker == bindparam("by"), INTENTS.c.key == bindparam("its"))
FORGET_LAPSED = delete(INTENTS).where(INTENTS.c.asker == PLANNING, INTENTS.c.at <= bindparam("before"))


@dataclass(frozen=True)
class Intent:
    """An idempotency key, with a digest (`fingerprint`) of the request that it belongs to.

    With `lives`, the key is good only that long, and only while the rows it made are still valid: for keys that
    are themselves made from a form's fields.
    """

    key: str
    fingerprint: str
    lives: timedelta | None = None


def find_intent(connection: Connection, asker: str, intent: Intent, now: datetime) -> Any:
    """Find the row of the same intent, if it came before and has not lapsed. Raises KeyReused."""
    row = FIND.first(connection, {"by": asker, "its": intent.key})
    if row is None:
        return None
    if intent.lives is not None and now - row.at >= intent.lives:
        forget_intent(connection, asker, intent)
        return None
    if row.fingerprint != intent.fingerprint:
        raise KeyReused
    return row


def made_just_now(connection: Connection, asker: str, intent: Intent | None, now: datetime) -> list[int]:
    """Return what the same intent has made in these minutes, where its own effect took the asker's link away.

    Raises NotFound.
    """
    if intent is None:
        raise NotFound
    row = FIND.first(connection, {"by": asker, "its": intent.key})
    if row is None or row.fingerprint != intent.fingerprint or now - row.at >= JUST_NOW:
        raise NotFound
    return list(row.made)


def forget_intent(connection: Connection, asker: str, intent: Intent) -> None:
    connection.execute(FORGET, {"by": asker, "its": intent.key})


def forget_intents(connection: Connection, move_id: str, helper_n: int, *, made: Sequence[int]) -> None:
    """Forget what a helper sent, or somebody for them: a fingerprint is a digest of their words.

    `made`: the numbers of rows that were made. A key of the sender's own stays, and fits no request any more.
    """
    first_made = type_coerce(INTENTS.c.made, JSON)[0].as_integer()
    by_helper = INTENTS.c.asker.startswith(f"{move_id}h{helper_n}-", autoescape=True)
    which = (INTENTS.c.move_id == move_id, by_helper | first_made.in_(made))
    connection.execute(delete(INTENTS).where(*which, INTENTS.c.key == INTENTS.c.fingerprint))
    connection.execute(update(INTENTS).where(*which).values(fingerprint=""))


def forget_lapsed(connection: Connection, now: datetime) -> None:
    """Delete the keys of planned moves that are older than PLANNING_KEYS_LIVE."""
    connection.execute(FORGET_LAPSED, {"before": now - PLANNING_KEYS_LIVE})


def keep_intent(connection: Connection, values: dict[str, Any]) -> None:
    """Insert what `intent_values` has made."""
    ADD.run(connection, values)


def intent_values(
    intent: Intent, asker: str, move_id: str, made: list[int], now: datetime, version: int
) -> dict[str, Any]:
    """Make the row of an intent; `made` are the numbers to return when it is sent again, and `version` it led to."""
    return {
        "asker": asker,
        "key": intent.key,
        "move_id": move_id,
        "fingerprint": intent.fingerprint,
        "made": made,
        "at": now,
        "version": version,
    }
