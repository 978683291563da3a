"""Fields that nobody types (hidden ones, choices, buttons), filled with what no page of ours ever sends.

Every form of every page is sent with each of its choices bogus, and all fields at once: a refusal, never a bug.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import import_module
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from service.domain.core.links import Grants, Link
from service.domain.models import Organizer
from tests.conftest import Server
from tests.sizes import has_turn, size
from tests.web.visit import Organizer as Olive
from tests.web.visit import Visitor

pytestmark = pytest.mark.one_database
BOGUS = ("bogus", "²", "-1", "9" * 25, "1,²,-3", "\x00")
TRIES = size("BOGUS", 1, len(BOGUS))
"""Bogus values that each field gets: fewer than all go round, so that each value comes to some fields."""
FREE = {"text", "email", "tel", "date", "time", "number", "search"}
"""Types of input that people type into: they are tried all at once."""
NAMES = ("kept", "notice", "to", "version", "n", "role", "link", "key", "word", "survivor", "merged", "back")
"""Fields of forms that no page of this move shows now."""
LIST = "Living room\n- sofa (3 seater)\n- 14 boxes of books\nwe love you all xx\n"


@dataclass
class Sent:
    """A form as a page shows it: where it goes, what a browser would send, and which of it nobody types."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Sent] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.found.append(Sent(given.get("action", ""), given.get("method", "get")))
        if tag == "option" and self._select and ("selected" in given or not self.found[-1].values.get(self._select)):
            self.found[-1].values[self._select] = value
        if tag == "select":
            self._select = name
        if not name or not self.found or tag not in ("input", "select", "textarea", "button"):
            return
        form, kind = self.found[-1], given.get("type", "text")
        form.values.setdefault(name, "")
        if tag in ("select", "button") or (tag == "input" and kind not in FREE):
            form.chosen.add(name)
        if tag in ("input", "button") and (kind not in ("radio", "checkbox") or "checked" in given):
            form.values[name] = value


@dataclass
class Place:
    """A move in which each form has something to be about."""

    olive: Olive
    hana: Visitor
    own: str

    def pages(self) -> Iterator[tuple[Visitor, str]]:
        """All pages with forms, those of friends first: the organizer's forms replace their links."""
        olive, signup, mail = self.olive, self.olive.signup_link, f"{self.olive.organizer_link}/mail"
        yield Visitor(olive.server), Visitor(olive.server).get("/").text
        yield Visitor(olive.server), Visitor(olive.server).get(signup).text
        yield self.hana, self.hana.get(signup).text
        yield self.hana, self.hana.get(self.own).text
        yield self.hana, self.hana.get(f"{self.own}/mail").text
        yield olive, olive.post(f"{olive.move}/paste", text=LIST).text
        board = olive.get(olive.move).text
        below = set(re.findall(rf'href="({olive.move}/[\w/]+)"', board))
        people = olive.get(f"{olive.move}/people").text
        thanks = set(re.findall(rf'href="({olive.move}/thanks/\d+)"', olive.get(f"{olive.move}/thanks").text))
        yield olive, board
        yield olive, people
        letters, settings = olive.get(mail).text, f"{olive.move}/settings"
        for path in sorted((below | thanks) - {settings}):
            yield olive, olive.get(path).text
        yield olive, letters
        yield olive, olive.get(settings).text  # where the organizer signs out, too

    def enter(self) -> None:
        """Enter again as the organizer, who has a new link and was signed out."""
        installation, whose = self.olive.server.installation, Organizer.move_id == self.olive.move.removeprefix("/m/")
        with installation.database.reading() as session:
            me = session.scalars(select(Organizer).where(whose)).one()
        self.olive.get(installation.url(Link(me.move_id, Grants.ORGANIZER, me.n, me.epoch)))

    def address(self, path: str) -> str:
        """An address of a route, about a helper, a task or whatever has that number."""
        links = {"/s/": self.olive.signup_link, "/o/": self.olive.organizer_link, "/h/": self.own, "/t/": self.own}
        link = links.get(path[:3], "").rpartition("/")[2]
        known = {"link": link, "m": self.olive.move.removeprefix("/m/"), "role": "helper"}
        return path.format_map(defaultdict(lambda: 2, known))


@pytest.fixture(scope="module")
def place(running: Server) -> Place:
    olive, hana = (
        Olive(running, day=running.clock.now.date().isoformat(), email="olive@example.org"),
        Visitor(running),
    )
    tasks = [
        olive.add(kind=kind, title=f"Some {kind}", needed="3") for kind in ("box_load", "heavy_item", "trip", "care")
    ]
    hana.get(olive.signup_link)
    own = hana.send(
        f"{olive.signup_link}/claims", task=tasks[0], name="Hana", quantity="2", email="h@example.org"
    ).url.path
    hana.send(f"{own}/claims", task=tasks[3], quantity="1")
    for name in ("Hana", "Tom"):
        Visitor(running).send(f"{olive.signup_link}/offers", name=name, words="Just knock.")
    return Place(olive, hana, own)


def routes() -> set[str]:
    """All addresses of pages to which something is sent."""
    files = [path for path in Path("service/web").rglob("*.py") if "APIRouter(" in path.read_text()]
    faces = [import_module(".".join(path.with_suffix("").parts)) for path in files if "api" not in path.parts]
    return {route.path for face in faces for route in face.router.routes if "POST" in route.methods}


@pytest.mark.long
def test_no_field_that_nobody_types_is_a_bug(place: Place) -> None:
    names, tried, values_of = set(NAMES), set(), turns()
    for visitor, page in place.pages():
        for form in Forms(page).found:
            names |= form.values.keys()
            kind = re.sub(r"\d+", "n", f"{form.action} {sorted(form.values)}")
            for values in bogus(form, values_of) if kind not in tried else ():
                answer = visitor.post(form.action, **values) if form.method == "post" else ask(visitor, form, values)
                assert answer.status_code < 500, (form.action, values)
            tried.add(kind)
    assert {"kind-0", "least-0", "rows", "left", "line-0", "survivor", "kept", "do", "person", "who"} <= names
    place.enter()
    for path in sorted(routes(), key=lambda path: path.startswith("/m/{m}/settings/")):
        for value in next(values_of):
            answer = place.olive.post(place.address(path), **dict.fromkeys(names, value))
            assert answer.status_code < 500, (path, value)
    place.enter()


def ask(visitor: Visitor, form: Sent, values: dict[str, Any]) -> httpx.Response:
    return visitor.http.get(form.action, params=values)


def turns() -> Iterator[tuple[str, ...]]:
    """Give the next field its bogus values, each one where the one before ended."""
    values = cycle(BOGUS)
    return (tuple(islice(values, TRIES)) for _ in count())


def bogus(form: Sent, values_of: Iterator[tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    for name in filter(lambda name: has_turn(f"{form.action} {name}", 0, 8), sorted(form.chosen)):
        yield from ({**form.values, name: value} for value in next(values_of))
    yield from (dict.fromkeys(form.values, value) for value in next(values_of))
    yield {}


@pytest.mark.sampled
@pytest.mark.parametrize(
    "name", ["kind", "work", "sort", "least", "lines", "what", "parts", "proposed_minutes", "room"]
)
@pytest.mark.parametrize("do", ["save", "again", "unclear", "bogus"])
def test_a_bogus_row_comes_back_with_what_was_typed(place: Place, name: str, do: str) -> None:
    row = {"title-0": "Books", "kind-0": "box_load", "needed-0": "3", "parts-0": "1", f"{name}-0": "²"}
    page = place.olive.post(f"{place.olive.move}/paste/tasks", rows="1", left="0", text="Books", do=do, **row)
    assert page.status_code in (200, 303, 422)
    if page.status_code != 303:
        assert 'value="Books"' in page.text
