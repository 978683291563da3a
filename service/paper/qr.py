"""A link as a QR code, for pages and for paper: dark on light in every theme, or phones cannot read it."""

from io import BytesIO
from typing import Any

import segno

MARGIN = 4
"""Width of the light margin in modules: readers need it."""
DRAWN: dict[str, Any] = {"border": MARGIN, "dark": "#2a2420", "light": "#ffffff", "omitsize": True}


def qr_on_page(url: str, title: str) -> str:
    """Draw it as an SVG inside HTML. The title, which is escaped, is what it is called."""
    return segno.make(url, error="m").svg_inline(title=title, **DRAWN)


def qr_on_paper(url: str) -> str:
    """Draw it as an SVG that stands alone."""
    svg = BytesIO()
    segno.make(url, error="m").save(svg, kind="svg", xmldecl=False, nl=False, svgclass=None, lineclass=None, **DRAWN)
    return svg.getvalue().decode()
