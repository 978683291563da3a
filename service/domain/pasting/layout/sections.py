"""Sections: which heading each row stands under.

A heading that stands alone holds until the next one, until a gap wider than the list's usual one, or, where entries are
nested below it, until the first that is not. A heading with things behind it ("Study: desk, chair") holds for its own
line.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from service.domain.pasting.days import Said, When, read_day
from service.domain.pasting.layout.headings import is_loud, is_title, opens_section, sort_of
from service.domain.pasting.layout.line import Form, Line, Under
from service.domain.pasting.layout.marks import ABOVE, LISTED, says_done, strip_marks
from service.domain.pasting.layout.rooms import heading_alone, heading_before, is_group, says_stays
from service.domain.pasting.layout.row import Row
from service.domain.pasting.layout.style import Style, style_of
from service.domain.pasting.layout.tally import boxes_counted
from service.domain.pasting.lookup import is_named

NAMELESS = (Under.STAYS, Under.DONE, Under.ERRANDS)
"""Sections whose heading names no room."""
NESTED = 2
"""Blanks by which an entry is nested in the one above."""


@dataclass(frozen=True)
class Section:
    """The heading in force. `indent`: that of the heading, if entries are nested below it."""

    room: str = ""
    headings: tuple[int, ...] = ()
    under: Under = Under.NOTHING
    day: date | None = None
    indent: int | None = None

    @property
    def stays(self) -> bool:
        return self.under is Under.STAYS


def in_sections(rows: list[Row], when: When | None = None) -> list[Line]:
    """Read rows under their headings; blank ones are counted but not returned.

    `when`: with the move's day, lines say their own.
    """
    reader = _Reader(style_of(rows), when)
    written = [row for row in rows if not row.is_blank]
    below = iter([*written[1:], None])
    for row in rows:
        if row.is_blank:
            reader.gap += 1
        else:
            reader.take(row, next(below))
    return reader.lines


@dataclass
class _Reader:
    """The section in force while the rows are gone through, and those around it."""

    style: Style
    when: When | None
    lines: list[Line] = field(default_factory=list)
    section: Section = Section()
    around: list[Section] = field(default_factory=list)
    used: bool = False
    gap: int = 0

    def take(self, row: Row, below: Row | None) -> None:
        if self.gap > self.style.gap and self.used and not (self.section.indent is not None and row.indent):
            self.section, self.used = Section(), False
            self.around = []
        self._leave(row)
        after_gap, self.gap = self.gap > 0 or not self.lines, 0
        if row.form is Form.TALK:
            self.lines.append(Line(row.n, row.text, "", written=row.written, form=Form.TALK))
            return
        composed = row.form is not None
        bare = row.text if composed else strip_marks(row.text)
        said = read_day(bare, self.when) if self.when and not composed else Said(bare)
        alone = None
        if not (composed or row.entry or self._is_counted(said.text)):
            alone = self._heading(row, said, below, first=after_gap and below is not None)
        self.lines.append(self._item(row, said) if alone is None else self._head(row, said, alone, below))

    def _leave(self, row: Row) -> None:
        """Go back to the section around the one that this row is not nested in."""
        while self.section.indent is not None and row.indent <= self.section.indent:
            self.section = self.around.pop() if self.around else Section()
            self.used = True

    def _nests(self, row: Row, below: Row | None) -> bool:
        return nests(row, below, self.style.step)

    def _is_counted(self, bare: str) -> bool:
        return self.section.under is Under.BOXES and boxes_counted(bare) is not None

    def _heading(self, row: Row, said: Said, below: Row | None, *, first: bool) -> str | None:
        """Read the room that a row names if it is a heading; None if it is none."""
        if self._heads_what_is_done(row):
            return ""
        if self.section.stays and is_named(said.text) and not said.text.endswith(":"):
            return None  # a "greenhouse" among what stays is a thing
        begins = not row.done or row.written.startswith(ABOVE)
        listed_below = below is not None and below.is_open and _is_listed(below) and not _is_listed(row)
        opens = (
            (first and listed_below and below is not None and below.n == row.n + 1)
            or self._nests(row, below)
            or row.heads
        )
        loud = begins and (row.heads or is_loud(row, self.style))
        opens |= first and (loud or is_group(said.text))
        opens |= loud and self.style.headed and below is not None and not is_loud(below, self.style)
        alone = heading_alone(said.text, loud=loud, opens=begins and opens)
        if (
            alone is None
            and begins
            and opens_section(said.text, below, set_off=loud or listed_below or first or self._nests(row, below))
        ):
            return ""
        sharp = begins and row.written.lstrip("#") != row.written and row.written.lstrip("#").startswith(" ")
        return "" if alone is None and (sharp or (said.is_all and (said.day or said.unsure))) else alone

    def _heads_what_is_done(self, row: Row) -> bool:
        """Tell whether a heading says in brackets that all below it is done: "TO JANET (fetched on Sunday, done)"."""
        before, found, _ = row.text.partition("(")
        return bool(found) and says_done(row.text) and is_loud(replace(row, text=before), self.style)

    def _head(self, row: Row, said: Said, room: str, below: Row | None) -> Line:
        day = said.day or said.heads
        within = self.section
        above = within.headings if within.day and not self.used and not day else ()
        under = Under.STAYS if row.stays else sort_of(said.text, room)
        under = Under.DONE if self._heads_what_is_done(row) else under
        if self._nests(row, below):
            self.around.append(within)
            headings = (*within.headings, row.n)
            under = Under.STAYS if within.stays else under
        else:
            self.around = []
            headings = (*above, row.n)
        room = "" if under in NAMELESS or is_title(said.text) else room
        day_of = day or (within.day if above or self._nests(row, below) else None)
        indent = row.indent if self._nests(row, below) else None
        self.section, self.used = Section(room, headings, under, day_of, indent), False
        return Line(
            row.n,
            said.text,
            room,
            written=row.written,
            headings=headings,
            form=Form.HEADING,
            under=under,
            stays=self.section.stays,
            unsure="" if day else said.unsure,
        )

    def _item(self, row: Row, said: Said) -> Line:
        self.used = True
        section = self.section
        line = _composed(row, said.text, section) if row.form else _line(row, said.text, section)
        return replace(
            line,
            written=row.written,
            under=section.under,
            depth=len(self.around),
            is_listlike=row.listed,
            stays=line.stays or section.stays or row.stays,
            is_ticked=row.done or (section.under is Under.DONE and not row.ready),
            taken=" ".join(row.taken),
            struck=", ".join(row.struck),
            day=said.day or (None if said.unsure else section.day),
            unsure=said.unsure,
            cut=said.cut,
        )


def nests(row: Row, below: Row | None, step: int = 0) -> bool:
    """Tell whether the next row is nested in this one."""
    if below is None or below.form is Form.TALK:
        return False
    plain = step > 0 and not row.indent and below.indent >= step
    return plain or (below.indent >= row.indent + NESTED and _is_listed(below))


def _is_listed(row: Row) -> bool:
    text = row.text.strip()
    return row.listed or (text[:1] in LISTED and text != "") or text[1:3] == ") "


def _composed(row: Row, text: str, section: Section) -> Line:
    if row.room is not None:
        return Line(row.n, text, row.room, form=row.form or Form.ITEM)
    return Line(row.n, text, section.room, headings=section.headings, form=row.form or Form.ITEM)


def _line(row: Row, bare: str, section: Section) -> Line:
    doubtful = bare.startswith("?")
    bare = strip_marks(bare.lstrip("? ")) or bare
    counted = boxes_counted(bare, is_index=row.is_numbered) if section.under is Under.BOXES else None
    if counted is not None:
        text, place = counted
        place = place or row.room or section.room
        return Line(row.n, text, place, headings=section.headings, form=Form.BOXES, doubtful=doubtful)
    room, rest, lead = heading_before(bare)
    if room is not None and row.room is not None:
        row.taken.append(lead)  # "Kitchen: egg timer -> Study" goes to the study
    if room is None and row.room is None:
        return Line(row.n, rest, section.room, headings=section.headings, doubtful=doubtful, stays=says_stays(lead))
    return Line(row.n, rest, row.room or room or "", doubtful=doubtful, stays=says_stays(lead))
