"""The board on a phone: how soon it begins, how long it is, and how far it is to tab."""

from collections.abc import Callable
from datetime import time

import pytest

from tests.browser.test_every_page import STOPS
from tests.browser.visiting import PHONE, Place, Visitors, enter

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
MOST_SCREENS, MOST_STOPS, MOST_ROW_PX, FIRST_ROW_PX = 4, 120, 72, 300

SEEN = """() => {
  const rows = [...document.querySelectorAll("li.note")].map((row) => row.getBoundingClientRect());
  return {
    first: Math.min(...rows.map(({ top }) => top)),
    tallest: Math.max(...rows.map(({ height }) => height)),
    height: document.scrollingElement.scrollHeight,
    folded: document.querySelectorAll("li.note details").length,
  };
}"""


@pytest.fixture
def thirty(plan: Callable[..., Place]) -> Place:
    """Thirty tasks of every kind, some with long titles, and an offer that waits."""
    place = plan("We carry everything from the Lindengasse up to the attic")
    olive = place.olive
    helpers = [olive.helper(name) for name in ("Hana", "Tom", "Mrs Okafor", "Wei")]
    for number in range(10):
        starts = time(9 + number % 3)
        boxes = olive.task(
            "box_load", f"Boxes from the children’s room and the study {number}", needed=12, starts=starts
        )
        sofa = olive.task("heavy_item", f"The heaviest pieces {number}", weight_kg=90, starts=starts)
        soup = olive.task("care", f"Soup {number}")
        for task in (boxes, sofa, soup)[: number % 4]:
            for helper in helpers[: 1 if task == soup else 3]:
                olive.claim(task, helper)
    return place


@pytest.mark.parametrize("query", ["", "?view=time"])
def test_thirty_tasks_are_a_list_that_a_thumb_gets_through(visit: Visitors, thirty: Place, query: str) -> None:
    page = enter(visit(PHONE, scripts=True), thirty, query)
    seen = page.evaluate(SEEN)
    assert seen["first"] <= FIRST_ROW_PX
    assert seen["tallest"] <= MOST_ROW_PX
    assert seen["height"] <= MOST_SCREENS * PHONE[1]
    assert seen["folded"] == 0
    assert len(page.evaluate(STOPS)) <= MOST_STOPS
