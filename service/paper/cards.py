"""Cards to print: four to a sheet to be cut, or two to be folded, with words or with room to write, or with a QR code.

What is printed is decided here; it is set by press.py in a process of its own, which ends with all that it took up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from service.apart.places import Places
from service.apart.processes import Bounds
from service.domain.models import Paper
from service.paper.fonts import families, runs_left
from service.paper.press import PRINTED, Order
from service.paper.pressing import press, too_much
from service.paper.qr import qr_on_paper
from service.paths import FONTS

SIZES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""Width and height in mm."""


@dataclass(frozen=True)
class Code:
    """A link at the foot of a card: as a QR code, with a line beside it, and written small."""

    url: str
    beside: str


@dataclass(frozen=True)
class Card:
    """One person's card."""

    cover: str
    """The front of a folded card, and on a flat one the line above the room for handwriting, or above what is asked."""
    note: str | None
    """None: lines to write on."""
    signed: str
    code: Code | None = None
    """On a flat card that asks. Without a cover there is room above for a name to be written by hand."""


@dataclass(frozen=True)
class CardBounds(Bounds):
    """The bounds of one print: enough for 200 cards of 10,000 characters, which take 6 s and 550 MB."""

    cpu_seconds: int = 20
    seconds: float = 60.0
    memory: int = 800_000_000
    characters: int = 2_500_000
    """Of all cards: not even tried beyond."""


BOUNDS = CardBounds()
PLACES = Places(at_once=2, waiting=4)


def print_cards(
    cards: Sequence[Card], *, paper: Paper, folded: bool, title: str, whose: str, bounds: CardBounds = BOUNDS
) -> bytes:
    """Make a PDF of whole sheets, upright. Folded cards are printed on both sides, turned over the long edge.

    A note too long for one card goes on to the next quarter, or the other side inside a folded one. Raises Invalid
    where that would use up more than the bounds, and Busy while enough others wait, or something else has the
    processor. `whose`: who asks for it; of two at once the second waits.
    """
    if sum(len(card.note or "") for card in cards) > bounds.characters:
        raise too_much()
    width, height = SIZES[paper]
    with PLACES.one(whose), TemporaryDirectory(prefix="manyhands-") as folder:
        order = Order(fonts=str(FONTS), folder=folder, title=title, width=width, height=height, folded=folded)
        fields = (_fields(card, folded=folded) for card in cards)
        return press(order, fields, bounds=bounds, makes=PRINTED)


def _fields(card: Card, *, folded: bool) -> dict[str, Any]:
    """Fill in the fields of a card that cards.typ asks for."""
    return {
        "cover": card.cover if folded else "",
        "heading": "" if folded else card.cover,
        "note": card.note,
        "signed": card.signed,
        "code": card.code and _code(card.code),
        "rtl": runs_left(card.note or card.cover),
        "cover_rtl": runs_left(card.cover),
        "fonts": families((card.note or "", card.cover, card.signed, card.code.beside if card.code else "")),
    }


def _code(code: Code) -> dict[str, Any]:
    return {"svg": qr_on_paper(code.url), "url": code.url, "beside": code.beside, "rtl": runs_left(code.beside)}
