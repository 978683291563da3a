"""What somebody types stays words in a letter: it becomes no header, no second body and no other receiver.

Python before 3.11.10 and 3.12.5 decodes an encoded word in a name that it was given, and writes the line breaks in it
as they are (CVE-2024-6923).
"""

from datetime import timedelta
from email.header import decode_header, make_header
from email.message import Message

import httpx
import pytest
from sqlalchemy import update

from service.domain.models import Helper
from tests.attack.letters import confirm, letters
from tests.conftest import Server
from tests.web.api.caller import plan, worked

EVIL = "T=0d=0aX-Evil=3a1=0d=0aBcc=3ab@evil.example=0d=0a=0d=0a=3ch1=3eLOG_IN=3c/h1=3e"
ENCODED = [f"=?utf-8?q?{EVIL}?=", f"Tom =?utf-8?Q?{EVIL}?= ", f"==?us-ascii?q?{EVIL}?=", f"=?utf-8*en?q?{EVIL}?="]
PLAIN = {
    "auto-submitted",
    "content-language",
    "content-type",
    "date",
    "from",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "mime-version",
    "reply-to",
    "subject",
    "to",
    "x-auto-response-suppress",
}
OF_PARTS = {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}


def assert_plain(mail: Message) -> None:
    top, *parts = mail.walk()
    names = [name.lower() for name in top]
    assert set(names) <= PLAIN
    assert len(names) == len(set(names))
    assert top["To"].count("@") == 1
    for part in parts:
        assert {name.lower() for name in part.keys()} <= OF_PARTS  # noqa: SIM118  # a mail is no dict
        assert part.get_content_type() in {"text/plain", "text/html", "text/calendar", "multipart/alternative"}
    [html] = [part for part in parts if part.get_content_type() == "text/html"]
    written = html.get_payload(decode=True)
    assert isinstance(written, bytes)
    assert b"<h1>LOG" not in written


@pytest.mark.sampled
@pytest.mark.parametrize("words", ENCODED)
def test_a_name_in_a_letter_to_the_organizer_is_only_a_name(server: Server, client: httpx.Client, words: str) -> None:
    move = plan(client, organizer={"name": "Olive", "email": "olive@example.org"})
    move.offer("Hana")
    server.clock.now += timedelta(hours=1)
    first = list(letters(server, move))
    confirm(server, first[0])
    move.offer(words)
    server.clock.now += timedelta(days=1)
    later = list(letters(server, move))
    assert len(later) > len(first)
    for mail in later:
        assert_plain(mail)
    assert any("X-Evil" in str(make_header(decode_header(mail["Subject"]))) for mail in later)


@pytest.mark.sampled
@pytest.mark.parametrize("words", ENCODED)
def test_a_title_and_an_organizers_name_are_only_words(server: Server, client: httpx.Client, words: str) -> None:
    move = plan(client, title=words, organizer={"name": words, "email": "olive@example.org"})
    task = move.add_boxes(title=words)
    hana = move.takes(task, "Hana", email="hana@example.org")
    server.clock.now += timedelta(minutes=5)
    first = list(letters(server, move))
    confirm(server, next(mail for mail in first if "hana" in mail["To"]))
    hana.release()
    worked(hana.ask("POST", "/claims", json={"task": move.add_boxes(title=words), "quantity": 1}), 201)
    server.clock.now += timedelta(days=1)
    later = list(letters(server, move))
    assert len(later) > len(first)
    assert any("example.org" in (mail["Reply-To"] or "") for mail in later)
    for mail in later:
        assert_plain(mail)


@pytest.mark.parametrize(
    "local", [f"=?utf-8?q?{EVIL.replace('@', '=40')}?=", "=?utf-8?q?a=2cb?=", "a=?us-ascii?q?=0d=0aBcc=3ab?="]
)
def test_an_address_is_only_an_address(server: Server, client: httpx.Client, local: str) -> None:
    """No form takes it; letters to one that was kept before are not sent."""
    move = plan(client)
    move.takes(move.add_boxes(), "Hana", email="hana@example.org")
    care = move.add_care()
    [error] = move.sign_up(care, "Tom", email=f"{local}@example.com").json()["errors"]
    assert error["field"] == "email"
    tom = move.takes(care, "Tom", email="tom@example.com").n
    with server.installation.database.writing(of=move.id) as session:
        session.execute(update(Helper).where(Helper.n == tom).values(email=f"{local}@example.com"))
    server.clock.now += timedelta(days=1)
    for mail in letters(server, move):
        assert_plain(mail)
        assert "hana" in mail["To"]
