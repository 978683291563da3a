"""The additions of JavaScript where it runs, under the policy that the pages really have."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import DESKTOP, Place, Visitors, enter, opened, section
from tests.conftest import NOON
from tests.sizes import WHOLE

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
SEEN = [
    "board_of_the_demo",
    "task_with_a_yes_from_nobody",
    "note_to_write",
    "signup_recognised",
    "own_page_of_the_demo",
]
"""Each face, a form that comes back, and one that is kept while it is typed."""
MORE = [
    "start_with_nothing_filled_in",
    "not_found",
    "add_care_with_errors",
    "task_of_the_demo",
    "the_list_right_after_planning",
    "people_of_the_demo",
    "offer_accepted",
    "thanks_after_the_demo",
    "settings_of_the_demo",
    "forgotten",
]


def test_no_page_has_anything_to_complain_of(visit: Visitors, reach: Callable[[Page, str], None]) -> None:
    page = visit(scripts=True)
    for name in [*SEEN, *MORE] if WHOLE else SEEN:
        visit.server.clock.now = NOON  # some come after the day
        reach(page, name)
        page.wait_for_load_state("load")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("here", "guess"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        ("Australia/Lord_Howe", "Australia/Lord_Howe"),
        ("Etc/GMT+5", ""),
    ],
)
def test_the_time_zone_is_guessed(visit: Visitors, here: str, guess: str) -> None:
    olive = visit(scripts=True, timezone_id=here)
    olive.goto("/")
    expect(olive.locator("#move-zone")).to_have_value(guess)


@pytest.mark.held
def test_without_scripts_nothing_is_guessed(visit: Visitors) -> None:
    olive = visit(timezone_id="Europe/Vienna")
    olive.goto("/")
    expect(olive.locator("#move-zone")).to_have_value("")


@pytest.mark.held
def test_a_chosen_time_zone_stays(visit: Visitors, plan: Callable[..., Place]) -> None:
    olive = visit(scripts=True, timezone_id="Europe/Vienna")
    olive.goto("/")
    opened(olive.get_by_role("main"), "Add a title")
    olive.get_by_role("combobox").select_option("Asia/Tokyo")
    olive.get_by_role("button", name="Go on").click()
    expect(olive.get_by_role("alert")).to_be_visible()
    expect(olive.locator("#move-zone")).to_have_value("Asia/Tokyo")
    place = plan(zone="America/Lima")
    enter(olive, place, "/settings")
    expect(olive.get_by_role("combobox")).to_have_value("America/Lima")


def test_links_are_copied_with_one_tap(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit(scripts=True, permissions=["clipboard-read", "clipboard-write"])
    for path, title, label in (
        ("/paste?notice=planned", "Keep this link", "Your own link"),
        ("/share", "The sign-up link", "For everyone you would ask"),
    ):
        enter(olive, place, path)
        part = section(olive, title)
        copied = part.get_by_label(label).input_value()
        button = part.get_by_role("button", name="Copy").first
        button.click()
        expect(part.get_by_role("button", name="Copied")).to_be_visible()
        expect(olive.get_by_role("status")).to_have_text("Copied")
        assert olive.evaluate("navigator.clipboard.readText()") == copied
    words = olive.get_by_label("Words to send")
    section(olive, "The sign-up link").get_by_role("button", name="Copy", exact=True).last.click()
    assert olive.evaluate("navigator.clipboard.readText()") == words.input_value()


@pytest.mark.held
def test_a_refused_clipboard_selects_the_text(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit(scripts=True, permissions=[])
    enter(olive, place, "/share")
    olive.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    section(olive, "The sign-up link").get_by_role("button", name="Copy").first.click()
    link = olive.get_by_label("For everyone you would ask").input_value()
    expect(olive.get_by_label("For everyone you would ask")).to_be_focused()
    assert olive.evaluate("document.activeElement.value.slice(0, document.activeElement.selectionEnd)") == link


def test_without_scripts_there_is_no_button_that_does_nothing(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit()
    enter(olive, place, "/paste?notice=planned")
    expect(olive.get_by_label("Your own link")).to_be_visible()
    expect(olive.get_by_role("button", name="Copy")).to_have_count(0)
    enter(olive, place, "/share")
    expect(olive.get_by_role("button", name="Copy")).to_have_count(0)
    expect(olive.get_by_role("button", name="Share")).to_have_count(0)


@pytest.mark.held  # the drawing is another program's; the document has tests of its own
def test_the_description_of_the_api_is_drawn(visit: Visitors) -> None:
    page = visit(DESKTOP, scripts=True)
    page.goto("/api/docs")
    operation = page.get_by_text("/api/v1/signup/{link}/claims", exact=True).first
    expect(operation).to_be_visible()
    operation.click()
    expect(page.get_by_text("Always makes a new helper.").first).to_be_visible()


@pytest.mark.held
def test_time_follows_a_number_of_boxes_that_is_corrected(visit: Visitors, plan: Callable[..., Place]) -> None:
    olive = visit(scripts=True)
    enter(olive, plan(), "/paste")
    olive.get_by_label("One thing on each line").fill("40 boxes\nsofa")
    olive.get_by_role("button", name="See what becomes of it").click()
    olive.locator("#more-0-summary").click()
    minutes, facts = olive.locator("#p-minutes-0"), olive.locator("#facts-0")
    before = int(minutes.input_value())
    expect(facts).to_contain_text("40 boxes")
    olive.locator("#p-needed-0").fill("10")
    olive.locator("#p-needed-0").blur()
    expect(facts).to_contain_text("10 boxes")
    assert int(minutes.input_value()) <= before / 3
    minutes.fill("33")
    olive.locator("#p-needed-0").fill("20")
    olive.locator("#p-needed-0").blur()
    expect(facts).to_contain_text("20 boxes")
    expect(minutes).to_have_value("33")


def test_a_link_from_an_error_leads_to_its_field(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    olive = visit(scripts=True)
    enter(olive, place, "/people")
    send(olive, "Add them")
    olive.get_by_role("alert").get_by_role("link").click()
    expect(olive.get_by_label("Name", exact=True)).to_be_focused()


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_visible()
