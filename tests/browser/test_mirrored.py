"""Every page from right to left, in words half as long again: nothing sticks out, nothing is out of reach."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.checks import OVERFLOW, SMALL_TARGETS, UNFOLD
from tests.browser.states import STATES
from tests.browser.visiting import DESKTOP, PHONE, SMALLEST, Visitors
from tests.pseudo import LANGUAGE, spoken

Reach = Callable[[Page, str], None]


@pytest.fixture(scope="module", autouse=True)
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with spoken(tmp_path_factory.mktemp("locales")):
        yield


@pytest.mark.one_database
@pytest.mark.parametrize("name", STATES)
def test_a_page_holds_when_it_is_mirrored(readers: Visitors, reach: Reach, name: str) -> None:
    readers.watch.seen.clear()
    [context] = readers.contexts
    [page] = context.pages
    context.clear_cookies()
    reach(page, name)
    context.add_cookies([{"name": "language", "value": LANGUAGE, "url": readers.server.url}])
    # What only an answer to a form shows is not in an address: then it is the page below.
    page.goto(page.url)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    found = []
    for size in (SMALLEST, PHONE, DESKTOP):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{size[0]} px: {each}" for each in page.evaluate(OVERFLOW)]
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.evaluate(UNFOLD)
    found += page.evaluate(OVERFLOW) + page.evaluate(SMALL_TARGETS) + readers.watch.seen
    assert not found, "\n".join(found)
