"""Thank-you cards to print: four to a sheet to be cut, or two to be folded, with the note or with room to write."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.domain.models import Paper
from service.paths import FONTS

HERE = Path(__file__).resolve().parent
SIDE = 4
"""Quarters on one side of a sheet."""
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
class Card:
    """One person's card."""

    cover: str
    """The front of a folded card, and the line above the room for handwriting on a flat one."""
    note: str | None
    """None: lines to write on."""
    signed: str


def print_cards(cards: Sequence[Card], *, paper: Paper, folded: bool, title: str) -> bytes:
    """Make a PDF of whole sheets, upright. Folded cards are printed on both sides, turned over the long edge.

    A note too long for one card goes on to the next quarter, or the other side inside a folded one.
    """
    import typst  # noqa: PLC0415  # 7 MB, and 25 more when it has set its first page

    width, height = SIZES[paper]
    filled = [_fields(card, folded=folded) for card in cards]
    given = {"title": title, "width": width / 2, "height": height / 2, "cards": filled}
    source, inputs = str(HERE / "cards.typ"), {"given": json.dumps(given)}
    pages = bytes(typst.compile(source, font_paths=_fonts(), sys_inputs=inputs))
    inside = json.loads(typst.query(source, "<pages>", "value", one=True, font_paths=_fonts(), sys_inputs=inputs))
    rtl = [bool(card["rtl"]) for card in filled]
    on_sheets = {
        "title": title,
        "width": width,
        "height": height,
        "sheets": _folded(inside, rtl) if folded else _flat(inside),
        "cards": list(pages),  # as numbers: inputs are text only
    }
    source = str(HERE / "sheets.typ")
    return bytes(typst.compile(source, font_paths=_fonts(), sys_inputs={"given": json.dumps(on_sheets)}))


def _fields(card: Card, *, folded: bool) -> dict[str, Any]:
    """Fill in the fields of a card that cards.typ asks for."""
    text = f"{card.note or ''}{card.cover}{card.signed}"
    return {
        "cover": card.cover if folded else "",
        "heading": "" if folded else card.cover,
        "note": card.note,
        "signed": card.signed,
        "rtl": _runs_left(card.note or card.cover),
        "fonts": _families(text),
    }


def _flat(inside: list[list[int]]) -> list[dict[str, Any]]:
    pages: list[int | None] = [page for first, last in inside for page in range(first, last + 1)]
    pages += [None] * (-len(pages) % SIDE)
    return [{"quarters": pages[at : at + SIDE], "folds": False} for at in range(0, len(pages), SIDE)]


def _folded(inside: list[list[int]], rtl: list[bool]) -> list[dict[str, Any]]:
    """Put two cards on each sheet: a side with covers, then the one behind it with the insides."""
    halves: list[tuple[list[int | None], list[int | None]]] = []
    for (first, last), leftwards in zip(inside, rtl, strict=True):
        pages = list(range(first, last + 1))
        for at in range(0, len(pages), 2):
            outside: list[int | None] = [None, first - 1 if at == 0 else None]
            pair: list[int | None] = [*([None] if len(pages) == 1 else []), *pages[at : at + 2]]
            pair += [None] * (2 - len(pair))
            halves.append((outside[::-1], pair[::-1]) if leftwards else (outside, pair))
    if len(halves) % 2:
        halves.append(([None, None], [None, None]))
    sides = []
    for upper, lower in zip(halves[::2], halves[1::2], strict=True):
        sides += [{"quarters": upper[side] + lower[side], "folds": True} for side in (0, 1)]
    return sides


def _runs_left(text: str) -> bool:
    """Tell the direction by the first letter that has one."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def _families(text: str) -> list[str]:
    """Order the fonts for a text: the signs that China, Japan and Korea share differ in shape."""
    order = sorted(HAN, key=lambda family: not _has(text, HAN[family]))
    return [*FAMILIES, *order, *LAST]


def _has(text: str, span: str) -> bool:
    return bool(span) and any(span[0] <= letter <= span[-1] for letter in text)


@cache
def _fonts() -> Any:
    """Load the fonts of the program; for a script beyond them, those of this machine."""
    import typst  # noqa: PLC0415  # as in print_cards

    return typst.Fonts(font_paths=[str(FONTS)])
