"""Entries that one visitor made by the sign-up link, and removals of such entries that can still be undone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.figures.times import PUT_BACK_WITHIN
from service.domain.models import Helper, Removal
from service.domain.reading.people import LISTED


@dataclass(frozen=True)
class RemovalView:
    """A removal that can still be undone, until `until` (aware UTC)."""

    n: int
    people: int
    until: datetime


def read_visitors(session: Session, move_id: str) -> dict[int, list[int]]:
    """Read, for each entry of which it is known, the numbers of all entries of its visitor, itself among them."""
    query = select(Helper.visitor, Helper.n).where(Helper.move_id == move_id, Helper.visitor != "", *LISTED)
    made = defaultdict[str, list[int]](list)
    for visitor, n in session.execute(query.order_by(Helper.n)):
        made[visitor].append(n)
    return {n: numbers for numbers in made.values() for n in numbers}


def read_removals(session: Session, move_id: str, now: datetime) -> list[RemovalView]:
    query = select(Removal).where(Removal.move_id == move_id, Removal.removed_at > now - PUT_BACK_WITHIN)
    return [
        RemovalView(each.n, len(each.before["helpers"]), each.removed_at + PUT_BACK_WITHIN)
        for each in session.scalars(query.order_by(Removal.n))
    ]
