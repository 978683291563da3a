"""The base of all shapes: one shape for each action, for forms and JSON alike, and what it becomes for the domain.

Rules that need the state of a move are not here.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from service.domain.core.refusals import Invalid
from service.web.forms.faults import faults
from service.web.forms.fields import FORM

ShapeT = TypeVar("ShapeT", bound="Shape")
FieldsT = TypeVar("FieldsT", bound=Mapping[str, Any])


class Shape(BaseModel):
    """Refuses unknown fields; gives back only those that were sent."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    def given(self) -> dict[str, Any]:
        """Return the fields that were sent; a text that was sent as null is an empty one."""
        fields = type(self).model_fields
        sent = {name: getattr(self, name) for name in fields if name in self.model_fields_set}
        return {name: "" if value is None and fields[name].default == "" else value for name, value in sent.items()}

    def given_as(self, domain_fields: type[FieldsT]) -> FieldsT:
        """Return those of the sent fields that this TypedDict of the domain knows, too."""
        return cast(
            FieldsT, {name: value for name, value in self.given().items() if name in domain_fields.__annotations__}
        )


def parse(shape: type[ShapeT], sent: Mapping[str, Any]) -> ShapeT:
    """Read a form's fields as a shape. Raises Invalid, with the names that the form's fields have."""
    try:
        return shape.model_validate(sent, context=FORM)
    except ValidationError as error:
        raise Invalid(*faults(error.errors(include_url=False), form=True)) from None
