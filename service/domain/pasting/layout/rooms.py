"""Names of rooms and groups: alone on a line, or before a colon or a dash."""

from service.domain.pasting import staying, vocabulary
from service.domain.pasting.index import by_word
from service.domain.pasting.layout.words import begins, words_in
from service.domain.pasting.lookup import find, is_name, is_named, is_thing_word
from service.domain.pasting.nouns import is_contents
from service.domain.pasting.tokens import Token, singular, tokens

DECORATION = "=*_#~-–—:|.? \t!"
SIGNS = (":", " - ", " – ", " — ", " -- ", " = ", "\t", " > ", " | ")
MAX_ROOM_WORDS = 6
MAX_TITLE_WORDS = 4
MAX_ROOM_LENGTH = 60
TAKES = frozenset({"takes", "buys", "bought", "took", "keeps", "claimed"})
COUNTED = frozenset({"box", "crate", "bag", "carton", "tote"})


def heading_alone(bare: str, *, loud: bool = False, opens: bool = False) -> str | None:
    """Read the room that a line names if it does nothing else; "" for a heading without a name; None for no heading.

    `loud`: set off by signs or capitals. `opens`: stands above a list that begins below it.
    """
    name = bare.strip(DECORATION)
    if _boxes_of_a_room(bare):
        return None
    ends = bare.rstrip("*_=# ").endswith(":")
    found = tokens(name)
    if not name or len(name) > MAX_ROOM_LENGTH:
        return "" if ends and not any(token.low[0].isdigit() for token in found) and not is_named(name) else None
    alone = len(found) == 1 and found[0].low in vocabulary.ROOMS and find((found[0].low,)) is None
    if is_room(found, sure=ends or opens or loud or alone) or (loud and _is_numbered_bedroom(found)):
        return room_name(name)
    if not (ends or loud or opens) or any(token.low[0].isdigit() for token in found):
        return None
    lows = [token.low for token in found if token.low[0].isalnum()]
    if not lows or len(lows) > (MAX_ROOM_WORDS if ends else MAX_TITLE_WORDS):
        return None
    if lows[0] in vocabulary.HEADING_VERBS and not ends:
        return None
    named = is_name(lows) if loud and opens else find(tuple(lows)) is not None
    named = named and not (loud and is_contents(lows))  # "BOOKS"
    if named and not all(low in vocabulary.NOT_ROOMS for low in lows):
        return None
    if not vocabulary.WEEKDAYS.isdisjoint(lows):
        return ""
    groups = all(low in vocabulary.NOT_ROOMS or low in vocabulary.ROOM_WITH for low in lows)
    if not (groups or ends or opens or is_set_off(bare)):
        return None
    return room_name(name) if groups or vocabulary.PROSE.isdisjoint(lows) else ""


def _boxes_of_a_room(bare: str) -> tuple[str, str, str] | None:
    """Read "Kitchen (10 boxes)": the room, the counted boxes, and the name as written; else None."""
    before, found, after = bare.rstrip().partition("(")
    inside = [token.low for token in tokens(after)]
    counted = any(low[0].isdigit() for low in inside) and any(singular(low) in COUNTED for low in inside)
    if not (found and after.endswith(")") and counted and is_room(tokens(before), sure=True)):
        return None
    return room_name(before.strip(DECORATION)), after.rstrip(") "), before.strip()


def heading_before(bare: str) -> tuple[str | None, str, str]:
    """Read the room before a colon or dash, the text behind it, and the text before it; (None, all, "") if none is."""
    boxed = _boxes_of_a_room(bare)
    if boxed:
        return boxed
    for sign in SIGNS:
        before, found, after = bare.partition(sign)
        if not found or not after.strip() or len(before) > MAX_ROOM_LENGTH:
            continue
        name = before.strip(DECORATION)
        lead = tokens(name)
        numbered = sign == ":" and _is_numbered_bedroom(lead)
        if numbered or is_room(lead, sure=sign == ":" or not is_named(name)):
            return room_name(name), after.strip(), name
        lows = [token.low for token in lead]
        if sign == ":" and lows and all(low in vocabulary.NOT_ROOMS and not is_thing_word(low) for low in lows):
            return None, bare if _is_of_a_vehicle(lows, after) or "pet" in lows else after.strip(), name
        tip = vocabulary.says_any([token.low for token in tokens(after)], vocabulary.DUMP_RUN)
        if says_stays(name) and not tip and (sign == ":" or ("," in after and not is_named(name))):
            return None, after.strip(), name
    return None, bare, ""


def _is_of_a_vehicle(lows: list[str], after: str) -> bool:
    """Tell whether a vehicle is named before the colon alone: "Van: pick up on Friday"."""
    behind = (token.low for token in tokens(after))
    return not vocabulary.VEHICLE_WORDS.isdisjoint(lows) and vocabulary.VEHICLE_WORDS.isdisjoint(behind)


def is_room(found: list[Token], *, sure: bool = False) -> bool:
    """Tell whether these words name a room and nothing else: "Bedroom 2 (Anna's)", "kids' room", "kitchen & diner".

    `sure`: whether a sign says that it is a heading, so that words which are things too may be rooms.
    """
    lows = [token.low for token in found if token.low not in ("'", "?")]
    if "(" in lows:
        lows = lows[: lows.index("(")]
    if not 0 < len(lows) <= MAX_ROOM_WORDS or lows[-1] in ("box", "boxes", "bed", "list"):
        return False
    if "of" in lows[1:2] and singular(lows[0]) in vocabulary.CONTAINERS:
        return False  # "box of kitchen stuff"
    lows = [singular(low) if singular(low) in vocabulary.ROOMS else low for low in lows]
    if (not sure or lows[-1] not in vocabulary.ROOM_ALONE) and _names_a_thing(lows):
        return False
    if any(low.isdecimal() for low in lows) and any(singular(low) in vocabulary.CONTAINERS for low in lows):
        return False  # "kitchen stuff 3 box"
    alone = vocabulary.ROOMS if sure else vocabulary.ROOM_ALONE
    if not any(low in alone for low in lows) or any(low in vocabulary.NUMBERS for low in lows):
        return False
    if lows[0][0].isdigit() and lows[0] not in ("1", "2", "3", "4"):
        return False
    if "de" in lows[1:] and not any(low in alone for low in lows[: lows.index("de")]):
        return False  # what it is comes first: a "tele de la cocina" is no kitchen
    strange = [
        low for low in lows if low not in vocabulary.ROOMS and low not in vocabulary.ROOM_WITH and not low.isdecimal()
    ]
    if any(not low[0].isalpha() or low in vocabulary.HEADING_VERBS or singular(low) in by_word() for low in strange):
        return False
    return len(strange) <= 1


def _names_a_thing(lows: list[str]) -> bool:
    """Tell whether words are the whole name of a thing, counted or described: "kitchen tv", "2 garden sheds"."""
    while lows and lows[0] not in vocabulary.ROOMS and (lows[0].isdecimal() or lows[0] in vocabulary.QUALIFIERS):
        lows = lows[1:]
    return len(lows) > 1 and is_name(lows)


def _is_numbered_bedroom(found: list[Token]) -> bool:
    """Tell whether it is "Bed 2": a bedroom, where it is set off as a heading."""
    return len(found) > 1 and found[0].low in ("bed", "br") and found[1].low.isdecimal()


def room_name(name: str) -> str:
    """Write the name as it was, with a capital."""
    name = name.strip(DECORATION)
    return name[:1].upper() + name[1:]


def is_group(bare: str) -> bool:
    found = tokens(bare.strip(DECORATION)[:MAX_ROOM_LENGTH])
    return bool(found) and all(token.low in vocabulary.GROUPS for token in found)


def says_stays(text: str) -> bool:
    unboxed = begins(words_in(text), "unboxed")
    lows = [token.low for token in tokens(text)]
    takes = lows[1:] and not TAKES.isdisjoint((lows[0], lows[-1]))  # "auction takes: tractor, anvil"
    takes = takes and vocabulary.PROSE.isdisjoint(lows)
    return bool(text) and not unboxed and (bool(takes) or staying.says_stays(lows))


def is_set_off(bare: str) -> bool:
    return bare.rstrip().endswith(("=", "*", "_", "~", "#", "-", ":"))
