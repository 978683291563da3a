"""Reads who comes, and so is told a word to all."""

from service.domain.models import Standing, TaskState
from service.domain.reading.views import Board, HelperView


def who_come(board: Board, *, standbys: bool) -> list[HelperView]:
    """List those with a firm claim on something that takes place; with those who stand by, if wished."""
    standings = {Standing.FIRM, Standing.STANDBY if standbys else Standing.FIRM}
    come = {
        claim.helper.n: claim.helper
        for task in board.tasks
        if task.state is not TaskState.CANCELLED
        for claim in task.claims
        if claim.standing in standings
    }
    return [come[n] for n in sorted(come)]
