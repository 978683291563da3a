"""The start: what Many Hands is, and planning a move on one screen."""

import secrets

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from service.domain.links import Grants, Link
from service.domain.moves import plan_move
from service.domain.refusals import Refusal
from service.web import inputs
from service.web.asking import Asking, Typed, form_intent, house_of, language_of, session_cookie
from service.web.errors import status_of
from service.web.pages import UNTOUCHED, Form, refused, see, show

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.get("/")
def start(request: Request) -> HTMLResponse:
    return _start(request)


@router.post("/")
def plan(request: Request, typed: Typed) -> Response:
    house = house_of(request)
    try:
        move = inputs.read(inputs.NewMove, inputs.move_from_form(typed))
        by = plan_move(
            house.database,
            move.fields(),
            move.organizer_fields(),
            now=house.now(),
            intent=form_intent(request, typed),
        )
    except Refusal as no:
        return _start(request, form=refused(request, "plan", typed, no), status=status_of(no))
    response = see(f"/m/{by.move_id}/share", said="planned")
    remember_organizer(Asking(request, house, by, language_of(request)), response)
    return response


@router.get("/o/{link}")
def enter(request: Request, link: str) -> Response:
    """The organizer link leaves the address bar: a cookie stands for it from here on."""
    house = house_of(request)
    ask = Asking(request, house, house.links.read(link, grants=Grants.ORGANIZER), language_of(request))
    with ask.look():
        response = see(f"/m/{ask.by.move_id}")
    remember_organizer(ask, response)
    return response


def remember_organizer(ask: Asking, response: Response) -> None:
    remember(ask, response, session_cookie(ask.by.move_id), ask.by, f"/m/{ask.by.move_id}")


def remember(ask: Asking, response: Response, name: str, link: Link, path: str) -> None:
    """Keep a link in this browser, out of the reach of scripts."""
    response.set_cookie(
        name,
        ask.house.links.make(link),
        max_age=YEAR,
        path=path,
        secure=ask.house.settings.address.startswith("https:"),
        httponly=True,
        samesite="lax",
    )


def zone_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones by region, each with the name of its place: ("Europe", [("Europe/Vienna", "Vienna"), ...])."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(inputs.zones()):
        region, _, place = zone.partition("/")
        groups.setdefault(region, []).append((zone, (place or region).replace("_", " ")))
    return sorted(groups.items())


def _start(request: Request, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    key = form.values.get("key") or secrets.token_urlsafe()
    return show(request, "home.html", status=status, form=form, key=key, zones=zone_groups())
