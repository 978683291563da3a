"""Thank-you cards to print: four to a sheet to be cut, or two to be folded, with the note or with room to write."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from service.domain.models import Paper
from service.later import later
from service.paths import FONTS

HERE = Path(__file__).resolve().parent
TYPST = later("typst")
"""7 MB, and 25 more when it has set its first page."""
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
    """What stands in front of a folded card, and above the room for handwriting on a flat one."""
    words: str | None
    """None: lines to write on."""
    signed: str


def print_cards(cards: Sequence[Card], *, paper: Paper, folded: bool, title: str) -> bytes:
    """A PDF of whole sheets, upright. Folded cards are printed on both sides, turned over the long edge.

    A note too long for one card goes on to the next quarter, or the other side inside a folded one.
    """
    width, height = SIZES[paper]
    typed = [_typed(card, folded=folded) for card in cards]
    given = {"title": title, "width": width / 2, "height": height / 2, "cards": typed}
    source, inputs = str(HERE / "cards.typ"), {"given": json.dumps(given)}
    pages = TYPST().compile(source, font_paths=_fonts(), sys_inputs=inputs)
    inside = json.loads(TYPST().query(source, "<pages>", "value", one=True, font_paths=_fonts(), sys_inputs=inputs))
    rtl = [bool(card["rtl"]) for card in typed]
    on_sheets = {
        "title": title,
        "width": width,
        "height": height,
        "sheets": _folded(inside, rtl) if folded else _flat(inside),
        "cards": list(pages),  # as numbers: what is given can be text only
    }
    source = str(HERE / "sheets.typ")
    return bytes(TYPST().compile(source, font_paths=_fonts(), sys_inputs={"given": json.dumps(on_sheets)}))


def _typed(card: Card, *, folded: bool) -> dict[str, Any]:
    text = f"{card.words or ''}{card.cover}{card.signed}"
    return {
        "cover": card.cover if folded else "",
        "heading": "" if folded else card.cover,
        "words": card.words,
        "signed": card.signed,
        "rtl": _runs_left(card.words or card.cover),
        "fonts": _families(text),
    }


def _flat(inside: list[list[int]]) -> list[dict[str, Any]]:
    pages: list[int | None] = [page for first, last in inside for page in range(first, last + 1)]
    pages += [None] * (-len(pages) % SIDE)
    return [{"quarters": pages[at : at + SIDE], "folds": False} for at in range(0, len(pages), SIDE)]


def _folded(inside: list[list[int]], rtl: list[bool]) -> list[dict[str, Any]]:
    """Two to a sheet: a side with covers, then the one behind it with the insides."""
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
    """By the first letter that has a direction."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def _families(text: str) -> list[str]:
    """In which order fonts are asked for a letter: the signs that China, Japan and Korea share differ in shape."""
    order = sorted(HAN, key=lambda family: not _has(text, HAN[family]))
    return [*FAMILIES, *order, *LAST]


def _has(text: str, span: str) -> bool:
    return bool(span) and any(span[0] <= letter <= span[-1] for letter in text)


@cache
def _fonts() -> Any:
    """Those that came with the program; for a script beyond them, whatever this machine has."""
    return TYPST().Fonts(font_paths=[str(FONTS)])
