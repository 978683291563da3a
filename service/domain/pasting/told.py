"""A line as far as it is read, which each reader of step 5 gets."""

from dataclasses import dataclass

from service.domain.figures.catalogue import Item
from service.domain.pasting.layout import Line
from service.domain.pasting.lookup import is_box
from service.domain.pasting.naming import Reading
from service.domain.pasting.shapes import Thing


@dataclass
class Told:
    """A line as far as it is read: its things, and the piece in hand with the thing that the catalogue knows in it."""

    line: Line
    packs: bool
    """It says that something is to be packed."""
    things: list[Thing]
    reading: Reading
    found: Item | None

    @property
    def last(self) -> Thing | None:
        return self.things[-1] if self.things else None

    @property
    def boxes(self) -> bool:
        return self.found is not None and is_box(self.found.key)


Found = list[Thing] | None
"""The things of a piece; none of its own if it says more of the last; None where the next reader decides."""
