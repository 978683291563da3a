"""One thank-you note: writing it, giving it, letting it rest."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi.responses import HTMLResponse, Response

from service.domain.core.message_rows import ALL
from service.domain.core.refusals import Invalid
from service.domain.models import ThanksState, Way
from service.domain.reading.thanks import read_thanks
from service.domain.rules import thanks as rules
from service.domain.rules.thanks import ThanksFields
from service.domain.tone import remarks
from service.text.note_drafts import drafts
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.shape import parse
from service.web.forms.thanks import ThanksAction, ThanksChange
from service.web.organizer.printing import paper_of

router = Router(prefix="/m/{m}/thanks")


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
        can_send=bool(entry.helper.email) and ALL not in entry.helper.muted_kinds and not entry.by_mail,
        note_url=ctx.installation.note_url(listed.move.id, n, entry.epoch) if entry.note else "",
        paper=paper_of(ctx),
        remarks=remarks(form.values.get("note", entry.note)),
    )


@router.post("/{n}")
@on_refusal(_note, at="note")
def change_note(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Change a note from its own page, or its state by a button of the list: `do` names the action."""
    do = parse(ThanksAction, {"do": sent.get("do", "")}).do
    fields = _fields(do, sent)

    def write() -> None:
        if do == "not_yet":
            rules.not_yet(change, n)
        else:
            rules.change_thanks(change, n, fields, known=_known(sent))
        if do == "send":
            rules.send_note(change, n)

    with ctx.change(form_intent(ctx.request, sent)) as change, _losing_no_word(sent):
        change.once(write)
    here = f"/m/{ctx.by.move_id}/thanks/{n}"
    if do == "keep":
        return redirect(here)
    if do == "save" and fields.get("note") and remarks(fields["note"]):
        return redirect(here, notice=Notice.NOTE_SAVED)  # there the remark stands beside it
    notices = {"save": Notice.NOTE_SAVED, "send": Notice.NOTE_SENT, "rest": Notice.RESTS, "not_yet": Notice.NOT_YET}
    return redirect(f"/m/{ctx.by.move_id}/thanks", notice=notices.get(do, Notice.GIVEN))


@contextmanager
def _losing_no_word(sent: dict[str, str]) -> Iterator[None]:
    """Append another organizer's newer note to the typed one, so that the form comes back with both."""
    try:
        yield
    except Invalid as no:
        others = [str(fault.values["note"]) for fault in no.faults if fault.code == "written_meanwhile"]
        if others:
            sent["note"] = "\n\n".join([sent.get("note", ""), *others])
        raise


def _fields(do: str, sent: dict[str, str]) -> ThanksFields:
    """Return the fields that this action changes."""
    fields: ThanksFields = {"note": _written(sent)} if "note" in sent else {}
    if do == "rest":
        fields["state"] = ThanksState.RESTING
    elif do not in ("save", "keep", "send", "not_yet"):
        fields |= {"way": Way(do), "state": ThanksState.GIVEN}
    return fields


def _known(sent: dict[str, str]) -> list[str] | None:
    """Return the note as the page showed it and as it was sent since; None where the page showed none."""
    return [_text(sent[name]) for name in ("read", "sent") if name in sent] if "read" in sent else None


def _written(sent: dict[str, str]) -> str:
    """Return the note as typed; an untouched draft is not a note yet."""
    note = _text(sent["note"])
    return "" if note == _text(sent.get("draft", "")) else note


def _text(sent: str) -> str:
    return parse(ThanksChange, {"note": sent}).note or ""
