"""How many taps an organizer's jobs take on a phone, without scripts: on links, fields, boxes and buttons alike."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import PHONE, Place, Visitors, enter, item

pytestmark = pytest.mark.one_database  # taps are the same over any
MAX_TO_NINE = 6


@dataclass
class Thumb:
    """Taps, and counts."""

    page: Page
    taps: int = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1

    def fill(self, label: str, words: str) -> None:
        """Tap into a field and type."""
        self.tap(self.page.get_by_label(label, exact=True))
        self.page.get_by_label(label, exact=True).fill(words)

    def link(self, name: str) -> None:
        self.tap(self.page.get_by_role("link", name=name))

    def button(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=True))


@pytest.fixture
def olive(visit: Visitors, plan: Callable[..., Place]) -> Thumb:
    """Olive on the board of seven tasks with boxes among others."""
    place = plan()
    for number in range(7):
        place.olive.task("box_load", f"Boxes {number}", needed=12, place="old")
        place.olive.task("care", f"Soup {number}", place="new")
    return Thumb(enter(visit(PHONE, has_touch=True), place))


def at_nine(olive: Thumb) -> None:
    """See that nine o'clock is the time of all boxes, and of nothing else."""
    olive.fill("From", "09:00")
    olive.button("Change all of them")
    assert olive.taps <= MAX_TO_NINE
    expect(olive.page.get_by_role("status")).to_contain_text("on all of them")
    rows = olive.page.get_by_role("listitem")
    expect(rows.filter(has_text="Boxes").filter(has_text="09:00")).to_have_count(7)
    expect(rows.filter(has_text="Soup").filter(has_text="09:00")).to_have_count(0)


@pytest.mark.parametrize("shortcut", ["Boxes", pytest.param("At the old home", marks=pytest.mark.held)])
def test_seven_tasks_begin_at_nine_by_what_they_have_in_common(olive: Thumb, shortcut: str) -> None:
    olive.link("Change several at once")
    olive.link(shortcut)
    at_nine(olive)


@pytest.mark.held
def test_seven_tasks_that_were_searched_begin_at_nine(olive: Thumb) -> None:
    olive.fill("Find a task or a name", "boxes")
    olive.button("Find")
    olive.link("Change these 7 at once")
    at_nine(olive)


@pytest.mark.held
def test_tasks_without_a_time_get_one_from_the_view_by_time(olive: Thumb) -> None:
    olive.link("By time")
    olive.link("Give them a time")
    expect(olive.page.get_by_role("group", name="14 tasks are chosen")).to_be_visible()
    olive.fill("From", "09:00")
    olive.button("Change all of them")
    expect(olive.page.get_by_text("At any time")).to_have_count(0)
    assert olive.taps == 4


@pytest.mark.parametrize("scripts", [pytest.param(False, marks=pytest.mark.held), True])
def test_what_was_given_back_is_taken_again_without_scrolling(
    visit: Visitors, plan: Callable[..., Place], scripts: bool
) -> None:
    place = plan()
    hana = place.olive.helper("Hana")
    for number in range(6):
        place.olive.claim(place.olive.task("care", f"Soup {number}"), hana)
    page = visit(PHONE, scripts=scripts)
    page.goto(place.own(hana))
    item(page, "Soup 5").get_by_role("button", name="Not this time").click()
    expect(page.get_by_role("button", name="Take it again")).to_be_in_viewport()
