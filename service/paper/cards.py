"""Cards to print: four to a sheet to be cut, or two to be folded, with words or with room to write, or with a QR code.

What is printed is decided here; it is set by press.py in a process of its own, which ends with all that it took up.
"""

import json
import logging
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Condition
from typing import Any

from service.domain.core.refusals import Fault, Invalid, TooMany
from service.domain.models import Paper
from service.paper.press import FULL, PRINTED, Order
from service.paper.qr import qr_on_paper
from service.paths import FONTS

log = logging.getLogger("manyhands")
HERE = Path(__file__).resolve().parent
AGAIN_SECONDS = 10
"""Time after which who found the queue full may ask again."""
FAMILIES = (
    *("Noto Serif", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Serif Devanagari", "Noto Serif Bengali"),
    *("Noto Sans Gurmukhi", "Noto Sans Gujarati", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Kannada"),
    *("Noto Sans Malayalam", "Noto Sans Sinhala", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer"),
    *("Noto Sans Myanmar", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Ethiopic"),
)
HAN = {"Noto Sans S Chinese": "", "Noto Sans Japanese": "\u3040-\u30ff", "Noto Sans Korean": "\uac00-\ud7a3"}
LAST = ("Noto Emoji",)

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
class Bounds:
    """The bounds of one print: enough for 200 cards of 10,000 characters, which take 6 s and 550 MB."""

    cpu_seconds: int = 20
    seconds: float = 60.0
    """By the clock: a print stands back for everything else on the machine, but no proxy waits longer."""
    memory: int = 800_000_000
    characters: int = 2_500_000
    """Of all cards: not even tried beyond."""


BOUNDS = Bounds()


class Presses:
    """The places where prints are made, and those where they wait: each of them holds a thread of the server's.

    Nobody has more than one of these places, so that there is one for others.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._whose = set[str]()
        self._changed = Condition()
        self._here = BoundedSemaphore(at_once + waiting)
        self._printing = BoundedSemaphore(at_once)

    @contextmanager
    def one(self, whose: str) -> Iterator[None]:
        """Wait for a turn, first for one's own that is not over. Raises TooMany where enough others wait already."""
        with self._changed:
            self._changed.wait_for(lambda: whose not in self._whose)
            if not self._here.acquire(blocking=False):
                raise TooMany(AGAIN_SECONDS)
            self._whose.add(whose)
        try:
            with self._printing:
                yield
        finally:
            with self._changed:
                self._whose.remove(whose)
                self._changed.notify_all()
            self._here.release()


PRESSES = Presses(at_once=2, waiting=4)


def print_cards(
    cards: Sequence[Card], *, paper: Paper, folded: bool, title: str, whose: str, bounds: Bounds = BOUNDS
) -> bytes:
    """Make a PDF of whole sheets, upright. Folded cards are printed on both sides, turned over the long edge.

    A note too long for one card goes on to the next quarter, or the other side inside a folded one. Raises Invalid
    where that would use up more than the bounds, and TooMany while enough others wait. `whose`: who asks for it;
    of two at once the second waits.
    """
    if sum(len(card.note or "") for card in cards) > bounds.characters:
        raise _too_much()
    width, height = SIZES[paper]
    with PRESSES.one(whose), TemporaryDirectory(prefix="manyhands-") as folder:
        order = Order(
            title=title,
            width=width,
            height=height,
            folded=folded,
            fonts=str(FONTS),
            folder=folder,
            cpu_seconds=bounds.cpu_seconds,
            memory=bounds.memory,
        )
        written = Path(folder, "order")
        with written.open("wb") as lines:
            for line in chain([order], (_fields(card, folded=folded) for card in cards)):
                lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        _press(written, bounds.seconds)
        return Path(folder, PRINTED).read_bytes()


def _press(order: Path, seconds: float) -> None:
    """Print the order of this file in a process of its own. Raises Invalid if it met a bound."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MANYHANDS_")}
    command = [sys.executable, "-I", str(HERE / "press.py")]
    try:
        with order.open("rb") as lines:
            done = subprocess.run(  # noqa: S603  # both are our own
                command,
                stdin=lines,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**ours, "RAYON_NUM_THREADS": "1"},  # each of typst's threads reserves memory
            )
    except subprocess.TimeoutExpired:
        log.warning("Cards were not printed: they took longer than %s s", seconds)
        raise _too_much() from None
    if done.returncode == FULL or done.returncode < 0:  # ended by the system: by time, or by memory
        log.warning("Cards were not printed: they met a bound (%s)", done.returncode)
        raise _too_much()
    if done.returncode:
        raise RuntimeError(f"The press ended with {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")


def _too_much() -> Invalid:
    return Invalid(Fault("words", "much_to_print"))


def _fields(card: Card, *, folded: bool) -> dict[str, Any]:
    """Fill in the fields of a card that cards.typ asks for."""
    return {
        "cover": card.cover if folded else "",
        "heading": "" if folded else card.cover,
        "note": card.note,
        "signed": card.signed,
        "code": card.code and _code(card.code),
        "rtl": _runs_left(card.note or card.cover),
        "fonts": _families((card.note or "", card.cover, card.signed, card.code.beside if card.code else "")),
    }


def _code(code: Code) -> dict[str, Any]:
    return {"svg": qr_on_paper(code.url), "url": code.url, "beside": code.beside, "rtl": _runs_left(code.beside)}


def _runs_left(text: str) -> bool:
    """Tell the direction by most of the letters: words often begin with a name in another script."""
    ways = Counter(unicodedata.bidirectional(letter) for letter in text)
    return ways["R"] + ways["AL"] > ways["L"]


def _families(texts: Sequence[str]) -> list[str]:
    """Order the fonts for these texts: the signs that China, Japan and Korea share differ in shape."""
    order = sorted(HAN, key=lambda family: not any(_has(text, HAN[family]) for text in texts))
    return [*FAMILIES, *order, *LAST]


def _has(text: str, span: str) -> bool:
    return bool(span) and any(span[0] <= letter <= span[-1] for letter in text)
