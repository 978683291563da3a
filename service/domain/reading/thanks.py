"""Reads the thank-you list."""

from collections.abc import Mapping, Set
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.core.events import Event
from service.domain.figures.times import next_thanks_day
from service.domain.models import Happening, Thanks, ThanksState
from service.domain.reading.board import read_board
from service.domain.reading.views import (
    Audience,
    Board,
    ClaimView,
    HelperView,
    OfferView,
    TaskView,
    ThanksList,
    ThanksView,
)


def read_thanks(session: Session, move_id: str, now: datetime) -> ThanksList:
    """Read one entry for each helper who took something, offered, or was added by hand; in order of arrival.

    Helpers who released every claim are left out, unless a note to them exists. Raises NotFound.
    """
    board = read_board(session, move_id, Audience.ORGANIZER)
    rows = {row.n: row for row in session.scalars(select(Thanks).where(Thanks.move_id == move_id))}
    stepped = select(Happening.about).where(Happening.move_id == move_id, Happening.what == Event.STEPPED_UP)
    return thanks_of(board, rows, now, stepped_in={about["claim"] for about in session.scalars(stepped)})


def thanks_of(
    board: Board, rows: Mapping[int, Thanks], now: datetime, *, stepped_in: Set[int] = frozenset()
) -> ThanksList:
    """Make the thank-you list of a board; `rows` by the helper's number, `stepped_in` from history."""
    first = board.move.organizer
    reminder = next_thanks_day(board.move.day, board.move.zone, now, first.writing_day, first.skipped_days)
    entries = []
    for helper in board.helpers:
        claims = board.claims_of(helper.n)
        offers = [offer for offer in board.offered_by(helper.n) if offer.is_due_thanks]
        row = rows.get(helper.n)
        if claims or offers or helper.by_hand or row is not None:
            entries.append(_thanks_view(helper, claims, offers, row, reminder, stepped_in))
    return ThanksList(board.move, entries)


def _thanks_view(
    helper: HelperView,
    claims: list[tuple[TaskView, ClaimView]],
    offers: list[OfferView],
    row: Thanks | None,
    reminder: datetime | None,
    stepped_in: Set[int],
) -> ThanksView:
    state = row.state if row else ThanksState.TO_WRITE
    wanted = not (helper.no_thanks and state is ThanksState.TO_WRITE)
    pending = wanted and state in (ThanksState.TO_WRITE, ThanksState.WRITTEN)
    return ThanksView(
        helper=helper,
        claims=claims,
        offers=offers,
        note=row.note if row else "",
        way=row.way if row else None,
        state=state,
        given_at=row.given_at if row else None,
        epoch=row.epoch if row else 1,
        remind_at=reminder if pending else None,
        stepped_in=stepped_in & {claim.n for _task, claim in claims},
    )
