"""A prepared statement does what SQLAlchemy does with it: the same rows, the same values, the same errors."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.domain.models import Helper, Move, Task, table
from service.storage.database import Database, Unavailable
from service.storage.prepared import Prepared
from tests.make import Olive

TASKS, HELPERS, MOVES = table(Task), table(Helper), table(Move)
OF_MOVE = select(TASKS).where(TASKS.c.move_id == bindparam("move"), TASKS.c.n >= 1).order_by(TASKS.c.n)
LATER = update(MOVES).where(MOVES.c.id == bindparam("of")).values(version=MOVES.c.version + 1).returning(*MOVES.c)


def both(database: Database, statement: Any, values: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Execute it straight, and as somebody listens."""
    prepared, heard = Prepared(statement), list[str]()

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    with database.writing() as session:
        straight = prepared.all(session.connection(), values)
        session.rollback()
        event.listen(database.engine, "before_cursor_execute", hear)
        usual = prepared.all(session.connection(), values)
        event.remove(database.engine, "before_cursor_execute", hear)
        session.rollback()
    assert heard
    return straight, usual


def test_rows_are_the_same_either_way(database: Database) -> None:
    olive = Olive(database, day=date(2026, 12, 5))
    olive.task("heavy_item", "Piano", needed=4, weight_kg=200.5, day=date(2026, 12, 6))
    olive.task("care", "Soup", bring="A ladle")
    for statement, values in ((OF_MOVE, {"move": olive.link.move_id}), (LATER, {"of": olive.link.move_id})):
        straight, usual = both(database, statement, values)
        assert straight
        assert [row._asdict() for row in straight] == [row._asdict() for row in usual]
    piano = Prepared(OF_MOVE)
    with database.reading() as session:
        assert piano.first(session.connection(), {"move": "nobody"}) is None
        assert piano.first(session.connection(), {"move": olive.link.move_id}).title == "Piano"


def test_values_go_in_as_they_come_out(database: Database) -> None:
    olive = Olive(database)
    hana = olive.helper("Hana")
    given = {"glad_at": datetime(2026, 12, 5, 18, tzinfo=UTC), "muted_kinds": ["word"], "late_on": date(2026, 12, 5)}
    key = (HELPERS.c.move_id == bindparam("move"), HELPERS.c.n == bindparam("its"))
    change = update(HELPERS).where(*key).values({name: bindparam(name) for name in given})
    whose = {"move": olive.link.move_id, "its": hana}
    with database.writing() as session:
        Prepared(change).run(session.connection(), {**whose, **given})
    with database.reading() as session:
        found = Prepared(select(*(HELPERS.c[name] for name in given)).where(*key)).first(session.connection(), whose)
    assert found._asdict() == given


def test_what_the_database_refuses_is_the_same_error(database: Database) -> None:
    olive = Olive(database)
    task = {column.name: None for column in TASKS.columns} | {"move_id": olive.link.move_id, "n": 9}
    with pytest.raises(IntegrityError), database.writing() as session:
        Prepared(insert(TASKS)).run(session.connection(), task)
    with database.reading() as session:
        assert len(Prepared(OF_MOVE).all(session.connection(), {"move": olive.link.move_id})) == 0


def test_a_database_that_goes_away_meanwhile_is_said_so(database: Database) -> None:
    if database.is_sqlite:
        return
    olive = Olive(database)

    def read_while_it_goes() -> None:
        with database.writing() as session:
            driver: Any = session.connection().connection.driver_connection
            driver.close()
            Prepared(OF_MOVE).all(session.connection(), {"move": olive.link.move_id})

    with pytest.raises(Unavailable):
        read_while_it_goes()
    with database.reading() as session:
        assert Prepared(OF_MOVE).all(session.connection(), {"move": olive.link.move_id}) == []


def test_a_statement_that_is_another_one_each_time_is_not_prepared(database: Database) -> None:
    one_of = Prepared(select(TASKS.c.n).where(TASKS.c.n.in_([1, 2])))
    with database.reading() as session, pytest.raises(ValueError, match="Cannot be prepared"):
        one_of.all(session.connection(), {})
