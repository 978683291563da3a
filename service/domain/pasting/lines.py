"""Step 1: lines without their bullets, and the heading each stands under.

A heading that stands alone holds until the next one, or until a gap wider than the list's usual one. A heading with
things behind it ("Study: desk, chair") holds for its own line.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from service.breathing import breathing
from service.domain.pasting import vocabulary
from service.domain.pasting.days import Said, When, read_day
from service.domain.pasting.lookup import by_word, find, is_named, is_thing_word
from service.domain.pasting.tokens import Token, normal, singular, tokens

BULLETS = frozenset("-*•·‣–—―+>→➜➔►▸▶○●◦▪▫■□◻◼☐☑☒✓✔✗✘_~|=#.,;:\\/!")
CHECK_BOXES = ("[ ]", "[x]", "[X]", "[]", "( )", "[-]", "[✓]", "[✔]")
TICKED = ("[x]", "[X]", "[✓]", "[✔]", "☑", "☒", "✓", "✔", "✅", "~~")
"""Begin or end a line that is ticked off, or struck through."""
ABOVE = "✅"
"""Stands before headings, too."""
SAYS_DONE = ("(done)", "- done", "– done", ": done", "(erledigt)", "(hecho)")
FEWEST_BULLETS = 3
"""Lines that all begin with a tick, from which on ticks are no more than bullets."""
PICTURES = ("So", "Sk", "Cf", "Mn", "Cc", "Co")
"""Unicode categories of emoji and what goes with them."""
LISTED = frozenset("-*•·‣–—+→►▸○●◦▪■□☐☑☒✓✔[0123456789")
"""The first signs of lines that are entries of a list."""
DECORATION = "=*_#~-–—:|.? \t!"
SIGNS = (":", " - ", " – ", " — ", " -- ", " = ", "\t", " > ", " | ")
MAX_ROOM_WORDS = 6
MAX_TITLE_WORDS = 4
MAX_ROOM_LENGTH = 60


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `text`: the part that is left to read; `room`: where its things are; `headings`: the
    numbers of the lines that say so; `is_heading`: it is a heading itself and nothing else; `stays`: its things do not
    come along."""

    n: int
    text: str
    room: str
    headings: tuple[int, ...] = ()
    is_heading: bool = False
    doubtful: bool = False
    """It begins with a question mark."""
    stays: bool = False
    is_ticked: bool = False
    day: date | None = None
    unsure: str = ""
    """Its words that say a day which is not clear."""
    cut: str = ""
    """Its words that say the day, and are no part of `text`."""


@dataclass(frozen=True)
class Section:
    """The heading in force."""

    room: str = ""
    headings: tuple[int, ...] = ()
    stays: bool = False
    day: date | None = None


@dataclass(frozen=True)
class Layout:
    """The style of a whole list: its usual gap, whether it is all in capitals, and whether its ticks are bullets."""

    gap: int
    capitals: bool
    bullets: bool


def read_lines(text: str, when: When | None = None) -> list[Line]:
    """Read the lines of a text, parted by "\\n" only; blank lines are counted but not returned.

    `when`: with the move's day, lines say their own.
    """
    raw = text.split("\n")
    layout = _layout(raw)
    lines: list[Line] = []
    section, used, gap = Section(), False, 0
    for at, written in enumerate(breathing(raw)):
        if not written.strip():
            gap += 1
            continue
        if gap > layout.gap and used:
            section, used = Section(), False
        bare = strip_marks(normal(written))
        said = read_day(bare, when) if when else Said(bare)
        bare = said.text
        first = (gap > 0 or not lines) and at + 1 < len(raw) and bool(raw[at + 1].strip())
        opens = first and _is_listed(raw, at + 1) and not _is_listed(raw, at)
        gap = 0
        ticked = not layout.bullets and is_ticked(written)
        begins = not ticked or written.strip().startswith(ABOVE)
        alone = heading_alone(
            bare, loud=begins and _is_loud(written, layout), opens=begins and (opens or (first and _is_group(bare)))
        )
        if alone is None and said.is_all and (said.day or said.unsure):
            alone = ""
        if alone is not None:
            day = said.day or said.heads
            above = section.headings if section.day and not used and not day else ()
            section = Section(alone, (*above, at + 1), _says_stays(bare), day or (section.day if above else None))
            used, unsure = False, "" if day else said.unsure
            line = Line(at + 1, bare, alone, section.headings, is_heading=True, stays=section.stays, unsure=unsure)
        else:
            used = True
            line = replace(_line(at + 1, bare, section), is_ticked=ticked, unsure=said.unsure)
            line = replace(line, day=said.day or (None if said.unsure else section.day), cut=said.cut)
        lines.append(line)
    return lines


def _line(n: int, bare: str, section: Section) -> Line:
    doubtful = bare.startswith("?")
    bare = strip_marks(bare.lstrip("? ")) or bare
    room, rest, lead = heading_before(bare)
    stays = section.stays or _says_stays(lead)
    if room is None:
        return Line(n, rest, section.room, section.headings, doubtful=doubtful, stays=stays)
    return Line(n, rest, room, doubtful=doubtful, stays=stays)


def is_ticked(written: str) -> bool:
    """Tell whether a line is ticked off: by a mark before it, behind it or through it, or by the word."""
    bare = written.strip().lstrip("-*•·–—+> \t")
    return bare.startswith(TICKED) or bare.endswith((*TICKED, *SAYS_DONE)) or bare.lower().endswith(SAYS_DONE)


def strip_marks(text: str) -> str:
    """Take off bullets, check marks, numbers of a list and pictures, as many as there are."""
    at, text = 0, text.rstrip()
    while at < len(text):
        after = _after_mark(text, at)
        if after == at:
            break
        at = after
    return text[at:]


def _after_mark(text: str, at: int) -> int:
    """Find the end of the mark that begins here; `at` itself if there is none."""
    if text[at].isspace():
        return at + 1
    if text[at] in "[(":
        for box in CHECK_BOXES:
            if text.startswith(box, at):
                return at + len(box)
    if text[at] in BULLETS or unicodedata.category(text[at]) in PICTURES:
        return at + 1
    return _after_number(text, at)


def _after_number(text: str, at: int) -> int:
    """Find the end of "1." or "1)" or "a)"; not of "1 x" and "1.5"."""
    end = at
    while end < len(text) and end < at + 3 and text[end].isdecimal():
        end += 1
    if end == at and text[at].isalpha() and text[at + 1 : at + 3] in (") ", ". "):
        return at + 2
    if end > at and text[end : end + 1] in (".", ")") and not text[end + 1 : end + 2].isdecimal():
        return end + 1
    return at


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
    if is_room(found, sure=ends or opens or loud) or (loud and _is_numbered_bedroom(found)):
        return room_name(name)
    if not (ends or loud or opens) or any(token.low[0].isdigit() for token in found):
        return None
    lows = [token.low for token in found if token.low[0].isalnum()]
    if not lows or len(lows) > (MAX_ROOM_WORDS if ends else MAX_TITLE_WORDS):
        return None
    if lows[0] in vocabulary.HEADING_VERBS and not ends:
        return None
    if find(tuple(lows)) is not None and not all(low in vocabulary.NOT_ROOMS for low in lows):
        return None
    if not vocabulary.WEEKDAYS.isdisjoint(lows):
        return ""
    groups = all(low in vocabulary.NOT_ROOMS or low in vocabulary.ROOM_WITH for low in lows)
    return room_name(name) if groups or ends or opens or _is_set_off(bare) else None


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
        if is_room(lead, sure=sign == ":" or not is_named(name)):
            return room_name(name), after.strip(), name
        lows = [token.low for token in lead]
        if sign == ":" and lows and all(low in vocabulary.NOT_ROOMS and not is_thing_word(low) for low in lows):
            return None, after.strip(), name
        if sign == ":" and _says_stays(name):
            return None, after.strip(), name
    return None, bare, ""


def is_room(found: list[Token], *, sure: bool = False) -> bool:
    """Tell whether these words name a room and nothing else: "Bedroom 2 (Anna's)", "kids' room", "kitchen & diner".

    `sure`: whether a sign says that it is a heading, so that words which are things too may be rooms.
    """
    lows = [token.low for token in found if token.low not in ("'", "?")]
    if "(" in lows:
        lows = lows[: lows.index("(")]
    if not 0 < len(lows) <= MAX_ROOM_WORDS or lows[-1] in ("box", "boxes", "bed", "list"):
        return False
    alone = vocabulary.ROOMS if sure else vocabulary.ROOM_ALONE
    if not any(low in alone for low in lows) or any(low in vocabulary.NUMBERS for low in lows):
        return False
    if lows[0][0].isdigit() and lows[0] not in ("1", "2", "3", "4"):
        return False
    strange = [
        low for low in lows if low not in vocabulary.ROOMS and low not in vocabulary.ROOM_WITH and not low.isdecimal()
    ]
    if any(not low[0].isalpha() or low in vocabulary.HEADING_VERBS or singular(low) in by_word() for low in strange):
        return False
    return len(strange) <= 1


def _is_numbered_bedroom(found: list[Token]) -> bool:
    """Tell whether it is "Bed 2": a bedroom, where it is set off as a heading."""
    return len(found) > 1 and found[0].low in ("bed", "br") and found[1].low.isdecimal()


def room_name(name: str) -> str:
    """Write the name as it was, with a capital."""
    name = name.strip(DECORATION)
    return name[:1].upper() + name[1:]


def _is_group(bare: str) -> bool:
    found = tokens(bare.strip(DECORATION)[:MAX_ROOM_LENGTH])
    return bool(found) and all(token.low in vocabulary.GROUPS for token in found)


def _says_stays(text: str) -> bool:
    return bool(text) and vocabulary.says_stays([token.low for token in tokens(text)])


def _is_listed(raw: list[str], at: int) -> bool:
    return at < len(raw) and raw[at].strip()[:1] in LISTED and bool(raw[at].strip())


def _is_set_off(bare: str) -> bool:
    return bare.rstrip().endswith(("=", "*", "_", "~", "#", "-", ":"))


def _is_loud(written: str, layout: Layout) -> bool:
    """Tell whether a line is set off as a heading: by signs around it, or by capitals where the others have none."""
    bare = strip_numbers(written.strip())
    if bare.startswith(("#", "==", "--", "**", "__", "~~")) and bare.strip(DECORATION):
        return bare.startswith("#") or _is_set_off(bare)
    return not layout.capitals and _is_capitals(bare)


def strip_numbers(text: str) -> str:
    return text[_after_number(text, 0) :].strip() if text else text


def _is_capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 2 and all(each.isupper() for each in letters)


def _layout(raw: list[str]) -> Layout:
    """Find the style of a list. The usual gap is 0, unless all its lines are spaced out."""
    written = [line for line in raw if line.strip()]
    gaps, gap = [], 0
    for line in raw:
        if line.strip():
            gaps.append(gap)
            gap = 0
        else:
            gap += 1
    usual = min(gaps[1:], default=0) if len(gaps) > 3 else 0
    marked = [line for line in written if line.strip()[0] in LISTED]
    bullets = len(marked) >= FEWEST_BULLETS and all(map(is_ticked, marked))
    return Layout(usual, 2 * sum(map(_is_capitals, written)) > len(written), bullets)
