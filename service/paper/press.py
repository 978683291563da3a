"""Sets cards and lays them out on sheets, or draws a picture: a program of its own, in a process that is bounded.

Run by its path, and alone: it loads nothing of ours, so that it starts quickly. What is wanted comes in as a line of
JSON: an Order of cards, each of which follows as another line, so that nobody holds all of them as one text, or a
Drawing. A PDF or PNG is left in its folder. typst keeps what it has set, 5 GB for 200 long notes: so cards are set a
few at a time, and all of it ends with this process.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any, TypedDict

HERE = Path(__file__).resolve().parent
SIDE = 4
"""Quarters on one side of a sheet."""
AT_ONCE = 5
"""Cards set at once: typst forgets what it set ten times before."""
POINTS = 72.0
"""Pixels to an inch of a picture: one to a point."""
PRINTED = "printed.pdf"
DRAWN = "drawn.png"
FULL = 3
"""Exit code where the memory did not do."""


class Wanted(TypedDict):
    """One run of this program."""

    fonts: str
    folder: str
    """An empty folder for what is made and all that is needed on the way; it is the starter's to remove."""


class Order(Wanted):
    """One print, whose cards follow with the fields that cards.typ asks for. Lengths are in mm."""

    title: str
    width: float
    height: float
    folded: bool


class Drawing(Wanted):
    """One picture, with the fields that picture.typ asks for."""

    picture: dict[str, Any]


class Quarter(TypedDict):
    """A page of a PDF in the folder."""

    file: str
    page: int


def main() -> None:
    """Make what the standard input asks for, in its folder."""
    wanted: Any = json.loads(sys.stdin.buffer.readline())
    try:
        if "picture" in wanted:
            _draw(wanted)
        else:
            _print(wanted, [json.loads(line) for line in sys.stdin.buffer])
    except MemoryError:
        sys.exit(FULL)


def _draw(drawing: Drawing) -> None:
    import typst  # noqa: PLC0415  # 60 MB: the server reads this module, too

    fonts = typst.Fonts(font_paths=[drawing["fonts"]])
    given = {"given": json.dumps(drawing["picture"])}
    source, drawn = HERE / "picture.typ", Path(drawing["folder"], DRAWN)
    typst.compile(source, drawn, format="png", ppi=POINTS, font_paths=fonts, sys_inputs=given)


def _print(order: Order, cards: list[dict[str, Any]]) -> None:
    import typst  # noqa: PLC0415  # 60 MB: the server reads this module, too

    fonts = typst.Fonts(font_paths=[order["fonts"]])
    folder = Path(order["folder"])
    half = {"title": order["title"], "width": order["width"] / 2, "height": order["height"] / 2}
    inside: list[list[Quarter]] = []
    for at in range(0, len(cards), AT_ONCE):
        given = {**half, "cards": cards[at : at + AT_ONCE]}
        inputs = {"given": json.dumps(given)}
        compiler = typst.Compiler(str(HERE / "cards.typ"), font_paths=fonts, sys_inputs=inputs)
        file = f"{at}.pdf"
        compiler.compile(output=folder / file, pdf_tags=False)  # a page that becomes a picture loses its tags
        spans = json.loads(compiler.query("<pages>", "value", one=True))
        inside += [[Quarter(file=file, page=page) for page in range(first, last + 1)] for first, last in spans]
    sides = _folded(inside, [card["rtl"] for card in cards]) if order["folded"] else _flat(inside)
    on_sheets = {"title": order["title"], "width": order["width"], "height": order["height"], "sheets": sides}
    source = folder / "sheets.typ"  # typst reads files beside its source alone
    shutil.copy(HERE / source.name, source)
    typst.compile(source, folder / PRINTED, font_paths=fonts, sys_inputs={"given": json.dumps(on_sheets)})


def _flat(inside: list[list[Quarter]]) -> list[dict[str, Any]]:
    pages: list[Quarter | None] = [page for card in inside for page in card]
    pages += [None] * (-len(pages) % SIDE)
    return [{"quarters": pages[at : at + SIDE], "folds": False} for at in range(0, len(pages), SIDE)]


def _folded(inside: list[list[Quarter]], rtl: list[bool]) -> list[dict[str, Any]]:
    """Put two cards on each sheet: a side with covers, then the one behind it with the insides."""
    halves: list[tuple[list[Quarter | None], list[Quarter | None]]] = []
    for pages, leftwards in zip(inside, rtl, strict=True):
        cover = Quarter(file=pages[0]["file"], page=pages[0]["page"] - 1)
        for at in range(0, len(pages), 2):
            outside: list[Quarter | None] = [None, cover if at == 0 else None]
            pair: list[Quarter | None] = [*([None] if len(pages) == 1 else []), *pages[at : at + 2]]
            pair += [None] * (2 - len(pair))
            halves.append((outside[::-1], pair[::-1]) if leftwards else (outside, pair))
    if len(halves) % 2:
        halves.append(([None, None], [None, None]))
    sides = list[dict[str, Any]]()
    for upper, lower in zip(halves[::2], halves[1::2], strict=True):
        sides += [{"quarters": upper[side] + lower[side], "folds": True} for side in (0, 1)]
    return sides


if __name__ == "__main__":
    main()
