"""The list on paper, to be hung up: with a code that a phone reads and lines for names; nothing to press, no gaps."""

from collections.abc import Callable
from datetime import date, time

import pypdfium2
import pytest
from playwright.sync_api import expect

from service.domain.models import Kind
from service.domain.rules.tasks import add_tasks
from tests.browser.ask_states import ask_url
from tests.browser.visiting import DESKTOP, Place, Visitors
from tests.paper.codes import codes_on

pytestmark = pytest.mark.one_database
TASKS = 40
FULL = 60
"""Millimetres that may be left empty at the foot of a page that is not the last."""
MM = 72 / 25.4
PAPER = (700, 990)
"""Pixels that there are on a sheet of A4 or Letter, within its margins."""
LINES = """times => times.map(each => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return new Set(Array.from(range.getClientRects(), ({ bottom }) => Math.round(bottom))).size;
})"""
"""Lines that each text takes."""
ALONE = 40
"""Letters that a last page has more than."""
SAID = ("Up to the attic", "Saturday, 5 December", "A balcony at last.", "Olive", "Hana", "Soup", "Two pots")
PRESSED = ("Not this time", "Change it", "Hand it on", "I’ll come", "Another time", "Directions", "I’ll take it")
UNSAID = (
    *(
        "Print it",
        "Back to the list",
        "Your name is on it",
        "Deutsch",
        "I’ll take it",
        "Stand by",
        "Send it",
        "Send",
    ),
    *("How heavy", "Phone", "0660", "hana@", "Lindengasse"),
)


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
    hana = olive.helper("Hana", phone="0660 7171717", email="hana@example.org")
    olive.claim(olive.board().tasks[0].n, hana)
    # All that there is of an evening is taken: it is folded on a screen.
    olive.claim(olive.task("care", "Soup", starts=time(20), bring="Two pots"), hana)


def lowest(page: pypdfium2.PdfPage) -> float:
    """The distance in mm from the foot of a page to its lowest word or line."""
    lowest: float = min(each.get_bounds()[1] for each in page.get_objects(max_depth=3))
    return lowest / MM


@pytest.mark.parametrize(
    ("path", "most_pages"),
    [pytest.param("/print?notice=claimed", 5, id="sheet", marks=pytest.mark.held), pytest.param("", 10, id="page")],
)
def test_on_paper_there_is_all_of_it_and_a_code_and_nothing_to_press(
    visit: Visitors, plan: Callable[..., Place], path: str, most_pages: int
) -> None:
    place = plan(why="A balcony at last.", from_address="Lindengasse 12")
    forty(place)
    page = visit(DESKTOP, color_scheme="dark")
    page.goto(place.signup + path)
    assert page.locator("img:visible").count() == 0
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words = [" ".join(each.get_textpage().get_text_bounded().split()) for each in paper]
    said = " ".join(words)
    assert codes_on(paper[0]) == [place.server.url + place.signup]
    assert [part for part in (*SAID, *(f"Task {n:02} of the move" for n in range(TASKS))) if part not in said] == []
    assert [part for part in UNSAID if part in said] == []
    assert len(paper) <= most_pages
    assert [lowest(each) < FULL for each in list(paper)[:-1]] == [True] * (len(paper) - 1)
    assert len(words[-1]) > ALONE
    paper.close()


@pytest.mark.held
def test_an_own_page_and_an_ask_are_on_paper_what_they_say_and_nothing_to_press(
    visit: Visitors, plan: Callable[..., Place]
) -> None:
    place = plan(from_address="Lindengasse 12")
    olive = place.olive
    books, soup = olive.task(bring="Gloves", needed=12), olive.task("care", "Soup")
    hana = olive.helper("Hana")
    olive.claim(books, hana, 6)
    page = visit(DESKTOP)
    for address, said in (
        (place.own(hana), ("Dear Hana,", "Lindengasse 12", "Books", "Gloves", "6 boxes")),
        (ask_url(place, olive.ask(soup, books)), ("Soup", "Books", "Gloves")),
    ):
        page.goto(address)
        paper = pypdfium2.PdfDocument(page.pdf(format="Letter"))
        words = " ".join(each.get_textpage().get_text_bounded() for each in paper)
        assert [part for part in said if part not in words] == []
        assert [part for part in PRESSED if part in words] == []
        assert len(paper) == 1
        paper.close()


def test_the_code_is_within_the_letter_and_a_slip_has_as_many_lines_as_people(
    visit: Visitors, plan: Callable[..., Place]
) -> None:
    place = plan()
    place.olive.task("heavy_item", "Mattress", needed=2)
    page = visit(DESKTOP)
    page.goto(place.signup)
    page.emulate_media(media="print")
    letter, code = (page.locator(each).bounding_box() for each in (".letter > .paper", "#code"))
    assert letter is not None
    assert code is not None
    assert code["y"] + code["height"] <= letter["y"] + letter["height"]
    lines = page.locator(".slip").evaluate("slip => parseFloat(getComputedStyle(slip, '::after').height) / 32")
    assert 1 < lines < 2, "the first line stands at the foot of a space, not on the rule above it"


@pytest.mark.held
def test_how_many_is_asked_of_what_is_ticked(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task(needed=52, minutes=205)
    page = visit()
    page.goto(f"{place.signup}/several")
    many = page.get_by_role("group", name="How many boxes")
    expect(many).to_be_hidden()
    page.get_by_label("I’ll take it").check()
    expect(many).to_be_visible()


@pytest.mark.parametrize("tag", ["en-GB", "de-AT", "es", "fr", "ar"])
def test_the_time_of_a_task_takes_two_lines_on_paper_at_most(
    visit: Visitors, plan: Callable[..., Place], tag: str
) -> None:
    place = plan()
    nine, late = time(9, 30), time(18, 30)
    for minutes in (30, 60, 90, 180, 300):
        place.olive.task("care", f"For {minutes}", starts=nine, ends=late, minutes=minutes)
    place.olive.task("care", "Exactly then", starts=nine, ends=late)
    page = visit(PAPER, locale=tag)
    page.emulate_media(media="print")
    page.goto(f"{place.signup}/print")
    lines = page.locator(".time").evaluate_all(LINES)
    assert len(lines) == 6
    assert max(lines) <= 2
