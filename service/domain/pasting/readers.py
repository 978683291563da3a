"""Step 5, for one piece: what it becomes, by the first of a few small readers that knows."""

from collections.abc import Callable
from dataclasses import replace

from service.domain.figures.catalogue import LIKE
from service.domain.models import Kind, Sort
from service.domain.pasting import helping
from service.domain.pasting.absorbing import absorbed, are_contents, begins_errand, names_contents
from service.domain.pasting.contained import BOX_SIZES
from service.domain.pasting.errands import care_of
from service.domain.pasting.going import goes_to_the_tip, names_animal, names_vehicle, says_animal
from service.domain.pasting.helping import is_unsaid
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import find
from service.domain.pasting.making import carried
from service.domain.pasting.naming import Reading, exactly, find_thing
from service.domain.pasting.noted import boxes_noted, with_note
from service.domain.pasting.numbers import MAX_COUNT
from service.domain.pasting.settling import is_strange
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch
from service.domain.pasting.standing import meant_beside, named_beside
from service.domain.pasting.strangers import only_tells, packing, says_packing, stranger
from service.domain.pasting.tallies import more_of_a_size, of_a_run
from service.domain.pasting.tokens import singular, tokens
from service.domain.pasting.told import Found, Told
from service.domain.pasting.trips import is_run, names_tip, read_trip, taken_by, trip_of, with_taken
from service.domain.pasting.vocabulary import word_set

NOWHERE: Span = (0, 0)
"""The span of a thing that is all of its piece."""
RUN = 3
"""First words of a run that takes nothing: "to the tip"."""
HOLDS = word_set("suitcase duffel_bag blanket_box laundry_basket storage_basket backpack suit_carrier")
"""Things that hold others, and are no boxes."""


def _exactly(told: Told) -> Found:
    """Make the thing whose whole name is there: a "chicken run" is no drive, a "cookie sheet" no food."""
    if told.found is None or told.boxes or exactly(told.reading) is not told.found:
        return None
    return _with_contents(carried(told.reading, told.found, told.line, packs=False), told)


def _trip(told: Told) -> Found:
    """Make a drive; one to the tip is with all that is named before its dash or colon."""
    trip = read_trip(_said_of_it(told), told.reading.amounts, told.line)
    if trip is not None and _is_beside(told) and len(told.reading.everything) == 1:
        return None  # "bicycles and trailer"
    piece = told.reading.piece
    if trip is None or not goes_to_the_tip(trip):
        return None if trip is None else [trip]
    if piece.soft and told.last is not None and told.last.kind is Kind.HEAVY_ITEM and not is_run(piece.words[:RUN]):
        return [taken_by(trip, told.things.pop()), trip]  # "paint and batteries to the tip"
    if not (piece.dash or is_run(piece.where)):
        return [trip]
    things = list(told.things)
    told.things.clear()
    trip = replace(trip, span=piece.span)
    return with_taken(trip, things) if piece.dash else [*(taken_by(trip, each) for each in things), trip]


def _said_of_it(told: Told) -> list[str]:
    """Take the words that may say a drive: beside a thing and in a row of a table those of its notes that name a
    tip, and no others ("pelican cases; 3; ride in my car")."""
    piece = told.reading.piece
    if not told.line.is_composed and told.found is None:
        return told.reading.everything
    return [*piece.words, *(word for note in piece.notes if is_run(note) or names_tip(note) for word in note)]


def _is_beside(told: Told) -> bool:
    """Tell whether a piece is joined to a thing by "and"."""
    return told.reading.piece.soft and told.last is not None and told.last.kind is Kind.HEAVY_ITEM


def _vehicle(told: Told) -> Found:
    """Make a drive of a vehicle that is named and nothing else: "Tom's van, 9:30"."""
    last = told.last
    if told.found is not None or not names_vehicle(told.reading):
        return None
    if last is not None and _is_beside(told):
        hired = is_strange(last) and not (last.is_named or last.is_marked) and len(told.reading.head) > 1
        made = trip_of(told.reading.head, told.reading.amounts, told.line)
        return [replace(made, span=stretch(told.things.pop().span, told.reading.piece.span))] if hired else None
    if last is not None and told.reading.piece.dash and last.kind in (Kind.CARE, Kind.TRIP):
        told.things[-1] = replace(last, span=stretch(last.span, told.reading.piece.span))
        return []  # "drop it at Mum's - Tom's van"
    return [trip_of([singular(word) for word in told.reading.everything], told.reading.amounts, told.line)]


def _animal(told: Told) -> Found:
    """Make care of an animal by its name: "the cat: with my sister"."""
    named = told.found is None and not told.line.is_prose and names_animal(told.reading)
    if not named and not says_animal(told.reading):
        return None
    last, care = told.last, care_of(told.reading, told.line, Sort.PETS, 1)
    if last is not None and told.reading.piece.soft and is_unsaid(last) and not last.is_named:
        return [replace(care, span=stretch(told.things.pop().span, told.reading.piece.span))]  # "Mo & Bo (gerbils)"
    return [care]


def _of_them(told: Told) -> Found:
    """Make nothing of what is said of some of the things before: "35 boxes, of them 12 books"."""
    return [] if told.last is not None and told.reading.piece.words[:2] == ["of", "them"] else None


def _taken(told: Told) -> Found:
    """Make a trip of what is brought to the tip behind another thing: "Recycling: old mattress, two chairs"."""
    last = told.last
    if last is None or told.reading.piece.dash or not _goes_along(last, told):
        return None
    named = told.found is not None or stranger(told.reading, told.line) is not None
    return [replace(last, span=told.reading.piece.span, is_taken=True)] if named else None


def _goes_on(told: Told) -> Found:
    """Let the last thing have a piece that only says more of it."""
    last, span = told.last, told.reading.piece.span
    if last is None or not (_goes_along(last, told) or absorbed(last, told.reading, told.found)):
        return None
    if last.kind is Kind.TRIP and (names_animal(told.reading) or helping.said(told) is not None):
        return None
    minutes = last.minutes or told.reading.amounts.minutes
    span = stretch(last.span, span)
    own = last.kind is Kind.BOX_LOAD and last.key is None
    text = told.line.text[slice(*span)] if own else last.text
    told.things[-1] = replace(last, text=text, minutes=minutes, span=span)
    return []


def _times_each(told: Told) -> Found:
    """Read "3 lockers, each about 8 cartons": 24 cartons."""
    last, count = told.last, told.reading.amounts.count
    if last is None or told.found is None or count is None or told.reading.piece.words[:1] != ["each"]:
        return None
    if not told.boxes or not last.explicit_count or last.count * count > MAX_COUNT:
        return None
    told.things.pop()
    [boxes] = carried(told.reading, told.found, told.line, packs=told.packs)
    span = stretch(last.span, told.reading.piece.span)
    return [replace(boxes, count=last.count * count, count_low=last.count_low * boxes.count_low, span=span)]


def _boxes_of_a_run(told: Told) -> Found:
    """Read "boxes: kitchen 22, books 6", piece by piece: the first stands for the boxes before the colon."""
    if told.last is None or told.boxes:
        return None
    made = of_a_run(told.reading, told.line, told.last, told.found)
    if made is not None and not told.last.explicit_count:
        return [replace(made, span=stretch(told.things.pop().span, made.span))]
    return None if made is None else [made]


def _boxes(told: Told) -> Found:
    """Make boxes, with the thing before them if that was only their contents."""
    if not told.boxes or told.found is None:
        return None
    if told.reading.piece.words[:1] in (["not"], ["without"]):
        return []  # "loose, not in boxes"
    made = carried(*with_note(told.reading, told.found, told.line), packs=told.packs)
    span = told.reading.piece.span
    things = told.things
    while things and names_contents(things[-1], told.reading, packs=told.packs):
        span = stretch(things.pop().span, span)
        if not things or not (are_contents(things[-1]) or (told.reading.piece.dash and is_unsaid(things[-1]))):
            break
    return [replace(each, span=span) for each in made]


def _packing(told: Told) -> Found:
    """Make what is to be packed: boxes that a note counts, else work in the line's own words."""
    if not told.packs:
        return None
    inside = boxes_noted(told.reading, told.line)
    if inside is not None:
        return carried(*inside, told.line, packs=True)
    if told.reading.rest[1:2] in (["with"], ["in"]) and told.last is not None and told.last.kind is Kind.HEAVY_ITEM:
        return []  # "mirror, pack in blankets"
    return [packing(told.reading, told.line)] if says_packing(told.reading.rest) else None


def _known(told: Told) -> Found:
    """Make a thing of the catalogue."""
    if told.found is None or (told.found.key.startswith(LIKE) and only_tells(told.reading)):
        return None
    return _with_contents(carried(told.reading, told.found, told.line, packs=False), told)


def _with_contents(made: list[Thing], told: Told) -> list[Thing]:
    """Let what holds others have the contents before its colon: "clothes: 3 suitcases"."""
    last = told.last
    holds = told.reading.piece.dash and told.found is not None and told.found.key in HOLDS
    if not holds or last is None or not are_contents(last):
        return made
    told.things.pop()
    return [replace(each, span=stretch(last.span, told.reading.piece.span)) for each in made]


def _only_a_size(told: Told) -> Found:
    """Make boxes of "8 medium" where nothing else is named before it: "Kitchen - 8 medium, 2 small"."""
    words, last = told.reading.rest, told.last
    sized = bool(words) and BOX_SIZES.issuperset(words) and told.reading.amounts.count is not None
    boxes = find((*words, "box")) if sized and (last is None or last.kind is Kind.BOX_LOAD) else None
    return None if boxes is None else carried(told.reading, boxes, told.line, packs=told.packs)


def _unknown(told: Told) -> Found:
    unknown = stranger(told.reading, told.line)
    return None if unknown is None else [unknown]


READERS: tuple[Callable[[Told], Found], ...] = (
    _of_them,
    _exactly,
    _trip,
    _times_each,
    _boxes_of_a_run,
    _taken,
    _goes_on,
    helping.its_key,
    helping.lent,
    helping.said,
    helping.bought,
    _boxes,
    _packing,
    helping.care,
    _vehicle,
    _animal,
    _known,
    _only_a_size,
    _unknown,
)
"""The readers of a piece, in order: the first that knows decides."""


def take(things: list[Thing], reading: Reading, line: Line, *, packs: bool) -> None:
    """Add the things of one piece to those of the line so far, or let it say more of the last."""
    found = find_thing(reading, line, things) or named_beside(reading.rest, things) or more_of_a_size(things, reading)
    found = meant_beside(found, reading.rest, reading.piece.text, things, is_row=line.is_composed)
    told = Told(line, packs, things, reading, found)
    made = next((made for read in READERS if (made := read(told)) is not None), list[Thing]())
    things += [each if each.span != NOWHERE else replace(each, span=reading.piece.span) for each in made]


def _goes_along(last: Thing, told: Told) -> bool:
    """Tell whether a piece is brought to the tip, behind its colon or dash: "Recycling: old mattress, two chairs"."""
    if last.kind is not Kind.TRIP or not goes_to_the_tip(last) or begins_errand(told.reading):
        return False
    so_far = told.line.text[slice(*last.span)]
    return told.reading.piece.dash or any(_is_headed(so_far, sign) for sign in (":", " - "))


def _is_headed(text: str, sign: str) -> bool:
    """Tell whether a run stands before a sign: "Recycling: old mattress"; not "still to do: a run to the tip"."""
    before = [token.low for token in tokens(text.partition(sign)[0])]
    return sign in text and (is_run(before) or names_tip(before))
