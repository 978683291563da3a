"""The link to share: as an address, as words to send, and as a QR code."""

from dataclasses import dataclass

import segno
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience
from service.domain.rules import moves
from service.settings import Settings, lan_address
from service.text.notices import Notice
from service.web.base.access import Ctx
from service.web.base.pages import redirect, render_page

router = APIRouter(prefix="/m/{m}")


@dataclass(frozen=True)
class Nearby:
    """An address for people in the same network, and the command that serves it."""

    url: str
    command: str


@router.get("/share")
def share(ctx: Ctx) -> HTMLResponse:
    """Show the link for everybody, and a text to send with it."""
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    signup_url = ctx.installation.signup_url(move.id, move.signup_epoch)
    return render_page(
        ctx.request,
        "organizer/share.html",
        move=move,
        signup_url=signup_url,
        qr=_qr(signup_url, ctx.lang.gettext("The sign-up link as a QR code")),
        loopback=ctx.installation.settings.is_loopback,
        nearby=_nearby(ctx.installation.settings) if ctx.installation.settings.is_loopback else None,
    )


@router.post("/share/rotate")
def rotate(ctx: Ctx) -> Response:
    with ctx.change() as change:
        moves.rotate_signup(change)
    return redirect(f"/m/{ctx.by.move_id}/share", notice=Notice.ROTATED)


def _nearby(settings: Settings) -> Nearby | None:
    address = lan_address()
    if not address:
        return None
    url = f"http://{address}:{settings.port}"
    if settings.listens_everywhere:
        return Nearby(url, f"MANYHANDS_PUBLIC_URL={url} manyhands serve")
    return Nearby(url, f"manyhands serve --host {address} --port {settings.port}")


def _qr(url: str, title: str) -> Markup:
    """Draw the address as an SVG: dark on light in every theme, or phones cannot read it."""
    svg = segno.make(url, error="m").svg_inline(
        scale=4, border=4, dark="#2a2420", light="#ffffff", title=title, omitsize=True
    )
    return Markup(svg)  # noqa: S704  # segno escapes the title, and the modules are paths
