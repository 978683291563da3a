"""Reading: a fixed number of queries, one snapshot, and nothing that its audience may not see."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest
from sqlalchemy import event

from service.domain.models import Standing
from service.domain.reading.board import read_board, read_thanks, reading_as
from service.domain.reading.views import Audience
from service.domain.rules.offers import new_offer
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

SECRETS = ("Lindengasse 12", "hana@example.org", "0660 555", "olive@example.org", "I come with my brother")


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, from_address="Lindengasse 12", to_address="Lindengasse 12, door 13")


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SQL that is sent in the block, but for the beginnings of transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def fill(olive: Olive, rows: int) -> None:
    for number in range(rows):
        helper = olive.helper(f"Friend {number}", email="hana@example.org", phone="0660 555")
        olive.claim(olive.task(title=f"Books {number}", needed=3), helper, note="I come with my brother")
        with olive.change() as opened:
            new_offer(opened, {"name": f"Neighbour {number}"}, "Anything")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("audience", "queries"), [(Audience.PUBLIC, 6), (Audience.HELPER, 7), (Audience.ORGANIZER, 7)])
def test_a_board_takes_the_same_number_of_queries_for_any_number_of_rows(
    olive: Olive, rows: int, audience: Audience, queries: int
) -> None:
    fill(olive, rows)
    with statements(olive.database) as sent, reading_as(olive.database, olive.link) as session:
        read_board(session, olive.link.move_id, audience)
    assert len(sent) == queries


@pytest.mark.parametrize("rows", [1, 3])
def test_the_thank_you_list_too(olive: Olive, rows: int) -> None:
    fill(olive, rows)
    with statements(olive.database) as sent, reading_as(olive.database, olive.link) as session:
        read_thanks(session, olive.link.move_id, NOON)
    assert len(sent) == 9


def test_what_strangers_may_not_see_is_not_even_selected(olive: Olive) -> None:
    fill(olive, 2)
    with statements(olive.database) as sent, reading_as(olive.database, olive.signup) as session:
        board = read_board(session, olive.link.move_id, Audience.PUBLIC)
    assert not any(secret in repr(board) for secret in SECRETS)
    columns = " ".join(statement.split(" FROM ")[0] for statement in sent)
    assert not any(name in columns for name in ("address", "email", "phone"))


def test_a_helper_sees_the_addresses_but_not_what_others_wrote(olive: Olive) -> None:
    fill(olive, 2)
    me = olive.board().helpers[0].n
    board = olive.board(Audience.HELPER, me=me)
    assert board.move.start.address == "Lindengasse 12"
    assert "0660 555" not in repr(board)
    notes = {claim.helper.n: claim.note for task in board.tasks for claim in task.claims}
    assert [note for n, note in notes.items() if n != me] == [""]
    assert notes[me] == "I come with my brother"


def test_tasks_come_by_kind_then_by_time(olive: Olive) -> None:
    late, early, none = (
        olive.task("care", title, starts=starts) for title, starts in (("a", time(15)), ("b", time(9)), ("c", None))
    )
    boxes = olive.task()
    assert [task.n for task in olive.board().tasks] == [boxes, early, late, none]


def test_overlapping_tasks_of_one_helper_are_pointed_out(olive: Olive) -> None:
    hana = olive.helper()
    first = olive.task("care", "Lunch", starts=time(9), ends=time(11))
    second = olive.task("care", "Cat", starts=time(10), ends=time(12))
    after = olive.task("care", "Keys", starts=time(12), ends=time(13))
    for task in (first, second, after):
        olive.claim(task, hana)
    pairs = [(one.n, other.n) for one, other in olive.board().clashes_of(hana)]
    assert pairs == [(first, second)]


def test_standbys_are_counted_from_one_in_order(olive: Olive) -> None:
    lunch = olive.task("care")
    olive.claim(lunch, olive.helper())
    for name in ("Tom", "Wei"):
        olive.claim(lunch, olive.helper(name), standing=Standing.STANDBY)
    assert [(claim.helper.name, claim.position) for claim in olive.seen(lunch).standbys] == [("Tom", 1), ("Wei", 2)]
