"""The icon as home screens want it, drawn from frontend/icons/icon.svg: `.venv/bin/python -m tests.frontend.icons`.

They are kept beside it, since nothing that builds the pages draws. The picture ends at no edge and keeps to the middle,
so that every system may cut its own shape out of it.
"""

from pathlib import Path

import typst

from service.paths import BUILT

ICONS = BUILT.parent / "icons"
SIZES = (180, 192, 512)
"""Widths in pixels: what iOS, Android and its start screen ask for."""


def draw(size: int) -> bytes:
    """Draw the icon as a PNG of this width."""
    source = f'#set page(width: {size}pt, height: {size}pt, margin: 0pt)\n#image("icon.svg", width: 100%)'
    page = ICONS / f"icon-{size}.typ"
    page.write_text(source)
    try:
        drawn: bytes = typst.compile(page, format="png", ppi=72)
    finally:
        page.unlink()
    return drawn


def width_of(png: bytes) -> int:
    """Read the width that a PNG says it has."""
    return int.from_bytes(png[16:20])


if __name__ == "__main__":
    for width in SIZES:
        Path(ICONS / f"icon-{width}.png").write_bytes(draw(width))
