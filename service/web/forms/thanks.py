"""The thank-you notes, and when an organizer means to write them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from service.domain.models import ThanksState, Way
from service.domain.rules.thanks import ThanksFields
from service.web.forms.fields import Day, FilledText, Flag, Note, choice
from service.web.forms.shape import Shape


class ThanksChange(Shape):
    note: Note | None = ""
    way: Annotated[Way | None, BeforeValidator(choice)] = None
    state: ThanksState | None = None

    def fields(self) -> ThanksFields:
        fields = self.given_as(ThanksFields)
        if self.state is None:
            fields.pop("state", None)
        return fields


class ThanksAction(Shape):
    """The action of a button under a thank-you; a way means "given so"."""

    do: Way | Literal["save", "keep", "send", "rest", "not_yet"]


class WritingDay(Shape):
    """The day on which an organizer means to write; none: as it comes."""

    day: Day = None


class LeftOutDay(Shape):
    """A day on which an organizer would rather not be reminded, or would after all."""

    day: Day
    out: Flag = False


class EveningWords(Shape):
    """The sentence for everybody."""

    words: FilledText
