"""The base of all answers, and the field types that several of them share."""

from datetime import UTC, datetime, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

Clock = Annotated[
    time,
    PlainSerializer(lambda at: at.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "examples": ["09:00"]}),
]
Instant = Annotated[
    datetime,
    PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
NullIfEmpty = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""An optional text: null if it is empty."""


class Out(BaseModel):
    """An answer, or a part of one; `model_validate(view)` copies the fields from a view that has the same names."""

    model_config = ConfigDict(populate_by_name=True, from_attributes=True)
