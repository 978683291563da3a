"""Two entries made one: the old link of the one never yields the other's link or contacts, whatever asks with it.

Mallory signs up as "hana", too. The organizer takes the two for one person.
"""

import re
from datetime import timedelta
from email.message import Message as Mail
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.domain.models import Message, MessageKind
from service.mail.addresses import proof_of
from service.mail.resend import AGAIN_A_DAY
from tests.attack.letters import letters
from tests.conftest import Server, serving
from tests.web.api.caller import API, Helper, Move, new_key, plan, token_of, worked
from tests.web.visit import Visitor

EMAIL, PHONE, ADDRESS = "hana@example.org", "0660 7654321", "Lindengasse 7/23"


@pytest.fixture
def olive(server: Server) -> Visitor:
    """The organizer's browser."""
    return Visitor(server)


@pytest.fixture
def move(client: httpx.Client, olive: Visitor) -> Move:
    move = plan(client, **{"from": {"area": "Neubau", "address": ADDRESS}})
    olive.get(f"/o/{move.organizer_token}")
    return move


def sign_up(move: Move, name: str, **contacts: Any) -> Helper:
    return move.takes(move.add_care(2, starts="12:00"), name, **contacts)


def join(olive: Visitor, move: Move, survivor: Helper, merged: Helper) -> None:
    olive.send(f"/m/{move.id}/people/same", survivor=str(survivor.n), merged=str(merged.n))


def words_of(mail: Mail) -> str:
    [text] = [each for each in mail.walk() if each.get_content_type() == "text/plain"]
    return str(text.get_payload(decode=True), "utf-8")  # pyrefly: ignore[bad-argument-type]  # decoded, it is bytes


def part(olive: Visitor, move: Move) -> None:
    [address] = re.findall(r'action="([^"]+/people/part/\d+)"', olive.get(f"/m/{move.id}/people").text)
    olive.send(address)


def asked(server: Server, token: str, note: str) -> list[httpx.Response]:
    """Ask everything that a helper's link can ask, as a browser, a calendar and a program."""
    form = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=server.url, timeout=30) as stranger:
        own, api = f"/h/{token}", f"{API}/helper/{token}"
        answers = [stranger.get(path) for path in (own, f"{own}/mail", f"{own}/live", f"/cal/{token}.ics", api, note)]
        answers += [
            stranger.post(f"{own}/{path}", data={"name": "hana", "day_before": "1"}, headers=form)
            for path in ("claims", "claims/1/release", "me", "thanks", "glad", "mail", "forget")
        ]
        answers.append(stranger.patch(api, json={"name": "hana"}))
        answers.append(stranger.post(f"{api}/claims", json={"task": 1}))
        return [*answers, stranger.delete(f"{api}/claims/1"), stranger.delete(api)]


def secrets_of(hana: Helper, link: str) -> set[str]:
    return {hana.token, token_of(link), EMAIL, PHONE, ADDRESS}


def link_now(move: Move, n: int) -> str:
    """The link that an organizer sees of this helper."""
    [link] = [each["link"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"] if each["n"] == n]
    return str(link)


def written_note(olive: Visitor, move: Move, helper: Helper) -> str:
    """Write a note to this helper; the path of its own page."""
    worked(move.ask("PATCH", f"/thanks/{helper.n}", json={"note": "For the soup."}), 200)
    page = olive.get(f"/m/{move.id}/thanks/{helper.n}").text
    [found] = re.findall(r"/t/[\w.-]+", page)[:1]
    return str(found)


@pytest.mark.sampled
@pytest.mark.parametrize("keeps", ["hana", "mallory"])
@pytest.mark.parametrize("contacts", [{"email": EMAIL, "phone": PHONE}, {"phone": PHONE}, {"email": EMAIL}])
def test_no_old_link_yields_anything(
    server: Server, olive: Visitor, move: Move, keeps: str, contacts: dict[str, str]
) -> None:
    """Whichever entry stays: with Mallory's, the contacts that Hana left come to it, and its old link ends, too."""
    mallory, hana = sign_up(move, "hana"), sign_up(move, "Hana", **contacts)
    note = written_note(olive, move, mallory)
    survivor, merged = (hana, mallory) if keeps == "hana" else (mallory, hana)
    join(olive, move, survivor, merged)
    link = link_now(move, survivor.n)
    found = asked(server, mallory.token, note if keeps == "hana" else f"/h/{mallory.token}")
    assert {answer.status_code for answer in found} == {404}
    for answer in found:
        shown = f"{answer.headers}{answer.text.replace(mallory.token, '')}"
        assert not [secret for secret in secrets_of(hana, link) if secret in shown]
    assert "Two entries are one now" in found[0].text
    assert [each["name"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"]] == [survivor.name]


def test_the_browser_of_the_merged_entry_is_nobodys_on_the_sign_up_page(
    server: Server, olive: Visitor, move: Move
) -> None:
    hana, mallory = sign_up(move, "Hana", email=EMAIL), Visitor(server)
    own = mallory.post(f"/s/{move.signup_token}/offers", name="hana", words="Anything").headers["location"]
    [n] = [each["n"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"] if each["name"] == "hana"]
    olive.send(f"/m/{move.id}/people/same", survivor=str(hana.n), merged=str(n))
    page = mallory.get(f"/s/{move.signup_token}").text
    assert not [secret for secret in (hana.token, EMAIL, "You are <bdi>Hana") if secret in page]
    answer = mallory.post(f"/s/{move.signup_token}/offers", words="More")
    assert answer.status_code == 422
    assert httpx.URL(own).path.startswith("/h/")
    answer = mallory.post(f"/s/{move.signup_token}/offers", name="hana", words="More")
    assert hana.token not in f"{answer.headers}"


@pytest.mark.sampled
@pytest.mark.parametrize("what", ["claims", "offers"])
@pytest.mark.parametrize("program", [True, False])
def test_sending_the_first_request_once_more_yields_nothing(
    server: Server, client: httpx.Client, olive: Visitor, move: Move, what: str, program: bool
) -> None:
    """Its answer once was the link of the one who sent it."""
    hana = sign_up(move, "Hana", email=EMAIL)
    said: dict[str, Any] = {"words": "."} if what == "offers" else {"task": move.add_care(3), "quantity": 1}
    key, mallory = new_key(), Visitor(server)
    mallory.get(f"/s/{move.signup_token}")

    def send() -> httpx.Response:
        if not program:
            return mallory.post(f"/s/{move.signup_token}/{what}", name="hana", **said)
        return client.post(f"{API}/signup/{move.signup_token}/{what}", json={"name": "hana", **said}, headers=key)

    assert send().status_code == (201 if program else 303)
    [n] = [each["n"] for each in worked(move.ask("GET", "/helpers"), 200)["helpers"] if each["name"] == "hana"]
    olive.send(f"/m/{move.id}/people/same", survivor=str(hana.n), merged=str(n))
    again = send()
    assert hana.token not in f"{again.headers}{again.text}"
    if program:
        assert again.status_code == 404
    part(olive, move)
    assert hana.token not in f"{send().headers}{send().text}"


def test_the_link_goes_to_the_address_that_is_known_and_nowhere_else(
    server: Server, client: httpx.Client, olive: Visitor, move: Move
) -> None:
    hana, mallory = sign_up(move, "Hana", email=EMAIL), sign_up(move, "hana")
    server.clock.now += timedelta(hours=1)
    list(letters(server, move))
    join(olive, move, hana, mallory)
    visitor = Visitor(server)
    page = visitor.http.get(f"/h/{mallory.token}").text
    [action] = re.findall(r'action="(/h/[^"]+/again)"', page)
    answer = visitor.send(action)
    assert "the address that is known" in answer.text
    assert not [secret for secret in secrets_of(hana, hana.link) if secret in answer.text]
    server.clock.now += timedelta(hours=1)
    sent = [mail for mail in letters(server, move) if "the way back to your own page" in words_of(mail)]
    assert [mail["To"] for mail in sent] == [EMAIL]
    assert hana.token in words_of(sent[0])


@pytest.mark.one_database
@pytest.mark.held
def test_asking_for_it_is_bounded_like_asking_on_the_sign_up_page(tmp_path: Path) -> None:
    with serving(tmp_path, limits="on") as server:
        olive, client = Visitor(server), httpx.Client(base_url=server.url)
        server.clients.append(client)
        move = plan(client)
        olive.get(f"/o/{move.organizer_token}")
        hana, mallory = sign_up(move, "Hana", email=EMAIL), sign_up(move, "hana")
        join(olive, move, hana, mallory)
        for _ in range(2 * AGAIN_A_DAY):
            Visitor(server).send(f"/h/{mallory.token}/again")
            server.clock.now += timedelta(minutes=10)
        sent = [mail for mail in letters(server, move) if "the way back to your own page" in words_of(mail)]
        assert len(sent) <= AGAIN_A_DAY
        with server.installation.database.reading() as session:
            asked_for = session.query(Message).filter(Message.kind == MessageKind.OWN_LINK, Message.role == "helper")
            assert 0 < asked_for.count() <= AGAIN_A_DAY


def test_without_an_address_nothing_is_offered(server: Server, olive: Visitor, move: Move) -> None:
    hana, mallory = sign_up(move, "Hana"), sign_up(move, "hana")
    join(olive, move, hana, mallory)
    page = Visitor(server).http.get(f"/h/{mallory.token}").text
    assert "Two entries are one now" in page
    assert "/again" not in page


def test_one_click_by_the_merged_entry_is_for_those_who_read_the_letter(
    server: Server, client: httpx.Client, olive: Visitor, move: Move
) -> None:
    hana, mallory = sign_up(move, "Hana", email=EMAIL), sign_up(move, "hana")
    join(olive, move, hana, mallory)

    def stop(k: str) -> str:
        address = f"/h/{mallory.token}/mail?k={k}"
        answer = client.post(address, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, "mail programs take anything else for a failure"
        assert not [secret for secret in secrets_of(hana, hana.link) if secret in f"{answer.headers}{answer.text}"]
        return client.get(f"/h/{hana.token}/mail").text

    assert "Nothing more is sent" not in stop("guessed")
    assert "Nothing more is sent" in stop(proof_of(server.installation, EMAIL))


def test_parted_again_each_has_their_own_and_no_link_of_the_time_between_opens(
    client: httpx.Client, olive: Visitor, move: Move
) -> None:
    """What went out between may have gone to the other's address."""
    mallory, hana = sign_up(move, "hana", email="mallory@example.net"), sign_up(move, "Hana")
    join(olive, move, hana, mallory)
    between = link_now(move, hana.n)
    part(olive, move)
    assert client.get(f"/h/{mallory.token}").status_code == 200
    for link in (between, hana.link):
        assert client.get(f"/h/{token_of(link)}").status_code == 404
    assert EMAIL not in client.get(f"/h/{token_of(link_now(move, hana.n))}").text


@pytest.mark.sampled
@pytest.mark.parametrize("own", [{}, {"email": EMAIL}])
@pytest.mark.parametrize("which", ["first", "between"])
def test_parted_again_her_earlier_links_lead_her_to_the_new_one(
    server: Server, olive: Visitor, move: Move, own: dict[str, str], which: str
) -> None:
    mallory, hana = sign_up(move, "hana", email="mallory@example.net", phone=PHONE), sign_up(move, "Hana", **own)
    server.clock.now += timedelta(hours=1)
    list(letters(server, move))
    join(olive, move, hana, mallory)
    old = hana.token if which == "first" else token_of(link_now(move, hana.n))
    part(olive, move)
    new = link_now(move, hana.n)
    visitor = Visitor(server)
    page = visitor.http.get(f"/h/{old}")
    assert (page.status_code, "This link has ended" in page.text) == (404, True)
    for answer in asked(server, old, f"/h/{old}"):
        assert answer.status_code == 404
        assert not [each for each in (token_of(new), EMAIL, "mallory@example.net") if each in answer.text]
    if not own:
        assert "can give you the new link" in page.text
        assert "/again" not in page.text
    answer = visitor.send(f"/h/{old}/again")
    assert token_of(new) not in f"{answer.headers}{answer.text}"
    server.clock.now += timedelta(hours=1)
    sent = [mail for mail in letters(server, move) if "the way back to your own page" in words_of(mail)]
    assert [mail["To"] for mail in sent] == list(own.values())
    assert all(token_of(new) in words_of(mail) for mail in sent)


def test_names_that_are_alike_prove_nothing_and_the_page_says_so(server: Server, olive: Visitor, move: Move) -> None:
    said = "names prove nothing"
    mallory, hana = sign_up(move, "hana"), sign_up(move, "Hana", email=EMAIL)
    for page in ("people", "thanks"):
        shown = olive.get(f"/m/{move.id}/{page}").text
        assert said in shown
        assert f'name="survivor" value="{hana.n}"' in shown, "the entry with contacts stays"
        assert f'name="merged" value="{mallory.n}"' in shown
    other = plan(move.client)
    olive.get(f"/o/{other.organizer_token}")
    for name in ("Hana", "H. K."):
        sign_up(other, name, email=EMAIL)
    shown = olive.get(f"/m/{other.id}/people").text
    assert "Perhaps one person, twice" in shown
    assert said not in shown
