"""Discreet: what is held back of a discreet move from a reader whom no organizer trusts.

They see the day, the part of town and what there is to do, and neither an exact address, nor a time, nor how long it
takes, nor who else comes. This is the one place where that is decided: every page, answer, letter and calendar is made
from views that went through here. `me`: the helper who reads, None for a stranger with the sign-up link.
"""

from dataclasses import replace

from service.domain.reading.views.board import Board
from service.domain.reading.views.claim import ClaimView
from service.domain.reading.views.move import EndView, MoveView
from service.domain.reading.views.people import HelperView
from service.domain.reading.views.task import TaskView

NOBODY = HelperView(n=0, name="")


def move_held_back(move: MoveView) -> MoveView:
    """Leave out the exact addresses, how to reach who organizes, and the word to all, which may say where and when."""
    organizers = [replace(each, email="", phone="") for each in move.organizers]
    start, finish = _end(move.start), _end(move.finish)
    return replace(
        move, start=start, finish=finish, organizers=organizers, keepers=(), word="", word_at=None, holds_back=True
    )


def task_held_back(task: TaskView, me: int | None) -> TaskView:
    """Leave out where, when, for how long, and every name but one's own. How much of it is taken stays."""
    others = [_unnamed(claim) for claim in task.claims if claim.helper.n != me]
    return replace(
        task,
        where="",
        starts=None,
        ends=None,
        minutes=None,
        minutes_least=None,
        driver=_unnamed(task.driver) if task.driver and task.driver.helper.n != me else task.driver,
        claims=[claim for claim in task.claims if claim.helper.n == me],
        unnamed=others,
    )


def board_held_back(board: Board, me: int | None) -> Board:
    """Leave it out of a whole board, of which an organizer may know all."""
    return Board(
        move_held_back(board.move),
        [task_held_back(task, me) for task in board.tasks],
        [helper for helper in board.helpers if helper.n == me],
        [offer for offer in board.offers if offer.helper.n == me],
    )


def _end(end: EndView) -> EndView:
    """Keep what strangers may know, too: whatever else is known of a home is about how to get there."""
    return EndView(end.area, end.floor, end.lift)


def _unnamed(claim: ClaimView) -> ClaimView:
    return replace(claim, helper=NOBODY, vehicle_kind="", vehicle_seats=None, note="")
