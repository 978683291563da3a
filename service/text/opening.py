"""The opening of a plan in people and time, as one would ask friends: no total of places, no kilograms.

It counts the largest crew, of whom one is the organizer, and how long that crew is there.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from service.domain.models import Kind, Place
from service.domain.reading.views import TaskView
from service.text.amounts import HEAVY_KG
from service.text.language import Language
from service.text.sentences import Sentences

HALF_HOUR = 30
SOME_DAY = date(2000, 1, 1)


def opening_of(tasks: Sequence[TaskView], lang: Language) -> str:
    """Write "3 friends and you for the heavy things: about 2 hours. The rest is light and can be done at any time."

    Empty if there are no tasks.
    """
    heavy = [task for task in tasks if _is_heavy(task)]
    sentences = [_crew(heavy, lang)] if heavy else []
    rolled = [task for task in tasks if _is_rolled(task)]
    if rolled:
        sentences.append(_rolled(len(rolled), lang))
    if rest := len(tasks) - len(heavy) - len(rolled):
        sentences.append(_rest(heavy=bool(sentences), drives=any(task.kind is Kind.TRIP for task in tasks), lang=lang))
    return " ".join(sentences) if heavy or rolled or rest else ""


def _is_rolled(task: TaskView) -> bool:
    return not task.is_by_hand


def _is_heavy(task: TaskView) -> bool:
    weighs = task.weight_kg is None or task.weight_kg >= HEAVY_KG
    return task.crew is not None and not _is_rolled(task) and task.crew.people > 1 and weighs


def _crew(heavy: Sequence[TaskView], lang: Language) -> str:
    friends = max(task.places for task in heavy) - 1
    who = lang.ngettext(
        "%(n)s friend and you for the heavy things", "%(n)s friends and you for the heavy things", friends
    )
    out, into, other = (
        [task for task in heavy if (task.place in (Place.OLD, Place.NEW) and task.place) == place]
        for place in (Place.OLD, Place.NEW, False)
    )
    _, times = lang.gettext, list[str]()
    if not all(task.minutes for task in heavy):
        return f"{who}."
    if other:
        times.append(_time(other, friends + 1, lang))
    if out:
        times.append(_("%(time)s out of the old home", time=_time(out, friends + 1, lang)))
    if into:
        times.append(_("%(time)s into the new one", time=_time(into, friends + 1, lang)))
    return _("%(who)s: %(times)s.", who=who, times=lang.list(times))


def _time(tasks: Sequence[TaskView], people: int, lang: Language) -> str:
    """Write "about 2 hours", or "10:00 to about 12:00" where the times are set."""
    total = sum(_middle(task) * task.places for task in tasks) / people
    minutes = HALF_HOUR * max(1, round(total / HALF_HOUR))
    starts = [datetime.combine(SOME_DAY, task.starts) for task in tasks if task.starts]
    if len(starts) < len(tasks):
        return lang.gettext("about %(time)s", time=Sentences(lang).span(minutes))
    ends = max(min(starts) + timedelta(minutes=minutes), max(starts) + timedelta(minutes=HALF_HOUR))
    first, last = lang.time(min(starts).time()), lang.time(ends.time())
    return lang.gettext("%(first)s to about %(last)s", first=first, last=last)


def _middle(task: TaskView) -> float:
    return ((task.minutes_least or task.minutes or 0) + (task.minutes or 0)) / 2


def _rolled(things: int, lang: Language) -> str:
    return lang.ngettext(
        "%(n)s thing is not lifted by hand: it rolls, or professionals take it.",
        "%(n)s things are not lifted by hand: they roll, or professionals take them.",
        things,
    )


def _rest(*, heavy: bool, drives: bool, lang: Language) -> str:
    _ = lang.gettext
    if not heavy:
        return _("All of it is light and can be done at any time.")
    if drives:
        return _("Somebody drives; the rest is light and can be done at any time.")
    return _("The rest is light and can be done at any time.")
