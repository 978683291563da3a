"""Every sentence on every page goes through gettext: with a catalogue of marks, no English letter is left over.

People's own words in this test are digits, and the marks stand in Greek, so that dates and numbers are in
another alphabet too: each Latin letter on a page is then a sentence that no translator would ever see.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from service import language
from tests.conftest import Server
from tests.web.visit import Organizer, Visitor, found

LANGUAGE = "el"
PLACEHOLDER = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|%%")
ALLOWED = re.compile(
    r"Many Hands|https?://\S+|MANYHANDS_\w+|\b[A-Z][\w-]*(?:/[\w-]+)+|\b(?:UTC|CET|JSON|QR|PDF)\b|\S+@\S+", re.ASCII
)
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-copied", "data-share-title")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A catalogue in which every text is its own placeholders between Greek marks."""
    folder = tmp_path_factory.mktemp("locales")
    pot = folder / "messages.pot"
    extract = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "-F", "pyproject.toml"]
    subprocess.run([*extract, "-o", str(pot), "."], check=True, capture_output=True)
    with pot.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    for message in catalogue:
        if message.id:
            texts = message.id if isinstance(message.id, tuple) else (message.id,)
            marks = tuple("Ω" + " ".join(PLACEHOLDER.findall(text)) + "Ω" for text in texts)
            message.string = marks if message.pluralizable else marks[0]
        message.flags.discard("fuzzy")
    catalogue.fuzzy = False
    compiled = folder / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "LOCALES", folder)
        language.language.cache_clear()
        yield
    language.language.cache_clear()


class Texts(HTMLParser):
    """What a page says: its texts, and the attributes that are read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self._zone = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Zones are names of places; a browser finds them by the letters that are typed.
        zone = tag == "option" and "/" in (dict(attrs).get("value") or "")
        self._silent += tag in ("script", "style") or zone
        self._zone = zone
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") or (tag == "option" and self._zone)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def left_over(page: str) -> list[str]:
    texts = [ALLOWED.sub("", text).strip() for text in Texts(page).said]
    return [text for text in texts if re.search(r"[A-Za-z]{2,}", text)]


@pytest.fixture
def olive(server: Server, marked: None) -> Organizer:
    class Greek(Organizer):
        def __init__(self) -> None:
            super().__init__(
                server, title="11", name="12", why="13", day="2026-12-05", from_area="14", from_floor="4", phone="15"
            )
            self.http.headers["Accept-Language"] = LANGUAGE

    return Greek()


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
    for place in ("", "/share?said=planned", "/people", "/thanks", "/settings"):
        yield place, olive.get(olive.move + place).text
    for kind in ("box_load", "heavy_item", "trip", "care"):
        yield kind, olive.get(f"{olive.move}/tasks/new?kind={kind}").text
    yield "paste", olive.get(f"{olive.move}/paste").text
    yield "pasted", olive.post(f"{olive.move}/paste", text="51 52\n53\n").text
    yield "add-wrong", olive.post(f"{olive.move}/tasks", kind="care", title="", needed="x", starts="9").text
    yield "task", olive.get(f"{olive.move}/tasks/{tasks['boxes']}").text
    offer = found(rf"(?<={olive.move}/offers/)\d+", olive.get(olive.move).text)
    yield "offer", olive.get(f"{olive.move}/offers/{offer}").text
    yield "accepted", olive.send(f"{olive.move}/offers/{offer}/accept", task=tasks["heavy"], quantity="1").text
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


def test_no_sentence_is_outside_the_catalogues(olive: Organizer) -> None:
    found_out = {name: left_over(page) for name, page in pages(olive)}
    assert [(name, text) for name, texts in found_out.items() for text in texts] == []
