"""Every route, tried by every kind of asker: who is let in, and what each may read there.

A route that is missing from the table fails the test: say in `DOORS` who may use it.
"""

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import quote
from zlib import crc32

import httpx
import pytest

import service.web
from service.domain.core.links import Grants, Link, new_session
from service.domain.reading.people import read_helper, read_person
from service.domain.reading.snapshot import MoveVersion, read_version
from service.mail.addresses import letters_link
from service.mail.transports.folder import LETTERS
from tests.conftest import Server
from tests.mail.sending import send_letters
from tests.sizes import ON_ONE, WHOLE, size
from tests.web.api.caller import Helper, Move, bearer, plan, token_of, worked

pytestmark = ON_ONE

EVERYBODY = {
    *("nobody", "sign-up link", "replaced sign-up link", "firm", "offered", "calendar", "forgotten", "merged"),
    *("elsewhere", "organizer by cookie", "organizer by bearer", "replaced organizer", "organizer elsewhere"),
    *("note", "letters", "asked", "asked and merged"),
    *("organizer taken off", "letters of who was taken off", "keeper by cookie", "keeper by bearer"),
}
COUSINS = {
    *("replaced sign-up link", "offered", "calendar", "forgotten", "merged", "asked and merged"),
    *("replaced organizer", "organizer taken off", "letters of who was taken off"),
}
"""Askers who hold what another one holds, too, from an earlier time: one place for all doors tells those apart."""
PART = size("DOORS", 16, 1)
"""Of the doors that are closed to a cousin, each tries one of so many."""
OTHERS = size("DOORS_OF_OTHERS", 6, 1)
"""The same for everybody else: "nobody" tries all."""
SIGNUP, FIRM = {"sign-up link"}, {"firm"}
HELPERS = {"firm", "offered", "calendar", "elsewhere"}
COOKIE, BEARER = {"organizer by cookie"}, {"organizer by bearer"}
OWN_LINK = {"organizer by bearer", "organizer elsewhere", "keeper by bearer"}
KEEPS, KEEPS_IN_API = {"keeper by cookie"}, {"keeper by bearer"}
READS_NOTE, CHOOSES_LETTERS, ASKED = {"note"}, {"letters"}, {"asked"}
MERGED = {"merged"}

DOORS: dict[str, set[str]] = {
    "GET /": EVERYBODY,
    "GET /health": EVERYBODY,
    "GET /sw.js": EVERYBODY,
    "GET /api/docs": EVERYBODY,
    "GET /api/v1/openapi.json": EVERYBODY,
    "POST /": EVERYBODY,
    "POST /again": EVERYBODY,
    "POST /language": EVERYBODY,
    "POST /api/v1/moves": EVERYBODY,
    # A sign-up link: the tasks, without addresses and contacts.
    "GET /s/{link}": SIGNUP,
    "GET /s/{link}/live": SIGNUP,
    "GET /s/{link}/print": SIGNUP,
    "GET /s/{link}/several": SIGNUP,
    "GET /s/{link}/code.svg": SIGNUP,
    "GET /s/{link}/picture/{tag}/{version}.png": SIGNUP,
    "GET /api/v1/signup/{link}": SIGNUP,
    "POST /s/{link}/again": SIGNUP,
    "POST /s/{link}/claims": SIGNUP,
    "POST /s/{link}/several": SIGNUP,
    "POST /s/{link}/offers": SIGNUP,
    "POST /s/{link}/not-me": SIGNUP,
    "POST /s/{link}/language": EVERYBODY,  # leads back, and stores nothing but in this browser
    "POST /api/v1/signup/{link}/claims": SIGNUP,
    "POST /api/v1/signup/{link}/offers": SIGNUP,
    # A helper's link: what is theirs; a calendar program holds the same one.
    "GET /h/{link}": HELPERS,
    "GET /h/{link}/live": HELPERS,
    "GET /h/{link}/manifest.webmanifest": HELPERS,
    "GET /h/{link}/mail": HELPERS,
    "GET /cal/{link}.ics": HELPERS,
    "GET /api/v1/helper/{link}": HELPERS,
    "POST /h/{link}/again": HELPERS | MERGED,
    "POST /h/{link}/claims": HELPERS,
    "POST /h/{link}/claims/{n}/hand-on": HELPERS,  # whose claim it is, is told after whom they name
    "POST /h/{link}/claims/{n}/keep": FIRM,
    "POST /h/{link}/asks/{n}/noted": set(),  # an organizer's ask: its no is told to nobody else
    "POST /h/{link}/claims/{n}/release": FIRM,
    "POST /h/{link}/claims/{n}/still-good": FIRM,
    "POST /h/{link}/glad": HELPERS,
    "POST /h/{link}/language": EVERYBODY,
    "POST /h/{link}/late": HELPERS,
    "POST /h/{link}/mail": HELPERS,
    "POST /h/{link}/me": HELPERS,
    "POST /h/{link}/mine": HELPERS,
    "POST /h/{link}/seen": HELPERS,
    "POST /h/{link}/thanks": HELPERS,
    "POST /h/{link}/undo": HELPERS,
    "PATCH /api/v1/helper/{link}": HELPERS,
    "POST /api/v1/helper/{link}/claims": HELPERS,
    "POST /api/v1/helper/{link}/undo": HELPERS,
    "POST /api/v1/helper/{link}/claims/{n:int}/hand-on": HELPERS,
    "DELETE /api/v1/helper/{link}/claims/{n:int}/hand-on": FIRM,
    "DELETE /api/v1/helper/{link}/claims/{n:int}": FIRM,
    # An ask's link: the tasks that it is for, as any friend sees them, and the answers.
    "GET /a/{link}": ASKED,
    "GET /api/v1/asks/{link}": ASKED,
    "POST /a/{link}/not-this-time": ASKED,
    "POST /a/{link}/else": ASKED,
    "POST /a/{link}/another-time": ASKED,
    "POST /a/{link}/yes": ASKED,
    "POST /a/{link}/language": EVERYBODY,
    "POST /api/v1/asks/{link}/not-this-time": ASKED,
    "POST /api/v1/asks/{link}/another-time": ASKED,
    "POST /api/v1/asks/{link}/claims": ASKED,
    # A note, and the choice of letters.
    "GET /t/{link}": READS_NOTE,
    "POST /t/{link}/again": READS_NOTE,
    "GET /l/{link}": CHOOSES_LETTERS,
    "POST /l/{link}": CHOOSES_LETTERS,
    # An organizer's link opens a session, which alone counts on pages; in the API it is the bearer's.
    "GET /o/{link}": OWN_LINK,
    "GET /o/{link}/mail": OWN_LINK,
    "POST /o/{link}/mail": OWN_LINK,
    **dict.fromkeys(
        (
            *("GET /m/{m}", "GET /m/{m}/live", "GET /m/{m}/letters", "GET /m/{m}/letters/{file}", "GET /m/{m}/people"),
            "POST /m/{m}/settings/days",
            *("GET /m/{m}/begin", "POST /m/{m}/begin", "POST /m/{m}/ask/names"),
            *("GET /m/{m}/tell", "POST /m/{m}/tell/{n}", "GET /m/{m}/word", "POST /m/{m}/word"),
            *("GET /m/{m}/ask", "GET /m/{m}/ask/{n}", "POST /m/{m}/ask", "POST /m/{m}/ask/{n}"),
            *("POST /m/{m}/ask/{n}/yes", "POST /m/{m}/ask/{n}/noted", "POST /m/{m}/ask/{n}/rest"),
            "POST /m/{m}/ask/{n}/another-time",
            *("GET /m/{m}/ask/{n}/card", "GET /m/{m}/ask/{n}/card.pdf", "GET /m/{m}/ask/cards.pdf"),
            "GET /m/{m}/share/cards.pdf",
            *("GET /m/{m}/offers/{n}", "GET /m/{m}/paste", "GET /m/{m}/settings", "GET /m/{m}/share"),
            *(
                "GET /m/{m}/tasks/new",
                "GET /m/{m}/tasks/several",
                "GET /m/{m}/tasks/{n}",
                "GET /m/{m}/thanks",
                "GET /m/{m}/thanks/cards.pdf",
            ),
            *("GET /m/{m}/thanks/{n}", "POST /m/{m}/language", "POST /m/{m}/letters/{role}/{n}/again"),
            *("POST /m/{m}/mine", "POST /m/{m}/offers", "POST /m/{m}/offers/{n}/accept", "POST /m/{m}/offers/{n}/rest"),
            *("POST /m/{m}/paste", "POST /m/{m}/paste/home", "POST /m/{m}/paste/tasks", "POST /m/{m}/people"),
            *("POST /m/{m}/people/same", "POST /m/{m}/people/two", "GET /m/{m}/people/{n}/same-place"),
            *("POST /m/{m}/people/{n}", "POST /m/{m}/settings", "POST /m/{m}/settings/state", "POST /m/{m}/tasks"),
            "POST /m/{m}/settings/gear",
            "POST /m/{m}/next/leave",
            "POST /m/{m}/next/seen",
            *(
                "POST /m/{m}/tasks/several",
                "POST /m/{m}/tasks/lines",
                "POST /m/{m}/tasks/{n}",
                "POST /m/{m}/tasks/{n}/people",
                "POST /m/{m}/tasks/{n}/who",
                "POST /m/{m}/tasks/{n}/things",
                "POST /m/{m}/tasks/{n}/copy",
                "POST /m/{m}/tasks/{n}/split",
            ),
            *("POST /m/{m}/tasks/{n}/state", "POST /m/{m}/thanks", "POST /m/{m}/thanks/{n}"),
            *("POST /m/{m}/thanks/evening", "POST /m/{m}/thanks/left-out", "POST /m/{m}/thanks/when"),
            *("POST /m/{m}/undo", "GET /m/{m}/history"),
            *("GET /m/{m}/organizers/{n}", "POST /m/{m}/organizers", "POST /m/{m}/organizers/{n}"),
            "POST /m/{m}/organizers/{n}/link",
            "GET /m/{m}/suggested",
        ),
        COOKIE,
    ),
    "POST /m/{m}/language": EVERYBODY,
    # A keeper suggests: of what organizers have, these doors alone.
    **dict.fromkeys(
        (
            *("GET /m/{m}", "GET /m/{m}/live", "GET /m/{m}/tasks/new", "POST /m/{m}/tasks", "POST /m/{m}/tasks/lines"),
            *("GET /m/{m}/paste", "POST /m/{m}/paste", "POST /m/{m}/paste/home", "POST /m/{m}/paste/tasks"),
        ),
        COOKIE | KEEPS,
    ),
    **dict.fromkeys(
        (
            *("GET /api/v1/moves/{m}", "GET /api/v1/moves/{m}/board", "GET /api/v1/moves/{m}/helpers"),
            *("GET /api/v1/moves/{m}/history", "GET /api/v1/moves/{m}/offers", "GET /api/v1/moves/{m}/thanks"),
            *("PATCH /api/v1/moves/{m}", "POST /api/v1/moves/{m}/helpers", "PATCH /api/v1/moves/{m}/helpers/{n:int}"),
            "GET /api/v1/moves/{m}/offers/{n:int}/fits",
            "GET /api/v1/moves/{m}/next",
            *("POST /api/v1/moves/{m}/offers", "PATCH /api/v1/moves/{m}/offers/{n:int}"),
            *("POST /api/v1/moves/{m}/offers/{n:int}/accept", "POST /api/v1/moves/{m}/tasks"),
            "POST /api/v1/moves/{m}/undo",
            *("POST /api/v1/moves/{m}/tasks/paste", "PATCH /api/v1/moves/{m}/tasks/{n:int}"),
            "PATCH /api/v1/moves/{m}/tasks",
            *("POST /api/v1/moves/{m}/tasks/{n:int}/claims", "PATCH /api/v1/moves/{m}/thanks/{n:int}"),
            "PATCH /api/v1/moves/{m}/claims/{n:int}",
            *("GET /api/v1/moves/{m}/asks", "POST /api/v1/moves/{m}/asks", "PATCH /api/v1/moves/{m}/asks/{n:int}"),
            *("DELETE /api/v1/moves/{m}/asks/{n:int}", "POST /api/v1/moves/{m}/word"),
            *("DELETE /api/v1/moves/{m}/claims/{n:int}", "DELETE /api/v1/moves/{m}/tasks/{n:int}"),
            *("GET /api/v1/moves/{m}/organizers", "POST /api/v1/moves/{m}/organizers"),
            *("PATCH /api/v1/moves/{m}/organizers/{n:int}", "POST /api/v1/moves/{m}/organizers/{n:int}/link"),
        ),
        BEARER,
    ),
    "GET /api/v1/moves/{m}/board": BEARER | KEEPS_IN_API,
    "POST /api/v1/moves/{m}/tasks": BEARER | KEEPS_IN_API,
    "POST /api/v1/moves/{m}/tasks/paste": BEARER | KEEPS_IN_API,
    "PATCH /api/v1/moves/{m}/tasks/{n:int}": BEARER,  # and a keeper where the task is a draft of theirs
    # What ends something comes last, in this order; two that end the askers themselves are used to set the scene.
    "POST /m/{m}/organizers/{n}/remove": COOKIE,
    "DELETE /api/v1/moves/{m}/organizers/{n:int}": BEARER,
    "POST /m/{m}/people/{n}/trust": COOKIE,
    "POST /m/{m}/people/{n}/forget": COOKIE,
    "DELETE /api/v1/moves/{m}/helpers/{n:int}": BEARER,
    "POST /m/{m}/ask/{n}/take-back": COOKIE,
    "POST /h/{link}/forget": HELPERS - FIRM - {"calendar"},  # the organizers have forgotten both
    "DELETE /api/v1/helper/{link}": set(),
    "POST /m/{m}/suggested": COOKIE,
    "POST /m/{m}/suggested/{n}": COOKIE,
    "POST /m/{m}/tasks/{n}/people/{claim}": COOKIE,
    "POST /m/{m}/tasks/{n}/remove": COOKIE,
    "POST /m/{m}/people/part/{n}": COOKIE,
    "POST /m/{m}/people/{n}/same-place": COOKIE,
    "POST /m/{m}/people/put-back/{n}": COOKIE,
    "POST /m/{m}/share/rotate": COOKIE,
    "POST /m/{m}/settings/erase": COOKIE,
    "POST /m/{m}/settings/sign-out": COOKIE | KEEPS,
    "POST /m/{m}/settings/link": set(),
    "DELETE /api/v1/moves/{m}": BEARER,
}
PUBLIC = {"GET /", "GET /health", "GET /sw.js", "GET /api/docs", "GET /api/v1/openapi.json"}

ADDRESSES = {"Lindengasse 7/23", "Hauptplatz 9", "The bell says Moser"}
OF_OLIVE = {"olive.of.the.move@example.org", "0660 117117"}
OF_HANA = {"hana.of.the.boxes@example.org", "0660 7171717"}
OF_TOM, OF_KIM = {"tom.of.the.offer@example.org"}, {"kim.of.the.calendar@example.org"}
DRAFT = {"kind": "care", "title": "Water the plants"}
NOTE = {"the piano was yours"}


@dataclass
class Asker:
    """Somebody with one thing in hand: it stands in each place where a link, a session or a bearer may."""

    token: str = "cut-off"
    bearer: str = ""
    session: str = ""
    may_read: frozenset[str] = frozenset()

    def ask(self, client: httpx.Client, method: str, path: str, move_id: str) -> httpx.Response:
        headers = bearer(self.bearer) if self.bearer else {}
        if self.session:
            headers["Cookie"] = f"organizer-{move_id}={self.session}"
        client.cookies.clear()  # each comes with what they hold alone
        if method == "GET":
            return client.request("HEAD" if path.endswith("/live") else "GET", path, headers=headers)
        headers["Origin"] = str(client.base_url).rstrip("/")
        body: dict[str, Any] = {"json": {}} if path.startswith("/api/") else {"data": {"x": ""}}
        return client.request(method, path, headers=headers, **body)


@dataclass
class Scene:
    """Olive's move, with everybody on it, and Mallory's."""

    server: Server
    move: Move
    other: Move
    numbers: dict[str, int]
    file: str
    askers: dict[str, Asker]

    def path(self, door: str, asker: Asker) -> str:
        path = door.partition(" ")[2].replace(":int", "")
        one = self.numbers["taken back" if door.endswith("/take-back") else "asks"]
        path = path.replace("/ask/{n}", f"/ask/{one}")
        kind = next((each for each in self.numbers if f"/{each}/{{n}}" in path), "people")
        if door == "POST /m/{m}/people/{n}/same-place":
            kind = "twin"  # Hana has been forgotten by then
        if door.startswith("DELETE /api/v1/moves/{m}/organizers"):
            kind = "other organizer"
        claim, n = self.numbers["claims"], self.numbers[kind]
        filled = path.format(
            link=asker.token, m=self.move.id, n=n, claim=claim, file=self.file, role="helper", tag="en", version=1
        )
        return quote(filled, safe="/-._~")

    def versions(self) -> list[MoveVersion | None]:
        return [read_version(self.server.installation.database, move.id) for move in (self.move, self.other)]


def scene(server: Server, client: httpx.Client) -> Scene:
    move, other = of_olive(client), plan(client, organizer={"name": "Mallory"})
    installation = server.installation
    old_signup = move.signup_token
    gone, kept = move.takes(move.add_boxes(), "Gone"), move.takes(move.add_boxes(), "Twin", email="twin@example.org")
    merged = worked(move.offer("Twin"), 201)
    ask, lost, other_ask = (
        worked(move.ask("POST", "/asks", json=asked), 201)["ask"] for asked in asks_for(move, merged)
    )
    olive = httpx.Client(base_url=server.url, headers={"Origin": server.url})
    server.clients.append(olive)
    old_key = move.organizer_token
    assert gone.ask("DELETE").status_code == 204
    for asked, sent in (
        (f"/o/{old_key}", None),
        (
            f"/m/{move.id}/people/same",
            {"survivor": kept.n, "merged": merged["offer"]["helper"]["n"]},
        ),
        (f"/m/{move.id}/share/rotate", {}),
        (f"/m/{move.id}/settings/link", {}),
    ):
        answer = olive.get(asked) if sent is None else olive.post(asked, data=sent)
        assert answer.status_code == 303, (asked, answer.text)
    [session] = [each.value or "" for each in olive.cookies.jar if each.name == f"organizer-{move.id}"]
    share, settings = (olive.get(f"/m/{move.id}/{page}").text for page in ("share", "settings"))
    people = olive.get(f"/m/{move.id}/people").text
    move.organizer_token = token_of(found_in(r"/o/[\w.-]+", settings))
    move.signup_token = token_of(found_in(r"/s/[\w.-]+", share))
    task = move.add_boxes(20)
    hana = move.takes(task, "Hana", 2, email="hana.of.the.boxes@example.org", phone="0660 7171717")
    kim = move.takes(task, "Kim", 2, email="kim.of.the.calendar@example.org")
    offered = worked(move.offer("Tom", email="tom.of.the.offer@example.org"), 201)
    worked(move.ask("PATCH", f"/thanks/{hana.n}", json={"note": next(iter(NOTE))}), 200)
    elsewhere = other.takes(other.add_boxes(), "Mallory")
    send_letters(installation, move.id)
    [file, *_] = sorted(path.name for path in (installation.settings.data / LETTERS / move.id).iterdir())
    links = installation.links
    nora, may = (worked(move.ask("POST", "/organizers", json={"name": name}), 201) for name in ("Nora", "May"))
    gone_link, taken_off_session, letters_off = taken_off(server, move)
    keeper, keeper_session = of_keeper(server, move)
    suggests = client.post(f"/api/v1/moves/{move.id}/tasks", json=DRAFT, headers=bearer(keeper))
    draft = worked(suggests, 201)["tasks"][0]["n"]
    firm = frozenset(ADDRESSES | OF_OLIVE)
    everything = frozenset(firm | OF_HANA | OF_TOM | OF_KIM | NOTE)
    askers = {
        "nobody": Asker(),
        "sign-up link": held(move.signup_token),
        "replaced sign-up link": held(old_signup),
        "firm": held(hana.token, firm | OF_HANA),
        "calendar": held(kim.token, firm | OF_KIM),
        "offered": held(token_of(offered["helper_link"]), frozenset(OF_TOM)),
        "forgotten": held(gone.token),
        "merged": held(token_of(merged["helper_link"])),
        "elsewhere": held(elsewhere.token),
        "organizer by cookie": Asker(session, "", session, everything),
        "organizer by bearer": Asker(move.organizer_token, move.organizer_token, "", everything),
        "replaced organizer": held(old_key),
        "organizer elsewhere": held(other.organizer_token),
        "note": held(links.make(Link(move.id, Grants.THANKS, hana.n, 1)), frozenset(NOTE)),
        "letters": held(letters_of(server, hana)),
        "asked": held(token_of(ask["link"])),
        "organizer taken off": Asker(gone_link, gone_link, taken_off_session),
        "letters of who was taken off": held(letters_off),
        "keeper by cookie": Asker(session=keeper_session),
        "keeper by bearer": Asker(keeper, keeper),
        "asked and merged": held(token_of(lost["link"])),
    }
    numbers = {
        "asks": ask["n"],
        "taken back": other_ask["n"],
        "tasks": task,
        "claims": hana.claim["n"],
        "offers": offered["offer"]["n"],
        "people": hana.n,
    }
    numbers |= {
        "suggested": draft,
        "organizers": nora["organizer"]["n"],
        "other organizer": may["organizer"]["n"],
        "twin": kept.n,
        "helpers": kim.n,
        "thanks": hana.n,
        "part": int(found_in(r"(?<=/people/part/)\d+", people)),
    }
    return Scene(server, move, other, numbers, file, askers)


def asks_for(move: Move, merged: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Make what asks somebody new, one whose entry is about to be merged, and somebody who is asked no more later."""
    task = move.add_boxes()
    yield {"name": "Mr Berger", "tasks": [task]}
    yield {"helper": merged["offer"]["helper"]["n"], "tasks": [task]}
    yield {"name": "Mr Klein", "tasks": [task]}


def taken_off(server: Server, move: Move) -> tuple[str, str, str]:
    """Add an organizer and take them off again; returns the link, session and letters' link that they had."""
    made = worked(move.ask("POST", "/organizers", json={"name": "Kim", "email": "kim@example.org"}), 201)
    n, links = made["organizer"]["n"], server.installation.links
    link = links.read(token_of(made["link"]), grants=Grants.ORGANIZER)
    with server.installation.database.reading() as session:
        letters = letters_link(server.installation, move.id, read_person(session, link))
    assert move.ask("DELETE", f"/organizers/{n}").status_code == 204
    session_token = links.make_session(new_session(link), server.installation.now().date().toordinal())
    return links.make(link), session_token, links.make(letters)


def of_keeper(server: Server, move: Move) -> tuple[str, str]:
    """Add a keeper; returns the link and a session that they have."""
    made = worked(move.ask("POST", "/organizers", json={"name": "Ana", "may": "suggest"}), 201)
    token, links = token_of(made["link"]), server.installation.links
    session = new_session(links.read(token, grants=Grants.ORGANIZER))
    return token, links.make_session(session, server.installation.now().date().toordinal())


def of_olive(client: httpx.Client) -> Move:
    return plan(
        client,
        organizer={"name": "Olive", "email": "olive.of.the.move@example.org", "phone": "0660 117117"},
        **{
            "from": {"area": "Neubau", "address": "Lindengasse 7/23", "arriving": "The bell says Moser"},
            "to": {"area": "Mitte", "address": "Hauptplatz 9"},
        },
    )


def letters_of(server: Server, helper: Helper) -> str:
    """Make the link that stands at the foot of letters to a helper."""
    links, database = server.installation.links, server.installation.database
    own = links.read(helper.token, grants=Grants.HELPER)
    with database.reading() as session:
        return links.make(letters_link(server.installation, own.move_id, read_helper(session, own)))


def held(token: str, may_read: frozenset[str] = frozenset()) -> Asker:
    return Asker(token, token, token, may_read)


def found_in(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[0]


def routes(client: httpx.Client) -> set[str]:
    """List all routes: of the pages and of the OpenAPI document."""
    modules = [import_module(each.name) for each in pkgutil.walk_packages(service.web.__path__, "service.web.")]
    routers = [each.router for each in modules if hasattr(each, "router")]
    pages = {f"{method} {route.path}" for router in routers for route in router.routes for method in route.methods}
    document = client.get("/api/v1/openapi.json").json()
    described = {f"{method.upper()} {path}" for path, calls in document["paths"].items() for method in calls}
    assert described <= {door.replace(":int", "") for door in pages}
    return pages | PUBLIC


def who_try(door: str) -> set[str]:
    """Choose who tries a door: all whom it is open to, and a part of the others that its name decides; where it is open
    to everybody, that part of all.
    """
    turn = {name: crc32(f"{door} {name}".encode()) for name in EVERYBODY}
    tried = {name for name in EVERYBODY if turn[name] % (PART if name in COUSINS else OTHERS) == 0}
    may = DOORS[door]
    return (tried if may == EVERYBODY and not WHOLE else may | tried) | {"nobody"}


def test_every_route_stands_in_the_table(client: httpx.Client) -> None:
    assert DOORS.keys() == routes(client)


@pytest.fixture(scope="module")
def there(running: Server) -> Iterator[Scene]:
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield scene(running, client)


def test_no_form_is_taken_from_another_site(there: Scene, client: httpx.Client) -> None:
    before = there.versions()
    for door, may in DOORS.items():
        method, _, path = door.partition(" ")
        if method == "GET" or path.startswith("/api/"):
            continue
        for name in sorted(may)[:1]:
            asker = there.askers[name]
            client.cookies.clear()
            session = {"Cookie": f"organizer-{there.move.id}={asker.session}"} if asker.session else {}
            for way in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
                answer = client.post(there.path(door, asker), data={"x": ""}, headers={**session, **way})
                assert answer.status_code == 403, (door, name, way)
    assert there.versions() == before


def test_each_opens_for_those_who_may_and_tells_nobody_else_and_no_page_changes_anything(
    there: Scene, client: httpx.Client
) -> None:
    """It comes last: in the end the move is erased."""
    assert there.askers.keys() == EVERYBODY
    secrets = there.askers["organizer by cookie"].may_read
    wrong: list[str] = []
    read: dict[str, set[str]] = {name: set() for name in EVERYBODY}
    for door, may in DOORS.items():
        method, before = door.partition(" ")[0], there.versions()
        for name in sorted(who_try(door), key=lambda name: (name in may, name)):
            if method != "GET" and name in may and before:
                assert there.versions() == before, door  # nobody has changed anything who may not
                before = []
            asker = there.askers[name]
            answer = asker.ask(client, method, there.path(door, asker), there.move.id)
            let_in = answer.status_code in (200, 201, 204, 303, 400, 409, 422)
            if let_in is not (name in may) or not (let_in or answer.status_code == 404):
                wrong.append(f"{door}: {name} got {answer.status_code}")
            said = f"{answer.headers} {answer.text}".replace("\r\n ", "")
            found = {each for each in secrets if each in said}
            read[name] |= found
            wrong += [f"{door}: {name} read {each}" for each in found - asker.may_read]
        assert not before or there.versions() == before, door
    assert not wrong, "\n".join(wrong)
    assert read == {name: {*asker.may_read} for name, asker in there.askers.items()}
