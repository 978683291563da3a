"""Which words of a keeper's drafts are the organizers': the keeper sees what they typed, and not those."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.core.links import Grants
from service.domain.models import Happening


def written_by_others(session: Session, move_id: str, keeper_n: int) -> defaultdict[int, set[str]]:
    """Map tasks to those of their fields that somebody else than this keeper wrote last, in one query."""
    query = select(Happening.by_role, Happening.by_n, Happening.about).where(
        Happening.move_id == move_id, Happening.what.in_((Event.TASK_CHANGED, Event.TASK_OPENED))
    )
    written: defaultdict[int, set[str]] = defaultdict(set)
    for by_role, by_n, about in session.execute(query.order_by(Happening.version, Happening.line)):
        fields = {*about.get("fields", ())}
        is_keeper = (by_role, by_n) == (Grants.ORGANIZER.name.lower(), keeper_n)
        written[about["task"]] = written[about["task"]] - fields if is_keeper else written[about["task"]] | fields
    return written
