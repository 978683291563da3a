"""Why a task fits an offer, in one reader's language, and the answer to it: to say, or to send."""

from datetime import date

from service.domain.reading.fits import Fit, Reason, Why
from service.domain.reading.views import MoveView, TaskView, day_of, hours_of
from service.text.language import Language
from service.text.spoken import help_me

SOON = range(7)
"""Days from today within which a weekday's name is clear."""


class Fits:
    """One reader's reasons. Used by templates as `fits`."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def reason(self, fit: Fit) -> str:
        """Write why it fits: "The offer says “van”." """
        return " ".join(self._because(fit.task, each) for each in fit.reasons)

    def _because(self, task: TaskView, reason: Reason) -> str:
        _ = self.lang.gettext
        words = reason.said.words if reason.said else ""
        match reason.why:
            case Why.SAID:
                return _("The offer says “%(words)s”.", words=words)
            case Why.SAID_WHEN:
                at = self.lang.time(task.starts) if task.starts else ""
                return _("“%(words)s”: it begins at %(time)s.", words=words, time=at)
            case Why.SAFE:
                return _("One more makes it safe.")
            case Why.NOT_ALONE:
                return _("It is not safe alone.")
            case Why.NO_LIFTING:
                return _("There is nothing to carry.")
            case Why.SOON_DONE:
                return _("It is soon done.")
            case Why.SOME_BOXES:
                return _("As few or as many boxes as somebody likes.")
            case Why.NOBODY_YET:
                return _("Nobody has it yet.")
            case Why.ONE_MORE:
                return _("Somebody is there already: that is good company.")


def said_yes(lang: Language, tasks: list[TaskView], move: MoveView, today: date) -> str:
    """Write the yes to an offer as it is said at a door: no link, and the time as people name it."""
    _ = lang.gettext
    first = tasks[0]
    day = day_of(first, move)
    when = [] if day is None else [lang.weekday(day) if (day - today).days in SOON else lang.day(day)]
    starts, _end = hours_of(first, move)
    when += [lang.time(starts)] if starts else []
    doing = help_me(tasks, lang)
    if not when:
        return _("Yes please, thank you. Could you help me %(doing)s?", doing=doing)
    return _("Yes please, thank you. Could you help me %(doing)s, %(when)s?", doing=doing, when=lang.joined(*when))
