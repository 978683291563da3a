"""Entries that one visitor made by the sign-up link, and removals of such entries that can still be undone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.figures.times import PUT_BACK_WITHIN
from service.domain.models import Removal
from service.domain.reading.views import HelperView


@dataclass(frozen=True)
class RemovalView:
    """A removal that can still be undone, until `until` (aware UTC)."""

    n: int
    people: int
    until: datetime


def by_visitor(helpers: Iterable[HelperView]) -> dict[int, list[HelperView]]:
    """Return, for each entry of which it is known, all entries of its visitor, itself among them."""
    made = defaultdict[str, list[HelperView]](list)
    for helper in helpers:
        if helper.visitor:
            made[helper.visitor].append(helper)
    return {helper.n: entries for entries in made.values() for helper in entries}


def read_removals(session: Session, move_id: str, now: datetime) -> list[RemovalView]:
    query = select(Removal).where(Removal.move_id == move_id, Removal.removed_at > now - PUT_BACK_WITHIN)
    return [
        RemovalView(each.n, len(each.before["helpers"]), each.removed_at + PUT_BACK_WITHIN)
        for each in session.scalars(query.order_by(Removal.n))
    ]
