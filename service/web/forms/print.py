"""Cards to print."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from service.domain.models import Paper
from service.web.forms.fields import Number, choice
from service.web.forms.shape import Shape


class SheetWanted(Shape):
    """Cards to print on sheets of this paper."""

    paper: Paper = Paper.A4


class CardsWanted(SheetWanted):
    """Thank-you cards: one person's, or those of all who are still to be thanked."""

    folds: Literal["flat", "folded"] = "flat"
    words: Literal["printed", "blank"] = "printed"
    person: Annotated[Number | None, BeforeValidator(choice)] = None
