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
    whom: Callable[[int], list[int]],
) -> list[int]:
    """Add the first tasks and ask the first person who has offered; returns the ask's number (0 for nobody), then those
    of the tasks.

    `refused`: as `note_refused`; `spoken`, `languages`: as `ask_person`. `whom`: lists the helpers who have offered for
    a task's number, the one who fits it best first. Raises MoveClosed, Invalid.
    """
    made = add_tasks(change, tasks)
    note_refused(change, refused)
    unasked = {offer.helper_n: offer for offer in change.session.scalars(_unasked(change.move.id))}
    if not unasked:
        return [0, *made]
    in_order = [n for n in whom(made[0]) if n in unasked]
    first = unasked[in_order[0]] if in_order else next(iter(unasked.values()))
    fields: AskFields = {"refused_before": first.refused_before}
    ask = ask_person(change, first.helper_n, _visit(made, tasks), fields, spoken=spoken, languages=languages)
    return [ask, *made]


def _unasked(move_id: str) -> Select[Offer]:
    asked = exists().where(Ask.move_id == Offer.move_id, Ask.helper_n == Offer.helper_n)
    waiting = (Offer.move_id == move_id, Offer.state == OfferState.WAITING, Offer.named)
    return select(Offer).where(*waiting, ~asked).order_by(Offer.n)


def _visit(numbers: Sequence[int], tasks: Sequence[TaskFields]) -> list[int]:
    """Choose for one visit: the first thing, and what is as heavy along with it."""
    heavy = [n for n, task in zip(numbers, tasks, strict=True) if task["kind"] is Kind.HEAVY_ITEM]
    return heavy[:AT_ONE_VISIT] if numbers[0] in heavy else list(numbers[:1])
