"""A helper's own page: their tasks, exact addresses with a firm claim, giving back, taking more, being forgotten."""

from collections.abc import Sequence

from fastapi.responses import HTMLResponse, Response

from service.domain.core.events import Event
from service.domain.core.links import Grants
from service.domain.core.tellings import tell
from service.domain.models import MoveState, ReadOnlyClaim, Standing
from service.domain.reading.asks import read_own_hours
from service.domain.reading.board import read_board
from service.domain.reading.given_back import read_given_back
from service.domain.reading.handing_on import read_parted
from service.domain.reading.people import read_reader
from service.domain.reading.stand_ins import depends_on_others, wants_somebody_now
from service.domain.reading.still_good import read_still_good
from service.domain.reading.tellings import read_fields_untold, read_untold
from service.domain.reading.views import Asked, Audience, by_stretch, is_past, today
from service.domain.rules import claims, handing_on, helpers, late, standbys
from service.domain.rules.days import require_tasks_ahead
from service.domain.rules.out_and_in import claim_both
from service.domain.rules.still_good import say_still_good
from service.domain.rules.undo_own import undo_own
from service.mail.addresses import to_prove
from service.text.asking import Asking
from service.text.changed_fields import changed_fields
from service.text.notices import Notice
from service.text.stepping_in import lacking
from service.web.base import sessions
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.limits import limits_of
from service.web.base.pages import claim_notice, notice_in, on_refusal, redirect, render_page
from service.web.forms.ask import HandOn
from service.web.forms.claim import HelperClaim, claim_from_form, other_end_in, said_again
from service.web.forms.fields import number
from service.web.forms.helper import Late, OwnDetails
from service.web.forms.shape import parse
from service.web.forms.undo import Undone
from service.web.friends.after_yes import just_taken, numbered, said_of_tasks
from service.web.friends.device import KEEPS_NOTHING
from service.web.friends.suits import forget_suits

router = Router(prefix="/h/{link}")


@router.get("")
def page(ctx: Ctx) -> HTMLResponse:
    return _page(ctx)


def _page(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        me, audience = read_reader(session, ctx.by, ctx.installation.now())
        board = read_board(session, ctx.by.move_id, audience, me=me.n)
        now, sends = ctx.installation.now(), ctx.installation.settings.sends
        untold = read_untold(session, board.move, today(board.move, now), sends=sends)
        parted = read_parted(session, board, me.n, now)
        given_back = read_given_back(session, board, me.n, now, ended=parted.ended)
        mine = board.claims_of(me.n)
        own_hours = read_own_hours(session, board, me.n)
        still_good = read_still_good(session, board.move, me.n, mine)
        moved_up = [task for task, claim in mine if untold.get(claim.n) and claim.standing is Standing.FIRM]
        news = {claim.n: task for task, claim in mine if claim.n in untold and task not in moved_up}
        changed = read_fields_untold(session, board.move, news) if news else {}
    others = [task for task in board.tasks if task.claim_of(me.n) is None and task.n not in parted.left]
    there = today(board.move, now)
    ahead = [task for task in others if not is_past(task, board.move, there)]
    more = [task for task in ahead if task.is_open and not task.is_for_professionals]
    return render_page(
        ctx.request,
        "friends/helper.html",
        form=form,
        reader=ctx.by.key,
        move=board.move,
        me=me,
        proof=to_prove(ctx.installation, me, ctx.request.query_params.get("k", "")),
        mine=mine,
        taken=just_taken(ctx.request, board.tasks, me.n),
        just_said_yes=notice_in(ctx.request) is Notice.COMING,
        notice=said_of_tasks(ctx.request, board.tasks, me),
        news=[(task, changed_fields(changed.get(task.n, ()), ctx.lang)) for task in news.values()],
        moved_up=moved_up,
        waits=any(claim.standing is not Standing.FIRM for _task, claim in mine),
        still_good=still_good,
        own_hours=own_hours,
        given_back=given_back,
        just_given_back=notice_in(ctx.request) is Notice.RELEASED,
        handed_on=parted.pending,
        words={n: _words(ctx, each.asked) for n, each in parted.pending.items()},
        taken_over=parted.taken_over,
        key=ctx.installation.links.fingerprint("hand on", ctx.by.key, str(board.move.version)),
        offers=board.offered_by(me.n),
        more=by_stretch(more, board.move, me.n) if board.move.is_open else [],
        other_ends=board.other_ends(me.n),
        lacking={
            task.n: lacking(ctx.lang, task)
            for task, claim in mine
            if claim.standing is Standing.FIRM and depends_on_others(task) and wants_somebody_now(task, board.move, now)
        },
        clashes=board.clashes_of(me.n),
        past={task.n for task, _claim in mine if is_past(task, board.move, there)},
        is_firm=audience is Audience.HELPER,
        word=board.move.word_for([claim.standing for _task, claim in mine]),
        today=there,
        comes_today=board.move.is_open and board.comes_on(me.n, there),
        came=board.move.state is MoveState.CLOSED or board.has_come(me.n, now),
        link=ctx.installation.links.make(ctx.by),
        calendar_feed=ctx.installation.calendar_feed(ctx.by),
        own_url=ctx.installation.url(ctx.by),
        keeps_nothing=KEEPS_NOTHING in ctx.request.query_params,
        signup_url=ctx.installation.signup_url(board.move.id, board.move.signup_epoch),
    )


def _words(ctx: RequestContext, asked: Asked) -> str:
    """Write the words that hand a place on, with the friend's link."""
    link = ctx.installation.ask_url(asked.move.id, asked.ask.n, asked.ask.epoch)
    return Asking.of(asked, ctx.installation.now()).words(link)


@router.post("/claims")
@on_refusal(_page, at="claim-{task}")
def claim(ctx: Ctx, sent: FormFields) -> Response:
    meant = said_again(sent)
    wanted = parse(HelperClaim, claim_from_form(meant))
    numbers = [wanted.task, *other_end_in(meant)]
    with ctx.change(form_intent(ctx.request, sent)) as change:
        require_tasks_ahead(change, numbers, ctx.by.n)
        [n, *_] = change.once(lambda: claim_both(change, numbers, ctx.by.n, wanted.wish()))
        made = change.read(ReadOnlyClaim, n)
        position = standbys.position(change, made)
        is_new = change.led_to is not None or any(line["what"] is Event.CLAIMED for line in change.lines)
    notice = claim_notice(wanted.standing, made.standing, position, both=len(numbers) > 1)
    if notice is Notice.CLAIMED and not is_new:
        notice = Notice.CHANGED
    return _again(ctx, notice=notice, tasks=numbers if notice is Notice.CLAIMED_BOTH else numbers[:1])


@router.post("/claims/{n}/release")
def release(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Give a task back: one tap, no reason."""
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: claims.release(change, n))
        task = change.read(ReadOnlyClaim, n).task_n
    return _again(ctx, notice=Notice.RELEASED, anchor="given-back", tasks=[task])


@router.post("/claims/{n}/still-good")
def still_good(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Note that the new day or time suits them, as the page showed it; with that they know of it."""
    seen = number(sent.get("version", ""))
    with ctx.change() as change:
        say_still_good(change, n, seen)
        task = change.read(ReadOnlyClaim, n).task_n
    tell(ctx.installation.database, ctx.by, ctx.by.n, seen)
    return _again(ctx, notice=Notice.STILL_GOOD, tasks=[task])


@router.post("/claims/{n}/hand-on")
@on_refusal(_page, at="hand-on-{n}")
def hand_on(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Ask one friend to take it over: leads to the words with the friend's link."""
    name = parse(HandOn, {"name": sent.get("name", "")}).name
    limits_of(ctx.request).count_new_helper(ctx.request, ctx.by)
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [handing_on.hand_on(change, n, name, spoken=ctx.lang.tag)])
        task = change.read(ReadOnlyClaim, n).task_n
    return _again(ctx, notice=Notice.HANDING_ON, anchor=f"handed-{n}", tasks=[task])


@router.post("/claims/{n}/keep")
def keep(ctx: Ctx, n: N) -> Response:
    """Take back what hands it on: the friend's link ends."""
    with ctx.change() as change:
        handing_on.stop_handing_on(change, n)
        task = change.read(ReadOnlyClaim, n).task_n
    return _again(ctx, notice=Notice.HAND_ON_TAKEN_BACK, tasks=[task])


@router.post("/asks/{n}/noted")
def note_no(ctx: Ctx, n: N) -> Response:
    """Note that they have read their friend's "not this time"."""
    with ctx.change() as change:
        handing_on.note_no_to_helper(change, n)
    return redirect(f"/h/{ctx.installation.links.make(ctx.by)}")


@router.post("/seen")
def seen(ctx: Ctx, sent: FormFields) -> Response:
    """Note that they know how all was that they have taken, on the page that they saw."""
    tell(ctx.installation.database, ctx.by, ctx.by.n, number(sent.get("version", "")))
    return redirect(f"/h/{ctx.installation.links.make(ctx.by)}")


@router.post("/undo")
@on_refusal(_page, at="undo")
def undo(ctx: Ctx, sent: FormFields) -> Response:
    """Take again what was given back a moment ago."""
    version = parse(Undone, {"version": sent.get("version", "")}).version
    with ctx.change() as change:
        undo_own(change, version)
    return _again(ctx, notice=Notice.CLAIMED, tasks=[number(sent.get("task", ""))])


@router.post("/me")
@on_refusal(_page, at="me")
def change_me(ctx: Ctx, sent: FormFields) -> Response:
    changed = parse(OwnDetails, sent)
    with ctx.change() as change:
        helpers.change_helper(change, ctx.by.n, changed.helper_fields())
    return _again(ctx, notice=Notice.CHANGED)


@router.post("/thanks")
def choose_thanks(ctx: Ctx, sent: FormFields) -> Response:
    """Choose whether they would like a note at all."""
    no_thanks = sent.get("no_thanks") == "1"
    with ctx.change() as change:
        helpers.change_helper(change, ctx.by.n, {"no_thanks": no_thanks})
    return _again(ctx, notice=Notice.NO_THANKS if no_thanks else Notice.CHANGED)


@router.post("/glad")
def say_glad(ctx: Ctx, sent: FormFields) -> Response:
    """Note that they are glad they came, or take it back."""
    glad = sent.get("glad") != "0"
    with ctx.change() as change:
        helpers.say_glad(change, ctx.by.n, glad=glad)
    return _again(ctx, notice=Notice.GLAD if glad else Notice.CHANGED)


@router.post("/late")
@on_refusal(_page, at="late")
def say_late(ctx: Ctx, sent: FormFields) -> Response:
    """Note that they come a little later today, or take it back."""
    is_late = sent.get("late") != "0"
    minutes = parse(Late, {"minutes": sent.get("minutes", "")}).minutes
    with ctx.change() as change:
        if is_late:
            late.say_late(change, ctx.by.n, minutes)
        else:
            late.say_in_time(change, ctx.by.n)
    return _again(ctx, notice=Notice.LATE if is_late else Notice.IN_TIME)


@router.post("/forget")
def forget(ctx: Ctx) -> Response:
    with ctx.change() as change:
        helpers.forget_helper(change, ctx.by.n)
    response = render_page(ctx.request, "friends/forgotten.html")
    sessions.forget(response, Grants.HELPER, ctx.by.move_id)
    forget_suits(response, ctx.by.move_id)
    return response


def _again(ctx: RequestContext, *, notice: Notice, anchor: str = "", tasks: Sequence[int] = ()) -> Response:
    """Return to the own page, and let this browser be recognised on the sign-up page, too."""
    response = redirect(
        f"/h/{ctx.installation.links.make(ctx.by)}",
        notice=notice,
        anchor=anchor,
        **(numbered(tasks) if tasks else {}),
    )
    sessions.remember(ctx.installation, response, ctx.by)
    return response
