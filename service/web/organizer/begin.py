"""The second screen of a new move: what she would rather not carry alone. It leads to the words to the first person."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace

from fastapi.responses import HTMLResponse, Response

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Kind
from service.domain.reading.board import read_board
from service.domain.reading.fits import first_match
from service.domain.reading.moves import read_move
from service.domain.reading.views import Audience
from service.domain.rules.beginning import begin
from service.text.first_things import first_things, tasks_of
from service.text.language import Language, shipped
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import notice_in, on_refusal, redirect, render_page
from service.web.forms.fields import ticked
from service.web.forms.shape import parse
from service.web.forms.task import NewTask
from service.web.organizer.paste_page import get_ready

router = Router(prefix="/m/{m}/begin")
THING, REFUSED = "thing-", "refused-"
"""Beginnings of the names of ticks: before a thing's key, and before an offer's number."""
MAX_OWN = 20
"""Lines of one's own: who has more pastes the list."""


@router.get("")
def first_screen(ctx: Ctx) -> HTMLResponse:
    ctx.installation.side.get_ready(get_ready)
    return _begin(ctx)


def _begin(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    return render_page(
        ctx.request,
        "organizer/begin.html",
        form=form,
        move=board.move,
        named=board.named,
        things=first_things(ctx.lang),
        own_url=ctx.installation.url(ctx.by) if notice_in(ctx.request) is Notice.PLANNED else "",
        key=secrets.token_urlsafe(),
    )


@router.post("")
@on_refusal(_begin, at="begin")
def choose(ctx: Ctx, sent: FormFields) -> Response:
    """Put what was chosen on the list; leads to the words to the first person, or to whom to ask."""
    with ctx.read() as session:
        move = read_move(session, ctx.by.move_id, Audience.ORGANIZER)
    chosen = ctx.apart(tasks_of, _chosen(sent, ctx.lang), move, ctx.lang)
    refused = ticked(sent, REFUSED)
    tongues = shipped()

    def make(change: Change) -> list[int]:
        def match(helpers: Collection[int], tasks: Collection[int]) -> tuple[int, int] | None:
            change.flush()
            board = read_board(change.session, change.move.id, Audience.ORGANIZER)
            offers = [offer for offer in board.named if offer.helper.n in helpers]
            return first_match(offers, [board.task(n) for n in tasks], board.move)

        return begin(change, chosen, refused, spoken=ctx.lang.tag, languages=tongues, match=match)

    with ctx.change(form_intent(ctx.request, sent)) as change:
        ask, *tasks = change.once(lambda: make(change))
    if ask:
        return redirect(f"/m/{move.id}/ask/{ask}")
    return redirect(f"/m/{move.id}/ask", task=str(tasks[0]))


def _chosen(sent: Mapping[str, str], lang: Language) -> list[tuple[str, str]]:
    """List each tick and each line as a title, and as a list would have it. Raises Invalid if there is none."""
    things = [each for each in first_things(lang) if sent.get(f"{THING}{each.key}") == "1"]
    own = _lines(sent.get("own", ""))
    if not (things or own):
        raise Invalid(Fault("things", "no_thing_ticked"))
    return [*((each.label, each.line) for each in things), *((line, line) for line in own)]


def _lines(text: str) -> list[str]:
    """Read lines of one's own as titles. Raises Invalid that names the first that does not fit."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MAX_OWN:
        raise Invalid(Fault("own", "too_many", {"most": MAX_OWN}))
    return [_title(n, line) for n, line in lines]


def _title(n: int, line: str) -> str:
    try:
        return parse(NewTask, {"kind": Kind.CARE, "title": line}).title
    except Invalid as wrong:
        fault = wrong.faults[0]
        raise Invalid(replace(fault, field="own", values={**fault.values, "line": n})) from None
