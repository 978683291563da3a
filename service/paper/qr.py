"""A link as a QR code, for pages and for paper: dark on light in every theme, or phones cannot read it."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import segno

MARGIN = 4
"""Width of the light margin in modules: readers need it."""
DRAWN: dict[str, Any] = {"border": MARGIN, "dark": "#2a2420", "light": "#ffffff", "omitsize": True}


def qr_on_page(url: str, title: str) -> str:
    """Draw it as an SVG inside HTML. The title, which is escaped, is what it is called."""
    return _made(url).svg_inline(title=title, **DRAWN)


def qr_on_paper(url: str) -> str:
    """Draw it as an SVG that stands alone."""
    svg = BytesIO()
    _made(url).save(svg, kind="svg", xmldecl=False, nl=False, svgclass=None, lineclass=None, **DRAWN)
    return svg.getvalue().decode()


@lru_cache(maxsize=200)
def _made(url: str) -> segno.QRCode:
    """Make a code once for all times that a page shows it: the choice among its patterns takes longer than the page."""
    return segno.make(url, error="m")
