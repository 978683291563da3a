"""Tasks, described one by one or as a pasted list."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from service.domain.models import Kind, Place, Sort, TaskFields, TaskState, ThingFields, Work
from service.domain.rules.tasks import MAX_TASKS
from service.domain.rules.things import MAX_THINGS
from service.web.forms.faults import ONE, SEVERAL
from service.web.forms.fields import (
    MAX_COUNT,
    MAX_ROWS,
    Count,
    Day,
    Flag,
    Minutes,
    Number,
    Pasted,
    Quantity,
    Short,
    Text,
    Time,
    Title,
    Weight,
    choice,
    refuse,
)
from service.web.forms.shape import Shape


class ThingIn(Shape):
    """A thing to carry; `n`: one that is there already, of which only what is given changes."""

    n: Annotated[int | None, Field(ge=1, le=MAX_ROWS)] = None
    name: Title = ""
    count: Quantity = 1
    weight_kg: Weight = None
    room: Short | None = ""
    item: Annotated[str | None, Field(max_length=40)] = None


class TaskChange(Shape):
    kind: Kind = Kind.CARE
    title: Title = ""
    needed: Count = None
    work: Annotated[Work | None, BeforeValidator(choice)] = None
    sort: Annotated[Sort | None, BeforeValidator(choice)] = None
    weight_kg: Weight = None
    why: Text | None = ""
    bring: Text | None = ""
    place: Annotated[Place | None, BeforeValidator(choice)] = None
    where: Short | None = ""
    day: Day = None
    starts: Time = None
    ends: Time = None
    minutes: Minutes = None
    kept: Flag = False
    only_for: Annotated[list[Number], Field(max_length=MAX_COUNT)] | None = Field(default=None, alias="for")
    """The helpers whom it is for, where it is not for everybody."""
    things: Annotated[list[ThingIn], Field(max_length=MAX_THINGS)] = Field(default=list[ThingIn]())

    def fields(self) -> TaskFields:
        fields = self.given_as(TaskFields)
        if "things" in fields:
            fields["things"] = [each.given_as(ThingFields) for each in self.things]
        if "only_for" in fields:
            fields["only_for"] = fields["only_for"] or []
        return fields


class NewTask(TaskChange):
    kind: Kind
    title: Title


class NewTasks(Shape):
    tasks: Annotated[list[NewTask], Field(min_length=1, max_length=MAX_TASKS)]


def _one_or_several(body: Any) -> str:
    return SEVERAL if isinstance(body, NewTasks) or (isinstance(body, dict) and "tasks" in body) else ONE


TasksIn = Annotated[Annotated[NewTask, Tag(ONE)] | Annotated[NewTasks, Tag(SEVERAL)], Discriminator(_one_or_several)]


def _settable(state: TaskState) -> TaskState:
    """Refuse to make a draft of what was none."""
    if state is TaskState.PROPOSED:
        raise refuse("unknown_word")
    return state


Settable = Annotated[
    TaskState,
    AfterValidator(_settable),
    WithJsonSchema({"type": "string", "enum": [each.value for each in TaskState if each is not TaskState.PROPOSED]}),
]
"""A state that a task may be given."""


class TaskPatch(TaskChange):
    state: Settable = TaskState.OPEN
    anyway: Flag = False
    stay: Annotated[list[Number], Field(max_length=MAX_COUNT)] | None = None
    """The helpers who keep their places where there are to be fewer."""
    seen: Number | None = None
    """The version at which the one who opens a suggestion has seen it: what somebody else changed since stays shut."""


class TasksChange(Shape):
    """Fields that several tasks get in one step."""

    state: Settable = TaskState.OPEN
    place: Annotated[Place | None, BeforeValidator(choice)] = None
    where: Short | None = ""
    why: Text | None = ""
    bring: Text | None = ""
    day: Day = None
    starts: Time = None
    ends: Time = None
    kept: Flag = False

    def fields(self) -> TaskFields:
        return self.given_as(TaskFields)


class TasksPatch(Shape):
    tasks: Annotated[list[Number], Field(min_length=1, max_length=MAX_TASKS)]
    change: TasksChange


class Split(Shape):
    """A part of a task that is to be one of its own."""

    title: Annotated[Title | None, BeforeValidator(choice)] = None
    quantity: Annotated[Quantity | None, BeforeValidator(choice)] = None
    things: Annotated[dict[Number, Quantity], Field(max_length=MAX_THINGS)] = Field(default=dict[Number, Quantity]())
    """How many of each go."""


def task_fields(sent: Mapping[str, str]) -> dict[str, str]:
    """Return a task form's fields. Browsers do not send a box that is not ticked: it means no."""
    return {"kept": "", **{name: value for name, value in sent.items() if name != "key"}}


class PastedList(Shape):
    """A list as a person wrote it. It is kept letter for letter, so that its lines count as they were sent."""

    text: Pasted
    hands: Quantity | None = None
    """The number of people whom the organizer could imagine."""


class ProposedThing(ThingIn):
    same: Annotated[int | None, Field(ge=1, le=MAX_ROWS)] = None


class ProposedTask(NewTask):
    """A task as the preview of a pasted list shows it: with what was proposed beside what may be corrected."""

    things: Annotated[list[ProposedThing], Field(max_length=MAX_THINGS)] = Field(default=list[ProposedThing]())  # pyrefly: ignore[bad-override]  # narrower than in NewTask
    least: Quantity = 1
    minutes_least: Minutes = None
    proposed_weight_kg: Weight = None
    proposed_minutes: Minutes = None

    def fields(self) -> TaskFields:
        fields = super().fields()
        proposed = {"weight_kg": self.proposed_weight_kg, "minutes": self.proposed_minutes}
        fields["estimated"] = [
            name for name, value in proposed.items() if value is not None and value == getattr(self, name)
        ]
        if "minutes" not in fields["estimated"]:
            fields["minutes_least"] = None
        return fields
