"""The thank-you notes: one list, one card for each person, and an end."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Fault, Invalid
from service.domain.figures.times import is_night, thanks_days
from service.domain.models import Paper, ThanksState, Way
from service.domain.reading.doubles import likely_doubles, read_merge_state
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import MoveView, ThanksList, ThanksView, today
from service.domain.rules import helpers
from service.domain.rules import thanks as rules
from service.domain.rules.thanks import ThanksFields
from service.domain.tone import remarks
from service.paper.cards import Card, print_cards
from service.text.language import Language
from service.text.note_drafts import drafts
from service.web.base.access import Ctx, FormFields, N, QueryFields, RequestContext, form_intent
from service.web.base.pages import UNTOUCHED, Form, on_refusal, redirect, render_page
from service.web.forms.helper import NewHelper
from service.web.forms.print import CardsWanted
from service.web.forms.shape import parse
from service.web.forms.thanks import EveningWords, LeftOutDay, ThanksAction, ThanksChange, WritingDay

router = APIRouter(prefix="/m/{m}/thanks")
LETTER_LANDS = ("US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PH", "PR", "SV", "VE")
"""Where printers hold Letter paper (ISO 216 is used everywhere else)."""
EVENING_LASTS = timedelta(days=1)
"""So long after the day the sentence for everybody is offered."""


@router.get("")
def thanks(ctx: Ctx) -> HTMLResponse:
    return _list(ctx)


def _list(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    now = ctx.installation.now()
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, now)
        distinct = read_merge_state(session, ctx.by.move_id).distinct
    move = listed.move
    me = next(organizer for organizer in move.organizers if organizer.n == ctx.by.n)
    day = today(move, now)
    moments = [moment for moment in thanks_days(move.day, move.zone, me.write_on) if moment > now]
    return render_page(
        ctx.request,
        "organizer/thanks.html",
        form=form,
        list=listed,
        doubles=likely_doubles([entry.helper for entry in listed.entries], distinct),
        moments=[(today(move, moment).isoformat(), ctx.lang.moment(moment, move.zone)) for moment in moments],
        not_on=me.not_on,
        write_on=me.write_on,
        evening=_is_evening(move, day),
        past=move.day is not None and move.day <= day,
        paper=_paper(ctx),
        key=secrets.token_urlsafe(),
    )


def _is_evening(move: MoveView, day: date) -> bool:
    return move.day is not None and move.day <= day <= move.day + EVENING_LASTS


def _paper(ctx: RequestContext) -> Paper:
    return Paper.LETTER if ctx.lang.tag.rpartition("-")[2] in LETTER_LANDS else Paper.A4


@router.post("")
@on_refusal(_list, at="person")
def add_person(ctx: Ctx, sent: FormFields) -> Response:
    """Somebody who helped and never touched the link."""
    new = parse(NewHelper, {"name": sent.get("name", "")})
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True).n])
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="person_added")


@router.post("/when")
@on_refusal(_list, at="when")
def choose_day(ctx: Ctx, sent: FormFields) -> Response:
    """The day on which this organizer would like to write, and be reminded."""
    day = parse(WritingDay, {"day": sent.get("day", "")}).day
    with ctx.change() as change:
        rules.choose_day(change, day)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="writing_day")


@router.post("/left-out")
def leave_out(ctx: Ctx, sent: FormFields) -> Response:
    """One of the moments to write: not then, or after all."""
    left = parse(LeftOutDay, sent)
    if left.day is None:
        raise Invalid(Fault("day", "missing"))
    with ctx.change() as change:
        rules.leave_out(change, left.day, out=left.out)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="left_out" if left.out else "writing_day")


@router.post("/evening")
@on_refusal(_list, at="evening")
def say_to_everybody(ctx: Ctx, sent: FormFields) -> Response:
    words = parse(EveningWords, {"words": sent.get("words", "")}).words
    with ctx.change() as change:
        rules.say_to_everybody(change, words)
        night = is_night(change.now, change.move.zone)
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="evening_tomorrow" if night else "evening_said")


@router.get("/cards.pdf")
@on_refusal(_list, at="cards")
def cards(ctx: Ctx, sent: QueryFields) -> Response:
    """Cards to print: of one person, or of all who are still to be thanked."""
    wanted = parse(CardsWanted, sent)
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
    made = _cards(listed, wanted, ctx.lang)
    folded = wanted.folds == "folded"
    pdf = print_cards(made, paper=wanted.paper, folded=folded, title=ctx.lang.gettext("Thank-you cards"))
    headers = {"Content-Disposition": 'inline; filename="cards.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _cards(listed: ThanksList, wanted: CardsWanted, lang: Language) -> list[Card]:
    """The cards that were asked for. Raises NotFound, and Invalid where there is none to print."""
    _ = lang.gettext
    signed = " & ".join(organizer.name for organizer in listed.move.organizers)
    return [
        Card(
            cover=_("Thank you, %(name)s", name=entry.helper.name),
            words=entry.note if wanted.words == "printed" else None,
            signed=signed,
        )
        for entry in _to_print(listed, wanted)
    ]


def _to_print(listed: ThanksList, wanted: CardsWanted) -> list[ThanksView]:
    """Raises NotFound, and Invalid where there is no card to print."""
    if wanted.person is not None:
        chosen = [listed.entry(wanted.person)]
    else:
        chosen = [entry for entry in listed.entries if not entry.is_over]
    if wanted.words == "printed":
        chosen = [entry for entry in chosen if entry.note]
    if not chosen:
        raise Invalid(Fault("words", "no_cards"))
    return chosen


@router.get("/{n}")
def note(ctx: Ctx, n: N) -> HTMLResponse:
    return _note(ctx, n)


def _note(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
    entry = listed.entry(n)
    return render_page(
        ctx.request,
        "organizer/note.html",
        form=form,
        move=listed.move,
        entry=entry,
        draft="" if entry.note else drafts(listed, ctx.lang)[n],
        can_send=bool(entry.helper.email) and ALL not in entry.helper.quiet and not entry.by_mail,
        note_url=ctx.installation.note_url(listed.move.id, n, entry.epoch) if entry.note else "",
        paper=_paper(ctx),
        remarks=remarks(form.values.get("note", entry.note), ctx.lang.code),
    )


@router.post("/{n}")
@on_refusal(_note, at="note")
def change_note(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """From the card's own page, with the note, or a button of the list: `do` says what for."""
    do = parse(ThanksAction, {"do": sent.get("do", "")}).do
    fields = _fields(do, sent)
    with ctx.change() as change, _losing_no_word(sent):
        if do == "not_yet":
            rules.not_yet(change, n)
        else:
            rules.change_thanks(change, n, fields, known=_known(sent))
        if do == "send":
            rules.send_note(change, n)
    here = f"/m/{ctx.by.move_id}/thanks/{n}"
    if do == "keep":
        return redirect(here)
    if do == "save" and fields.get("note") and remarks(fields["note"], ctx.lang.code):
        return redirect(here, notice="note_saved")  # there the remark stands beside it
    notice = {"save": "note_saved", "send": "note_sent", "rest": "rests", "not_yet": "not_yet"}.get(do, "given")
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=notice)


@contextmanager
def _losing_no_word(sent: dict[str, str]) -> Iterator[None]:
    """Put below what was typed what somebody else has written meanwhile: the form comes back with both."""
    try:
        yield
    except Invalid as no:
        others = [str(fault.values["note"]) for fault in no.faults if fault.code == "written_meanwhile"]
        if others:
            sent["note"] = "\n\n".join([sent.get("note", ""), *others])
        raise


def _fields(do: str, sent: dict[str, str]) -> ThanksFields:
    """What changes."""
    fields: ThanksFields = {"note": _written(sent)} if "note" in sent else {}
    if do == "rest":
        fields["state"] = ThanksState.RESTING
    elif do not in ("save", "keep", "send", "not_yet"):
        fields |= {"way": Way(do), "state": ThanksState.GIVEN}
    return fields


def _known(sent: dict[str, str]) -> list[str] | None:
    """The note as its writer had it before them, and as they have sent it since; None where no note was at hand."""
    return [_text(sent[name]) for name in ("read", "sent") if name in sent] if "read" in sent else None


def _written(sent: dict[str, str]) -> str:
    """The note as typed; a draft that nobody touched is not a note yet."""
    note = _text(sent["note"])
    return "" if note == _text(sent.get("draft", "")) else note


def _text(sent: str) -> str:
    return parse(ThanksChange, {"note": sent}).note or ""
