"""Offers of help that fit no task yet, and the yes to them."""

from typing import Annotated

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


class OfferOnBehalf(Shape):
    name: Name
    words: FilledText


class OfferChange(Shape):
    state: Annotated[str, Field(pattern="^(waiting|resting)$")]


class AcceptedTask(ClaimIn):
    task: Number


class Acceptance(Shape):
    tasks: Annotated[list[AcceptedTask], Field(min_length=1, max_length=20)]
