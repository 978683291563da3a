"""Sections: which heading each line stands under.

A heading that stands alone holds until the next one, or until a gap wider than the list's usual one. A heading with
things behind it ("Study: desk, chair") holds for its own line.
"""

from dataclasses import dataclass, replace
from datetime import date

from service.breathing import breathing
from service.domain.pasting import vocabulary
from service.domain.pasting.days import Said, When, read_day
from service.domain.pasting.layout.line import Form, Line, Under
from service.domain.pasting.layout.marks import is_ticked, strip_marks, strip_numbers
from service.domain.pasting.layout.rooms import (
    DECORATION,
    heading_alone,
    heading_before,
    is_group,
    is_room,
    is_set_off,
    says_stays,
)
from service.domain.pasting.tokens import normal, singular, tokens

ABOVE = "✅"
"""Stands before headings, too."""
FEWEST_BULLETS = 3
"""Lines that all begin with a tick, from which on ticks are no more than bullets."""
LISTED = frozenset("-*•·‣–—+→►▸○●◦▪■□☐☑☒✓✔[0123456789")
"""The first signs of lines that are entries of a list."""


@dataclass(frozen=True)
class Section:
    """The heading in force."""

    room: str = ""
    headings: tuple[int, ...] = ()
    under: Under = Under.NOTHING
    day: date | None = None

    @property
    def stays(self) -> bool:
        return self.under is Under.STAYS


@dataclass(frozen=True)
class Style:
    """The style of a whole list: its usual gap, whether it is all in capitals, and whether its ticks are bullets."""

    gap: int
    capitals: bool
    bullets: bool


def in_sections(raw: list[str], when: When | None = None) -> list[Line]:
    """Read lines under their headings; blank ones are counted but not returned.

    `when`: with the move's day, lines say their own.
    """
    style = _style(raw)
    lines: list[Line] = []
    section, used, gap = Section(), False, 0
    for at, written in enumerate(breathing(raw)):
        if not written.strip():
            gap += 1
            continue
        if gap > style.gap and used:
            section, used = Section(), False
        bare = strip_marks(normal(written))
        said = read_day(bare, when) if when else Said(bare)
        bare = said.text
        first = (gap > 0 or not lines) and at + 1 < len(raw) and bool(raw[at + 1].strip())
        opens = first and is_listed(raw, at + 1) and not is_listed(raw, at)
        gap = 0
        ticked = not style.bullets and is_ticked(written)
        begins = not ticked or written.strip().startswith(ABOVE)
        alone = heading_alone(
            bare, loud=begins and _is_loud(written, style), opens=begins and (opens or (first and is_group(bare)))
        )
        if alone is None and said.is_all and (said.day or said.unsure):
            alone = ""
        if alone is not None:
            day = said.day or said.heads
            above = section.headings if section.day and not used and not day else ()
            section = Section(alone, (*above, at + 1), _sort_of(bare, alone), day or (section.day if above else None))
            used, unsure = False, "" if day else said.unsure
            line = Line(
                at + 1,
                bare,
                alone,
                headings=section.headings,
                form=Form.HEADING,
                under=section.under,
                stays=section.stays,
                unsure=unsure,
            )
        else:
            used = True
            line = replace(_line(at + 1, bare, section), is_ticked=ticked, unsure=said.unsure)
            line = replace(line, day=said.day or (None if said.unsure else section.day), cut=said.cut)
        lines.append(replace(line, written=written.strip()))
    return lines


def _sort_of(bare: str, room: str) -> Under:
    """Find the sort of section that a heading begins."""
    if says_stays(bare):
        return Under.STAYS
    found = tokens(bare.strip(DECORATION))
    if any(singular(token.low) in vocabulary.CONTAINERS for token in found):
        return Under.BOXES
    return Under.ROOM if room and is_room(found, sure=True) else Under.GROUP


def _line(n: int, bare: str, section: Section) -> Line:
    doubtful = bare.startswith("?")
    bare = strip_marks(bare.lstrip("? ")) or bare
    room, rest, lead = heading_before(bare)
    stays = section.stays or says_stays(lead)
    if room is None:
        room, headings = section.room, section.headings
    else:
        headings = ()
    return Line(n, rest, room, headings=headings, under=section.under, doubtful=doubtful, stays=stays)


def is_listed(raw: list[str], at: int) -> bool:
    return at < len(raw) and raw[at].strip()[:1] in LISTED and bool(raw[at].strip())


def _is_loud(written: str, style: Style) -> bool:
    """Tell whether a line is set off as a heading: by signs around it, or by capitals where the others have none."""
    bare = strip_numbers(written.strip())
    if bare.startswith(("#", "==", "--", "**", "__", "~~")) and bare.strip(DECORATION):
        return bare.startswith("#") or is_set_off(bare)
    return not style.capitals and _is_capitals(bare)


def _is_capitals(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 2 and all(each.isupper() for each in letters)


def _style(raw: list[str]) -> Style:
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
    return Style(usual, 2 * sum(map(_is_capitals, written)) > len(written), bullets)
