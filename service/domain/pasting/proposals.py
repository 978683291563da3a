"""Step 6: things become tasks: boxes by room in portions, heavy things one by one, small ones together, trips, care."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from math import ceil
from typing import TypedDict, Unpack

from service.domain.figures import lifting
from service.domain.figures.catalogue import item
from service.domain.figures.lifting import End
from service.domain.models import Kind, Work
from service.domain.pasting.lines import Line
from service.domain.pasting.shapes import Bring, Proposal, Thing, Title, TitleCode, Why

HEAVY_KG = 25
"""The least weight of a thing that is a task of its own; so is one that needs two people for its size."""
MAX_PORTIONS = 20
"""Portions of one room; beyond, the portions grow: the board would hold nothing else."""
THINGS_IN_TITLE = 12
LOOSE_TRIPS = 2
"""Boxes that take as long as a loose thing: it is bulkier, and the box figure is for one end (own estimate)."""

AIDS = {
    "hand truck": Bring.HAND_TRUCK,
    "furniture dolly": Bring.DOLLY,
    "appliance dolly": Bring.APPLIANCE_DOLLY,
    "piano dolly": Bring.PIANO_DOLLY,
}
Rooms = dict[str, list[Thing]]


def make_tasks(things: list[Thing], lines: list[Line], flights: int) -> list[Proposal]:
    """Make tasks room by room in the order of the list, then trips and care.

    Each thing is in one task, boxes in one or more.
    """
    headings = _headings(lines)
    tasks: list[Proposal] = []
    for together in _by_room(each for each in things if each.kind in (Kind.BOX_LOAD, Kind.HEAVY_ITEM)).values():
        tasks += _box_loads(together, flights)
        tasks += _furniture(together, flights)
    tasks += [_trip(each) for each in things if each.kind is Kind.TRIP]
    tasks += [_care(each) for each in things if each.kind is Kind.CARE]
    return [_with_headings(task, headings) for task in tasks]


def _by_room(things: Iterable[Thing]) -> Rooms:
    rooms: Rooms = {}
    for each in things:
        rooms.setdefault(each.room.casefold(), []).append(each)
    return rooms


def _headings(lines: list[Line]) -> dict[int, tuple[int, ...]]:
    return {line.n: line.headings for line in lines}


def _with_headings(task: Proposal, headings: dict[int, tuple[int, ...]]) -> Proposal:
    own = {each.line for each in task.things}
    above = {heading for line in own for heading in headings.get(line, ())}
    task.lines.extend(sorted(own | above))
    return task


def _box_loads(together: list[Thing], flights: int) -> list[Proposal]:
    tasks = []
    for work in (Work.PACK, Work.CARRY):
        boxes = [each for each in together if each.work is work]
        portions = _portions(boxes, flights)
        tasks += [_boxes(portion, flights, part, len(portions)) for part, portion in enumerate(portions, start=1)]
    return tasks


def _portions(boxes: list[Thing], flights: int) -> list[list[Thing]]:
    """Cut boxes, in the order of the list, into equal shares of about half an hour: one friend takes one share.

    Each box is in one share, once.
    """
    whole = sum(each.count for each in boxes)
    if not whole:
        return []
    parts = min(ceil(whole / lifting.portion(flights)), MAX_PORTIONS)
    portions: list[list[Thing]] = [[]]
    at, free = 0, _share(whole, parts, 0)
    for each in boxes:
        left, low = each.count, each.count_low
        while left:
            if not free:
                at += 1
                free = _share(whole, parts, at)
                portions.append([])
            taken = min(left, free)
            sure = min(low, taken)
            portions[-1].append(_share_of(each, taken, sure))
            left, low, free = left - taken, low - sure, free - taken
    return portions


def _share(whole: int, parts: int, at: int) -> int:
    return whole // parts + (1 if at < whole % parts else 0)


def _share_of(thing: Thing, count: int, low: int) -> Thing:
    return replace(thing, count=count, count_low=low) if count != thing.count else thing


def _boxes(portion: list[Thing], flights: int, part: int, parts: int) -> Proposal:
    count, low = sum(each.count for each in portion), sum(each.count_low for each in portion)
    carry = portion[0].work is Work.CARRY
    code = TitleCode.BOXES if carry else TitleCode.PACKING
    title = Title(code, portion[0].room, count, low, part, parts, _names(portion))
    span = lifting.box_minutes(low, count, flights) if carry else lifting.packing_minutes(low, count)
    return _proposal(
        title,
        portion,
        needed=count,
        work=portion[0].work,
        weight_kg=max((each.weight_kg for each in portion if each.weight_kg is not None), default=None),
        minutes=(span.low, span.high),
    )


def _furniture(together: list[Thing], flights: int) -> list[Proposal]:
    pieces = [each for each in together if each.kind is Kind.HEAVY_ITEM]
    heavy = [each for each in pieces if _is_heavy(each)]
    loose = [each for each in pieces if not _is_heavy(each)]
    tasks = [_heavy(TitleCode.HEAVY, same, flights) for same in _alike(heavy)]
    return [*tasks, _heavy(TitleCode.LOOSE, loose, flights)] if loose else tasks


def _is_heavy(thing: Thing) -> bool:
    """Tell whether a thing is heavy. An unknown weight is: nobody should meet it alone by surprise."""
    return thing.load_kg is None or thing.load_kg >= HEAVY_KG or _least(thing) > 1


def _least(thing: Thing) -> int:
    """Find the least crew for its size. A weight that the list gives replaces the catalogue's reasons of weight."""
    if thing.key is None or not thing.explicit_weight:
        return thing.least
    return thing.least if lifting.crew(item(thing.key).load_kg, 0).people < thing.least else min(thing.least, 2)


def _alike(things: list[Thing]) -> list[list[Thing]]:
    """Group the same things of one room, from any number of lines, for one task."""
    groups: dict[tuple[str, float | None], list[Thing]] = {}
    for each in things:
        groups.setdefault((each.key or each.text.casefold(), each.load_kg), []).append(each)
    return list(groups.values())


def _heavy(code: TitleCode, group: list[Thing], flights: int) -> Proposal:
    """Make one task of several things: its crew follows from the heaviest single carry and the largest size."""
    known = [each.load_kg for each in group if each.load_kg is not None]
    weight = max(known) if len(known) == len(group) else None
    least = max(_least(each) for each in group)
    crew = lifting.crew(weight, flights, least=least)
    count, low = sum(each.count for each in group), sum(each.count_low for each in group)
    return _proposal(
        Title(code, group[0].room, count, low, things=_names(group)),
        group,
        weight_kg=weight,
        least=least,
        crew=crew,
        bring=_bring(group, crew),
        minutes=_minutes(group, crew.people, flights) if code is TitleCode.HEAVY else _loose_minutes(group, flights),
    )


def _minutes(group: list[Thing], people: int, flights: int) -> tuple[int, int] | None:
    """Estimate the minutes from the volume, at the two rates of loading and unloading."""
    if any(each.key is None for each in group):
        return None
    volume = sum(item(each.key).volume_m3 * each.count for each in group if each.key is not None)
    low_volume = sum(item(each.key).volume_m3 * each.count_low for each in group if each.key is not None)
    up, level = End(flights, lift=False), End(0, lift=False)
    low = lifting.carry_minutes(low_volume, people, up, level).low
    return low, lifting.carry_minutes(volume, people, up, level).high


def _loose_minutes(group: list[Thing], flights: int) -> tuple[int, int]:
    span = lifting.box_minutes(
        LOOSE_TRIPS * sum(each.count_low for each in group), LOOSE_TRIPS * sum(each.count for each in group), flights
    )
    return span.low, span.high


def _bring(group: list[Thing], crew: lifting.Crew) -> tuple[Bring, ...]:
    wanted = set()
    if crew.people > 1 and any(each.load_kg is None or each.load_kg >= HEAVY_KG for each in group):
        wanted.add(Bring.STRAPS)
    wanted |= {AIDS[item(each.key).aid] for each in group if each.key is not None and item(each.key).aid in AIDS}
    if any(each.apart for each in group):
        wanted.add(Bring.TOOLS)
    if any(each.fragile for each in group):
        wanted.add(Bring.BLANKETS)
    return tuple(each for each in Bring if each in wanted)


def _trip(thing: Thing) -> Proposal:
    """Make one task of all runs of one line: one person drives the van until they are done."""
    title = Title(TitleCode.TRIP, count=thing.count, count_low=thing.count_low, things=_names([thing]))
    minutes = None
    if thing.minutes is not None:
        span = lifting.trip_minutes(thing.minutes, thing.count_low, thing.count)
        minutes = (span.low, span.high)
    return _proposal(title, [thing], needed=thing.seats or 0, minutes=minutes, at=thing.at)


def _care(thing: Thing) -> Proposal:
    title = Title(TitleCode.CARE, things=_names([thing]))
    minutes = None if thing.minutes is None else (thing.minutes, thing.minutes)
    return _proposal(title, [thing], needed=thing.people or 1, minutes=minutes, at=thing.at)


class _Figures(TypedDict, total=False):
    """The fields of a proposal that only some kinds have."""

    needed: int
    work: Work | None
    weight_kg: float | None
    least: int
    crew: lifting.Crew
    bring: tuple[Bring, ...]
    minutes: tuple[int, int] | None
    at: time | None


def _proposal(title: Title, group: list[Thing], **figures: Unpack[_Figures]) -> Proposal:
    first = group[0]
    return Proposal(
        kind=first.kind,
        title=title,
        room=first.room,
        sort=first.sort,
        why=_why(title, group),
        things=group,
        doubtful=any(each.doubtful for each in group),
        **figures,
    )


def _why(title: Title, group: list[Thing]) -> tuple[Why, ...]:
    moved = group[0].kind in (Kind.BOX_LOAD, Kind.HEAVY_ITEM)
    true = {
        Why.FRAGILE: moved and any(each.fragile for each in group),
        Why.HEAVY_BOXES: any(each.heavy for each in group),
        Why.COMES_APART: title.code is TitleCode.HEAVY and any(each.apart for each in group),
        Why.IN_LOADS: any(each.key is not None and item(each.key).loads > 1 for each in group),
        Why.NOT_SURE: any(each.doubtful for each in group),
        Why.RANGE: any(each.count_low != each.count for each in group),
    }
    return tuple(why for why, holds in true.items() if holds)


def _names(group: list[Thing]) -> tuple[tuple[str | None, str, int], ...]:
    return tuple((each.key, each.text, each.count) for each in group[:THINGS_IN_TITLE])
