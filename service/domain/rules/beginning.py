"""The beginning of a move: from the first things that she would rather not carry alone to the first ask."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Select, exists, select

from service.domain.core.change import Change
from service.domain.models import Ask, Kind, Offer, OfferState, TaskFields
from service.domain.rules.asks import AskFields, ask_person
from service.domain.rules.offers import note_refused
from service.domain.rules.tasks import add_tasks

AT_ONE_VISIT = 2
"""Heavy things that one person is asked to help with at once."""


def begin(
    change: Change,
    tasks: Sequence[TaskFields],
    refused: Collection[int],
    *,
    spoken: str,
    languages: Collection[str],
    match: Callable[[Collection[int], Collection[int]], tuple[int, int] | None],
) -> list[int]:
    """Add the first tasks and ask the first person who has offered; returns the ask's number (0 for nobody), then those
    of the tasks.

    `refused`: as `note_refused`; `spoken`, `languages`: as `ask_person`. `match`: chooses of helpers who have offered
    and of tasks, by their numbers, whom to ask first for which; may choose none. Raises MoveClosed, Invalid.
    """
    made = add_tasks(change, tasks)
    note_refused(change, refused)
    unasked = {offer.helper_n: offer for offer in change.session.scalars(_unasked(change.move.id))}
    if not unasked:
        return [0, *made]
    helper_n, task_n = match(unasked, made) or (next(iter(unasked)), made[0])
    fields: AskFields = {"refused_before": unasked[helper_n].refused_before}
    visit = _visit(task_n, made, tasks)
    ask = ask_person(change, helper_n, visit, fields, spoken=spoken, languages=languages)
    return [ask, *made]


def _unasked(move_id: str) -> Select[Offer]:
    asked = exists().where(Ask.move_id == Offer.move_id, Ask.helper_n == Offer.helper_n)
    waiting = (Offer.move_id == move_id, Offer.state == OfferState.WAITING, Offer.named)
    return select(Offer).where(*waiting, ~asked).order_by(Offer.n)


def _visit(first: int, numbers: Sequence[int], tasks: Sequence[TaskFields]) -> list[int]:
    """Choose for one visit: the thing that somebody is asked for, and what is as heavy along with it."""
    heavy = [n for n, task in zip(numbers, tasks, strict=True) if task["kind"] is Kind.HEAVY_ITEM]
    return [first, *(n for n in heavy if n != first)][:AT_ONE_VISIT] if first in heavy else [first]
