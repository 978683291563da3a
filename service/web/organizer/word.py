"""One word to all who come: who reads it by letter, and whom only an organizer can tell."""

import secrets

from fastapi.responses import HTMLResponse, Response

from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from service.domain.reading.word import who_come
from service.domain.rules.word import say_to_all
from service.mail.addresses import hears
from service.text.notices import Notice
from service.web.base.access import Ctx, FormFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.intents import form_intent
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, redirect, render_page
from service.web.forms.shape import parse
from service.web.forms.word import NewWord

router = Router(prefix="/m/{m}/word")


@router.get("")
def page(ctx: Ctx) -> HTMLResponse:
    return _page(ctx)


def _page(ctx: RequestContext, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    people = who_come(board, standbys=board.move.word_to_standbys)
    told = [helper for helper in people if hears(ctx.installation, helper) and board.move.lets_know(helper)]
    return render_page(
        ctx.request,
        "organizer/word.html",
        form=form,
        move=board.move,
        told=told,
        left=[helper for helper in people if helper not in told],
        key=secrets.token_urlsafe(),
    )


@router.post("")
@on_refusal(_page, at="word")
def say(ctx: Ctx, sent: FormFields) -> Response:
    word = parse(NewWord, {"text": sent.get("text", ""), "standbys": sent.get("standbys", "")})
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: say_to_all(change, word.text, standbys=word.standbys))
    return redirect(f"/m/{ctx.by.move_id}/word", notice=Notice.WORD_SAID)
