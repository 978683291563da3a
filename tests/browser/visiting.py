"""People with a browser each: they open pages, fill in forms and tap, and everything their browser complains of
is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
    WebError,
    expect,
)

from service.domain.core.links import Link
from tests.conftest import Server
from tests.make import Olive

PHONE = (390, 844)
DESKTOP = (1280, 800)
SMALLEST = (320, 640)
PATIENCE_MS = 30_000
"""Only a test that fails waits so long: on a machine that is busy with other things, 5 seconds were too few."""
NAME = "What should the others call you?"


@dataclass
class Watch:
    """Notes what no page may do: ask another host, log an error, break the policy, interrupt, break on the server."""

    own: str
    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)
        context.on("console", self._logged)
        context.on("weberror", self._broke)
        context.on("dialog", self._alerted)

    def forgive(self, *parts: str) -> None:
        """Forget what a test has brought about on purpose."""
        self.seen = [each for each in self.seen if not any(part in each for part in parts)]

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.own}/", "data:", "blob:")):
            self.seen.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        # A page may answer "not found" or "look at this again", also when a script asks for it (a form that was
        # sent in place, a page that heard of news); what belongs to a page may not be missing.
        part = response.request.resource_type not in ("document", "fetch")
        if response.status >= 500 or (part and response.status >= 400):
            self.seen.append(f"{response.status}: {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        # A second click cancels the request of the first one.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"{request.failure}: {request.url}")

    def _logged(self, message: ConsoleMessage) -> None:
        # Statuses are judged above, where it is known what was asked for.
        expected = message.text.startswith(("Failed to load resource", "Service Worker registration blocked"))
        if message.type in ("error", "warning") and not expected:
            self.seen.append(f"console: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.seen.append(f"script: {error.error}")

    def _alerted(self, dialog: Dialog) -> None:
        self.seen.append(f"a dialog: {dialog.message}")
        dialog.dismiss()


class Visitors:
    """Opens one browser context for each visitor: nobody shares cookies. The page starts blank."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.watch = Watch(server.url)
        self.contexts: list[BrowserContext] = []

    def __call__(
        self, size: tuple[int, int] = PHONE, *, scripts: bool = False, locale: str = "en-GB", **more: Any
    ) -> Page:
        """A visitor on a phone without JavaScript, unless said otherwise."""
        # Installing it takes time of each visitor: only those of test_no_line.py let it in.
        more.setdefault("service_workers", "block")
        context = self.browser.new_context(
            base_url=self.server.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            locale=locale,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        self.watch.over(context)
        self.contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Close every browser, and raise AssertionError if one of them had something to complain of."""
        for context in self.contexts:
            context.close()
        assert not self.watch.seen, "\n".join(self.watch.seen)


@dataclass
class Place:
    """One move and the addresses of its pages."""

    server: Server
    olive: Olive

    @property
    def organizer(self) -> str:
        return self._path("o", self.olive.link)

    @property
    def signup(self) -> str:
        return self._path("s", self.olive.signup)

    def own(self, helper: int) -> str:
        """The page of one helper."""
        view = next(each for each in self.olive.board().helpers if each.n == helper)
        return self.server.installation.helper_url(self.olive.link.move_id, view.n, view.epoch)

    def at(self, path: str = "") -> str:
        """A page of the organizer."""
        return f"/m/{self.olive.link.move_id}{path}"

    def path_of(self, title: str) -> str:
        """The path of a task's page, to stand behind the organizer's own."""
        [task] = [task for task in self.olive.board().tasks if task.title == title]
        return f"/tasks/{task.n}"

    def names(self) -> list[str]:
        """Everybody who is on this move, in order of arrival."""
        return [helper.name for helper in self.olive.board().helpers]

    def _path(self, face: str, link: Link) -> str:
        return f"/{face}/{self.server.installation.links.make(link)}"


def enter(page: Page, place: Place, path: str = "") -> Page:
    """Open a page of the organizer. Their link is only asked for the cookie that it sets: its page is not drawn."""
    page.request.get(place.organizer, max_redirects=0)
    page.goto(place.at(path))
    return page


def speak(page: Page, language: str) -> None:
    """Choose a language for all pages that this visitor opens from now on."""
    address = urljoin(page.url, "/")
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])


def lose_connection(page: Page) -> None:
    """Every browser page of this visitor is offline. Chromium says so a moment before nothing gets through any more:
    the complaints of both are to be forgiven."""
    page.context.set_offline(True)
    while page.evaluate("() => fetch('/health').then(() => true, () => false)"):
        pass


def path_of(page: Page) -> str:
    """Return where a page is, without host and query."""
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def on_path(start: str) -> re.Pattern[str]:
    """An address below this path, for `expect(page).to_have_url`."""
    return re.compile(rf"^https?://[^/]+{re.escape(start)}")


def item(where: Page | Locator, title: str) -> Locator:
    """The slip, note or card with this heading."""
    page = where if isinstance(where, Page) else where.page
    return where.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=True))


def section(page: Page, name: str) -> Locator:
    """The part of a page with this heading."""
    return page.get_by_role("region", name=name)


def opened(where: Locator, text: str) -> Locator:
    """Open what is folded under these words."""
    folded = where.locator("details").filter(has=where.page.locator("summary", has_text=text)).last
    folded.locator("summary", has_text=text).first.click()
    return folded


def unfold(page: Page) -> Page:
    """Unfold what is taken care of."""
    for folded in page.locator(".fold > summary").all():
        folded.click()
    return page


def begin_with_the_list(page: Page, title: str, name: str = "Olive", *, _: Callable[[str], str] = str) -> Locator:
    """Fill in a new move from its start page, up to the tap that leads to the list; returns what is folded there.

    `_`: gives an English text as the page says it.
    """
    page.goto("/")
    page.get_by_label(_("Your name")).fill(name)
    more = opened(page.get_by_role("main"), _("Add a title, the two addresses and how to reach you"))
    more.get_by_label(_("What shall we call it?")).fill(title)
    more.get_by_label(_("Your time zone")).select_option("Europe/Vienna")
    return more


def take(page: Page, title: str, name: str = "", *, many: int | None = None, _: Callable[[str], str] = str) -> None:
    """ "I'll take it": one tap, a name if it is asked for, one more tap. `_`: as for `begin_with_the_list`."""
    slip = item(page, title)
    form = opened(slip, _("I’ll take it"))
    if name:
        form.get_by_label(_(NAME)).fill(name)
    if many is not None:
        form.get_by_label(re.compile("^How many")).fill(str(many))
    form.get_by_role("button", name=_("Put my name on it")).click()


def worded(sentence: str, **values: str) -> re.Pattern[str]:
    """A translated sentence as a page shows it: without tags, and with anything where no value is given."""
    words = re.split(r"%\((\w+)\)s", re.sub(r"<[^>]+>", "", sentence))
    values = {name: re.escape(value) for name, value in values.items()}
    between = (f"[\u2066-\u2069]*{values.get(name, '.*')}[\u2066-\u2069]*" for name in words[1::2])
    return re.compile("".join(chain.from_iterable(zip_longest(map(re.escape, words[::2]), between, fillvalue=""))))


def said(page: Page, words: str | re.Pattern[str]) -> None:
    """The page says what just happened."""
    expect(page.get_by_role("status")).to_contain_text(words)
