"""Who carries letters out of the program: a mail server, the data folder while there is none, and other channels.

A carrier says what became of a letter, and nothing else: when to try again is the outbox's business. Between the
last byte handed over and the server's answer lies the moment in which nobody can know; it is told as it is.
"""

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from service.later import later
from service.mail.addresses import number_of
from service.mail.mime import POLICY
from service.settings import Settings

CONNECT_SECONDS = 20.0
ANSWER_SECONDS = 120.0
"""How long a server may think about a letter that it has in full (RFC 5321 would allow ten minutes)."""
IDLE_SECONDS = 20.0
PER_CONNECTION = 100
"""Letters; many servers hang up after so many."""
MAX_ERROR_LENGTH = 200
LOOPBACK = ("localhost", "127.0.0.1", "::1")
TAKEN, RECEIVER_TAKEN, GO_ON, CLOSING, HUNG_UP, PERMANENT = 250, (250, 251, 252), 354, 421, -1, 500
DONE, REFUSING = range(200, 300), range(400, 600)
NO_MAILBOX = (550, 551, 553)
"""What a server without enhanced codes (RFC 3463) says of an address that it does not know."""
OF_RECEIVER = {("1", "1"), ("1", "2"), ("1", "3"), ("1", "6"), ("1", "10"), ("2", "1")}
"""What is wrong is the receiver's address (RFC 3463); 5.1.7 and 5.1.8 speak of the sender's."""
OF_OURS = re.compile(r"relay|sender|denied|block|spam|polic", re.IGNORECASE)
"""Words of a server that refuses us, whoever the receiver is."""
PHONE = "{phone}"
LETTERS = "letters"
"""The folder, in the data folder, of letters that no server takes."""
APPRISE = later("apprise")
"""9 MB."""


class Fate(StrEnum):
    """What became of a letter that was handed over."""

    SENT = "sent"
    LATER = "later"
    """Not taken now; it may be tried again."""
    AWAY = "away"
    """Nobody was there to take it: that holds for every other letter, too."""
    REFUSED = "refused"
    """This letter will never be taken; the address may be good."""
    NO_SUCH_ADDRESS = "no_such_address"
    PERHAPS = "perhaps"
    """It was handed over in full, and no answer came."""


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    why: str = ""
    """What the other side said, without addresses."""


class Carrier(Protocol):
    """Anything that takes letters: blocking, and silent about everything but what became of one."""

    def carry(self, mail: EmailMessage, of_move: str, /) -> Outcome: ...

    def close(self) -> None: ...


class MailServer:
    """Hands letters to an SMTP server, over one connection as long as it holds."""

    def __init__(
        self, url: str, *, greets_as: str, connect: float = CONNECT_SECONDS, answer: float = ANSWER_SECONDS
    ) -> None:
        self._parts = urlsplit(url)
        self._greets_as = greets_as
        self._connect_seconds, self._answer_seconds = connect, answer
        self._open: smtplib.SMTP | None = None
        self._carried = 0
        self._used_at = 0.0

    def carry(self, mail: EmailMessage, of_move: str) -> Outcome:
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self.close()  # servers hang up on who says nothing for a while
        kept = self._open is not None
        try:
            outcome = self._hand_over(self._connected(), mail)
        except (OSError, smtplib.SMTPException) as error:  # before the last byte had gone
            self.close()
            return self.carry(mail, of_move) if kept else Outcome(Fate.AWAY, _why_of(error))
        self._carried, self._used_at = self._carried + 1, time.monotonic()
        if outcome.fate is Fate.PERHAPS or self._carried >= PER_CONNECTION:
            self.close()
        return outcome

    def close(self) -> None:
        server, self._open, self._carried = self._open, None, 0
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        """Raises OSError and SMTPException."""
        if self._open is not None:
            return self._open
        parts = self._parts
        host, secure = parts.hostname or "", parts.scheme == "smtps"
        server: smtplib.SMTP
        if secure:
            server = smtplib.SMTP_SSL(
                host,
                parts.port or 465,
                local_hostname=self._greets_as,
                timeout=self._connect_seconds,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(
                host, parts.port or 587, local_hostname=self._greets_as, timeout=self._connect_seconds
            )
        self._open = server
        if server.sock is not None:
            # The end of a letter goes by itself, and would wait 40 ms for the server to confirm the rest of it.
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.ehlo_or_helo_if_needed()
        if not secure and (server.has_extn("starttls") or parts.query == "starttls=required"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            secure = True
        if parts.username:
            if not secure and host not in LOOPBACK:
                raise smtplib.SMTPException("The password is not sent: this server offers no encryption")
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage) -> Outcome:
        """Raises OSError and SMTPException only as long as the letter cannot have arrived."""
        sender, receiver = mail["From"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec
        international = not (sender + receiver).isascii()
        if international and not server.has_extn("smtputf8"):
            return Outcome(Fate.NO_SUCH_ADDRESS, "This mail server cannot write to such an address")
        written = mail.as_bytes(policy=POLICY.clone(utf8=international))
        quoted = re.sub(rb"(?m)^\.", b"..", written)
        code, said = server.mail(sender, ["SMTPUTF8", "BODY=8BITMIME"] if international else [])
        if code != TAKEN:
            return self._refused(server, code, said)
        code, said = server.rcpt(receiver)
        if code not in RECEIVER_TAKEN:
            return self._refused(server, code, said, may_be_address=True)
        code, said = server.docmd("DATA")
        if code != GO_ON:
            return self._refused(server, code, said)
        server.send(quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n")
        if server.sock is not None:
            server.sock.settimeout(self._answer_seconds)
        try:
            server.send(b".\r\n")
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Fate.PERHAPS, _why_of(error))
        if server.sock is not None:
            server.sock.settimeout(self._connect_seconds)
        if code in DONE:
            return Outcome(Fate.SENT)
        if code not in REFUSING:
            return Outcome(Fate.PERHAPS, f"{code}")
        return _refusal(code, said, may_be_address=False)

    def _refused(self, server: smtplib.SMTP, code: int, said: bytes, *, may_be_address: bool = False) -> Outcome:
        """The connection stays fit for the next letter, or is given up."""
        if code in (CLOSING, HUNG_UP):
            self.close()
        else:
            try:
                server.rset()
            except (OSError, smtplib.SMTPException):  # it refuses, and hangs up
                self.close()
        return _refusal(code, said, may_be_address=may_be_address)


class Folder:
    """Puts letters into the data folder, one folder a move, for an organizer to hand on."""

    def __init__(self, data: Path) -> None:
        self._folder = data / LETTERS

    def carry(self, mail: EmailMessage, of_move: str) -> Outcome:
        """The name of a file begins with when it was written; the same letter again is the same file."""
        folder = self._folder / of_move
        letter = mail["Message-ID"].strip("<>").partition("@")[0]
        written = parsedate_to_datetime(mail["Date"]).strftime("%Y-%m-%d-%H%M")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = folder / f".{letter}"
            unfinished.write_bytes(mail.as_bytes())
            unfinished.rename(folder / f"{written}-{letter}.eml")
        except OSError as error:
            return Outcome(Fate.AWAY, error.strerror or "")
        return Outcome(Fate.SENT)

    def close(self) -> None:
        """There is nothing to close."""

    def moves(self) -> list[str]:
        """Those that have letters here."""
        return [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []

    def keep_only(self, of_move: str, letters: Collection[str]) -> None:
        """Delete the other letters of a move: their receivers have been forgotten, or the whole move."""
        folder = self._folder / of_move
        for path in folder.glob("*.eml"):
            if path.stem.rpartition("-")[2] not in letters:
                path.unlink(missing_ok=True)
        if not letters and folder.is_dir():
            with suppress(OSError):  # something else was put there
                folder.rmdir()


def carrier_of(settings: Settings) -> Carrier:
    """What letters go out by, as the installation is set."""
    if settings.smtp_url:
        return MailServer(settings.smtp_url, greets_as=urlsplit(settings.address).hostname or "localhost")
    return Folder(settings.data)


class Channels:
    """Chat, SMS and push services, for those who left no mail address: only what the installation has set."""

    def __init__(self, addresses: str) -> None:
        both = addresses.split()
        self._personal = [each for each in both if PHONE in each]
        self._common = [each for each in both if PHONE not in each]

    def reaches(self, phone: str, *, organizer: bool) -> bool:
        """Whether there is a way to this person at all."""
        return bool((self._personal and number_of(phone)) or (organizer and self._common))

    def tell(self, phone: str, personal: str, common: str) -> Outcome:
        """`personal` goes to the own number only; `common`, which names nobody, wherever the installation says.

        Services do not say whether what they did not confirm was sent: it is told as it is, and not tried again.
        """
        number = number_of(phone)
        if self._personal and number:
            ways = [[each.replace(PHONE, quote(number))] for each in self._personal]
            words = personal
        else:
            ways, words = [self._common], common
        for way in ways:
            found = APPRISE().Apprise()
            if not all(found.add(each) for each in way):
                return Outcome(Fate.REFUSED, "MANYHANDS_CHANNELS holds an address that apprise does not know")
            if found.notify(body=words):
                return Outcome(Fate.SENT)
        return Outcome(Fate.PERHAPS, "The channel did not confirm it")


def _refusal(code: int, said: bytes, *, may_be_address: bool) -> Outcome:
    """4xx: later. 5xx about the receiver: that address, for good. Every other 5xx: this letter."""
    words = said.decode(errors="replace")
    why = _without_addresses(f"{code} {words}")
    if code < PERMANENT:
        return Outcome(Fate.LATER, why)
    enhanced = re.match(r"\s*5\.(\d+)\.(\d+)", words)
    of_address = enhanced.groups() in OF_RECEIVER if enhanced else code in NO_MAILBOX and not OF_OURS.search(words)
    return Outcome(Fate.NO_SUCH_ADDRESS if may_be_address and of_address else Fate.REFUSED, why)


def _why_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        return _without_addresses(f"{error.smtp_code} {words}")
    return _without_addresses(str(error) or type(error).__name__)


def _without_addresses(said: str) -> str:
    """What a server said, fit to be kept and logged: it likes to repeat whom it will not write to."""
    said = re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "…", " ".join(said.split()))
    return re.sub(r"https?://\S+", "…", said)[:MAX_ERROR_LENGTH]
