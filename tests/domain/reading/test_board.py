"""Reading: a fixed number of queries, one snapshot, and nothing that its audience may not see."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest
from sqlalchemy import event

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import NotFound
from service.domain.models import Helper, Kind, Standing
from service.domain.reading.board import read_board
from service.domain.reading.moves import read_move
from service.domain.reading.offers import read_offer, read_offers
from service.domain.reading.people import read_helpers, read_person
from service.domain.reading.snapshot import reading_as
from service.domain.reading.tasks import read_kind, read_tasks
from service.domain.reading.thanks import read_thanks
from service.domain.reading.views import Audience
from service.domain.rules.helpers import forget_helper
from service.domain.rules.offers import new_offer
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

BELL = "The bell says Moser"
SECRETS = (BELL, "Lindengasse 12", "hana@example.org", "0660 555", "olive@example.org", "I come with my brother")


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, from_address="Lindengasse 12", to_address="Lindengasse 12, door 13", from_arriving=BELL)


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
@pytest.mark.parametrize(("audience", "queries"), [(Audience.PUBLIC, 7), (Audience.HELPER, 8), (Audience.ORGANIZER, 8)])
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
    assert len(sent) == 10


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
    assert (board.move.start.address, board.move.start.arriving) == ("Lindengasse 12", BELL)
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


def test_one_task_is_read_as_the_board_shows_it(olive: Olive) -> None:
    fill(olive, 3)
    board = olive.board()
    with reading_as(olive.database, olive.link) as session:
        move = read_move(session, olive.link.move_id, Audience.ORGANIZER)
        seen = read_tasks(session, move, [task.n for task in reversed(board.tasks)], Audience.ORGANIZER)
        one = read_tasks(session, move, [board.tasks[1].n], Audience.ORGANIZER)
    assert seen == list(reversed(board.tasks))
    assert one == [board.tasks[1]]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_task_takes_four_queries_for_any_number_of_rows(olive: Olive, rows: int) -> None:
    fill(olive, rows)
    with reading_as(olive.database, olive.link) as session:
        move = read_move(session, olive.link.move_id, Audience.ORGANIZER)
        n = olive.board().tasks[0].n
        with statements(olive.database) as sent:
            read_tasks(session, move, [n], Audience.ORGANIZER)
    assert len(sent) == 4


def test_one_task_holds_the_people_of_that_task_only(olive: Olive) -> None:
    fill(olive, 3)
    task = olive.board().tasks[0]
    with reading_as(olive.database, olive.link) as session:
        helpers = read_helpers(
            session, olive.link.move_id, Audience.ORGANIZER, among=Helper.n == task.claims[0].helper.n
        )
    assert list(helpers.values()) == [task.claims[0].helper]


def test_one_task_shows_strangers_no_more_than_the_board_does(olive: Olive) -> None:
    lunch = olive.task("care", "Lunch", needed=2)
    olive.claim(lunch, olive.helper(email="hana@example.org"), note="I come with my brother")
    olive.claim(lunch, olive.helper("Tom"), standing=Standing.IF_NEEDED)
    with statements(olive.database) as sent, reading_as(olive.database, olive.signup) as session:
        move = read_move(session, olive.link.move_id, Audience.PUBLIC)
        [task] = read_tasks(session, move, [lunch], Audience.PUBLIC)
    assert [claim.helper.name for claim in task.claims] == ["Hana"]
    assert not any(secret in repr((move, task)) for secret in SECRETS)
    columns = " ".join(statement.split(" FROM ")[0] for statement in sent)
    assert not any(name in columns for name in ("address", "email", "phone"))


def test_a_task_that_is_not_there_or_not_for_this_audience_is_not_found(olive: Olive) -> None:
    shown, kept = olive.task(), olive.task(kept=True)
    with reading_as(olive.database, olive.link) as session:
        move = read_move(session, olive.link.move_id, Audience.ORGANIZER)
        assert read_tasks(session, move, [kept], Audience.ORGANIZER)[0].kept
        for n, audience in ((kept, Audience.PUBLIC), (kept, Audience.HELPER), (999, Audience.ORGANIZER)):
            with pytest.raises(NotFound):
                read_tasks(session, move, [shown, n], audience)


def test_the_kind_of_a_task_is_read_alone(olive: Olive) -> None:
    boxes, trip = olive.task(), olive.task("trip", "To the new place")
    with reading_as(olive.database, olive.link) as session, statements(olive.database) as sent:
        assert [read_kind(session, olive.link.move_id, n) for n in (boxes, trip, 999)] == [
            Kind.BOX_LOAD,
            Kind.TRIP,
            None,
        ]
    assert len(sent) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_one_offer_takes_one_query_and_is_what_the_board_shows(olive: Olive, rows: int) -> None:
    fill(olive, rows)
    board = olive.board()
    n = board.offers[-1].n
    with reading_as(olive.database, olive.link) as session, statements(olive.database) as sent:
        offer = read_offer(session, olive.link.move_id, n)
    assert len(sent) == 1
    assert offer == board.offer(n)


def test_a_helper_reads_their_own_offers_and_strangers_none(olive: Olive) -> None:
    fill(olive, 2)
    first, second = olive.board().offers
    with reading_as(olive.database, olive.link) as session:
        mine = read_offers(session, olive.link.move_id, Audience.HELPER, me=first.helper.n)
        assert read_offers(session, olive.link.move_id, Audience.PUBLIC) == []
        assert read_offers(session, olive.link.move_id, Audience.HELPER) == []
        with pytest.raises(NotFound):
            read_offer(session, olive.link.move_id, second.n + 1)
    assert [offer.n for offer in mine] == [first.n]


def test_the_offer_of_a_forgotten_helper_is_not_found(olive: Olive) -> None:
    fill(olive, 1)
    [offer] = olive.board().offers
    with olive.change() as opened:
        forget_helper(opened, offer.helper.n)
    with reading_as(olive.database, olive.link) as session, pytest.raises(NotFound):
        read_offer(session, olive.link.move_id, offer.n)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_person_behind_a_link_takes_one_query(olive: Olive, rows: int) -> None:
    fill(olive, rows)
    board = olive.board()
    hana = board.helpers[0]
    own = Link(olive.link.move_id, Grants.HELPER, hana.n, hana.epoch)
    for link, person in ((own, hana), (olive.link, board.move.organizer)):
        with reading_as(olive.database, link) as session, statements(olive.database) as sent:
            assert read_person(session, link) == person
        assert len(sent) == 1
