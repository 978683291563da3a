"""Who is there at the time of a task already: those whose times really overlap, or who said the whole day."""

from datetime import date, time
from typing import Any

import pytest

from service.domain.reading.stand_ins import Why, stand_ins
from service.storage.database import Database
from tests.make import Olive

SOFA = {"starts": time(10), "ends": time(12)}


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def there(olive: Olive, sofa: dict[str, Any], other: dict[str, Any], note: str = "") -> bool:
    """Tell whether Noor, who comes for the books, is named for the sofa."""
    needed = olive.task("care", "Sofa", **sofa)
    books = olive.task("box_load", "Books", needed=12, **other)
    olive.claim(books, olive.helper("Noor"), 6, note=note)
    found = stand_ins(olive.board(), olive.board().task(needed))
    assert {each.why for each in found} <= {Why.THERE}
    return [each.helper.name for each in found] == ["Noor"]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("other", "is_there"),
    [
        ({"starts": time(11), "ends": time(13)}, True),
        ({"starts": time(12), "ends": time(13)}, False),
        ({"starts": time(8)}, False),
        ({"starts": time(10)}, True),
        ({"starts": time(9), "minutes": 180}, True),
        ({"starts": time(9), "minutes": 90}, False),
        ({"ends": time(11)}, True),
        ({"ends": time(18)}, False),
        ({"ends": time(13), "minutes": 180}, True),
        ({}, False),
        ({"minutes": 600}, False),
        ({**SOFA, "day": date(2026, 12, 6)}, False),
        ({"starts": time(23), "ends": time(11), "day": date(2026, 12, 4)}, True),
    ],
)
def test_a_time_that_nobody_knows_is_no_time_at_which_they_are_there(
    olive: Olive, other: dict[str, Any], is_there: bool
) -> None:
    assert there(olive, SOFA, other) is is_there


@pytest.mark.parametrize(
    ("other", "is_there"), [({"starts": time(10)}, True), ({"starts": time(9), "ends": time(10)}, False), ({}, False)]
)
def test_a_task_with_a_beginning_alone_wants_those_who_are_there_then(
    olive: Olive, other: dict[str, Any], is_there: bool
) -> None:
    assert there(olive, {"starts": time(10)}, other) is is_there


@pytest.mark.parametrize(("sofa", "is_there"), [({}, True), ({"day": date(2026, 12, 6)}, False)])
def test_who_said_the_whole_day_is_there_at_any_time_of_it(olive: Olive, sofa: dict[str, Any], is_there: bool) -> None:
    assert there(olive, {**SOFA, **sofa}, {}, note="I’m there all day anyway") is is_there
