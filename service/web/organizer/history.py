"""The history of a move, in sentences, and undoing one change: from here, or from the page that says it was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.routing import Match

from service.domain.core.events import gives_place
from service.domain.figures.times import day_there
from service.domain.reading.changes import AT_ONCE, ChangeView, read_changes
from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience
from service.domain.rules import undo as rules
from service.text.changed_fields import changed_fields
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.fields import number
from service.web.forms.shape import parse
from service.web.forms.undo import Undone
from service.web.organizer.looking import Looking

router = Router(prefix="/m/{m}")
NEWER = AT_ONCE // 2
"""Changes after one that could not be undone that are shown with it: what stands on it is mostly among them."""


@dataclass(frozen=True)
class Day:
    """The changes of one day, there where the move is."""

    day: date
    changes: Sequence[ChangeView]


@router.get("/history")
def history(ctx: Ctx, upto: str = "") -> HTMLResponse:
    return _history(ctx, upto)


def _history(ctx: RequestContext, upto: str = "", *, form: Form = UNTOUCHED) -> HTMLResponse:
    last = number(form.values.get("version", "")) + NEWER if form is not UNTOUCHED else number(upto)
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
        shown = read_changes(session, move.id, last or None)
    by_day = groupby(shown.changes, key=lambda each: day_there(each.at, move.zone))
    return render_page(
        ctx.request,
        "organizer/history.html",
        form=form,
        move=move,
        shown=shown,
        upto=number(ctx.request.query_params.get("upto", "")),
        days=[Day(day, list(changes)) for day, changes in by_day],
        changed_fields=changed_fields,
        gives_place=gives_place,
        clock=lambda change: ctx.lang.time(change.at.astimezone(ZoneInfo(move.zone)).time()),
    )


@router.post("/undo")
@on_refusal(_history, at="undo-{version}")
def undo(ctx: Ctx, sent: FormFields) -> Response:
    """Take back one change, and return to the page of this move that it was sent from."""
    version = parse(Undone, {"version": sent.get("version", "")}).version
    with ctx.change() as change:
        rules.undo(change, version)
    query = ctx.request.query_params
    page_of_history = {"upto": str(upto)} if (upto := number(query.get("upto", ""))) else {}
    looked_at = Looking.of(query).address | page_of_history
    return redirect(_back(ctx, sent.get("back", "")), notice=Notice.UNDONE, **looked_at)


def _back(ctx: RequestContext, path: str) -> str:
    """Return the address of a page below this move; the board for any other."""
    board = f"/m/{ctx.by.move_id}"
    inside = path.startswith(f"{board}/") and all(part.isalnum() for part in path.removeprefix(f"{board}/").split("/"))
    return path if inside and _is_page(ctx.request, path) else board


def _is_page(request: Request, path: str) -> bool:
    """Tell whether there is something to look at: many an address below a move only takes a form."""
    looking_at: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "headers": []}
    return any(route.matches(looking_at)[0] is Match.FULL for route in request.app.routes)
