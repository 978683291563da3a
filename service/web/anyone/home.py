"""The start: what Many Hands is, and a new move, which begins with who has offered to help."""

import re
import secrets

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import Grants
from service.domain.reading.moves import read_own_moves
from service.domain.reading.snapshot import reading_as
from service.domain.rules.moves import plan_move
from service.installation import Asked
from service.mail.resend import ask_for_links
from service.text.move_titles import made_title
from service.text.notices import Notice
from service.text.zones import zone_groups
from service.web.base.access import FormFields, installation_of, kept_sessions, language_of, visitor_of
from service.web.base.clients import keeps_cookies, of_client, recognise
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.keepers import needed_at
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.base.sessions import remember
from service.web.forms.link import LostLink
from service.web.forms.move import NewMove, new_move_from_form
from service.web.forms.names import names_in
from service.web.forms.shape import parse

router = Router()
MAX_BOARDS = 5
"""Moves of an organizer that the start page leads back to."""
LANDING_PAGES = re.compile(r"thanks|people|settings|tasks/[1-9]\d{0,8}", re.ASCII)
"""Pages of a move that a letter may lead to."""
ENDS = [f"{side}_{name}" for side in ("from", "to") for name in ("area", "address", "floor", "lift", "arriving")]
MORE_FIELDS = ("title", "why", "same_building", *ENDS, "email", "phone")
"""Fields that can wait, and open below the first three."""


@router.get("/")
def start(request: Request) -> HTMLResponse:
    response = _start(request)
    response.headers["X-Robots-Tag"] = "all"  # the one page that a search may find
    return response


def _start(request: Request, *, form: Form = UNTOUCHED) -> HTMLResponse:
    closed = installation_of(request).settings.planning != "open"
    key = form.values.get("key") or secrets.token_urlsafe()
    response = render_page(
        request,
        "anyone/home.html",
        form=form,
        key=key,
        zones=zone_groups(language_of(request)),
        closed=closed,
        boards=_boards(request),
        more_open=form.here("move").has_any(*MORE_FIELDS) or "zone" in form.here("move").errors,
    )
    recognise(request, response)
    return response


def _boards(request: Request) -> list[tuple[str, str]]:
    """List the moves whose organizer this browser is, each with its title."""
    kept = kept_sessions(request)
    if not kept:
        return []
    with installation_of(request).database.reading() as session:
        return read_own_moves(session, kept)[:MAX_BOARDS]


@router.post("/")
@on_refusal(_start, at="move")
def plan(request: Request, sent: FormFields) -> Response:
    installation = installation_of(request)
    limits_of(request).require_word(request, sent.get("word", ""))
    move, named = parse(NewMove, new_move_from_form(sent)), names_in(sent.get("names", ""))
    lang = language_of(request, move.zone or "")
    by = plan_move(
        installation.database,
        move.fields_or(made_title(move.organizer.name, move.day, lang)),
        {**move.organizer_fields(), "language": lang.tag},
        now=installation.now(),
        named=named,
        intent=of_client(request, form_intent(request, sent)),
        visitor=visitor_of(request),
    )
    if not keeps_cookies(request):
        shown = render_page(request, "anyone/planned.html", own_url=installation.url(by))
        remember(installation, shown, by)
        return shown
    then = "paste" if sent.get("do") == "list" else "begin"
    response = redirect(f"/m/{by.move_id}/{then}", notice=Notice.PLANNED)
    remember(installation, response, by)
    return response


@router.post("/again")
@on_refusal(_start, at="again")
def send_keys(request: Request, sent: FormFields) -> Response:
    """Send the organizer's links again. The answer is the same, whether the address is known here or not."""
    lost = parse(LostLink, {"email": sent.get("email", "")})
    ask_for_links(installation_of(request), Asked(lost.email, visitor_of(request)))
    return redirect("/", notice=Notice.LINK_SENT)


@router.get("/o/{link}")
def enter(request: Request, link: str) -> Response:
    """Exchange the organizer's link for a cookie, so that it leaves the address bar."""
    installation = installation_of(request)
    by = installation.links.read(link, grants=Grants.ORGANIZER)
    to, proof = (request.query_params.get(name, "") for name in ("to", "k"))
    with reading_as(installation.database, by, needs=needed_at(request)):
        page = f"/m/{by.move_id}/{to}" if LANDING_PAGES.fullmatch(to) else f"/m/{by.move_id}"
        response = redirect(page, k=proof) if proof else redirect(page)
    remember(installation, response, by)
    return response
