"""Tasks that fit a person's offer, by its words, and those that are easy to hand over to anybody. Pure.

A proposal and never a rule: every other task stays there to choose. Nothing is known of a person but what they said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import StrEnum

from service.domain.figures.hours import lasts
from service.domain.hints import Can, Hints, Said, read_hints
from service.domain.models import Kind, Role, Sort, Work
from service.domain.reading.views import Effort, MoveView, OfferView, TaskView, day_of, when_key

MAX = 3
"""Fits that are proposed: a long list makes asking larger."""
SHORT = 60
"""Minutes up to which a task is soon done."""
ROOM = timedelta(hours=1)
"""Time that is left of a task for somebody who comes after it has begun."""


class Why(StrEnum):
    """The reason why a task fits."""

    SAID = "said"
    """It goes with words of the offer."""
    SAID_WHEN = "said_when"
    """It is at the time that they named."""
    SAFE = "safe"
    """One more makes a lift safe."""
    NOT_ALONE = "not_alone"
    """A lift that is kept, and not safe for one."""
    NO_LIFTING = "no_lifting"
    SOON_DONE = "soon_done"
    SOME_BOXES = "some_boxes"
    """Any number of boxes that somebody likes."""
    NOBODY_YET = "nobody_yet"
    ONE_MORE = "one_more"
    """Somebody is there, and has company."""


@dataclass(frozen=True)
class Reason:
    why: Why
    said: Said | None = None
    """The words that it goes with."""


@dataclass(frozen=True)
class Fit:
    """A task that fits, with one or two reasons. `role`: in which it is taken, of a trip."""

    task: TaskView
    reasons: tuple[Reason, ...]
    weight: int
    role: Role | None = None


SORTS = {Can.COOK: Sort.FOOD, Can.CHILDREN: Sort.CHILDREN, Can.PETS: Sort.PETS, Can.CLEAN: Sort.CLEANING}
STRENGTH = {Effort.FURNITURE: 7, Effort.BOXES: 4}
NAMED, SKILL, AT_THE_TIME, ON_THE_DAY = 9, 8, 4, 1
"""Weights of what an offer says, far above those of what fits anybody (at most 3)."""


def fits_of(hints: Hints, tasks: Iterable[TaskView], move: MoveView, helper_n: int | None = None) -> list[Fit]:
    """Choose at most three tasks that fit an offer, the best first; none that the person has already."""
    fits = [_fit(hints, task, move) for task in tasks if _is_free_for(task, helper_n)]
    return _best((fit for fit in fits if fit is not None), move)


def _is_free_for(task: TaskView, helper_n: int | None) -> bool:
    return task.is_for(helper_n) and task.claim_of(helper_n) is None


def by_fit(offers: Iterable[OfferView], task: TaskView, move: MoveView) -> list[OfferView]:
    """Order offers by how well their words go with a task, the best first; those that do not stay as they came."""
    return sorted(offers, key=lambda offer: -_weight(read_hints(offer.words), task, move))


def _weight(hints: Hints, task: TaskView, move: MoveView) -> int:
    fit = _fit(hints, task, move)
    return -1 if fit is None else fit.weight


def first_match(offers: Iterable[OfferView], tasks: Sequence[TaskView], move: MoveView) -> tuple[int, int] | None:
    """Choose the helper to ask first and the number of the task to ask them for; None without an offer.

    What somebody said decides for which task they are asked; of those who said something that goes with one it is who
    has the earliest task in the list. Where nobody did, it is the first task that an offer does not speak against.
    """
    said = [(offer.helper.n, read_hints(offer.words)) for offer in offers]
    best = [(n, min((*_rank(hints, task, move), at) for at, task in enumerate(tasks))) for n, hints in said]
    if not best:
        return None
    helper_n, (*_rest, at) = min(best, key=lambda each: (each[1][0], each[1][2], each[1][1]))
    return helper_n, tasks[at].n


def _rank(hints: Hints, task: TaskView, move: MoveView) -> tuple[int, int]:
    """Rank how an offer goes with a task: 0 by its words and how well, 1 as with anybody, 2 where it speaks against."""
    fit = _fit(hints, task, move)
    if fit is None:
        return 2, 0
    return (0, -fit.weight) if any(each.said for each in fit.reasons) else (1, 0)


def words_that_fit(words: str, task: TaskView, move: MoveView) -> str:
    """Find what of an offer goes with a task; not that they lift nothing heavy: nobody is reminded of that."""
    hints = read_hints(words)
    fit, light = _fit(hints, task, move), hints.can.get(Can.LIGHT)
    hinted = [each.said.words for each in fit.reasons if each.said and each.said is not light] if fit else []
    return hinted[0] if hinted else ""


def easiest(tasks: Iterable[TaskView], move: MoveView) -> list[Fit]:
    """Choose the three tasks that are easiest to hand over to somebody; what is kept is among them."""
    return _best((_for_anybody(task) for task in tasks if _is_to_hand_over(task)), move)


def _is_to_hand_over(task: TaskView) -> bool:
    return task.is_for(None) and task.state.is_live and task.has_room and not task.is_for_professionals


def _best(fits: Iterable[Fit], move: MoveView) -> list[Fit]:
    return sorted(fits, key=lambda fit: (-fit.weight, when_key(fit.task, move)))[:MAX]


def _fit(hints: Hints, task: TaskView, move: MoveView) -> Fit | None:
    """Weigh one task; None if the offer speaks against it, or nobody can take it."""
    if not task.wants_friends or _is_against(hints, task) or _is_missed(hints, task, move):
        return None
    anybody = _for_anybody(task)
    weight, what = _skill(hints, task)
    on_time = _is_at(hints.time, task)
    day = day_of(task, move)
    on_day = hints.weekdays.get(day.weekday()) if day and task.day else None
    reasons = [Reason(Why.SAID, what)] if what else []
    reasons += [Reason(Why.SAID_WHEN, hints.time)] if on_time else []
    reasons += [Reason(Why.SAID, on_day)] if on_day and not reasons else []
    more = weight + AT_THE_TIME * on_time + ON_THE_DAY * (on_day is not None)
    role = _role(hints, task)
    return replace(anybody, weight=anybody.weight + more, reasons=tuple(reasons) or anybody.reasons, role=role)


def _is_against(hints: Hints, task: TaskView) -> bool:
    """Tell whether it asks for what they cannot do, or for a driver of whom nobody knows whether they drive."""
    if task.kind is Kind.TRIP and task.driver is None and Can.DRIVE not in hints.can:
        return Can.DRIVE in hints.cannot or task.roles == [Role.DRIVER] or hints.named_in(task.title) is None
    return task.effort in STRENGTH and Can.LIGHT in hints.can


def _is_missed(hints: Hints, task: TaskView, move: MoveView) -> bool:
    """Tell whether it is at another time than they named, or on another day of the week."""
    day = day_of(task, move)
    if hints.weekdays and day and day.weekday() not in hints.weekdays:
        return True
    hours = hints.time
    if hours is None or task.starts is None:
        return False
    if hours.ends is not None and task.starts >= hours.ends:
        return True
    return hours.starts is not None and task.starts < hours.starts and not _has_room_after(hours.starts, task)


def _has_room_after(at: time, task: TaskView) -> bool:
    if task.starts is None or task.ends is None:
        return False
    return lasts(task.starts, task.ends) - lasts(task.starts, at) >= ROOM


def _is_at(said: Said | None, task: TaskView) -> bool:
    """Tell whether it begins within the time that they named."""
    if said is None or task.starts is None:
        return False
    return (said.starts is None or task.starts >= said.starts) and (said.ends is None or task.starts < said.ends)


def _skill(hints: Hints, task: TaskView) -> tuple[int, Said | None]:
    """Find what of the offer goes with a task, and how well; a thing that it names goes before all else."""
    weight, said = _ability(hints, task)
    named = hints.named_in(task.title)
    return (weight + NAMED, named) if named else (weight, said)


def _ability(hints: Hints, task: TaskView) -> tuple[int, Said | None]:
    can = hints.can
    for what, sort in SORTS.items():
        if what in can and task.sort is sort:
            return SKILL, can[what]
    if task.kind is Kind.TRIP and Can.DRIVE in can and Role.DRIVER in task.roles:
        return SKILL, can[Can.DRIVE]
    if Can.PACK in can and task.work is Work.PACK:
        return SKILL, can[Can.PACK]
    if Can.STRONG in can and task.effort in STRENGTH:
        return STRENGTH[task.effort], can[Can.STRONG]
    if Can.HANDY in can and task.sort is Sort.OTHER:
        return STRENGTH[Effort.BOXES], can[Can.HANDY]
    if Can.LIGHT in can and task.kind is not Kind.TRIP:
        return STRENGTH[Effort.BOXES], can[Can.LIGHT]
    return 0, None


def _role(hints: Hints, task: TaskView) -> Role | None:
    if task.kind is not Kind.TRIP:
        return None
    return Role.DRIVER if Can.DRIVE in hints.can and Role.DRIVER in task.roles else task.roles[-1]


def _for_anybody(task: TaskView) -> Fit:
    """Weigh how easily anybody could say yes to a task: nothing to carry and short is easier than heavy."""
    if task.kind is Kind.TRIP:
        return Fit(
            task, (Reason(Why.ONE_MORE if task.driver else Why.NOBODY_YET),), 1, task.roles[-1] if task.roles else None
        )
    if task.effort in (Effort.NONE, Effort.LIGHT):
        is_short = task.minutes is not None and task.minutes <= SHORT
        why = Why.SOON_DONE if is_short or task.effort is Effort.LIGHT else Why.NO_LIFTING
        return Fit(task, (Reason(why),), 3 if is_short else 2)
    if task.effort is Effort.BOXES:
        return Fit(task, (Reason(Why.SOME_BOXES),), 2)
    if task.kept and _needs_two(task):
        return Fit(task, (Reason(Why.NOT_ALONE),), 4)
    if makes_safe(task):
        return Fit(task, (Reason(Why.SAFE),), 2)
    return Fit(task, (Reason(Why.ONE_MORE if task.taken else Why.NOBODY_YET),), 0)


def _needs_two(task: TaskView) -> bool:
    return task.crew is not None and task.is_by_hand and task.crew.advised > 1


def makes_safe(task: TaskView) -> bool:
    """Tell whether somebody is on a lift already, and one more makes it safe."""
    return task.crew is not None and task.taken > 0 and min(task.crew.people, task.crew.advised) - task.taken == 1
