"""The link that stands in a letter's headers and at its foot: it switches letters off and on, and opens nothing else.

Mail programs, and those who run them, keep it, show it and call it.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from itertools import count

import httpx
import pytest
from sqlalchemy import select

from service.domain.models import Helper, Organizer
from service.mail.addresses import proof_of
from tests.attack.letters import letters
from tests.conftest import Server
from tests.web.api.caller import API, Move, bearer, plan, refused, token_of, worked
from tests.web.visit import Visitor

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ROLES = ("olive", "hana")


NUMBERS = count()


def address_of(role: str) -> str:
    """An address of this test's own: what becomes of one holds for every move."""
    return f"{role}.{next(NUMBERS)}@example.org"


@pytest.fixture
def move(client: httpx.Client) -> Move:
    organizer = {"name": "Olive", "email": address_of("olive")}
    move = plan(client, title="Down to the sea", organizer=organizer)
    move.takes(move.add_care(2, starts="12:00"), "Hana", email=address_of("hana"))
    return move


@pytest.fixture
def link_in(server: Server, move: Move) -> Callable[[str], str]:
    """The path of the link in the letters to somebody."""

    def found(role: str) -> str:
        server.clock.now += timedelta(hours=1)
        [mail] = [mail for mail in letters(server, move) if role in str(mail["To"])][:1]
        left = re.fullmatch(rf"<{server.url}(/l/[\w.-]+)>", str(mail["List-Unsubscribe"]))
        assert left
        assert left[1] in text_of(mail)
        return left[1]

    return found


def text_of(mail: Message) -> str:
    return "".join(
        str(each.get_payload(decode=True), "utf-8")  # pyrefly: ignore[bad-argument-type]  # decoded, it is bytes
        for each in mail.walk()
        if each.get_content_type() == "text/plain"
    )


def muted(server: Server, move: Move, role: str) -> list[str]:
    people = Organizer if role == "olive" else Helper
    with server.installation.database.reading() as session:
        [kinds] = session.scalars(select(people.muted_kinds).where(people.move_id == move.id, people.name != "Nan"))
        return kinds


def fewer(role: str) -> dict[str, str]:
    """A choice of the page that leaves one kind of letter out."""
    return {"digest": "1", "offer": "1", "yes": "1", "digest_days": "3"} if role == "olive" else {"day_before": "1"}


@pytest.mark.parametrize("role", ROLES)
def test_it_shows_no_link_no_contact_and_no_word_of_the_move_and_opens_nothing_else(
    server: Server, client: httpx.Client, move: Move, link_in: Callable[[str], str], role: str
) -> None:
    address, reader = link_in(role), Visitor(server)
    for page in (reader.get(address), reader.send(address, **fewer(role)), reader.send(address, never="1")):
        assert page.status_code == 200
        shown = f"{page.headers}{page.text}"
        assert not re.search(r"/[ohsm]/[a-z0-9]", shown)
        assert not [each for each in (move.organizer_token, "Down to the sea", "@example.org", "Hana") if each in shown]
    token = token_of(address)
    for path in (f"/h/{token}", f"/h/{token}/mail", f"/o/{token}", f"/o/{token}/mail", f"/s/{token}", f"/t/{token}"):
        assert client.get(path).status_code == 404
        assert client.post(path, data=ONE_CLICK, headers={"Origin": server.url}).status_code in (404, 405)
    for path in (f"/cal/{token}.ics", f"{API}/helper/{token}", f"{API}/signup/{token}", f"/l/{token}/live"):
        assert client.get(path).status_code == 404
    refused(client.get(move.path, headers=bearer(token)), 404, "not_found")
    answer = client.get(f"/m/{move.id}", headers={"Cookie": f"organizer-{move.id}={token}"})
    assert answer.status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_one_click_and_the_page_switch_letters(
    server: Server, client: httpx.Client, move: Move, link_in: Callable[[str], str], role: str
) -> None:
    address = link_in(role)
    assert client.get(address).status_code == 200
    assert muted(server, move, role) == [], "looking changes nothing"
    assert client.post(address, data=ONE_CLICK).status_code == 200
    assert muted(server, move, role) == ["all"]
    Visitor(server).send(address, **fewer(role))
    assert len(muted(server, move, role)) == 1
    other = client.post(address, data=ONE_CLICK, headers={"Origin": "https://evil.example"})
    assert other.status_code == 403
    assert "all" not in muted(server, move, role)


@pytest.mark.parametrize("role", ROLES)
def test_links_of_letters_from_before_go_on_switching_letters(
    server: Server, client: httpx.Client, move: Move, role: str
) -> None:
    """They are the own link, and a token that stands in letters alone: which works on when that link has ended."""
    [hana] = worked(move.ask("GET", "/helpers"), 200)["helpers"]
    own = f"/o/{move.organizer_token}" if role == "olive" else f"/h/{token_of(hana['link'])}"
    k = proof_of(server.installation, move.told()["organizer"]["email"] if role == "olive" else hana["email"])
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    for _ in range(2):
        assert client.post(f"{own}/mail?k={k}", data=ONE_CLICK).status_code == 200
        assert muted(server, move, role) == ["all"]
        Visitor(server).send(f"{own}/mail", **fewer(role), k=k)
        assert len(muted(server, move, role)) == 1
        # The own link ends: by a new one, and by a merging with contacts.
        if role == "olive":
            [key] = re.findall(
                r'id="own-link-key" name="key" value="([^"]+)"', olive.get(f"/m/{move.id}/settings").text
            )
            olive.send(f"/m/{move.id}/settings/link", key=key)
        else:
            joined = worked(move.ask("POST", "/helpers", json={"name": "Nan", "phone": "0660 7654321"}), 201)
            olive.send(f"/m/{move.id}/people/same", survivor=str(hana["n"]), merged=str(joined["helper"]["n"]))
        page = client.get(f"{own}/mail?k={k}")
        assert page.status_code == 200
        assert not re.search(r"/[oh]/[\w.-]+\"", page.text.replace(f"{own}/mail", ""))
        assert client.get(f"{own}/mail?k=guessed").status_code == 404
        assert client.post(f"{own}/mail", data={"stop": "1"}, headers={"Origin": server.url}).status_code == 404
        if role == "hana":
            break


def test_it_ends_with_the_address_that_it_was_sent_to(
    server: Server, client: httpx.Client, move: Move, link_in: Callable[[str], str]
) -> None:
    address = link_in("hana")
    [hana] = worked(move.ask("GET", "/helpers"), 200)["helpers"]
    worked(move.ask("PATCH", f"/helpers/{hana['n']}", json={"email": "new@example.org"}), 200)
    assert client.get(address).status_code == 404
    assert client.post(address, data=ONE_CLICK).status_code == 200, "nothing goes to that address any more"
    assert muted(server, move, "hana") == []
    assert client.post(f"{address[:-1]}-", data=ONE_CLICK).status_code == 404
