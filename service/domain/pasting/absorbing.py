"""Step 5, for pieces of one line: what only says more of the thing before, and what is in the boxes behind it."""

from service.domain.figures.catalogue import LIKE, Item, item
from service.domain.models import Kind, Sort
from service.domain.pasting import vocabulary
from service.domain.pasting.lookup import is_box
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_contents, is_made
from service.domain.pasting.sets import words_for
from service.domain.pasting.settling import is_strange
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import tokens
from service.domain.pasting.vocabulary import word_set

HEAVIEST_CONTENTS = 15
"""Weight in kg from which on a thing before counted boxes is none of their contents: "camping gear - 3 totes"."""
CONTENTS = word_set("bed_linen duvet_pillow pots_pans dinner_service glass_set cutlery_set cleaning_things")
"""Things of the catalogue that go into boxes as a rule."""
ONLY_BOXES = 4
"""Most words of boxes without contents of their own: "about 3 big boxes"."""


def absorbed(last: Thing, reading: Reading, found: Item | None) -> bool:
    """Tell whether a piece only goes on about the thing before it: contents of boxes, details of a trip or of care."""
    marked = reading.amounts.count is not None or reading.amounts.article
    if last.kind is Kind.BOX_LOAD and last.key is None:
        return reading.amounts.count is None and _goes_into(last, reading, found)
    if last.kind is Kind.BOX_LOAD:
        return not marked and _goes_into(last, reading, found)
    if last.kind is Kind.CARE:
        whole = last.sort is Sort.CLEANING and (reading.piece.dash or _holds_more(last))
        animal = last.sort is Sort.PETS and (found is not None or is_made(reading.head))
        further = animal or reading.amounts.count is not None or (reading.amounts.article and found is not None)
        return not further and (whole or reading.piece.soft) and not begins_errand(reading)
    if last.kind is not Kind.TRIP or found is not None or is_made(reading.head):
        return False
    return reading.amounts.minutes is not None or not begins_errand(reading)


def _holds_more(last: Thing) -> bool:
    """Tell whether a thing has taken pieces beside its own."""
    return last.span[1] - last.span[0] > len(last.text)


def _goes_into(boxes: Thing, reading: Reading, found: Item | None) -> bool:
    """Tell whether a piece behind boxes is more of their contents."""
    if found is not None and is_box(found.key):
        return False
    if is_contents(reading.head) and (boxes.text.split()[2:] or reading.piece.soft):
        return True
    if boxes.key is None:
        return not begins_errand(reading)
    if found is not None:
        return (not found.original and reading.piece.soft) or (not found.original and len(boxes.text.split()) > 2)
    return not is_made(reading.head) or is_contents(reading.head) or reading.piece.soft


def begins_errand(reading: Reading) -> bool:
    first = reading.rest[0] if reading.rest else ""
    verb = first in vocabulary.HEADING_VERBS or first in words_for("verbs") or first in words_for("handling")
    return first in vocabulary.NOUNS_OF_CARE or (verb and len(reading.rest) > 1)


def names_contents(last: Thing, boxes: Reading, *, packs: bool) -> bool:
    """Tell whether the thing before counted boxes is only their contents: "vessels - 8 to 10 cartons"."""
    of_one = boxes.amounts.article and last.is_contents and len(boxes.piece.words) <= len(("a", "bin", "bag"))
    if not (of_one or boxes.amounts.count is not None) or last.explicit_count or last.explicit_weight:
        return False
    if packs and (is_strange(last) or last.key is None):
        return last.kind is not Kind.CARE or last.sort is Sort.OTHER
    light = last.key is not None and last.kind is Kind.HEAVY_ITEM and item(last.key).weight_kg < HEAVIEST_CONTENTS
    if boxes.piece.dash and light and len(boxes.piece.words) <= ONLY_BOXES:
        return True
    named = is_contents([token.low for token in tokens(last.text)])
    goes_in = (last.key or "").removeprefix(LIKE) in CONTENTS or (light and named) or (last.key is None and named)
    if boxes.piece.holds and (boxes.piece.soft or goes_in):
        return goes_in
    said = boxes.piece.words[: len(boxes.piece.words) - len(("10", "kg")) * (boxes.amounts.weight_kg is not None)]
    others = [word for word in said if word not in vocabulary.ABOUT and word not in ("or", "to", "-", "a")]
    only_boxes = len(others) <= ONLY_BOXES and not boxes.piece.soft
    if only_boxes and goes_in:
        return True
    if only_boxes and last.kind is Kind.BOX_LOAD and last.doubtful:
        return True
    return is_strange(last) and (
        boxes.piece.dash or (only_boxes and (last.is_contents or not (last.is_marked or last.is_named)))
    )


def are_contents(thing: Thing) -> bool:
    """Tell whether a thing that nobody has counted is what goes into boxes, whoever knows it: "sheets and blankets"."""
    if thing.explicit_count or thing.kind is not Kind.HEAVY_ITEM:
        return False
    known = thing.key is not None and not item(thing.key).original and item(thing.key).weight_kg < HEAVIEST_CONTENTS
    return known or is_contents([token.low for token in tokens(thing.text)])
