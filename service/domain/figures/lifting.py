"""Safe lifting: crews for heavy items, weights of boxes, and how long carrying takes.

Pure. All figures are planning aids for untrained friends, not legal limits and not medical advice. Reasons are
codes with values; the sentences are in text/.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor

from service.domain.models import Place

ALONE_KG = 20
"""One person, if the thing is compact. Own estimate between HSE's 16 and 25 kg guideline figures (INDG143)."""
EACH_KG = 25
"""Effective kilograms a person in a team, and so 100 for four: the amber edge of HSE's MAC tool (INDG383)."""
MAX_BY_HAND = 4
"""Most people around one thing: more than four rarely works (HSE guidance on team handling)."""
PER_FLIGHT = 0.15
MAX_STAIR_FACTOR = 1.6
"""Load factor for stairs: own estimate; a mover's quoting rules move 17 % less from an upper-floor flat."""
UNKNOWN_WEIGHT_PEOPLE = 2
PAIR = 2

LOW_RISK_KG = (25.0, 100 / 3, 37.5, 37.5)
"""HSE's low-risk line for one, two, three and four people, in kg: 25 for one; for two about 2/3 of the
sum, for three about 1/2 (HSE guidance on team handling). HSE gives no share for four: it stays at that for three."""

LOAD_M3 = 1.4
UNLOAD_M3 = 1.9
"""Cubic metres a friend loads and unloads in an hour, on the flat with the door at the kerb: professionals do 2.0
to 2.7 over the whole job, friends about 0.7 of that, unloading is 25 to 33 % quicker (own estimate from these)."""
STAIRS_TIME = 0.20
"""Share of time that each floor by stairs adds (helptomove.net: 20 %)."""
LIFT_TIME = 1.30
"""Time factor with a lift, for any floor (helptomove.net: 30 %, and then no charge for floors)."""
CARRY_TIME, CARRY_METRES = 0.20, 15
"""Share of time that each further 15 m to the kerb adds (helptomove.net: 20 % for 15 m)."""
BOX_MINUTES = 1.5
BOX_FLOOR_MINUTES = 0.5
BOX_LIFT_MINUTES = 0.5
BOX_ALONE_IN_LIFT_MINUTES = 2.5
TOGETHER_IN_LIFT = 6
"""Minutes for a box and back, 20 m each way; more for each floor by stairs; more by lift, where 6 to 10 go up together
or one alone (own estimates: about 11 s a floor up unladen, 15 s loaded, 12 s down)."""
PACK_BOX_MINUTES = 10
"""Minutes to pack a box: movers take 5 to 9, 7 for a medium one (mover's pricing code); friends 0.7 of that pace."""
PORTION_MINUTES = 30
"""Time of a piece of work that one helper takes on without thinking twice: about half an hour (own estimate)."""
TOO_HOPEFUL = 1.25
"""Factor of the upper end, since plans run over: students took 64 % longer for a thesis than they expected (Buehler et
al. 1994). 25 to 30 % more is our own estimate for a day among friends; the smaller one is taken, since each range is
rounded up besides."""
ROUND_TO_MINUTES = 5


class Reason(StrEnum):
    """The reason for the size of a crew."""

    WEIGHT = "weight"
    SIZE = "size"
    """Its weight asks for fewer, but it is too long, wide or blind for them."""
    NOT_BY_HAND = "not_by_hand"
    UNKNOWN_WEIGHT = "unknown_weight"
    OWN = "own"


@dataclass(frozen=True)
class Crew:
    """A crew of `people`, and the reason as a code with its values. `advised` is the rule's own number."""

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


@dataclass(frozen=True)
class Route:
    """The way of all that is carried, from `start` to `finish`: across town, or within one building."""

    start: End
    finish: End
    same_building: bool = False

    @property
    def flights(self) -> int:
        return flights(self.start, self.finish, same_building=self.same_building)

    def flights_at(self, place: Place | None) -> int:
        """Count the flights of what is carried at one home alone; anywhere else, those of the whole way."""
        end = {Place.OLD: self.start, Place.NEW: self.finish}.get(place or Place.BOTH)
        return self.flights if end is None or self.same_building else flights(end, end, same_building=False)

    @property
    def ends(self) -> tuple[End, ...]:
        """List where things are carried: out and in across town; in one building once, over the floors between."""
        if not self.same_building:
            return (self.start, self.finish)
        floors = abs((self.start.floor or 0) - (self.finish.floor or 0))
        return (End(floors, self.start.lift or self.finish.lift),)


AT_KERB = Route(End(0, lift=False), End(0, lift=False))
"""From ground floor to ground floor across town: of a move of which nothing better is known."""


def flights(start: End, finish: End, *, same_building: bool) -> int:
    """Count the flights walked with a thing: the larger of the two addresses, floors that have a lift not counted.

    In the same building it is the difference of the floors. An unknown floor counts as the ground floor.
    """
    if same_building:
        lift = start.lift or finish.lift
        return 0 if lift else abs((start.floor or 0) - (finish.floor or 0))
    return max(0 if end.lift else abs(end.floor or 0) for end in (start, finish))


def crew(
    weight_kg: float | None, flights: int, *, compact: bool = True, least: int = 1, own: int | None = None
) -> Crew:
    """Size the crew for a weight (kg) over so many flights; `own` is the organizer's number, if given.

    effective = weight x min(1 + 0.15 x flights, 1.6); alone up to 20 kg; else one person for each 25 kg, at
    least two, at most four; over 100 kg effective it is not lifted by hand: four people roll it. `least` is the
    thing's own floor for the result (its size; the catalogue knows it), never the result itself.
    """
    advised, reason = _advised(weight_kg, flights, compact)
    if least > advised:
        advised = min(least, MAX_BY_HAND)
        reason = Reason.UNKNOWN_WEIGHT if reason is Reason.UNKNOWN_WEIGHT else Reason.SIZE
    if own is not None and reason is not Reason.NOT_BY_HAND:
        return Crew(own, Reason.OWN, weight_kg, flights, advised)
    return Crew(advised, reason, weight_kg, flights, advised)


def effective_kg(weight_kg: float, flights: int) -> float:
    """Compute the effective weight (kg) over so many flights."""
    # Rounded, so that 62.5 kg x 1.6 stays exactly 100 and not a hair over.
    return round(weight_kg * min(1 + PER_FLIGHT * flights, MAX_STAIR_FACTOR), 6)


def is_by_hand(weight_kg: float, flights: int) -> bool:
    """Tell whether something may be lifted by hand at all: up to 100 kg effective."""
    return effective_kg(weight_kg, flights) <= EACH_KG * MAX_BY_HAND


def _advised(weight_kg: float | None, flights: int, compact: bool) -> tuple[int, Reason]:
    if weight_kg is None:
        return UNKNOWN_WEIGHT_PEOPLE, Reason.UNKNOWN_WEIGHT
    effective = effective_kg(weight_kg, flights)
    if not is_by_hand(weight_kg, flights):
        return MAX_BY_HAND, Reason.NOT_BY_HAND
    if effective <= ALONE_KG and compact:
        return 1, Reason.WEIGHT
    return max(2, ceil(effective / EACH_KG)), Reason.WEIGHT


class Risk(StrEnum):
    """The risk of a lift. Furniture is nearly always amber: brief the team, use an aid."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


def risk(weight_kg: float | None, flights: int, people: int, *, least: int = 1) -> Risk:
    """Rate a lift with so many people.

    Green inside HSE's low-risk line for them (`LOW_RISK_KG`), red with fewer than the crew rule asks for or over
    100 kg effective, amber between. An unknown weight is unknown, unless its size already asks for more.
    """
    if weight_kg is None:
        return Risk.RED if people < least else Risk.UNKNOWN
    asked = crew(weight_kg, flights, least=least)
    if asked.reason is Reason.NOT_BY_HAND or people < asked.people:
        return Risk.RED
    line = LOW_RISK_KG[min(people, MAX_BY_HAND) - 1]
    return Risk.GREEN if effective_kg(weight_kg, flights) <= line else Risk.AMBER


@dataclass(frozen=True)
class Span:
    """A range of minutes, never one number."""

    low: int
    high: int


def carry_hours(volume_m3: float, route: Route, *, metres: int = CARRY_METRES) -> tuple[float, ...]:
    """Compute the person-hours for so many cubic metres, one figure for each of the route's ends; `metres` to the kerb.

    Across town loading and unloading; within a building the slower rate of the two, once (own estimate).
    """
    rates = (LOAD_M3, UNLOAD_M3)[: len(route.ends)]
    return tuple(volume_m3 / rate * _slower(end, metres) for end, rate in zip(route.ends, rates, strict=True))


def box_minutes(low: float, high: float, route: Route) -> Span:
    """Estimate one helper's time to carry between `low` and `high` boxes, out and in."""
    each = [(end, 0 if end.lift else abs(end.floor or 0)) for end in route.ends]
    return span(
        sum(low * box_trip_minutes(flights, low, lift=end.lift) for end, flights in each),
        sum(high * box_trip_minutes(flights, high, lift=end.lift) for end, flights in each),
    )


def box_trip_minutes(flights: int, boxes: float, *, lift: bool = False) -> float:
    """Compute the minutes for one box and back; `boxes` that go together fill the lift."""
    if lift:
        return BOX_MINUTES + (BOX_LIFT_MINUTES if boxes >= TOGETHER_IN_LIFT else BOX_ALONE_IN_LIFT_MINUTES)
    return BOX_MINUTES + BOX_FLOOR_MINUTES * flights


def packing_minutes(low: int, high: int) -> Span:
    """Estimate one helper's time to pack between `low` and `high` boxes."""
    return span(low * PACK_BOX_MINUTES, high * PACK_BOX_MINUTES)


def trip_minutes(way: int, low: int, high: int) -> Span:
    """Estimate the time on the road of `low` to `high` runs of so many minutes each way, without loading."""
    return span(2 * way * low, 2 * way * high)


@lru_cache(maxsize=256)
def portion(ends: tuple[End, ...]) -> int:
    """Count the boxes that one helper carries in PORTION_MINUTES, out of one home or out and in, at least one."""
    each = [box_trip_minutes(0 if end.lift else abs(end.floor or 0), TOGETHER_IN_LIFT, lift=end.lift) for end in ends]
    return max(1, floor(PORTION_MINUTES / sum(each)))


def packing_portion() -> int:
    """Count the boxes that one helper packs in PORTION_MINUTES."""
    return PORTION_MINUTES // PACK_BOX_MINUTES


def _slower(end: End, metres: int) -> float:
    stairs = LIFT_TIME if end.lift else 1 + STAIRS_TIME * abs(end.floor or 0)
    return stairs * (1 + CARRY_TIME * max(0, metres - CARRY_METRES) / CARRY_METRES)


def span(low: float, high: float) -> Span:
    """Round a range of minutes up, its upper end with `TOO_HOPEFUL`: plans run over."""
    return Span(rounded(low), rounded(high * TOO_HOPEFUL))


def rounded(minutes: float) -> int:
    """Round minutes up to what people say."""
    return ROUND_TO_MINUTES * max(1, ceil(minutes / ROUND_TO_MINUTES))
