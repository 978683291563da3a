"""MANYHANDS_* read once, and the secret that all links are signed with."""

import ipaddress
import os
import re
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_LENGTH = 32
FAR_AWAY = "192.0.2.1"
"""An address that is kept for documentation (RFC 5737): the way there leads through the local network."""
SECRET_FILE = "secret"  # noqa: S105  # its name, in the data folder


class BrokenSetup(Exception):
    """The program cannot start; the message is one sentence that says what to do."""


class Settings(BaseSettings):
    """Everything an installation may set. Command-line options of `manyhands serve` come before these."""

    model_config = SettingsConfigDict(env_prefix="MANYHANDS_", extra="ignore")

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
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
    """Or a word that who plans a move must know."""
    smtp_url: str = ""
    """smtp://name:password@host:587 (STARTTLS where offered, `?starttls=required` insists) or smtps://; empty:
    letters become files in the data folder."""
    mail_from: str = ""
    """Whom letters come from: letters@example.org, or with a name before it."""
    channels: str = ""
    """Addresses of apprise, separated by spaces, for messages to people who left no mail address. One with {phone}
    in it writes to a helper's or organizer's own number; the others only say that something is on the board."""

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        value = value.strip().rstrip("/").lower()
        if value and not re.fullmatch(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", value):
            raise ValueError("it has to look like https://move.example.org, without a path")
        return value

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
        value = value.strip()
        if value and not re.fullmatch(r"[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+", value):
            raise ValueError("it has to look like letters@example.org")
        return value

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> "Settings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("MANYHANDS_SMTP_URL needs MANYHANDS_MAIL_FROM, such as letters@example.org")
        return self

    @field_validator("database_url")
    @classmethod
    def _postgres(cls, value: str) -> str:
        value = value.strip()
        if value and not re.match(r"postgres(?:ql)?://", value):
            raise ValueError("it has to look like postgresql://name:password@host/database")
        return re.sub(r"^postgres://", "postgresql://", value)

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if any(len(key) < SECRET_LENGTH for key in value.split()):
            raise ValueError(f"each key has to have at least {SECRET_LENGTH} characters")
        return value

    @property
    def address(self) -> str:
        """What every link begins with."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.listens_everywhere else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def listens_everywhere(self) -> bool:
        return self.host in ("", "0.0.0.0", "::")  # noqa: S104  # compared only

    @property
    def is_loopback(self) -> bool:
        """Whether links made here open on this machine only."""
        host = urlsplit(self.address).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def lan_address() -> str:
    """This machine's address in its local network; empty if there is none. Nothing is sent for that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((FAR_AWAY, 9))
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    found = ipaddress.ip_address(address)
    return address if found.is_private and not found.is_loopback else ""


def read_settings(**given: object) -> Settings:
    """Settings from the environment, with `given` ones first. Raises BrokenSetup."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # checked there
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:
            raise BrokenSetup(f"{first['msg'].removeprefix('Value error, ')}.") from None
        name = f"MANYHANDS_{str(first['loc'][0]).upper().removeprefix('MANYHANDS_')}"
        problem = first["msg"].removeprefix("Value error, ")
        raise BrokenSetup(f"The setting {name} is not usable: {problem}.") from None


def prepare_data(settings: Settings) -> None:
    """Make the data folder, or raise BrokenSetup if nothing can be written there."""
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
    """The signing keys, newest first; made at the first start and kept with mode 0600."""
    if settings.secret:
        return settings.secret.split()
    path = settings.data / SECRET_FILE
    if not path.exists():
        _make_secret(path)
    try:
        kept = path.read_text().split()
    except OSError:
        kept = []
    if not kept or any(len(key) < SECRET_LENGTH for key in kept):
        raise BrokenSetup(
            f"The file {path} holds no usable key: put the one from your backup back, or links stay broken."
        )
    return kept


def _make_secret(path: Path) -> None:
    """A new key under its name in one step: never half a file, and never over one that another process made."""
    unfinished = path.with_name(f"secret-{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_LENGTH) + "\n")
    with suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
