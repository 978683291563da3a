"""Cards to print."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from service.domain.models import Paper
from service.web.forms.fields import Number, choice
from service.web.forms.shape import Shape


class CardsWanted(Shape):
    """Cards to print: one person's, or those of all who are still to be thanked."""

    paper: Paper = Paper.A4
    folds: Literal["flat", "folded"] = "flat"
    words: Literal["printed", "blank"] = "printed"
    person: Annotated[Number | None, BeforeValidator(choice)] = None
