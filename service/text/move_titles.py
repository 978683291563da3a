"""The title of a move that nobody has given one: made of whose move it is, and of the day."""

from datetime import date

from service.domain.rules.moves import Whose
from service.text.language import Language, language, shipped


def made_title(name: str, day: date | None, lang: Language) -> str:
    """Write "Olive’s move on 5 December", or without a day "Olive’s moving day"."""
    _ = lang.gettext
    if day is None:
        return _("%(name)s’s moving day", name=name)
    return _("%(name)s’s move on %(day)s", name=name, day=lang.date(day))


def title_after(title: str, before: Whose, after: Whose) -> str:
    """Return a title as it is after a change: one that was made is made anew, in its language; an own one stays."""
    for tag in (before.language, *shipped()):
        if title == made_title(before.name, before.day, language(tag)):
            return made_title(after.name, after.day, language(tag))
    return title
