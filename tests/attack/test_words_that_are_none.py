"""Addresses that lead into the own network, and names that show as nothing: neither is taken as one."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.domain.core.hosts import is_local, is_writable
from service.domain.core.unseen import INVISIBLE
from service.domain.reading.troubles import read_troubles
from service.mail.outbox import Outbox
from service.storage.database import Database
from tests.conftest import Server
from tests.mail.server import mail_server
from tests.mail.test_mail_server import transport
from tests.mail.test_outbox import Post
from tests.make import Olive
from tests.web.api.caller import API, Move, invalid, plan, plan_fields
from tests.web.visit import Organizer, Visitor

pytestmark = pytest.mark.every_database  # each database refuses signs and numbers of its own

LOCAL = ["root@localhost", "a@mail", "a@[127.0.0.1]", "anna@fritz.box"]
LOCAL_ALL = [
    *LOCAL,
    *(
        "root@LOCALHOST.",
        "a@x.localhost",
        "a@printer.local",
        "a@x.test",
        "a@x.invalid",
        "a@x.example",
    ),  # RFC 6761, 6762
    *("a@x.onion", "a@x.alt", "a@x.home.arpa", "a@home.arpa", "a@1.0.0.127.in-addr.arpa"),  # RFC 7686, 9476, 8375
    *("a@mail.internal", "a@x.corp", "a@x.home", "a@x.mail"),  # ICANN
    *("a@nas.lan", "a@host.localdomain", "a@x.intranet", "a@x.private"),
    *("a@FRITZ.BOX", "a@fritz.box.", "a@laptop.fritz.box", "a@ｆritz．box", "a@speedport.ip"),
    *("a@[IPv6:::1]", "a@[::1]", "a@[10.0.0.1]", "a@127.0.0.1", "a@2130706433", "a@0x7f.1", "a@127.0.0.0x1"),
    *("a@10.0.0.1.", "a@93.184.216.34", "a@::1", "a@2001:db8::1"),
    *("a@ｌocalhost", "a@printer。local", "a@local\u00adhost", "a@printer．ｌocal", "a@１２７.0.0.１"),
]
PUBLIC = [
    *("hana@example.org", "hana@localhost.example.org", "hana@internal.at", "a@local.de", "a@1.2.3.4.at", "a@lan.com"),
    *("a@fritz.com", "a@avm.de", "a@myfritz.box", "a@o2.box", "a@fritz.box.de", "a@notfritz.box", "a@fritz.net"),
    *("a@x.email", "a@home.nl", "a@gmx.net", "a@x.homes", "a@x.land", "a@x.link", "a@x.network", "a@x.site", "a@x.zip"),
    *("a@müller.at", "a@x.xn--p1ai", "a@\u0939\u093f\u0928\u094d\u0926\u0940.in", "a@7.am", "a@mail.ru", "a@corp.fr"),
    *("o'hara=x@example.org", "a@example.org.", "a@m\uff55ller.at"),
]
NOTHING = [
    *INVISIBLE,
    *("\u3164\u3164 \u2800", "\ufe0f", "\U000e0101", "\u200b\u200d", "\u2060\ufeff", "\u00ad", "\u034f", "\u180e"),
    *("\u115f\u1160", "\u17b4", "\u0301", "\u202e", "\U000e0041", "\u00a0\u3000\u2007"),
]


@pytest.fixture(scope="module")
def move(running: Server) -> Iterator[Move]:
    """Made once: what is refused changes nothing."""
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield plan(client)


@pytest.fixture(scope="module")
def task(move: Move) -> int:
    return move.add_boxes(1_000)


@pytest.mark.one_database
def test_an_address_of_one_network_alone_is_told_from_all_others() -> None:
    assert [email for email in LOCAL_ALL if not is_local(email)] == []
    assert [email for email in PUBLIC if is_local(email) or not is_writable(email)] == []


@pytest.mark.one_database
@pytest.mark.parametrize("email", LOCAL)
def test_an_address_of_one_network_alone_is_refused_with_a_sentence(
    client: httpx.Client, server: Server, move: Move, task: int, email: str
) -> None:
    assert invalid(move.sign_up(task, email=email)) == {"email": "local_address"}
    assert invalid(move.offer(email=email)) == {"email": "local_address"}
    organizer = {"name": "Olive", "email": email}
    planned = client.post(f"{API}/moves", json=plan_fields(organizer=organizer))
    assert invalid(planned) == {"organizer.email": "local_address"}
    page = Visitor(server).post(f"{server.url}/s/{move.signup_token}/again", email=email)
    assert page.status_code == 422
    assert "Letters do not get to this address" in page.text


UNWRITABLE = ["=?utf-8?q?x=0d=0ay?=@example.org", "a@..at", "a@x..at", "a@.example.org", "a@x.example.org.."]
UNWRITABLE += ["a@x,y.at", "a@x.at>", "a@x\u2044y.at", "a@(x).at", "a@i\u2764.at"]
REFUSED_BY_IDNA = [
    "a@\u0301x.at",
    "a@-ü.at",
    "a@\u05d01a.at",
    "a@ü\u0640.at",
    "a@" + "ü" * 60 + ".at",
]
UNWRITABLE += [*REFUSED_BY_IDNA, "a@" + "x" * 64 + ".at"]


@pytest.mark.one_database
@pytest.mark.parametrize("email", UNWRITABLE)
def test_an_address_that_no_letter_can_use_is_refused_with_a_sentence(
    server: Server, move: Move, task: int, email: str
) -> None:
    assert invalid(move.sign_up(task, email=email)) == {"email": "not_an_address"}
    page = Visitor(server).post(f"{server.url}/s/{move.signup_token}/offers", name="Hana", words="All", email=email)
    assert page.status_code == 422
    assert "An e-mail address looks like" in page.text


@pytest.mark.one_database
def test_so_it_is_wherever_an_address_is_typed(server: Server, client: httpx.Client, move: Move) -> None:
    hana, email = move.takes(move.add_boxes(), "Hana"), REFUSED_BY_IDNA[0]
    wrong = {"email": "not_an_address"}
    assert invalid(hana.ask("PATCH", json={"email": email})) == wrong
    assert invalid(move.ask("POST", "/helpers", json={"name": "Tom", "email": email})) == wrong
    assert invalid(move.ask("PATCH", f"/helpers/{hana.n}", json={"email": email})) == wrong
    assert invalid(move.offer("Tom", email=email)) == wrong
    ask = {"name": "Mr Berger", "tasks": [move.add_boxes()], "email": email}
    assert not move.ask("POST", "/asks", json=ask).is_success
    planned = client.post(f"{API}/moves", json=plan_fields(organizer={"name": "Olive", "email": email}))
    assert invalid(planned) == {"organizer.email": "not_an_address"}
    olive = Visitor(server)
    assert olive.post("/", title="T", name="Olive", email=email, zone="Europe/Vienna").status_code == 422
    olive.get(f"/o/{move.organizer_token}")
    for path, form in (
        (f"/m/{move.id}/people", {"name": "Tom"}),
        (f"/m/{move.id}/people/{hana.n}", {"name": "Hana"}),
        (f"/m/{move.id}/settings", {"title": "T", "name": "Olive", "zone": "Europe/Vienna"}),
        (f"/h/{hana.token}/me", {"name": "Hana"}),
        ("/again", {}),
        (f"/s/{move.signup_token}/again", {}),
    ):
        answer = olive.post(path, **form, email=email)
        assert (path, answer.status_code) == (path, 422)
        assert "An e-mail address looks like" in answer.text, path


@pytest.mark.one_database
@pytest.mark.parametrize("email", ["o'hara=x@example.org", "a@m\uff55ller.at"])
def test_an_address_that_only_looks_like_one_is_taken(move: Move, task: int, email: str) -> None:
    assert move.sign_up(task, email=email).status_code == 201


def test_what_is_kept_already_is_not_mailed(database: Database, tmp_path: Path) -> None:
    post, olive = Post(database, tmp_path), Olive(database)
    kept = [olive.helper(email=email) for email in (*LOCAL, "hana@example.org")]
    for n in kept:
        olive.claim(olive.task(), n)
    with mail_server() as server:
        outbox = Outbox(post.installation, transport(server))
        outbox.send_due()
        outbox.close()
    assert server.receivers == ["hana@example.org"]
    with database.reading() as session:
        assert read_troubles(session, olive.link.move_id)[0].keys() == {*kept[:-1]}


@pytest.mark.sampled
@pytest.mark.one_database
@pytest.mark.parametrize("name", NOTHING, ids=ascii)
def test_a_name_that_shows_as_nothing_is_none(client: httpx.Client, move: Move, task: int, name: str) -> None:
    assert invalid(move.sign_up(task, name)) == {"name": "missing"}
    assert invalid(move.offer(name)) == {"name": "missing"}
    assert invalid(move.offer("Hana", name)) == {"words": "missing"}
    assert invalid(move.ask("POST", "/helpers", json={"name": name})) == {"name": "missing"}
    assert invalid(move.ask("PATCH", json={"title": name})) == {"title": "missing"}
    assert invalid(move.ask("POST", "/tasks", json={"kind": "care", "title": name})) == {"title": "missing"}
    assert invalid(client.post(f"{API}/moves", json=plan_fields(organizer={"name": name}))) == {
        "organizer.name": "missing"
    }


@pytest.mark.one_database
@pytest.mark.parametrize(
    "name", ["Ha\u200dna", "\u3164Hana", "❤\ufe0f", "👩\u200d🚒", "ﾠ한", "\u115f\u1161", "⠓⠁⠝⠁", "."], ids=ascii
)
def test_a_name_with_something_to_see_stays(move: Move, task: int, name: str) -> None:
    assert move.takes(task, name).name == name


@pytest.mark.one_database
def test_on_the_page_all_that_was_typed_comes_back(server: Server) -> None:
    olive = Organizer(server)
    task = olive.add()
    refused = Visitor(server).post(
        f"{olive.signup_link}/claims", task=task, name="\u3164", email="hana@localhost", note="With a cart"
    )
    assert refused.status_code == 422
    assert "Letters do not get to this address" in refused.text
    assert "Please fill this in." in refused.text
    assert "With a cart" in refused.text
