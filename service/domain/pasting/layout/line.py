"""The typed lines that the later steps read, and the sections that they stand in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """The forms of lines: every line has one."""

    ITEM = "item"
    """It may name things."""
    HEADING = "heading"
    PROSE = "prose"
    """Sentences: a thing that the catalogue knows may be in them, a noun that nobody knows is none."""
    BOXES = "boxes"
    """A count of boxes, of a room or with a number of its own; its text says so: "9 boxes", "1 box (scarves)"."""
    ROW = "row"
    """A row of a table; its text is that of its columns in the order of a line: "3 stool (note)"."""
    TALK = "talk"
    """Nothing to read: a greeting, a signature, the header of a table, a rule, a legend."""


class Under(StrEnum):
    """The sorts of sections, by the heading in force."""

    NOTHING = "nothing"
    ROOM = "room"
    GROUP = "group"
    """A heading that names no room: "Furniture", "Saturday"."""
    STAYS = "stays"
    DONE = "done"
    BOXES = "boxes"
    ERRANDS = "errands"


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `text`: the part that is left to read; `room`: where its things are; `headings`: the
    numbers of the lines that say so; `stays`: its things do not come along; `is_ticked`: they are done."""

    n: int
    text: str
    room: str
    written: str = ""
    """The whole of it, as it was written."""
    headings: tuple[int, ...] = ()
    form: Form = Form.ITEM
    under: Under = Under.NOTHING
    depth: int = 0
    """Number of lists that it is nested in."""
    is_listlike: bool = False
    """It is an entry of a list, so that a noun on it that nobody knows is a thing, if a doubtful one."""
    doubtful: bool = False
    """It begins with a question mark."""
    stays: bool = False
    is_ticked: bool = False
    day: date | None = None
    unsure: str = ""
    """Its words that say a day which is not clear."""
    cut: str = ""
    """Its words that say the day, and are no part of `text`."""
    taken: str = ""
    """Its words that name nothing, and are no part of `text`: who says it, its number, where it goes."""
    struck: str = ""
    """Its words that are struck through, beside others that are not."""

    @property
    def is_composed(self) -> bool:
        """Its text is made of its parts, in another order or with other words than were written."""
        return self.form in (Form.BOXES, Form.ROW)

    @property
    def is_heading(self) -> bool:
        return self.form is Form.HEADING

    @property
    def is_prose(self) -> bool:
        return self.form is Form.PROSE

    @property
    def is_talk(self) -> bool:
        return self.form is Form.TALK
