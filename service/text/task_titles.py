"""Titles of the tasks of a pasted list, in the reader's language, from the parser's codes and values.

Names of things come from the catalogue (`item_name`); words that people wrote themselves stay as they are.
"""

from collections.abc import Iterator
from typing import IO, Any

from service.domain.figures.catalogue import item, items
from service.domain.models import Place
from service.domain.pasting.shapes import Title, TitleCode
from service.domain.pasting.vocabulary import ROOMS
from service.text.language import Language

MAX_LENGTH = 100
NAMED = 3
MAX_LISTED = 60
ITEM = "item"
"""The context of all names of things in the catalogues of texts: a "tent" there is nothing but a tent."""


def title_of(title: Title, lang: Language) -> str:
    _ = lang.gettext
    match title.code:
        case TitleCode.BOXES:
            return _short(_from(_boxes(title, lang), title.room, lang))
        case TitleCode.PACKING:
            what = _from(_boxes(title, lang), title.room, lang)
            return _short(_capital(_("Pack %(boxes)s", boxes=what[:1].lower() + what[1:])))
        case TitleCode.APART:
            return _short(_("Take apart: %(things)s", things=_listed(title, lang)))
        case TitleCode.THING:
            return _short(_capital(_carried(title, lang)))
        case TitleCode.HEAVIEST | TitleCode.REST | TitleCode.FURNITURE:
            what = _crew(title, lang)
            if not title.things:
                return what
            return _short(_("%(what)s: %(things)s", what=what, things=_listed(title, lang)))
        case TitleCode.LOOSE:
            # Outside the other call: what stands inside one is not found for translation.
            light = _("Light things")
            what = _from(light, title.room, lang)
            return _short(_("%(what)s: %(things)s", what=what, things=_listed(title, lang)))
        case TitleCode.TRIP | TitleCode.CARE:
            return _short(_capital(title.things[0][1]))


def _carried(title: Title, lang: Language) -> str:
    """Name one thing, or several that are alike: "sofa, out", "2 armchairs"."""
    _ = lang.gettext
    thing = _counted(*title.things[0], lang)
    if title.place is Place.OLD:
        return _("%(thing)s, out", thing=thing)
    if title.place is Place.NEW:
        return _("%(thing)s, in", thing=thing)
    return thing


def _crew(title: Title, lang: Language) -> str:
    """Name a crew's work; across town it is carried out and in at two times."""
    _ = lang.gettext
    match title.code, title.place:
        case TitleCode.HEAVIEST, Place.OLD:
            return _("The heaviest pieces, out")
        case TitleCode.HEAVIEST, Place.NEW:
            return _("The heaviest pieces, in")
        case TitleCode.HEAVIEST, _place:
            return _("The heaviest pieces")
        case TitleCode.REST, Place.OLD:
            return _("The rest of the furniture, out")
        case TitleCode.REST, Place.NEW:
            return _("The rest of the furniture, in")
        case TitleCode.REST, _place:
            return _("The rest of the furniture")
        case _code, Place.OLD:
            return _("The furniture, out")
        case _code, Place.NEW:
            return _("The furniture, in")
        case _:
            return _("The furniture")


def item_name(key: str, lang: Language, count: int = 1) -> str:
    """Name a thing as within a sentence: "sofa bed", and for several "sofa beds"."""
    found = item(key)
    return lang.npgettext(ITEM, found.name, found.names, count)


def extract_names(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[tuple[int, str, Any, list[str]]]:  # noqa: ARG001  # Babel's shape
    """Extract the names of all things, with their plurals, for `make messages`."""
    for line, each in enumerate(items().values(), start=2):
        yield line, "npgettext", (ITEM, each.name, each.names), []


def _listed(title: Title, lang: Language) -> str:
    """List the first things, as many as are soon read: "sofa, 2 armchairs, desk and 4 more"."""
    lists = (_first(title, shown, lang) for shown in range(NAMED, 0, -1))
    return next((listed for listed in lists if len(listed) <= MAX_LISTED), _first(title, 1, lang))


def _first(title: Title, shown: int, lang: Language) -> str:
    # A comma within a name would read like two things: "trampoline, taken apart".
    named = (_counted(*each, lang).partition(lang.comma)[0] for each in title.things[:shown])
    listed, more = lang.joined(*named), len(title.things) - shown
    return lang.gettext("%(things)s and %(n)s more", things=listed, n=lang.number(more)) if more > 0 else listed


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
    """Name boxes without their number: each friend takes a part, and the slip says how many are left."""
    return lang.ngettext("Box", "Boxes", title.count)


def _counted(key: str | None, words: str, count: int, lang: Language) -> str:
    if key is None:
        return words
    name = item_name(key, lang, count)
    # A language with a dual says two of a thing without a number.
    return name if count == 1 else lang.ngettext("%(n)s %(things)s", "%(n)s %(things)s", count, things=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1].rstrip() + "…"
