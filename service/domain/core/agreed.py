"""The time that a helper has agreed to: all that has changed of it since their last yes, read from the history.

Nothing else holds it: each yes and each change is a line there already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from service.domain.core.events import Event
from service.domain.core.receivers import HELPER
from service.domain.models import Claim, Happening, Standing, Task, TaskState, table

TIME = {"day", "starts", "ends"}
"""Fields of a task that say when it is."""
OWN_YES = (Event.CLAIMED, Event.CLAIM_CHANGED, Event.CLAIM_KEPT)
"""Events by which a helper agrees themselves to a task as it is."""
CHANGES = (Event.TASK_CHANGED, Event.MOVE_CHANGED)
CLAIMS, TASKS, HAPPENINGS = table(Claim), table(Task), table(Happening)


@dataclass(frozen=True)
class Unanswered:
    """A firm claim whose time has changed, and its helper has not said whether it still suits them."""

    agreed: int
    """The version to which they said yes."""
    changed: tuple[int, ...]
    """The versions that gave it another time since then."""


def read_unanswered(connection: Connection, move_id: str, helper_n: int) -> dict[int, Unanswered]:
    """Read a helper's claims whose time has changed since their last yes, by number, in two queries."""
    on = CLAIMS.join(TASKS, (TASKS.c.move_id == CLAIMS.c.move_id) & (TASKS.c.n == CLAIMS.c.task_n))
    live = [state for state in TaskState if state.is_live]
    stands = (CLAIMS.c.helper_n == helper_n, CLAIMS.c.standing == Standing.FIRM, CLAIMS.c.released_at.is_(None))
    query = select(CLAIMS.c.n, CLAIMS.c.task_n, CLAIMS.c.since, TASKS.c.day).select_from(on)
    claims = connection.execute(query.where(CLAIMS.c.move_id == move_id, TASKS.c.state.in_(live), *stands)).all()
    since = min((claim.since for claim in claims), default=0)
    lines = _read_lines(connection, move_id, helper_n, since) if claims else []
    found = {claim.n: _unanswered(claim, lines) for claim in claims}
    return {n: each for n, each in found.items() if each.changed}


def _read_lines(connection: Connection, move_id: str, helper_n: int, since: int) -> list[Any]:
    """Read what has changed since a version, and what this helper has said yes to."""
    line = HAPPENINGS.c
    own = and_(line.by_role == HELPER, line.by_n == helper_n, line.what.in_(OWN_YES))
    query = select(line.version, line.what, line.about).where(line.move_id == move_id, line.version > since)
    return list(connection.execute(query.where(or_(line.what.in_(CHANGES), own)).order_by(line.version)).all())


def _unanswered(claim: Any, lines: Iterable[Any]) -> Unanswered:
    agreed, changed = claim.since, []
    for line in lines:
        about = line.about
        if line.what in OWN_YES and about["claim"] == claim.n:
            agreed = max(agreed, min(about.get("seen", line.version), line.version))
        elif line.what in CHANGES and _is_another_time(line.what, about, claim):
            changed.append(line.version)
    return Unanswered(agreed, tuple(version for version in changed if version > agreed))


def _is_another_time(what: str, about: dict[str, Any], claim: Any) -> bool:
    """Tell whether a change is about when this is; that of the move's day is not, where the task has its own."""
    fields = set(about.get("fields", ()))
    if what == Event.TASK_CHANGED:
        return about["task"] == claim.task_n and bool(fields & TIME)
    return "day" in fields and claim.day is None
