"""The link to share: as an address, as words to send, as a QR code, and as cards for the stairs."""

from dataclasses import dataclass

from fastapi import Depends
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience
from service.domain.rules import moves
from service.paper.cards import Card, Code
from service.paper.qr import qr_on_page
from service.settings import Settings, lan_address
from service.text.notices import Notice
from service.web.base.access import Ctx, QueryFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.print import SheetWanted
from service.web.forms.shape import parse
from service.web.organizer.printing import count_print, paper_of, print_sheets, signed

router = Router(prefix="/m/{m}")
ON_A_SHEET = 4
"""Blank cards, which are all alike."""


@dataclass(frozen=True)
class Nearby:
    """An address for people in the same network, and the command that serves it."""

    url: str
    command: str


@router.get("/share")
def share(ctx: Ctx) -> HTMLResponse:
    """Show the link for everybody, and a text to send with it."""
    return _share(ctx)


def _share(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    signup_url = ctx.installation.signup_url(move.id, move.signup_epoch)
    return render_page(
        ctx.request,
        "organizer/share.html",
        form=form,
        move=move,
        signup_url=signup_url,
        qr=Markup(qr_on_page(signup_url, ctx.lang.gettext("The sign-up link as a QR code"))),  # noqa: S704  # escaped there
        paper=paper_of(ctx),
        loopback=ctx.installation.settings.is_loopback,
        nearby=_nearby(ctx.installation.settings) if ctx.installation.settings.is_loopback else None,
    )


@router.get("/share/cards.pdf", dependencies=[Depends(count_print)])
@on_refusal(_share, at="card")
def blank_cards(ctx: Ctx, sent: QueryFields) -> Response:
    """Print a sheet of cards with the sign-up link, with room for a name."""
    wanted = parse(SheetWanted, sent)
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    _ = ctx.lang.gettext
    moving = _("We are moving on %(day)s.", day=ctx.lang.day(move.day)) if move.day else _("We are moving soon.")
    easy = _(
        "It is all written down in small pieces: if one of them suits you, put your name on it. If not, that’s quite "
        "all right."
    )
    url = ctx.installation.signup_url(move.id, move.signup_epoch)
    blank = Card("", f"{moving} {easy}", signed(move), Code(url, _("What there is to do is behind this code.")))
    return print_sheets(ctx, [blank] * ON_A_SHEET, wanted)


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
