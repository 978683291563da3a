"""The rows of the board: a task in one short line, for whoever knows the move. Everything else stands on its page."""

from datetime import date, time

from service.domain.models import Kind, TaskState
from service.domain.reading.views import MoveView, TaskView, day_of, hours_of
from service.text.language import Language
from service.text.sentences import Sentences

LINE = 44
"""Characters of the second line of a row that fit on a phone, side by side."""
NAME = 8
"""Characters of a name that should be seen there."""


class Rows:
    """One reader's rows of one move. Used by templates as `rows`."""

    def __init__(self, lang: Language, move: MoveView, today: date | None = None) -> None:
        self.lang = lang
        self._today = today
        self.say = Sentences(lang)
        self._move = move

    def line(self, task: TaskView, *, under: time | None = None) -> str:
        """Write "9:00 · 3 of 4 · one more to be safe", to stand before the names: of a long line the end is cut.

        `under`: the hour that stands above it already.
        """
        day = self.lang.short_day(task.day) if task.day and (task.day != self._move.day and under is None) else ""
        at, _end = hours_of(task, self._move)
        starts = self.lang.time(at) if at and at != under else ""
        when = self.lang.joined(day, starts)
        return " · ".join(filter(None, (when, self.progress(task), self._missing(task))))

    def is_long(self, line: str, who: str) -> bool:
        """Tell whether a line needs two on a phone, so that the beginning of who stands behind it is seen."""
        return len(line) + (len(" · ") + min(len(who), NAME) if who else 0) > LINE

    def is_to_tick(self, task: TaskView) -> bool:
        """Tell whether a row is there to be ticked: from its day on, once it has begun, or kept by the organizers.

        Until then a row is for asking somebody; that it is done says its page.
        """
        day = day_of(task, self._move)
        return task.state is not TaskState.OPEN or task.kept or bool(day and self._today and self._today >= day)

    def progress(self, task: TaskView) -> str:
        """Write how far a task is: "nobody yet", "2 of 4" people, "7 boxes left"; nothing that the names beside it say.

        Nothing either of what is kept and nobody has taken, and of what is done only who was there. How many are there
        stands where several are wanted, and of boxes what is left: a number of theirs beside one name would be hers.
        """
        are_named = task.kind is not Kind.BOX_LOAD and task.taken == len(task.firm) - (task.driver is not None)
        if (task.kept and not task.taken) or (task.state is TaskState.DONE and task.firm):
            return ""
        match task.kind:
            case Kind.TRIP:
                return self.say.driver(task) if are_named else self.say.progress(task)
            case Kind.BOX_LOAD if task.taken and task.left:
                return self.say.left(task)
            case Kind.HEAVY_ITEM | Kind.CARE if self._is_counted(task):
                taken, wanted = self.lang.number(task.taken), self.lang.number(task.places)
                return self.lang.gettext("%(taken)s of %(wanted)s", taken=taken, wanted=wanted)
            case _:
                return "" if task.taken and are_named else self.say.progress(task)

    def _is_counted(self, task: TaskView) -> bool:
        """Tell whether several people are wanted, and some are there."""
        return task.is_by_hand and 0 < task.taken <= task.places and task.places > 1

    def _missing(self, task: TaskView) -> str:
        """Say what a lift still needs to be safe, once somebody comes; else empty."""
        if task.crew is None or task.kept or task.state is TaskState.DONE:
            return ""
        if not task.is_by_hand or task.too_heavy:
            return self.say.not_by_hand(task)
        _, short = self.lang.gettext, self.say.short_of_safe(task)
        few = ("", _("one more to be safe"), _("two more to be safe"), _("three more to be safe"))
        if short < len(few):
            return few[short]
        return self.lang.ngettext("%(n)s more to be safe", "%(n)s more to be safe", short)
