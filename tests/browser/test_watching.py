"""The tests of this folder trust the watch: here it has something to see."""

import pytest

from tests.browser.visiting import Visitors

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
PAGE = """<!doctype html><title>Broken</title><p style="color: red">An inline style</p>
<img src="http://elsewhere.invalid/pixel.png" alt=""><script src="/missing.js"></script>"""


@pytest.mark.parametrize("scripts", [False, True])
def test_a_broken_page_does_not_go_unseen(visit: Visitors, scripts: bool) -> None:
    page = visit(scripts=scripts)
    page.route(
        "**/broken",
        lambda route: route.fulfill(
            body=PAGE,
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'self'; img-src *"},
        ),
    )
    page.route("**/pixel.png", lambda route: route.fulfill(status=204))
    page.goto("/broken")
    found, visit.watch.seen = "\n".join(visit.watch.seen), []
    assert "asked another host: http://elsewhere.invalid/pixel.png" in found
    assert "inline style" in found
    assert ("404: GET" in found) == scripts


def test_a_page_that_breaks_on_the_server_does_not_go_unseen(visit: Visitors) -> None:
    page = visit()
    page.route("**/broken", lambda route: route.fulfill(status=500, body="Oh"))
    page.goto("/broken")
    found, visit.watch.seen = "\n".join(visit.watch.seen), []
    assert "500: GET" in found
