"""Migrations: one head, up and down again, and the same shape as the models."""

import re
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, inspect, select

from service.commands.demo_move import plan_demo
from service.domain.models import Base, Helper, Task
from service.paths import MIGRATIONS
from service.settings import BrokenSetup, Settings
from service.storage.database import Database
from service.storage.migrations import FILE, database_of, open_database
from service.storage.revisions import known_revisions
from tests.conftest import NOON, Engine
from tests.domain.rules.test_suggestions import Company
from tests.make import Olive
from tests.sizes import WHOLE, size
from tests.storage.shapes import differences


@pytest.fixture
def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def tables(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


@contextmanager
def empty_folder(engine: Engine, folder: Path) -> Iterator[Settings]:
    """Settings for a database that nothing has been done to."""
    folder.mkdir()
    with engine.settings(folder, empty=True) as chosen:
        yield Settings(**chosen)


def run(settings: Settings, statement: str) -> None:
    with closing(database_of(settings)) as database, database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def opened(settings: Settings, schema: MetaData = Base.metadata) -> closing[Database]:
    return closing(open_database(settings, schema))


def test_there_is_one_head_and_dated_names(config: Config) -> None:
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == 1
    known, head = known_revisions()
    assert known == {each.revision for each in scripts.walk_revisions()}
    assert head == scripts.get_current_head()
    names = [path.name for path in MIGRATIONS.glob("versions/*.py")]
    assert names
    assert all(re.fullmatch(r"\d{4}_\d\d_\d\d_\w+\.py", name) for name in names)


def test_all_migrations_make_what_is_made_of_an_empty_database(engine: Engine, tmp_path: Path, config: Config) -> None:
    with empty_folder(engine, tmp_path / "old") as old, empty_folder(engine, tmp_path / "new") as new:
        with closing(database_of(old)) as begun, begun.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.stamp(config, "base")  # as a program begins that has nothing but migrations
            connection.commit()
            assert inspect(connection).get_table_names() == ["alembic_version"]
        with opened(old) as migrated, opened(new) as made:
            with migrated.engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
                assert compare_metadata(context, Base.metadata) == []
            assert differences(migrated, made) == {}


def test_an_empty_database_is_made_without_a_migration_beside_what_others_keep(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)
    with empty_folder(engine, tmp_path / "new") as settings:
        run(settings, "CREATE TABLE garden (fern INTEGER)")
        with opened(settings) as made:
            assert tables(made) == {"garden", *Base.metadata.tables}


def test_tables_of_ours_without_a_version_are_left_alone_with_a_sentence(engine: Engine, tmp_path: Path) -> None:
    with empty_folder(engine, tmp_path / "half") as settings:
        run(settings, "CREATE TABLE move (fern INTEGER)")
        with pytest.raises(BrokenSetup, match="cannot be"):
            open_database(settings, Base.metadata)
        with closing(database_of(settings)) as left:
            assert tables(left) == {"move"}


def test_a_database_whose_making_fails_is_still_empty(engine: Engine, tmp_path: Path) -> None:
    broken = MetaData()
    Table("move", broken, Column("id", Integer))
    Table("task", broken, Column("move_id", ForeignKey("move.id")), CheckConstraint("no_such_column > 0"))
    with empty_folder(engine, tmp_path / "new") as settings:
        with pytest.raises(BrokenSetup, match="cannot be"):
            open_database(settings, broken)
        with opened(settings) as made:
            assert tables(made) == {*Base.metadata.tables}


def counted(database: Database) -> dict[str, int]:
    """The number of rows of each table."""
    with database.engine.connect() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608  # its own names
            for name in inspect(connection).get_table_names()
            if name != "alembic_version"
        }


@pytest.mark.long
@pytest.mark.divided
def test_no_row_is_lost_on_the_way_down_to_nothing_and_up_again(database: Database, config: Config) -> None:
    plan_demo(database, now=NOON, email="olive@example.org")
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    scripts = scripts[: size("REVISIONS", 6, len(scripts))]
    full = counted(database)
    assert all(full[name] for name in ("move", "organizer", "helper", "task", "claim", "offer", "message", "happening"))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        for revision in scripts[1:]:
            before = counted(database)
            command.downgrade(config, revision)
            connection.commit()
            there = counted(database)
            assert {name: before[name] for name in there if name in before} == there, revision
        if WHOLE:
            command.downgrade(config, "base")
            connection.commit()
            assert counted(database) == {}
        for revision in reversed(scripts if WHOLE else scripts[:-1]):
            before = counted(database)
            command.upgrade(config, revision)
            connection.commit()
            there = counted(database)
            assert {name: there[name] for name in before if name in there} == before, revision
        assert counted(database).keys() == full.keys()
        if database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_draft_that_is_there_already_is_as_its_keeper_typed_it(database: Database, config: Config) -> None:
    company = Company(database)
    company.drafts(
        {"title": "Water the fern", "day": date(2026, 12, 4), "starts": time(9), "things": [{"name": "Fern"}]}
    )
    typed = select(Task.typed)
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        before = connection.scalars(typed).all()
        connection.commit()
        command.downgrade(config, "2026_11_27_claim_revision")
        command.upgrade(config, "head")
        connection.commit()
        assert connection.scalars(typed).all() == before


def test_whom_an_organizer_has_asked_before_is_trusted(database: Database, config: Config) -> None:
    olive = Olive(database)
    soup, hana, tom = olive.task("care", "Soup"), olive.helper("Hana"), olive.helper("Tom")
    olive.ask(soup, helper=hana)
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "2026_11_27_late")
        command.upgrade(config, "head")
        connection.commit()
        trusted = connection.execute(select(Helper.n, Helper.trusted).order_by(Helper.n)).all()
    assert [tuple(row) for row in trusted] == [(hana, True), (tom, None)]


def test_a_database_from_a_newer_version_is_left_alone_with_a_sentence(engine: Engine, tmp_path: Path) -> None:
    with engine.settings(tmp_path) as chosen:
        settings = Settings(**chosen)
        newer = database_of(settings)
        with newer.engine.connect() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2999_01_01'")
            connection.commit()
        newer.close()
        with pytest.raises(BrokenSetup, match="newer version"):
            open_database(settings, Base.metadata)


def test_a_file_that_is_no_database_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("This is a shopping list, and a long one at that. " * 100)
    with pytest.raises(BrokenSetup, match="cannot be opened"):
        open_database(Settings(data=tmp_path), Base.metadata)


def test_a_postgresql_that_is_away_ends_with_a_sentence_without_its_password(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    away = Settings(data=tmp_path, database_url=f"postgresql://olive:hush-hush@127.0.0.1:{port}/moves")
    with pytest.raises(BrokenSetup, match="MANYHANDS_DATABASE_URL") as said:
        open_database(away, Base.metadata)
    assert "hush-hush" not in str(said.value)


def test_several_may_start_at_once_on_an_empty_database_and_another_one_later(engine: Engine, tmp_path: Path) -> None:
    with engine.settings(tmp_path, empty=True) as chosen, ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _each: open_database(Settings(**chosen), Base.metadata), range(8)))
        begun = [tables(each) for each in opened]
        for each in opened:
            each.close()
        again = open_database(Settings(**chosen), Base.metadata)
        assert "move" in begun[0]
        assert all(each == tables(again) for each in begun)
        again.close()
