"""Asking one person: whom and for what, then the words, ready to say or to send, and the answer heard in person."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response

from service.domain.core.change import Change
from service.domain.core.refusals import Fault, Invalid
from service.domain.hints import read_hints
from service.domain.models import Ask, AskState
from service.domain.reading.asks import read_ask, read_ask_letter
from service.domain.reading.offers import read_offers
from service.domain.reading.views import Asked, Audience, HelperView
from service.domain.rules import asks, offers
from service.domain.tone import remarks
from service.mail.addresses import hears
from service.text.asking import LINK, Asking, without_link
from service.text.language import shipped
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.ask import AnotherTime, AskWords, NewAsk, wishes_of
from service.web.forms.fields import TASK, ticked
from service.web.forms.names import names_in
from service.web.forms.shape import parse
from service.web.organizer.ask_page import show_ask
from service.web.organizer.heard import known_person

router = Router(prefix="/m/{m}/ask")
VISIT = ("starts", "ends", "language", "refused_before", "why_you")
"""Fields of the form that say how, not whom and for what."""


@router.get("")
def ask(ctx: Ctx, task: str = "", helper: str = "") -> HTMLResponse:
    return show_ask(ctx, task, helper)


@router.post("/names")
@on_refusal(show_ask, at="offered")
def name_people(ctx: Ctx, sent: FormFields) -> Response:
    """Write down who else has said "tell me if I can help"."""
    named = names_in(sent.get("names", ""))
    if not named:
        raise Invalid(Fault("names", "missing"))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: offers.name_offers(change, named))
    return redirect(f"/m/{ctx.by.move_id}/ask", notice=Notice.NAMED, anchor="offered")


@router.post("")
@on_refusal(show_ask, at="ask")
def ask_person(ctx: Ctx, sent: FormFields) -> Response:
    """Ask somebody known or new; leads to the words."""
    known = known_person(ctx, sent.get("who", ""), "who")
    wanted = _wanted(sent, known)

    def make(change: Change) -> list[int]:
        fields, spoken = wanted.fields(), ctx.lang.tag
        return [asks.ask_person(change, wanted.who, wanted.tasks, fields, spoken=spoken, languages=shipped())]

    with ctx.change(form_intent(ctx.request, sent)) as change:
        [n] = change.once(lambda: make(change))
    return redirect(f"/m/{ctx.by.move_id}/ask/{n}")


def _wanted(sent: Mapping[str, str], known: HelperView | None) -> NewAsk:
    """Read the form. Raises Invalid with the names of its fields."""
    given: dict[str, Any] = {name: sent[name] for name in VISIT if sent.get(name)}
    person = {"helper": known.n} if known else {"name": sent.get("who", "")}
    try:
        return parse(NewAsk, {**given, **person, "tasks": ticked(sent, TASK)})
    except Invalid as no:
        names = {"name": "who", "helper": "who"}
        faults = [replace(fault, field=names.get(fault.field, fault.field)) for fault in no.faults]
        faults = [Fault("tasks", "nothing_chosen") if each.field == "tasks" else each for each in faults]
        raise Invalid(*faults, more=no.count - len(faults)) from None


@router.get("/{n}")
def words(ctx: Ctx, n: N) -> HTMLResponse:
    return _words(ctx, n)


def _words(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        asked = read_ask(session, ctx.by.move_id, n, ctx.installation.now())
        letter = read_ask_letter(session, asked)
        offered = read_offers(session, ctx.by.move_id, Audience.HELPER, me=asked.ask.helper.n)
    asking = Asking.of(asked, ctx.installation.now())
    helper = asked.ask.helper
    written = asking.words(ctx.installation.ask_url(asked.move.id, n, asked.ask.epoch))
    return render_page(
        ctx.request,
        "organizer/ask_words.html",
        form=form,
        move=asked.move,
        ask=asked.ask,
        asked=asked,
        tasks=asked.tasks,
        other_ends=asked.other_ends,
        words=written,
        instead=next((each for each in offered if each.n == asked.ask.offer_n), None),
        vehicle=next(filter(None, (read_hints(offer.words).vehicle for offer in offered)), ""),
        remarks=remarks(form.here("words").values.get("words", asking.letter)),
        spoken=asking.spoken,
        asked_with=asking.letter,
        spoken_in=asking.lang,
        sms=f"sms:{quote(helper.phone.replace(' ', ''))}?&body={quote(written)}",
        mailto=f"mailto:{quote(helper.email)}?subject={quote(asked.move.title)}&body={quote(written)}",
        key=secrets.token_urlsafe(),
        letter=letter,
        can_send=letter is None and any(task.is_open for task in asked.tasks) and _hears(ctx, asked),
        own_url=ctx.installation.helper_url(asked.move.id, helper.n, helper.epoch),
        loopback=ctx.installation.settings.is_loopback,
    )


def _hears(ctx: RequestContext, asked: Asked) -> bool:
    """Tell whether the words can be sent from here: nobody is asked at an address that is not proven."""
    helper, is_yes = asked.ask.helper, asked.ask.state is AskState.YES
    return asked.move.is_open and not is_yes and bool(helper.email) and hears(ctx.installation, helper)


@router.post("/{n}")
@on_refusal(_words, at="words")
def keep_words(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Keep the words, and send them by mail from here if `do` says so."""
    own = without_link(parse(AskWords, {"words": sent.get("words", "")}).words or "", ctx.by.move_id, n)
    with ctx.read() as session:
        asked = read_ask(session, ctx.by.move_id, n, ctx.installation.now())
    made = replace(asked, ask=replace(asked.ask, words=""))
    if own == Asking.of(made, ctx.installation.now()).words(LINK):
        own = ""  # as they were made: they go on following the day and the task
    goes = sent.get("do") == "send"
    if goes and not hears(ctx.installation, asked.ask.helper):
        raise Invalid(Fault("words", "no_letters"))
    notice = Notice.WORDS_KEPT
    with ctx.change() as change:
        asks.change_ask(change, n, words=own)
        if goes:
            notice = Notice.ASK_SENT if asks.send_ask(change, n) else Notice.ASK_NOT_SENT
    return redirect(f"/m/{ctx.by.move_id}/ask/{n}", notice=notice)


@router.post("/{n}/yes")
@on_refusal(_words, at="yes")
def they_said_yes(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Write down a yes heard in person."""
    wanted = wishes_of(sent)
    with ctx.change() as change:
        for each in wanted:
            asks.say_yes(change, n, each.task, each.wish())
    return redirect(f"/m/{ctx.by.move_id}/ask/{n}", notice=Notice.PUT_ON)


@router.post("/{n}/rest")
def let_rest(ctx: Ctx, n: N) -> Response:
    """Let it rest: after a "not this time" heard in person, or any other reason. Somebody else may be asked instead."""
    with ctx.change() as change:
        asks.change_ask(change, n, rests=True)
        tasks = change.get(Ask, n).tasks
    return redirect(f"/m/{ctx.by.move_id}/ask", notice=Notice.ASK_RESTS, task=str(tasks[0]) if tasks else "")


@router.post("/{n}/another-time")
@on_refusal(_words, at="another")
def another_time(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Write down another time that suits them, heard in person, as their offer."""
    heard = parse(AnotherTime, {"words": sent.get("words", "")})

    def write(change: Change) -> list[int]:
        asks.change_ask(change, n, rests=True)
        return [asks.offer_another_time(change, n, heard.words)]

    with ctx.change(form_intent(ctx.request, sent)) as change:
        [offer_n] = change.once(lambda: write(change))
    return redirect(f"/m/{ctx.by.move_id}/offers/{offer_n}", notice=Notice.OFFER_WRITTEN)


@router.post("/{n}/take-back")
def take_back(ctx: Ctx, n: N) -> Response:
    with ctx.change() as change:
        asks.take_back(change, n)
    return redirect(f"/m/{ctx.by.move_id}/ask", notice=Notice.ASK_TAKEN_BACK)


@router.post("/{n}/noted")
def noted(ctx: Ctx, n: N) -> Response:
    """Note that a "not this time" was read: it is said no more."""
    with ctx.change() as change:
        asks.note_not_this_time(change, n)
    return redirect(f"/m/{ctx.by.move_id}")
