"""The time zones that there are, and those of them that people live in."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """List every zone of this machine: to find them, all files of the time zone database are looked at."""
    return frozenset(available_timezones())


@cache
def zones() -> frozenset[str]:
    """List the zones that people can live in: places and UTC, without the technical ones."""
    return frozenset(zone for zone in known_zones() if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/")))
