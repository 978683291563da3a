"""The organizer's settings: the link to share, what is said about the move, and how it ends."""

from dataclasses import dataclass

import segno
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.domain.core.links import Grants
from service.domain.core.refusals import Fault, Invalid, Refusal
from service.domain.reading.board import read_move
from service.domain.reading.views import Audience
from service.domain.rules import moves
from service.settings import Settings, lan_address
from service.web.base.access import Ask, Asking, Typed, forget
from service.web.base.errors import status_of
from service.web.base.pages import UNTOUCHED, Form, refused, see, show
from service.web.forms import inputs
from service.web.forms.fields import zone_groups

router = APIRouter(prefix="/m/{m}")


@router.get("/share")
def share(ask: Ask) -> HTMLResponse:
    """The link for everybody, the words to send with it, and once the organizer's own link to keep."""
    with ask.look() as session:
        move = read_move(session, ask.by.move_id, Audience.ORGANIZER)
    signup_url = ask.installation.signup_url(move.id, move.signup_epoch)
    return show(
        ask.request,
        "organizer/share.html",
        move=move,
        signup_url=signup_url,
        qr=_qr(signup_url, ask.lang.gettext("The sign-up link as a QR code")),
        organizer_url=ask.installation.url(ask.by),
        new=ask.request.query_params.get("said") == "planned",
        loopback=ask.installation.settings.is_loopback,
        nearby=_nearby(ask.installation.settings) if ask.installation.settings.is_loopback else None,
    )


@router.post("/share/rotate")
def rotate(ask: Ask) -> Response:
    with ask.change() as change:
        moves.rotate_signup(change)
    return see(f"/m/{ask.by.move_id}/share", said="rotated")


@router.get("/settings")
def settings(ask: Ask) -> HTMLResponse:
    return _settings(ask)


@router.post("/settings")
def change_settings(ask: Ask, typed: Typed) -> Response:
    try:
        changed = inputs.read(inputs.NewMove, inputs.move_from_form(typed))
        with ask.change() as change:
            moves.change_move(change, changed.fields(), changed.organizer_fields())
    except Refusal as no:
        return _settings(ask, form=refused(ask.request, "move", typed, no), status=status_of(no))
    return see(f"/m/{ask.by.move_id}/settings", said="settings_saved")


@router.post("/settings/state")
def set_move_state(ask: Ask, typed: Typed) -> Response:
    wanted = inputs.read(inputs.MovePatch, {"state": typed.get("state", "")})
    with ask.change() as change:
        moves.change_move(change, wanted.fields())
    said = {"open": "reopened"}.get(wanted.state, str(wanted.state))
    return see(f"/m/{ask.by.move_id}/settings", said=said)


@router.post("/settings/erase")
def erase(ask: Ask, typed: Typed) -> Response:
    if typed.get("sure") != "1":
        no = Invalid(Fault("sure", "not_sure"))
        return _settings(ask, form=refused(ask.request, "erase", typed, no), status=status_of(no))
    with ask.change() as change:
        change.erase()
    response = see("/", said="erased")
    forget(response, Grants.ORGANIZER, ask.by.move_id)
    return response


@dataclass(frozen=True)
class Nearby:
    """How whoever is in the same network could open the links."""

    url: str
    command: str


def _nearby(settings: Settings) -> Nearby | None:
    address = lan_address()
    if not address:
        return None
    url = f"http://{address}:{settings.port}"
    if settings.listens_everywhere:
        return Nearby(url, f"MANYHANDS_PUBLIC_URL={url} manyhands serve")
    return Nearby(url, f"manyhands serve --host {address} --port {settings.port}")


def _settings(ask: Asking, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    with ask.look() as session:
        move = read_move(session, ask.by.move_id, Audience.ORGANIZER)
    return show(
        ask.request,
        "organizer/settings.html",
        status=status,
        form=form,
        move=move,
        organizer=move.organizer,
        organizer_url=ask.installation.url(ask.by),
        zones=zone_groups(move.zone),
    )


def _qr(url: str, title: str) -> Markup:
    """The address as an SVG for the page. It is drawn dark on light in every theme, or phones cannot read it."""
    svg = segno.make(url, error="m").svg_inline(
        scale=4, border=4, dark="#2a2420", light="#ffffff", title=title, omitsize=True
    )
    return Markup(svg)  # noqa: S704  # segno escapes the title, and the modules are paths
