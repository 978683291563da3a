"""Step 7: one proposal each for boxes, a crew's work, what comes apart, loose things, a trip and care."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import TypedDict, Unpack

from service.domain.figures import lifting
from service.domain.figures.catalogue import item
from service.domain.figures.lifting import PAIR, Route
from service.domain.models import Gear, Kind, Place, Sort, Work
from service.domain.pasting.crews import (
    HEAVY_KG,
    MAX_MINUTES,
    CrewWork,
    crew_of,
    demand_of,
    minutes_of,
    shares_of,
)
from service.domain.pasting.shapes import Proposal, Thing, Title, TitleCode, Why
from service.domain.pasting.tokens import tokens

MAX_BOXES = 1_000
"""Most boxes of one task: as many as the field takes."""
LONGEST = 6_000
"""Longest estimate in minutes: as long as the field takes."""
ALONE_MINUTES = 120
"""Work on which one person is not left alone (own estimate)."""
AT_ONE_DOOR = 6
"""Most people for light things: beyond, they are in each other's way (as for `crews.PAIRS`)."""
LOOSE_TRIPS = 1.5
"""Boxes that take as long as a loose thing: it is bulkier (own estimate)."""
APART_MINUTES = (8, 12)
"""Person-minutes to take a piece apart: own estimate between 2 to 10 for one of any sort (helptomove.net) and 15 to 30
for a bed or a table (litemovers.com)."""

AIDS = {
    "hand truck": Gear.HAND_TRUCK,
    "furniture dolly": Gear.DOLLY,
    "appliance dolly": Gear.APPLIANCE_DOLLY,
    "piano dolly": Gear.PIANO_DOLLY,
}
FETCHING = frozenset({"pick", "fetch", "collect", "return", "hire", "rent", "book", "get"})
"""Words of trips for the vehicle itself: they begin and end where it is hired."""


def boxes(together: list[Thing], route: Route) -> list[Proposal]:
    """Make one task of the boxes of a room, from which each friend takes a part; several only beyond what fits."""
    counted = sum(each.count for each in together)
    if counted <= MAX_BOXES:
        return [_boxes(together, route)]
    parts = [part for each in together for part in _within(each)]
    shares: list[list[Thing]] = [[]]
    room = MAX_BOXES
    for each in parts:
        if each.count > room:
            shares.append([])
            room = MAX_BOXES
        shares[-1].append(each)
        room -= each.count
    return [_boxes(share, route) for share in shares]


def _within(thing: Thing) -> list[Thing]:
    parts = -(-thing.count // MAX_BOXES)
    return [replace(thing, count=share, count_low=low) for share, low in shares_of(thing.count, thing.count_low, parts)]


def _boxes(together: list[Thing], route: Route) -> Proposal:
    count, low = sum(each.count for each in together), sum(each.count_low for each in together)
    carry = together[0].work is Work.CARRY
    title = Title(TitleCode.BOXES if carry else TitleCode.PACKING, together[0].room, count, low)
    if together[0].key is None:  # "pack the kitchen", in its own words
        title = Title(TitleCode.CARE, together[0].room, count, low, things=_names(together[:1]))
    span = lifting.box_minutes(low, count, route) if carry else lifting.packing_minutes(low, count)
    return _proposal(
        title,
        together,
        needed=count,
        work=together[0].work,
        weight_kg=max((each.weight_kg for each in together if each.weight_kg is not None), default=None),
        minutes=_shown(span),
        place=Place.BOTH if carry else Place.OLD,
    )


def crew_tasks(work: CrewWork, route: Route, *, prepared: bool) -> list[Proposal]:
    """Make the tasks of a crew: out and in across town, one within a building. `prepared`: it is taken apart before."""
    if route.same_building:
        return [_crew_task(work, route, Place.BOTH, minutes_of(work.things, work.people, route)[0], prepared=prepared)]
    ends = zip((Place.OLD, Place.NEW), minutes_of(work.things, work.people, route), strict=True)
    return [_crew_task(work, route, place, span, prepared=prepared) for place, span in ends]


def rolled(thing: Thing, route: Route, *, prepared: bool) -> Proposal:
    """Make the task of a thing that is not lifted by hand: it is rolled all the way, or left to professionals."""
    work = CrewWork(TitleCode.THING, [thing], crew_of([thing], route.flights).people)
    spans = minutes_of(work.things, work.people, route)
    whole = lifting.Span(sum(span.low for span in spans), sum(span.high for span in spans))
    return _crew_task(work, route, Place.BOTH, whole, prepared=prepared)


def _crew_task(work: CrewWork, route: Route, place: Place, span: lifting.Span, *, prepared: bool) -> Proposal:
    flights = route.flights_at(place)
    asked, crew = demand_of(work.things), crew_of(work.things, flights)
    gear = _gear(work.things, crew)
    title = replace(_title(work.code, work.things), place=None if place is Place.BOTH else place)
    if title.code is TitleCode.REST and not work.is_part:
        title = replace(title, things=())
    return _proposal(
        title,
        work.things,
        needed=None if work.people == crew.people else work.people,
        weight_kg=asked.weight_kg,
        least=asked.least,
        crew=crew if work.people == crew.people else lifting.crew(crew.weight_kg, flights, own=work.people),
        gear=tuple(each for each in gear if not (prepared and each is Gear.TOOLS)),
        comes_apart=not prepared and place is not Place.NEW,
        minutes=_shown(span),
        place=place,
    )


def _title(code: TitleCode, things: list[Thing]) -> Title:
    """Title things that are all alike by their name."""
    count, low = sum(each.count for each in things), sum(each.count_low for each in things)
    rooms = {each.room.casefold() for each in things}
    room = things[0].room if len(rooms) == 1 else ""
    return Title(TitleCode.THING if _are_alike(things) else code, room, count, low, things=_names(things))


def loose(things: list[Thing], route: Route) -> Proposal:
    """Make one task of all that is light: by one person, or by more if that takes long or one weighs much on stairs."""
    crew = crew_of(things, route.flights)
    low, count = sum(each.count_low for each in things), sum(each.count for each in things)
    alone = lifting.box_minutes(LOOSE_TRIPS * low, LOOSE_TRIPS * count, route)
    few = 1 if alone.high <= ALONE_MINUTES else max(PAIR, ceil(alone.high / MAX_MINUTES))
    people = max(crew.people, min(few, AT_ONE_DOOR))
    span = lifting.box_minutes(LOOSE_TRIPS * low / people, LOOSE_TRIPS * count / people, route)
    return _proposal(
        _title(TitleCode.LOOSE, things),
        things,
        needed=None if people == crew.people else people,
        weight_kg=crew.weight_kg,
        least=1,
        crew=crew if people == crew.people else lifting.crew(crew.weight_kg, route.flights, own=people),
        gear=_gear(things, crew),
        minutes=_shown(span),
        place=Place.BOTH,
    )


def apart(things: list[Thing]) -> Proposal:
    """Make one task of all that has to come apart before it is carried: it carries none of these things itself."""
    least, most = APART_MINUTES
    low, count = least * sum(each.count_low for each in things), most * sum(each.count for each in things)
    people = 1 if count <= ALONE_MINUTES else PAIR
    return Proposal(
        kind=Kind.CARE,
        title=Title(TitleCode.APART, things=_names(things)),
        room="",
        needed=people,
        sort=Sort.OTHER,
        gear=(Gear.TOOLS,),
        lines=sorted({each.line for each in things}),
        minutes=_shown(lifting.Span(lifting.rounded(low / people), lifting.rounded(count / people))),
        place=Place.OLD,
    )


def _shown(span: lifting.Span) -> tuple[int, int]:
    """Return a range as it goes into the fields of a task."""
    return min(span.low, LONGEST), min(span.high, LONGEST)


def _gear(group: list[Thing], crew: lifting.Crew) -> tuple[Gear, ...]:
    wanted = set()
    if crew.people > 1 and any(each.load_kg is None or each.load_kg >= HEAVY_KG for each in group):
        wanted.add(Gear.STRAPS)
    wanted |= {AIDS[item(each.key).aid] for each in group if each.key is not None and item(each.key).aid in AIDS}
    if any(each.apart for each in group):
        wanted.add(Gear.TOOLS)
    if any(each.fragile for each in group):
        wanted.add(Gear.BLANKETS)
    return tuple(each for each in Gear if each in wanted)


def trip(things: list[Thing]) -> Proposal:
    """Make one task of all runs of one line: one person drives the van until they are done. `things`: the run first,
    then what it takes along."""
    thing = things[0]
    title = Title(TitleCode.TRIP, count=thing.count, count_low=thing.count_low, things=_names([thing]))
    minutes = None
    if thing.minutes is not None:
        span = lifting.trip_minutes(thing.minutes, thing.count_low, thing.count)
        minutes = (span.low, span.high)
    fetched = FETCHING & {token.low for token in tokens(thing.text)}
    place = Place.ELSEWHERE if fetched else Place.BOTH
    return _proposal(title, things, needed=thing.seats or 0, minutes=minutes, place=place)


def care(thing: Thing) -> Proposal:
    title = Title(TitleCode.CARE, things=_names([thing]))
    minutes = None if thing.minutes is None else (thing.minutes, thing.minutes)
    return _proposal(title, [thing], needed=thing.people or 1, minutes=minutes, place=_place_of(thing))


def _place_of(thing: Thing) -> Place | None:
    """Find where care is: at the home that the line names; what is cleaned is the old one. Else it is not said."""
    words = {token.low for token in tokens(thing.text)}
    if "new" in words:
        return None if "old" in words else Place.NEW
    return Place.OLD if "old" in words or thing.sort is Sort.CLEANING else None


class _Figures(TypedDict, total=False):
    """The fields of a proposal that only some kinds have."""

    needed: int | None
    work: Work | None
    weight_kg: float | None
    least: int
    crew: lifting.Crew
    gear: tuple[Gear, ...]
    minutes: tuple[int, int] | None
    place: Place | None


def _proposal(title: Title, group: list[Thing], *, comes_apart: bool = False, **figures: Unpack[_Figures]) -> Proposal:
    first = group[0]
    return Proposal(
        kind=first.kind,
        title=title,
        room=title.room or (first.room if first.kind is Kind.BOX_LOAD else ""),
        sort=first.sort,
        why=_why(group, comes_apart=comes_apart),
        lines=sorted({each.line for each in group}),
        things=group,
        doubtful=any(each.doubtful for each in group),
        **figures,
    )


def _why(group: list[Thing], *, comes_apart: bool) -> tuple[Why, ...]:
    moved = group[0].kind.is_carried
    # Of several things that a crew carries, a remark on one of them would be read as one on all.
    some = any if group[0].kind is Kind.BOX_LOAD or _are_alike(group) else all
    true = {
        Why.FRAGILE: moved and some(each.fragile for each in group),
        Why.HEAVY_BOXES: any(each.heavy for each in group),
        Why.COMES_APART: comes_apart and _are_alike(group) and group[0].apart,
        Why.IN_LOADS: _are_alike(group) and group[0].key is not None and item(group[0].key).loads > 1,
        Why.NOT_SURE: some(each.doubtful for each in group),
        Why.RANGE: some(each.count_low != each.count for each in group),
    }
    return tuple(why for why, holds in true.items() if holds)


def _are_alike(things: list[Thing]) -> bool:
    return len({_name(each) for each in things}) == 1


def _name(thing: Thing) -> str:
    return thing.key or thing.text.casefold()


def _names(things: Sequence[Thing]) -> tuple[tuple[str | None, str, int], ...]:
    """List key, words and count of what things are, the same ones together."""
    counts: Counter[str] = Counter()
    first: dict[str, Thing] = {}
    for each in things:
        counts[_name(each)] += each.count
        first.setdefault(_name(each), each)
    return tuple((each.key, each.text, counts[name]) for name, each in first.items())
