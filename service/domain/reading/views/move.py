"""The move itself: when, from where, to where, by whom."""

from dataclasses import dataclass
from datetime import date, datetime

from service.domain.figures import times
from service.domain.models import MoveState
from service.domain.reading.views.people import OrganizerView


@dataclass(frozen=True)
class EndView:
    """One end of the way. `address` is empty for the public."""

    area: str
    floor: int | None
    lift: bool
    address: str = ""


@dataclass(frozen=True)
class MoveView:
    id: str
    version: int
    state: MoveState
    title: str
    zone: str
    day: date | None
    why: str
    same_building: bool
    start: EndView
    finish: EndView
    flights: int
    """Flights that heavy things are carried over."""
    signup_epoch: int
    revision: int
    organizers: list[OrganizerView]
    """Contacts are empty for the public."""
    planned_at: datetime | None = None
    """For organizers."""
    evening: str = ""
    """The sentence that was sent to everybody on the evening; for organizers."""

    @property
    def organizer(self) -> OrganizerView:
        return self.organizers[0]

    @property
    def organizer_names(self) -> list[str]:
        return [organizer.name for organizer in self.organizers]

    @property
    def is_open(self) -> bool:
        return self.state is MoveState.OPEN


def today(move: MoveView, now: datetime) -> date:
    """Tell which day it is where the move is."""
    return times.day_there(now, move.zone)
