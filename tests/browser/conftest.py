"""One Chromium for all tests of this folder, and visitors who must find nothing broken."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from service.commands.demo_move import DemoLinks, plan_demo
from tests.browser.ask_states import STATES
from tests.browser.chromium import chromium, launch_arguments
from tests.browser.states import Scene
from tests.browser.visiting import PATIENCE_MS, Place, Visitors
from tests.conftest import NOON, Server
from tests.make import Olive

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")


# Not for the whole session: while Playwright runs, no other test could start an event loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=launch_arguments())
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visitors]:
    """`visit()` is somebody's phone; what any of them complains of fails the test."""
    visitors = Visitors(browser, server)
    yield visitors
    visitors.leave()


@pytest.fixture(scope="module")
def readers(browser: Browser, running: Server) -> Iterator[Visitors]:
    """One for all pages: a browser of its own for each would take twice as long."""
    visitors = Visitors(browser, running)
    # axe comes from outside the page, which our policy does not let in.
    visitors(scripts=True, bypass_csp=True)
    yield visitors
    visitors.leave()


@pytest.fixture
def plan(server: Server) -> Callable[..., Place]:
    """Plans a move of its own for a test."""

    def planned(title: str = "Up to the attic", **fields: Any) -> Place:
        return Place(server, Olive(server.installation.database, title=title, **fields))

    return planned


@pytest.fixture(scope="package")
def demo(running: Server) -> DemoLinks:
    """The example move, as `manyhands demo` shows it."""
    return plan_demo(running.installation.database, now=NOON)


@pytest.fixture
def reach(server: Server, plan: Callable[..., Place], demo: DemoLinks) -> Callable[[Page, str], None]:
    """Brings a visitor to a state of a page, by its name in STATES."""

    def reached(page: Page, name: str) -> None:
        STATES[name](Scene(page, server, plan, demo))

    return reached


@pytest.fixture
def page_in(visit: Visitors, reach: Callable[[Page, str], None]) -> Callable[..., Page]:
    """`page_in(state)`: what a visitor of their own sees there. Takes whatever `visit` takes."""

    def shown(name: str, *size: tuple[int, int], **more: Any) -> Page:
        page = visit(*size, **more)
        reach(page, name)
        return page

    return shown
