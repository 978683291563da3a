"""Asks: whom, for what, and in which words."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from service.domain.rules.asks import MAX_TASKS, AskFields
from service.web.forms.fields import FilledText, Flag, Name, Number, Text, Time, refuse
from service.web.forms.shape import Shape

Tongue = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
"""The code of a language; whether there are texts in it, `text/asking.py` knows."""


class AskAbout(Shape):
    """The visit and the words of an ask."""

    tasks: Annotated[list[Number], Field(min_length=1, max_length=MAX_TASKS)]
    starts: Time = None
    ends: Time = None
    words: Text | None = ""
    language: Tongue | None = None
    refused_before: Flag = False

    def fields(self) -> AskFields:
        fields = self.given_as(AskFields)
        if not fields.get("language"):
            fields.pop("language", None)
        return fields


class NewAsk(AskAbout):
    """One person: by a new `name`, or by the number of a `helper` who is known."""

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


class AskChange(Shape):
    words: Text | None = ""
    state: Literal["asked", "resting"] | None = None


class AnotherTime(Shape):
    words: FilledText
