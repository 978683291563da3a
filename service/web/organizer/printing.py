"""Printing for organizers: counted before anything is read, on the paper that their country's printers hold."""

from fastapi.responses import Response

from service.domain.models import Paper
from service.domain.reading.views import MoveView
from service.paper.cards import Card, print_cards
from service.web.base.access import Ctx, RequestContext, address_of
from service.web.base.limits import limits_of
from service.web.forms.print import SheetWanted

LETTER_LANDS = ("US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PH", "PR", "SV", "VE")
"""Countries where printers hold Letter paper (ISO 216 is used everywhere else)."""


def count_print(ctx: Ctx) -> None:
    """Count a print by somebody whose link holds: before anything is read, and answered without the whole list."""
    with ctx.read():
        limits_of(ctx.request).count_print(ctx.request, ctx.by)


def paper_of(ctx: RequestContext) -> Paper:
    return Paper.LETTER if ctx.lang.tag.rpartition("-")[2] in LETTER_LANDS else Paper.A4


def signed(move: MoveView) -> str:
    return " & ".join(organizer.name for organizer in move.organizers)


def print_sheets(ctx: RequestContext, cards: list[Card], wanted: SheetWanted) -> Response:
    """Print cards for asking. Raises Invalid, and TooMany."""
    title, whose = ctx.lang.gettext("Cards for asking"), address_of(ctx.request)
    return cards_answer(print_cards(cards, paper=wanted.paper, folded=False, title=title, whose=whose))


def cards_answer(pdf: bytes) -> Response:
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": 'inline; filename="cards.pdf"'})
