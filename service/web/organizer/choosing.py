"""Tasks that are ticked when the page for several is opened: all of a kind, at a place, without a time, or searched.

Links choose, so that nobody has to tick seven rows one by one, and without scripts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from service.domain.models import Kind, Place
from service.domain.reading.views import TaskView
from service.text.language import Language
from service.text.sentences import Sentences
from service.web.organizer.looking import Looking

EVERYTHING, KIND, PLACE, UNTIMED = "all", "kind", "place", "untimed"
"""Names of the query that choose; `q` is the board's search."""


@dataclass(frozen=True)
class Shortcut:
    """A link that ticks tasks: what it says, and the query behind it."""

    id: str
    label: str
    query: str
    kind: Kind | None = None


@dataclass(frozen=True)
class Choice:
    """The choice as an address says it: all of it must hold. An address that says nothing chooses nothing."""

    chosen: Mapping[str, str]
    looking: Looking

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        names = (EVERYTHING, KIND, PLACE, UNTIMED)
        return cls({name: query[name] for name in names if query.get(name)}, Looking.of(query))

    def takes(self, task: TaskView) -> bool:
        if not (self.chosen or self.looking.words) or not self.looking.finds(task):
            return False
        if UNTIMED in self.chosen and task.starts is not None:
            return False
        return self.chosen.get(KIND, task.kind) == task.kind and self.chosen.get(PLACE, task.place) == task.place


def shortcuts(tasks: Sequence[TaskView], lang: Language) -> list[Shortcut]:
    """List the links that would tick some of these tasks."""
    _, say = lang.gettext, Sentences(lang)
    ways = [Shortcut("all", _("All of them"), f"{EVERYTHING}=1")]
    ways += [Shortcut(f"all-{kind.value}", say.kind(kind), f"{KIND}={kind.value}", kind) for kind in Kind]
    ways += [Shortcut(f"all-{place.value}", say.place(place), f"{PLACE}={place.value}") for place in Place]
    ways += [Shortcut("all-untimed", _("Without a time"), f"{UNTIMED}=1")]
    return [each for each in ways if _takes_some(each, tasks)]


def _takes_some(shortcut: Shortcut, tasks: Sequence[TaskView]) -> bool:
    name, _, value = shortcut.query.partition("=")
    return any(Choice.of({name: value}).takes(task) for task in tasks)
