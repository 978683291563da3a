"""The manifest of somebody's own page: on a home screen it opens that page, in a window of its own."""

from typing import Any

from fastapi.responses import JSONResponse

from service.domain.reading.moves import read_move
from service.domain.reading.people import read_helper
from service.domain.reading.views import Audience
from service.text.templates import asset
from service.web.base.access import Ctx
from service.web.base.late_routes import Router

router = Router(prefix="/h/{link}")
DESK = "#efe6d4"
"""The colour around the page while it opens: --desk, in light."""
PNG_SIZES = (192, 512)


@router.get("/manifest.webmanifest")
def manifest(ctx: Ctx) -> JSONResponse:
    with ctx.read() as session:
        read_helper(session, ctx.by)
        title = read_move(session, ctx.by.move_id, Audience.PUBLIC).title
    page = f"/h/{ctx.installation.links.make(ctx.by)}"
    described = {
        "id": page,
        "start_url": page,
        "scope": "/",
        "name": title,
        "short_name": title,
        "lang": ctx.lang.tag,
        "dir": ctx.lang.direction,
        "display": "standalone",
        "background_color": DESK,
        "theme_color": DESK,
        "icons": _icons(),
    }
    return JSONResponse(described, media_type="application/manifest+json")


def _icons() -> list[dict[str, Any]]:
    """List the icon in all its sizes. Each may be cut to any shape: it keeps to the middle."""
    svg = {"src": asset("icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    pngs = [{"src": asset(f"icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"} for size in PNG_SIZES]
    return [{**icon, "purpose": purpose} for icon in (*pngs, svg) for purpose in ("any", "maskable")]
