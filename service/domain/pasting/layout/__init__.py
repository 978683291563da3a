"""Step 1: the whole list is looked at once, and every line gets its form, its section and the text that is left.

`marks` are taken off, `sections` find headings (`rooms`), `listing` tells entries of a list from sentences. Later steps
ask no more what a line is: they read `Line`.
"""

from service.domain.pasting.days import When
from service.domain.pasting.layout.line import Form, Line, Under
from service.domain.pasting.layout.listing import told_apart
from service.domain.pasting.layout.marks import strip_marks
from service.domain.pasting.layout.rooms import is_room, room_name
from service.domain.pasting.layout.sections import in_sections

__all__ = ["Form", "Line", "Under", "is_room", "read_lines", "room_name", "strip_marks"]


def read_lines(text: str, when: When | None = None) -> list[Line]:
    """Read the lines of a text, parted by "\\n" only; blank lines are counted but not returned.

    `when`: with the move's day, lines say their own.
    """
    return told_apart(in_sections(text.split("\n"), when))
