"""A date, a time or a number that is none: an input of that type would show nothing, so the words stand beside it."""

import pytest

from service.text.templates import in_field
from tests.conftest import Server
from tests.web.visit import Fields, Organizer

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("care", "day", "5.12.2026"),
        ("care", "day", "2026-02-30"),
        ("care", "starts", "nine"),
        ("care", "ends", "24:00"),
        ("care", "minutes", "1e3"),
        ("heavy_item", "weight_kg", '3.5" onfocus="x'),
        ("box_load", "needed", "a <b>dozen</b>"),
    ],
)
def test_it_stays_readable_beside_an_empty_field(olive: Organizer, kind: str, name: str, words: str) -> None:
    page = olive.post(f"{olive.move}/tasks", kind=kind, title="Lunch", bring="Gloves", **{name: words})
    assert page.status_code == 422
    shown = Fields(page.text)
    assert shown.values[f"task-{name}"] == ""
    assert f"You wrote “{words}”." in shown.error_of(f"task-{name}")
    assert shown.texts[f"task-{name}-error"]
    assert (shown.values["task-title"], shown.values["task-bring"]) == ("Lunch", "Gloves")
    assert "<b>dozen" not in page.text
    assert "onfocus=" not in page.text.replace("&#34; onfocus=", "")


def test_what_fits_comes_back_as_the_field_holds_it(olive: Organizer) -> None:
    page = olive.post(
        f"{olive.move}/tasks",
        kind="heavy_item",
        title="",
        weight_kg=" 3,5 ",
        needed="+4",
        day="1999-12-05",
        starts="09:00",
    )
    shown = Fields(page.text)
    fields = {name: shown.values[f"task-{name}"] for name in ("weight_kg", "needed", "day", "starts")}
    assert fields == {"weight_kg": "3.5", "needed": "4", "day": "1999-12-05", "starts": "09:00"}
    assert "You wrote" not in page.text
    assert "between 2000 and 2100" in shown.error_of("task-day")


@pytest.mark.parametrize(
    ("kind", "typed", "held"),
    [
        *(
            ("date", "2026-12-05", "2026-12-05"),
            ("date", "0000-12-05", ""),
            ("date", "2026-12-5", ""),
            ("date", "", ""),
        ),
        *(("time", "23:59", "23:59"), ("time", "9:00", ""), ("time", "09:00:00", ""), ("time", "09:00\n", "09:00")),
        *(
            ("number", "-3", "-3"),
            ("number", 4, "4"),
            ("number", "３", "3"),
            ("number", "1.000,5", ""),
            ("number", ".", ""),
        ),
        *(("text", " as it is, ", " as it is, "), ("email", "no address", "no address")),
    ],
)
def test_an_input_holds_values_of_its_type_alone(kind: str, typed: object, held: str) -> None:
    assert in_field(kind, typed) == held
