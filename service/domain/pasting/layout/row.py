"""A row: one line of the list while the recognisers are at work on it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from service.domain.pasting.layout.line import Form
from service.domain.pasting.tokens import normal

NUMBERED = re.compile(r"[#(\s]{0,3}[A-Z]{0,2}-?\d|[①-⓿]")
TAB = 4
"""Blanks that a tab indents by."""


@dataclass
class Row:
    """One line. `text`: the part of it that is left; blank where nothing was written."""

    n: int
    written: str
    text: str
    indent: int
    form: Form | None = None
    """Its form, where a recogniser is certain; None: an item, a heading or a sentence."""
    room: str | None = None
    """The room that the row says itself."""
    heads: bool = False
    """It is set off as a heading, by the marks of its kind of text."""
    listed: bool = False
    """It is an entry, by the marks of its kind of text."""
    entry: bool = False
    """It is an entry for certain, and no heading."""
    stays: bool = False
    done: bool = False
    ready: bool = False
    """It is said to be packed or taken apart: done with, and still to be carried."""
    taken: list[str] = field(default_factory=list)
    """Parts that name nothing and are not read: who says it, when, its number."""
    struck: list[str] = field(default_factory=list)
    """Parts that are struck through."""

    @property
    def is_blank(self) -> bool:
        return not self.written

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has said yet what the row is."""
        return self.form is None and bool(self.text.strip())

    @property
    def is_numbered(self) -> bool:
        """Tell whether a number of an index was taken off: "#12", "(3)", "A1 -"."""
        return any(NUMBERED.match(part) for part in self.taken)

    def take(self, part: str, text: str) -> None:
        """Take a part off, so that `text` is left."""
        self.taken.append(part)
        self.text = text

    def talk(self) -> None:
        self.form = Form.TALK

    def compose(self, form: Form, text: str, room: str | None = None) -> None:
        """Give the row a text of its parts, in the order of a line."""
        self.form, self.text = form, text
        self.room = room if room else self.room


Recogniser = Callable[[list[Row]], None]
"""A look at the whole list for one kind of layout; it changes the rows that are laid out so."""


def rows_of(text: str) -> list[Row]:
    """Cut a text into rows, parted by "\\n" only."""
    return [_row(n, line) for n, line in enumerate(text.split("\n"), start=1)]


def _row(n: int, line: str) -> Row:
    plain = normal(line)
    begins = plain[: len(plain) - len(plain.lstrip())].lstrip("\r\f\v")
    indent = sum(TAB if each == "\t" else 1 for each in begins)
    return Row(n, line.strip(), plain.strip(" \r\f\v\n").rstrip() if line.strip() else "", indent)


def open_rows(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.is_open]
