"""The thread that removes traces and sees to lost links: it goes on while the database is away, and ends when asked."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from service.installation import Asked
from service.mail import sweeper
from service.mail.sweeper import Sweeper
from service.storage.database import Database
from service.storage.traces import leave_traces, traces_left
from tests.conftest import NOON
from tests.mail.test_outbox import Post
from tests.make import Olive

SOON = 10.0


def away(times: int, told: threading.Event, caplog: pytest.LogCaptureFixture) -> bool:
    return sum("the database is away" in record.message for record in caplog.records) >= times or told.wait(0.01)


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
    assert nowhere.asked.qsize() == 1  # it waits on


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
    assert installation.asked.empty()
