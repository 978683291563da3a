"""Offers of help that fit no task yet, and the yes to them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from service.web.forms.claim import ClaimIn
from service.web.forms.fields import FilledText, Name, Number
from service.web.forms.helper import NewHelper
from service.web.forms.shape import Shape


class NewOffer(NewHelper):
    words: FilledText


class HelperOffer(Shape):
    """An offer by a known helper."""

    words: FilledText


class MoreOfOffer(Shape):
    """Choices beside the words of an offer, all of which may be empty.

    `time`: hours that somebody has; `when`: a day, or a part of one, as an address spells it; `about`: a task's number.
    """

    time: Literal["", "1", "2", "4", "8"] = ""
    when: Annotated[str, Field(max_length=40)] = ""
    about: Annotated[str, Field(max_length=9)] = ""


def picked(sent: Mapping[str, str]) -> dict[str, str]:
    """Pick the choices from a form."""
    return {name: sent.get(name, "") for name in MoreOfOffer.model_fields}


class OfferOnBehalf(Shape):
    name: Name
    words: FilledText


class OfferChange(Shape):
    state: Annotated[str, Field(pattern="^(waiting|resting)$")]


class AcceptedTask(ClaimIn):
    task: Number


class Acceptance(Shape):
    tasks: Annotated[list[AcceptedTask], Field(min_length=1, max_length=20)]
