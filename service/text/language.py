"""One person's language: translated texts, and dates, lists and numbers as they write them.

English is the source and needs no catalogue. Each further language is a folder of frontend/locales with one file
in it, `messages.po`, which is read as it is: there is nothing to compile by hand, and nothing that can be out of date.
"""

import gettext as gettext_module
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from service.paths import LOCALES
from service.text.catalogues import FILE, read_catalogue

SOURCE = "en"
NOWHERE = "ZZ"
"""The territory of zones that belong to none, such as UTC."""
_WEIGHT = re.compile(r"(?:[qQ]=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)
"""The degree to which something is wanted, as browsers write it: "q=0.8"."""
_YEAR = re.compile(r"(?:[\s,]+'[^']*')?[\s,]*y+")
"""The year in a date pattern, with what joins it to the month before it (", y", " 'de' y")."""

_REGION = re.compile(r"[A-Z]{2}", re.ASCII)
"""A region at the end of a tag: "fr-AT"."""
_SHORT_MONTH = 4
"""Letters of a month that leave room for its year on a postmark: Arabic has no shorter name for December."""
_HOURS_AND_MINUTES = {"fr": "\u00a0h"}
"""The sign between hours and minutes in languages whose readers write "9 h" and "9 h 30", where CLDR has "09:30"."""


@dataclass(frozen=True)
class Language:
    """A catalogue of texts, and a locale for formats: British and American dates share one catalogue."""

    locale: Locale
    texts: gettext_module.NullTranslations
    region: str = ""
    """The reader's region where CLDR has no locale of the language for it: Arabic in Austria. Its clock is theirs."""

    def __hash__(self) -> int:
        """Hash its tag: what is kept of texts is looked up by it hundreds of times a page."""
        return hash(self.tag)

    def __reduce__(self) -> tuple[Callable[[str, str], "Language"], tuple[str, str]]:
        """Travel to another process by its name: there, the catalogue is read again."""
        return _written_as, (str(self.locale), self.region)

    @property
    def code(self) -> str:
        """The code of one of the shipped languages: "de"."""
        return self.locale.language

    @cached_property
    def tag(self) -> str:
        """The tag for the page's `lang`: "en-GB"."""
        return f"{self.locale.language}-{self.region}" if self.region else str(self.locale).replace("_", "-")

    @cached_property
    def has_halves(self) -> bool:
        """Tell whether hours are those of half a day, "2:00 PM": where they read it, else in their language."""
        there = _parsed(f"und_{self.region}") if self.region else None
        return has_halves(there or self.locale)

    @property
    def direction(self) -> str:
        return self.locale.text_direction

    @property
    def colon(self) -> str:
        """The sign between a thing and what is said of it, where words are joined here: French has a space before."""
        return "\u202f:" if self.code == "fr" else ":"

    def gettext(self, message: str, /, **values: object) -> str:
        text = self.texts.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        return self.texts.ngettext(one, many, n) % {"n": self.number(n), "num": n, **values}

    def npgettext(self, context: str, one: str, many: str, n: int, /) -> str:
        return self.texts.npgettext(context, one, many, n)

    def beside_count(self, count: int) -> int:
        """Give the number whose word stands in "12 × boxes": the count, but in Arabic words hold it ("two boxes")."""
        return 3 if self.code == "ar" and count > 1 else count

    @property
    def comma(self) -> str:
        """The sign between two facts on one line, with its space."""
        return "، " if self.code == "ar" else ", "

    def joined(self, *facts: str) -> str:
        """Write those facts that there are on one line: "Sat 5 Dec, 09:00–11:00"."""
        return self.comma.join(filter(None, facts))

    def number(self, value: float) -> str:
        return _decimal(value, self.locale)

    def day(self, day: date) -> str:
        """Write "Saturday 5 December": the locale's full date without its year, for which Babel has no skeleton."""
        return _day(day, self.locale)

    def day_title(self, day: date) -> str:
        """Write a day as a heading: where a sentence begins with a small weekday, a heading does not."""
        written = self.day(day)
        return written[:1].upper() + written[1:]

    def short_day(self, day: date) -> str:
        """Write "Sat 5 Dec"."""
        return _short_day(day, self.locale)

    def weekday(self, day: date) -> str:
        return format_date(day, "EEEE", locale=self.locale)

    def month_and_year(self, day: date) -> str:
        """Write "DEC 2026", for a postmark; of a month that is never cut short only its name has room."""
        month, year = (format_date(day, part, locale=self.locale) for part in ("MMM", "y"))
        written = month.upper().replace(".", "")
        return f"{written} {year}" if len(written) <= _SHORT_MONTH else written

    def hour(self, moment: time) -> str:
        """Write a time as short as people say it: "9", "9 AM", "09:30"."""
        if moment.minute or self.locale.language in _HOURS_AND_MINUTES:
            return self.time(moment)
        return format_time(moment, "h a" if self.has_halves else "H", locale=self.locale)

    def time(self, moment: time) -> str:
        return _short_time(moment, self.locale, halves=self.has_halves)

    def moment(self, instant: datetime, zone: str) -> str:
        """Write an instant as day and wall time in a zone."""
        there = instant.astimezone(ZoneInfo(zone))
        return self.joined(self.day(there.date()), self.time(there.time()))

    def zone(self, zone: str, at: date | None) -> str:
        """Write the zone's name as people say it on that day: "CET", or in full where none is as short.

        The language has its own short name for zones of its lands alone ("MEZ"); others are called as the database of
        time zones does, which for many has no more than a number. Empty for UTC: a move has it until somebody says
        where it is, and its times are not meant as those of UTC.
        """
        if zone == "UTC":
            return ""
        noon = datetime.combine(at, time(12), tzinfo=ZoneInfo(zone)) if at else None
        try:
            short = get_timezone_name(noon or ZoneInfo(zone), "short", locale=self.locale)
            international = noon.tzname() if noon else None
            names = [name for name in (short, international) if name and name.isalpha()]
            return names[0] if names else get_timezone_name(noon or ZoneInfo(zone), "long", locale=self.locale)
        except KeyError:  # a locale that Babel knows by name only
            return zone

    def list(self, names: Sequence[str]) -> str:
        """Write "Hana, Tom and Wei"."""
        return format_list(list(names), locale=self.locale)

    def date(self, day: date) -> str:
        """Write "5 December"."""
        noon = datetime.combine(day, time(12))  # a skeleton wants a datetime
        return _first(day, format_skeleton("MMMMd", noon, tzinfo=None, locale=self.locale), self.locale)

    def dated(self, instant: datetime, zone: str) -> str:
        """Write the day of an instant, in a zone: "8 December"."""
        return self.date(instant.astimezone(ZoneInfo(zone)).date())


# One page says the same few numbers, days and times again and again; Babel takes 20 to 50 microseconds for each.
@lru_cache(maxsize=4096)
def _decimal(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=1024)
def _day(day: date, locale: Locale) -> str:
    pattern = _YEAR.sub("", locale.date_formats["full"].pattern)
    return _first(day, format_date(day, pattern, locale=locale), locale)


@lru_cache(maxsize=1024)
def _short_day(day: date, locale: Locale) -> str:
    noon = datetime.combine(day, time(12))  # a skeleton wants a datetime
    return _first(day, format_skeleton("MMMEd", noon, tzinfo=None, locale=locale), locale)


def _first(day: date, written: str, locale: Locale) -> str:
    """Write the first of a month as French does, "1er décembre": for an ordinal within a date, CLDR has no sign."""
    if locale.language != "fr" or day.day != 1:
        return written
    return re.sub(r"\b1 ", "1er ", written, count=1)


@lru_cache(maxsize=1024)
def _short_time(moment: time, locale: Locale, *, halves: bool) -> str:
    if joint := _HOURS_AND_MINUTES.get(locale.language):
        return f"{moment.hour}{joint}" + (f"\u00a0{moment.minute:02}" if moment.minute else "")
    if halves is has_halves(locale):
        return format_time(moment, "short", locale=locale)
    return format_time(moment, "h:mm a" if halves else "HH:mm", locale=locale)


def shipped() -> dict[str, str]:
    """List the languages that there are, the source first: each code with the name that its speakers give it."""
    return _in_folder(LOCALES)


@lru_cache(maxsize=4)
def _in_folder(folder: Path) -> dict[str, str]:
    found = sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))
    return {code: _own_name(code) for code in [SOURCE, *found]}


def _own_name(code: str) -> str:
    name = Locale.parse(code).display_name or code
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def language(accept: str, chosen: str = "", zone: str = "") -> Language:
    """Choose the best shipped language: the chosen one, else by an Accept-Language header.

    The formats are those of the reader's own region: German chosen in a browser with `de-AT` has Austrian dates. Where
    no region is said ("en", "ar"), they are those of `zone`, the move's.
    """
    wanted = preferred(accept[:200])
    there = shipped()
    if chosen in there:
        wanted = [*(tag for tag in wanted if tag.split("-")[0].lower() == chosen), chosen]
    for tag in wanted:
        locale, region = _with_region(tag)
        if locale is not None and locale.language in there:
            if not (locale.territory or region):
                locale, region = _in_zone(locale, zone)
            return Language(locale, _texts(LOCALES, locale.language), region)
    return Language(_in_zone(Locale.parse(SOURCE), zone)[0], gettext_module.NullTranslations())


@lru_cache(maxsize=512)
def _written_as(name: str, region: str) -> Language:
    locale = Locale.parse(name)
    return Language(locale, _texts(LOCALES, locale.language), region)


def _with_region(tag: str) -> tuple[Locale | None, str]:
    """Find the locale of a browser's tag; beside it the region, where the language has no locale for that."""
    if whole := _parsed(tag.replace("-", "_")):
        return whole, ""
    name, *rest = tag.split("-")
    locale = _parsed(name)
    return (_in_region(locale, rest[-1].upper()) if rest else (locale, "")) if locale else (None, "")


def _in_zone(locale: Locale, zone: str) -> tuple[Locale, str]:
    """Find the locale for a language as it is written where a time zone is: English in Vienna has 14:00, 5 December.

    Beside it the region, where the language has no locale for that: in Vienna an Arabic "2:00 PM" is wrong as well. A
    language that has 24 hours of itself keeps them: nobody says 2 PM in German, in New York neither.
    """
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    territory = territories.get(aliases.get(zone, zone), NOWHERE)
    if territory == NOWHERE:
        return locale, ""
    if found := _parsed(f"{locale.language}_{territory}"):
        return found, ""
    has_halves = "h" in locale.time_formats["short"].pattern
    return _in_region(locale, territory) if has_halves else (locale, "")


def _in_region(locale: Locale, region: str) -> tuple[Locale, str]:
    """Find the locale for a language in a region for which it has none, and that region if there is one of the name.

    English is written everywhere: it has the clock that is usual there.
    """
    if _REGION.fullmatch(region) is None or _parsed(f"und_{region}") is None:
        return locale, ""
    return (_english_in(region), "") if locale.language == SOURCE else (locale, region)


def _english_in(territory: str) -> Locale:
    """Find the locale for English where it has none of its own: with the clock that is usual there."""
    usual = _parsed(f"und_{territory}")
    return Locale.parse("en_001" if usual and has_halves(usual) else "en_150")


def has_halves(locale: Locale) -> bool:
    """Tell whether the hours of a locale are those of half a day, "2:00 PM"."""
    return "a" in re.sub("'[^']*'", "", locale.time_formats["short"].pattern)


def _parsed(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag)
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=16)
def _texts(folder: Path, name: str) -> gettext_module.NullTranslations:
    """Load a catalogue, for the first reader of its language."""
    return gettext_module.NullTranslations() if name == SOURCE else read_catalogue(folder / name)


def preferred(accept: str) -> list[str]:
    """List what an Accept-... header asks for, most wanted first, without what it gives `q=0` (RFC 9110, 12.4.2)."""
    weighted = []
    for part in accept.split(","):
        wanted, _, weight = (each.strip() for each in part.partition(";"))
        found = _WEIGHT.fullmatch(weight)
        if wanted and found and float(found[1] or 1):
            weighted.append((-float(found[1] or 1), wanted))
    return [wanted for _, wanted in sorted(weighted, key=lambda each: each[0])]
