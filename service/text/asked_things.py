"""Sentences of an ask about the things that it is for: how long each takes and how heavy it is, by its name.

What is true of all of them is said once; what is not, is said of each on a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from service.domain.models import Kind
from service.domain.reading.views import AskView, Effort, MoveView, TaskView, day_of, when_key
from service.text.amounts import HALF_A_DAY, IN_WORDS, WHOLE_DAY
from service.text.language import Language
from service.text.sentences import Sentences

PORTION = 30
"""Minutes of the boxes that one friend is offered."""
ENDS = ".?!…؟"
"""Signs that end a sentence, in the languages that there are."""


def ended(words: str) -> str:
    """Write words as a sentence: what is left open ends with a full stop."""
    return words if not words or words[-1] in ENDS else f"{words}."


@dataclass(frozen=True)
class AskedThings:
    """The things of one ask. `tasks`: one at least."""

    tasks: Sequence[TaskView]
    ask: AskView
    move: MoveView
    lang: Language

    @cached_property
    def are_at_one_time(self) -> bool:
        """Tell whether one time holds for all of them: their own, or the hours of the visit."""
        is_visit = bool(self.ask.starts or self.ask.ends)
        times = {(None, None) if is_visit else (task.starts, task.ends) for task in self.tasks}
        return len(times) == 1 and self.are_on_one_day

    @cached_property
    def are_on_one_day(self) -> bool:
        return len({day_of(task, self.move) for task in self.tasks}) == 1

    @cached_property
    def are_alike(self) -> bool:
        """Tell whether what is said of one is true of all."""
        if len(self.tasks) == 1:
            return True
        said = {(self.how_heavy_is(task), task.why.strip(), bool(minutes_of(task))) for task in self.tasks}
        return self.are_at_one_time and len(said) == 1

    @cached_property
    def minutes(self) -> int:
        """Add up about how long they take one person; 0 where that is not known of each."""
        each = [minutes_of(task) for task in self.tasks]
        return sum(each) if all(each) else 0

    @property
    def how_heavy(self) -> str:
        return self.how_heavy_is(self.tasks[0])

    @property
    def why(self) -> str:
        return self.tasks[0].why.strip()

    @property
    def lines(self) -> list[str]:
        """Say of each by its name what is not true of all: "Sofa: 14:00, about half an hour. It is heavy."."""
        return [self._line(task) for task in sorted(self.tasks, key=lambda task: when_key(task, self.move))]

    def _line(self, task: TaskView) -> str:
        when_and_length = self.lang.joined(self._when(task), self._length(task))
        named = f"{task.title}{self.lang.colon} {when_and_length}" if when_and_length else task.title
        return " ".join(filter(None, (ended(named), self.how_heavy_is(task), task.why.strip())))

    def _when(self, task: TaskView) -> str:
        if self.are_at_one_time:
            return ""
        say = Sentences(self.lang)
        return say.time_meant(task, self.move) if self.are_on_one_day else say.when_meant(task, self.move)

    def _length(self, task: TaskView) -> str:
        """Write about how long it takes; empty where its time says that, or nobody knows."""
        is_said = (task.starts and task.ends) or (self.ask.starts and self.ask.ends)
        minutes = minutes_of(task)
        return Sentences(self.lang).roughly(minutes) if minutes and not is_said else ""

    # --- how heavy -----------------------------------------------------------------------------------------------

    def how_heavy_is(self, task: TaskView) -> str:
        """Say how heavy one of them is. A trip's load nobody has named: there it is about who drives."""
        _ = self.lang.gettext
        if task.kind is Kind.TRIP:
            if self._drives_already(task):
                return _("There is a seat for you.")
            return _("It is for somebody with a car or a van.")
        match task.effort:
            case Effort.FURNITURE:
                return self._heavy(task)
            case Effort.BOXES:
                return _("As many boxes as you like.")
            case Effort.LIGHT:
                return _("It is nothing heavy.")
            case Effort.NONE:
                return _("There is nothing to carry.")

    def _drives_already(self, trip: TaskView) -> bool:
        """Tell whether somebody else drives: after a yes the words stay those of somebody who was asked to."""
        return trip.driver is not None and trip.driver.helper.n != self.ask.helper.n

    def _heavy(self, task: TaskView) -> str:
        _ = self.lang.gettext
        if not task.is_by_hand:
            if task.is_for_professionals:
                return _("Nobody has to lift it: professionals take it over the stairs, and it rolls on the flat.")
            return _("It rolls, nobody has to lift it.")
        if task.crew is None or task.crew.people < 2:
            return _("It is heavy.")
        return _("It is heavy, so %(people)s carry it together.", people=Sentences(self.lang).amount(task, task.places))


def minutes_of(task: TaskView) -> int:
    """Return the minutes of what one person is asked for: of boxes a portion, or all that are left."""
    minutes = task.minutes_of(task.portions.default)
    if not task.half_hour:
        return minutes[1] if minutes else 0
    return min(PORTION, minutes[1]) if minutes and task.left else PORTION


def how_long(minutes: int, lang: Language) -> str:
    """Say how long it takes, as one says it to a friend: "It takes about an hour."."""
    _, ngettext = lang.gettext, lang.ngettext
    hours = max(2, round(minutes / 60))
    few = (
        _("It takes about a quarter of an hour."),
        _("It takes about half an hour."),
        _("It takes about an hour."),
    )
    spans = [
        *zip(IN_WORDS, (*few, _("It takes about an hour and a half.")), strict=True),
        (HALF_A_DAY - 1, ngettext("It takes about %(n)s hour.", "It takes about %(n)s hours.", hours)),
        (WHOLE_DAY - 1, _("It takes about half a day.")),
    ]
    return next((sentence for most, sentence in spans if minutes <= most), _("It takes the better part of the day."))
