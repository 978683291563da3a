"""A mail server (SMTP), and how its answers are read."""

import re
import smtplib
import socket
import ssl
import time
from contextlib import suppress
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from service.domain.core.hosts import is_local
from service.mail.mime import POLICY
from service.mail.transports.base import DeliveryResult, DeliveryStatus

CONNECT_SECONDS = 20.0
ANSWER_SECONDS = 120.0
"""Time for a server's answer to a letter that it has in full (RFC 5321 would allow ten minutes)."""
IDLE_SECONDS = 20.0
PER_CONNECTION = 100
"""Letters over one connection; many servers hang up after more."""
MAX_ERROR_LENGTH = 200
LOOPBACK = ("localhost", "127.0.0.1", "::1")
TAKEN, RECEIVER_TAKEN, GO_ON, CLOSING, HUNG_UP, PERMANENT = 250, (250, 251, 252), 354, 421, -1, 500
DONE, REFUSING = range(200, 300), range(400, 600)
NO_MAILBOX = (550, 551, 553)
"""Replies of a server without enhanced codes (RFC 3463) to an address that it does not know."""
OF_RECEIVER = {("1", "1"), ("1", "2"), ("1", "3"), ("1", "6"), ("1", "10"), ("2", "1")}
"""Enhanced codes (RFC 3463) that blame the receiver's address; 5.1.7 and 5.1.8 blame the sender's."""
OF_OURS = re.compile(r"relay|sender|denied|block|spam|polic", re.IGNORECASE)
"""Reply texts meaning that the server rejects the sender, not the recipient."""


class MailServer:
    """Hands letters to an SMTP server, over one connection as long as it holds."""

    def __init__(
        self, url: str, *, greets_as: str, connect: float = CONNECT_SECONDS, answer: float = ANSWER_SECONDS
    ) -> None:
        self._parts = urlsplit(url)
        self._greets_as = greets_as
        self._connect_seconds, self._answer_seconds = connect, answer
        self._open: smtplib.SMTP | None = None
        self._on_connection = 0
        self._used_at = 0.0

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        if is_local(mail["To"].addresses[0].addr_spec):
            return DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS, "No letter gets to such an address from outside")
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self.close()  # servers close connections that were idle for a while
        kept = self._open is not None
        try:
            result = self._hand_over(self._connected(), mail)
        except OSError as error:  # also an SMTPException: before the last byte had gone
            self.close()
            return self.send(mail, of_move) if kept else DeliveryResult(DeliveryStatus.AWAY, _why_of(error))
        self._on_connection, self._used_at = self._on_connection + 1, time.monotonic()
        if result.status is DeliveryStatus.PERHAPS or self._on_connection >= PER_CONNECTION:
            self.close()
        return result

    def close(self) -> None:
        server, self._open, self._on_connection = self._open, None, 0
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        """Return the open connection, or open one. Raises OSError and SMTPException."""
        if self._open is None:
            self._open = self._reached()
            self._greet(self._open)
        return self._open

    def _reached(self) -> smtplib.SMTP:
        parts = self._parts
        host, port = parts.hostname or "", parts.port
        ways: dict[str, Any] = {"local_hostname": self._greets_as, "timeout": self._connect_seconds}
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, context=ssl.create_default_context(), **ways)
        return smtplib.SMTP(host, port or 587, **ways)

    def _greet(self, server: smtplib.SMTP) -> None:
        parts, secure = self._parts, self._parts.scheme == "smtps"
        if server.sock is not None:
            # The end of a letter goes by itself, and would wait 40 ms for the server to confirm the rest of it.
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.ehlo_or_helo_if_needed()
        if not secure and (server.has_extn("starttls") or parts.query == "starttls=required"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            secure = True
        if parts.username:
            if not secure and parts.hostname not in LOOPBACK:
                raise smtplib.SMTPException("The password is not sent: this server offers no encryption")
            server.login(unquote(parts.username), unquote(parts.password or ""))

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage) -> DeliveryResult:
        """Send one letter. Raises OSError and SMTPException only as long as it cannot have arrived."""
        sender, receiver = mail["From"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec
        international = not (sender + receiver).isascii()
        if international and not server.has_extn("smtputf8"):
            return DeliveryResult(DeliveryStatus.NO_SUCH_ADDRESS, "This mail server cannot write to such an address")
        written = mail.as_bytes(policy=POLICY.clone(utf8=international))
        options = ["SMTPUTF8", "BODY=8BITMIME"] if international else []
        return self._address(server, sender, receiver, options) or self._send_data(server, written)

    def _address(self, server: smtplib.SMTP, sender: str, receiver: str, options: list[str]) -> DeliveryResult | None:
        """Send the envelope; return the result if the server refuses it."""
        code, reply = server.mail(sender, options)
        if code != TAKEN:
            return self._refused(server, code, reply)
        code, reply = server.rcpt(receiver)
        if code not in RECEIVER_TAKEN:
            return self._refused(server, code, reply, may_be_address=True)
        code, reply = server.docmd("DATA")
        return None if code == GO_ON else self._refused(server, code, reply)

    def _send_data(self, server: smtplib.SMTP, written: bytes) -> DeliveryResult:
        quoted = re.sub(rb"(?m)^\.", b"..", written)
        server.send(quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n")
        if server.sock is not None:
            server.sock.settimeout(self._answer_seconds)
        try:
            server.send(b".\r\n")
            code, reply = server.getreply()
        except OSError as error:
            return DeliveryResult(DeliveryStatus.PERHAPS, _why_of(error))
        if server.sock is not None:
            server.sock.settimeout(self._connect_seconds)
        if code in DONE:
            return DeliveryResult(DeliveryStatus.SENT)
        if code not in REFUSING:
            return DeliveryResult(DeliveryStatus.PERHAPS, f"{code}")
        return _refusal(code, reply, may_be_address=False)

    def _refused(
        self, server: smtplib.SMTP, code: int, reply: bytes, *, may_be_address: bool = False
    ) -> DeliveryResult:
        """Reset the connection for the next letter, or close it; return the result of the refusal."""
        if code in (CLOSING, HUNG_UP):
            self.close()
        else:
            try:
                server.rset()
            except OSError:  # it refuses, and hangs up
                self.close()
        return _refusal(code, reply, may_be_address=may_be_address)


def _refusal(code: int, reply: bytes, *, may_be_address: bool) -> DeliveryResult:
    """Read a refusal. 4xx: try later. 5xx about the receiver: the address is bad. Any other 5xx: refused.

    Only a reply that speaks of the mailbox counts against it: a server that refuses everybody does not make a hundred
    addresses bad.
    """
    words = reply.decode(errors="replace")
    why = _without_addresses(f"{code} {words}")
    if code < PERMANENT:
        return DeliveryResult(DeliveryStatus.LATER, why)
    enhanced = re.match(r"\s*5\.(\d+)\.(\d+)", words)
    of_address = enhanced.groups() in OF_RECEIVER if enhanced else code in NO_MAILBOX and not OF_OURS.search(words)
    return DeliveryResult(
        DeliveryStatus.NO_SUCH_ADDRESS if may_be_address and of_address else DeliveryStatus.REFUSED, why
    )


def _why_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
        return _without_addresses(f"{error.smtp_code} {words}")
    return _without_addresses(str(error) or type(error).__name__)


def _without_addresses(reply: str) -> str:
    """Remove addresses from a reply, so that it may be kept and logged: servers like to repeat them."""
    reply = re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "…", " ".join(reply.split()))
    return re.sub(r"https?://\S+", "…", reply)[:MAX_ERROR_LENGTH]
