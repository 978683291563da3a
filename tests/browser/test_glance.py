"""The sign-up page at one glance: a whole move on three screens of a phone, and what suits a friend by a tap."""

import gzip
from collections.abc import Callable
from datetime import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.forty import FRIDAY, forty
from tests.browser.test_live import listening
from tests.browser.visiting import NAME, PHONE, Place, Visitors, item, opened, said, take

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
Plan = Callable[..., Place]
SCREENS, ABOVE_THE_FOLD = 3, 3
MAX_BYTES = 12_000
"""Of the page with its styles, compressed (gzip -9), in every language."""
SEEN = """() => [...document.querySelectorAll(".slip")]
  .filter((slip) => slip.checkVisibility() && slip.getBoundingClientRect().bottom <= innerHeight).length"""


def test_forty_tasks_are_three_screens_and_three_of_them_are_in_sight_at_once(visit: Visitors, plan: Plan) -> None:
    place = plan("Help us move house", from_area="Neubau", to_area="Ottakring", from_floor=4, to_floor=1, why="Sun.")
    forty(place.olive)
    friend = visit()
    friend.goto(place.signup)
    assert friend.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1]
    assert friend.evaluate(SEEN) >= ABOVE_THE_FOLD
    expect(friend.get_by_role("heading", level=2)).to_have_text(
        ["Friday, 4 December", "Saturday, 5 December", "Sunday, 6 December"]
    )
    expect(item(friend, "Armchair from grandmother")).to_contain_text("any half hour between 9 and 11")
    expect(item(friend, "Hoover the old flat").locator("summary").first).to_have_accessible_name(
        "Hoover the old flat 17:00–18:00 · 2 people I’ll take it"
    )
    expect(item(friend, "Sofa, three seats")).to_have_count(0)
    friend.get_by_text("4 more are taken").click()
    expect(item(friend, "Sofa, three seats")).to_contain_text("Stand by")
    for language in ("en", "de", "es", "fr", "ar"):
        friend.context.add_cookies([{"name": "language", "value": language, "url": place.server.url}])
        friend.goto(place.signup)
        assert friend.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1], language
        assert friend.evaluate(SEEN) >= ABOVE_THE_FOLD, language
        html = httpx.get(place.server.url + place.signup, headers={"Accept-Language": language}).content
        assert len(gzip.compress(html, 9, mtime=0)) <= MAX_BYTES, language


@pytest.mark.held  # tests/web/friends looks at the cookie
def test_what_suits_is_a_link_and_stays_on_the_device_alone(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("heavy_item", "Piano", weight_kg=80, starts=time(9), ends=time(10))
    place.olive.task("care", "Soup", starts=time(12), ends=time(13))
    place.olive.task("care", "Defrost the freezer", starts=time(18), ends=time(19), day=FRIDAY)
    hana = listening(visit(scripts=True), place.signup)
    for chosen in ("No lifting", "Sat 5 Dec"):
        hana.get_by_role("link", name=chosen).click()
        expect(hana.get_by_role("link", name=chosen)).to_have_attribute("aria-current", "true")
    expect(item(hana, "Piano")).to_have_count(0)
    expect(item(hana, "Defrost the freezer")).to_have_count(0)
    take(hana, "Soup", "Hana")
    said(hana, "Your name is on")
    expect(hana.get_by_role("link", name="No lifting")).to_have_attribute("aria-current", "true")
    # The link alone, as it stands in the chat, opens what was chosen here last (tests/web/base/test_page_cache.py).
    hana.goto(place.signup)
    expect(item(hana, "Soup")).to_be_visible()
    expect(item(hana, "Piano")).to_have_count(0)


@pytest.mark.held  # forms like any: tests/web/friends
def test_another_time_and_two_hours_become_offers(visit: Visitors, plan: Plan) -> None:
    place = plan()
    place.olive.task("care", "Soup", starts=time(12), ends=time(13))
    hana, tom = visit(), visit(scripts=True)
    hana.goto(place.signup)
    opened(item(hana, "Soup"), "I’ll take it").get_by_role("link", name="Another time suits me better").click()
    hana.get_by_role("main").locator("#offer").get_by_label(NAME).fill("Hana")
    hana.get_by_label("What could you do, and when?").fill("On Friday, after six.")
    hana.get_by_role("button", name="Send it").click()
    said(hana, "Your offer has arrived.")
    listening(tom, place.signup).get_by_role("link", name="I have two hours on Saturday").click()
    tom.locator("#offer").get_by_label(NAME).fill("Tom")
    tom.get_by_role("button", name="Send it").click()
    said(tom, "Your offer has arrived.")
    assert [offer.words for offer in place.olive.board().offers] == [
        "“Soup”, at another time.\nOn Friday, after six.",
        "I have two hours: Saturday, 5 December. Put me where you like.",
    ]
