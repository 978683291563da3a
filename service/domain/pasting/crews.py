"""Step 6, for furniture: which crew carries which pieces, so that few people are needed, and none for too long.

The heaviest pieces are one crew's work, as large as the most demanding of them asks for; the rest is for pairs. Across
town, where who comes is there for half a day, that crew carries as much of the rest as its time allows. What is not
lifted by hand, and what one person carries alone, is left to others.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor

from service.domain.figures import lifting
from service.domain.figures.catalogue import item
from service.domain.figures.lifting import PAIR, Route
from service.domain.figures.loads import Demand, Load, demand, load_of
from service.domain.pasting.shapes import Thing, TitleCode

HEAVY_KG = 25
"""The least weight of a thing that is no loose one; nor is one that needs two people for its size."""
PARTS_KG = 50
"""The least weight of a thing that is no loose one, however light its parts: a trampoline."""
MAX_MINUTES = 180
"""Longest work of one crew: no lifting shift of friends over four hours, with pauses (own estimate)."""
MAX_PARTS = 20
"""Most works that furniture is parted into; beyond, they grow: the board would hold nothing else."""
FEW_MINUTES = 90
"""Work that is not worth a second crew, or a second pair (own estimate)."""
HANDS = 4
"""Fewest people that a plan is made for, if nobody says how many there are: two neighbours, a friend, and who moves."""
PAIRS = ((8, 3), (4, 2), (0, 1))
"""Pairs for the rest of the furniture, from so many hands on; at most six people, who are in each other's way beyond at
one door (totalcareremovals.co.nz says so without a number)."""
PACE = 26 / 30 * 295 / 325
"""Share of the hours by volume that a crew's time on the flat begins with. A two-bedroom home has 30 hours by volume,
and 26 in the table of homes, whose hours have the usual stairs in them: movers reckon with 325 lb an hour from a ground
floor and with 295 from a house with an upper one (mover's quoting rules). Plans run over from there
(`lifting.TOO_HOPEFUL`)."""
UNKNOWN_M3 = 0.3
"""Volume of a thing that the catalogue does not know: about the middle of all things that are no boxes."""


@dataclass(frozen=True)
class CrewWork:
    """Things that one crew of `people` carries. `is_part`: all of them would take too long."""

    code: TitleCode
    things: list[Thing]
    people: int
    is_part: bool = False


def is_loose(thing: Thing) -> bool:
    """Tell whether one person carries it on the flat. Not at an unknown weight: nobody should meet it by surprise."""
    load = _load(thing)
    light = load.weight_kg is not None and load.weight_kg < HEAVY_KG and (thing.weight_kg or 0) < PARTS_KG
    return light and load.least == 1


def is_by_hand(thing: Thing, flights: int) -> bool:
    return _load(thing).is_liftable(flights)


def demand_of(things: Iterable[Thing]) -> Demand:
    return demand([_load(each) for each in things])


def crew_of(things: Iterable[Thing], flights: int) -> lifting.Crew:
    """Size the crew that the most demanding of these things asks for."""
    asked = demand_of(things)
    return lifting.crew(asked.weight_kg, flights, least=asked.least)


def _load(thing: Thing) -> Load:
    return load_of(thing.key, thing.load_kg if thing.explicit_weight or thing.key is None else None)


def minutes_of(things: list[Thing], people: int, route: Route) -> list[lifting.Span]:
    """Estimate a crew's time, a range for each of the route's ends."""
    low, high = volume_of(things, low=True), volume_of(things)
    ends = zip(lifting.carry_hours(low, route), lifting.carry_hours(high, route), strict=True)
    return [lifting.span(60 * PACE * least / people, 60 * PACE * most / people) for least, most in ends]


def volume_of(things: Iterable[Thing], *, low: bool = False) -> float:
    """Add up cubic metres; `low`: of the lower counts."""
    return sum(volume_m3(each.key) * (each.count_low if low else each.count) for each in things)


def volume_m3(key: str | None) -> float:
    return UNKNOWN_M3 if key is None else item(key).volume_m3


def share_out(things: list[Thing], route: Route, hands: int) -> list[CrewWork]:
    """Share out furniture that is lifted by hand, each thing once, in the order of a day: the heaviest first."""
    asked = [(crew_of([each], route.flights).people, each) for each in things]
    ranked = sorted(asked, key=lambda pair: (-pair[0], -(pair[1].load_kg or 0)))
    heaviest = [each for people, each in ranked if people > PAIR]
    rest = [each for people, each in ranked if people <= PAIR]
    if not heaviest:
        return _in_pairs(TitleCode.FURNITURE, rest, route, hands)
    sizes = _sizes(ranked[0][0], route, hands) if rest else [ranked[0][0]]
    limit = FEW_MINUTES if route.same_building else MAX_MINUTES
    in_time = [people for people in sizes if _longest(things, people, route) <= limit]
    if rest and in_time:
        return [CrewWork(TitleCode.FURNITURE, [*heaviest, *rest], in_time[0])]
    if rest and hands >= HANDS:
        carried = heaviest if route.same_building else [*heaviest, *rest]
        heaviest, over = _first(carried, sizes[-1], route)
        rest = [*over, *rest] if route.same_building else over
    works = _in_time(TitleCode.HEAVIEST if rest else TitleCode.FURNITURE, heaviest, sizes[-1], route)
    return [*works, *_in_pairs(TitleCode.REST, rest, route, hands)]


def _sizes(people: int, route: Route, hands: int) -> list[int]:
    """List the sizes of the crew for more than the heaviest pieces: what these ask for, and across town two pairs."""
    more = people < PAIR + PAIR <= hands and not route.same_building
    return [people, PAIR + PAIR] if more else [people]


def _first(things: list[Thing], people: int, route: Route) -> tuple[list[Thing], list[Thing]]:
    """Take as many things, from the first on, as a crew carries in its time. The others go to the next crew."""
    taken, hours = 0, 0.0
    for each in things:
        hours += _hours(each, route)
        if taken and _minutes(hours, people) > MAX_MINUTES:
            break
        taken += 1
    return things[:taken], things[taken:]


def _in_pairs(code: TitleCode, things: list[Thing], route: Route, hands: int) -> list[CrewWork]:
    """Give things to one pair or to several who work side by side; together they may lift a heavier one."""
    if not things:
        return []
    pairs = 1 if _longest(things, PAIR, route) <= FEW_MINUTES else next(n for least, n in PAIRS if hands >= least)
    pairs = min(pairs, sum(each.count for each in things))
    people = max(PAIR * pairs, crew_of(things, route.flights).people)
    return _in_time(code, things, people, route)


def _in_time(code: TitleCode, things: list[Thing], people: int, route: Route) -> list[CrewWork]:
    """Part a crew's work so that no part takes too long, each about as long as the others."""
    limit = MAX_MINUTES / (60 * PACE * lifting.TOO_HOPEFUL) * people
    pieces = [piece for each in things for piece in _within(each, limit, route)]
    hours = [_hours(each, route) for each in pieces]
    parts = min(max(1, ceil(sum(hours) / limit)), MAX_PARTS)
    shares = _spread(hours, parts)
    while parts < MAX_PARTS and any(sum(hours[at] for at in share) > limit for share in shares if len(share) > 1):
        parts += 1
        shares = _spread(hours, parts)
    found = [[pieces[at] for at in sorted(share)] for share in shares if share]
    return [CrewWork(code, share, people, is_part=len(found) > 1) for share in found]


def _spread(hours: list[float], parts: int) -> list[list[int]]:
    """Spread works over parts, the longest first, each to the part that has least."""
    loads: list[tuple[float, int]] = [(0.0, part) for part in range(parts)]
    shares: list[list[int]] = [[] for _ in range(parts)]
    for at in sorted(range(len(hours)), key=lambda at: -hours[at]):
        load, part = heapq.heappop(loads)
        shares[part].append(at)
        heapq.heappush(loads, (load + hours[at], part))
    return shares


def _within(thing: Thing, limit: float, route: Route) -> list[Thing]:
    """Part so many of a thing that they alone would take too long: "60 bookcases"."""
    most = max(1, floor(limit / (_hours(thing, route) / thing.count)))
    parts = ceil(thing.count / most)
    if parts == 1:
        return [thing]
    return [replace(thing, count=share, count_low=low) for share, low in shares_of(thing.count, thing.count_low, parts)]


def shares_of(count: int, low: int, parts: int) -> list[tuple[int, int]]:
    """Part a count and its lower end into equal shares, that add up to them."""
    whole = [count // parts + (at < count % parts) for at in range(parts)]
    found = []
    for share in whole:
        found.append((share, min(share, low)))
        low -= found[-1][1]
    return found


def _hours(thing: Thing, route: Route) -> float:
    """Compute the person-hours by volume of a thing at the end where it takes longer."""
    return max(lifting.carry_hours(volume_m3(thing.key) * thing.count, route))


def _longest(things: list[Thing], people: int, route: Route) -> int:
    return max(span.high for span in minutes_of(things, people, route))


def _minutes(hours: float, people: int) -> float:
    return 60 * PACE * hours / people * lifting.TOO_HOPEFUL
