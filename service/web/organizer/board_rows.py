"""Rows of the board that are made once: of two hundred, one is another after a claim or a tick.

A row is rendered from a `Row`, the id of its move and the address of its tick, and from nothing else: one that was made
of equal values before is the same, whichever organizer looks at it. What was just ticked is one organizer's alone: the
row that says so is never kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from service.breathing import breathing
from service.domain.models import TaskState
from service.domain.reading.views import Board, TaskView
from service.text.language import Language
from service.text.rows import Rows
from service.text.sentences import Sentences
from service.text.templates import macros

KEPT = 4_096
"""Number of rows that are kept: of twenty boards of two hundred tasks, in 5 MB."""
MAX_NAMES = 20
"""Names in a row that is kept."""


@dataclass(frozen=True)
class Row:
    """All that a row shows. `way`: "tick", "ask" or neither."""

    n: int
    title: str
    sheet: str
    is_done: bool
    line: str
    is_long: bool
    names: tuple[str, ...]
    whom: str
    way: str


class BoardRows:
    """The rows of one board as its organizers read them on a day. Used by templates as `rows`."""

    def __init__(self, lang: Language, board: Board, today: date | None) -> None:
        self._lang, self._board, self._say = lang, board, Sentences(lang)
        self._rows = Rows(lang, board.move, today)

    def pile(
        self,
        tasks: Iterable[TaskView],
        back: str,
        *,
        under: time | None = None,
        ticked: int | None = None,
        did: str = "",
    ) -> Markup:
        """Return the rows of some tasks, each as `made`. `ticked`: the number of the task whose row holds `did`."""
        rows = (self.made(task, back, under=under, did=did if task.n == ticked else "") for task in tasks)
        return Markup("\n").join(breathing(rows))

    def made(self, task: TaskView, back: str, *, under: time | None = None, did: str = "") -> Markup:
        """Return a task's row. `back`: what stands behind the path of its tick; `under`: as in `Rows.line`.

        `did`: what stands in it because it was just ticked.
        """
        row, move_id = self._row(task, under), self._board.move.id
        if did or len(row.names) > MAX_NAMES:
            return _made(row, move_id, back, self._lang, did)
        return kept_row(row, move_id, back, self._lang)

    def skipped(self) -> list[tuple[TaskView, str]]:
        """List tasks at a time that the clocks skip, each with a sentence about it."""
        both = ((task, self._say.skipped(task, self._board.move)) for task in self._board.tasks if task.state.is_listed)
        return [(task, sentence) for task, sentence in both if sentence]

    def _row(self, task: TaskView, under: time | None) -> Row:
        line = self._rows.line(task, under=under)
        names = tuple(claim.helper.name for claim in task.firm)
        whom = self._say.for_whom(self._board.names_of(task.only_for)) if task.only_for else ""
        return Row(
            n=task.n,
            title=task.title,
            sheet=task.sheet,
            is_done=task.state is TaskState.DONE,
            line=line,
            is_long=self._rows.is_long(line, next(iter(names), whom)),
            names=names,
            whom=whom,
            way=self._way(task),
        )

    def _way(self, task: TaskView) -> str:
        if self._rows.is_to_tick(task):
            return "tick"
        return "ask" if task.has_room and not task.is_for_professionals else ""


def _made(row: Row, move_id: str, back: str, lang: Language, did: str = "") -> Markup:
    made: Markup = _template(lang).row(row, move_id, back, did)
    return made


@lru_cache(maxsize=64)
def _template(lang: Language) -> Any:
    return macros("organizer/row.html", lang)


kept_row = lru_cache(maxsize=KEPT)(_made)
"""Returns the row that was made of equal values before."""
