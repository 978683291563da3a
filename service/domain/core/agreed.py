"""The time that a helper has agreed to: all that has changed of it since their last yes, read from the history.

Nothing else holds it: each yes and each change is a line there already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from service.domain.core.events import Event
from service.domain.core.receivers import HELPER
from service.domain.models import Happening, table

TIME = {"day", "starts", "ends"}
"""Fields of a task that say when it is."""
OWN_YES = (Event.CLAIMED, Event.CLAIM_CHANGED, Event.CLAIM_KEPT)
"""Events by which a helper agrees themselves to a task as it is."""
CHANGES = (Event.TASK_CHANGED, Event.MOVE_CHANGED)
HAPPENINGS = table(Happening)


@dataclass(frozen=True)
class Place:
    """A firm place of a helper, on a task that is still to be done."""

    claim: int
    task: int
    since: int
    """The version by which it was theirs."""
    has_day: bool
    """The task has a day of its own."""


@dataclass(frozen=True)
class Unanswered:
    """A firm claim whose time has changed, and its helper has not said whether it still suits them."""

    agreed: int
    """The version to which they said yes."""
    changed: tuple[int, ...]
    """The versions that gave it another time since then."""


def read_unanswered(
    connection: Connection, move_id: str, helper_n: int, places: Sequence[Place]
) -> dict[int, Unanswered]:
    """Find those of a helper's firm places whose time has changed since their last yes, by claim, in one query."""
    since = min((place.since for place in places), default=0)
    lines = _read_lines(connection, move_id, helper_n, since) if places else []
    found = {place.claim: _unanswered(place, lines) for place in places}
    return {n: each for n, each in found.items() if each.changed}


def _read_lines(connection: Connection, move_id: str, helper_n: int, since: int) -> list[Any]:
    """Read what has changed since a version, and what this helper has said yes to."""
    line = HAPPENINGS.c
    own = and_(line.by_role == HELPER, line.by_n == helper_n, line.what.in_(OWN_YES))
    query = select(line.version, line.what, line.about).where(line.move_id == move_id, line.version > since)
    return list(connection.execute(query.where(or_(line.what.in_(CHANGES), own)).order_by(line.version)).all())


def _unanswered(place: Place, lines: Iterable[Any]) -> Unanswered:
    agreed, changed = place.since, list[int]()
    for line in lines:
        about = line.about
        if line.what in OWN_YES and about["claim"] == place.claim:
            agreed = max(agreed, min(about.get("seen", line.version), line.version))
        elif line.what in CHANGES and _is_another_time(line.what, about, place):
            changed.append(line.version)
    return Unanswered(agreed, tuple(version for version in changed if version > agreed))


def _is_another_time(what: str, about: dict[str, Any], place: Place) -> bool:
    """Tell whether a change is about when this is; that of the move's day is not, where the task has its own."""
    fields = set(about.get("fields", ()))
    if what == Event.TASK_CHANGED:
        return about["task"] == place.task and bool(fields & TIME)
    return "day" in fields and not place.has_day
