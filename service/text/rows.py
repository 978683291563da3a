"""The rows of the board: a task in one short line, for whoever knows the move. Everything else stands on its page."""

from datetime import date, time

from service.domain.models import Kind, TaskState
from service.domain.reading.views import MoveView, TaskView, day_of, hours_of
from service.text.language import Language
from service.text.sentences import Sentences


class Rows:
    """One reader's rows of one move. Used by templates as `rows`."""

    def __init__(self, lang: Language, move: MoveView, today: date | None = None) -> None:
        self.lang = lang
        self._today = today
        self.say = Sentences(lang)
        self._move = move

    def line(self, task: TaskView, *, under: time | None = None) -> str:
        """Write "9:00 · nobody yet"; `under`: the hour that stands above it already."""
        day = self.lang.short_day(task.day) if task.day and (task.day != self._move.day and under is None) else ""
        at, _end = hours_of(task, self._move)
        starts = self.lang.time(at) if at and at != under else ""
        when = self.lang.joined(day, starts)
        return " · ".join(filter(None, (when, self.progress(task))))

    def is_to_tick(self, task: TaskView) -> bool:
        """Tell whether a row is there to be ticked: from its day on, once it has begun, or kept by the organizers.

        Until then a row is for asking somebody; that it is done says its page.
        """
        day = day_of(task, self._move)
        return task.state is not TaskState.OPEN or task.kept or bool(day and self._today and self._today >= day)

    def progress(self, task: TaskView) -> str:
        """Write what is there of a task: "nobody yet", "5 boxes are spoken for"; nothing that the names beside it say.

        Nothing either of what is kept and nobody has taken.
        """
        are_named = task.kind is not Kind.BOX_LOAD and task.taken == len(task.firm) - (task.driver is not None)
        if (task.kept and not task.taken) or (task.taken and are_named and task.kind is not Kind.TRIP):
            return ""
        return self.say.driver(task) if task.kind is Kind.TRIP and are_named else self.say.progress(task)

    def missing(self, task: TaskView) -> str:
        """Say what a lift still needs to be safe, once somebody comes; else empty."""
        crew = task.crew
        if crew is None or task.kept or task.state is TaskState.DONE:
            return ""
        if not task.is_by_hand:
            return self.say.not_by_hand()
        return self.say.makes_safe(task)
