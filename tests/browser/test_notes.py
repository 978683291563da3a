"""A note is never lost: kept while it is typed, on the device while there is no connection, and by two at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from service.domain.rules.thanks import change_thanks
from tests.browser.visiting import PHONE, Place, Visitors, enter, lose_connection, on_path

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
Plan = Callable[..., Place]
WORDS = "In your own words"
PAUSE_MS = 1_500
"""Time after the last key at which a note is sent; here a test says when that is over."""


def writing(visit: Visitors, plan: Plan) -> tuple[Page, Place, int]:
    place = plan()
    hana = place.olive.helper("Hana")
    place.olive.claim(place.olive.task("care", "Soup"), hana)
    page = visit(PHONE, scripts=True)
    page.clock.install()
    enter(page, place, f"/thanks/{hana}")
    return page, place, hana


def pause(page: Page) -> None:
    """Nobody types for a moment."""
    page.clock.fast_forward(PAUSE_MS)


def kept(page: Page) -> None:
    """A pause, and the page says that the server has it."""
    pause(page)
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()


def note_of(place: Place, helper: int) -> str:
    return place.olive.thanks().entry(helper).note


def test_what_is_typed_is_kept_without_a_button(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_label(WORDS).press("Control+End")
    page.get_by_label(WORDS).press_sequentially("It was good soup.")
    kept(page)
    begun = note_of(place, hana)
    assert begun.endswith("It was good soup.")
    assert "Soup" in begun
    expect(page.get_by_label(WORDS)).to_be_focused()
    page.get_by_label(WORDS).press_sequentially(" And the jokes.")
    expect(page.get_by_label(WORDS)).to_have_value(f"{begun} And the jokes.")
    page.goto(place.at("/thanks"))
    page.go_back()
    expect(page.get_by_label(WORDS)).to_have_value(f"{begun} And the jokes.")
    expect(page.locator("#note-read")).to_have_value(f"{begun} And the jokes.")
    assert note_of(place, hana) == f"{begun} And the jokes."


def test_without_a_connection_it_stays_on_the_device_and_goes_on_later(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    context = page.context
    lose_connection(page)
    page.get_by_label(WORDS).fill("The soup.\nThe jokes.")
    pause(page)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    assert note_of(place, hana) == ""
    page.close()
    context.set_offline(False)
    visit.watch.forgive("ERR_INTERNET_DISCONNECTED")

    again = context.new_page()
    again.goto(place.at(f"/thanks/{hana}"))
    expect(again.get_by_label(WORDS)).to_have_value("The soup.\nThe jokes.")
    kept(again)
    assert note_of(place, hana) == "The soup.\nThe jokes."
    assert again.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.held
def test_what_somebody_else_wrote_meanwhile_stands_below(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    context = page.context
    lose_connection(page)
    page.get_by_label(WORDS).fill("The jokes.")
    pause(page)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    page.close()
    with place.olive.change() as opened:
        change_thanks(opened, hana, {"note": "The soup."})
    context.set_offline(False)
    visit.watch.forgive("ERR_INTERNET_DISCONNECTED")

    again = context.new_page()
    again.goto(place.at(f"/thanks/{hana}"))
    expect(again.get_by_label(WORDS)).to_have_value("The jokes.\n\nThe soup.")
    kept(again)
    assert note_of(place, hana) == "The jokes.\n\nThe soup."


@pytest.mark.held  # what one had sent is merged so, below
def test_two_who_write_at_once_find_both_their_words(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    note = page.get_by_label(WORDS)
    note.fill("The jokes.")
    kept(page)
    note.press_sequentially(" And")
    with place.olive.change() as opened:
        change_thanks(opened, hana, {"note": "The soup."})
    expect(page.locator("body")).to_have_attribute("data-version", str(place.olive.version()))
    note.press_sequentially(" the song.")
    pause(page)
    expect(page.get_by_text("Somebody else has written here meanwhile")).to_be_visible()
    expect(note).to_have_value("The jokes. And the song.\n\nThe soup.")
    note.press_sequentially(" Always.")
    expect(note).to_have_value("The jokes. And the song. Always.\n\nThe soup.")
    kept(page)
    assert note_of(place, hana) == "The jokes. And the song. Always.\n\nThe soup."


@pytest.mark.held
def test_a_button_while_a_note_is_on_its_way_is_no_second_writer(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    held: list[Route] = []

    def hold(route: Route) -> None:
        """The server has it, and its answer does not come."""
        if "do=keep" in (route.request.post_data or ""):
            route.fetch()
            held.append(route)
        else:
            route.continue_()

    page.route(f"**{place.at(f'/thanks/{hana}')}", hold)
    page.get_by_label(WORDS).fill("The soup.")
    pause(page)
    while not held:
        page.evaluate("1")  # lets the browser's events come in
    page.get_by_label(WORDS).press_sequentially(" And the jokes.")
    page.get_by_role("button", name="In person").click()
    expect(page.get_by_role("heading", name="That’s enough")).to_be_visible()
    assert note_of(place, hana) == "The soup. And the jokes."


@pytest.mark.held
def test_what_one_had_sent_before_the_page_closed_is_ones_own(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_label(WORDS).fill("The soup.")
    kept(page)
    page.goto(place.at("/thanks"))
    page.evaluate(
        "([path, typed]) => localStorage.setItem(`note ${path}`, JSON.stringify(typed))",
        [place.at(f"/thanks/{hana}"), {"read": "", "sent": "The soup.", "note": "The soup. And the jokes."}],
    )
    page.goto(place.at(f"/thanks/{hana}"))
    expect(page.get_by_label(WORDS)).to_have_value("The soup. And the jokes.")
    kept(page)
    assert note_of(place, hana) == "The soup. And the jokes."


@pytest.mark.held
def test_what_a_button_has_brought_in_leaves_the_device(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_label(WORDS).fill("The soup.")
    page.get_by_role("button", name="In person").click()
    expect(page).to_have_url(on_path(place.at("/thanks")))
    expect(page.get_by_role("heading", name="That’s enough")).to_be_visible()
    assert note_of(place, hana) == "The soup."
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.held
def test_a_draft_that_nobody_touched_is_kept_nowhere(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_role("button", name="Keep it for later").click()
    expect(page).to_have_url(on_path(place.at("/thanks")))
    assert note_of(place, hana) == ""
