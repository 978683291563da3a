"""The time zones that people choose from, under the names that their cities have in each language."""

import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from service.domain.core.zones import zones
from service.text.language import Language

CONTINENTS = {
    "Africa": "002",
    "America": "019",
    "Antarctica": "AQ",
    "Asia": "142",
    "Australia": "AU",
    "Europe": "150",
}
"""Regions of the time zone database that CLDR has a name for: as which territory."""


def zone_groups(lang: Language, chosen: str = "UTC") -> list[tuple[str, list[tuple[str, str]]]]:
    """Group the zones by region, each with the name of its city: ("Europa", [("Europe/Vienna", "Wien"), ...]).

    A zone that has several names stands once, but for the `chosen` one, which is there by the name that was chosen.
    """
    aliases, cities = get_global("zone_aliases"), _cities(lang.locale)
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in {zone for zone in zones() if zone not in aliases} | {chosen, "UTC"}:
        region, _, place = zone.partition("/")
        city = cities.get(aliases.get(zone, zone)) or (place or region).replace("_", " ")
        groups.setdefault(_region(region, lang), []).append((zone, city))
    return sorted(
        ((region, sorted(found, key=lambda each: _order(each[1]))) for region, found in groups.items()),
        key=lambda group: _order(group[0]),
    )


def _region(name: str, lang: Language) -> str:
    _ = lang.gettext
    oceans = {
        "Arctic": _("Arctic"),
        "Atlantic": _("Atlantic"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
    }
    named: str | None = lang.locale.territories.get(CONTINENTS.get(name, ""))
    return oceans.get(name) or named or name


@lru_cache(maxsize=16)
def _cities(locale: Locale) -> dict[str, str]:
    """Read the cities that a language has its own words for, by zone. CLDR knows some zones by names of before."""
    aliases = get_global("zone_aliases")
    return {aliases.get(zone, zone): known["city"] for zone, known in locale.time_zones.items() if "city" in known}


def _order(name: str) -> str:
    """Make the key that sorts Évora beside Everett."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
