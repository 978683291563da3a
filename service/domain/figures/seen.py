"""The one rule of who sees a task for named people only, for every page, answer, letter and claim."""

from collections.abc import Collection
from typing import Protocol

from service.domain.models import Task, TaskState


class ForNamed(Protocol):
    """Something that may be for named people only, such as a task."""

    @property
    def only_for(self) -> list[int]:
        """The numbers of the helpers who are named; none: it is for everybody."""


def is_for(task: ForNamed, helper_n: int | None) -> bool:
    """Tell whether a task is there for this helper, or without one for everybody with the sign-up link.

    Beside them see it organizers, and whoever has a claim on it from before.
    """
    return not task.only_for or helper_n in task.only_for


def is_for_keeper(task: Task, keeper_n: int, written: Collection[str]) -> bool:
    """Tell whether a keeper sees a task: what friends may see, and what they drafted.

    `written`: its fields that organizers have written. Whom those name for a draft is no keeper's to know, and with it
    goes the task.
    """
    is_own = task.suggested_by == keeper_n and "only_for" not in written
    if task.state is TaskState.PROPOSED:
        return is_own
    return (is_own or is_for(task, None)) and not task.kept and task.state.is_listed
