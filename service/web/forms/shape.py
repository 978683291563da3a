"""The base of all shapes: one shape for each action, for forms and JSON alike, and what it becomes for the domain.

Rules that need the state of a move are not here.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from service.domain.core.refusals import MAX_NAMED
from service.web.forms.faults import UNKNOWN_FIELDS, invalid
from service.web.forms.fields import FORM, refuse

ShapeT = TypeVar("ShapeT", bound="Shape")
FieldsT = TypeVar("FieldsT", bound=Mapping[str, Any])


class Shape(BaseModel):
    """Refuses unknown fields; gives back only those that were sent."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _few_unknown(cls, sent: Any) -> Any:
        """Refuse many unknown fields at once: each of them would cost as much as a known one."""
        if isinstance(sent, dict) and len(sent) > len(cls.model_fields) + MAX_NAMED:
            known = {field.alias or name for name, field in cls.model_fields.items()}
            unknown = [name for name in sent if name not in known]
            raise refuse(UNKNOWN_FIELDS, names=unknown[:MAX_NAMED], count=len(unknown))
        return sent

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
        raise invalid(error.errors(include_url=False), form=True) from None
