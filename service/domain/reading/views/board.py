"""The board: a whole move as one audience sees it."""

from dataclasses import dataclass, field
from itertools import combinations

from service.domain.core.refusals import NotFound
from service.domain.figures.capacity import Cover
from service.domain.models import OfferState, TaskState
from service.domain.reading.views.move import MoveView
from service.domain.reading.views.people import HelperView, labels_of
from service.domain.reading.views.task import ClaimView, TaskView, day_of, when_key


@dataclass(frozen=True)
class OfferView:
    n: int
    helper: HelperView
    words: str
    state: OfferState


@dataclass(frozen=True)
class Board:
    """A whole move. Contacts and all offers are there for organizers only; a helper has their own."""

    move: MoveView
    tasks: list[TaskView]
    helpers: list[HelperView]
    offers: list[OfferView] = field(default_factory=list)

    @property
    def progress(self) -> tuple[int, int]:
        """The tasks that are covered or done, and all that friends are asked for, counted. Nothing else is added up."""
        asked = [task for task in self.tasks if not task.kept and task.state is not TaskState.CANCELLED]
        covered = [task for task in asked if task.cover is Cover.COVERED or task.state is TaskState.DONE]
        return len(covered), len(asked)

    @property
    def labels(self) -> dict[int, str]:
        return labels_of(self.helpers)

    def task(self, n: int) -> TaskView:
        """Find a task. Raises NotFound."""
        for task in self.tasks:
            if task.n == n:
                return task
        raise NotFound

    def claims_of(self, helper_n: int) -> list[tuple[TaskView, ClaimView]]:
        """List what one helper has, with its tasks, by day and time."""
        both = [(task, task.claim_of(helper_n)) for task in self.tasks]
        mine = [(task, claim) for task, claim in both if claim is not None]
        return sorted(mine, key=lambda pair: when_key(pair[0], self.move))

    def clashes_of(self, helper_n: int) -> list[tuple[TaskView, TaskView]]:
        """Pair the tasks that one helper has at overlapping times, for them to decide about."""
        timed = [
            (task, (day_of(task, self.move), task.starts, task.ends))
            for task, _ in self.claims_of(helper_n)
            if task.starts and task.ends and task.state is not TaskState.CANCELLED
        ]
        return [
            (first, second)
            for (first, (day, starts, ends)), (second, (other_day, other_starts, other_ends)) in combinations(timed, 2)
            if day == other_day and other_starts < ends and starts < other_ends
        ]

    def offer(self, n: int) -> OfferView:
        """Find an offer. Raises NotFound."""
        for offer in self.offers:
            if offer.n == n:
                return offer
        raise NotFound

    def offered_by(self, helper_n: int) -> list[OfferView]:
        return [offer for offer in self.offers if offer.helper.n == helper_n]
