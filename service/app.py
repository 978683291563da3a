"""create_app(): wiring only."""

import gzip
from functools import cache
from pathlib import Path
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles

from service.installation import Installation
from service.paths import BUILT
from service.web.anyone import home, language, mail_choices, worker
from service.web.api import asks as api_asks
from service.web.api import friends as api_friends
from service.web.api import moves as api_moves
from service.web.api import next as api_next
from service.web.api import organizers as api_organizers
from service.web.api import people as api_people
from service.web.api import tasks as api_tasks
from service.web.api import word as api_word
from service.web.api.openapi import ADDRESS, describe
from service.web.base import live
from service.web.base.errors import handle_errors
from service.web.base.guard import Guard, HeadOnly
from service.web.base.in_place import InPlace
from service.web.base.limits import Limits, Quotas
from service.web.base.page_cache import PageCache, accepts_gzip
from service.web.base.pages import render_page
from service.web.base.routes import Routes
from service.web.base.turns import Turns
from service.web.friends import ask as asked
from service.web.friends import calendar, helper, home_screen, merged, picture, read_note, sheet, signup
from service.web.friends.slips import Slips
from service.web.organizer import (
    ask,
    ask_cards,
    begin,
    board,
    cards,
    company,
    history,
    letters,
    note,
    offers,
    paste,
    people,
    settings,
    share,
    step,
    suggested,
    task,
    tasks,
    tell,
    thanks,
    visitors,
    word,
)

DESCRIPTION = (
    "Plan a move, hand out a link, see who takes what, and thank everybody once. Organizers send the last part "
    "of their link as a bearer token; friends and helpers need only the last part of theirs in the path."
)
PICTURES = 8_000_000
"""Size of all cached pictures of sign-up links: about 80."""


def create_app(installation: Installation, quotas: Quotas | None = None, *, connections: int | None = None) -> FastAPI:
    """Make the whole program over one installation, which the caller opens and closes.

    `connections`: how many there may be at once, if that is known.
    """
    app = FastAPI(
        title="Many Hands",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,  # describe() answers there
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # paths hold secret links
    )
    # A redirect for a slash at the end would carry a secret link to whatever Host was named.
    app.router = routes = Routes(redirect_slashes=False, dependency_overrides_provider=app)
    app.state.installation = installation
    app.state.limits = Limits(installation, quotas or Quotas())
    app.state.live = live.Live(installation, connections)
    app.state.pages = PageCache()
    app.state.slips = Slips()
    app.state.pictures = PageCache(max_bytes=PICTURES)
    for face in (signup, helper, asked, live):
        _add(app, face.router)
    for calls in (api_friends, api_asks, api_word):
        _add(app, calls.router, described=True)
    for face in (
        home,
        language,
        board,
        tasks,
        step,
        task,
        paste,
        people,
        offers,
        begin,
        ask_cards,
        ask,
        word,
        share,
        settings,
        company,
        suggested,
    ):
        _add(app, face.router)
    for face in (thanks, cards, note, read_note, merged, mail_choices, calendar, letters, tell):
        _add(app, face.router)
    for face in (visitors, history, picture, sheet, worker, home_screen):
        _add(app, face.router)
    for calls in (api_moves, api_tasks, api_people, api_next, api_organizers):
        _add(app, calls.router, described=True)
    app.add_api_route("/api/docs", _docs, include_in_schema=False, response_class=HTMLResponse)
    app.add_api_route("/health", _health, include_in_schema=False, response_class=JSONResponse)
    app.mount("/built", _Built(directory=BUILT))
    describe(app)
    routes.index()
    handle_errors(app)
    turns = Turns(on=installation.settings.limits == "on")
    app.add_middleware(InPlace)
    app.add_middleware(Guard, public_origin=installation.settings.address, limits=app.state.limits, turns=turns)
    app.add_middleware(HeadOnly)
    return app


def _add(app: FastAPI, router: APIRouter, *, described: bool = False) -> None:
    """Add a router's routes one by one: one that is included whole is searched twice, and at several times the cost."""
    for route in cast(list[APIRoute], router.routes):
        route.include_in_schema = described
        app.router.routes.append(route)


class _Built(StaticFiles):
    """Built files, compressed. Their names carry a hash of the content, so browsers may keep them for good."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Any, status_code: int = 200) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        if response.status_code != 200 or not accepts_gzip(Request(scope)):
            return response
        headers = {name: value for name, value in response.headers.items() if name not in ("content-length", "etag")}
        return Response(_packed(str(full_path)), headers={**headers, "Content-Encoding": "gzip"})


@cache
def _packed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)


def _docs(request: Request) -> HTMLResponse:
    return render_page(request, "anyone/docs.html", openapi_url=ADDRESS)


def _health(request: Request) -> JSONResponse:
    """Answer 200 once a migrated database answers."""
    installation: Installation = request.app.state.installation
    with installation.database.reading() as session:
        session.connection().exec_driver_sql("SELECT 1 FROM move LIMIT 1")
    return JSONResponse({"status": "ok"})
