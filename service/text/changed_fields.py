"""The fields that a line of history names, in words: "the day and the time"."""

from collections.abc import Sequence

from service.text.language import Language


def changed_fields(fields: Sequence[str], lang: Language) -> str:
    """Name what was changed of a task, a move or a person, each once; empty for what nobody sees."""
    _ = lang.gettext
    time, how_many, how_long = _("the time"), _("how many it takes"), _("how long it takes")
    weight, kind, place = _("the weight"), _("the kind"), _("the place")
    area, stairs, reached = _("the addresses"), _("the stairs"), _("how they are reached")
    words = {
        "title": _("the title"),
        "name": _("the name"),
        "day": _("the day"),
        **dict.fromkeys(("starts", "ends"), time),
        **dict.fromkeys(("minutes", "minutes_least"), how_long),
        "needed": how_many,
        **dict.fromkeys(("weight_kg", "least"), weight),
        **dict.fromkeys(("kind", "work", "sort"), kind),
        "why": _("the why"),
        "damage_is_mine": _("who bears what breaks"),
        "discreet": _("who may know when and where"),
        "bring": _("what to bring"),
        **dict.fromkeys(("place", "where"), place),
        "kept": _("who does it"),
        "only_for": _("who sees it"),
        "things": _("what is carried"),
        "zone": _("the time zone"),
        **dict.fromkeys(("gear", "got"), _("what to get")),
        **dict.fromkeys(("from_area", "from_address", "to_area", "to_address"), area),
        **dict.fromkeys(("from_arriving", "to_arriving"), _("what to know on arriving")),
        **dict.fromkeys(("from_floor", "from_lift", "to_floor", "to_lift", "same_building"), stairs),
        **dict.fromkeys(("email", "phone"), reached),
    }
    return lang.list(list(dict.fromkeys(words[name] for name in fields if name in words)))
