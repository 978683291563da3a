"""Loads: what one thing asks of those who carry it, and what several ask of one crew. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.figures import lifting
from service.domain.figures.catalogue import items


@dataclass(frozen=True)
class Load:
    """One carry. `weight_kg` is None if nobody knows it; `least` is the crew that its size asks for."""

    weight_kg: float | None
    least: int

    def is_liftable(self, flights: int) -> bool:
        """Tell whether a crew may lift it by hand over so many flights."""
        return self.weight_kg is None or lifting.is_by_hand(self.weight_kg, flights)


@dataclass(frozen=True)
class Demand:
    """The demand of all loads on one crew: their greatest weight that is known, and the least crew."""

    weight_kg: float | None
    least: int


@dataclass(frozen=True)
class AtBothHomes:
    """The demand of loads on those who carry them out and those who carry them in; flights `here` and at the other."""

    loads: Demand
    here: int
    there: int

    @property
    def people(self) -> int:
        """Count the larger crew of the two."""
        return max(people_for(self.loads, each) for each in (self.here, self.there))

    @property
    def people_here(self) -> int:
        return people_for(self.loads, self.here)


def load_of(item: str | None, weight_kg: float | None) -> Load:
    """Make the load of a thing: its own weight (kg of one carry) counts before the catalogue's.

    A weight of its own also replaces the catalogue's reasons of weight for a crew, but not those of size.
    """
    known = items().get(item) if item is not None else None
    if known is None:
        return Load(weight_kg, 1)
    if weight_kg is None:
        return Load(known.load_kg, known.least)
    for_size = lifting.crew(known.load_kg, 0).people < known.least
    return Load(weight_kg, known.least if for_size else min(known.least, 2))


def crew_for_both(own: int | None, was: AtBothHomes, now: AtBothHomes) -> int | None:
    """Return the number of people that a task needs of its own, so that who carries out and in stay as many.

    `own`: its number before. One that is more than both homes ask for stays, and so does one that is less. None: its
    own things and stairs ask for it.
    """
    people = own or was.people_here
    if people < was.people:
        return own
    people = max(people, now.people) if people > was.people else now.people
    return None if people == now.people_here else people


def people_for(asked: Demand, flights: int) -> int:
    """Count the crew that these loads ask for over so many flights."""
    return lifting.crew(asked.weight_kg, flights, least=asked.least).people


def demand(loads: Sequence[Load]) -> Demand:
    """Find what the most demanding of the loads asks for. One of unknown weight asks for two people at least."""
    weights = [load.weight_kg for load in loads if load.weight_kg is not None]
    unknown = lifting.UNKNOWN_WEIGHT_PEOPLE if len(weights) < len(loads) else 1
    return Demand(max(weights, default=None), max([unknown, *(load.least for load in loads)]))
