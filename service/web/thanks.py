"""The thank-you notes: one list, one card for each person, and an end."""

import secrets

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain import helpers
from service.domain import thanks as rules
from service.domain.board import read_thanks
from service.domain.merging import likely_doubles, read_mergings
from service.domain.models import ThanksState, Way
from service.domain.moments import thanks_days
from service.domain.refusals import Refusal
from service.domain.thanks import ThanksFields
from service.domain.views import today
from service.domain.wording import remarks
from service.sentences import Sentences
from service.web import inputs
from service.web.asking import Ask, Asking, N, Typed, form_intent
from service.web.errors import status_of
from service.web.pages import UNTOUCHED, Form, refused, see, show

router = APIRouter(prefix="/m/{m}/thanks")


@router.get("")
def thanks(ask: Ask) -> HTMLResponse:
    return _list(ask)


@router.post("")
def add_person(ask: Ask, typed: Typed) -> Response:
    """Somebody who helped and never touched the link."""
    try:
        new = inputs.read(inputs.NewHelper, {"name": typed.get("name", "")})
        with ask.change(form_intent(ask.request, typed)) as change:
            change.once(lambda: [helpers.add_helper(change, new.helper_fields(), by_hand=True).n])
    except Refusal as no:
        return _list(ask, form=refused(ask.request, "person", typed, no), status=status_of(no))
    return see(f"/m/{ask.by.move_id}/thanks", said="person_added")


@router.get("/{n}")
def note(ask: Ask, n: N) -> HTMLResponse:
    return _note(ask, n)


@router.post("/{n}")
def change_note(ask: Ask, n: N, typed: Typed) -> Response:
    """From the card's own page, with the note, or a button of the list: `do` says what for."""
    try:
        do = inputs.read(inputs.ThanksDeed, {"do": typed.get("do", "")}).do
        fields = _fields(ask, n, do, typed)
        with ask.change() as change:
            if do == "not_yet":
                rules.not_yet(change, n)
            else:
                rules.change_thanks(change, n, fields)
    except Refusal as no:
        return _note(ask, n, form=refused(ask.request, "note", typed, no), status=status_of(no))
    if do == "save" and fields.get("note") and remarks(fields["note"], ask.lang.code):
        return see(f"/m/{ask.by.move_id}/thanks/{n}", said="note_saved")  # there the remark stands beside it
    said = {"save": "note_saved", "rest": "rests", "not_yet": "not_yet"}.get(do, "given")
    return see(f"/m/{ask.by.move_id}/thanks", said=said)


def _fields(ask: Asking, n: int, do: str, typed: dict[str, str]) -> ThanksFields:
    fields: ThanksFields = {"note": _written(ask, n, typed)} if "note" in typed else {}
    if do == "rest":
        fields["state"] = ThanksState.RESTING
    elif do not in ("save", "not_yet"):
        fields |= {"way": Way(do), "state": ThanksState.GIVEN}
    return fields


def _written(ask: Asking, n: int, typed: dict[str, str]) -> str:
    """The note as typed; a draft that nobody touched is not a note yet."""
    note = inputs.read(inputs.ThanksChange, {"note": typed.get("note", "")}).note or ""
    with ask.look() as session:
        entry = read_thanks(session, ask.by.move_id, ask.house.now()).entry(n)
    return "" if note == Sentences(ask.lang).draft(entry).strip() else note


def _list(ask: Asking, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    now = ask.house.now()
    with ask.look() as session:
        listed = read_thanks(session, ask.by.move_id, now)
        apart = read_mergings(session, ask.by.move_id).apart
    move = listed.move
    return show(
        ask.request,
        "thanks.html",
        status=status,
        form=form,
        list=listed,
        doubles=likely_doubles([entry.helper for entry in listed.entries], apart),
        reminders=[ask.lang.moment(moment, move.zone) for moment in thanks_days(move.day, move.zone)],
        past=move.day is not None and move.day < today(move, now),
        key=secrets.token_urlsafe(),
    )


def _note(ask: Asking, n: int, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    with ask.look() as session:
        listed = read_thanks(session, ask.by.move_id, ask.house.now())
    entry = listed.entry(n)
    return show(
        ask.request,
        "note.html",
        status=status,
        form=form,
        move=listed.move,
        entry=entry,
        draft=Sentences(ask.lang).draft(entry),
        note_url=ask.house.note_url(listed.move.id, n, entry.epoch) if entry.note else "",
        remarks=remarks(form.values.get("note", entry.note), ask.lang.code),
    )
