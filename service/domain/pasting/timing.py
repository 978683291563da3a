"""Step 5, around it: a line is read without the time that it says, and its things are to be done then."""

from dataclasses import replace

from service.domain.pasting.clocks import Clock, clocks_in, without
from service.domain.pasting.layout import Line
from service.domain.pasting.reading import LineRead, read_line
from service.domain.pasting.shapes import Thing
from service.domain.pasting.spans import Span, stretch


def read_timed(line: Line) -> LineRead:
    """Read one line with its time. Of several times each is that of the errand whose words say it.

    A time that is no thing's is in the rest, unless it is in the words of an errand.
    """
    found = clocks_in(line.text, line.cut)
    timed = _with_time(line, found[0]) if len(found) == 1 and found[0].starts else None
    if timed is not None:
        return timed
    read = read_line(line)
    spans = [thing.span for thing in read.things if thing.kind.is_carried]
    lost = [each for each in found if not each.is_bare and any(_is_in(each.span, span) for span in spans)]
    quoted = [line.text[slice(*each.span)] for each in lost]
    things = [_with_own(each, line.cut) for each in read.things] if len(found) > 1 else read.things
    return replace(read, things=things, rest=_and(read.rest, *quoted))


def _with_time(line: Line, clock: Clock) -> LineRead | None:
    """Read a line without its only time; None where the words are no time, since there would be nothing left to do."""
    text = line.text if clock.stays else without(line.text, clock.span)
    read = read_line(replace(line, text=text))
    if not read.things or (clock.is_bare and any(_may_be_counted(each) for each in read.things)):
        return None
    if len(read.things) == 1 or not line.text[: clock.span[0]].strip():
        first, *others = read.things
        things = [_at(_with_words(first, line.text, text, clock), clock), *(_at(each, clock) for each in others)]
        return replace(read, things=things)
    at = clock.span[0]
    mine = [each for each in read.things if not each.kind.is_carried and each.span[0] <= at <= each.span[1] + 1]
    if not mine:
        return replace(read, rest=_and(line.text[slice(*clock.span)], read.rest))
    own = _at(_with_words(mine[0], line.text, text, clock), clock)
    return replace(read, things=[own if each is mine[0] else each for each in read.things])


def _with_words(thing: Thing, written: str, text: str, clock: Clock) -> Thing:
    """Let the words of a thing hold its time, as it is `written`. `text`: that without it, if it was taken out."""
    if text == written:
        return replace(thing, words=written[slice(*stretch(thing.span, clock.span))])
    kept = next(at for at in range(clock.span[0], -1, -1) if text.startswith(written[:at]))
    behind = text[kept:].lstrip()
    more = written.find(behind, clock.span[1]) - (len(text) - len(behind))
    begins, ends = (at + (more if at > kept else 0) for at in thing.span)
    return replace(thing, words=written[slice(*stretch((begins, ends), clock.span))])


def _may_be_counted(thing: Thing) -> bool:
    """Tell whether numbers beside a thing may be how many there are."""
    return thing.kind.is_carried and not thing.explicit_count


def _with_own(thing: Thing, around: str) -> Thing:
    """Give a thing the only time that its own words say, but for one behind it that is an end: "at 8, return by 6"."""
    found = clocks_in(thing.text, around) if not thing.kind.is_carried else []
    if found and not found[0].stays and all(each.stays for each in found[1:]):
        found = found[:1]
    if len(found) != 1 or found[0].starts is None:
        return thing
    text = without(thing.text, found[0].span)
    return _at(thing if found[0].stays or not text else replace(thing, text=text), found[0])


def _at(thing: Thing, clock: Clock) -> Thing:
    return replace(thing, at=clock.starts, until=clock.ends)


def _is_in(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _and(*parts: str) -> str:
    return ", ".join(filter(None, parts))
