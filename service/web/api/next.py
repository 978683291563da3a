"""The JSON API for what helps next: which tasks fit an offer. It only reads; paths and fields are a contract."""

from fastapi import APIRouter

from service.domain.hints import read_hints
from service.domain.reading.board import read_board
from service.domain.reading.fits import fits_of
from service.domain.reading.views import Audience
from service.text.fits import Fits
from service.web.api.outputs.offer import FitOut, FitsOut
from service.web.base.access import Ctx, N

router = APIRouter(prefix="/api/v1")


@router.get("/moves/{m}/offers/{n:int}/fits", tags=["offers"])
def get_fits(ctx: Ctx, n: N) -> FitsOut:
    """At most three tasks that fit an offer by its words, the best first, with the reason in the reader's language."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    offer, say = board.offer(n), Fits(ctx.lang)
    found = fits_of(read_hints(offer.words), board.tasks, board.move, offer.helper.n)
    return FitsOut(fits=[FitOut(task=fit.task.n, reason=say.reason(fit)) for fit in found])
