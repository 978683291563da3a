"""The look that an organizer takes at the board: a view and a search, which the board's address keeps.

Rows that were ticked stay where they were until the page is opened anew: the address that a tick leads to names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from service.domain.reading.views import Section, TaskView
from service.web.forms.fields import number

MAX_WORDS = 100
"""Characters of a search that are looked at: no title is found by more."""
MAX_STAYING = 50
"""Rows that stay in their places at once."""


class View(StrEnum):
    TO_DO = "todo"
    BY_TIME = "time"


@dataclass(frozen=True)
class Looking:
    view: View = View.TO_DO
    words: str = ""
    stays: Mapping[int, Section] = field(default_factory=dict)
    """Of tasks that were just ticked, the section in which their rows stay."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read an address: what is no view, no search and no row of it counts as not said."""
        view = View.BY_TIME if query.get("view") == View.BY_TIME else View.TO_DO
        named = (each.partition(".") for each in query.get("stay", "").split(",")[-MAX_STAYING:])
        stays = {number(n): Section(section) for n, _, section in named if section in set(Section)}
        return cls(view, " ".join(query.get("q", "")[:MAX_WORDS].split()), stays)

    @property
    def query(self) -> dict[str, str]:
        """Return what of it an address keeps."""
        kept = {"view": self.view.value if self.view is View.BY_TIME else "", "q": self.words}
        return {name: value for name, value in kept.items() if value}

    @property
    def address(self) -> dict[str, str]:
        """Return what an address says of it right after a tick: the query, and the rows that stay."""
        stays = ",".join(f"{n}.{section.value}" for n, section in self.stays.items())
        return {**self.query, "stay": stays} if stays else self.query

    def staying(self, n: int, section: str) -> Self:
        """Let one more row stay in a section, as the last one; a row that stays already does so where it is."""
        where = self.stays.get(n) or (Section(section) if section in set(Section) else None)
        others = {each: at for each, at in self.stays.items() if each != n}
        return replace(self, stays={**others, n: where}) if where else self

    @property
    def suffix(self) -> str:
        """Spell the query, to stand behind a path: "" or "?view=time"."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def ticking(self, section: str) -> str:
        """Spell what stands behind the path of a tick: the section of its row, and the query."""
        return f"?{urlencode({'at': section, **self.query})}"

    def at(self, view: str) -> str:
        """Spell the query of another view of the same, by its name."""
        return replace(self, view=View(view)).suffix

    def finds(self, task: TaskView) -> bool:
        """Tell whether a task has these words in its title, its things or the names of its people."""
        if not self.words:
            return True
        texts = [task.title, *(each.name for each in task.things), *(each.room for each in task.things)]
        wanted = self.words.casefold()
        return any(wanted in text.casefold() for text in [*texts, *(claim.helper.name for claim in task.claims)])


EVERYTHING = Looking()
"""The board as it is opened."""
