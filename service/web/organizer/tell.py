"""Those who do not know yet what has changed: some get a letter, and others only an organizer can tell."""

from dataclasses import dataclass
from datetime import date

from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import Invalid
from service.domain.core.tellings import tell
from service.domain.reading.board import read_board
from service.domain.reading.tellings import ToTell, read_to_tell
from service.domain.reading.views import Audience, today
from service.text.language import Language, language
from service.text.notices import Notice
from service.text.sentences import Sentences
from service.text.telling import facts_of, words_for
from service.web.base.access import Ctx, FormFields, N, RequestContext
from service.web.base.late_routes import Router
from service.web.base.pages import redirect, render_page
from service.web.forms.fields import number
from service.web.forms.move import MovedAlong
from service.web.forms.shape import parse
from service.web.organizer.own_days import own_days

router = Router(prefix="/m/{m}/tell")


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
    move, was = board.move, _day_before(ctx)
    letters = [each for each in people if each.by_letter and installation.settings.reaches(each.helper.email)]
    own = {each.helper.n: installation.helper_url(move.id, each.helper.n, each.helper.epoch) for each in people}
    mine = next(each.language for each in move.organizers if each.n == ctx.by.n)
    return render_page(
        ctx.request,
        "organizer/tell.html",
        move=move,
        was=was if was != move.day else None,
        own_days=own_days(board, was),
        letters=letters,
        facts={
            each.claim.n: " · ".join(facts_of(each, move, Sentences(ctx.lang)))
            for person in people
            for each in person.news
        },
        in_person=[
            InPerson(each, words_for(each, move, _spoken_to(each, mine, ctx.lang, move.zone), own[each.helper.n]))
            for each in people
            if each not in letters
        ],
    )


def _spoken_to(person: ToTell, mine: str, lang: Language, zone: str) -> Sentences:
    """Speak the language of who hears it, if we know that, else of who sends it."""
    code = person.helper.language or mine
    return Sentences(language(code, zone=zone) if code else lang)


def _day_before(ctx: RequestContext) -> date | None:
    """Read from the address what the day of the move was, if it has just become another one."""
    try:
        return parse(MovedAlong, {"was": ctx.request.query_params.get("was", "")}).was
    except Invalid:
        return None


@router.post("/{n}")
def told(ctx: Ctx, n: N, sent: FormFields) -> Response:
    """Tick somebody: they know."""
    knows = tell(ctx.installation.database, ctx.by, n, number(sent.get("version", "")))
    task = sent.get("task", "")
    page = f"tasks/{task}" if task.isascii() and task.isdigit() else "tell"
    return redirect(f"/m/{ctx.by.move_id}/{page}", notice=Notice.TOLD if knows else Notice.CHANGED_SINCE)
