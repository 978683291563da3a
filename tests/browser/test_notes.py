"""A note is never lost: kept while it is typed, on the device while there is no connection, and by two at once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from service.domain.thanks import change_thanks
from tests.browser.visiting import PHONE, Place, Visitors, on_path

Plan = Callable[..., Place]
WORDS = "In your own words"


def writing(visit: Visitors, plan: Plan) -> tuple[Page, Place, int]:
    place = plan()
    hana = place.olive.helper("Hana")
    place.olive.claim(place.olive.task("care", "Soup"), hana)
    page = visit(PHONE, scripts=True)
    page.goto(place.organizer)
    page.goto(place.at(f"/thanks/{hana}"))
    return page, place, hana


def note_of(place: Place, helper: int) -> str:
    return place.olive.thanks().entry(helper).note


def test_what_is_typed_is_kept_without_a_button(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_label(WORDS).press("Control+End")
    page.get_by_label(WORDS).press_sequentially("It was good soup.")
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
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
    context.set_offline(True)
    page.get_by_label(WORDS).fill("The soup.\nThe jokes.")
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    assert note_of(place, hana) == ""
    page.close()
    context.set_offline(False)
    visit.watch.forgive("ERR_INTERNET_DISCONNECTED")

    again = context.new_page()
    again.goto(place.at(f"/thanks/{hana}"))
    expect(again.get_by_label(WORDS)).to_have_value("The soup.\nThe jokes.")
    expect(again.get_by_text("Kept.", exact=True)).to_be_visible()
    assert note_of(place, hana) == "The soup.\nThe jokes."
    assert again.evaluate("Object.keys(localStorage).length") == 0


def test_what_somebody_else_wrote_meanwhile_stands_below(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    context = page.context
    context.set_offline(True)
    page.get_by_label(WORDS).fill("The jokes.")
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    page.close()
    with place.olive.change() as opened:
        change_thanks(opened, hana, {"note": "The soup."})
    context.set_offline(False)
    visit.watch.forgive("ERR_INTERNET_DISCONNECTED")

    again = context.new_page()
    again.goto(place.at(f"/thanks/{hana}"))
    expect(again.get_by_label(WORDS)).to_have_value("The jokes.\n\nThe soup.")
    expect(again.get_by_text("Kept.", exact=True)).to_be_visible()
    assert note_of(place, hana) == "The jokes.\n\nThe soup."


def test_what_a_button_has_brought_in_leaves_the_device(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_label(WORDS).fill("The soup.")
    page.get_by_role("button", name="In person").click()
    expect(page).to_have_url(on_path(place.at("/thanks")))
    expect(page.get_by_role("heading", name="That’s enough")).to_be_visible()
    assert note_of(place, hana) == "The soup."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_that_nobody_touched_is_kept_nowhere(visit: Visitors, plan: Plan) -> None:
    page, place, hana = writing(visit, plan)
    page.get_by_role("button", name="Keep it for later").click()
    expect(page).to_have_url(on_path(place.at("/thanks")))
    assert note_of(place, hana) == ""
