"""Digests that hold for one day: what is counted of a receiver cannot be found or compared once the day is over.

A day is one of UTC. Its key is random, shared by all processes through the database, and deleted with the day.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.domain.models import DayKey, Helper, Move, Organizer, RecentLetter, table
from service.domain.rules.devices import DEVICES_KNOWN
from service.storage.upsert import upsert

VISITORS_KNOWN = timedelta(days=30)
"""Time for which it is known by a digest which entries one visiting address has made."""
DAY_KEYS, HELPERS = table(DayKey), table(Helper)


@dataclass(frozen=True)
class Today:
    """The digests of one day."""

    key: str

    def digest(self, *parts: str) -> str:
        return hmac.new(self.key.encode(), "\0".join(parts).encode(errors="replace"), sha256).hexdigest()


def read_today(session: Session, now: datetime) -> Today:
    """Read the key of this day, within a write transaction. The first of a day ends what was kept for days before."""
    day = now.astimezone(UTC).date()
    query = select(DayKey.key).where(DayKey.day == day)
    found = session.scalar(query)
    if found is None:
        made = upsert(session.connection(), DAY_KEYS).on_conflict_do_nothing()
        session.execute(made, {"day": day, "key": secrets.token_urlsafe()})
        session.execute(delete(DayKey).where(DayKey.day < day))
        session.execute(delete(RecentLetter).where(RecentLetter.taken_at < datetime.combine(day, time(), tzinfo=UTC)))
        gone = now - DEVICES_KNOWN
        session.execute(update(HELPERS).where(HELPERS.c.device != "", HELPERS.c.came_at <= gone).values(device=""))
        before = now - VISITORS_KNOWN
        session.execute(update(HELPERS).where(HELPERS.c.visitor != "", HELPERS.c.came_at <= before).values(visitor=""))
        old = select(Move.id).where(Move.planned_at <= before)
        session.execute(update(Organizer).where(Organizer.visitor != "", Organizer.move_id.in_(old)).values(visitor=""))
        found = session.scalars(query).one()
    return Today(found)
