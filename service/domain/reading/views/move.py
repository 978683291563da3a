"""The move itself: when, from where, to where, by whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from service.domain.core.refusals import NotFound
from service.domain.figures import times
from service.domain.figures.lifting import End, Route
from service.domain.models import MoveState, Standing
from service.domain.reading.views.people import HelperView, OrganizerView

KNOWN_AFTER = timedelta(days=14)
"""Time after the last day of a move until exact addresses and contacts go, where nobody closes it."""
KNOWN_WITHOUT_DAY = timedelta(days=90)
"""Time after an organizer's last change until they go where no day is said at all."""


@dataclass(frozen=True)
class EndView:
    """One end of the way. `address` and `arriving` are empty for those without a firm claim."""

    area: str
    floor: int | None
    lift: bool
    address: str = ""
    arriving: str = ""


@dataclass(frozen=True)
class MoveView:
    id: str
    version: int
    state: MoveState
    title: str
    zone: str
    day: date | None
    why: str
    damage_is_mine: bool
    discreet: bool
    same_building: bool
    start: EndView
    finish: EndView
    signup_epoch: int
    revision: int
    organizers: list[OrganizerView]
    """Contacts are empty for those without a firm claim."""
    keepers: Sequence[OrganizerView] = ()
    """Those who may suggest; for organizers."""
    planned_at: datetime | None = None
    """For organizers."""
    gear: Sequence[str] = ()
    got: Sequence[str] = ()
    """The checklist of gear to get, and what of it they have; for organizers."""
    evening: str = ""
    """The sentence that was sent to everybody on the evening; for those who help, and organizers."""

    word: str = ""
    word_at: datetime | None = None
    word_to_standbys: bool = False
    """The last word to all who come, and whether it is for standbys, too. Empty for those without a claim."""
    holds_back: bool = False
    """Its reader is not trusted and the move is discreet: what `views/discreet.py` holds back is in none of it."""

    @cached_property
    def route(self) -> Route:
        start, finish = (End(end.floor, end.lift) for end in (self.start, self.finish))
        return Route(start, finish, self.same_building)

    def word_for(self, standings: Collection[Standing]) -> str:
        """Return the last word to all, if it is for somebody whose claims have these standings."""
        is_for_them = Standing.FIRM in standings or (self.word_to_standbys and Standing.STANDBY in standings)
        return self.word if is_for_them else ""

    def lets_know(self, helper: HelperView) -> bool:
        """Tell whether a helper, as organizers read them, may know all that there is to know."""
        return bool(helper.trusted) or not self.discreet

    @property
    def organizer(self) -> OrganizerView:
        """The first of those who organize, for what takes one name only."""
        return self.organizers[0]

    def organizer_of(self, n: int) -> OrganizerView:
        """Find one of those who organize, or a keeper. Raises NotFound."""
        for each in (*self.organizers, *self.keepers):
            if each.n == n:
                return each
        raise NotFound

    def name_of(self, n: int | None) -> str:
        """Name one of those who organize; empty for everybody else."""
        return next((each.name for each in self.organizers if each.n == n), "")

    @property
    def organizer_names(self) -> list[str]:
        return [organizer.name for organizer in self.organizers]

    @property
    def is_open(self) -> bool:
        return self.state is MoveState.OPEN


def last_day(*days: date | None) -> date | None:
    """Find the last of those days that are said: a task may have a day after that of the move."""
    return max((day for day in days if day is not None), default=None)


def needs_addresses(state: MoveState, last: date | None, zone: str, now: datetime, changed_at: datetime) -> bool:
    """Tell whether those who help in a move still have to know where exactly it is and how to reach its organizers.

    `changed_at`: when an organizer last changed something, which counts where no day is said.
    """
    if last is None:
        is_over = changed_at + KNOWN_WITHOUT_DAY <= now
    else:
        is_over = last + KNOWN_AFTER <= times.day_there(now, zone)
    return state is MoveState.OPEN and not is_over


def today(move: MoveView, now: datetime) -> date:
    """Tell which day it is where the move is."""
    return times.day_there(now, move.zone)
