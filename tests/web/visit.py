"""A person with a browser, as far as HTTP goes: cookies are kept, redirects followed, forms sent from their page."""

import re
import secrets
from html.parser import HTMLParser
from typing import Any

import httpx
from sqlalchemy import func, select

from service.domain.core.links import Grants, Link
from service.domain.models import Task
from tests.conftest import Server

PLAN = {"title": "One floor down", "name": "Olive", "zone": "Europe/Vienna", "do": "list"}


class Visitor:
    """Keeps cookies like a browser and sends what a browser sends with a form."""

    def __init__(self, server: Server, language: str = "en-GB") -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.url, timeout=30, headers={"Accept-Language": language})
        server.clients.append(self.http)

    def get(self, address: str) -> httpx.Response:
        return self.http.get(address, follow_redirects=True)

    def post(self, address: str, **fields: Any) -> httpx.Response:
        """Send a form; the answer is the one that the browser gets first, before it follows."""
        headers = {"Origin": self.server.url, "Sec-Fetch-Site": "same-origin"}
        return self.http.post(address, data=fields, headers=headers)

    def send(self, address: str, **fields: Any) -> httpx.Response:
        """Send a form and look at the page where it leads. It must lead somewhere, or bring that page in place."""
        sent = self.post(address, **fields)
        if "content-location" in sent.headers:
            return sent
        assert sent.status_code == 303, (sent.status_code, sent.text[:2000])
        return self.get(sent.headers["location"])


class Organizer(Visitor):
    """Olive with a move of her own, planned from the start page."""

    def __init__(self, server: Server, **fields: Any) -> None:
        """Plan it. The links, which stand on pages, are made here as the program makes them: pages take long."""
        super().__init__(server)
        self.http.cookies.set("planner", secrets.token_hex())  # as the start page gives it
        planned = self.post("/", **{**PLAN, **fields})
        assert planned.status_code == 303, (planned.status_code, planned.text[:2000])
        self.move = found(r"^/m/\w+", planned.headers["location"])
        move_id = self.move.removeprefix("/m/")
        self.organizer_link = server.installation.url(Link(move_id, Grants.ORGANIZER, 1, 1))
        self.signup_link = server.installation.url(Link(move_id, Grants.SIGNUP, 0, 1))

    def add(self, **fields: Any) -> int:
        """Add a task and return its number."""
        added = self.post(f"{self.move}/tasks", **{"kind": "care", "title": "Lunch", **fields})
        assert added.status_code == 303, (added.status_code, added.text[:2000])
        with self.server.installation.database.reading() as session:
            numbers = select(func.max(Task.n)).where(Task.move_id == self.move.removeprefix("/m/"))
            return session.scalars(numbers).one() or 0


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[0]


def without_keys(page: str) -> str:
    """Return the page without what differs each time: the keys of its forms."""
    return re.sub(r'(name="key" value=")[^"]+', r"\1", page)


class Fields(HTMLParser):
    """The values that stand in a page's fields, and the texts tied to them, by the field's id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.described: dict[str, list[str]] = {}
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self._area = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("input", "textarea", "select"):
            at = given.get("id", "")
            self.described[at] = given.get("aria-describedby", "").split()
            if tag == "input":
                self.values[at] = given.get("value", "")
        if tag == "textarea":
            self._area = given.get("id", "")
            self.values[self._area] = ""
        if tag == "select":
            self._select = given.get("id", "")
        if tag == "option" and (self._select not in self.values or "selected" in given):
            self.values[self._select] = given.get("value", "")
        if tag in ("p", "span", "small", "div"):
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data
        for _tag, at in self._open:
            if at:
                self.texts[at] = self.texts.get(at, "") + data

    def error_of(self, at: str) -> str:
        """Return the sentence about a field."""
        return " ".join(self.texts.get(each, "") for each in self.described[at])


def planned(olive: httpx.Client) -> str:
    """Plan a move without its server at hand, and return the path of its sign-up page."""
    olive.cookies.set("planner", secrets.token_hex())  # as the start page gives it
    page = olive.post("/", data=PLAN)
    return found(r"/s/[\w.-]+", olive.get(f"{page.url.path.removesuffix('/paste')}/share").text)
