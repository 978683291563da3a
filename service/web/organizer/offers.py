"""An offer of help: what it says, the yes to it with a task that fits, and letting it rest."""

import secrets

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.models import Kind, OfferState, Role
from service.domain.reading.board import read_board
from service.domain.reading.tasks import read_kind
from service.domain.reading.views import Audience
from service.domain.rules import offers
from service.text.notices import Notice
from service.text.sentences import Sentences
from service.web.base.access import Ctx, FormFields, N, RequestContext, form_intent, without_key
from service.web.base.pages import UNTOUCHED, Form, on_refusal, redirect, render_page
from service.web.forms.claim import claim_from_form
from service.web.forms.fields import number
from service.web.forms.offer import AcceptedTask
from service.web.forms.shape import parse
from service.web.organizer.looking import Looking

router = APIRouter(prefix="/m/{m}")


@router.get("/offers/{n}")
def offer(ctx: Ctx, n: N) -> HTMLResponse:
    return _offer(ctx, n)


def _offer(ctx: RequestContext, n: int, *, form: Form = UNTOUCHED) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    offer = board.offer(n)
    taken = [task for task, _ in board.claims_of(offer.helper.n)]
    link = ctx.installation.helper_url(board.move.id, offer.helper.n, offer.helper.epoch)
    accepted = offer.state is OfferState.ACCEPTED
    tasks = [task for task in board.tasks if task.is_open and task.has_room]
    return render_page(
        ctx.request,
        "organizer/offer.html",
        form=form,
        move=board.move,
        offer=offer,
        tasks=tasks,
        has_trip=any(task.kind is Kind.TRIP for task in tasks),
        reply=Sentences(ctx.lang).reply(offer.helper.name, taken, board.move, link) if accepted else "",
        key=secrets.token_urlsafe(),
    )


@router.post("/offers/{n}/accept")
@on_refusal(_offer, at="accept")
def accept_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    wanted = parse(AcceptedTask, claim_from_form(without_key(sent) | _role(ctx, sent)))
    with ctx.change(form_intent(ctx.request, sent)) as change:
        change.once(lambda: offers.accept_offer(change, n, [(wanted.task, wanted.wish())]))
    return redirect(f"/m/{ctx.by.move_id}/offers/{n}", notice=Notice.OFFER_ACCEPTED)


def _role(ctx: RequestContext, sent: dict[str, str]) -> dict[str, str]:
    """Make the owner of a vehicle the driver of a trip; on every other task a vehicle is beside the point."""
    with ctx.read() as session:
        kind = read_kind(session, ctx.by.move_id, number(sent.get("task", "")))
    drives = kind is Kind.TRIP and sent.get("vehicle_kind", "").strip()
    return {"role": Role.DRIVER} if drives else {"vehicle_kind": ""}


@router.post("/offers/{n}/rest")
def rest_offer(ctx: Ctx, n: N, sent: FormFields) -> Response:
    rests = sent.get("rests") == "1"
    with ctx.change() as change:
        offers.rest_offer(change, n, rests=rests)
    looking = Looking.of(ctx.request.query_params)
    notice = Notice.OFFER_RESTS if rests else Notice.MOVED
    return redirect(f"/m/{ctx.by.move_id}", notice=notice, **looking.address)
