"""Who does not know yet what has changed: who gets a letter, and whom only an organizer can tell."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.tellings import tell
from service.domain.reading.board import read_board
from service.domain.reading.tellings import ToTell, read_to_tell
from service.domain.reading.views import Audience, today
from service.text.language import language
from service.text.notices import Notice
from service.text.sentences import Sentences
from service.text.telling import words_for
from service.web.base.access import Ctx, FormFields, N
from service.web.base.pages import redirect, render_page
from service.web.forms.fields import number

router = APIRouter(prefix="/m/{m}/tell")


@dataclass(frozen=True)
class InPerson:
    """Somebody whom no letter reaches, with words that are ready to be sent."""

    person: ToTell
    words: str


@router.get("")
def page(ctx: Ctx) -> HTMLResponse:
    installation = ctx.installation
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        people = read_to_tell(session, board, today(board.move, installation.now()), sends=installation.settings.sends)
    move = board.move
    letters = [each for each in people if each.by_letter and installation.settings.reaches(each.helper.email)]
    own = {each.helper.n: installation.helper_url(move.id, each.helper.n, each.helper.epoch) for each in people}
    say = Sentences(language(move.organizer.language) if move.organizer.language else ctx.lang)
    return render_page(
        ctx.request,
        "organizer/tell.html",
        move=move,
        letters=letters,
        in_person=[
            InPerson(each, words_for(each, move, say, own[each.helper.n])) for each in people if each not in letters
        ],
    )


@router.post("/{n}")
def told(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Tick somebody: they know."""
    knows = tell(ctx.installation.database, ctx.by, n, number(sent.get("version", "")))
    task = sent.get("task", "")
    page = f"tasks/{task}" if task.isascii() and task.isdigit() else "tell"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=Notice.TOLD if knows else Notice.CHANGED_SINCE)
