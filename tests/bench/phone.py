"""The organizer's board on a slow phone: when it can be tapped, and when a tick and a change by others are seen.

The phone is as slow wherever this runs: the browser is slowed until it takes a phone's time for the same piece of work.
The line is as fast as can be, so that all time is the server's or the phone's.
"""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from service.domain.core.links import Links, new_session
from service.domain.models import Base, Kind, TaskFields
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.helpers import add_helper
from service.domain.rules.tasks import add_tasks
from service.settings import Settings
from service.storage.migrations import open_database
from tests.bench.figures import Figure
from tests.browser.chromium import chromium, launch_arguments
from tests.conftest import SECRET
from tests.hold.processes import command
from tests.make import Olive

YARDSTICK = """() => {
  const begun = performance.now();
  const row = "<li><h3><a href='#'>Something to do</a></h3> <p>9:00 · nobody yet</p></li>";
  for (let turn = 0; turn < 10; turn++) {
    document.body.innerHTML = `<ul>${row.repeat(300)}</ul>`;
    document.body.offsetHeight;
  }
  document.body.innerHTML = "";
  return performance.now() - begun;
}"""
PHONE_MS = 110
"""Time that the phone takes for that: four times that of the machine on which the targets were set."""
YARDSTICKS = 20
KINDS = [Kind.BOX_LOAD, Kind.HEAVY_ITEM, Kind.CARE, Kind.CARE]
SIZES = {30: (400, 150, 150), 200: (1000, 300, 400)}
"""Targets in ms by the number of tasks: for a board that can be tapped, a tick that is painted, a change by another."""
WATCH = """(() => {
  window.seen = {};
  addEventListener("click", ({ timeStamp }) => { window.seen = { tapped: timeStamp }; }, true);
  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (name, heard) {
    const noted = (event) => { if (name === "message") window.seen.told = performance.now(); heard(event); };
    listen.call(this, name, noted);
  };
  new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.matches(".tick"))) return;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => { window.seen.painted = performance.now(); };
      painted.port2.postMessage("");
    });
  }).observe(document, { subtree: true, attributeFilter: ["aria-pressed"] });
})()"""
PAINTED = """() => performance.getEntriesByName("first-contentful-paint").length"""
READY = """() => Math.max(performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  performance.getEntriesByName("first-contentful-paint")[0].startTime)"""
LAST = """() => {
  window.seen = {};
  const { form, value } = [...document.querySelectorAll(".tick")].at(-1);
  return [form.action, value];
}"""


@dataclass
class Desk:
    """A served board, and the cookie of Olive's browser."""

    url: str
    path: str
    cookie: tuple[str, str]


def phone(rounds: int, _seconds: float) -> Iterator[Figure]:
    """Boards of 30 and of 200 tasks, opened for the first time, ticked, and changed from elsewhere."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=launch_arguments())
        rate = slowness(browser)
        yield Figure("a phone is so many times as slow as this machine", rate, "x")
        for tasks, (to_tap, to_tick, to_change) in SIZES.items():
            with desk(tasks) as served:
                seen = [visited(browser, served, rate) for _ in range(rounds)]
            tapped, ticked, changed = (statistics.median(each) for each in zip(*seen, strict=True))
            yield Figure(f"board of {tasks} tasks on a phone: can be tapped after", tapped, "ms", "at most", to_tap)
            yield Figure("  a tick is painted after", ticked, "ms", "at most", to_tick)
            yield Figure("  a change by another is painted after", changed, "ms", "at most", to_change)
        browser.close()


def slowness(browser: Browser) -> float:
    """Return by how much to slow a page, so that it is as slow as the phone."""
    page = browser.new_page()
    took: float = min(page.evaluate(YARDSTICK) for _ in range(YARDSTICKS))
    page.close()
    return max(1.0, PHONE_MS / took)


@contextmanager
def desk(tasks: int) -> Iterator[Desk]:
    """A move on this very day, half of whose tasks somebody has taken."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder, ExitStack() as stack:
        database = open_database(Settings(data=Path(folder)), Base.metadata)
        olive = Olive(database, day=datetime.now(UTC).date())
        with olive.change() as opened:
            numbers = add_tasks(opened, [_task(n) for n in range(tasks)])
        with olive.change() as opened:
            helpers = [add_helper(opened, {"name": f"Friend {n}"}) for n in range(tasks // 4)]
            for at, n in enumerate(numbers[::2]):
                claim_task(opened, n, helpers[at % len(helpers)], Wish())
        database.close()
        url, _process = stack.enter_context(command({"data": Path(folder)}))
        token = Links([SECRET]).make_session(new_session(olive.link), datetime.now(UTC).date().toordinal())
        yield Desk(url, f"/m/{olive.link.move_id}", (f"organizer-{olive.link.move_id}", token))


def _task(n: int) -> TaskFields:
    title = f"Something to do in the house {n}"
    return {"kind": KINDS[n % len(KINDS)], "title": title, "starts": time(8 + n % 10)}


def visited(browser: Browser, served: Desk, rate: float) -> tuple[float, float, float]:
    """Return the three times in ms. No worker is let in: it would have kept the page, and nothing slows it."""
    context = browser.new_context(
        base_url=served.url,
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        service_workers="block",
    )
    try:
        return _visited(context, served, rate)
    finally:
        context.close()


def _visited(context: BrowserContext, served: Desk, rate: float) -> tuple[float, float, float]:
    name, token = served.cookie
    context.add_cookies([{"name": name, "value": token, "url": served.url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    with page.expect_response("**/live*"):
        page.goto(served.path, wait_until="load")
    page.wait_for_function(PAINTED, polling=50)
    ready: float = page.evaluate(READY)
    page.locator(".tick").nth(3).tap()
    ticked = _painted(page, "tapped")
    action, state = page.evaluate(LAST)
    elsewhere = {"Cookie": f"{name}={token}", "Origin": served.url}
    if httpx.post(action, data={"tick": state}, headers=elsewhere).status_code != 303:
        raise RuntimeError("not ticked")
    return ready, ticked, _painted(page, "told")


def _painted(page: Page, since: str) -> float:
    """Wait until a row has changed, and return how long after."""
    page.wait_for_function(f"() => window.seen.painted && window.seen.{since}", polling=50)
    took: float = page.evaluate(f"() => window.seen.painted - window.seen.{since}")
    return took
