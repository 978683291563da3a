"""Asks, as organizers and the person who is asked see them."""

from typing import Self

from service.domain.models import AskState
from service.domain.reading.views import AskView
from service.web.api.outputs.base import Out
from service.web.api.outputs.helper import PersonOut
from service.web.api.outputs.move import PublicMove
from service.web.api.outputs.task import PublicTask


class AskOut(Out):
    """An ask. Without a yes it is `asked` for three days and `resting` afterwards, whatever happened."""

    n: int
    helper: PersonOut
    tasks: list[int]
    state: AskState
    words: str
    link: str

    @classmethod
    def of(cls, ask: AskView, words: str, link: str) -> Self:
        """Show an ask with its words, which hold the link."""
        helper = PersonOut.model_validate(ask.helper)
        return cls(n=ask.n, helper=helper, tasks=ask.tasks, state=ask.state, words=words, link=link)


class AskAnswer(Out):
    ask: AskOut
    version: int


class AsksOut(Out):
    asks: list[AskOut]
    version: int


class AskLink(Out):
    link: str
    """The link of the ask, for the one person who is asked."""


class AskedOut(Out):
    """An ask, for the person who is asked."""

    helper: PersonOut
    tasks: list[PublicTask]
    words: str
    move: PublicMove
    state: AskState
    version: int
