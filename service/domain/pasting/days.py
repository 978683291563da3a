"""Step 1, its beginning: the day that a line says, "Thursday: take the sofa apart", "am 3.12.", "el viernes".

A day is taken only where there is no doubt which one is meant, near the move's own; any other is left for people to
say. Weekdays and months come in English, by `tokens`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.pasting.foreign import is_foreign
from service.domain.pasting.tokens import Token, tokens
from service.domain.pasting.vocabulary import word_set
from service.domain.pasting.words import fold

NEAR = timedelta(days=14)
"""Farthest from the move's own day."""
SURELY_BEFORE = 3
"""Days before the move from which a weekday is the one before it: farther, it may as well be the one after."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT = (
    word_set("mon mo lun"),
    word_set("tue tues di"),
    word_set("wed mi mie"),
    word_set("thu thur thurs do jue"),
    word_set("fri fr vie"),
    word_set("sat sa sab"),
    word_set("sun so dom"),
)
"""Short weekdays, which are other words as well: days only before a sign, or behind "on"."""
SHORT_ENGLISH = word_set("mon tue tues wed thu thur thurs fri sat sun")
"""The others are days only in lines of their languages: "Do: Sofa zerlegen"."""
MONTHS = (
    word_set("january jan januar jaenner enero ene janvier"),
    word_set("february feb februar febrero fevrier"),
    word_set("march mar maerz marzo mars"),
    word_set("april apr abril abr avril"),
    word_set("may mai mayo"),
    word_set("june jun juni junio juin"),
    word_set("july jul juli julio juillet"),
    word_set("august aug agosto ago aout"),
    word_set("september sep sept septiembre septembre"),
    word_set("october oct okt oktober octubre octobre"),
    word_set("november nov noviembre novembre"),
    word_set("december dec dez dezember diciembre dic decembre"),
)
MAX_LEADS = 2
"""Words like "on the" before a day."""
MAX_BETWEEN = 2
"""Words like "in the" between a day and its part."""
ON = word_set("on am an den dem el le")
UNSURE = word_set(
    "by until till before after from since every each next last not no or for bis ab vor nach seit jeden jede "
    "naechsten naechste letzten kein fuer hasta antes despues desde cada proximo para los"
)
"""Words before a day that make it a deadline, one of several or another than the next."""
PARTS = word_set("morning afternoon evening night noon midday lunchtime tomorrow")
GERMAN_PARTS = ("abend", "morgen", "frueh", "vormittag", "mittag", "nachmittag", "nacht")
IN_THE = word_set("in the by im am")
SIGNS = (":", "-", "–", "—", ",")
CLOCK = word_set("at um a las pm am uhr h o'clock : . ca about")
SURE_CLOCK = word_set("pm uhr o'clock :")


@dataclass(frozen=True)
class When:
    """The move's own day, if it is known, and today where it is."""

    day: date | None
    today: date

    def weekday(self, weekday: int) -> date | None:
        """Find the one that is meant: surely before the move, or after it where the one before it is over."""
        if self.day is None:
            return None
        before = self.day - timedelta(days=(self.day.weekday() - weekday) % 7)
        if before < self.today:
            return self._near(before + timedelta(days=7))
        return before if (self.day - before).days <= SURELY_BEFORE else None

    def on_date(self, day: int, month: int, year: int | None) -> date | None:
        years = [year] if year else [self.today.year - 1, self.today.year, self.today.year + 1]
        found = [near for each in years if (near := self._near(_date(each, month, day)))]
        return found[0] if found else None

    def _near(self, day: date | None) -> date | None:
        near = self.day and day and abs(day - self.day) <= NEAR and day >= self.today
        return day if near else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Mention:
    """Words that name a day, and the one that is meant, if that is clear.

    `stands`: they say when a line is to be done, rather than belong to its words.
    """

    start: int
    end: int
    day: date | None
    stands: bool


@dataclass(frozen=True)
class Said:
    """A line without its day. `unsure`: words of a day that nobody can be sure of, as they were written."""

    text: str
    day: date | None = None
    unsure: str = ""
    heads: date | None = None
    """The day that the words mean if the line is a heading: "Saturday jobs"."""
    is_all: bool = False
    """There is nothing else on the line."""
    cut: str = ""
    """The words of the day, which may say the part of it."""


def read_day(text: str, when: When) -> Said:
    """Read the day of a line. Where several are named, or one is not clear, the text stays as it is."""
    found = list(_mentions(text, tokens(text), when))
    if not found:
        return Said(text)
    first, rest = found[0], _without(text, found[0])
    is_all = len(found) == 1 and not any(letter.isalnum() for letter in rest)
    if len(found) == 1 and first.stands and first.day:
        return Said(rest, first.day, is_all=is_all, cut=text[first.start : first.end])
    unsure = text[first.start : found[-1].end].strip(" :,-–—")
    return Said(text, unsure=unsure, heads=first.day if len(found) == 1 else None, is_all=is_all)


def _without(text: str, mention: Mention) -> str:
    before, after = text[: mention.start].rstrip(), text[mention.end :].lstrip(" :,-–—")
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    return f"{before} {after}".strip().rstrip(" ,-–—")


def _raw(text: str, token: Token) -> str:
    return fold(text[token.start : token.end].lower())


def _mentions(text: str, found: list[Token], when: When) -> Iterator[Mention]:
    raws = [_raw(text, token) for token in found]
    foreign = sum(map(is_foreign, raws))
    at = 0
    while at < len(found):
        core = _core(found, raws, at, when)
        mention, at = (None, at + 1) if core is None else _mention(found, raws, at, core, foreign)
        if mention:
            yield mention


def _mention(found: list[Token], raws: list[str], at: int, core: "Core", foreign: int) -> tuple[Mention | None, int]:
    """Find out what stands around a day, and where to read on. `foreign`: words of other languages on the line."""
    begin = at
    while begin > max(0, at - MAX_LEADS) and _leads(found[begin - 1], raws[begin - 1]):
        if raws[begin - 1] == "am" and raws[at] in (*WEEKDAYS, *SHORT_ENGLISH) and raws[begin - 2][:1].isdecimal():
            break  # "8 am Friday"
        begin -= 1
    led = any(word in ON for word in raws[begin:at])
    end = _part_of_day(found, core.end)
    signed = begin == 0 and (_word(found, end) in SIGNS or _clock_and_sign(found, end))
    within = _word(found, begin - 1) == "(" and _word(found, end) == ")"
    if core.is_short and not core.is_date:
        is_language = raws[at] in SHORT_ENGLISH or foreign > is_foreign(raws[at])
        if not is_language or not (signed or {"on", "am"} & set(raws[begin:at])):
            return None, at + 1
    if core.is_plain and core.day is None and not (led or signed):
        return None, core.end  # "shelf 1.20." is no date
    stands = led or signed or within or core.is_date or not any(token.low[0].isalnum() for token in found[end:])
    if begin and raws[begin - 1] in UNSURE:
        return Mention(found[begin - 1].start, found[end - 1].end, None, stands=False), end
    return Mention(found[begin].start, found[end - 1].end, core.day, stands), end


def _leads(token: Token, raw: str) -> bool:
    return raw in ON or (token.low == "the" and raw not in UNSURE)


def _word(found: Sequence[Token], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


@dataclass(frozen=True)
class Core:
    """A day itself, up to `end`: a weekday, which may be `is_short`, or a date, which may be of digits alone."""

    end: int
    day: date | None
    is_date: bool = False
    is_short: bool = False
    is_plain: bool = False


def _core(found: Sequence[Token], raws: Sequence[str], at: int, when: When) -> Core | None:
    """Read a weekday, a date, or both, which have to agree."""
    weekday, is_short, recurs = _weekday(found[at], raws[at])
    if weekday is None:
        dated = _dated(found, raws, at, when)
        return dated and Core(*dated, is_date=True, is_plain=not _month(raws, at) and "." in found[at].low)
    after = at + 1
    while _word(found, after) in (",", ".", "(", "the") or raws[after : after + 1] == ["den"]:
        after += 1
    dated = _dated(found, raws, after, when)
    if dated:
        end, day = dated
        return Core(end, day if day and day.weekday() == weekday else None, is_date=True, is_short=is_short)
    return Core(at + 1, None if recurs else when.weekday(weekday), is_short=is_short)


def _weekday(token: Token, raw: str) -> tuple[int | None, bool, bool]:
    """Read a weekday: its number, whether it is short, and whether it comes again and again."""
    if token.low in WEEKDAYS:
        return WEEKDAYS.index(token.low), False, False
    for number, short in enumerate(SHORT):
        if raw in short:
            return number, True, False
    for part in ("s", *GERMAN_PARTS):
        if raw.endswith(part) and len(raw) > len(part):
            whole = tokens(raw.removesuffix(part))
            if len(whole) == 1 and whole[0].low in WEEKDAYS:
                return WEEKDAYS.index(whole[0].low), False, part == "s"
    return None, False, False


def _dated(found: Sequence[Token], raws: Sequence[str], at: int, when: When) -> tuple[int, date | None] | None:
    """Read "3 December", "December 3rd", "3. Dezember", "3 de diciembre", "3.12.", "2026-12-03"."""
    numbers = [_word(found, i) for i in range(at, at + 5)]
    if _is_year(numbers[0]) and numbers[1] == numbers[3] == "-" and numbers[2].isdecimal() and numbers[4].isdecimal():
        return at + 5, when.on_date(int(numbers[4]), int(numbers[2]), int(numbers[0]))
    if numbers[0].isdecimal() and len(numbers[0]) <= 2:
        end = at + 1
        while _word(found, end) in (".", "st", "nd", "rd", "th", "of", "de"):
            end += 1
        month = _month(raws, end)
        if month:
            year, end = _year(found, end + 1)
            return end, when.on_date(int(numbers[0]), month, year)
    day, dot, month_said = numbers[0].partition(".")
    if dot and day.isdecimal() and month_said.isdecimal() and numbers[1] == ".":
        year, end = _year(found, at + 2)
        return end, when.on_date(int(day), int(month_said), year)
    month = _month(raws, at)
    if month and numbers[1].isdecimal() and len(numbers[1]) <= 2:
        end = at + 2 + (_word(found, at + 2) in ("st", "nd", "rd", "th"))
        year, end = _year(found, end)
        return end, when.on_date(int(numbers[1]), month, year)
    return None


def _month(raws: Sequence[str], at: int) -> int:
    word = raws[at] if at < len(raws) else ""
    return next((n for n, names in enumerate(MONTHS, start=1) if word in names), 0)


def _year(found: Sequence[Token], at: int) -> tuple[int | None, int]:
    at += _word(found, at) in (",", "de") and _is_year(_word(found, at + 1))
    return (int(_word(found, at)), at + 1) if _is_year(_word(found, at)) else (None, at)


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4 and word.startswith("20")


def _part_of_day(found: Sequence[Token], end: int) -> int:
    """Read on over "evening", "in the morning", "por la tarde"."""
    for at in range(end, end + MAX_BETWEEN + 1):
        if _word(found, at) not in IN_THE:
            return at + 1 if _word(found, at) in PARTS else end
    return end


def _clock_and_sign(found: Sequence[Token], at: int) -> bool:
    """Tell whether a time stands behind a day, with a sign in it or behind it: "Thursday 6pm: the sofa"."""
    start = at
    while at < len(found) and (found[at].low in CLOCK or found[at].low[0].isdecimal()):
        at += 1
    signs = any(token.low in SURE_CLOCK for token in found[start:at])
    return at > start and (signs or _word(found, at) in SIGNS)
