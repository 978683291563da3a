"""A real mail server on a random port, in a thread of its own: keeps what it takes, and misbehaves on request."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    """A mail server: the letters that arrived, in order, and its behaviour."""

    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    """By receiver: what is said instead of taking the letter."""
    after_data: str = ""
    """`drop`: the letter is kept and the connection cut. `stall`: it is kept and no answer comes. Else an answer."""
    hangs_up: bool = False
    """After a refusal, instead of going on."""
    connections: list[SMTP] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    _told: threading.Condition = field(default_factory=threading.Condition)

    def mails(self) -> list[EmailMessage]:
        """No property: aiosmtpd looks at every one of them at each connection."""
        return [message_from_bytes(raw, policy=default) for raw in self.raw]

    def wait_for(self, letters: int, seconds: float = 120) -> None:
        """Until so many have arrived."""
        with self._told:
            assert self._told.wait_for(lambda: len(self.receivers) >= letters, seconds), "they did not arrive"

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails()]

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_RSET(self, server: SMTP, *_: Any) -> str:  # noqa: N802  # likewise
        if self.hangs_up:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"

    def drop_all(self) -> None:
        """Hang up on all clients, as servers do after a long silence. Returns once it is done."""
        for server in self.connections:
            if isinstance(server.transport, asyncio.Transport):
                server.loop.call_soon_threadsafe(server.transport.abort)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self.connections[0].loop).result(10)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        if self.after_data and self.after_data not in ("drop", "stall"):
            return self.after_data
        assert isinstance(envelope.content, bytes)
        assert isinstance(server.transport, asyncio.Transport)
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self.raw.append(envelope.content)
        with self._told:
            self.receivers += envelope.rcpt_tos
            self._told.notify_all()
        if self.after_data == "drop":
            server.transport.abort()
        if self.after_data == "stall":
            await asyncio.Event().wait()
        return "250 OK"

    def login(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: LoginPassword
    ) -> AuthResult:
        self.logins.append(said.login.decode())
        return AuthResult(success=said.password == b"secret word", handled=False)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, *, wrapped: bool = False) -> Iterator[MailServer]:
    """Serves on 127.0.0.1 until it is left. `tls`: offers STARTTLS, or with `wrapped` speaks TLS from the start."""
    kept = MailServer()
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        starttls = tls if not wrapped else None
        made = SMTP(
            kept,
            hostname="mail.test",
            loop=loop,
            tls_context=starttls,
            authenticator=kept.login if tls else None,
            auth_require_tls=not wrapped,
        )
        kept.connections.append(made)
        return made

    opened = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if wrapped else None))
    kept.port = opened.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="mail server")
    thread.start()
    try:
        yield kept
    finally:
        asyncio.run_coroutine_threadsafe(_close(opened), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks():
        if task is not asyncio.current_task():
            task.cancel()
    await asyncio.sleep(0)
