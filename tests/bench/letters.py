"""Letters: what it costs to find out who is due one, and to write and send one."""

import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import make_url

from service.domain.core.links import Links
from service.domain.models import Base
from service.installation import Installation
from service.mail.outbox import Outbox
from service.mail.transports.base import DeliveryResult, DeliveryStatus
from service.mail.transports.smtp import MailServer
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import open_database
from tests.bench.figures import Figure, fill
from tests.conftest import NOON, SECRET, Clock
from tests.make import Olive
from tests.postgres import Postgres, throwaway_server

DUE = 100
AMONG = (1_000, 10_000, 100_000)
LATER = datetime(2030, 5, 31, 16, tzinfo=UTC)
PEOPLE, MOVES_WITH_PEOPLE = 10, 40
"""Helpers of one move, and how many moves: each of them gets a letter on the eve."""


class Nowhere:
    """A carrier that takes everything."""

    def send(self, _mail: EmailMessage, _of_move: str) -> DeliveryResult:
        return DeliveryResult(DeliveryStatus.SENT)

    def close(self) -> None:
        """There is nothing to close."""


class Remembering(MailServer):
    """Hands letters to a server, and keeps the last."""

    last: EmailMessage

    def send(self, mail: EmailMessage, of_move: str) -> DeliveryResult:
        self.last = mail
        return super().send(mail, of_move)


@contextmanager
def installed(url: str = "") -> Iterator[Installation]:
    """An empty one, with a clock of its own."""
    with TemporaryDirectory(prefix="manyhands-bench-") as folder:
        settings = Settings(
            data=Path(folder),
            database_url=url,
            secret=SECRET,
            public_url="https://move.example.org",
            mail_from="letters@move.example.org",
        )
        database = open_database(settings, Base.metadata)
        yield Installation(settings, database, Links([SECRET]), Clock())
        database.close()


def moves_on(database: Database, day: date, moves: int, people: int) -> None:
    """Moves on that day; so many people have each taken something."""
    for number in range(moves):
        olive = Olive(database, day=day, from_address="Lindengasse 12", to_address="Seestraße 3")
        lunch = olive.task("care", f"Lunch {number}", starts=wall_time(12), needed=people, bring="A big pot")
        for n in range(people):
            olive.claim(lunch, olive.helper(f"Hana {n}", email=f"hana{n}.{olive.link.move_id}@example.org"))


def eve_of(day: date) -> datetime:
    """Return when letters of the day before are due in Vienna's winter."""
    return datetime.combine(day - timedelta(days=1), wall_time(16, 1), tzinfo=UTC)


def seconds_for(installation: Installation, transport: Any, now: datetime, letters: int) -> float:
    """Measure the time that the outbox takes for all that is due then."""
    assert isinstance(installation.now, Clock)
    installation.now.now = now
    outbox = Outbox(installation, transport)
    begun = time.perf_counter()
    sent = outbox.send_due()
    took = time.perf_counter() - begun
    outbox.close()
    if sent != letters:
        raise RuntimeError(f"{sent} letters instead of {letters}")
    return took


def due(rounds: int, _seconds: float, urls: tuple[str, ...] = ("",) * len(AMONG)) -> Iterator[Figure]:
    """A hundred people are due a letter, among ever more open moves of others."""
    with ExitStack() as stack:
        all_installed = [stack.enter_context(installed(url)) for url in urls]
        for installation, moves in zip(all_installed, AMONG, strict=True):
            fill(installation.database, moves, next_due_at=LATER)
        took: list[list[float]] = [[] for _ in AMONG]
        for turn in range(rounds):
            day = date(2026, 12, 5) + timedelta(days=7 * turn)
            for installation, seen in zip(all_installed, took, strict=True):
                moves_on(installation.database, day, DUE, 1)
                seconds_for(installation, Nowhere(), NOON, DUE)  # what they took is confirmed
                seen.append(seconds_for(installation, Nowhere(), eve_of(day), DUE))
    few, *_, many = (statistics.median(seen) for seen in took)
    kind = all_installed[0].database.engine.dialect.name
    yield Figure(f"{DUE} due letters among {AMONG[0]:,} moves, {kind}", few * 1000, "ms")
    yield Figure(f"  among {AMONG[-1]:,}: times the cost", many / few, "x", "at most", 1.5)


def due_postgresql(rounds: int, seconds: float) -> Iterator[Figure]:
    with throwaway_server() as server, ExitStack() as stack:
        databases = Postgres(make_url(server.get_uri()))
        yield from due(rounds, seconds, tuple(stack.enter_context(databases.database()) for _ in AMONG))


def letters(rounds: int, _seconds: float) -> Iterator[Figure]:
    """Letters written and handed to a mail server on this machine; the mail library alone sends the same words."""
    count = PEOPLE * MOVES_WITH_PEOPLE
    with sink() as port, installed() as installation:
        ours, alone = [], []
        for turn in range(rounds):
            day = date(2026, 12, 5) + timedelta(days=7 * turn)
            moves_on(installation.database, day, MOVES_WITH_PEOPLE, PEOPLE)
            seconds_for(installation, Nowhere(), NOON, count)
            server = Remembering(f"smtp://127.0.0.1:{port}", greets_as="move.example.org")
            ours.append(seconds_for(installation, server, eve_of(day), count))
            alone.append(seconds_alone(port, server.last, count))
    mine, limit = statistics.median(ours), statistics.median(alone)
    yield Figure("letters to a mail server on this machine", count / mine, "/s")
    yield Figure("  of what the mail library alone sends", limit / mine, "x", "at least", 0.5)


def seconds_alone(port: int, like: EmailMessage, count: int) -> float:
    """The same headers, text and page of a letter, put together and sent without anything around it."""
    read = message_from_bytes(like.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    plain, page = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert page is not None
    text, html = plain.get_content(), page.get_content()
    headers = [(name, value) for name, value in read.items() if not name.lower().startswith(("content-", "mime-"))]
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(count):
            mail = EmailMessage(policy=SMTP)
            for name, value in headers:
                mail[name] = value
            mail.set_content(text, cte="quoted-printable")
            mail.add_alternative(html, "html", cte="quoted-printable")
            server.send_message(mail)
    return time.perf_counter() - begun


@contextmanager
def sink() -> Iterator[int]:
    """A mail server in a process of its own that takes everything; its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()  # it ends with whoever started it
        process.wait()
        process.stdout.close()
