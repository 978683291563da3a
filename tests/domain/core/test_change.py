"""The one door: versions without gaps, one effect for one intent, and nothing left behind by a refusal."""

import ast
from dataclasses import FrozenInstanceError, fields
from datetime import timedelta
from functools import partial
from pathlib import Path
from queue import Queue

import pytest

from service.domain.core.change import Change, change
from service.domain.core.events import Event
from service.domain.core.intents import Intent
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import KeyReused, NotFound, TaskFull
from service.domain.models import (
    READ_ONLY,
    Kind,
    MoveState,
    NotThisTime,
    ReadOnly,
    ReadOnlyClaim,
    ReadOnlyHelper,
    ReadOnlyTask,
    Standing,
)
from service.domain.reading.history import read_history
from service.domain.rules.asks import say_not_this_time
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import add_helper, change_helper
from service.domain.rules.moves import change_move, plan_move, rotate_signup
from service.domain.rules.tasks import add_tasks
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

KEY = "a key of sixteen letters or more"


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def test_every_change_is_one_version_and_at_least_one_line_of_history(olive: Olive) -> None:
    lunch = olive.task("care")
    hana = olive.helper()
    olive.release(olive.claim(lunch, hana))
    with olive.change() as opened:
        change_move(opened, {"title": "Two floors down", "state": MoveState.CLOSED})
    with olive.database.reading() as session:
        lines = [(line.version, line.what) for line in read_history(session, olive.link.move_id)]
    assert lines == [
        (1, Event.MOVE_PLANNED),
        (2, Event.TASK_ADDED),
        (3, Event.HELPER_ADDED),
        (4, Event.CLAIMED),
        (5, Event.RELEASED),
        (6, Event.MOVE_CHANGED),
    ]
    assert olive.version() == 6


def test_a_refusal_leaves_nothing_behind(olive: Olive) -> None:
    books = olive.task(needed=1)
    version = olive.version()
    with pytest.raises(TaskFull), olive.change(olive.signup) as opened:
        claim_task(opened, books, add_helper(opened, {"name": "Hana"}), Wish(quantity=2))
    assert olive.version() == version
    assert olive.board().helpers == []


def heard(database: Database) -> Queue[tuple[str, int]]:
    announced: Queue[tuple[str, int]] = Queue()
    database.subscribe(lambda move_id, version: announced.put((move_id, version)))
    return announced


def test_a_change_that_changes_nothing_has_no_version_and_is_not_announced(olive: Olive) -> None:
    announced = heard(olive.database)
    with olive.change() as opened:
        change_move(opened, {"title": "One floor down"})
        assert opened.version == 1
    assert olive.version() == 1
    olive.task()
    assert announced.get(timeout=5) == (olive.link.move_id, 2)


def test_what_is_written_quietly_is_kept_and_no_news(olive: Olive) -> None:
    ask = olive.ask(olive.task("care"))
    version, announced = olive.version(), heard(olive.database)
    with olive.change() as opened:
        say_not_this_time(opened, ask)
        assert opened.version == version
    assert olive.version() == version
    with olive.database.reading() as session:
        assert session.get(NotThisTime, (olive.link.move_id, ask)) is not None
        assert len(read_history(session, olive.link.move_id)) == version + 1
    olive.task()
    assert announced.get(timeout=5) == (olive.link.move_id, version + 1)


def test_an_announcement_comes_after_the_commit(olive: Olive) -> None:
    seen: Queue[int] = Queue()
    olive.database.subscribe(lambda _move_id, _version: seen.put(len(olive.board().tasks)))
    olive.task()
    assert seen.get(timeout=5) == 1


def test_a_listener_that_fails_does_not_make_a_change_look_undone(olive: Olive) -> None:
    def fails(_move_id: str, _version: int) -> None:
        raise ValueError

    olive.database.subscribe(fails)
    announced = heard(olive.database)
    books = olive.task()
    assert announced.get(timeout=5) == (olive.link.move_id, 2)
    assert olive.seen(books).title == "Books"


def test_the_same_intent_has_one_effect_and_the_same_answer(olive: Olive) -> None:
    def add() -> list[int]:
        with change(olive.database, olive.link, now=NOON, intent=Intent(KEY, "print")) as opened:
            return opened.once(lambda: add_tasks(opened, [{"kind": Kind.CARE, "title": "Lunch"}]))

    first = add()
    version = olive.version()
    assert add() == first
    assert (len(olive.board().tasks), olive.version()) == (1, version)


def test_the_same_key_with_another_request_is_refused(olive: Olive) -> None:
    for fingerprint in ("one", "other"):
        with change(olive.database, olive.link, now=NOON, intent=Intent(KEY, fingerprint)) as opened:
            if fingerprint == "other":
                with pytest.raises(KeyReused):
                    opened.once(lambda: opened.note(Event.MOVE_CHANGED))
            else:
                opened.once(lambda: opened.note(Event.MOVE_CHANGED))


def noted(opened: Change, n: int) -> list[int]:
    opened.note(Event.MOVE_CHANGED)
    return [n]


def test_a_key_belongs_to_its_link(olive: Olive) -> None:
    hana, tom = olive.helper(), olive.helper("Tom")
    for n in (hana, tom):
        mine = Link(olive.link.move_id, Grants.HELPER, n, 1)
        with change(olive.database, mine, now=NOON, intent=Intent(KEY, "print")) as opened:
            assert opened.once(partial(noted, opened, n)) == [n]


def test_an_intent_made_from_fields_lapses_and_ends_with_what_it_made(olive: Olive) -> None:
    intent = Intent(KEY, KEY, lives=timedelta(minutes=10))
    stands = [True]

    def made(after: timedelta) -> list[int]:
        with change(olive.database, olive.signup, now=NOON + after, intent=intent) as opened:
            return opened.once(lambda: [add_helper(opened, {"name": "Hana"})], still_valid=lambda _made: stands[0])

    first = made(timedelta())
    assert made(timedelta(minutes=9)) == first
    second = made(timedelta(minutes=10))
    assert second != first
    stands[0] = False
    assert made(timedelta(minutes=11)) not in (first, second)


def test_planning_twice_with_one_key_is_one_move_for_a_day(database: Database) -> None:
    def plan(after: timedelta) -> Link:
        return plan_move(
            database,
            {"title": "One floor down", "zone": "Europe/Vienna"},
            {"name": "Olive"},
            now=NOON + after,
            intent=Intent(KEY, "print"),
        )

    first = plan(timedelta())
    assert plan(timedelta(hours=23)) == first
    assert plan(timedelta(hours=48)) != first


def test_a_revoked_link_changes_nothing_even_if_it_was_read_before(olive: Olive) -> None:
    with olive.change() as opened:
        rotate_signup(opened)
    with pytest.raises(NotFound), olive.change(olive.signup) as opened:
        add_helper(opened, {"name": "Hana"})
    assert olive.board().helpers == []


def test_erasing_takes_everything_along(olive: Olive) -> None:
    lunch = olive.task("care")
    olive.claim(lunch, olive.helper())
    ask = olive.ask(lunch)
    with olive.change() as opened:
        say_not_this_time(opened, ask)
    with olive.change() as opened:
        opened.erase()
    with olive.database.reading() as session:
        for table in ("move", "organizer", "task", "helper", "claim", "ask", "not_this_time", "happening", "intent"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0  # noqa: S608


def test_only_the_door_opens_a_write_transaction_and_what_belongs_to_no_move() -> None:
    users = [
        path.name
        for path in Path("service").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("writing", "transaction")
    ]
    of_no_move = {"counters.py", "traces.py", "backup.py", "restore.py", "mailboxes.py"}
    of_the_outbox = {"outbox.py", "resend.py"}
    of_moves = {"change.py", "creating.py", "sessions.py", "tellings.py"}
    assert set(users) == of_moves | of_no_move | of_the_outbox | {"database.py"}


@pytest.mark.parametrize("of", READ_ONLY, ids=lambda of: of.__name__)
@pytest.mark.one_database
def test_a_row_to_read_from_refuses_writes_and_is_as_the_table_says(olive: Olive, of: type[ReadOnly]) -> None:
    lunch, hana = olive.task("care"), olive.helper()
    claim = olive.claim(lunch, hana)
    numbers: dict[type[ReadOnly], int] = {ReadOnlyTask: lunch, ReadOnlyHelper: hana, ReadOnlyClaim: claim}
    n = numbers[of]
    with olive.change() as opened:
        read, row = opened.read(of, n), opened.get(of.model, n)
        with pytest.raises(FrozenInstanceError):
            read.n = 7
        assert {each.name: getattr(read, each.name) for each in fields(read)} == {
            each.name: getattr(row, each.name) for each in fields(read)
        }
        with pytest.raises(NotFound):
            opened.read(of, 999)


def test_a_row_that_was_inserted_is_read_as_it_is_by_now(olive: Olive) -> None:
    books, tom = olive.task(needed=3), olive.helper("Tom")
    firm = olive.claim(books, tom, 3)
    with olive.change() as opened:
        hana = add_helper(opened, {"name": "Hana"})
        assert opened.read(ReadOnlyHelper, hana).name == "Hana"
        change_helper(opened, hana, {"name": "Hana K."})
        assert opened.read(ReadOnlyHelper, hana).name == "Hana K."
        standby = claim_task(opened, books, hana, Wish(quantity=2, standing=Standing.STANDBY))
        assert opened.read(ReadOnlyClaim, standby).standing is Standing.STANDBY
        release(opened, firm)
        assert opened.read(ReadOnlyClaim, standby).standing is Standing.FIRM
        assert opened.read(ReadOnlyClaim, firm).released_at == NOON
