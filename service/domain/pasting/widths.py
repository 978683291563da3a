"""Step 5: the width of a bed, as lists in metres give it, says which one of its sizes it is: "Bett 180x200"."""

import re
from dataclasses import replace

from service.domain.figures.catalogue import item
from service.domain.pasting.shapes import Thing

NUMBER = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)(?![\d.,]|\s?(?:kg|kilo|lbs?|€|eur|l\b|in\b|inch|\"|ft))", re.IGNORECASE
)
TWO_METRES = re.compile(r"(?<!\d)2\s?[x×]\s?2(?!\d)")
NARROWEST, WIDEST = 60, 220
"""Widths in centimetres that a bed may have."""
BY_WIDTH: dict[str, tuple[tuple[int, str], ...]] = {
    "bed_double": ((110, "bed_single"), (165, "bed_double"), (WIDEST, "bed_king")),
    "bed_frame_double": ((110, "bed_frame_single"), (165, "bed_frame_double"), (WIDEST, "bed_frame_king")),
    "mattress_double": (
        (110, "mattress_single"),
        (149, "mattress_double"),
        (165, "mattress_queen"),
        (WIDEST, "mattress_king"),
    ),
}
"""By the thing that a bare name means: greatest widths, and the thing that it is then."""


def of_its_width(thing: Thing) -> Thing:
    """Choose the bed or mattress of the width that is given; any other thing stays as it is."""
    sizes = BY_WIDTH.get(thing.key or "")
    width = _width(thing.text) if sizes else None
    if sizes is None or width is None:
        return thing
    other = item(next(key for widest, key in sizes if width <= widest))
    if thing.explicit_weight:
        return replace(thing, key=other.key)
    return replace(thing, key=other.key, weight_kg=other.weight_kg, load_kg=other.load_kg, least=other.least)


def _width(text: str) -> float | None:
    """Read the smaller one of two measures, or the only one: of "140x200" 140."""
    if TWO_METRES.search(text):
        return 200
    written = [each[1].replace(",", ".") for each in NUMBER.finditer(text)]
    values = [float(each) * (100 if "." in each else 1) for each in written]
    return min([value for value in values if NARROWEST <= value <= WIDEST][:2], default=None)
