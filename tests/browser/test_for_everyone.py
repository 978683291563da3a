"""Faults that axe cannot see: the reader's own colours, still pictures, and where the focus is after each action."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.ask_states import STATES
from tests.browser.visiting import DESKTOP, NAME, PHONE, Place, Visitors, enter, item, opened, said
from tests.conftest import NOON

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
FACES = [name for name in STATES if name.endswith("_of_the_demo")]

# With forced colours, grounds and shadows are gone: what they told apart needs a line of its own.
WITHOUT_LINES = """() => [...document.querySelectorAll(
    "main .paper, main .card, main .note, main .column, main .tab, button, input:not([type=hidden]), select, textarea")]
  .filter((element) => element.getClientRects().length)
  .filter((element) => !element.matches(".plain, .grip, [type=radio], [type=checkbox]"))
  .filter((element) => getComputedStyle(element).borderTopStyle === "none")
  .map((element) => element.outerHTML.slice(0, 120))"""

MOVING = """() => {
  document.documentElement.dataset.sending = "";
  return document.getAnimations().map(({ animationName, transitionProperty }) => animationName ?? transitionProperty);
}"""


@pytest.mark.sampled
@pytest.mark.parametrize("name", FACES)
def test_forced_colours_keep_every_line_and_nothing_moves_for_whoever_wants_it_still(
    page_in: Callable[..., Page], name: str
) -> None:
    page = page_in(name, PHONE, scripts=True, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(WITHOUT_LINES) == []
    page.emulate_media(forced_colors="none")
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate(MOVING) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_focus_is_seen_in_forced_colours(visit: Visitors, plan: Callable[..., Place]) -> None:
    page = visit(PHONE, scripts=True, forced_colors="active")
    page.goto(plan().signup)
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def focused_near(page: Page, title: str) -> None:
    """The focus is on the slip that was acted on."""
    expect(item(page, title).locator(":focus")).to_have_count(1)


@pytest.mark.held  # test_board.py looks for it there
def test_the_focus_stays_where_one_acts(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan(day=NOON.date())
    place.olive.task("care", "Soup", needed=2)
    olive = visit(DESKTOP, scripts=True)
    enter(olive, place)
    item(olive, "Soup").get_by_role("button", name="Done").click()
    said(olive, "Done.")
    focused_near(olive, "Soup")


@pytest.mark.held  # test_board.py keeps it
def test_the_focus_is_not_lost_when_its_place_is_gone(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit(DESKTOP, scripts=True)
    enter(olive, place)
    opened(olive.locator(".inbox"), "Write down an offer you heard")
    olive.get_by_label("Who said it?").fill("Mr Berger")
    olive.get_by_label("What did they say?").fill("Just knock.")
    olive.get_by_role("button", name="Write it down").click()
    said(olive, "The offer is written down.")
    olive.get_by_role("button", name="Let it rest").click()
    said(olive, "The offer rests.")
    assert olive.evaluate("document.activeElement !== document.body")


def test_a_yes_says_to_what(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task("box_load", "Kitchen boxes", needed=12)
    hana = visit()
    hana.goto(place.signup)
    summary = hana.locator("summary", has_text="I’ll take it")
    expect(summary).to_have_accessible_name("Kitchen boxes 12 boxes I’ll take it")
    summary.click()
    form = item(hana, "Kitchen boxes")
    form.get_by_label(NAME).fill("Hana")
    form.get_by_role("button", name="Put my name on it Kitchen boxes").click()
    expect(hana.get_by_role("button", name="Not this time Kitchen boxes")).to_be_visible()


@pytest.mark.held  # test_in_place.py reads it there
def test_an_error_is_tied_to_its_field(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    place.olive.task("care", "Soup")
    hana = visit(scripts=True)
    hana.goto(place.signup)
    form = opened(item(hana, "Soup"), "I’ll take it")
    form.get_by_role("button", name="Put my name on it").click()
    field = form.get_by_label(NAME)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Please fill this in.")
