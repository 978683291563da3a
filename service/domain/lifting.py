"""Crews for heavy things: how many people a weight asks for, and when it is not for hands at all.

Pure. All figures are planning aids for untrained volunteers, not legal limits and not medical advice.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

ALONE_KG = 20
"""One person, if the thing is compact. Own estimate between HSE's 16 and 25 kg guideline figures (INDG143)."""
EACH_KG = 25
"""Effective kilograms a person in a team, and so 100 for four: the amber edge of HSE's MAC tool (INDG383)."""
MOST_BY_HAND = 4
"""More than four people around one thing rarely works (HSE guidance on team handling)."""
PER_FLIGHT = 0.15
MOST_STAIRS = 1.6
"""Load factor for stairs: own estimate; a mover's quoting rules move 17 % less from an upper-floor flat."""
UNKNOWN_WEIGHT_PEOPLE = 2


class Reason(StrEnum):
    """Why a crew is as large as it is."""

    WEIGHT = "weight"
    NOT_BY_HAND = "not_by_hand"
    UNKNOWN_WEIGHT = "unknown_weight"
    OWN = "own"


@dataclass(frozen=True)
class Crew:
    """How many `people`, and the reason as a code with its values. `advised` is the rule's own number."""

    people: int
    reason: Reason
    weight_kg: float | None
    flights: int
    advised: int


@dataclass(frozen=True)
class End:
    """One end of the way. `floor`: 0 is the ground floor, None is not known. `lift`: usable for furniture."""

    floor: int | None
    lift: bool


def flights(start: End, finish: End, *, same_building: bool) -> int:
    """Flights really walked with the thing: the larger of the two addresses, floors that have a lift not counted.

    In the same building it is the difference of the floors. An unknown floor counts as the ground floor.
    """
    if same_building:
        lift = start.lift or finish.lift
        return 0 if lift else abs((start.floor or 0) - (finish.floor or 0))
    return max(0 if end.lift else abs(end.floor or 0) for end in (start, finish))


def crew(weight_kg: float | None, flights: int, *, compact: bool = True, own: int | None = None) -> Crew:
    """The crew that a weight (kg) asks for over so many flights; `own` is the organizer's number, if given.

    effective = weight x min(1 + 0.15 x flights, 1.6); alone up to 20 kg; else one person for each 25 kg, at
    least two, at most four; over 100 kg effective it is not lifted by hand: four people roll it.
    """
    advised, reason = _advised(weight_kg, flights, compact)
    if own is not None:
        return Crew(own, Reason.OWN, weight_kg, flights, advised)
    return Crew(advised, reason, weight_kg, flights, advised)


def _advised(weight_kg: float | None, flights: int, compact: bool) -> tuple[int, Reason]:
    if weight_kg is None:
        return UNKNOWN_WEIGHT_PEOPLE, Reason.UNKNOWN_WEIGHT
    # Rounded, so that 62.5 kg x 1.6 stays exactly 100 and not a hair over.
    effective = round(weight_kg * min(1 + PER_FLIGHT * flights, MOST_STAIRS), 6)
    if effective > EACH_KG * MOST_BY_HAND:
        return MOST_BY_HAND, Reason.NOT_BY_HAND
    if effective <= ALONE_KG and compact:
        return 1, Reason.WEIGHT
    return max(2, ceil(effective / EACH_KG)), Reason.WEIGHT
