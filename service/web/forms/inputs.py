"""One shape for each action, for forms and JSON alike, and what it becomes for the domain.

Rules that need the state of a move are not here.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator

from service.domain.core.refusals import Fault, Invalid
from service.domain.models import Kind, MoveState, Role, Sort, Standing, TaskState, ThanksState, Way, Work
from service.domain.rules.claims import Wish
from service.domain.rules.helpers import HelperFields
from service.domain.rules.moves import MoveFields, OrganizerFields
from service.domain.rules.tasks import MAX_TASKS, TaskFields
from service.domain.rules.thanks import ThanksFields
from service.paper.cards import Paper
from service.web.forms.fields import (
    FORM,
    Day,
    DaysBefore,
    Email,
    Flag,
    Floor,
    Minutes,
    Name,
    Note,
    Number,
    Pasted,
    Places,
    Quantity,
    Short,
    Text,
    Time,
    Title,
    Weight,
    Whole,
    Words,
    Zone,
    choice,
    refuse,
    whole,
)

ShapeT = TypeVar("ShapeT", bound="Shape")


class Shape(BaseModel):
    """Refuses unknown fields; gives back only what was said."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    def said(self) -> dict[str, Any]:
        """The fields that were sent; a text that was sent as null is an empty one."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}


def _texts_not_null(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: "" if value is None and name in names else value for name, value in fields.items()}


class EndIn(Shape):
    area: Short | None = ""
    address: Short | None = ""
    floor: Floor = None
    lift: Flag = False


class OrganizerChange(Shape):
    name: Name = ""
    email: Email | None = ""
    phone: Short | None = ""


class OrganizerIn(OrganizerChange):
    name: Name


class MoveChange(Shape):
    """What an organizer may say about a move; `from` and `to` change only what they name."""

    title: Title = ""
    organizer: OrganizerChange | None = None
    zone: Zone = ""
    day: Day = None
    why: Text | None = ""
    start: EndIn | None = Field(default=None, alias="from")
    finish: EndIn | None = Field(default=None, alias="to")
    same_building: Flag = False

    def fields(self) -> MoveFields:
        said = _texts_not_null(self.said(), "why")
        said.pop("organizer", None)
        for side, name in (("start", "from"), ("finish", "to")):
            if side in said:
                end = said.pop(side)
                gone = {"area": "", "address": "", "floor": None, "lift": False}
                values = gone if end is None else _texts_not_null(end.said(), "area", "address")
                said |= {f"{name}_{field}": value for field, value in values.items()}
        return cast(MoveFields, said)

    def organizer_fields(self) -> OrganizerFields:
        said = self.organizer.said() if self.organizer else {}
        return cast(OrganizerFields, _texts_not_null(said, "email", "phone"))


class NewMove(MoveChange):
    """`word`: where only who knows one may plan a move; else it is not looked at."""

    title: Title
    organizer: OrganizerIn
    zone: Zone
    word: Short | None = None

    def fields(self) -> MoveFields:
        said = super().fields()
        said.pop("word", None)  # type: ignore[typeddict-item]  # of the call, not of the move
        return said


class MovePatch(MoveChange):
    state: MoveState = MoveState.OPEN


class TaskChange(Shape):
    kind: Kind = Kind.CARE
    title: Title = ""
    needed: Places = None
    work: Annotated[Work | None, BeforeValidator(choice)] = None
    sort: Annotated[Sort | None, BeforeValidator(choice)] = None
    weight_kg: Weight = None
    why: Text | None = ""
    bring: Text | None = ""
    day: Day = None
    starts: Time = None
    ends: Time = None
    minutes: Minutes = None
    kept: Flag = False

    def fields(self) -> TaskFields:
        return cast(TaskFields, _texts_not_null(self.said(), "why", "bring"))


class NewTask(TaskChange):
    kind: Kind
    title: Title


class NewTasks(Shape):
    tasks: Annotated[list[NewTask], Field(min_length=1, max_length=MAX_TASKS)]


def _one_or_several(body: Any) -> str:
    return SEVERAL if isinstance(body, NewTasks) or (isinstance(body, dict) and "tasks" in body) else ONE


ONE, SEVERAL = "<one>", "<several>"
TasksIn = Annotated[Annotated[NewTask, Tag(ONE)] | Annotated[NewTasks, Tag(SEVERAL)], Discriminator(_one_or_several)]


class TaskPatch(TaskChange):
    state: TaskState = TaskState.OPEN
    anyway: Flag = False

    def fields(self) -> TaskFields:
        said = super().fields()
        said.pop("anyway", None)  # type: ignore[typeddict-item]  # of the call, not of the task
        return said


class PastedList(Shape):
    """A list as a person wrote it. It is kept letter for letter, so that its lines count as they were sent."""

    text: Pasted


class ProposedTask(NewTask):
    """A task as the preview of a pasted list shows it: with what was proposed beside what may be corrected."""

    least: Quantity = 1
    minutes_least: Minutes = None
    proposed_weight_kg: Weight = None
    proposed_minutes: Minutes = None

    def fields(self) -> TaskFields:
        fields = super().fields()
        proposed = {"weight_kg": self.proposed_weight_kg, "minutes": self.proposed_minutes}
        for name in proposed:
            fields.pop(f"proposed_{name}", None)  # type: ignore[misc]  # a name of this shape, not of the domain
        fields["estimated"] = [
            name for name, value in proposed.items() if value is not None and value == getattr(self, name)
        ]
        if "minutes" not in fields["estimated"]:
            fields["minutes_least"] = None
        return fields


class Vehicle(Shape):
    kind: Title
    seats: Annotated[Whole | None, Field(ge=0, le=60), BeforeValidator(whole)] = None


class ClaimIn(Shape):
    """What somebody takes of a task."""

    quantity: Quantity = 1
    standing: Standing = Standing.FIRM
    role: Annotated[Role | None, BeforeValidator(choice)] = None
    vehicle: Vehicle | None = None
    note: Text | None = None

    def wish(self) -> Wish:
        vehicle = self.vehicle
        return Wish(
            quantity=self.quantity,
            standing=self.standing,
            role=self.role,
            vehicle_kind=vehicle.kind if vehicle else "",
            vehicle_seats=vehicle.seats if vehicle else None,
            note=(self.note or "") if "note" in self.model_fields_set else None,
        )


class Contact(Shape):
    email: Email | None = ""
    phone: Short | None = ""

    def helper_fields(self) -> HelperFields:
        said = {name: value for name, value in self.said().items() if name in ("name", "email", "phone")}
        return cast(HelperFields, _texts_not_null(said, "email", "phone"))


class HelperClaim(ClaimIn):
    """What a known helper takes."""

    task: Number


class NewHelper(Contact):
    name: Name


class SamePerson(Shape):
    """Two entries of one list: the number of the one whose name stays, and of the other."""

    kept: Number
    gone: Number


class OwnDetails(NewHelper):
    """What somebody says of themselves on their own page."""

    plan: Short = ""

    def helper_fields(self) -> HelperFields:
        return {**super().helper_fields(), "plan": self.plan}


class HelperChange(Contact):
    name: Name = ""


class SignupClaim(HelperClaim, NewHelper):
    """What a new friend takes."""


class HeardClaim(ClaimIn, Contact):
    """A yes heard in person: by a new `name`, or by the number of a `helper` who is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["name"], "properties": {"name": {"type": "string"}}},
                {"required": ["helper"], "properties": {"helper": {"type": "integer"}}},
            ]
        }
    )
    name: Annotated[Name | None, Field()] = None
    helper: Annotated[Number | None, Field()] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.name is None) == (self.helper is None):
            raise refuse("name_or_helper")
        return self


class NewOffer(NewHelper):
    words: Words


class HelperOffer(Shape):
    """What a known helper offers."""

    words: Words


class HeardOffer(Shape):
    name: Name
    words: Words


class OfferChange(Shape):
    state: Annotated[str, Field(pattern="^(waiting|resting)$")]


class AcceptedTask(ClaimIn):
    task: Number


class Acceptance(Shape):
    tasks: Annotated[list[AcceptedTask], Field(min_length=1, max_length=20)]


class ThanksChange(Shape):
    note: Note | None = ""
    way: Annotated[Way | None, BeforeValidator(choice)] = None
    state: ThanksState | None = None

    def fields(self) -> ThanksFields:
        said = _texts_not_null(self.said(), "note")
        if self.state is None:
            said.pop("state", None)
        return cast(ThanksFields, said)


class ThanksDeed(Shape):
    """What a button under a thank-you does: a way means "given so"."""

    do: Way | Literal["save", "keep", "send", "rest", "not_yet"]


class DigestDays(Shape):
    """How many days before the move an organizer wants to hear what is still open."""

    digest_days: DaysBefore = None


class WritingDay(Shape):
    """The day on which an organizer means to write; none: as it comes."""

    day: Day = None


class LeftOutDay(Shape):
    """A day on which an organizer would rather not be reminded, or would after all."""

    day: Day
    out: Flag = False


class EveningWords(Shape):
    """The sentence for everybody."""

    words: Words


class CardsWanted(Shape):
    """Cards to print: one person's, or those of all who are still to be thanked."""

    paper: Paper = Paper.A4
    folds: Literal["flat", "folded"] = "flat"
    words: Literal["printed", "blank"] = "printed"
    person: Annotated[Number | None, BeforeValidator(choice)] = None


def read(shape: type[ShapeT], sent: Mapping[str, Any]) -> ShapeT:
    """A form's fields as a shape. Raises Invalid, with the names that the form's fields have."""
    try:
        return shape.model_validate(sent, context=FORM)
    except ValidationError as error:
        raise Invalid(*faults(error.errors(include_url=False), form=True)) from None


_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_large",
    "enum": "unknown_word",
    "literal_error": "unknown_word",
    "string_pattern_mismatch": "unknown_word",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "float_type": "not_a_number",
    "finite_number": "not_a_number",
    "string_type": "not_a_text",
    "bool_type": "not_yes_or_no",
    "too_short": "missing",
    "too_long": "too_many",
}
_BOUNDS = {"ge": "least", "gt": "more_than", "le": "most", "lt": "less_than", "max_length": "most"}
_OWN = [
    "not_text",
    "missing",
    "not_an_address",
    "not_a_day",
    "far_day",
    "not_a_time",
    "unknown_zone",
    "too_long",
    "name_or_helper",
]


def faults(errors: Any, *, form: bool = False) -> list[Fault]:
    """What pydantic found, as one Fault a field: `from.area` in JSON, `from_area` in a form."""
    found: dict[str, Fault] = {}
    for error in errors:
        loc = [str(part) for part in error["loc"] if part not in ("body", ONE, SEVERAL)]
        name = _form_name(loc) if form else ".".join(loc)
        context = error.get("ctx") or {}
        # Of a list pydantic says "too_long", too; of a text we do, with both lengths.
        own = error["type"] in _OWN and "max_length" not in context
        code = error["type"] if own else _CODES.get(error["type"], "unusable")
        values = {_BOUNDS.get(key, key): value for key, value in context.items() if key != "error"}
        found.setdefault(name, Fault(name, code, values))
    return list(found.values())


def _form_name(loc: list[str]) -> str:
    if loc and loc[0] == "organizer":
        return loc[-1]
    return "_".join(loc)


def move_from_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """The flat fields of the planning form in the shape of the JSON call."""

    def end(side: str) -> dict[str, str]:
        return {field: sent.get(f"{side}_{field}", "") for field in ("area", "address", "floor", "lift")}

    return {
        "title": sent.get("title", ""),
        "organizer": {field: sent.get(field, "") for field in ("name", "email", "phone")},
        "zone": sent.get("zone", ""),
        "day": sent.get("day", ""),
        "why": sent.get("why", ""),
        "same_building": sent.get("same_building", ""),
        "from": end("from"),
        "to": end("to"),
    }


def claim_from_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """A claim form in the shape of the JSON call: a vehicle only from who drives, nothing that was left empty."""
    given: dict[str, Any] = {
        name: value for name, value in sent.items() if value.strip() or name in ("name", "words", "note")
    }
    vehicle = {"kind": given.pop("vehicle_kind", ""), "seats": given.pop("vehicle_seats", "")}
    if given.get("role") == Role.DRIVER:
        given |= {"vehicle": vehicle, "quantity": "1"}
    return given
