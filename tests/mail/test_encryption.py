"""A mail server behind TLS: from the start, or once it says so; nothing secret goes to one that cannot be trusted."""

import ssl
from pathlib import Path

import pytest
import trustme
from sqlalchemy import select

from service.domain.core.receivers import HELPER
from service.domain.models import Message, MessageState
from service.mail.outbox import Outbox
from service.mail.transports.smtp import MailServer as Transport
from service.storage.database import Database
from tests.mail.server import MailServer, mail_server
from tests.mail.test_mail_server import hana, state
from tests.mail.test_outbox import Post

pytestmark = pytest.mark.one_database
LOGIN = "olive%40example.org:secret%20word@"
"""As it stands in an address of the web."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def shown_by(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """Make the context with which a server proves its name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """This machine believes that authority, as it would one that came with the system."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


def send(post: Post, server: MailServer, url: str) -> tuple[int, list[MessageState]]:
    """One letter; how many went, and what is known of it."""
    olive, _ = hana(post.installation.database)
    transport = Transport(url.format(port=server.port), greets_as="move.example.org", connect=5, answer=5)
    outbox = Outbox(post.installation, transport)
    sent = outbox.send_due()
    outbox.close()
    return sent, state(post, olive)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_letter_and_the_password_go_encrypted(post: Post, trusted: trustme.CA, wrapped: bool) -> None:
    with mail_server(shown_by(trusted, "127.0.0.1"), wrapped=wrapped) as server:
        scheme = "smtps" if wrapped else "smtp"
        assert send(post, server, f"{scheme}://{LOGIN}127.0.0.1:{{port}}") == (1, [MessageState.SENT])
    assert server.encrypted == [True]
    assert server.logins == ["olive@example.org"]
    assert server.receivers == ["hana@example.org"]


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_server_that_cannot_prove_its_name_gets_nothing(post: Post, trusted: trustme.CA, wrapped: bool) -> None:
    scheme = "smtps" if wrapped else "smtp"
    for context in (shown_by(trusted, "elsewhere.example.org"), shown_by(trustme.CA(), "127.0.0.1")):
        with mail_server(context, wrapped=wrapped) as server:
            assert send(post, server, f"{scheme}://{LOGIN}127.0.0.1:{{port}}") == (0, [MessageState.WAITING])
        assert server.raw == []
        assert server.logins == []


def test_who_insists_on_encryption_gets_it_or_waits(post: Post) -> None:
    with mail_server() as server:
        url = "smtp://127.0.0.1:{port}?starttls=required"
        assert send(post, server, url) == (0, [MessageState.WAITING])
    assert server.raw == []


def test_without_insisting_a_server_that_offers_none_is_taken_as_it_is(post: Post) -> None:
    with mail_server() as server:
        assert send(post, server, "smtp://127.0.0.1:{port}") == (1, [MessageState.SENT])
    assert server.encrypted == [False]


def test_a_wrong_password_waits_with_the_reason(post: Post, trusted: trustme.CA) -> None:
    with mail_server(shown_by(trusted, "127.0.0.1")) as server:
        assert send(post, server, "smtp://olive:guessed@127.0.0.1:{port}") == (0, [MessageState.WAITING])
    assert server.raw == []
    with post.installation.database.reading() as session:
        assert "535" in str(session.scalar(select(Message.error).where(Message.role == HELPER)))
