"""One shape for each action, for forms and JSON alike: types, sizes, and what they become for the domain.

Rules that need the state of a move are not here. A form's text is turned into numbers and yes-or-no only for
forms: JSON says what it means.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from typing import Annotated, Any, Self, TypeVar, cast
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from service.domain.claims import Wish
from service.domain.helpers import HelperFields
from service.domain.models import Kind, MoveState, Role, Sort, Standing, TaskState, ThanksState, Way, Work
from service.domain.moves import MoveFields, OrganizerFields
from service.domain.refusals import Fault, Invalid
from service.domain.tasks import TaskFields
from service.domain.thanks import ThanksFields

YEARS = range(2000, 2101)
FORM = {"form": True}
ShapeT = TypeVar("ShapeT", bound="Shape")


def _refuse(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(cast(Any, code), cast(Any, code), values)


def _text(value: str) -> str:
    """Whole text as people see it: composed, trimmed, and nothing in it that no one can type."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in value):
        raise _refuse("not_text")
    return value


def _line(value: str) -> str:
    return " ".join(_text(value).split())


def _filled(value: str) -> str:
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in value):
        raise _refuse("missing")
    return value


def _email(value: str) -> str:
    # Whether an address works is proven by a mail, not by a pattern: only what can never work is refused.
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise _refuse("not_an_address")
    return value


def _whole(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and info.context == FORM:
        if not value.strip():
            return None
        return int(value) if re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value) else value
    return value


def _decimal(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and info.context == FORM:
        if not value.strip():
            return None
        text = value.strip().replace(",", ".")
        return float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) else value
    return value


def _flag(value: object, info: ValidationInfo) -> object:
    return value == "1" if info.context == FORM and isinstance(value, str) else value


def _day(value: object, info: ValidationInfo) -> object:
    if value is None or (value == "" and info.context == FORM):
        return None
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise _refuse("not_a_day") from None
    if day.year not in YEARS:
        raise _refuse("far_day", first=YEARS[0], last=YEARS[-1])
    return day


def _time(value: object, info: ValidationInfo) -> object:
    if value is None or (value == "" and info.context == FORM):
        return None
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d\d:\d\d", value, re.ASCII):
            raise ValueError
        return time.fromisoformat(value)
    except ValueError:
        raise _refuse("not_a_time") from None


@cache
def zones() -> frozenset[str]:
    """The zones that people can live in: places and UTC, without the technical ones."""
    return frozenset(
        zone for zone in available_timezones() if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/"))
    )


def _zone(value: str) -> str:
    if value not in zones() and value not in available_timezones():
        raise _refuse("unknown_zone")
    return value


def _choice(value: object, info: ValidationInfo) -> object:
    """An empty choice in a form is no choice."""
    return None if value == "" and info.context == FORM else value


def _at_most(longest: int) -> Any:
    def check(value: str) -> str:
        if len(value) > longest:
            raise _refuse("too_long", most=longest, length=len(value))
        return value

    return check


NAME, TITLE, SHORT, TEXT, NOTE = 120, 200, 300, 2_000, 10_000
MOST_PLACES, MOST_TASKS = 1_000, 500

Name = Annotated[str, AfterValidator(_line), AfterValidator(_filled), AfterValidator(_at_most(NAME))]
Title = Annotated[str, AfterValidator(_line), AfterValidator(_filled), AfterValidator(_at_most(TITLE))]
Short = Annotated[str, AfterValidator(_line), AfterValidator(_at_most(SHORT))]
Text = Annotated[str, AfterValidator(_text), AfterValidator(_at_most(TEXT))]
Words = Annotated[str, AfterValidator(_text), AfterValidator(_filled), AfterValidator(_at_most(TEXT))]
Note = Annotated[str, AfterValidator(_text), AfterValidator(_at_most(NOTE))]
Email = Annotated[str, AfterValidator(_line), AfterValidator(_email), AfterValidator(_at_most(254))]
Zone = Annotated[str, AfterValidator(_zone)]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]
Time = Annotated[
    time | None,
    BeforeValidator(_time),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}, {"type": "null"}]}),
]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True), BeforeValidator(_flag)]
Places = Annotated[Whole | None, Field(ge=0, le=MOST_PLACES), BeforeValidator(_whole)]
Quantity = Annotated[Whole, Field(ge=1, le=MOST_PLACES), BeforeValidator(_whole)]
Floor = Annotated[Whole | None, Field(ge=-20, le=200), BeforeValidator(_whole)]
Minutes = Annotated[Whole | None, Field(ge=1, le=6_000), BeforeValidator(_whole)]
Weight = Annotated[
    Annotated[float, Field(gt=0, le=5_000, strict=True, allow_inf_nan=False)] | None,
    BeforeValidator(_decimal),
]
Number = Annotated[Whole, Field(ge=1), BeforeValidator(_whole)]


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
    title: Title
    organizer: OrganizerIn
    zone: Zone


class MovePatch(MoveChange):
    state: MoveState = MoveState.OPEN


class TaskChange(Shape):
    kind: Kind = Kind.CARE
    title: Title = ""
    needed: Places = None
    work: Annotated[Work | None, BeforeValidator(_choice)] = None
    sort: Annotated[Sort | None, BeforeValidator(_choice)] = None
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
    tasks: Annotated[list[NewTask], Field(min_length=1, max_length=MOST_TASKS)]


def _one_or_several(body: Any) -> str:
    return SEVERAL if isinstance(body, NewTasks) or (isinstance(body, dict) and "tasks" in body) else ONE


ONE, SEVERAL = "<one>", "<several>"
TasksIn = Annotated[Annotated[NewTask, Tag(ONE)] | Annotated[NewTasks, Tag(SEVERAL)], Discriminator(_one_or_several)]


class TaskPatch(TaskChange):
    state: TaskState = TaskState.OPEN
    anyway: Flag = False

    def fields(self) -> TaskFields:
        said = super().fields()
        said.pop("anyway", None)  # type: ignore[typeddict-item]
        return said


class Vehicle(Shape):
    kind: Title
    seats: Annotated[Whole | None, Field(ge=0, le=60), BeforeValidator(_whole)] = None


class ClaimIn(Shape):
    """What somebody takes of a task."""

    quantity: Quantity = 1
    standing: Standing = Standing.FIRM
    role: Annotated[Role | None, BeforeValidator(_choice)] = None
    vehicle: Vehicle | None = None
    note: Text | None = ""

    def wish(self) -> Wish:
        vehicle = self.vehicle
        return Wish(
            quantity=self.quantity,
            standing=self.standing,
            role=self.role,
            vehicle_kind=vehicle.kind if vehicle else "",
            vehicle_seats=vehicle.seats if vehicle else None,
            note=self.note or "",
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


class HelperChange(Contact):
    name: Name = ""


class SignupClaim(HelperClaim, NewHelper):
    """What a new friend takes."""


class HeardClaim(ClaimIn, Contact):
    """A yes heard in person: by a new `name`, or by the number of a `helper` who is known."""

    name: Annotated[Name | None, Field()] = None
    helper: Annotated[Number | None, Field()] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.name is None) == (self.helper is None):
            raise _refuse("name_or_helper")
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
    way: Annotated[Way | None, BeforeValidator(_choice)] = None
    state: ThanksState = ThanksState.TO_WRITE

    def fields(self) -> ThanksFields:
        return cast(ThanksFields, _texts_not_null(self.said(), "note"))


def read(shape: type[ShapeT], typed: Mapping[str, Any]) -> ShapeT:
    """A form's fields as a shape. Raises Invalid, with the names that the form's fields have."""
    try:
        return shape.model_validate(typed, context=FORM)
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
    "string_type": "not_text",
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
        code = error["type"] if error["type"] in _OWN else _CODES.get(error["type"], "unusable")
        context = error.get("ctx") or {}
        values = {_BOUNDS.get(key, key): value for key, value in context.items() if key != "error"}
        found.setdefault(name, Fault(name, code, values))
    return list(found.values())


def _form_name(loc: list[str]) -> str:
    if loc and loc[0] == "organizer":
        return loc[-1]
    return "_".join(loc)


def move_from_form(typed: Mapping[str, str]) -> dict[str, Any]:
    """The flat fields of the planning form in the shape of the JSON call."""

    def end(side: str) -> dict[str, str]:
        return {field: typed.get(f"{side}_{field}", "") for field in ("area", "address", "floor", "lift")}

    return {
        "title": typed.get("title", ""),
        "organizer": {field: typed.get(field, "") for field in ("name", "email", "phone")},
        "zone": typed.get("zone", ""),
        "day": typed.get("day", ""),
        "why": typed.get("why", ""),
        "same_building": typed.get("same_building", ""),
        "from": end("from"),
        "to": end("to"),
    }


def claim_from_form(typed: Mapping[str, str]) -> dict[str, Any]:
    """A claim form in the shape of the JSON call: a vehicle only from who drives, nothing that was left empty."""
    given: dict[str, Any] = {name: value for name, value in typed.items() if value.strip() or name in ("name", "words")}
    vehicle = {"kind": given.pop("vehicle_kind", ""), "seats": given.pop("vehicle_seats", "")}
    if given.get("role") == Role.DRIVER:
        given |= {"vehicle": vehicle, "quantity": "1"}
    return given
