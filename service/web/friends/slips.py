"""Slips of the sign-up page that are made once: how they look to everybody who has nothing of their own on them.

A slip is rendered from a `Shown`, the move and the reader's `Manner`, and from nothing else. One that was made before
is taken only where all of them are equal: so it is never stale, and it shows nobody what they would not be shown
without it.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Lock

from markupsafe import Markup

from service.domain.reading.views import MoveView, TaskView
from service.text.language import Language
from service.text.sentences import Sentences
from service.text.templates import macros
from service.web.base.pages import UNTOUCHED

MAX_CHARACTERS = 16_000_000
"""Length of all slips that are kept: of about 200 pages of forty tasks, each in one language."""


@dataclass(frozen=True)
class Manner:
    """The manner in which a reader is shown slips. Who they are is not in it."""

    path: str
    """That of the page, below which claims are sent."""
    query: str
    locale: str
    is_known: bool
    """They are recognised, and not asked for a name."""
    holds_back: bool


@dataclass(frozen=True)
class Shown:
    """A task as its reader may see it, and the one at the other home that carries the same things."""

    task: TaskView
    other: TaskView | None


@dataclass(frozen=True)
class Sheet:
    """The slips that were made last for readers of one manner, by the numbers of their tasks."""

    move: MoveView
    slips: dict[int, tuple[Shown, Markup]] = field(default_factory=dict)

    @property
    def characters(self) -> int:
        return sum(len(slip) for _, slip in self.slips.values())


@dataclass
class Slips:
    """A cache that drops the sheet first that was read least recently. Used by all threads that make pages."""

    max_characters: int = MAX_CHARACTERS
    _sheets: OrderedDict[Manner, Sheet] = field(default_factory=OrderedDict)
    _characters: int = 0
    _lock: Lock = field(default_factory=Lock)

    def of(self, tasks: Iterable[Shown], move: MoveView, manner: Manner, lang: Language) -> dict[int, Markup]:
        """Return the slips of these tasks by their numbers, made now or before."""
        there = replace(move, version=0)  # every change raises it, and no slip shows it
        last, sheet = self._last(manner), Sheet(there)
        known = last.slips if last is not None and last.move == there else {}
        page = None
        for shown in tasks:
            made = known.get(shown.task.n)
            if made is None or made[0] != shown:
                page = page or macros("shared/slips.html", lang, say=Sentences(lang), form=UNTOUCHED)
                made = shown, page.slip(shown.task, shown.other, there, manner.path, manner.query, manner.is_known)
            sheet.slips[shown.task.n] = made
        self._keep(manner, sheet)
        return {n: slip for n, (_, slip) in sheet.slips.items()}

    def _last(self, manner: Manner) -> Sheet | None:
        with self._lock:
            return self._sheets.get(manner)

    def _keep(self, manner: Manner, sheet: Sheet) -> None:
        with self._lock:
            last = self._sheets.pop(manner, None)
            self._sheets[manner] = sheet
            self._characters += sheet.characters - (last.characters if last is not None else 0)
            while self._characters > self.max_characters:
                _, oldest = self._sheets.popitem(last=False)
                self._characters -= oldest.characters
