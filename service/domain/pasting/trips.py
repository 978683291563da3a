"""Step 5, for drives: runs to the tip, vans that are fetched, a lift to the station."""

from dataclasses import replace
from itertools import pairwise

from service.domain.figures.catalogue import vehicles
from service.domain.models import Kind
from service.domain.pasting import vocabulary
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import is_thing_word
from service.domain.pasting.measures import LENGTHS, Amounts
from service.domain.pasting.numbers import number_at
from service.domain.pasting.phrases import ends_at, is_name, says
from service.domain.pasting.sets import words_for
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import word_set

POLITE = words_for("polite")
NO_TRIPS = word_set("quote quoted school tyre tire boot sack")
"""Words beside which a car or a run is none of the move: "car tyres", "school run"."""
COUNTED_WITHIN = 5
LONGEST_PLACE = 4
"""Words of a place where things are thrown or given away: "Metro transfer station"."""
RUNS = word_set("trip run journey shuttle")
LOADS = word_set("carload vanload truckload busload")
"""Trips by themselves; the other words for one need a vehicle."""
GIVING = word_set("give giving bring bringing take taking hand handing drop dropping go going goes send sending pass")
LENDING = word_set("return returning borrow borrowing lend")
BROUGHT_BACK = word_set("zurueck zurueckgeben zurueckbringen ausleihen devolver")
"""Words of an errand with what is somebody else's: at its beginning or behind "to", and of other languages anywhere."""
ASKED_WITH_VEHICLE = (
    vocabulary.TRIP_WORDS
    | vocabulary.TRIP_VERBS
    | words_for("wanted")
    | words_for("need")
    | word_set(
        "who use bigger fetching hiring hired renting rented booking booked collecting picking loading returning ask"
    )
)
AROUND_VEHICLE = vocabulary.VEHICLE_WORDS | vocabulary.QUALIFIERS | vocabulary.ARTICLES | vocabulary.WITH_VEHICLE


def read_trip(words: list[str], amounts: Amounts, line: Line) -> Thing | None:
    """Read a drive: "2 van trips", "pick up the van at 8", "driver for the Luton", "someone with a van"."""
    lows = [singular(word) for word in words]
    runs = words[:1] != ["no"] and NO_TRIPS.isdisjoint(lows) and (is_run(words) or says(words, "trip"))
    return trip_of(lows, amounts, line) if runs or _is_trip(lows) else None


def is_drive(words: list[str]) -> bool:
    """Tell whether a vehicle is fetched, driven or asked for."""
    lows = [singular(word) for word in words]
    return not vocabulary.VEHICLE_WORDS.isdisjoint(lows) and (says(words, "trip") or _is_trip(lows))


def trip_of(lows: list[str], amounts: Amounts, line: Line) -> Thing:
    """Make the drive of a line. `lows`: its words, in their singular."""
    counts = amounts.count is not None and _counts_trips(lows)
    count = amounts.count if counts and amounts.count else 1
    return Thing(
        key=None,
        text=line.text.strip(),
        explicit_count=counts,
        count=count,
        count_low=(amounts.low if counts else None) or count,
        kind=Kind.TRIP,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=amounts.doubtful,
        seats=0,
        vehicle=_vehicle(lows),
        minutes=amounts.minutes,
    )


def with_taken(run: Thing, things: list[Thing]) -> list[Thing]:
    """Make trips of what a run takes along: one for each thing, but for the one beside the run, which is with it."""
    if not things:
        return [run]
    behind = things[0].span >= run.span
    first, others = (things[0], things[1:]) if behind else (things[-1], things[:-1])
    whole = replace(run, span=(min(first.span[0], run.span[0]), max(first.span[1], run.span[1])))
    taken = [taken_by(run, each) for each in others]
    return [whole, *taken] if behind else [*taken, whole]


def taken_by(run: Thing, thing: Thing) -> Thing:
    return replace(run, span=thing.span, is_taken=True)


def is_run(words: list[str]) -> bool:
    """Tell whether words are a run to where things are thrown or given away: "old carpet to the tip"."""
    return says(words, "tip")


def names_tip(words: list[str]) -> bool:
    """Tell whether words are a place where things are thrown or given away, and no more: "Goodwill", "City dump"."""
    return 0 < len(words) <= LONGEST_PLACE and any(
        ends_at(words, at, "place") is not None for at in range(max(0, len(words) - 2), len(words))
    )


def _is_trip(lows: list[str]) -> bool:
    have = frozenset(lows)
    if lows[:1] == ["no"] or have & NO_TRIPS or {"seat", "car"} <= have or lows[-1:] == lows[:1] == ["run"]:
        return False
    if lows[:1] == ["drive"] or "driver" in have or have & RUNS or have & LOADS:
        return True
    if not have & vocabulary.VEHICLE_WORDS:
        return "load" in have and "to" in lows and bool(have & words_for("places"))
    of_somebody = lows[1:] if lows[0].endswith("'s") or is_name(lows[0]) else lows
    return bool(have & ASKED_WITH_VEHICLE) or is_lent(lows) or all(map(_goes_with_vehicle, of_somebody))


def _counts_trips(lows: list[str]) -> bool:
    """Tell whether a number counts runs or vehicles: "2 van trips", "trips: 3"; not "a van from 9 to 5"."""
    runs = RUNS | LOADS | vocabulary.VEHICLE_WORDS | vocabulary.TRIP_WORDS
    for at in range(len(lows)):
        beside = [*lows[max(0, at - 2) : at], *lows[at + 1 : at + COUNTED_WITHIN]]
        thing = any(is_thing_word(word) and word not in runs for word in lows[at + 1 : at + COUNTED_WITHIN - 1])
        if number_at(lows, at) is not None and not runs.isdisjoint(beside) and not thing:
            return True
    return False


def is_lent(words: list[str]) -> bool:
    """Tell whether something is given back or borrowed: "drill to give back", "return the router"."""
    bare = [word for word in words if word not in POLITE or word == "to"]
    if BROUGHT_BACK & set(bare) or LENDING & set(bare[:1]):
        return True
    if any(before == "to" and word in LENDING for before, word in pairwise(bare)):
        return True
    return "back" in bare and bool(GIVING & set(bare[: bare.index("back")]))


def _goes_with_vehicle(word: str) -> bool:
    return word in AROUND_VEHICLE or not word[0].isalpha() or word in LENGTHS or word in vocabulary.NUMBERS


def _vehicle(lows: list[str]) -> str | None:
    """Choose the vehicle with the longest name whose words are all there."""
    have = frozenset("ft" if word == "foot" else word for word in lows)
    if have & {"uhaul", "haul"}:
        have |= {"truck"}
    best: tuple[int, str | None] = (0, None)
    for key, vehicle in vehicles().items():
        for name in vehicle.also:
            parts = frozenset(name.lower().split())
            if parts <= have and len(parts) > best[0]:
                best = (len(parts), key)
    return best[1]
