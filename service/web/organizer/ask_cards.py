"""The card of one ask: on the phone, to hold up, or on paper."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from service.domain.reading.asks import read_ask
from service.domain.reading.views import Asked
from service.paper.cards import Card, Code
from service.paper.qr import qr_on_page
from service.text.asking import Asking
from service.text.language import Language
from service.web.base.access import Ctx, N, QueryFields, RequestContext
from service.web.base.pages import UNTOUCHED, Form, on_refusal, render_page
from service.web.forms.print import SheetWanted
from service.web.forms.shape import parse
from service.web.organizer.printing import count_print, paper_of, print_sheets, signed

router = APIRouter(prefix="/m/{m}/ask/{n}")


@router.get("/card")
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
        spoken=asking.spoken,
        spoken_in=asking.lang,
        beside=_beside(asking.lang),
        qr_name=called,
        qr=Markup(qr_on_page(url, called)),  # noqa: S704  # it escapes the title
        paper=paper_of(ctx),
        loopback=ctx.installation.settings.is_loopback,
    )


@router.get("/card.pdf", dependencies=[Depends(count_print)])
@on_refusal(_card, at="card")
def card_on_paper(ctx: Ctx, n: N, sent: QueryFields) -> Response:
    """Print one person's card, in the language that the ask speaks."""
    wanted = parse(SheetWanted, sent)
    asked, url = _read(ctx, n)
    asking = Asking.of(asked, ctx.installation.now())
    one = Card(
        cover=asked.ask.helper.name,
        note=asking.letter,
        signed=_who_asks(asked),
        code=Code(url, _beside(asking.lang)),
    )
    return print_sheets(ctx, [one], wanted)


def _read(ctx: RequestContext, n: int) -> tuple[Asked, str]:
    """Read an ask, and make the link that answers it. Raises NotFound."""
    with ctx.read() as session:
        asked = read_ask(session, ctx.by.move_id, n, ctx.installation.now())
    return asked, ctx.installation.ask_url(asked.move.id, n, asked.ask.epoch)


def _who_asks(asked: Asked) -> str:
    names = {organizer.n: organizer.name for organizer in asked.move.organizers}
    return names.get(asked.ask.by_n) or signed(asked.move)


def _beside(lang: Language) -> str:
    return lang.gettext("Yes or no, one tap behind this code is enough.")
