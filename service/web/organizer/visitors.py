"""All entries that came from one place: a look at them, taking them off the list, and putting them back."""

from fastapi.responses import HTMLResponse, Response

from service.domain.core.refusals import NotFound
from service.domain.reading.board import read_board
from service.domain.reading.views import Audience
from service.domain.reading.visitors import by_visitor
from service.domain.rules import removing
from service.text.notices import Notice
from service.web.base.access import Ctx, N
from service.web.base.late_routes import Router
from service.web.base.pages import redirect, render_page

router = Router(prefix="/m/{m}/people")


@router.get("/{n}/same-place")
def same_place(ctx: Ctx, n: N) -> HTMLResponse:
    with ctx.read() as session:
        board = read_board(session, ctx.by.move_id, Audience.ORGANIZER)
    made = by_visitor(board.helpers).get(n)
    if made is None:
        raise NotFound
    [helper] = [each for each in made if each.n == n]
    people = [(each, board.claims_of(each.n), board.offered_by(each.n)) for each in made]
    return render_page(ctx.request, "organizer/same_place.html", move=board.move, helper=helper, people=people)


@router.post("/{n}/same-place")
def remove(ctx: Ctx, n: N) -> Response:
    with ctx.change() as change:
        removing.remove_visitor(change, n)
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.REMOVED)


@router.post("/put-back/{n}")
def put_back(ctx: Ctx, n: N) -> Response:
    """Put back what was removed, or say that it is too late."""
    try:
        with ctx.change() as change:
            removing.put_back(change, n)
    except NotFound:
        with ctx.read():  # somebody without a good link gets no answer but that
            return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.TOO_LATE)
    return redirect(f"/m/{ctx.by.move_id}/people", notice=Notice.PUT_BACK)
