"""Slips of the sign-up page that are made once: how they look to everybody who has nothing of their own on them.

A slip is rendered from a `Shown`, the move and the reader's `Manner`, and from nothing else. One that was made before
is taken only where all of them are equal: so it is never stale, and it shows nobody what they would not be shown
without it.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from markupsafe import Markup

from service.domain.reading.views import HelperView, MoveView, TaskView
from service.text.language import Language
from service.text.sentences import Sentences
from service.text.templates import macros
from service.web.base.form import UNTOUCHED, Form

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
class Reader:
    """A visitor of the page at `path`, recognised or not, with the form that came back to them."""

    lang: Language
    path: str
    query: str
    form: Form
    me: HelperView | None
    my_url: str

    def manner(self, move: MoveView) -> Manner:
        return Manner(self.path, self.query, self.lang.tag, self.me is not None, move.holds_back)


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

    def lay_out(
        self, tasks: Iterable[TaskView], others: Mapping[int, TaskView], move: MoveView, reader: Reader
    ) -> Callable[[Iterable[TaskView]], Markup]:
        """Make the slips of these tasks for one reader, and return what puts those of some of them one below the other.

        Kept are those that show nothing of this reader alone: neither what they have, nor what they typed.
        `others`: as `Board.other_ends` has them.
        """
        me, form = reader.me, reader.form
        own, anybodys = list[TaskView](), list[Shown]()
        for task in tasks:
            if task.only_for or (me and task.claim_of(me.n)) or form.at == f"claim-{task.n}":
                own.append(task)
            else:
                anybodys.append(Shown(task, others.get(task.n)))
        made = self.of(anybodys, move, reader.manner(move), reader.lang) | _of_their_own(own, others, move, reader)
        return lambda some: Markup("\n".join([made[task.n] for task in some]))  # noqa: S704  # each is markup already

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


def _of_their_own(
    tasks: Sequence[TaskView], others: Mapping[int, TaskView], move: MoveView, reader: Reader
) -> dict[int, Markup]:
    if not tasks:
        return {}
    me, lang = reader.me, reader.lang
    slip = macros("shared/slips.html", lang, say=Sentences(lang), form=reader.form).slip
    as_known = (move, reader.path, reader.query, me)
    return {
        task.n: slip(task, others.get(task.n), *as_known, task.claim_of(me.n) if me else None, reader.my_url)
        for task in tasks
    }
