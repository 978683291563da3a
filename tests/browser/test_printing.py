"""The list on paper, to be hung up: with a code that a phone reads and lines for names; nothing to press, no gaps."""

from collections.abc import Callable
from datetime import date, time

import pypdfium2
import pytest

from service.domain.models import Kind
from service.domain.rules.tasks import add_tasks
from tests.browser.visiting import DESKTOP, Place, Visitors
from tests.paper.codes import codes_on

pytestmark = pytest.mark.one_database
TASKS = 40
FULL = 60
"""Millimetres that may be left empty at the foot of a page that is not the last."""
MM = 72 / 25.4


def forty(place: Place) -> None:
    kinds = [Kind.BOX_LOAD, Kind.HEAVY_ITEM, Kind.TRIP, Kind.CARE]
    with place.olive.change() as opened:
        add_tasks(
            opened,
            [
                {
                    "kind": kinds[n % 4],
                    "title": f"Task {n:02} of the move",
                    "needed": 3,
                    "day": date(2026, 12, 4 + n % 2),
                    "starts": time(8 + n % 10),
                    "why": "It is the heaviest of all that we have, and it goes first." if n % 3 else "",
                }
                for n in range(TASKS)
            ],
        )
    olive = place.olive
    olive.claim(olive.board().tasks[0].n, olive.helper("Hana", phone="0660 7171717", email="hana@example.org"))


def lowest(page: pypdfium2.PdfPage) -> float:
    """The distance in mm from the foot of a page to its lowest word or line."""
    lowest: float = min(each.get_bounds()[1] for each in page.get_objects(max_depth=3))
    return lowest / MM


def test_a_sheet_to_hang_up_has_all_of_it_a_code_and_lines_and_no_controls(
    visit: Visitors, plan: Callable[..., Place]
) -> None:
    place = plan(why="A balcony at last.", from_address="Lindengasse 12")
    forty(place)
    page = visit(DESKTOP, color_scheme="dark")
    page.goto(f"{place.signup}/print?notice=claimed")
    assert page.locator(".line").count() > TASKS
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words = [" ".join(each.get_textpage().get_text_bounded().split()) for each in paper]
    said = " ".join(words)
    assert codes_on(paper[0]) == [page.url.partition("/print")[0]]
    for part in (
        "Up to the attic",
        "A balcony at last.",
        "Olive",
        "Friday, 4 December",
        "Saturday, 5 December",
        "Hana",
    ):
        assert part in said, part
    assert [n for n in range(TASKS) if f"Task {n:02} of the move" not in said] == []
    for part in (
        "Print it",
        "Back to the list",
        "Your name is on it",
        "Deutsch",
        "0660",
        "hana@",
        "Lindengasse",
    ):
        assert part not in said, part
    assert len(paper) <= 5
    assert all(len(each) > 200 for each in words[:-1])
    assert [lowest(each) < FULL for each in list(paper)[:-1]] == [True] * (len(paper) - 1)
