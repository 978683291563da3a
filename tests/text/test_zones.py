"""Time zones by the names of their cities."""

import pytest

from service.domain.core.zones import known_zones
from service.text.language import language
from service.text.zones import zone_groups


@pytest.mark.parametrize(
    ("code", "region", "zone", "city"),
    [
        ("en", "Europe", "Europe/Vienna", "Vienna"),
        ("de", "Europa", "Europe/Vienna", "Wien"),
        ("fr", "Océan Indien", "Indian/Mauritius", "Maurice"),
        ("es", "Asia", "Asia/Kolkata", "Calcuta"),  # CLDR has it by the name of before
        ("ar", "أوروبا", "Europe/London", "لندن"),
    ],
)
def test_a_city_is_called_as_in_the_readers_language(code: str, region: str, zone: str, city: str) -> None:
    assert (zone, city) in dict(zone_groups(language(code)))[region]


def test_a_place_of_several_names_stands_once_and_the_chosen_one_by_its_own() -> None:
    listed = [zone for _, cities in zone_groups(language("en"), "US/Pacific") for zone, _ in cities]
    assert len(listed) == len({*listed})
    assert {"America/Los_Angeles", "US/Pacific", "UTC", "Asia/Kolkata"} <= {*listed} <= known_zones()
    assert "Asia/Calcutta" not in listed


def test_an_accent_leaves_a_city_in_its_place() -> None:
    cities = [city for _, city in dict(zone_groups(language("fr")))["Europe"]]
    assert cities.index("Athènes") < cities.index("Dublin") < cities.index("Madrid") < cities.index("Zurich")
    africa = [city for _, city in dict(zone_groups(language("es")))["África"]]
    assert africa.index("Argel") < africa.index("Yamena")
