"""Every sentence on every page goes through gettext: in a language of other letters, no Latin one is left over.

People's own words in this test are digits: each Latin letter on a page is a sentence that no translator would see.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.conftest import Server
from tests.pseudo import LANGUAGE, spoken
from tests.web.visit import Organizer, Visitor, found

ALLOWED = re.compile(
    r"Many Hands|https?://\S+|MANYHANDS_\w+=?|\b[A-Z][\w-]*(?:/[\w-]+)+|\b(?:UTC|CET|JSON|QR|PDF)\b|\S+@\S+"
    r"|\{\w+\}|manyhands serve --host \S+ --port|docs/running\.md",
    re.ASCII,
)
STATUS = ("sending", "unsent", "lost", "found", "changed")
DATA = ("copied", "share-title", *STATUS, "grip", "lifted", "over", "left", "kept", "here", "back", "both")
"""Sentences that a page brings along for its scripts."""
SPOKEN = ("alt", "title", "aria-label", "placeholder", "content", *(f"data-{name}" for name in DATA))

OPEN_GRAPH = ("og:title", "og:description", "og:image:alt")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with spoken(tmp_path_factory.mktemp("locales")):
        yield


class Texts(HTMLParser):
    """The words of a page: its texts, and the attributes that are read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self._zone = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Zones are names of places; a browser finds them by the letters that are typed.
        # So is what each language calls itself.
        given = dict(attrs)
        zone = (tag == "option" and "/" in (given.get("value") or "")) or ("lang" in given and tag == "button")
        self._silent += tag in ("script", "style") or zone
        self._zone = zone
        technical = tag == "meta" and not (given.get("name") == "description" or given.get("property") in OPEN_GRAPH)
        self.said += [value for name, value in attrs if name in SPOKEN and value and not technical]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") or (tag in ("option", "button") and self._zone)
        self._zone = self._zone and tag not in ("option", "button")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def left_over(page: str) -> list[str]:
    texts = [ALLOWED.sub("", text).strip() for text in Texts(page).said]
    return [text for text in texts if re.search(r"[A-Za-z]{2,}", text)]


@pytest.fixture
def olive(server: Server, marked: None) -> Organizer:
    class Reader(Organizer):
        def __init__(self) -> None:
            super().__init__(
                server, title="11", name="12", why="13", day="2026-12-05", from_area="14", from_floor="4", phone="15"
            )
            self.http.headers["Accept-Language"] = LANGUAGE

    return Reader()


def pages(olive: Organizer) -> Iterator[tuple[str, str]]:
    """Each page, in the states that say different things."""
    friend = Visitor(olive.server, LANGUAGE)
    tasks = {
        "boxes": olive.add(kind="box_load", title="21", needed="9", starts="09:00", ends="10:00", minutes="90"),
        "heavy": olive.add(kind="heavy_item", title="22", weight_kg="72"),
        "rolled": olive.add(kind="heavy_item", title="23", weight_kg="300"),
        "own": olive.add(kind="heavy_item", title="24", weight_kg="72", needed="2"),
        "trip": olive.add(kind="trip", title="25", needed="2"),
        "care": olive.add(kind="care", title="26", sort="pets", bring="27", minutes="45"),
        "kept": olive.add(kind="care", title="28", kept="1"),
        "gone": olive.add(kind="care", title="29"),
    }
    yield "signup", friend.get(olive.signup_link).text
    signup = f"{olive.signup_link}/claims"
    own = friend.send(signup, task=tasks["boxes"], name="31", quantity="3")
    friend.send(signup, task=tasks["care"], quantity="1")
    friend.send(signup, task=tasks["trip"], role="driver", vehicle_kind="32", vehicle_seats="3")
    late = Visitor(olive.server, LANGUAGE)
    late.send(signup, task=tasks["care"], name="33", standing="standby")
    yield "full", late.post(signup, task=tasks["care"], name="34").text
    yield "wrong", late.post(signup, task=tasks["boxes"], name="", quantity="0").text
    late.send(f"{olive.signup_link}/offers", name="35", words="36")
    yield "recognised", friend.get(olive.signup_link).text
    yield "helper", friend.get(own.url.path).text
    olive.send(f"{olive.move}/tasks/{tasks['gone']}/state", state="cancelled")
    yield "unsafe", olive.post(f"{olive.move}/tasks/{tasks['heavy']}/state", state="under_way").text
    for place in ("", "/share", "/paste?notice=planned", "/people", "/thanks", "/settings"):
        yield place, olive.get(olive.move + place).text
    for kind in ("box_load", "heavy_item", "trip", "care"):
        yield kind, olive.get(f"{olive.move}/tasks/new?kind={kind}").text
    yield "paste", olive.get(f"{olive.move}/paste").text
    yield "pasted", olive.post(f"{olive.move}/paste", text="51 52\n53\n").text
    yield "add-wrong", olive.post(f"{olive.move}/tasks", kind="care", title="", needed="x", starts="9").text
    yield "task", olive.get(f"{olive.move}/tasks/{tasks['boxes']}").text
    offer = found(rf"(?<={olive.move}/offers/)\d+", olive.get(olive.move).text)
    yield "offer", olive.get(f"{olive.move}/offers/{offer}").text
    yield "accepted", olive.send(f"{olive.move}/offers/{offer}/accept", **{f"task-{tasks['heavy']}": "1"}).text
    for helper in set(re.findall(r"(?<=/people/)\d+", olive.get(f"{olive.move}/people").text)):
        yield "note", olive.get(f"{olive.move}/thanks/{helper}").text
        yield "given", olive.send(f"{olive.move}/thanks/{helper}", do="card", note="41").text
    for state in ("closed", "called_off"):
        yield state, olive.send(f"{olive.move}/settings/state", state=state).text
        yield state, friend.get(olive.signup_link).text
        yield state, friend.get(own.url.path).text
    yield "forgotten", friend.post(f"{own.url.path}/forget").text
    yield "404", friend.get("/nothing").text
    yield "home", friend.get("/").text
    yield "docs", friend.get("/api/docs").text


@pytest.mark.one_database
def test_no_sentence_is_outside_the_catalogues(olive: Organizer) -> None:
    found_out = {name: left_over(page) for name, page in pages(olive)}
    assert [(name, text) for name, texts in found_out.items() for text in texts] == []
