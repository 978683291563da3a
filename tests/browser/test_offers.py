"""An offer is answered in at most three taps: two to the yes, and one to send it."""

from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Locator, expect

from service.domain.rules.offers import new_offer
from tests.browser.visiting import PHONE, Place, Visitors, enter, item, said, section

pytestmark = pytest.mark.one_database
MAX_TAPS, MAX_SECONDS = 3, 15


class Taps:
    """Counts what a thumb does."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.count += 1


def test_an_offer_is_answered_in_three_taps(visit: Visitors, plan: Callable[..., Place]) -> None:
    place = plan()
    for number in range(25):
        place.olive.task("care", f"Something {number}")
    run = place.olive.task("trip", "To the yard", needed=2)
    with place.olive.change() as opened:
        new_offer(opened, {"name": "Mrs Novák"}, "I have a van, just knock.")
    page = visit(PHONE, scripts=True)
    page.add_init_script("navigator.share = (shared) => { window.shared = shared; return Promise.resolve(); }")
    enter(page, place)
    began, taps = monotonic(), Taps()
    taps.tap(item(section(page, "Offers"), "Mrs Novák").get_by_role("link", name="Say yes"))
    taps.tap(page.get_by_role("button", name="Say yes"))
    said(page, "You said yes.")
    taps.tap(page.get_by_role("button", name="Share"))
    assert "/h/" in page.evaluate("window.shared.text")
    assert taps.count <= MAX_TAPS
    assert monotonic() - began <= MAX_SECONDS
    expect(page.locator("#spoken")).not_to_contain_text("http")
    driver = place.olive.seen(run).driver
    assert driver is not None
    assert (driver.helper.name, driver.vehicle_kind) == ("Mrs Novák", "van")
