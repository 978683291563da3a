"""The thank-you notes: one list, one card for each person, and an end."""

import secrets
from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Fault, Invalid, Refusal
from service.domain.figures.times import is_night, thanks_days
from service.domain.models import Paper, ThanksState, Way
from service.domain.reading.board import read_thanks
from service.domain.reading.views import MoveView, ThanksList, ThanksView, today
from service.domain.rules import helpers
from service.domain.rules import thanks as rules
from service.domain.rules.merging import likely_doubles, read_mergings
from service.domain.rules.thanks import ThanksFields
from service.domain.tone import remarks
from service.paper.cards import Card, print_cards
from service.text.note_drafts import drafts
from service.web.base.access import Ctx, FormFields, N, RequestContext, form_intent
from service.web.base.errors import status_of
from service.web.base.pages import UNTOUCHED, Form, redirect, rejected_form, render_page
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


@router.post("")
def add_person(ctx: Ctx, sent: FormFields) -> Response:
    """Somebody who helped and never touched the link."""
    try:
        new = parse(NewHelper, {"name": sent.get("name", "")})
        with ctx.change(form_intent(ctx.request, sent)) as change:
            change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True).n])
    except Refusal as no:
        return _list(ctx, form=rejected_form(ctx.request, "person", sent, no), status=status_of(no))
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="person_added")


@router.post("/when")
def choose_day(ctx: Ctx, sent: FormFields) -> Response:
    """The day on which this organizer would like to write, and be reminded."""
    try:
        day = parse(WritingDay, {"day": sent.get("day", "")}).day
        with ctx.change() as change:
            rules.choose_day(change, day)
    except Refusal as no:
        return _list(ctx, form=rejected_form(ctx.request, "when", sent, no), status=status_of(no))
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
def say_to_everybody(ctx: Ctx, sent: FormFields) -> Response:
    try:
        words = parse(EveningWords, {"words": sent.get("words", "")}).words
        with ctx.change() as change:
            rules.say_to_everybody(change, words)
            night = is_night(change.now, change.move.zone)
    except Refusal as no:
        return _list(ctx, form=rejected_form(ctx.request, "evening", sent, no), status=status_of(no))
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice="evening_tomorrow" if night else "evening_said")


@router.get("/cards.pdf")
def cards(ctx: Ctx) -> Response:
    """Cards to print: of one person, or of all who are still to be thanked."""
    sent = dict(ctx.request.query_params)
    try:
        wanted = parse(CardsWanted, sent)
        with ctx.read() as session:
            listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
        chosen = _to_print(listed, wanted)
    except Refusal as no:
        return _list(ctx, form=rejected_form(ctx.request, "cards", sent, no), status=status_of(no))
    signed = " & ".join(organizer.name for organizer in listed.move.organizers)
    _ = ctx.lang.gettext
    made = [
        Card(
            cover=_("Thank you, %(name)s", name=entry.helper.name),
            words=entry.note if wanted.words == "printed" else None,
            signed=signed,
        )
        for entry in chosen
    ]
    pdf = print_cards(made, paper=wanted.paper, folded=wanted.folds == "folded", title=_("Thank-you cards"))
    headers = {"Content-Disposition": 'inline; filename="cards.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


@router.get("/{n}")
def note(ctx: Ctx, n: N) -> HTMLResponse:
    return _note(ctx, n)


@router.post("/{n}")
def change_note(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """From the card's own page, with the note, or a button of the list: `do` says what for."""
    try:
        do = parse(ThanksAction, {"do": sent.get("do", "")}).do
        fields = _fields(do, sent)
        with ctx.change() as change:
            if do == "not_yet":
                rules.not_yet(change, n)
            else:
                rules.change_thanks(change, n, fields, known=_known(sent))
            if do == "send":
                rules.send_note(change, n)
    except Refusal as no:
        form = rejected_form(ctx.request, "note", _with_both(sent, no), no)
        return _note(ctx, n, form=form, status=status_of(no))
    here = f"/m/{ctx.by.move_id}/thanks/{n}"
    if do == "keep":
        return redirect(here)
    if do == "save" and fields.get("note") and remarks(fields["note"], ctx.lang.code):
        return redirect(here, notice="note_saved")  # there the remark stands beside it
    notice = {"save": "note_saved", "send": "note_sent", "rest": "rests", "not_yet": "not_yet"}.get(do, "given")
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=notice)


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


def _with_both(sent: dict[str, str], no: Refusal) -> dict[str, str]:
    """What was typed, and below it what somebody else has written meanwhile: no word is lost."""
    faults = no.faults if isinstance(no, Invalid) else []
    others = [str(fault.values["note"]) for fault in faults if fault.code == "written_meanwhile"]
    return sent | {"note": "\n\n".join([sent.get("note", ""), *others])} if others else sent


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


def _paper(ctx: RequestContext) -> Paper:
    return Paper.LETTER if ctx.lang.tag.rpartition("-")[2] in LETTER_LANDS else Paper.A4


def _is_evening(move: MoveView, day: date) -> bool:
    return move.day is not None and move.day <= day <= move.day + EVENING_LASTS


def _list(ctx: RequestContext, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    now = ctx.installation.now()
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, now)
        apart = read_mergings(session, ctx.by.move_id).apart
    move = listed.move
    me = next(organizer for organizer in move.organizers if organizer.n == ctx.by.n)
    day = today(move, now)
    moments = [moment for moment in thanks_days(move.day, move.zone, me.write_on) if moment > now]
    return render_page(
        ctx.request,
        "organizer/thanks.html",
        status=status,
        form=form,
        list=listed,
        doubles=likely_doubles([entry.helper for entry in listed.entries], apart),
        moments=[(today(move, moment).isoformat(), ctx.lang.moment(moment, move.zone)) for moment in moments],
        not_on=me.not_on,
        write_on=me.write_on,
        evening=_is_evening(move, day),
        past=move.day is not None and move.day <= day,
        paper=_paper(ctx),
        key=secrets.token_urlsafe(),
    )


def _note(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
    entry = listed.entry(n)
    return render_page(
        ctx.request,
        "organizer/note.html",
        status=status,
        form=form,
        move=listed.move,
        entry=entry,
        draft="" if entry.note else drafts(listed, ctx.lang)[n],
        can_send=bool(entry.helper.email) and ALL not in entry.helper.quiet and not entry.by_mail,
        note_url=ctx.installation.note_url(listed.move.id, n, entry.epoch) if entry.note else "",
        paper=_paper(ctx),
        remarks=remarks(form.values.get("note", entry.note), ctx.lang.code),
    )
