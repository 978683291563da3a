"""Work on a pasted list that takes long, and is done apart: reading it, writing its preview, making tasks of it.

Nothing of HTTP is here, nor of a database: what is needed comes in whole, and goes over to another process.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from service.domain.figures.lifting import Route
from service.domain.models import Gear, TaskFields
from service.domain.pasting import from_home, understand
from service.domain.reading.views import MoveView
from service.text.language import Language
from service.text.templates import render
from service.web.base.form import Form
from service.web.organizer.paste_changes import OF_SEVERAL, change_several, follow_numbers
from service.web.organizer.paste_rows import (
    HIDDEN_FIELDS,
    Listed,
    gear_of_rows,
    listed_in,
    listed_of,
    read_list,
    tasks_of,
)
from service.web.organizer.paste_shown import shown_list
from service.web.organizer.paste_split import split_rows

PAGE = "organizer/pasted.html"
SEVERAL = "several"
"""The word of a form that changes the rows that are ticked."""
Making = Callable[[], Listed]
"""Makes the list to be shown, once it is apart."""


def write_preview(
    making: Making, form: Form, lang: Language, *, move: MoveView, text: str, around: Mapping[str, Any]
) -> str:
    """Write the page that shows each row beside the lines that it came from. The form holds everything.

    Raises Invalid where the list is more than is looked through at once.
    """
    listed = making()
    typed = {name: value for name, value in form.values.items() if name.startswith(OF_SEVERAL)}
    own = {
        "form": Form("p", {**typed, **listed.values}, form.errors, form.status),
        "move": move,
        "text": text,
        "listed": listed,
        "shown": shown_list(listed, move, text, lang, form.errors),
        "hidden": HIDDEN_FIELDS,
    }
    return render(PAGE, lang, **{**around, **own})


def of_text(text: str, move: MoveView, hands: int, lang: Language, today: date, *, keeper: bool) -> Making:
    return partial(read_list, text, move, hands, lang, today, keeper=keeper)


def of_home(home: str, move: MoveView, hands: int, lang: Language) -> Making:
    return partial(_listed_of_home, home, move, hands, lang)


def _listed_of_home(home: str, move: MoveView, hands: int, lang: Language) -> Listed:
    return listed_of(from_home(home, route=move.route, hands=hands), move, lang)


def as_sent(sent: Mapping[str, str], lang: Language) -> Making:
    return partial(_arranged, dict(sent), lang)


def as_changed(sent: Mapping[str, str], route: Route, lang: Language) -> Making:
    return partial(_changed, dict(sent), route, lang)


def _arranged(sent: Mapping[str, str], lang: Language) -> Listed:
    """Return the list as it was sent, with its rows split as they say, unless others are to change first."""
    listed = follow_numbers(listed_in(sent))
    return listed if sent.get("do") == SEVERAL else split_rows(listed, lang)


def _changed(sent: Mapping[str, str], route: Route, lang: Language) -> Listed:
    """Return the list with what was asked for done to it."""
    listed = _arranged(sent, lang)
    return change_several(listed, sent, route, lang) if sent.get("do") == SEVERAL else listed


def tasks_in(sent: Mapping[str, str], route: Route, lang: Language) -> tuple[list[TaskFields], Sequence[Gear]]:
    """Make the tasks that a preview says, and list what organizers get themselves. Raises Invalid."""
    listed = _arranged(sent, lang)
    return tasks_of(listed, route, lang), gear_of_rows(listed.rows)


def get_ready() -> None:
    """Load what reading a list needs, before there is one."""
    understand("table")
