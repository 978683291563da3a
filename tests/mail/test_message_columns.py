"""Messages from before they had a day and a number: each keeps its occasion through the migration, and back."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

from service.domain.models import Happening, Merging, Message, MessageKind, Organizer
from service.paths import MIGRATIONS
from service.storage.database import Database
from tests.make import Olive

# It writes columns itself. A migration that is out changes no more: tests/storage/test_migrations.py goes through all.
pytestmark = [pytest.mark.every_database, pytest.mark.held]

BEFORE = "2026_11_26_merging"
MADE = "2026-11-23 12:00:00.000000"
OCCASIONS: list[tuple[str, str, MessageKind, date, int]] = [
    ("link", "1", MessageKind.OWN_LINK, date(2026, 11, 23), 1),
    ("link", "again 2026-11-24 23:5", MessageKind.OWN_LINK, date(2026, 11, 24), 2992607),
    ("news", "17", MessageKind.CLAIM_UPDATE, date(2026, 11, 23), 17),
    ("day_before", "2026-12-05", MessageKind.DAY_BEFORE, date(2026, 12, 5), 0),
    ("morning_of", "2026-12-05", MessageKind.MORNING_OF, date(2026, 12, 5), 0),
    ("morning_of", "2026-12-05 early", MessageKind.MORNING_OF, date(2026, 12, 5), 1),
    ("offer", "4", MessageKind.OFFER, date(2026, 11, 23), 4),
    ("digest", "2026-12-05 -3", MessageKind.DIGEST, date(2026, 12, 5), 3),
    ("thanks", "2026-12-07", MessageKind.THANKS_REMINDER, date(2026, 12, 7), 0),
    ("note", "23", MessageKind.THANK_YOU_NOTE, date(2026, 11, 23), 23),
    ("evening", "evening", MessageKind.EVENING, date(2026, 11, 23), 0),
]
FACTS = {"3": ["2026-12-05", "09:00:00", "", "a1", "b2", "firm", ""]}


@pytest.fixture
def older(database: Database) -> Iterator[tuple[Database, str, Config]]:
    """A database in the shape from before, with a message of each sort in it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    olive = Olive(database)
    move_id = olive.link.move_id
    hana = olive.helper("Hana")
    with database.engine.connect() as connection:
        connection.execute(text("DELETE FROM message WHERE move_id = :m"), {"m": move_id})
        migrate(connection, config, BEFORE)
        for kind, occasion, *_ in OCCASIONS:
            connection.execute(
                text(
                    "INSERT INTO message (move_id, role, person_n, kind, occasion, own, state, made_at, try_at, tries,"
                    " ended_at, why, letter, said) VALUES (:m, 'helper', :n, :kind, :occasion, :own, 'sent', :at, :at,"
                    " 1, :at, '451', 'abc', :facts)"
                ),
                {
                    "m": move_id,
                    "n": hana,
                    "kind": kind,
                    "occasion": occasion,
                    "own": kind == "link",
                    "at": MADE,
                    "facts": json.dumps(FACTS if kind == "news" else {}),
                },
            )
        told = {"fields": ["organizer_quiet", "title", "organizer_write_on"], "state": "open"}
        undo: dict[str, Any] = {
            "claims": [],
            "offers": [],
            "joined": [],
            "own": {"quiet": [[], ["all"]]},
            "thanks": None,
        }
        connection.execute(
            text(
                'UPDATE organizer SET quiet = \'["offer", "thanks"]\', not_on = \'["2026-12-11"]\' WHERE move_id = :m'
            ),
            {"m": move_id},
        )
        connection.execute(
            text("UPDATE happening SET about = :about WHERE move_id = :m AND version = 1"),
            {"m": move_id, "about": json.dumps(told)},
        )
        connection.execute(
            text(
                "INSERT INTO merging (move_id, n, survivor_n, merged_n, before, merged_at)"
                " VALUES (:m, 99, :n, :n, :before, :at)"
            ),
            {"m": move_id, "n": hana, "before": json.dumps(undo), "at": MADE},
        )
        connection.commit()
        yield database, move_id, config


def migrate(connection: Connection, config: Config, to: str) -> None:
    config.attributes["connection"] = connection
    (command.upgrade if to == "head" else command.downgrade)(config, to)
    connection.commit()


def rows(database: Database, move_id: str, query: str) -> list[Any]:
    with database.engine.connect() as connection:
        return sorted(map(str, connection.execute(text(query), {"m": move_id})))


OLD = "SELECT role, person_n, kind, occasion, own, state, made_at, ended_at, why, letter, said FROM message"
TEXTS = [
    f"{OLD} WHERE move_id = :m",
    "SELECT quiet, not_on FROM organizer WHERE move_id = :m",
    "SELECT about FROM happening WHERE move_id = :m",
    "SELECT before FROM merging WHERE move_id = :m",
]


def test_each_message_keeps_its_occasion(older: tuple[Database, str, Config]) -> None:
    database, move_id, config = older
    before = [rows(database, move_id, query) for query in TEXTS]
    with database.engine.connect() as connection:
        migrate(connection, config, "head")
    with database.reading() as session:
        messages = list(session.scalars(select(Message).where(Message.move_id == move_id)))
        assert {(each.kind, each.day, each.number) for each in messages} == {each[2:] for each in OCCASIONS}
        assert {each.kind for each in messages if each.immediate} == {MessageKind.OWN_LINK}
        assert [each.told_facts for each in messages if each.told_facts] == [FACTS]
        assert {(each.error, each.made_at) for each in messages} == {("451", datetime(2026, 11, 23, 12, tzinfo=UTC))}
        organizer = session.scalars(select(Organizer).where(Organizer.move_id == move_id)).one()
        assert (organizer.muted_kinds, organizer.skipped_days) == (["offer", "thanks_reminder"], ["2026-12-11"])
        first = session.get_one(Happening, (move_id, 1, 1))
        assert first.about["fields"] == ["organizer_muted_kinds", "title", "organizer_writing_day"]
        assert session.get_one(Merging, (move_id, 99)).before["own"] == {"muted_kinds": [[], ["all"]]}
    with database.engine.connect() as connection:
        migrate(connection, config, BEFORE)
    assert [rows(database, move_id, query) for query in TEXTS] == before
    with database.engine.connect() as connection:
        migrate(connection, config, "head")
