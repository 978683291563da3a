"""What the judge of a list leaves alone, and what it leaves out, whatever its weights say."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand

ENGLISH = """\
Take the big table apart
Take the shelves in the garage apart
Pack the study (8 boxes)
Pack the kitchen (14 boxes)
Carry the sofa and the two beds
Food for everybody
Put the lamps up in the new flat
Clean the old flat
"""
GERMAN = """\
Großen Tisch abbauen
Regale in der Garage abbauen
Arbeitszimmer packen (8 Kisten)
Küche packen (14 Kisten)
Sofa und zwei Betten tragen
Essen für alle
Alte Wohnung putzen
"""


def drives(text: str) -> list[str]:
    return [each.text for task in understand(text).tasks for each in task.things if task.kind is Kind.TRIP]


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("Hire a van for Saturday", ENGLISH),
        ("Book the Luton for 9", ENGLISH),
        ("Transporter mieten für Samstag", GERMAN),
    ],
)
def test_a_van_that_is_hired_is_a_drive_on_the_first_line_and_on_the_last(line: str, others: str) -> None:
    assert len(drives(f"{line}\n{others}")) == len(drives(f"{others}{line}\n")) == 1


@pytest.mark.parametrize(
    "line", ["Activa will be driven there, no need to load", "Car is driven over, no need to load it"]
)
def test_what_needs_no_loading_is_no_drive_that_is_guessed(line: str) -> None:
    understood = understand(f"{ENGLISH}{line}\n")
    assert line in [each.text for each in understood.unclear]
