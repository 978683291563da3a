"""A move as a chat shows it beside its sign-up link: for everybody in that chat, so in as few words as will do.

Leaves out every address, time of day, helper and count, and the titles of tasks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from service.domain.models import Kind, MoveState
from service.domain.reading.views import Board, TaskView, day_of
from service.text.language import Language
from service.text.sentences import Sentences


@dataclass(frozen=True)
class Preview:
    """The words of one move's preview in one language."""

    title: str
    day: str
    stamp: tuple[str, str] | None
    """The day of the month and the month, as on a postmark."""
    welcome: str
    """A sentence on what is still welcome; empty where there is nothing to say."""
    direction: str

    @property
    def spoken(self) -> str:
        """The picture in words."""
        return " · ".join(filter(None, (self.title, self.day, self.welcome)))


def preview_of(board: Board, lang: Language, today: date) -> Preview:
    """Say what a board as the public reads it may tell a whole chat. `today`: where the move is."""
    day = board.move.day
    return Preview(
        title=board.move.title,
        day=lang.day_title(day) if day else lang.gettext("The day is still open."),
        stamp=(lang.number(day.day), lang.month_and_year(day)) if day else None,
        welcome=_welcome(board, lang, today),
        direction=lang.direction,
    )


def _welcome(board: Board, lang: Language, today: date) -> str:
    _ = lang.gettext
    if board.move.state is MoveState.CALLED_OFF:
        return _("This move is called off. Nothing needs doing.")
    if board.move.state is MoveState.CLOSED:
        return _("This move is over and closed. Thank you, everyone.")
    ahead = [task for task in board.tasks if (day_of(task, board.move) or today) >= today]
    wanted = list(dict.fromkeys(_names([task for task in ahead if task.wants_friends], Sentences(lang))))
    if wanted:
        return _("Still welcome: %(things)s.", things=lang.list(wanted))
    return _("Everything is taken care of.") if ahead else ""


def _names(tasks: list[TaskView], say: Sentences) -> Iterator[str]:
    """Name each sort of help, in the order of the tasks: of a trip what it waits for."""
    for task in tasks:
        if task.kind is Kind.TRIP and task.driver is None:
            yield say.lang.gettext("a driver") if say.vehicle(task) else say.lang.gettext("a van")
        else:
            yield say.help_with(task)
