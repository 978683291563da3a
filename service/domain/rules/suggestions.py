"""Suggestions of keepers: drafts that an organizer opens, or leaves out."""

from collections.abc import Iterable

from service.domain.core.change import Change
from service.domain.core.refusals import NotFound
from service.domain.models import Task, TaskState
from service.domain.rules.out_and_in import other_ends_of
from service.domain.rules.tasks import change_task, delete_task


def decide_suggestion(change: Change, n: int, *, opens: bool) -> None:
    """Open what a keeper suggests, or leave it out; with it its other end, which carries the same things in or out.

    Raises NotFound, also where it is no draft any more.
    """
    if not _is_draft(change, n):
        raise NotFound
    both = [n]
    for each in both:  # it grows on the way: of three that share things, all
        both += [other for other in other_ends_of(change, each) if other not in both and _is_draft(change, other)]
    for each in both:
        if opens:
            change_task(change, each, {"state": TaskState.OPEN})
        else:
            delete_task(change, each)


def open_suggestions(change: Change, numbers: Iterable[int]) -> None:
    """Open those of these tasks that are still drafts, each with its other end. Raises NotFound."""
    for n in numbers:
        if _is_draft(change, n):
            decide_suggestion(change, n, opens=True)


def _is_draft(change: Change, n: int) -> bool:
    return change.get(Task, n).state is TaskState.PROPOSED
