"""Asks: whom, for what, and in which words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from service.domain.core.refusals import Fault, Invalid
from service.domain.rules.asks import MAX_TASKS, AskFields
from service.web.forms.claim import HelperClaim, claim_from_form
from service.web.forms.fields import TASK, FilledText, Flag, Name, Number, Short, Text, Time, refuse, ticked
from service.web.forms.shape import Shape, parse

Tongue = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
"""The code of a language; whether there are texts in it, the rule is told."""
WISH = ("quantity", "part", "standing", "role", "vehicle_kind", "vehicle_seats")
"""Fields of what is taken of one task; each has the task's number behind it."""


class AskAbout(Shape):
    """The visit and the words of an ask."""

    tasks: Annotated[list[Number], Field(min_length=1, max_length=MAX_TASKS)]
    starts: Time = None
    ends: Time = None
    words: Text | None = ""
    language: Tongue | None = None
    refused_before: Flag = False
    why_you: Short = ""

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

    @property
    def who(self) -> int | str:
        return self.helper or self.name or ""


class HandOn(Shape):
    """The friend who is asked to take a place over."""

    name: Name


class AskChange(Shape):
    words: Text | None = ""
    state: Literal["asked", "resting"] | None = None


class AskWords(Shape):
    words: Text | None = ""


class AnotherTime(Shape):
    words: FilledText


def wishes_of(sent: Mapping[str, str]) -> list[HelperClaim]:
    """Read what is taken of each task that is ticked. Raises Invalid with the names of the form's fields."""
    wanted, faults = list[HelperClaim](), list[Fault]()
    anyway = {"anyway": sent["anyway"]} if "anyway" in sent else {}
    for n in ticked(sent, TASK):
        given = {name: sent[f"{name}-{n}"] for name in WISH if f"{name}-{n}" in sent}
        try:
            wanted.append(parse(HelperClaim, claim_from_form({"task": str(n), **given, **anyway})))
        except Invalid as no:
            faults += [replace(fault, field=f"{fault.field}-{n}") for fault in no.faults]
    if faults or not wanted:
        raise Invalid(*(faults or [Fault("", "nothing_chosen")]))
    return wanted
