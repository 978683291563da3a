"""The sign-up page as it is shown: the same for everybody from the cache, or with what one visitor has on it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from sqlalchemy.orm import Session

from service.breathing import PAGES
from service.domain.core.links import Grants
from service.domain.core.refusals import NotFound
from service.domain.figures.times import is_over
from service.domain.reading.board import read_board
from service.domain.reading.people import read_helper
from service.domain.reading.views import (
    Audience,
    Board,
    HelperView,
    TaskView,
    When,
    by_stretch,
    is_all_past,
    is_past,
    today,
    whens_of,
    whens_of_offer,
)
from service.domain.reading.views.stretches import DayOf
from service.text.preview import preview_of
from service.text.sentences import Sentences
from service.web.base.access import RequestContext, cookie_of, keeps_session, query_of, remembered_helper
from service.web.base.form import UNTOUCHED, Form
from service.web.base.page_cache import CacheKey, Freshness, Page, deliver, freshness_of
from service.web.base.pages import page_text, render_page
from service.web.friends.after_yes import just_taken, said_of_tasks
from service.web.friends.below import Below
from service.web.friends.slips import Reader, Slips
from service.web.friends.suits import ALL, choices_of_time, query_of_choice, spelled, suits_in


def is_anybody(ctx: RequestContext) -> bool:
    """Tell whether the page would be the same for every visitor who asks for the same."""
    own = {cookie_of(grants, ctx.by.move_id) for grants in (Grants.HELPER, Grants.ORGANIZER)}
    return query_of(ctx.request) in ("", ALL, spelled(suits_in(ctx))) and not own & ctx.request.cookies.keys()


async def from_cache(ctx: RequestContext) -> Response:
    """Answer with the page that is the same for everybody. Raises NotFound."""
    page = await ctx.request.app.state.pages.page(
        CacheKey(ctx.by.move_id, "signup", ctx.lang.tag, spelled(suits_in(ctx))),
        await freshness_of(ctx),
        partial(run_in_threadpool, PAGES.do, _public_page, ctx),
    )
    return deliver(ctx.request, page)


def _public_page(ctx: RequestContext) -> Page:
    now = ctx.installation.now()
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC)
    shown = _shown(ctx, board, None)
    text = page_text(ctx.request, "friends/signup.html", organizes=False, **_made_once(ctx, shown), **shown)
    is_known = shown["suits"] == suits_in(ctx)
    return Page.made(Freshness(board.move.version, today(board.move, now)), text.encode(), keep=is_known)


def show_signup(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        # If the rejected form had a name field, show it again, even if the browser is recognised by now.
        me = None if "name" in form.values else recognised(ctx, session)
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC, me=me.n if me else None)
    organizes = keeps_session(ctx.request, ctx.by.move_id)
    shown = _shown(ctx, board, me, form)
    made = _made_once(ctx, shown, form)
    return render_page(ctx.request, "friends/signup.html", form=form, organizes=organizes, **made, **shown)


def show_several(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    """Show what one can take, to be ticked: the same days as on the sign-up page, of what suits."""
    with ctx.read() as session:
        me = None if "name" in form.values else recognised(ctx, session)
        board = read_board(session, ctx.by.move_id, Audience.PUBLIC, me=me.n if me else None)
    shown = _shown(ctx, board, me)
    days = [(day.day, _free(day, me)) for day in shown["days"]] if board.move.is_open and not shown["over"] else []
    shown |= {"move": board.move, "days": [(day, free) for day, free in days if free]}
    return render_page(ctx.request, "friends/several.html", form=form, **shown)


def _free(day: DayOf, me: HelperView | None) -> list[TaskView]:
    tasks = [task for stretch in day.stretches for task in stretch.tasks]
    return [task for task in tasks if task.wants_friends and not (me and task.claim_of(me.n))]


def _made_once(ctx: RequestContext, shown: dict[str, Any], form: Form = UNTOUCHED) -> dict[str, Any]:
    """Return what of a page is mostly made before: its slips, and the forms below them."""
    return {"laid": _laid(ctx, shown, form), "below": _below(ctx, shown, form)}


def _laid(ctx: RequestContext, shown: dict[str, Any], form: Form) -> Callable[[Iterable[TaskView]], Markup]:
    """Make the slips of a page, as its template lays them out."""
    query = f"?{shown['query']}" if shown["query"] else ""
    reader = Reader(ctx.lang, f"/s/{shown['link']}", query, form, shown["me"], shown["my_url"])
    tasks = [task for day in shown["days"] for stretch in day.stretches for task in stretch.tasks]
    slips: Slips = ctx.request.app.state.slips
    return slips.lay_out(tasks, shown["other_ends"], shown["board"].move, reader)


def _below(ctx: RequestContext, shown: dict[str, Any], form: Form) -> Markup:
    """Make the forms of a page below its sheets."""
    move, chosen, say = shown["board"].move, shown["offered_for"], Sentences(ctx.lang)
    whens = whens_of_offer(shown["whens"], move, today(move, ctx.installation.now()))
    below = Below(
        path=f"/s/{shown['link']}",
        query=shown["query"],
        is_known=shown["me"] is not None,
        offers=move.is_open and not shown["over"],
        opens=not shown["days"],
        has_day=move.day is not None,
        days=tuple((each.key, say.on(each)) for each in whens),
        day=(chosen if chosen in whens else whens[0]).key if whens else "",
    )
    return below.made(ctx.lang, form, shown["about"])


def _asked_about(ctx: RequestContext, tasks: Iterable[TaskView], form: Form) -> TaskView | None:
    """Find the task that would suit somebody at another time: from the link on its slip, or from the form."""
    n = form.here("offer").values.get("about") or ctx.request.query_params.get("about", "")
    return next((task for task in tasks if str(task.n) == n and task.wants_friends), None)


def recognised(ctx: RequestContext, session: Session) -> HelperView | None:
    mine = remembered_helper(ctx.request, ctx.by.move_id)
    try:
        return read_helper(session, mine) if mine else None
    except NotFound:
        return None


def _shown(ctx: RequestContext, board: Board, me: HelperView | None, form: Form = UNTOUCHED) -> dict[str, Any]:
    move, own_n = board.move, me.n if me else None
    there = today(move, ctx.installation.now())
    told = [task for task in board.tasks if task.is_among_friends]
    ahead = [task for task in told if not is_past(task, move, there)] if move.is_open else told
    whens, behind = whens_of(ahead, move), is_over(move.day, there)
    suits = suits_in(ctx).known(whens)
    return {
        "board": board,
        "tasks": ahead,
        "days": by_stretch((task for task in ahead if suits.has(task, move)), move, own_n),
        "over": move.is_open and is_all_past(board.tasks, move, there),
        "behind": behind,
        "offered_for": suits.when or When(None if behind else move.day),
        "suits": suits,
        "query": spelled(suits),
        "without_lifting": query_of_choice(replace(suits, no_lifting=not suits.no_lifting)),
        "everything": ALL,
        "choices_of_time": choices_of_time(whens, suits),
        "whens": whens,
        "welcome": Sentences(ctx.lang).welcome(ahead),
        "about": _asked_about(ctx, ahead, form),
        "other_ends": board.other_ends(own_n),
        "me": me,
        "taken": just_taken(ctx.request, board.tasks, own_n),
        "notice": said_of_tasks(ctx.request, board.tasks, me),
        "my_url": ctx.installation.helper_url(move.id, me.n, me.epoch) if me else "",
        "link": ctx.installation.links.make(ctx.by),
        "page_url": ctx.installation.url(ctx.by),
        "preview": preview_of(board, ctx.lang, there),
    }
