"""One helper's own face: what they took and where exactly, giving it back, taking more, being forgotten."""

from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.domain.core.links import Grants
from service.domain.core.refusals import Refusal
from service.domain.models import MoveState
from service.domain.reading.board import read_board, read_helper
from service.domain.reading.views import Audience, Board, by_kind, today
from service.domain.rules import claims, helpers
from service.web.base import access
from service.web.base.access import Ask, Asking, N, Typed
from service.web.base.errors import status_of
from service.web.base.pages import UNTOUCHED, Form, refused, said_of, see, show
from service.web.forms import inputs

router = APIRouter(prefix="/h/{link}")


@router.get("")
def page(ask: Ask) -> HTMLResponse:
    return _page(ask)


@router.post("/claims")
def claim(ask: Ask, typed: Typed) -> Response:
    at = f"claim-{typed.get('task', '')}"
    try:
        wanted = inputs.read(inputs.HelperClaim, inputs.claim_from_form(typed))
        with ask.change() as change:
            standing = claims.claim_task(change, wanted.task, ask.by.n, wanted.wish()).standing
    except Refusal as no:
        return _page(ask, form=refused(ask.request, at, typed, no), status=status_of(no))
    return _again(ask, said=said_of(wanted.standing, standing))


@router.post("/claims/{n}/release")
def release(ask: Ask, n: N) -> Response:
    """ "Not this time": one tap, no reason."""
    with ask.change() as change:
        claims.release(change, n)
    return _again(ask, said="released")


@router.post("/me")
def change_me(ask: Ask, typed: Typed) -> Response:
    try:
        changed = inputs.read(inputs.OwnDetails, typed)
        with ask.change() as change:
            helpers.change_helper(change, ask.by.n, changed.helper_fields())
    except Refusal as no:
        return _page(ask, form=refused(ask.request, "me", typed, no), status=status_of(no))
    return _again(ask, said="changed")


@router.post("/thanks")
def choose_thanks(ask: Ask, typed: Typed) -> Response:
    """Whether they would like a note at all."""
    no_thanks = typed.get("no_thanks") == "1"
    with ask.change() as change:
        helpers.change_helper(change, ask.by.n, {"no_thanks": no_thanks})
    return _again(ask, said="no_thanks" if no_thanks else "changed")


@router.post("/glad")
def say_glad(ask: Ask, typed: Typed) -> Response:
    """ "Glad I came": one tap, any time after the day, and a second one takes it back."""
    glad = typed.get("glad") != "0"
    with ask.change() as change:
        helpers.say_glad(change, ask.by.n, glad=glad)
    return _again(ask, said="glad" if glad else "changed")


@router.post("/forget")
def forget(ask: Ask) -> Response:
    with ask.change() as change:
        helpers.forget_helper(change, ask.by.n)
    response = show(ask.request, "friends/forgotten.html")
    access.forget(response, Grants.HELPER, ask.by.move_id)
    return response


def _again(ask: Asking, *, said: str) -> Response:
    """Back to the own page; whoever acted here is recognised on the sign-up page, too."""
    response = see(f"/h/{ask.installation.links.make(ask.by)}", said=said)
    access.remember(ask.installation, response, ask.by)
    return response


def _is_over(board: Board, now: datetime) -> bool:
    """Whether the day has come, or the organizer says that it is done."""
    move = board.move
    return move.state is MoveState.CLOSED or (move.day is not None and move.day <= today(move, now))


def _page(ask: Asking, *, form: Form = UNTOUCHED, status: int = 200) -> HTMLResponse:
    with ask.look() as session:
        me = read_helper(session, ask.by)
        board = read_board(session, ask.by.move_id, Audience.HELPER, me=me.n)
    mine = board.claims_of(me.n)
    more = [task for task in board.tasks if task.is_open and task.claim_of(me.n) is None]
    return show(
        ask.request,
        "friends/helper.html",
        status=status,
        form=form,
        move=board.move,
        me=me,
        mine=mine,
        offers=board.offered_by(me.n),
        more=by_kind(more) if board.move.is_open else [],
        clashes=board.clashes_of(me.n),
        over=_is_over(board, ask.installation.now()),
        link=ask.installation.links.make(ask.by),
        own_url=ask.installation.url(ask.by),
        signup_url=ask.installation.signup_url(board.move.id, board.move.signup_epoch),
    )
