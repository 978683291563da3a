"""Step 8: things become a plan of few tasks, sized for people, in the order of a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from service.domain.figures.lifting import Route
from service.domain.models import Kind, Place, Work
from service.domain.pasting import proposals
from service.domain.pasting.crews import is_by_hand, is_loose, share_out
from service.domain.pasting.layout import Line
from service.domain.pasting.shapes import Proposal, Thing

Times = tuple[time | None, time | None]
"""The beginning of something, and its end."""
NO_TIMES: Times = (None, None)
PREPARED = 2
"""Fewest pieces that are taken apart beforehand, as a task: a single one is part of carrying it."""


def make_plan(
    things: list[Thing], lines: list[Line], route: Route, hands: int, day: date | None = None
) -> list[Proposal]:
    """Make the tasks, those of a day that the list names before or behind the others, which are for the move's `day`.

    Each thing is in one task, or in the two of a crew that carries it out and in; what is to be carried at a time of
    its own is a work of its own. `hands`: people to plan with.
    """
    headings = {line.n: line.headings for line in lines}
    works: dict[tuple[date | None, Times], list[Thing]] = {}
    for each in things:
        times = (each.at, each.until) if each.kind.is_carried else NO_TIMES
        works.setdefault((each.day, times), []).append(each)
    return [
        _at_its_time(replace(_with_headings(task, headings), day=work[0]), work[1])
        for work in sorted(works, key=lambda work: (work[0] or day or date.min, *(at or time.min for at in work[1])))
        for task in _of_a_day(works[work], route, hands)
    ]


def _at_its_time(task: Proposal, times: Times) -> Proposal:
    """Let a task begin when its line says. Things are carried in some time after that, and taken apart before."""
    if not task.kind.is_carried:
        at, until = (task.things[0].at, task.things[0].until) if task.things else NO_TIMES
        return replace(task, at=at, until=until)
    return task if task.place is Place.NEW else replace(task, at=times[0], until=times[1])


def _of_a_day(things: list[Thing], route: Route, hands: int) -> list[Proposal]:
    """Make the tasks in their order: take apart, pack, boxes by room, furniture by crews, loose things, trips, care."""
    before, carried = _furniture([each for each in things if each.kind is Kind.HEAVY_ITEM], route, hands)
    return [
        *before,
        *_boxes(things, Work.PACK, route),
        *_boxes(things, Work.CARRY, route),
        *carried,
        *_trips([each for each in things if each.kind is Kind.TRIP]),
        *(proposals.care(each) for each in things if each.kind is Kind.CARE),
    ]


def _trips(things: list[Thing]) -> list[Proposal]:
    """Make one task of each run and all that it takes along."""
    lines: dict[int, list[Thing]] = {}
    for each in sorted(things, key=lambda each: each.is_taken):
        lines.setdefault(each.line, []).append(each)
    return [proposals.trip(together) for together in lines.values()]


def _with_headings(task: Proposal, headings: dict[int, tuple[int, ...]]) -> Proposal:
    above = {heading for line in task.lines for heading in headings.get(line, ())}
    return replace(task, lines=sorted({*task.lines, *above}))


def _boxes(things: Iterable[Thing], work: Work, route: Route) -> list[Proposal]:
    rooms: dict[tuple[str, str], list[Thing]] = {}
    for each in things:
        if each.kind is Kind.BOX_LOAD and each.work is work:
            own = "" if each.key is not None else each.text
            rooms.setdefault((each.room.casefold(), own), []).append(each)
    return [task for together in rooms.values() for task in proposals.boxes(together, route)]


def _furniture(things: list[Thing], route: Route, hands: int) -> tuple[list[Proposal], list[Proposal]]:
    """Make the tasks before the boxes, and those after them."""
    pieces = [each for each in things if each.apart]
    prepared = sum(each.count for each in pieces) >= PREPARED
    loose = [each for each in things if is_loose(each)]
    heavy = [each for each in things if not is_loose(each)]
    by_hand = [each for each in heavy if is_by_hand(each, route.flights)]
    carried = [
        *(proposals.rolled(each, route, prepared=prepared) for each in heavy if not is_by_hand(each, route.flights)),
        *(
            task
            for work in share_out(by_hand, route, hands)
            for task in proposals.crew_tasks(work, route, prepared=prepared)
        ),
        *([proposals.loose(loose, route)] if loose else []),
    ]
    return [proposals.apart(pieces)] if prepared else [], carried
