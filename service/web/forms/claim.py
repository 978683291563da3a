"""Claims: by helpers themselves, or on their behalf by an organizer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from service.domain.models import Role, Standing
from service.domain.rules.claims import Wish
from service.web.forms.faults import ONE, SEVERAL
from service.web.forms.fields import Flag, Name, Number, Quantity, Text, Title, Whole, choice, number, refuse, whole
from service.web.forms.helper import Contact, NewHelper
from service.web.forms.shape import Shape

MAX_AT_ONCE = 20
"""Tasks that somebody takes in one call."""
Wishes = list[tuple[int, Wish]]
"""Numbers of tasks, each with what is wanted of it."""


class Vehicle(Shape):
    kind: Title
    seats: Annotated[Whole | None, Field(ge=0, le=60), BeforeValidator(whole)] = None


class ClaimIn(Shape):
    """A piece of a task that somebody takes."""

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


class Piece(ClaimIn):
    task: Number


def _each_once(pieces: list[Piece]) -> list[Piece]:
    if len({each.task for each in pieces}) < len(pieces):
        raise refuse("twice")
    return pieces


class ByThemselves(Shape):
    """A call of those who come. `anyway`: also what is at the same time as something else of theirs."""

    anyway: Flag = False


class HelperClaim(ByThemselves, Piece):
    """A claim by a known helper."""

    def wishes(self) -> Wishes:
        return [(self.task, self.wish())]

    def wish(self) -> Wish:
        return replace(super().wish(), anyway=self.anyway)


class SignupClaim(HelperClaim, NewHelper):
    """A claim under a new name."""


class HelperClaims(ByThemselves):
    """Several claims by a known helper, all or none."""

    claims: Annotated[list[Piece], Field(min_length=1, max_length=MAX_AT_ONCE), AfterValidator(_each_once)]

    def wishes(self) -> Wishes:
        return [(each.task, replace(each.wish(), anyway=self.anyway)) for each in self.claims]


class SignupClaims(HelperClaims, NewHelper):
    """Several claims under a new name."""


def _one_or_several(body: Any) -> str:
    return SEVERAL if isinstance(body, HelperClaims) or (isinstance(body, dict) and "claims" in body) else ONE


OwnClaims = Annotated[
    Annotated[HelperClaim, Tag(ONE)] | Annotated[HelperClaims, Tag(SEVERAL)], Discriminator(_one_or_several)
]
NewClaims = Annotated[
    Annotated[SignupClaim, Tag(ONE)] | Annotated[SignupClaims, Tag(SEVERAL)], Discriminator(_one_or_several)
]


class ClaimOnBehalf(ClaimIn, Contact):
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


class ClaimChange(Shape):
    """A place for somebody who stands by, before all others. `anyway` adds one if there is none."""

    standing: Literal[Standing.FIRM]
    anyway: Flag = False


def other_end_in(sent: Mapping[str, str]) -> list[int]:
    """Return the task at the other home, if a claim form asks for out and in at once."""
    return [n for n in [number(sent.get("with", ""))] if n and str(n) != sent.get("task")]


def said_again(sent: Mapping[str, str]) -> dict[str, str]:
    """Return a form's fields as they were sent before a clash was told, with `anyway`.

    The button that takes it all the same says which button was meant, where there were several: "with=12".
    """
    name, is_named, value = sent.get("anyway", "").partition("=")
    return {**sent, name: value, "anyway": "1"} if is_named else dict(sent)


def claim_from_form(sent: Mapping[str, str]) -> dict[str, Any]:
    """Put a claim form into the shape of the JSON call: a vehicle only for a driver, nothing that was left empty.

    `part`: of the button for more boxes than the number that was filled in.
    """
    given: dict[str, Any] = {
        name: value
        for name, value in sent.items()
        if name not in ("with", "part") and (value.strip() or name in ("name", "words", "note"))
    }
    if sent.get("part"):
        given["quantity"] = sent["part"]
    vehicle = {"kind": given.pop("vehicle_kind", ""), "seats": given.pop("vehicle_seats", "")}
    if given.get("role") == Role.DRIVER:
        given |= {"vehicle": vehicle, "quantity": "1"}
    return given
