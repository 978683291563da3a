"""The page of one ask: what it is about, and two answers of equal weight. After a yes it leads to the own page."""

import secrets
from functools import partial

from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from service.domain.core.change import Change
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.models import AskState, ReadOnlyClaim, Standing
from service.domain.reading.asks import read_own_ask
from service.domain.reading.people import read_helper
from service.domain.reading.views import Asked, HelperView
from service.domain.rules import asks, standbys
from service.domain.rules.clashes import take_all
from service.domain.rules.days import require_tasks_ahead
from service.text.asking import Asking
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext, remembered_helper
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import claim_notice, notice_in, on_refusal, redirect, render_page
from service.web.base.sessions import remember
from service.web.forms.ask import AnotherTime, wishes_of
from service.web.forms.claim import said_again
from service.web.forms.shape import parse
from service.web.friends.after_yes import numbered
from service.web.friends.gone import gone_means_called_off

router = Router(prefix="/a/{link}")


@router.get("")
def page(ctx: Ctx) -> Response:
    asked, owner = _read(ctx)
    if asked.ask.state is AskState.YES:
        return redirect(f"/h/{ctx.installation.links.make(_own(asked))}")
    return _shown(ctx, asked, owner, UNTOUCHED)


def _page(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    return _shown(ctx, *_read(ctx), form)


def _shown(ctx: RequestContext, asked: Asked, owner: HelperView | None, form: Form) -> HTMLResponse:
    """Show the page. It is the same after a "not this time" and before: the one who asked holds its link, too."""
    return render_page(
        ctx.request,
        "friends/ask.html",
        form=form,
        move=asked.move,
        ask=asked.ask,
        tasks=asked.tasks,
        other_ends=asked.other_ends,
        handed=asked.handed,
        own=[each for each in asked.own if each.is_open and each.claim_of(asked.ask.helper.n) is None],
        letter=Asking.of(asked, ctx.installation.now(), ctx.lang).letter,
        owner=owner,
        answered=notice_in(ctx.request) is Notice.NOT_THIS_TIME,
        link=ctx.installation.links.make(ctx.by),
        key=secrets.token_urlsafe(),
        signup_url=ctx.installation.signup_url(asked.move.id, asked.move.signup_epoch),
    )


def _read(ctx: RequestContext) -> tuple[Asked, HelperView | None]:
    """Read the ask, and whose device this is, if it is somebody else's than the person's who is asked."""
    with ctx.read() as session:
        asked = read_own_ask(session, ctx.by, ctx.installation.now())
        return asked, _owner(ctx, session, asked.ask.helper.n)


def _owner(ctx: RequestContext, session: Session, asked_n: int) -> HelperView | None:
    kept = remembered_helper(ctx.request, ctx.by.move_id)
    if kept is None or kept.n == asked_n:
        return None
    try:
        return read_helper(session, kept)
    except NotFound:
        return None


def _own(asked: Asked) -> Link:
    return Link(asked.move.id, Grants.HELPER, asked.ask.helper.n, asked.ask.helper.epoch)


@router.post("/yes")
@on_refusal(_page, at="yes{own}")
def say_yes(ctx: Ctx, sent: FormFields) -> Response:
    """Take what is ticked, all or none. A device that is somebody else's is asked first.

    What was not asked for is a form of its own, which says so in `own`.
    """
    asked, owner = _read(ctx)
    if owner is not None and sent.get("mine") != "1":
        return _back(ctx)
    wanted = wishes_of(said_again(sent))
    with gone_means_called_off(), ctx.change() as change:
        require_tasks_ahead(change, [each.task for each in wanted], asked.ask.helper.n)
        yes = partial(asks.say_yes, change, ctx.by.n, spoken=ctx.lang.tag)
        made = take_all(partial(yes, each.task, each.wish()) for each in wanted)
        found = [change.read(ReadOnlyClaim, n) for n in made]
        answer = _notice_of(change, found)
    firm = [claim for claim in found if claim.standing is Standing.FIRM]
    return _to_own_page(ctx, asked, notice=answer, **numbered(claim.task_n for claim in firm or found))


def _notice_of(change: Change, made: list[ReadOnlyClaim]) -> Notice:
    """Choose what to say after a yes: what is firm, else for what they stand by, says more than the rest."""
    standings = {claim.standing: claim for claim in reversed(made)}
    if Standing.FIRM in standings:
        return Notice.COMING
    first = standings.get(Standing.STANDBY, made[0])
    return claim_notice(first.standing, first.standing, standbys.position(change, first))


@router.post("/not-this-time")
def not_this_time(ctx: Ctx) -> Response:
    """Say no: one tap, no reason."""
    with ctx.change() as change:
        asks.say_not_this_time(change, ctx.by.n)
    return _back(ctx, notice=Notice.NOT_THIS_TIME)


@router.post("/another-time")
@on_refusal(_page, at="another")
def another_time(ctx: Ctx, sent: FormFields) -> Response:
    """Say which other time suits better: it becomes an offer. A device that is somebody else's is asked first."""
    wanted = parse(AnotherTime, {"words": sent.get("words", "")})
    asked, owner = _read(ctx)
    if owner is not None and sent.get("mine") != "1":
        return _shown(ctx, asked, owner, Form("another", sent))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [asks.offer_another_time(change, ctx.by.n, wanted.words)])
    return _to_own_page(ctx, asked, notice=Notice.OFFERED)


@router.post("/else")
def something_else(ctx: Ctx) -> Response:
    """Lead to all that there is to do, where the person is recognised, unless the device is somebody else's."""
    asked, owner = _read(ctx)
    signup = Link(asked.move.id, Grants.SIGNUP, 0, asked.move.signup_epoch)
    response = redirect(f"/s/{ctx.installation.links.make(signup)}")
    if owner is None:
        remember(ctx.installation, response, _own(asked))
    return response


def _to_own_page(ctx: RequestContext, asked: Asked, *, notice: Notice, **query: str) -> Response:
    """Lead to the person's own page, and remember them in this browser."""
    response = redirect(f"/h/{ctx.installation.links.make(_own(asked))}", notice=notice, **query)
    remember(ctx.installation, response, _own(asked))
    return response


def _back(ctx: RequestContext, *, notice: Notice | None = None) -> Response:
    return redirect(f"/a/{ctx.installation.links.make(ctx.by)}", notice=notice)
