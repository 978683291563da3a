"""Titles of tasks that are made out of one: what our own titles list follows what is carried, typed words stay."""

from collections.abc import Sequence

from service.domain.models import Place, Task, Thing
from service.domain.pasting import Title, TitleCode
from service.text.language import Language
from service.text.task_titles import title_of

MAX_TYPED = 200
"""Longest title that organizers may type."""
LISTING = (TitleCode.HEAVIEST, TitleCode.REST, TitleCode.FURNITURE, TitleCode.LOOSE)
"""Codes of titles that list the first things."""


class TitlesOfParts:
    """Titles in the language of the organizer who makes two of one."""

    def __init__(self, lang: Language) -> None:
        self._lang = lang

    def of_part(self, task: Task, carried: Sequence[Thing], going: Sequence[Thing]) -> str:
        """Title the part of a crew's task that carries these of its things: by the only one, else like the whole."""
        if len(going) == 1:
            return self._listing(TitleCode.THING, task, going)
        return self._listing(self._code(task, carried) or TitleCode.FURNITURE, task, going)

    def of_rest(self, task: Task, carried: Sequence[Thing], staying: Sequence[Thing]) -> str:
        """Title what is left of a task: it keeps its title unless that lists what the task has carried."""
        code = self._code(task, carried)
        return task.title if code is None else self._listing(code, task, staying)

    def at_other_home(self, task: Task, other: Task, part: str) -> str:
        """Title a part at the other home like the part here: "Sofa, out (2)" is "Sofa, in (2)" there."""
        _ = self._lang.gettext
        here, there = _what_differs(task.title, other.title)
        if part.startswith(task.title):
            titled = other.title + part.removeprefix(task.title)
        elif here and there and part.split().count(here) == 1:
            titled = " ".join(there if word == here else word for word in part.split())
        else:
            titled = _("%(thing)s, in", thing=part) if other.place is Place.NEW else _("%(thing)s, out", thing=part)
        return titled[:MAX_TYPED]

    def _code(self, task: Task, carried: Sequence[Thing]) -> TitleCode | None:
        """Find out which of our titles a task has; None where its title is somebody's own."""
        return next((code for code in LISTING if self._listing(code, task, carried) == task.title), None)

    def _listing(self, code: TitleCode, task: Task, things: Sequence[Thing]) -> str:
        count = sum(each.count for each in things)
        listed = tuple((each.item, each.name, each.count) for each in things)
        return title_of(Title(code, "", count, count, task.place, listed), self._lang)


def _what_differs(one: str, other: str) -> tuple[str, str]:
    """Find the only words in which two titles differ: "out" and "in", "Sacar:" and "Meter:"; else two empty ones."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return differing[0] if len(differing) == 1 and len(one.split()) == len(other.split()) > 1 else ("", "")
