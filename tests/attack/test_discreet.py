"""What a forwarded link tells: the table of docs/discreet.md, found by walking all that a hostile reader can open.

The routes are those of the program, so that a new one is walked without a word here.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.attack.letters import confirm, letters, text_of
from tests.attack.test_every_door import Asker, held, letters_of, routes
from tests.conftest import Server
from tests.web.api.caller import Helper, new_key, plan, token_of, worked
from tests.web.visit import Visitor

MARKS: dict[str, tuple[str, ...]] = {
    "the day": ("2026-12-05", "5 December"),
    "titles, whys and what to bring, as they were typed": ("Xylophone", "Xylography", "Xylitol"),
    "the first name of who organizes, as it was typed": ("Olivexa",),
    "the part of town, floors and lifts": ("Neubauxa",),
    "how much of each task is taken": ('"taken":3', '"taken":4'),
    "who else helps, by name": ("Hanaxa", "Tomxa"),
    "when something begins and ends, also by a filter or a calendar": (
        *("9:17", "T0917", "8:53", "T0853", "11:43", "T1143", "15:23", "T1523", "3:23"),
        *("12-05-morning", "12-05-afternoon", "Saturday morning", "Saturday afternoon"),
    ),
    "how long it takes": ('"minutes":97', "an hour and a half"),
    "the exact addresses": ("Xanthgasse", "Xbell"),
    "where a task is, in the organizer's words": ("Xcellar",),
    "phone and email of who organizes": ("0660 7117117", "olivexa@example.org"),
    "a word to all who come": ("Xword",),
    "which of their tasks is at the time of another": tuple(f'"with":[{digit}' for digit in range(1, 10)),
    "phone and email of who helps": ("hanaxa@example.org", "0660 8228228"),
    "a task that is for named people, or kept": ("Xnamed", "Xkept"),
}
EVE = datetime(2026, 12, 4, 17, tzinfo=UTC)
TIMES: dict[str, Any] = {"starts": "09:17", "ends": "11:43", "minutes": 97}
ENGLISH = {"Accept-Language": "en-GB"}
OPEN, DISCREET = (1, 2), (3, 4)
"""Columns of the table: by looking, and by taking something."""


def table() -> Iterator[list[str]]:
    lines = Path("docs/discreet.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    yield from rows[2:]


def learns(column: int) -> set[str]:
    return {row[0] for row in table() if row[column] == "yes"}


def found_in(texts: Iterable[str]) -> set[str]:
    said = "\n".join(texts).replace("\r\n ", "")
    return {row for row, marks in MARKS.items() if any(mark in said for mark in marks)}


class Marked:
    """A move with each line of the table in it, and Hana, who was there before it was discreet."""

    def __init__(self, server: Server, client: httpx.Client, *, discreet: bool) -> None:
        self.server, self.client = server, client
        self.doors = sorted(routes(client))
        organizer = {"name": "Olivexa", "phone": "0660 7117117", "email": "olivexa@example.org"}
        home = {"area": "Neubauxa", "address": "Xanthgasse 7", "floor": 3, "arriving": "Xbell"}
        self.move = move = plan(client, organizer=organizer, **{"from": home})
        typed = {
            "title": "Xylophone",
            "why": "Xylography",
            "bring": "Xylitol",
            "place": "elsewhere",
            "where": "Xcellar",
        }
        self.books = move.add_boxes(9, **typed, **TIMES)
        self.sofa = move.add_boxes(9, **TIMES)
        self.soup = move.add_care(1, starts="15:23")
        trip = move.add_trip(2)
        contacts = {"email": "hanaxa@example.org", "phone": "0660 8228228"}
        self.hana = move.takes(self.books, "Hanaxa", 3, **contacts)
        worked(self.hana.ask("POST", "/claims", json={"task": self.soup}), 201)
        move.drives(trip, "Tomxa")
        only: dict[str, Any] = {"for": [self.hana.n]}
        move.add_care(title="Xnamed", **only)
        move.add_care(title="Xkept", kept=True)
        move.patch(discreet=discreet)

    def mallory(self) -> dict[str, Asker]:
        """Let Mallory do all that the link allows: take, stand by, offer, hand on to herself."""
        move = self.move
        taken = move.takes(self.books, "Mallory", 1, email="mallory@example.org")
        waits = worked(move.sign_up(self.soup, "Mallory", standing="standby"), 201)
        offered = worked(move.offer("Mallory"), 201)
        friend = worked(taken.ask("POST", f"/claims/{taken.claim['n']}/hand-on", json={"name": "Mallory too"}), 201)
        worked(self.hana.ask("POST", f"/claims/{self.hana.claim['n']}/hand-on", json={"name": "Amina"}), 201)
        self.taken = taken
        ask = next(each for each in worked(move.ask("GET", "/asks"), 200)["asks"] if each["helper"]["name"] == "Amina")
        return {
            "taken": held(taken.token),
            "stands by": held(token_of(waits["helper_link"])),
            "offered": held(token_of(offered["helper_link"])),
            "handed on to": held(token_of(friend["link"])),
            "handed on by another": held(token_of(ask["link"])),
            "letters": held(letters_of(self.server, taken)),
        }

    def walk(self, asker: Asker) -> Iterator[str]:
        """Open all that there is to open by a link, as a stranger, and in the browser that is known."""
        for door in self.doors:
            method, _, path = door.partition(" ")
            if method == "GET" and "{link}" in path and "picture" not in path:
                answer = asker.ask(
                    self.client, method, quote(path.format(link=asker.token), safe="/-._~"), self.move.id
                )
                answer.headers.pop("date", None)  # the hour of the test itself
                yield f"{answer.headers} {answer.text}" if answer.status_code == 200 else ""

    def known_to(self, helper: Helper) -> Iterator[str]:
        """Read the public pages, which the cache holds, in a browser that knows the helper."""
        cookie = {"Cookie": f"helper-{self.move.id}={helper.token}", **ENGLISH}
        for path in ("", "/several", "/print", "?when=2026-12-05-morning"):
            page = self.client.get(f"/s/{self.move.signup_token}{path}", headers=cookie)
            assert path or "You are" in page.text
            yield page.text

    def written_to(self, address: str) -> Iterator[str]:
        """Read all letters that go to an address of which its owner says that it is theirs."""
        for mail in list(letters(self.server, self.move)):
            if address in str(mail["To"]):
                confirm(self.server, mail)
        for at in (EVE, EVE + timedelta(hours=14)):
            self.server.clock.now = at
            theirs = [mail for mail in letters(self.server, self.move) if address in str(mail["To"])]
            assert theirs
            yield from map(text_of, theirs)

    def clash(self, helper: Helper) -> httpx.Response:
        return helper.ask("POST", "/claims", json={"task": self.sofa}, headers=new_key())


@pytest.mark.parametrize(("discreet", "columns"), [(False, OPEN), (True, DISCREET)], ids=["open", "discreet"])
def test_a_forwarded_link_tells_what_the_table_says(
    server: Server, client: httpx.Client, *, discreet: bool, columns: tuple[int, int]
) -> None:
    there = Marked(server, client, discreet=discreet)
    assert [row[0] for row in table()] == list(MARKS)
    worked(there.move.ask("POST", "/word", json={"text": "Xword", "standbys": True}), 201)
    by_looking = [*there.walk(held(there.move.signup_token))]
    assert found_in(by_looking) == learns(columns[0])
    askers = there.mallory()
    worked(there.move.change_task(there.books, starts="08:53"), 200)  # their own page asks whether it is still good
    by_taking = [text for asker in askers.values() for text in there.walk(asker)]
    by_taking += [*there.known_to(there.taken), there.clash(there.taken).text]
    page = Visitor(server).post(f"/h/{there.taken.token}/claims", task=str(there.sofa), quantity="1")
    assert page.status_code == 409
    by_taking += [page.text, *there.written_to("mallory@example.org")]
    assert found_in(by_taking) == learns(columns[1])
