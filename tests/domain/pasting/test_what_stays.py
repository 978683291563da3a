"""What a list says of things that do not come along: who collects them, and what is said of several at once."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand


def carried_in(text: str) -> list[str]:
    return [each.words for each in understand(text).things if each.kind in (Kind.HEAVY_ITEM, Kind.BOX_LOAD)]


@pytest.mark.parametrize(
    "heading",
    [
        "Charity shop collecting Thurs 14th (ref 88)",
        "Oxfam picking up Oct 8",
        "Caritas holt ab am 6.",
    ],
)
def test_a_heading_over_what_is_collected_may_name_the_day(heading: str) -> None:
    assert carried_in(f"Coming\n  armchair\n  Regal\n\n{heading}\n  sofa\n  4 bags of linen") == ["armchair", "Regal"]


@pytest.mark.parametrize(
    "line",
    [
        "Old cooker, scrap man picks up",
        "old boiler - to the kerb",
        "bench, junk guy takes it",
        "Bench: Tim fetching it himself on the 3rd",
        "We won't be moving: the bench, garden hose",
        "I will not be taking: bench, desk",
    ],
)
def test_more_is_said_of_what_others_collect(line: str) -> None:
    assert carried_in(f"sofa\nbed\n{line}\nlamp") == ["sofa", "bed", "lamp"]


@pytest.mark.parametrize(
    "line",
    [
        "fridge / dishwasher belong to the flat",
        "Herd / Spülmaschine gehören zur Wohnung",
        "oven/hob are staying",
    ],
)
def test_what_holds_for_several_holds_on_both_sides_of_a_slash(line: str) -> None:
    assert carried_in(f"sofa\nBett\n{line}\nlamp") == ["sofa", "Bett", "lamp"]


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("piano stool (piano itself has gone to a school)", ["piano stool"]),
        ("desk lamp (the desk stays)", ["desk lamp"]),
        ("desk lamp (lamp is sold)", []),
    ],
)
def test_a_note_of_what_a_thing_is_made_for_is_not_of_the_thing(line: str, carried: list[str]) -> None:
    assert carried_in(f"sofa\nbed\n{line}") == ["sofa", "bed", *carried]


@pytest.mark.parametrize(
    ("heading", "goes"),
    [
        ("Going to the flat:", True),
        ("Going to the new place:", True),
        ("Goes to the house:", True),
        ("Going to the charity shop:", False),
        ("Going to the neighbours:", False),
        ("Goes with the house:", False),
        ("Belongs to the flat:", False),
    ],
)
def test_what_goes_to_the_flat_is_carried_there(heading: str, goes: bool) -> None:
    assert carried_in(f"sofa\n\n{heading}\n- desk\n- lamp") == ["sofa", *(["desk", "lamp"] if goes else [])]
