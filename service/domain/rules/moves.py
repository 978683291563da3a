"""Moves: plan one, change it, call it off, close it, open it again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import select

from service.domain.core.change import Change
from service.domain.core.creating import create_move, new_id
from service.domain.core.events import Event
from service.domain.core.intents import Intent
from service.domain.core.links import Link
from service.domain.core.receivers import TOLD_OF_MOVE
from service.domain.core.refusals import NotFound
from service.domain.models import May, Move, MoveState, Named, Organizer, Task, set_fields
from service.domain.rules.offers import name_offers
from service.domain.rules.out_and_in import asked_of_crews, stay_as_many
from service.domain.rules.standbys import fill_all_places
from service.domain.rules.trust import trust_who_comes
from service.storage.database import Database


class MoveFields(TypedDict, total=False):
    """The fields of a move that an organizer may set. Floor 0 is the ground floor; furniture fits a lift."""

    title: str
    zone: str
    day: date | None
    why: str
    damage_is_mine: bool
    """Friends read that what breaks is the matter of those who move."""
    discreet: bool
    """A discreet move shows the day alone to people who are not trusted. Those with a firm claim are, as it begins."""
    same_building: bool
    from_area: str
    from_address: str
    from_floor: int | None
    from_lift: bool
    from_arriving: str
    to_area: str
    to_address: str
    to_floor: int | None
    to_lift: bool
    to_arriving: str
    state: MoveState


class OrganizerFields(TypedDict, total=False):
    name: str
    may: May
    email: str
    phone: str
    proven: str
    """The address or number that they have confirmed to be theirs."""
    language: str
    """The language of messages to them."""
    muted_kinds: list[str]
    digest_days: int
    writing_day: date | None
    skipped_days: list[str]


STAIRS = {"same_building", "from_floor", "from_lift", "to_floor", "to_lift"}
"""Fields from which the crews of heavy items follow."""


def plan_move(
    database: Database,
    fields: MoveFields,
    organizer: OrganizerFields,
    *,
    now: datetime,
    named: Sequence[Named] = (),
    intent: Intent | None = None,
    visitor: str = "",
) -> Link:
    """Create a move and return its organizer's link. `named`: who has offered to help; `visitor`: as in `change`.

    Raises KeyReused.
    """
    move = Move(id=new_id(), version=1, last_n=0, planned_at=now, next_due_at=now, **fields)

    def first(change: Change) -> int:
        n = change.add(Organizer(move_id=move.id, n=change.next_n(), visitor=change.visitor, **organizer)).n
        change.note(Event.MOVE_PLANNED)
        name_offers(change, named)
        return n

    return create_move(database, first, move, now=now, intent=intent, visitor=visitor)


@dataclass(frozen=True)
class Whose:
    """The part that a title is made of where nobody has given one."""

    name: str
    day: date | None
    language: str
    """The language of messages to them: most likely that of the title."""


def change_move(
    change: Change,
    fields: MoveFields,
    organizer: OrganizerFields | None = None,
    *,
    retitle: Callable[[str, Whose, Whose], str] | None = None,
) -> None:
    """Change the fields of a move. Agreed times keep their wall time when the zone is corrected.

    Where the stairs are others, who carry in stay as many as who carry out.

    `retitle`: returns the title as it is after a change, by what it may have been made of before and by that now.
    """
    move, me = change.move, change.get(Organizer, change.by.n)
    title, before = move.title, _whose(change)
    crews = asked_of_crews(change) if STAIRS & fields.keys() else {}
    changed = set_fields(move, fields)
    if organizer:
        changed += [f"organizer_{name}" for name in set_fields(me, organizer)]
    after = _whose(change)
    if retitle and before != after and move.title == title:
        changed += set_fields(move, {"title": retitle(title, before, after)})
    if not changed:
        return
    change.note(Event.MOVE_CHANGED, fields=changed, state=move.state)
    if "discreet" in changed and move.discreet:
        trust_who_comes(change)
    if TOLD_OF_MOVE & set(changed):
        move.revision += 1
    if STAIRS & set(changed) or "state" in changed:
        change.flush()
        for n, was in crews.items() if STAIRS & set(changed) else ():
            stay_as_many(change, change.get(Task, n), was)
        fill_all_places(change)


def _whose(change: Change) -> Whose:
    """Return whose move it is, which is the first organizer's, whoever changes it."""
    of_move = (Organizer.move_id == change.move.id, Organizer.organizes())
    first = change.session.scalars(select(Organizer).where(*of_move).order_by(Organizer.n)).first()
    if first is None:
        raise NotFound
    return Whose(first.name, change.move.day, first.language)


def tick_gear(change: Change, got: Iterable[str]) -> None:
    """Note which of the things that organizers have to get they have."""
    have = set(got)
    ticked = [each for each in change.move.gear if each in have]
    if ticked != change.move.got:
        change.move.got = ticked
        change.note(Event.MOVE_CHANGED, fields=["got"], state=change.move.state)


def rotate_signup(change: Change) -> None:
    """Replace the sign-up link: every earlier one ends at once. Helpers keep their own links."""
    change.move.signup_epoch = change.next_epoch(change.move.signup_epoch)
    change.note(Event.SIGNUP_ROTATED)
