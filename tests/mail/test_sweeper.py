"""The thread that removes traces and sees to lost links: it goes on while the database is away, and ends when asked."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from service.installation import Asked, Waiting
from service.mail import sweeper
from service.mail.resend import send_what_was_asked
from service.mail.sweeper import Sweeper
from service.storage.database import Database, Unavailable
from service.storage.migrations import FILE
from service.storage.traces import leave_traces, traces_left
from tests.conftest import NOON
from tests.mail.test_outbox import Post
from tests.make import Olive

SOON = 10.0


def away(times: int, told: threading.Event, caplog: pytest.LogCaptureFixture) -> bool:
    return sum("the database is away" in record.getMessage() for record in caplog.records) >= times or told.wait(0.01)


@pytest.mark.one_database
def test_it_goes_on_while_the_database_is_away(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sweeper, "RETRY_SECONDS", 0.01)
    nowhere = replace(Post(database, tmp_path).installation, database=Database.in_file(tmp_path / "no" / "folder"))
    olive = Olive(database)
    nowhere.asked.put(Asked("hana@example.org", "", olive.signup))
    broom, never = Sweeper(nowhere), threading.Event()
    broom.start()
    assert any(away(3, never, caplog) for _ in range(int(SOON / 0.01)))
    broom.close()
    assert len(nowhere.asked) == 1  # it waits on


def test_what_is_there_is_done_before_it_ends(tmp_path: Path, database: Database) -> None:
    installation = Post(database, tmp_path).installation
    with database.writing() as session:
        leave_traces(session, NOON.timestamp())
    installation.asked.put(Asked("hana@example.org", "", Olive(database).signup))
    broom, never = Sweeper(installation), threading.Event()
    broom.start()
    assert any(not traces_left(database, NOON.timestamp()) or never.wait(0.01) for _ in range(int(SOON / 0.01)))
    installation.asked.put(Asked("tom@example.org", ""))
    broom.close()
    assert not len(installation.asked)


def soon(holds: Callable[[], bool]) -> bool:
    never = threading.Event()
    return any(holds() or never.wait(0.01) for _ in range(int(SOON / 0.01)))


def test_neither_lost_links_nor_the_log_wait_until_the_file_may_be_written_anew_again(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That pause is long after a long time of writing, or where somebody has asked for thousands of links."""
    for name in ("SWEEP_SECONDS", "ASKED_SECONDS"):
        monkeypatch.setattr(sweeper, name, 0.01, raising=False)
    monkeypatch.setattr(sweeper, "SHARE", 1_000_000)
    installation, olive = Post(database, tmp_path).installation, Olive(database)
    leave(database)
    broom = Sweeper(installation)
    broom.start()
    assert soon(lambda: not traces_left(database, NOON.timestamp()))
    leave(database)
    installation.asked.put(Asked("hana@example.org", "", olive.signup))
    assert soon(lambda: not len(installation.asked))
    if database.is_sqlite:
        log = tmp_path / f"{FILE}-wal"
        assert soon(lambda: not log.stat().st_size)
    broom.close()
    assert traces_left(database, NOON.timestamp()) == 1


def leave(database: Database) -> None:
    with database.writing() as session:
        leave_traces(session, NOON.timestamp())


@pytest.mark.one_database
def test_what_finds_no_room_once_more_is_dropped_and_holds_nobody_up(tmp_path: Path, database: Database) -> None:
    """Others may ask between the time when a request is taken and the time when it has to wait on."""
    full, away = Waiting(most=2), Database.in_file(tmp_path / "no" / "folder")
    nowhere = replace(Post(database, tmp_path).installation, database=away, asked=full)

    def others_ask(*_: object) -> None:
        for n in range(2):
            full.put(Asked(f"tom{n}@example.org", "Tom"))

    event.listen(away.engine, "do_connect", others_ask)
    full.put(Asked("hana@example.org", "Hana"))
    with pytest.raises(Unavailable):
        send_what_was_asked(nowhere)
    assert [each.visitor for each in full.take()] == ["Tom", "Tom"]
