"""Step 1: the whole list is looked at once, and every line gets its form, its section and the text that is left.

Each of RECOGNISERS goes over all rows for one kind of layout: it says what rows are, and takes off what names nothing.
Then `sections` find the heading that each stands under (`rooms`, `headings`), with boxes counted below one (`tally`),
and `listing` tells entries of a list from sentences. Later steps ask no more what a line is: they read `Line`.
"""

from service.domain.pasting.days import When
from service.domain.pasting.layout.boxes import box_log, mixed_log, numbered_boxes
from service.domain.pasting.layout.chats import chat
from service.domain.pasting.layout.forms import form
from service.domain.pasting.layout.headings import labels
from service.domain.pasting.layout.legends import legend
from service.domain.pasting.layout.letters import front_matter, greeting, mail_head, signature
from service.domain.pasting.layout.line import Form, Line, Under
from service.domain.pasting.layout.listing import told_apart
from service.domain.pasting.layout.marks import strip_marks, ticks
from service.domain.pasting.layout.markup import markup
from service.domain.pasting.layout.numbering import running_index
from service.domain.pasting.layout.places import where_to
from service.domain.pasting.layout.rooms import is_room, room_name
from service.domain.pasting.layout.row import Recogniser, rows_of
from service.domain.pasting.layout.sections import in_sections
from service.domain.pasting.layout.sums import sums
from service.domain.pasting.layout.tables import tables
from service.domain.pasting.layout.titles import title

__all__ = ["Form", "Line", "Under", "is_room", "read_lines", "room_name", "strip_marks"]


RECOGNISERS: tuple[Recogniser, ...] = (
    front_matter,
    mail_head,
    chat,
    greeting,
    title,
    signature,
    markup,
    form,
    box_log,
    mixed_log,
    tables,
    labels,
    legend,
    ticks,
    running_index,
    numbered_boxes,
    where_to,
    sums,
)
"""The looks at the whole list, in order: what one has said of a row, the next ones leave alone."""


def read_lines(text: str, when: When | None = None) -> list[Line]:
    """Read the lines of a text, parted by "\n" only; blank lines are counted but not returned.

    `when`: with the move's day, lines say their own.
    """
    rows = rows_of(text)
    for recognise in RECOGNISERS:
        recognise(rows)
    return told_apart(in_sections(rows, when))
