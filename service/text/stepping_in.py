"""Why somebody might step in, and what is said to those who come with somebody who is missing."""

from service.domain.models import Kind
from service.domain.reading.stand_ins import Why
from service.domain.reading.views import TaskView
from service.text.language import Language
from service.text.sentences import Sentences


def reason(lang: Language, why: Why) -> str:
    """Say why somebody might step in, to stand beside their name."""
    _ = lang.gettext
    return {
        Why.STANDS_BY: _("standing by"),
        Why.RESERVE: _("if needed"),
        Why.OFFERED: _("has offered to help"),
        Why.THERE: _("there at that time for something else"),
    }[why]


def lacking(lang: Language, task: TaskView, *, in_full: bool = True) -> str:
    """Tell the rest of a crew, or the riders, that somebody is missing for now; how many, unless it is kept short."""
    _ = lang.gettext
    if task.kind is Kind.TRIP:
        return _("There is no driver for this at the moment. The organizer can see it, too.")
    there = Sentences(lang).there(task) if in_full else ""
    rest = _("The organizer can see it, too. It waits until you are all together.")
    return " ".join((_("So far %(there)s.", there=there) if there else _("Somebody is missing for this."), rest))
