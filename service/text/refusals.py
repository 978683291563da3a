"""A title and a sentence for each Refusal."""

from math import ceil

from service.domain.core import refusals
from service.domain.core.refusals import Clash, Clashing, Invalid, KeyReused, Refusal, Since, TaskFull, TooLate
from service.domain.figures.clashes import Window
from service.domain.models import MoveState, TaskState
from service.text.faults import count_sentence, fault_sentence
from service.text.language import Language

MINUTE = 60
LONG_WAIT = 3600
"""Seconds; for a longer wait the sentence names another day."""
MAX_PAIRS = 3
"""Clashes that are told one by one: more of them say nothing else."""


def title_of(no: Refusal, lang: Language) -> str:
    _ = lang.gettext
    match no:
        case TaskFull(state=TaskState.DONE):
            return _("This one is done")
        case TaskFull(left=left, own=own) if left or own:
            return _("There is less left than that")
    return {
        "not_found": _("There is nothing here"),
        "task_full": _("Somebody was quicker"),
        "task_cancelled": _("This is not needed any more"),
        "move_closed": _("This move takes no more help"),
        "unsafe_crew": _("Not yet safe"),
        "clash": _("Two at the same time"),
        "changed_since": _("It is not as you saw it"),
        "last_organizer": _("Somebody has to organize"),
        "too_late": _("This can no longer be undone"),
        "malformed": _("This could not be read"),
        "wrong_origin": _("This came from another page"),
        "too_large": _("That is too much at once"),
        "too_many": _("A moment, please"),
        "key_reused": _("The same key, another request"),
        "invalid": _("Something is missing or not right"),
    }[no.code]


def _one_of_both(no: TaskFull, lang: Language) -> str:
    if not no.left:
        return lang.gettext(
            "“%(title)s” has been taken in the meantime, so neither is yours yet. "
            "What is still free you can take by itself.",
            title=no.title,
        )
    return lang.ngettext(
        "Of “%(title)s” %(n)s place is left, so neither is yours yet. Take as many, or one of the two alone.",
        "Of “%(title)s” %(n)s places are left, so neither is yours yet. Take as many, or one of the two alone.",
        no.left,
        title=no.title,
    )


def _one_of_several(no: TaskFull, lang: Language) -> str:
    if not no.left:
        return lang.gettext(
            "“%(title)s” has been taken in the meantime, so nothing is yours yet. "
            "What is still free is ticked as before.",
            title=no.title,
        )
    return lang.ngettext(
        "Of “%(title)s” %(n)s is left, so nothing is yours yet. Take that, or leave it out.",
        "Of “%(title)s” %(n)s are left, so nothing is yours yet. Take as many, or leave it out.",
        no.left,
        title=no.title,
    )


def _task_full(no: TaskFull, lang: Language) -> str:
    _, ngettext = lang.gettext, lang.ngettext
    if no.state is TaskState.DONE:
        return _("This one is done already. Thank you for wanting to.")
    if no.is_one_of_both:
        return _one_of_both(no, lang)
    if no.is_one_of_several:
        return _one_of_several(no, lang)
    if no.own:
        return ngettext(
            "You already have %(own)s, and %(n)s more is free.",
            "You already have %(own)s, and %(n)s more are free.",
            no.left,
            own=lang.number(no.own),
        )
    if not no.left:
        return _("Someone has this one. You can stand by, or take something else.")
    if no.is_boxes:
        return ngettext(
            "%(n)s box is still free here. Take that, or something else.",
            "%(n)s boxes are still free here. Take that many or fewer.",
            no.left,
        )
    return ngettext(
        "%(n)s place is still free here. Take that, or something else.",
        "%(n)s places are still free here. Take that many or fewer.",
        no.left,
    )


def sentence_of(no: Refusal, lang: Language) -> str:
    """Say what happened and what to do now."""
    _, ngettext = lang.gettext, lang.ngettext
    match no:
        case TaskFull():
            return _task_full(no, lang)
        case refusals.TaskCancelled():
            return _("This task was called off. Everything that is still open is on the list.")
        case refusals.MoveClosed(state=MoveState.CALLED_OFF):
            return _("This move was called off. There is nothing more to take on.")
        case refusals.MoveClosed(state=MoveState.OPEN):
            return _("That day is over, so there is nothing more to take on. Thank you for wanting to help.")
        case refusals.MoveClosed():
            return _("This move is over and closed. There is nothing more to take on.")
        case refusals.UnsafeCrew(by_hand=False):
            return _(
                "This is too heavy to lift by hand. If professionals take it, or it can roll on one floor, go ahead."
            )
        case refusals.UnsafeCrew(people=people, taken=taken):
            return ngettext(
                "This needs %(n)s person, and so far it has %(taken)s. Wait for more hands, or go ahead all the same.",
                "This needs %(n)s people, and so far it has %(taken)s. Wait for more hands, or go ahead all the same.",
                people,
                taken=lang.number(taken),
            )
        case Clash(pairs=[]):
            return _("This is at the same time as something else of yours. You know best.")
        case Clash():
            return " ".join([*(_clashing(pair, lang) for pair in no.pairs[:MAX_PAIRS]), _("You know best.")])
        case refusals.ChangedSince():
            return _("“%(title)s” has changed since you looked: have a look first.", title=no.title)
        case refusals.LastOrganizer():
            return _("Nobody else organizes this move yet. Add somebody first, or erase the move in the settings.")
        case refusals.TooLate():
            return _too_late(no, lang)
        case refusals.WrongOrigin():
            return _("Another site tried to send this. Open the link itself and try again there.")
        case refusals.Malformed():
            return _(
                "What was sent is cut off or not in the form that belongs here. Please check it and send it again."
            )
        case refusals.TooLarge():
            return _("More was sent than fits. Send it in smaller pieces.")
        case refusals.WordTooSoon(seconds=seconds):
            return ngettext(
                "The last message wants to be read first. The next one can go in %(n)s minute.",
                "The last message wants to be read first. The next one can go in %(n)s minutes.",
                ceil(seconds / MINUTE),
            )
        case refusals.Busy(seconds=seconds):
            return ngettext(
                "A great deal is going on here just now. Please wait %(n)s second, then send it again.",
                "A great deal is going on here just now. Please wait %(n)s seconds, then send it again.",
                seconds,
            )
        case refusals.TooMany(seconds=seconds) if seconds > LONG_WAIT:
            return _("A great deal came from here today. Please go on tomorrow.")
        case refusals.TooMany(seconds=seconds) if seconds > MINUTE:
            return ngettext(
                "A great deal came from here at once. Please wait %(n)s minute, then send it again.",
                "A great deal came from here at once. Please wait %(n)s minutes, then send it again.",
                ceil(seconds / MINUTE),
            )
        case refusals.TooMany(seconds=seconds):
            return ngettext(
                "A great deal came from here at once. Please wait %(n)s second, then send it again.",
                "A great deal came from here at once. Please wait %(n)s seconds, then send it again.",
                seconds,
            )
        case KeyReused():
            return _("This key was used for another request. Send a new key.")
        case Invalid(faults=found):
            sentences = [fault_sentence(fault, lang) for fault in found]
            return " ".join(dict.fromkeys([*sentences, count_sentence(no, lang)])).strip()
        case _:
            return _(
                "Perhaps the link was cut off, or it has been replaced by a newer one. "
                "Ask the person who sent it for the present one."
            )


def _clashing(pair: Clashing, lang: Language) -> str:
    """Say when both are: "“Boxes” is on Saturday from 9 to 11, and you have “Sofa” from 10 to 12."."""
    wanted, other = pair.wanted, pair.other
    is_one_day = wanted.window.day == other.window.day
    values = {
        "task": wanted.title,
        "when": _window(wanted.window, lang),
        "other": other.title,
        "then": _times(other.window, lang) if is_one_day else _window(other.window, lang),
    }
    if pair.is_new:
        return lang.gettext("“%(task)s” is %(when)s, and “%(other)s” %(then)s.", **values)
    return lang.gettext("“%(task)s” is %(when)s, and you have “%(other)s” %(then)s.", **values)


def _window(window: Window, lang: Language) -> str:
    return lang.gettext("on %(day)s %(times)s", day=lang.weekday(window.day), times=_times(window, lang))


def _times(window: Window, lang: Language) -> str:
    return lang.gettext("from %(starts)s to %(ends)s", starts=lang.time(window.starts), ends=lang.time(window.ends))


def _too_late(no: TooLate, lang: Language) -> str:
    """Say what stands on a change that was to be undone."""
    _ = lang.gettext
    task, name, whom = no.title or _("that task"), no.name or _("Somebody"), no.name or _("somebody")
    return {
        Since.NEVER: _("This stays as it is: neither a link that was closed nor details that were deleted come back."),
        Since.NOT_KEPT: _("This is not kept for undoing any more."),
        Since.TAKEN: _("%(name)s counts on “%(task)s” as it is now. You can change it by hand.", name=name, task=task),
        Since.TASK_CHANGED: _("“%(task)s” was changed again since. You can change it by hand.", task=task),
        Since.PERSON_CHANGED: _("Something about %(name)s has changed since. You find it under People.", name=whom),
        Since.ASKED: _("%(name)s is asked for “%(task)s” by now. Take that back first.", name=name, task=task),
        Since.ASK_CHANGED: _(
            "Something about what %(name)s is asked has changed since. You find it under Ask.", name=whom
        ),
        Since.OFFER_CHANGED: _(
            "Something about an offer of %(name)s has changed since. You find it on the board.", name=whom
        ),
        Since.NOTE_CHANGED: _(
            "Something about the thank-you for %(name)s has changed since. You find it under Thanks.", name=whom
        ),
        Since.MOVE_CHANGED: _("This was changed again since. You find it in the settings."),
        Since.LETTER_WENT: _("An email with this has gone out, and what was sent stays sent."),
        Since.NOT_FREE: _("Somebody else has this place by now. You can stand by, or take something else."),
        Since.TIME_OVER: _("That was a while ago. Look at the list: perhaps the place is still free."),
    }[no.since]
