"""Step 5, its end: what the things of one line are together. Several runs are one trip, a bed beside its mattress is a
frame, and what looks like a guess beside known things is left out."""

from dataclasses import replace

from service.domain.figures.catalogue import Item, item
from service.domain.models import Kind, Sort
from service.domain.pasting.layout import Line
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import stretch
from service.domain.pasting.tokens import tokens
from service.domain.pasting.trips import is_run, names_tip, with_taken
from service.domain.pasting.widths import of_its_width

LONGEST_OF_RUN = 100
"""Letters of the longest line that is all about a run to the tip."""
BED_PARTS = frozenset({"frame", "slats", "base", "legs"})
MERGED = (Sort.FOOD, Sort.CLEANING)
"""Sorts of which all on one line is one piece of help."""
FRAMES = {"bed_single": "bed_frame_single", "bed_double": "bed_frame_double", "bed_king": "bed_frame_king"}
MATTRESSES = {
    "bed_king": "mattress_king",
    **dict.fromkeys(("bed_single", "toddler_bed", "bunk_bed", "loft_bed", "daybed", "cot"), "mattress_single"),
}


def settled(things: list[Thing], line: Line) -> list[Thing]:
    """Settle what the things of one line are together."""
    sized = [of_its_width(each) for each in _with_their_frames(things)]
    known = _parts_of_beds(_one_care_of_a_sort(_one_trip(_with_what_is_thrown(sized, line))))
    known = _without_their_group(known, line) if known else known
    known = known if line.is_listlike else _without_guesses(known, line)
    return [_not_said_empty(each) for each in known]


def _one_trip(things: list[Thing]) -> list[Thing]:
    """Make one trip of all runs of a line; the unknown things beside it are details of it. What is taken along stays
    by itself."""
    trips = [each for each in things if each.kind is Kind.TRIP and not each.is_taken]
    if not trips:
        return things
    spans = [each.span for each in things if each in trips or is_strange(each)]
    counted = next((each for each in trips if each.explicit_count), trips[0])
    trip = replace(
        trips[0],
        count=counted.count,
        count_low=counted.count_low,
        vehicle=next((each.vehicle for each in trips if each.vehicle), None),
        minutes=next((each.minutes for each in trips if each.minutes), None),
        span=(min(begins for begins, _ in spans), max(ends for _, ends in spans)),
    )
    return [trip, *(each for each in things if each not in trips and not is_strange(each))]


def _with_what_is_thrown(things: list[Thing], line: Line) -> list[Thing]:
    """Let a run to the tip take what is named behind it, on a line that is no long sentence."""
    at = next((at for at, each in enumerate(things) if each.kind is Kind.TRIP and _is_run(each, line)), None)
    if at is None or len(line.text) > LONGEST_OF_RUN:
        return things
    thrown = [each for each in things[at:] if each.kind.is_carried]
    others = [each for each in things[at + 1 :] if each not in thrown]
    return [*things[:at], *with_taken(things[at], thrown), *others]


def _is_run(trip: Thing, line: Line) -> bool:
    lows = [token.low for token in tokens(line.text[slice(*trip.span)])]
    return is_run(lows) or names_tip(lows)


def _one_care_of_a_sort(things: list[Thing]) -> list[Thing]:
    """Make one piece of help of "snacks, cold drinks"."""
    merged: list[Thing] = []
    for each in things:
        last = merged[-1] if merged else None
        if last is not None and each.kind is Kind.CARE and each.sort in MERGED and last.sort is each.sort:
            text = f"{last.text}, {each.text}"
            merged[-1] = replace(last, text=text, span=stretch(last.span, each.span))
        else:
            merged.append(each)
    return merged


def _without_guesses(things: list[Thing], line: Line) -> list[Thing]:
    """Leave out what the catalogue does not know, unless the line weighs it, or names it as a thing beside known ones,
    or begins with it: no weight and no crew is guessed for words that may be no thing at all ("more books")."""
    first = things[:1] if line.is_prose else []
    known = any(each.kind.is_carried and not is_strange(each) for each in things)
    return [
        each
        for each in things
        if not is_strange(each)
        or each.explicit_weight
        or (known and (each.is_marked or each.is_named))
        or (each in first and each.is_named)
    ]


def _without_their_group(things: list[Thing], line: Line) -> list[Thing]:
    """Leave what only stands for those behind its colon to the first of them: "plants: the large fern, 12 small"."""
    first, behind = things[0], things[1] if len(things) > 1 else None
    if behind is None or None in (first.key, behind.key) or first.explicit_count:
        return things
    same = str(first.key).partition("_")[0] == str(behind.key).partition("_")[0]
    if not same or not line.text[first.span[1] : behind.span[0]].strip().startswith(":"):
        return things
    return [replace(behind, span=stretch(first.span, behind.span)), *things[2:]]


def _not_said_empty(thing: Thing) -> Thing:
    """Take the catalogue's name and weight off a thing that the line calls full and the catalogue empty."""
    if thing.key is None or not {"full", "filled"} & {token.low for token in tokens(thing.text)}:
        return thing
    if "empty" not in item(thing.key).name:
        return thing
    weight = thing.weight_kg if thing.explicit_weight else None
    return replace(thing, key=None, weight_kg=weight, load_kg=weight)


def is_strange(thing: Thing) -> bool:
    return thing.kind is Kind.HEAVY_ITEM and thing.key is None


def _with_their_frames(things: list[Thing]) -> list[Thing]:
    """Leave a frame, slats or a base that are named behind a bed to the bed."""
    found: list[Thing] = []
    bed = False
    for each in things:
        bed = bed or (each.key is not None and each.key.startswith("bed_"))
        if is_strange(each) and bed and each.text.lower().split()[-1:][0] in BED_PARTS:
            last = found[-1]
            found[-1] = replace(last, span=stretch(last.span, each.span))
        else:
            found.append(each)
    return found


def _parts_of_beds(things: list[Thing]) -> list[Thing]:
    """Turn a bed whose mattress is named beside it into its frame, and the mattress into one of its size."""
    if not any(each.key is not None and each.key.startswith("mattress") for each in things):
        return things
    bed = next((each.key for each in things if each.key in FRAMES or each.key in MATTRESSES), None)
    return [_part_of_bed(each, bed) for each in _without_slats(things)]


def _without_slats(things: list[Thing]) -> list[Thing]:
    """Leave the frame that is named beside its bed to the bed: "bed with slats and mattress"."""
    beds = [each for each in things if each.key in FRAMES]
    frames = [each for each in things if each.key in FRAMES.values()]
    if len(beds) != 1 or len(frames) != 1:
        return things
    whole = replace(beds[0], span=stretch(beds[0].span, frames[0].span))
    return [whole if each is beds[0] else each for each in things if each is not frames[0]]


def _part_of_bed(thing: Thing, bed: str | None) -> Thing:
    if thing.key in FRAMES:
        return _instead(thing, item(FRAMES[thing.key]))
    bare = thing.key == "mattress_double" and "double" not in thing.text.lower()
    return _instead(thing, item(MATTRESSES[bed])) if bare and bed in MATTRESSES else thing


def _instead(thing: Thing, other: Item) -> Thing:
    if thing.explicit_weight:
        return replace(thing, key=other.key)
    return replace(thing, key=other.key, weight_kg=other.weight_kg, load_kg=other.load_kg, least=other.least)
