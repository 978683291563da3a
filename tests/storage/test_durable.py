"""What is committed is on the disk before anybody hears of it, at one flush for all who wait."""

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from service.storage import durable
from service.storage.database import Database, Unavailable
from tests.make import Olive

pytestmark = pytest.mark.one_database
WRITERS = 8
SOON = 10
"""Seconds that are never reached."""


@pytest.fixture
def file(database: Database) -> Database:
    """A database in one file: PostgreSQL flushes by itself."""
    assert database.is_sqlite
    return database


def write(database: Database, then: Callable[[], object] = lambda: None) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE move SET title = 'Two floors down'"))
    then()


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The log as it is when the system is told to write it to the disk."""
    seen: list[bytes] = []
    to_disk = durable.to_disk

    def note(log: int) -> None:
        seen.append(os.pread(log, os.fstat(log).st_size, 0))
        to_disk(log)

    monkeypatch.setattr(durable, "to_disk", note)
    return seen


def test_a_change_is_flushed_before_it_is_told(file: Database, flushed: list[bytes]) -> None:
    olive, told = Olive(file), list[int]()
    file.subscribe(lambda _move_id, _version: told.append(sum(b"Fresh bread" in log for log in flushed)))
    olive.task("care", "Fresh bread")
    assert told == [1]
    before = len(flushed)
    with pytest.raises(ZeroDivisionError), file.writing():
        raise ZeroDivisionError
    assert len(flushed) == before  # nothing was written


def test_all_who_wait_share_a_flush(file: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    Olive(file)
    begun, goes_on, flushes = Event(), Event(), list[int]()

    def slow(log: int) -> None:
        flushes.append(log)
        begun.set()
        assert goes_on.wait(SOON)

    monkeypatch.setattr(durable, "to_disk", slow)
    written = [Event() for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        first = threads.submit(write, file)
        assert begun.wait(SOON)
        note = file._flush.note

        def note_and_say() -> None:
            note()
            written[file._flush._written - 3].set()  # after the move, and the first

        monkeypatch.setattr(file._flush, "note", note_and_say)
        others = [threads.submit(write, file) for _ in range(WRITERS)]
        assert all(each.wait(SOON) for each in written)  # nobody waited for the disk to write
        assert not any(each.done() for each in (first, *others))  # and nobody is answered before it has
        goes_on.set()
        for each in (first, *others):
            each.result(SOON)
    assert len(flushes) == 2


def test_a_disk_that_is_full_is_said_so(file: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    Olive(file)

    def full(_log: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "to_disk", full)
        with pytest.raises(Unavailable, match="full"):
            write(file)
    write(file)
