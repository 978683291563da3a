"""The JSON API for what helps next: the one small step, and which tasks fit an offer.

It only reads; paths and fields are a contract.
"""

from service.domain.hints import read_hints
from service.domain.reading.board import read_board
from service.domain.reading.fits import fits_of
from service.domain.reading.next_step import read_next_step
from service.domain.reading.tellings import count_untold
from service.domain.reading.views import Audience, today
from service.domain.reading.yeses import read_done
from service.text.fits import Fits
from service.web.api.outputs.next import NextOut, StepOut
from service.web.api.outputs.offer import FitOut, FitsOut
from service.web.base.access import Ctx, N
from service.web.base.late_routes import Router

router = Router(prefix="/api/v1")


@router.get("/moves/{m}/next", tags=["moves"])
def get_next(ctx: Ctx) -> NextOut:
    """Tell the one small step that would help most now, or null. A browser alone knows what it has put away."""
    with ctx.read() as session:
        board, now = read_board(session, ctx.by.move_id, Audience.ORGANIZER), ctx.installation.now()
        sends = ctx.installation.settings.sends
        to_tell = count_untold(session, board.move, today(board.move, now), sends=sends)
        done = read_done(session, board.move.id, ctx.by.n, now)
        step = read_next_step(session, board, now, done=done, to_tell=to_tell)
    return NextOut(step=StepOut.model_validate(step) if step else None)


@router.get("/moves/{m}/offers/{n:int}/fits", tags=["offers"])
def get_fits(ctx: Ctx, n: N) -> FitsOut:
    """List at most three tasks that fit an offer by its words, best first, with the reason in the reader's language."""
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    offer, say = board.offer(n), Fits(ctx.lang)
    found = fits_of(read_hints(offer.words), board.tasks, board.move, offer.helper.n)
    return FitsOut(fits=[FitOut(task=fit.task.n, reason=say.reason(fit)) for fit in found])
