"""A title in plain English, until the faces make it from the code and its values. Nothing else depends on it."""

from service.domain.catalogue import item
from service.domain.pasting.shapes import Title, TitleCode
from service.domain.pasting.words import ROOMS

LONGEST = 100
NAMED = 3


def plain_title(title: Title) -> str:
    room = _from(title.room)
    match title.code:
        case TitleCode.BOXES:
            part = f", part {title.part} of {title.parts}" if title.parts > 1 else ""
            return _short(f"{_boxes(title)}{room}{part}")
        case TitleCode.PACKING:
            return _short(f"Pack {_boxes(title).lower()}{room}")
        case TitleCode.HEAVY:
            key, words, _ = title.things[0]
            return _short(_capital(_counted(key, words, title.count)))
        case TitleCode.LOOSE:
            named = [_counted(*each) for each in title.things[:NAMED]]
            more = len(title.things) - len(named)
            listed = ", ".join(named) + (f" and {more} more" if more > 0 else "")
            return _short(_capital(f"{listed}{room}" if len(title.things) == 1 else f"Small things{room}: {listed}"))
        case _:
            return _short(_capital(title.things[0][1]))


def _from(room: str) -> str:
    """ "from the kitchen", "from Tom's room", and in brackets what is no room."""
    first, _, _ = room.partition(" ")
    if not room:
        return ""
    if not any(word in ROOMS for word in room.lower().split()):
        return f" ({room})"
    if first.lower().endswith(("'s", "’s")) or first.lower() in ("my", "our"):
        return f" from {room}"
    return f" from the {room.lower() if room.isupper() else room[:1].lower() + room[1:]}"


def _boxes(title: Title) -> str:
    count = str(title.count)
    if title.count_low != title.count:
        count = f"{title.count_low} to {title.count}" if title.count_low else f"Up to {title.count}"
    return f"{count} box" if title.count == 1 else f"{count} boxes"


def _counted(key: str | None, words: str, count: int) -> str:
    if key is None:
        return words
    name = item(key).name
    return name if count == 1 else f"{count} {_plural(name)}"


def _plural(name: str) -> str:
    """The plural of a catalogue name: its head stands before the first comma or preposition."""
    for cut in (",", " of ", " for ", " with ", " in ", " or "):
        head, found, tail = name.partition(cut)
        if found:
            return _plural(head) + found + tail
    if name.endswith(("s", "x", "ch", "sh")):
        return name + "es" if not name.endswith("s") or name.endswith("ss") else name
    if name.endswith("shelf"):
        return name[:-1] + "ves"
    return name[:-1] + "ies" if name.endswith("y") and name[-2] not in "aeiou" else name + "s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
