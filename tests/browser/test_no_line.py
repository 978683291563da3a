"""Without a line: pages that were visited open, and what is done on them waits, is said to wait, and is sent once."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Request, Route, expect

from service.domain.models import TaskState
from service.domain.rules.tasks import change_task
from tests.browser.visiting import Place, Visitors, item, take
from tests.conftest import serving
from tests.make import Olive

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any

IN_CHARGE = """() => new Promise((resolve, reject) => {
    const known = async () => (await Promise.all(["pages", "built"].map(name => caches.open(name))))
        .map(cache => cache.keys().then(keys => keys.length));
    const look = async () => {
        const counts = await Promise.all(await known());
        if (navigator.serviceWorker.controller && counts[0] && counts[1] > 0) resolve(counts);
        else if (performance.now() > 20_000) reject(new Error(`${counts} are kept`));
        else requestAnimationFrame(look);
    };
    look();
})"""
"""Waits until the worker answers for the pages of this browser and has kept the first one."""

KEPT = "caches.open('pages').then(pages => pages.keys()).then(all => all.map(each => new URL(each.url).pathname))"
"""The paths of the pages that this browser keeps."""

NEWEST = """async () => {
    const copy = await (await caches.open("pages")).match(location.pathname, { ignoreVary: true });
    return copy?.headers.get("Kept-Version") === document.body.dataset.version;
}"""
"""Tells whether the kept copy is of the state that is shown."""

WOULD_ASK = """() => {
    const event = new Event("beforeinstallprompt", { cancelable: true });
    event.prompt = async () => { document.documentElement.dataset.asked = "1" };
    dispatchEvent(event);
}"""
"""Says what a browser says that would put the page on the home screen: in tests, none does."""


MAY_NOT_HAVE = "No answer came, so this may not have arrived."
"""What is said where a form was sent, and nobody knows whether it has reached the server."""


class Line:
    """A program that can go away and come back under the same address, with a friend who has its pages open."""

    def __init__(self, browser: Browser, data: Path) -> None:
        self.data = data
        self._runs = ExitStack()
        self.server = self._runs.enter_context(serving(data))
        self.olive = Olive(self.server.installation.database)
        self.visitors = Visitors(browser, self.server)
        self.sent: list[Request] = []

    def friend(self, path: str) -> Page:
        """A friend's phone that has visited this page, and keeps it."""
        page = self.visitors(scripts=True, service_workers="allow")
        page.context.on("request", lambda each: self.sent.append(each) if each.method == "POST" else None)
        page.goto(path)
        page.evaluate(IN_CHARGE)
        return page

    @property
    def place(self) -> Place:
        return Place(self.server, self.olive)

    def goes(self) -> None:
        self._runs.close()

    def comes_back(self) -> None:
        port = int(self.server.url.rpartition(":")[2])
        self.server = self._runs.enter_context(serving(self.data, port=port))
        self.olive.database = self.server.installation.database

    def ends(self) -> None:
        self.visitors.watch.forgive("ERR_")
        self.visitors.leave()
        self._runs.close()


@pytest.fixture
def line(browser: Browser, tmp_path: Path) -> Iterator[Line]:
    made = Line(browser, tmp_path)
    yield made
    made.ends()


def reopened(page: Page) -> Page:
    """Close the tab, and open the same address in a new one."""
    url, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(url)
    return again


def test_it_is_no_fault_to_go_on_before_a_page_is_kept(visit: Visitors, plan: Callable[..., Place]) -> None:
    friend = visit(scripts=True, service_workers="allow")
    friend.add_init_script("window.fetch = async () => { window.asked = true; throw new TypeError('gone on') }")
    friend.goto(plan().signup)
    friend.wait_for_function("() => window.asked")
    friend.evaluate("() => new Promise((resolve) => setTimeout(resolve))")


def test_what_is_done_without_a_line_waits_through_a_closed_tab_and_is_sent_once_in_order(line: Line) -> None:
    soup, cake = line.olive.task("care", "Soup"), line.olive.task("care", "Cake")
    hana = line.friend(line.place.signup)
    signup, waits = line.place.signup, {"Soup": MAY_NOT_HAVE, "Cake": "Waiting to be sent."}
    line.goes()
    take(hana, "Soup", "Hana")
    expect(item(hana, "Soup")).to_contain_text(waits["Soup"])
    take(hana, "Cake", "Hana")
    expect(item(hana, "Cake")).to_contain_text(waits["Cake"])
    hana = reopened(hana)
    for title, said in waits.items():
        expect(item(hana, title)).to_contain_text(said)
        expect(item(hana, title).get_by_text("I’ll take it")).to_be_hidden()
    line.sent.clear()
    line.comes_back()
    for title in ("Soup", "Cake"):
        expect(item(hana, title)).to_contain_text("Yours")
    expect(hana.locator(".waiting")).to_have_count(0)
    # One person, not two: the second claim was sent after the answer to the first.
    assert line.place.names() == ["Hana"]
    assert [len(line.olive.seen(task).claims) for task in (soup, cake)] == [1, 1]
    claims = [each for each in line.sent if each.url.endswith(f"{signup}/claims")]
    assert len({each.headers["idempotency-key"] for each in claims}) == 2
    # And what she sees without a line from now on is the newest that came.
    hana.wait_for_function(NEWEST)
    line.goes()
    hana = reopened(hana)
    expect(item(hana, "Soup")).to_contain_text("Yours")
    expect(hana.get_by_text("You are Hana.")).to_be_visible()
    expect(hana.get_by_role("status")).not_to_contain_text("Your name is on")


def test_a_claim_whose_answer_got_lost_no_longer_waits_once_the_page_shows_it(line: Line) -> None:
    soup = line.olive.task("care", "Soup")
    hana = line.friend(line.place.signup)
    take(hana, "Soup", "Hana")
    expect(item(hana, "Soup")).to_contain_text("Yours")
    cake = line.olive.task("care", "Cake")
    expect(item(hana, "Cake")).to_be_visible()
    hana.context.route("**/claims", answer_gets_lost)
    take(hana, "Cake")
    expect(item(hana, "Cake")).to_contain_text("You have this")
    expect(hana.locator(".waiting")).to_have_count(0)
    expect(hana.get_by_text(MAY_NOT_HAVE)).to_have_count(0)
    assert [len(line.olive.seen(task).claims) for task in (soup, cake)] == [1, 1]
    hana.reload()
    expect(item(hana, "Cake")).to_contain_text("You have this")
    expect(hana.locator(".waiting")).to_have_count(0)


def test_who_does_not_send_again_what_may_have_arrived_reads_that_it_may_stand(line: Line) -> None:
    line.olive.task("care", "Soup")
    hana = line.friend(line.place.signup)
    hana.context.route("**/claims", lambda route: route.abort())
    take(hana, "Soup", "Hana")
    waits = item(hana, "Soup").locator(".waiting")
    expect(waits).to_contain_text(MAY_NOT_HAVE)
    waits.get_by_role("button", name="Don’t send it again").click()
    expect(waits).to_have_count(0)
    expect(hana.get_by_role("status")).to_contain_text("If it has arrived already, the page shows it")


def test_what_was_never_sent_only_waits(line: Line) -> None:
    line.olive.task("care", "Soup")
    hana = line.friend(line.place.signup)
    hana.context.set_offline(True)
    take(hana, "Soup", "Hana")
    waits = item(hana, "Soup").locator(".waiting")
    expect(waits).to_contain_text("Waiting to be sent.")
    waits.get_by_role("button", name="Don’t send it", exact=True).click()
    expect(waits).to_have_count(0)
    expect(hana.get_by_role("status")).not_to_contain_text("arrived")


def answer_gets_lost(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.abort()


@pytest.mark.parametrize("served", ["before the form", pytest.param("after the form", marks=pytest.mark.held)])
def test_a_page_that_a_form_has_overtaken_is_neither_shown_nor_kept(line: Line, served: str) -> None:
    soup, cake = line.olive.task("care", "Soup"), line.olive.task("care", "Cake")
    hana = line.friend(line.place.signup)
    late: list[Route] = []
    older: list[APIResponse] = []

    def hold(route: Route) -> None:
        if served == "before the form":
            older.append(route.fetch())
        late.append(route)

    page = re.compile(f"{re.escape(line.place.signup)}$")
    hana.route(page, hold, times=1)
    line.olive.claim(soup, line.olive.helper("Tom"))
    while not late:
        hana.evaluate("() => new Promise(requestAnimationFrame)")
    take(hana, "Cake", "Hana")
    expect(item(hana, "Cake")).to_contain_text("Yours")
    with hana.expect_request_finished(lambda request: bool(page.search(request.url))):
        late[0].fulfill(response=older[0] if older else nameless(hana))
    hana.evaluate("() => navigator.locks.request('pages', () => null)")
    expect(item(hana, "Cake")).to_contain_text("Yours")
    line.goes()
    hana = reopened(hana)
    expect(item(hana, "Cake")).to_contain_text("Yours")
    assert [len(line.olive.seen(task).claims) for task in (soup, cake)] == [1, 1]


def nameless(page: Page) -> APIResponse:
    """The same page for somebody without a cookie: asked for before a form, and made after it."""
    return page.context.request.get(page.url, headers={"Cookie": ""})


@pytest.mark.held
def test_a_refusal_by_then_is_shown_with_what_was_typed(line: Line) -> None:
    soup, cake = line.olive.task("care", "Soup"), line.olive.task("care", "Cake")
    hana = line.olive.helper("Hana")
    line.olive.claim(cake, hana)
    signup = line.place.signup
    tom = line.friend(signup)
    tom.goto(line.place.own(hana))
    expect(item(tom, "Cake")).to_be_visible()
    line.goes()
    item(tom, "Cake").get_by_role("button", name="Not this time").click()
    expect(item(tom, "Cake")).to_contain_text(MAY_NOT_HAVE)
    tom.goto(signup)
    take(tom, "Soup", "Tom of the third floor")
    expect(item(tom, "Soup")).to_contain_text(MAY_NOT_HAVE)
    tom.goto("about:blank")
    line.comes_back()
    with line.olive.change() as change:
        change_task(change, soup, {"state": TaskState.CANCELLED})
    tom.goto(signup)
    # The task is gone from the list: it is said on top what became of it.
    refused = tom.locator(".waiting")
    expect(refused).to_contain_text("This task was called off.")
    assert line.olive.seen(cake).claims == []
    tom.reload()
    expect(refused).to_contain_text("This task was called off.")
    refused.get_by_role("button", name="Put it away").click()
    expect(refused).to_have_count(0)
    # Whoever has the phone next finds nothing of Hana on it.
    tom.get_by_role("button", name="Not you?").click()
    expect(tom.get_by_text("You are Hana.")).to_have_count(0)
    assert set(tom.evaluate(KEPT)) <= {signup}


def test_a_refusal_shows_where_others_have_taken_the_task_since_until_it_is_put_away(line: Line) -> None:
    soup, _cake = line.olive.task("care", "Soup"), line.olive.task("care", "Cake")
    tom = line.friend(line.place.signup)
    line.goes()
    take(tom, "Soup", "Tom")
    expect(item(tom, "Soup")).to_contain_text(MAY_NOT_HAVE)
    tom.goto("about:blank")
    line.comes_back()
    line.olive.claim(soup, line.olive.helper("Hana"))
    tom.goto(line.place.signup)
    refused = item(tom, "Soup").locator(".waiting")
    expect(refused).to_contain_text("could not be taken any more")
    for _look in range(2):
        tom.reload()
        expect(refused).to_be_visible()
    refused.get_by_role("button", name="Put it away").click()
    expect(refused).to_have_count(0)


def test_the_own_page_can_be_put_on_the_home_screen_and_opens_from_there(
    visit: Visitors, plan: Callable[..., Place]
) -> None:
    place = plan()
    own = place.own(place.olive.helper("Hana"))
    hana = visit(scripts=True)
    hana.goto(own)
    read = hana.context.new_cdp_session(hana).send("Page.getAppManifest")
    assert not read["errors"]
    described = json.loads(read["data"])
    assert urljoin(own, described["start_url"]) == own
    icons = {urljoin(own, icon["src"]) for icon in described["icons"]}
    assert [hana.request.get(icon).status for icon in icons] == [200, 200, 200]
    # Where a browser would ask, the page has a button for it, and only there.
    button = hana.get_by_role("button", name="Put this page on the home screen")
    expect(button).to_be_hidden()
    hana.evaluate(WOULD_ASK)
    button.click()
    expect(button).to_be_hidden()
    assert hana.evaluate("document.documentElement.dataset.asked") == "1"
