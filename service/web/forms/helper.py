"""Helpers: their names and contacts, given by themselves or by an organizer."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from service.domain.rules.helpers import HelperFields
from service.web.forms.fields import Email, Flag, Name, Number, Short, Whole, whole
from service.web.forms.shape import Shape


class Contact(Shape):
    email: Email | None = ""
    phone: Short | None = ""

    def helper_fields(self) -> HelperFields:
        return self.given_as(HelperFields)


class NewHelper(Contact):
    name: Name


class HelperChange(Contact):
    name: Name = ""


class HelperNoted(HelperChange):
    """All that an organizer may note about a helper."""

    trusted: Flag = False


class OwnDetails(NewHelper):
    """The details that a helper gives on their own page."""

    plan: Short = ""

    def helper_fields(self) -> HelperFields:
        return {**super().helper_fields(), "plan": self.plan}


class Late(Shape):
    minutes: Annotated[Whole | None, Field(ge=1, le=600), BeforeValidator(whole)] = None


class SamePerson(Shape):
    """Two entries of one list: the number of the one whose name stays, and of the other."""

    survivor: Number
    merged: Number
