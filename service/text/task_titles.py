"""Titles of the tasks of a pasted list, in the reader's language, from the parser's codes and values.

Names of things come from the catalogue (`item_name`); words that people wrote themselves stay as they are.
"""

from collections.abc import Iterator
from typing import IO, Any

from service.domain.figures.catalogue import item, items
from service.domain.pasting.shapes import Title, TitleCode
from service.domain.pasting.vocabulary import ROOMS
from service.text.language import Language

MAX_LENGTH = 100
NAMED = 3
ITEM = "item"
"""The context of all names of things in the catalogues of texts: a "tent" there is nothing but a tent."""


def title_of(title: Title, lang: Language) -> str:
    _ = lang.gettext
    match title.code:
        case TitleCode.BOXES:
            what = _from(_boxes(title, lang), title.room, lang)
            if title.parts > 1:
                part, parts = lang.number(title.part), lang.number(title.parts)
                what = _("%(what)s, part %(part)s of %(parts)s", what=what, part=part, parts=parts)
            return _short(what)
        case TitleCode.PACKING:
            what = _from(_boxes(title, lang), title.room, lang)
            return _short(_capital(_("Pack %(boxes)s", boxes=what[:1].lower() + what[1:])))
        case TitleCode.HEAVY:
            key, words, _each = title.things[0]
            return _short(_capital(_counted(key, words, title.count, lang)))
        case TitleCode.LOOSE:
            return _short(_loose(title, lang))
        case _:
            return _short(_capital(title.things[0][1]))


def item_name(key: str, lang: Language, count: int = 1) -> str:
    """Name a thing as within a sentence: "sofa bed", and for several "sofa beds"."""
    found = item(key)
    return lang.npgettext(ITEM, found.name, found.names, count)


def extract_names(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[tuple[int, str, Any, list[str]]]:  # noqa: ARG001  # Babel's shape
    """Extract the names of all things, with their plurals, for `make messages`."""
    for line, each in enumerate(items().values(), start=2):
        yield line, "npgettext", (ITEM, each.name, each.names), []


def _loose(title: Title, lang: Language) -> str:
    _ = lang.gettext
    named = [_counted(*each, lang) for each in title.things[:NAMED]]
    more = len(title.things) - len(named)
    listed = ", ".join(named)
    if more > 0:
        listed = _("%(things)s and %(n)s more", things=listed, n=lang.number(more))
    if len(title.things) == 1:
        return _capital(_from(listed, title.room, lang))
    # Outside the other call: what stands inside one is not found for translation.
    small = _("Small things")
    return _("%(what)s: %(things)s", what=_from(small, title.room, lang), things=listed)


def _from(what: str, room: str, lang: Language) -> str:
    """Add the room: "3 boxes from the kitchen", "from Tom's room"; the name of another group in brackets."""
    _ = lang.gettext
    first, _rest, _more = room.partition(" ")
    if not room:
        return what
    if not any(word in ROOMS for word in room.lower().split()):
        return _("%(what)s (%(room)s)", what=what, room=room)
    if first.lower().endswith(("'s", "’s")) or first.lower() in ("my", "our"):
        return _("%(what)s from %(room)s", what=what, room=room)
    room = room.lower() if room.isupper() else room[:1].lower() + room[1:]
    return _("%(what)s from the %(room)s", what=what, room=room)


def _boxes(title: Title, lang: Language) -> str:
    ngettext, number = lang.ngettext, lang.number
    if title.count_low == title.count:
        return ngettext("%(n)s box", "%(n)s boxes", title.count)
    if not title.count_low:
        return ngettext("Up to %(n)s box", "Up to %(n)s boxes", title.count)
    return ngettext("%(low)s to %(n)s box", "%(low)s to %(n)s boxes", title.count, low=number(title.count_low))


def _counted(key: str | None, words: str, count: int, lang: Language) -> str:
    if key is None:
        return words
    name = item_name(key, lang, count)
    return name if count == 1 else lang.gettext("%(n)s %(things)s", n=lang.number(count), things=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1].rstrip() + "…"
