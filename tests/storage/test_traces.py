"""What was deleted is gone from the file, also where SQLite moved it from one page to another."""

import random
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import FILE, database_of
from service.storage.traces import empty_log, leave_traces, remove_traces, traces_left
from tests.conftest import NOON, begin_migrated
from tests.sizes import size

NOW = NOON.timestamp()
ROWS = size("TRACES", 2_500, 8_000)
WORD = re.compile(rb"word\d{10}")


@pytest.mark.long
@pytest.mark.one_database
def test_nothing_is_left_between_the_rows(tmp_path: Path) -> None:
    database, chosen = database_of(Settings(data=begin_migrated(tmp_path))), random.Random(1)
    words: dict[int, str] = {}

    def some_word() -> str:
        return f"word{chosen.randrange(10**10):010d}"

    with database.writing() as session:
        session.execute(text("CREATE TABLE scratch (n INTEGER PRIMARY KEY, name TEXT, words TEXT)"))
        session.execute(text("CREATE INDEX by_name ON scratch (name)"))
        for n in range(ROWS):
            to = n if chosen.random() < 0.6 or not words else chosen.choice(list(words))
            words[to] = some_word()
            row = {"n": to, "name": words[to], "words": words[to] * chosen.choice([0, 1, 5, 400])}
            session.execute(text("INSERT OR REPLACE INTO scratch VALUES (:n, :name, :words)"), row)
            if chosen.random() < 0.2:
                del words[(gone := chosen.choice(list(words)))]
                session.execute(text("DELETE FROM scratch WHERE n = :n"), {"n": gone})
        leave_traces(session, NOW)
    assert traces_left(database, NOW) == 1
    remove_traces(database, 1)
    assert empty_log(database)
    assert {word.decode() for word in WORD.findall((tmp_path / FILE).read_bytes())} == {*words.values()}
    assert not (tmp_path / f"{FILE}-wal").stat().st_size
    assert traces_left(database, NOW) == 0
    database.close()


def test_a_change_while_traces_are_removed_is_not_missed(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            leave_traces(session, NOW)
    remove_traces(database, 1)  # the second came meanwhile
    assert traces_left(database, NOW) == 2
    remove_traces(database, 2)
    assert traces_left(database, NOW) == 0
