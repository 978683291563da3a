"""The friends' face: the letter, what there is to do, and "I'll take it" without an account."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from service.breathing import PAGES
from service.domain.core.change import Change, read_listed
from service.domain.core.intents import Intent
from service.domain.core.links import Grants, Link
from service.domain.models import Claim, Offer, ReadOnlyClaim
from service.domain.reading.moves import read_move
from service.domain.reading.tasks import read_tasks
from service.domain.reading.views import (
    Audience,
    When,
)
from service.domain.rules import claims, offers, standbys
from service.domain.rules.days import require_move_ahead, require_tasks_ahead
from service.domain.rules.out_and_in import claim_both
from service.domain.rules.repeats import still_theirs
from service.installation import Asked
from service.mail.resend import ask_for_links
from service.text.notices import Notice
from service.text.sentences import Sentences
from service.web.base.access import Ctx, FormFields, RequestContext, context_of, path_of, visitor_of
from service.web.base.in_place import is_in_place
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import claim_notice, on_refusal, redirect
from service.web.base.sessions import forget, remember
from service.web.forms.ask import wishes_of
from service.web.forms.claim import HelperClaim, SignupClaim, claim_from_form, other_end_in, said_again
from service.web.forms.fields import number
from service.web.forms.helper import NewHelper
from service.web.forms.link import LostLink
from service.web.forms.offer import HelperOffer, MoreOfOffer, NewOffer, picked
from service.web.forms.shape import parse
from service.web.friends.after_yes import numbered
from service.web.friends.device import DEVICE, KEEPS_NOTHING, begin_device, is_known
from service.web.friends.gone import gone_means_called_off
from service.web.friends.sender import read_sender, read_with_sender
from service.web.friends.signup_page import from_cache, is_anybody, recognised, show_several, show_signup
from service.web.friends.suits import forget_suits, keep_suits, suits_in, with_query

router = Router(prefix="/s/{link}")
SAME_INTENT = timedelta(minutes=10)
"""Time in which the same fields from the same device mean the same claim (a double click, the back button)."""


@router.get("")
async def signup(request: Request) -> Response:
    ctx = context_of(request)
    if is_anybody(ctx):
        response: Response = await from_cache(ctx)
    else:
        response = await run_in_threadpool(PAGES.do, show_signup, ctx)
    if not is_known(ctx):
        begin_device(ctx, response)
    keep_suits(ctx, response)
    return response


@router.post("/claims")
@on_refusal(show_signup, at="claim-{task}")
def claim(ctx: Ctx, sent: FormFields) -> Response:
    with gone_means_called_off():
        meant = said_again(sent)
        wanted, sender = read_with_sender(ctx, claim_from_form(meant), own=HelperClaim, new=SignupClaim)
        numbers = [wanted.task, *other_end_in(meant)]
        intent = _intent(ctx, sent)
        with ctx.change(intent) as change:
            known = sender.find(change)
            require_tasks_ahead(change, numbers, known)
            [n, *_] = change.once(
                lambda: claim_both(change, numbers, sender.note(change, known), wanted.wish()),
                still_valid=partial(still_theirs, change, Claim, anew=_is_of_fields(intent)),
            )
            made = change.read(ReadOnlyClaim, n)
            mine, position = _link_of(change, made.helper_n), standbys.position(change, made)
    notice = claim_notice(wanted.standing, made.standing, position, both=len(numbers) > 1)
    return _to_own_page(ctx, mine, notice=notice, tasks=numbers if notice is Notice.CLAIMED_BOTH else numbers[:1])


@router.get("/several")
def several(ctx: Ctx) -> Response:
    response = show_several(ctx)
    if not is_known(ctx):
        begin_device(ctx, response)
    return response


@router.post("/several")
@on_refusal(show_several, at="several")
def claim_several(ctx: Ctx, sent: FormFields) -> Response:
    """Take what is ticked, all or none."""
    with gone_means_called_off():
        about_them = {name: sent[name] for name in NewHelper.model_fields if name in sent}
        sender = read_sender(ctx, about_them)
        wanted = wishes_of(said_again(sent))
        numbers, intent = [each.task for each in wanted], _intent(ctx, sent)
        with ctx.change(intent) as change:
            known = sender.find(change)
            require_tasks_ahead(change, numbers, known)
            wishes = [(each.task, each.wish()) for each in wanted]
            made = change.once(
                lambda: claims.claim_all(change, sender.note(change, known), wishes),
                still_valid=partial(still_theirs, change, Claim, anew=_is_of_fields(intent)),
            )
            mine = _link_of(change, change.read(ReadOnlyClaim, made[0]).helper_n)
    return _to_own_page(ctx, mine, notice=Notice.CLAIMED_ALL if len(made) > 1 else Notice.CLAIMED, tasks=numbers)


@router.post("/offers")
@on_refusal(show_signup, at="offer")
def offer(ctx: Ctx, sent: FormFields) -> Response:
    """Take an offer to help with anything, with one thing at another time, or with whatever there is at some time."""
    given = {name: value for name, value in sent.items() if name not in MoreOfOffer.model_fields}
    given["words"] = _words_of_offer(ctx, sent)
    wanted, sender = read_with_sender(ctx, given, own=HelperOffer, new=NewOffer)
    intent = _intent(ctx, sent)
    with ctx.change(intent) as change:
        require_move_ahead(change)
        known = sender.find(change)
        [n] = change.once(
            lambda: [offers.add_offer(change, sender.note(change, known), wanted.words)],
            still_valid=partial(still_theirs, change, Offer, anew=_is_of_fields(intent)),
        )
        mine = _link_of(change, change.get(Offer, n).helper_n)
    return _to_own_page(ctx, mine, notice=Notice.OFFERED)


def _words_of_offer(ctx: RequestContext, sent: Mapping[str, str]) -> str:
    """Return the words of an offer: the time and the task that were chosen for it go before what is typed."""
    given, typed = parse(MoreOfOffer, picked(sent)), sent.get("words", "").strip()
    asked = [number(given.about)] if given.about and (typed or given.time) else []
    with ctx.read() as session:
        move, me = read_move(session, ctx.by.move_id, Audience.PUBLIC), recognised(ctx, session)
        about = read_tasks(session, move, asked, Audience.PUBLIC, me=me.n if me else None) if asked else []
    say = Sentences(ctx.lang)
    time = say.offered_time(given.time, When.read(given.when) or When(move.day)) if given.time else ""
    return "\n".join(filter(None, (*map(say.at_another_time, about), time, typed)))


def _link_of(change: Change, helper_n: int) -> Link:
    helper = read_listed(change, helper_n)
    return Link(change.move.id, Grants.HELPER, helper.n, helper.epoch)


def _intent(ctx: RequestContext, sent: dict[str, str]) -> Intent | None:
    """Return the intent of a form that has waited on a device, by its key; else of this device with these fields.

    The page carries no key: it is the same for everybody.
    """
    device, waited = ctx.request.cookies.get(DEVICE), form_intent(ctx.request, sent)
    if waited is not None or device is None:
        return waited
    meaning = ctx.installation.links.fingerprint(device, path_of(ctx.request), json.dumps(sent, sort_keys=True))
    return Intent(meaning, meaning, lives=SAME_INTENT)


def _is_of_fields(intent: Intent | None) -> bool:
    """Tell whether a key is only made of a form's fields: the same ones may mean the same once more."""
    return intent is None or intent.lives is not None


@router.post("/again")
@on_refusal(show_signup, at="again")
def send_link_again(ctx: Ctx, sent: FormFields) -> Response:
    """Send a helper's link again. The answer is the same, whether the address is known here or not."""
    lost = parse(LostLink, {"email": sent.get("email", "")})
    ask_for_links(ctx.installation, Asked(lost.email, visitor_of(ctx.request), ctx.by))
    return redirect(f"/s/{ctx.installation.links.make(ctx.by)}", notice=Notice.LINK_SENT)


@router.post("/not-me")
def not_me(ctx: Ctx) -> Response:
    """Forget the helper of this browser, when somebody else holds the phone: they may have the same name."""
    with ctx.read():
        response = redirect(path_of(ctx.request).removesuffix("/not-me"), notice=Notice.NOT_ME)
    forget(response, Grants.HELPER, ctx.by.move_id)
    forget_suits(response, ctx.by.move_id)
    begin_device(ctx, response)
    return response


def _to_own_page(ctx: RequestContext, mine: Link, *, notice: Notice, tasks: Sequence[int] = ()) -> Response:
    """Lead to the friend's own page, or for a form sent in place to the same page; remember them in this browser.

    Some take several tasks: a script leaves them on the list.
    Without cookies nobody would be recognised: then it leads to the own page, which says that its link is to be kept.
    """
    if is_in_place(ctx.request.scope) and is_known(ctx):
        to = with_query(f"/s/{ctx.installation.links.make(ctx.by)}", suits_in(ctx))
    else:
        to = f"/h/{ctx.installation.links.make(mine)}"
    query = numbered(tasks) if tasks else {}
    response = redirect(to, notice=notice, **query, **({} if is_known(ctx) else {KEEPS_NOTHING: "1"}))
    remember(ctx.installation, response, mine)
    return response
