"""The card of one ask, on the phone, to hold up, or on paper; and those of several, four to a sheet."""

from fastapi import Depends
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.domain.core.refusals import Fault, Invalid, NotFound
from service.domain.reading.asks import read_ask, read_asks_on
from service.domain.reading.board import read_board
from service.domain.reading.views import Asked, Audience
from service.paper.cards import Card, Code
from service.paper.qr import qr_on_page
from service.text.asking import Asking
from service.text.language import Language
from service.web.base.access import Ctx, N, QueryFields, RequestContext
from service.web.base.form import UNTOUCHED, Form
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal, render_page
from service.web.forms.fields import ticked
from service.web.forms.print import SheetWanted
from service.web.forms.shape import parse
from service.web.organizer.ask_page import show_ask
from service.web.organizer.printing import count_print, paper_of, print_sheets, signed

router = Router(prefix="/m/{m}/ask")
ONE = "ask-"
"""Beginning of the names of the boxes that are ticked for asks, before the ask's number."""


@router.get("/cards.pdf", dependencies=[Depends(count_print)])
@on_refusal(show_ask, at="cards")
def cards_on_paper(ctx: Ctx, sent: QueryFields) -> Response:
    """Print the cards of the asks that are ticked, each with its own link and in its own language."""
    wanted = parse(SheetWanted, {name: sent[name] for name in sent if not name.startswith(ONE)})
    chosen = ticked(sent, ONE)
    if not chosen:
        raise Invalid(Fault("asks", "nobody_chosen"))
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
        asked = {each.ask.n: each for each in read_asks_on(session, board, ctx.installation.now())}
    if not asked.keys() >= set(chosen):
        raise NotFound
    return print_sheets(ctx, [_made(ctx, asked[n]) for n in chosen], wanted)


@router.get("/{n}/card")
def card(ctx: Ctx, n: N) -> HTMLResponse:
    """Show a card on the phone, to be held up, and the way to print it."""
    return _card(ctx, n)


def _card(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    asked, url = _read(ctx, n)
    asking = Asking.of(asked, ctx.installation.now())
    called = asking.lang.gettext("The link as a QR code")
    return render_page(
        ctx.request,
        "organizer/ask_card.html",
        form=form,
        move=asked.move,
        ask=asked.ask,
        tasks=asked.tasks,
        spoken=asking.spoken,
        spoken_in=asking.lang,
        beside=_beside(asking.lang),
        qr_name=called,
        qr=Markup(qr_on_page(url, called)),  # noqa: S704  # it escapes the title
        paper=paper_of(ctx),
        loopback=ctx.installation.settings.is_loopback,
    )


@router.get("/{n}/card.pdf", dependencies=[Depends(count_print)])
@on_refusal(_card, at="card")
def card_on_paper(ctx: Ctx, n: N, sent: QueryFields) -> Response:
    """Print one person's card, in the language that the ask speaks."""
    wanted = parse(SheetWanted, sent)
    asked, _link = _read(ctx, n)
    return print_sheets(ctx, [_made(ctx, asked)], wanted)


def _made(ctx: RequestContext, asked: Asked) -> Card:
    asking = Asking.of(asked, ctx.installation.now())
    code = Code(_url(ctx, asked), _beside(asking.lang))
    return Card(cover=asked.ask.helper.name, note=asking.letter, signed=_who_asks(asked), code=code)


def _read(ctx: RequestContext, n: int) -> tuple[Asked, str]:
    """Read an ask, and make the link that answers it. Raises NotFound."""
    with ctx.read() as session:
        asked = read_ask(session, ctx.by.move_id, n, ctx.installation.now())
    return asked, _url(ctx, asked)


def _url(ctx: RequestContext, asked: Asked) -> str:
    return ctx.installation.ask_url(asked.move.id, asked.ask.n, asked.ask.epoch)


def _who_asks(asked: Asked) -> str:
    names = {organizer.n: organizer.name for organizer in asked.move.organizers}
    return names.get(asked.ask.by_n) or signed(asked.move)


def _beside(lang: Language) -> str:
    return lang.gettext("Yes or no, one tap behind this code is enough.")
