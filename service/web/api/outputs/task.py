"""Tasks, one by one and as lists."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field

from service.domain.figures.capacity import Cover
from service.domain.models import Kind, Place, Sort, TaskState, Work
from service.domain.reading.views import Effort, TaskView
from service.text.sentences import Sentences
from service.web.api.outputs.base import Clock, NullIfEmpty, Out
from service.web.api.outputs.claim import ClaimOut


class CrewOut(Out):
    people: int
    reason: str


class ThingOut(Out):
    """A thing that a task carries. `weight_kg` is of one carry, `item` a key of the catalogue.

    `n` is null as long as nothing was saved.
    """

    n: int | None
    name: str
    count: int
    weight_kg: float | None
    room: NullIfEmpty
    item: str | None


class PublicTask(Out):
    n: int
    kind: Kind
    title: str
    needed: int | None
    work: Work | None
    sort: Sort | None
    weight_kg: float | None
    why: NullIfEmpty
    bring: NullIfEmpty
    place: Place | None
    day: date | None
    starts: Clock | None
    ends: Clock | None
    minutes: int | None
    kept: bool
    only_for: Annotated[list[int] | None, BeforeValidator(lambda named: named or None)] = Field(alias="for")
    state: TaskState
    cover: Cover
    taken: int
    left: int
    effort: Effort
    crew: CrewOut | None
    things: list[ThingOut]
    claims: list[ClaimOut]

    @classmethod
    def of(cls, task: TaskView, say: Sentences, **more: Any) -> Self:
        """Show a task, with the reason for its crew in the reader's language; `more` fields win."""
        crew = CrewOut(people=task.crew.people, reason=say.crew(task)) if task.crew else None
        same = {name: getattr(task, name) for name in cls.model_fields if hasattr(task, name)}
        return cls.model_validate({**same, "crew": crew, **more})


class TaskOut(PublicTask):
    """`where`: for organizers, and for who has a firm claim on the task."""

    where: NullIfEmpty


class TasksOut(Out):
    tasks: list[TaskOut]
    version: int
