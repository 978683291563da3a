"""The settings MANYHANDS_*, read once at the start, and the secret that all links are signed with."""

import ipaddress
import os
import re
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

PREFIX = "MANYHANDS_"
SECRET_LENGTH = 32
FAR_AWAY = "192.0.2.1"
"""An address reserved for documentation (RFC 5737): the route to it leads through the local network."""
SECRET_FILE = "secret"  # noqa: S105  # its name, in the data folder


class BrokenSetup(Exception):
    """The program cannot start; the message is one sentence that says what to do."""


def _looks_like(value: str, pattern: str, sentence: str) -> str:
    """Return the value if it is empty or the pattern fits all of it; else raise ValueError with the sentence."""
    if value and not re.fullmatch(pattern, value):
        raise ValueError(sentence)
    return value


class Settings(BaseModel):
    """Everything an installation may set. Command-line options of `manyhands serve` come before these."""

    model_config = ConfigDict(extra="forbid")

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    workers: int = Field(default=1, ge=1, le=64)
    """Processes that serve the pages and the API."""
    public_url: str = ""
    database_url: str = ""
    """PostgreSQL, as postgresql://name:password@host/database; empty: SQLite in the data folder."""
    secret: str = ""
    """Keys separated by spaces, newest first; empty: one is made and kept in the data folder."""
    trusted_proxies: str = ""
    """Addresses and networks, separated by commas, whose X-Forwarded-For says where a request comes from."""
    limits: Literal["on", "off"] = "on"
    """`off` lifts every rate and daily quota: for load tests."""
    planning: str = "open"
    """`open`, or a word that one has to know to plan a move."""
    smtp_url: str = ""
    """smtp://name:password@host:587 (STARTTLS where offered, `?starttls=required` insists) or smtps://; empty:
    letters become files in the data folder."""
    mail_from: str = ""
    """The sender of letters: letters@example.org, or with a name before it."""
    channels: str = ""
    """Addresses of apprise, separated by spaces, for messages to people who left no mail address. One with {phone}
    in it writes to a helper's or organizer's own number; the others only say that something is on the board."""

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return _looks_like(
            value.strip().rstrip("/").lower(),
            r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?",
            "it has to look like https://move.example.org, without a path",
        )

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        found = []
        for each in filter(None, map(str.strip, value.split(","))):
            try:
                named = ipaddress.ip_network(each, strict=False) if "/" in each else ipaddress.ip_address(each)
            except ValueError:
                raise ValueError(f"{each} is neither an address nor a network such as 10.0.0.0/8") from None
            found.append(str(named))
        return ",".join(found)

    @field_validator("planning")
    @classmethod
    def _some_word(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("it is either open or a word that who plans a move must know")
        return value.strip()

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        value = value.strip()
        parts = urlsplit(value)
        known = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.query in ("", "starttls=required")
        if value and not known:
            raise ValueError(
                "it has to look like smtp://name:password@mail.example.org:587 or smtps://mail.example.org"
            )
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        return _looks_like(
            value.strip(),
            r"[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+",
            "it has to look like letters@example.org",
        )

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> "Settings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("MANYHANDS_SMTP_URL needs MANYHANDS_MAIL_FROM, such as letters@example.org")
        return self

    @field_validator("database_url")
    @classmethod
    def _postgres(cls, value: str) -> str:
        sentence = "it has to look like postgresql://name:password@host/database"
        value = _looks_like(value.strip(), r"(?s:postgres(?:ql)?://.*)", sentence)
        return re.sub(r"^postgres://", "postgresql://", value)

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if any(len(key) < SECRET_LENGTH for key in value.split()):
            raise ValueError(f"each key has to have at least {SECRET_LENGTH} characters")
        return value

    @property
    def sends(self) -> bool:
        """Letters or messages go out by themselves; else they wait as files."""
        return bool(self.smtp_url or self.channels)

    def reaches(self, email: str) -> bool:
        """Tell whether messages go out to somebody with this address, or with a number alone where it is empty."""
        return bool(self.smtp_url if email else self.channels)

    @property
    def address(self) -> str:
        """The start of every link: the public address, else that of the port."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.listens_everywhere else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def listens_everywhere(self) -> bool:
        return self.host in ("", "0.0.0.0", "::")  # noqa: S104  # compared only

    @property
    def is_loopback(self) -> bool:
        """Tell whether links open on this machine only."""
        host = urlsplit(self.address).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def lan_address() -> str:
    """Find this machine's address in its local network, without sending anything; empty if there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((FAR_AWAY, 9))
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    found = ipaddress.ip_address(address)
    return address if found.is_private and not found.is_loopback else ""


def read_settings(**given: object) -> Settings:
    """Read the settings: from `given` where not None, else from the environment. Raises BrokenSetup."""
    named = {
        name: os.environ[PREFIX + name.upper()] for name in Settings.model_fields if PREFIX + name.upper() in os.environ
    }
    try:
        return Settings.model_validate(named | {name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        problem = first["msg"].removeprefix("Value error, ")
        if not first["loc"]:
            raise BrokenSetup(f"{problem}.") from None
        name = f"{PREFIX}{str(first['loc'][0]).upper()}"
        raise BrokenSetup(f"The setting {name} is not usable: {problem}.") from None


def prepare_data(settings: Settings) -> None:
    """Make the data folder. Raises BrokenSetup if nothing can be written there."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = settings.data / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BrokenSetup(
            f"The data folder {settings.data} cannot be written to ({error.strerror}): "
            "make it writable, or name another with --data or MANYHANDS_DATA."
        ) from None


def read_secrets(settings: Settings) -> list[str]:
    """Read the signing keys, newest first; the first start makes one. Raises BrokenSetup."""
    if settings.secret:
        return settings.secret.split()
    path = settings.data / SECRET_FILE
    if not path.exists():
        _make_secret(path)
    try:
        keys = path.read_text().split()
    except OSError:
        keys = list[str]()
    if not keys or any(len(key) < SECRET_LENGTH for key in keys):
        raise BrokenSetup(
            f"The file {path} holds no usable key: put the one from your backup back, or links stay broken."
        )
    return keys


def _make_secret(path: Path) -> None:
    """Write a new key, with mode 0600, under its name in one step: never half a file, never over another process's."""
    unfinished = path.with_name(f"secret-{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_LENGTH) + "\n")
    with suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
