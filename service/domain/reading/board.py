"""Reads the board: a whole move in a fixed number of queries, out of one snapshot.

A public reading never selects a contact detail or an exact address: what was not read cannot leak.
"""

from sqlalchemy.orm import Session

from service.domain.reading.moves import read_move
from service.domain.reading.offers import read_offers
from service.domain.reading.people import read_helpers
from service.domain.reading.tasks import list_tasks
from service.domain.reading.views import Audience, Board


def read_board(session: Session, move_id: str, audience: Audience, *, me: int | None = None) -> Board:
    """Read the whole move as this audience may see it: the same number of queries for any number of rows.

    `me`: the keeper or helper who reads. A keeper sees drafts of their own; a helper their own quiet reserve and
    offers, and what became of a task that they have taken and that was cancelled or kept since. Raises NotFound.
    """
    helper_n = None if audience is Audience.KEEPER else me
    move = read_move(session, move_id, audience, me=helper_n)
    helpers = read_helpers(session, move_id, audience)
    tasks = list_tasks(session, move, helpers, audience, me=me)
    shown = [each for each in helpers.values() if not move.holds_back or each.n == me]
    return Board(move, tasks, shown, read_offers(session, move_id, audience, me=me))
