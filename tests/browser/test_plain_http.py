"""A phone in the same network: plain http, where browsers withhold the clipboard, the share sheet and much else."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import NEARBY
from tests.browser.test_live import listening
from tests.browser.visiting import Place, Visitors, item, said, section, take
from tests.conftest import NOON, Server

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any


@pytest.fixture
def nearby(browser: Browser, server: Server) -> Iterator[Visitors]:
    """Visitors who come by a name that is not this machine's own."""
    there = Server(server.url.replace("127.0.0.1", NEARBY), server.installation, server.clock, server.app)
    visitors = Visitors(browser, there)
    yield visitors
    visitors.leave()


@pytest.mark.held
def test_nothing_breaks_on_plain_http(nearby: Visitors, plan: Callable[..., Place]) -> None:
    place = plan(day=NOON.date())
    place.olive.task("care", "Soup")
    olive = nearby(scripts=True)
    olive.goto(place.organizer)
    assert not olive.evaluate("isSecureContext")
    listening(olive, place.at())
    hana = listening(nearby(scripts=True), place.signup)
    take(hana, "Soup", "Hana")
    said(hana, "Your name is on")
    expect(section(olive, "Covered")).to_contain_text("Hana")
    item(olive, "Soup").get_by_role("button", name="Done").click()
    said(olive, "Done.")
    expect(item(hana, "Soup")).to_contain_text("Done")
    olive.goto(place.at("/share"))
    # What cannot be done is not offered, and the link stands there as text.
    expect(olive.get_by_role("button", name="Copy")).to_have_count(0)
    expect(olive.get_by_label("For everyone you would ask")).to_be_visible()
