"""Transactions and announcements, on both kinds of database; what several processes of one share."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from queue import Queue

import pytest
from sqlalchemy import func, select, text

from service.domain.core.change import change
from service.domain.core.events import Event
from service.domain.core.intents import Intent
from service.domain.core.links import Link
from service.domain.core.refusals import NotFound
from service.domain.models import Mailbox, Move, table
from service.domain.rules.moves import MoveFields, plan_move
from service.storage.announcements import ANY_MOVE
from service.storage.database import POSTGRES_QUEUES, Database, Unavailable
from service.storage.prepared import is_heard
from service.storage.upsert import upsert
from tests.conftest import NOON, Engine
from tests.make import Olive

SOON = 10
"""Seconds that are never reached: what is waited for comes at once."""


@pytest.fixture
def other(database: Database) -> Iterator[Database]:
    """Another process on the same database."""
    opened = Database(database.url)
    yield opened
    opened.close()


def heard(database: Database) -> Queue[tuple[str, int]]:
    said: Queue[tuple[str, int]] = Queue()
    database.subscribe(lambda move_id, version: said.put((move_id, version)))
    return said


def test_a_reading_is_one_snapshot_while_others_write(database: Database, other: Database) -> None:
    olive = Olive(other)
    question = text("SELECT version FROM move WHERE id = :id")
    with database.reading() as session:
        before = session.execute(question, {"id": olive.link.move_id}).scalar()
        olive.task()
        assert session.execute(question, {"id": olive.link.move_id}).scalar() == before
    with database.reading() as session:
        assert session.execute(question, {"id": olive.link.move_id}).scalar() == 2


def test_who_writes_next_finds_nothing_of_who_wrote_before(database: Database, other: Database) -> None:
    """Whether that one has written, was refused, or was an organizer: each is listened to."""
    olive = Olive(database)
    title, of = text("UPDATE move SET title = :title WHERE id = :of"), olive.link.move_id
    for turn in range(3):
        with database.transaction() as opened:
            opened.connection.execute(title, {"title": f"Written {turn}", "of": of})
        with suppress(NotFound), database.transaction() as opened:
            opened.connection.execute(title, {"title": "Taken back", "of": of})
            raise NotFound
        with database.transaction() as opened:
            opened.connection.execute(title, {"title": "Rolled back", "of": of})
            opened.roll_back()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(olive.task).result(SOON)
        with database.transaction() as opened:
            assert not is_heard(opened.connection)
        with other.reading() as session:
            assert session.scalar(select(Move.title)) == f"Written {turn}"


def test_a_single_row_is_read_as_it_was_committed(database: Database) -> None:
    olive = Olive(database)
    values = {"id": olive.link.move_id}
    assert tuple(database.fetch_one("SELECT version FROM move WHERE id = :id", values)) == (1,)
    olive.task()
    assert tuple(database.fetch_one("SELECT version FROM move WHERE id = :id", values)) == (2,)
    assert database.fetch_one("SELECT version FROM move WHERE id = :id", {"id": "nobody"}) is None


def test_an_upsert_leaves_or_changes_the_row_that_is_there(database: Database) -> None:
    row = {"key": "hana", "refused_at": None, "error": "first", "stopped_at": None}
    mailboxes = table(Mailbox)
    with database.writing() as session:
        connection = session.connection()
        for error in ("first", "second"):
            connection.execute(upsert(connection, mailboxes).on_conflict_do_nothing(), row | {"error": error})
        assert connection.execute(select(mailboxes.c.error)).scalars().all() == ["first"]
        changed = upsert(connection, mailboxes).on_conflict_do_update(index_elements=["key"], set_={"error": "third"})
        connection.execute(changed, row)
        assert connection.execute(select(mailboxes.c.error)).scalars().all() == ["third"]


def write(database: Database, of: str) -> bool:
    with database.writing(of=of) as session:
        return session.is_active


@pytest.mark.one_database("postgresql")
class TestProcessesOnOneDatabase:
    """PostgreSQL alone: SQLite has one process."""

    def test_what_one_commits_the_other_hears(self, database: Database, other: Database) -> None:
        said = heard(database)
        olive = Olive(other)
        olive.task()
        assert said.get(timeout=SOON) == (olive.link.move_id, 2)

    def test_what_is_rolled_back_is_not_announced(self, database: Database, other: Database) -> None:
        said = heard(database)
        olive = Olive(other)
        revoked = replace(olive.link, epoch=2)
        with pytest.raises(NotFound), olive.change(revoked) as opened:
            opened.note(Event.MOVE_CHANGED)
        olive.task()
        assert said.get(timeout=SOON) == (olive.link.move_id, 2)

    def test_a_dropped_connection_is_made_anew_and_says_that_anything_may_have_changed(
        self, database: Database, other: Database
    ) -> None:
        said = heard(database)
        olive = Olive(other)
        with other.engine.connect() as connection:
            listening = "query LIKE 'LISTEN%' AND datname = current_database()"
            ended = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listening}")  # noqa: S608  # words of this file
            assert connection.execute(ended).scalars().all() == [True]
        assert said.get(timeout=SOON) == (ANY_MOVE, 0)
        olive.task()
        assert said.get(timeout=SOON) == (olive.link.move_id, 2)

    def test_one_key_in_two_processes_plans_one_move(self, database: Database, other: Database) -> None:
        def plan(at: Database) -> Link:
            fields: MoveFields = {"title": "One floor down", "zone": "Europe/Vienna"}
            return plan_move(at, fields, {"name": "Olive"}, now=NOON, intent=Intent("k" * 16, "print"))

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(plan, [database, other] * 8))) == 1

    def test_no_move_waits_for_those_who_write_for_none(self, database: Database) -> None:
        shares = next(name for name in map(str, count()) if hash(name) % POSTGRES_QUEUES == hash("") % POSTGRES_QUEUES)
        with database.writing(), ThreadPoolExecutor(1) as pool:
            assert pool.submit(write, database, shares).result()

    def test_a_row_that_is_held_too_long_is_told(self, database: Database, other: Database) -> None:
        olive = Olive(database)
        hurried = Database(database.url, busy_seconds=0.05)
        with other.engine.connect() as holder:
            holder.execute(text("SELECT 1 FROM move FOR UPDATE"))
            with pytest.raises(Unavailable) as told, change(hurried, olive.link, now=NOON) as opened:
                opened.note(Event.MOVE_CHANGED)
        hurried.close()
        assert told.value.reason == "busy"


@pytest.mark.one_database("postgresql")
@pytest.mark.parametrize("harm", ["ALTER TABLE claim ADD harm TEXT", "UPDATE alembic_version SET version_num = 'new'"])
def test_a_database_of_a_test_before_is_as_it_was_at_first(engine: Engine, tmp_path: Path, harm: str) -> None:
    used = []
    for statement in ("", harm, ""):
        with engine.settings(tmp_path) as settings:
            opened = Database(settings["database_url"])
            used.append(opened.url)
            with opened.writing() as session:
                assert session.scalar(select(func.count()).select_from(table(Move))) == 0
                session.execute(text(statement or "SELECT 1"))
            Olive(opened)
            opened.close()
    assert used[0] == used[1] != used[2]
