"""Things that people would rather not carry alone, to choose from: each becomes a task, as does a line of one's own.

Nothing here is asked of her but a tick: weight, crew and time are what a pasted list would say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.models import Kind, Place, TaskFields
from service.domain.pasting import understand
from service.domain.reading.views import MoveView
from service.text.language import Language
from service.text.proposals import fields_of
from service.text.task_titles import MAX_LENGTH


@dataclass(frozen=True)
class FirstThing:
    """`key`: its name in the form. `line`: as a list would have it."""

    key: str
    label: str
    line: str


def first_things(lang: Language) -> list[FirstThing]:
    """List a handful, the heaviest first."""
    _ = lang.gettext
    return [
        FirstThing("sofa", _("Sofa"), "sofa"),
        FirstThing("wardrobe", _("Wardrobe"), "wardrobe"),
        FirstThing("washing", _("Washing machine"), "washing machine"),
        FirstThing("bed", _("Bed"), "bed"),
        FirstThing("boxes", _("Boxes"), "20 boxes"),
        FirstThing("van", _("Driving the van"), "van"),
        FirstThing("cleaning", _("Cleaning the old home"), "cleaning"),
        FirstThing("food", _("Something to eat"), "lunch"),
    ]


def tasks_of(wanted: Sequence[tuple[str, str]], move: MoveView, lang: Language) -> list[TaskFields]:
    """Make a task of each title with its line. The first time in a process, that takes most of a second."""
    return [task_of(title, line, move, lang) for title, line in wanted]


def task_of(title: str, line: str, move: MoveView, lang: Language) -> TaskFields:
    """Make the task of one line: what it says to a list's reader, and care where that says nothing.

    Carried out and in it is one task here. Its time is no part of the title.
    """
    understood = understand(line, route=move.route)
    proposals = understood.tasks
    if not proposals:
        return {"kind": Kind.CARE, "title": title}
    fields = fields_of(proposals, move, lang)
    for thing in fields[0]["things"]:
        del thing["same"]
    is_whole = len(proposals) == 1 and not understood.unclear and proposals[0].kind in (Kind.CARE, Kind.TRIP)
    has_time = is_whole and fields[0].get("starts") and len(line) <= MAX_LENGTH
    first: TaskFields = {**fields[0], "title": fields[0]["title"] if has_time else title}
    if [each["place"] for each in fields[:2]] != [Place.OLD, Place.NEW]:
        return first
    minutes = sum(each.get("minutes") or 0 for each in fields[:2])
    least = sum(each.get("minutes_least") or 0 for each in fields[:2])
    return {**first, "place": Place.BOTH, "minutes": minutes or None, "minutes_least": least or None}
