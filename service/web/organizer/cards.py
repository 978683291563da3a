"""Thank-you cards to print, as a PDF."""

from fastapi import Depends
from fastapi.responses import Response

from service.domain.core.refusals import Fault, Invalid
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import ThanksList, ThanksView
from service.paper.cards import Card, print_cards
from service.text.language import Language
from service.web.base.access import Ctx, QueryFields, address_of
from service.web.base.late_routes import Router
from service.web.base.pages import on_refusal
from service.web.forms.print import CardsWanted
from service.web.forms.shape import parse
from service.web.organizer.printing import cards_answer, count_print, signed
from service.web.organizer.thanks_list import show_list

router = Router(prefix="/m/{m}/thanks")


@router.get("/cards.pdf", dependencies=[Depends(count_print)])
@on_refusal(show_list, at="cards")
def cards(ctx: Ctx, sent: QueryFields) -> Response:
    """Print cards: one person's, or those of all who are still to be thanked."""
    wanted = parse(CardsWanted, sent)
    with ctx.read() as session:
        listed = read_thanks(session, ctx.by.move_id, ctx.installation.now())
    made = _cards(listed, wanted, ctx.lang)
    folded = wanted.folds == "folded"
    title, whose = ctx.lang.gettext("Thank-you cards"), address_of(ctx.request)
    return cards_answer(print_cards(made, paper=wanted.paper, folded=folded, title=title, whose=whose))


def _cards(listed: ThanksList, wanted: CardsWanted, lang: Language) -> list[Card]:
    """Make the cards that were asked for. Raises NotFound, and Invalid where there is none to print."""
    _ = lang.gettext
    return [
        Card(
            cover=_("Thank you, %(name)s", name=entry.helper.name),
            note=entry.note if wanted.words == "printed" else None,
            signed=signed(listed.move),
        )
        for entry in _to_print(listed, wanted)
    ]


def _to_print(listed: ThanksList, wanted: CardsWanted) -> list[ThanksView]:
    """Choose the thanks to print. Raises NotFound, and Invalid where there is none."""
    if wanted.person is not None:
        chosen = [listed.entry(wanted.person)]
    else:
        chosen = [entry for entry in listed.entries if not entry.is_over]
    if wanted.words == "printed":
        chosen = [entry for entry in chosen if entry.note]
    if not chosen:
        raise Invalid(Fault("words", "no_cards"))
    return chosen
