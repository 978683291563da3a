"""Claims: nothing over, nothing in part, and places that go on to those who stand by."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Invalid, MoveClosed, NotFound, TaskCancelled, TaskFull
from service.domain.figures.capacity import Cover
from service.domain.models import Claim, MoveState, Role, Standing, TaskState
from service.domain.reading.views import Audience
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.helpers import add_helper, forget_helper
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task, delete_task
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def test_boxes_add_up_until_every_one_is_spoken_for(olive: Olive) -> None:
    books, hana, tom = olive.task(needed=12), olive.helper(), olive.helper("Tom")
    assert olive.seen(books).cover is Cover.OPEN
    olive.claim(books, hana, 6)
    seen = olive.seen(books)
    assert (seen.taken, seen.left, seen.cover) == (6, 6, Cover.PARTLY)
    olive.claim(books, tom, 6)
    seen = olive.seen(books)
    assert (seen.taken, seen.left, seen.cover) == (12, 0, Cover.COVERED)


def test_more_than_is_left_takes_nothing_in_part(olive: Olive) -> None:
    books, hana = olive.task(needed=4), olive.helper()
    version = olive.version()
    with pytest.raises(TaskFull) as full:
        olive.claim(books, hana, 5)
    assert full.value.left == 4
    assert olive.seen(books).claims == []
    assert olive.version() == version


def test_the_same_helper_on_the_same_task_sets_the_quantity(olive: Olive) -> None:
    books, hana = olive.task(needed=10), olive.helper()
    first = olive.claim(books, hana, 6)
    assert olive.claim(books, hana, 10) == first
    assert [(claim.n, claim.quantity) for claim in olive.seen(books).claims] == [(first, 10)]


def test_the_same_claim_again_changes_nothing(olive: Olive) -> None:
    books, hana = olive.task(needed=10), olive.helper()
    olive.claim(books, hana, 6)
    version = olive.version()
    olive.claim(books, hana, 6)
    assert olive.version() == version


def test_a_released_place_goes_to_the_first_standby_whose_whole_quantity_fits(olive: Olive) -> None:
    books = olive.task(needed=4)
    hana, tom, wei = (olive.helper(name) for name in ("Hana", "Tom", "Wei"))
    taken = olive.claim(books, hana, 3)
    olive.claim(books, olive.helper("Ida"), 1)
    too_much = olive.stand_by(books, tom, 4)
    fits = olive.stand_by(books, wei, 2)
    olive.release(taken)
    assert olive.standing(too_much) is Standing.STANDBY
    assert olive.standing(fits) is Standing.FIRM
    assert (olive.seen(books).taken, olive.seen(books).left) == (3, 1)


def test_standing_by_where_there_is_room_is_a_firm_claim(olive: Olive) -> None:
    claim = olive.stand_by(olive.task(needed=2), olive.helper(), 2)
    assert olive.standing(claim) is Standing.FIRM


def test_who_gives_a_place_back_and_stands_by_again_waits_behind_the_others(olive: Olive) -> None:
    lunch = olive.task("care", needed=1)
    hana, tom, wei = (olive.helper(name) for name in ("Hana", "Tom", "Wei"))
    first = olive.claim(lunch, hana)
    second = olive.stand_by(lunch, tom, now=NOON + timedelta(minutes=1))
    third = olive.stand_by(lunch, wei, now=NOON + timedelta(minutes=2))
    olive.release(first)
    again = olive.stand_by(lunch, hana, now=NOON + timedelta(minutes=3))
    assert [claim.helper.name for claim in olive.seen(lunch).standbys] == ["Wei", "Hana"]
    olive.release(second)
    assert olive.standing(third) is Standing.FIRM
    assert olive.standing(again) is Standing.STANDBY


def test_taking_fewer_lets_the_next_step_up(olive: Olive) -> None:
    books, hana, tom = olive.task(needed=6), olive.helper(), olive.helper("Tom")
    olive.claim(books, hana, 6)
    waiting = olive.stand_by(books, tom, 2)
    olive.claim(books, hana, 4)
    assert olive.standing(waiting) is Standing.FIRM


def test_more_places_let_the_next_step_up(olive: Olive) -> None:
    lunch, hana, tom = olive.task("care", needed=1), olive.helper(), olive.helper("Tom")
    olive.claim(lunch, hana)
    waiting = olive.stand_by(lunch, tom)
    with olive.change() as opened:
        change_task(opened, lunch, {"needed": 2})
    assert olive.standing(waiting) is Standing.FIRM


def test_more_stairs_let_the_next_step_up_on_a_heavy_thing(olive: Olive) -> None:
    sofa = olive.task("heavy_item", "Sofa", weight_kg=60)
    for name in ("Hana", "Tom", "Wei"):
        olive.claim(sofa, olive.helper(name))
    waiting = olive.stand_by(sofa, olive.helper("Ida"))
    with olive.change() as opened:
        change_move(opened, {"from_floor": 2})
    assert olive.standing(waiting) is Standing.FIRM


def test_the_quiet_reserve_takes_no_place_and_only_organizers_and_the_helper_see_it(olive: Olive) -> None:
    lunch, hana = olive.task("care", needed=1), olive.helper()
    olive.claim(lunch, hana, standing=Standing.IF_NEEDED)
    assert olive.seen(lunch).left == 1
    assert len(olive.seen(lunch).reserve) == 1
    assert olive.board(Audience.PUBLIC).task(lunch).claims == []
    assert olive.board(Audience.HELPER, me=hana).task(lunch).claims[0].helper.n == hana


def test_a_trip_is_covered_by_one_driver_and_counts_only_the_seats_beside(olive: Olive) -> None:
    trip, tom, hana, wei = olive.task("trip", needed=1), *(olive.helper(name) for name in ("Tom", "Hana", "Wei"))
    olive.claim(trip, hana)
    assert olive.seen(trip).cover is Cover.PARTLY
    olive.drive(trip, tom)
    seen = olive.seen(trip)
    assert (seen.cover, seen.taken, seen.left) == (Cover.COVERED, 1, 0)
    with pytest.raises(TaskFull) as second_driver:
        olive.drive(trip, wei)
    assert second_driver.value.left == 0
    with pytest.raises(TaskFull):
        olive.claim(trip, wei)


def test_the_next_driver_steps_up_when_the_first_gives_the_wheel_back(olive: Olive) -> None:
    trip, tom, wei = olive.task("trip"), olive.helper("Tom"), olive.helper("Wei")
    first = olive.drive(trip, tom)
    second = olive.claim(trip, wei, role=Role.DRIVER, vehicle_kind="estate", standing=Standing.STANDBY)
    olive.release(first)
    driver = olive.seen(trip).driver
    assert driver is not None
    assert driver.n == second


def test_a_driver_without_a_vehicle_is_told_what_is_missing(olive: Olive) -> None:
    with pytest.raises(Invalid) as wrong:
        olive.claim(olive.task("trip"), olive.helper(), 2, role=Role.DRIVER)
    assert [(fault.field, fault.code) for fault in wrong.value.faults] == [
        ("vehicle", "missing"),
        ("quantity", "one_driver"),
    ]


def test_a_heavy_thing_is_full_at_its_crew(olive: Olive) -> None:
    sofa = olive.task("heavy_item", "Sofa", weight_kg=42)
    olive.claim(sofa, olive.helper(), 2)
    with pytest.raises(TaskFull):
        olive.claim(sofa, olive.helper("Tom"))


def test_cancelled_kept_and_done_tasks_take_no_claims_from_friends(olive: Olive) -> None:
    hana = olive.helper()
    me = Link(olive.link.move_id, Grants.HELPER, hana, 1)
    expected = {"cancelled": TaskCancelled, "kept": NotFound, "done": TaskFull}
    for state, refusal in expected.items():
        lunch = olive.task("care")
        with olive.change() as opened:
            change_task(opened, lunch, {"kept": True} if state == "kept" else {"state": TaskState(state)})
        with pytest.raises(refusal), olive.change(me) as opened:
            claim_task(opened, lunch, hana, Wish())


def test_a_move_that_is_called_off_or_closed_takes_no_claims_but_lets_people_go(olive: Olive) -> None:
    lunch, hana, tom = olive.task("care"), olive.helper(), olive.helper("Tom")
    claim = olive.claim(lunch, hana)
    waiting = olive.stand_by(lunch, tom)
    for state in (MoveState.CALLED_OFF, MoveState.CLOSED):
        with olive.change() as opened:
            change_move(opened, {"state": state})
        with pytest.raises(MoveClosed) as closed:
            olive.claim(lunch, hana)
        assert closed.value.state is state
    olive.release(claim)
    assert olive.standing(waiting) is Standing.STANDBY
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.OPEN})
    assert olive.standing(waiting) is Standing.FIRM


def test_releasing_twice_is_one_release(olive: Olive) -> None:
    claim = olive.claim(olive.task("care"), olive.helper())
    olive.release(claim)
    version = olive.version()
    olive.release(claim)
    assert olive.version() == version


def test_nobody_releases_another_helpers_claim(olive: Olive, database: Database) -> None:
    claim = olive.claim(olive.task("care"), olive.helper())
    tom = Link(olive.link.move_id, Grants.HELPER, olive.helper("Tom"), 1)
    mallory = Olive(database)
    for stranger in (tom, olive.signup, mallory.link):
        with pytest.raises(NotFound), change(database, stranger, now=NOON) as opened:
            release(opened, claim)
    assert olive.standing(claim) is Standing.FIRM


def test_deleting_a_task_keeps_who_said_yes(olive: Olive) -> None:
    lunch, hana = olive.task("care"), olive.helper()
    olive.claim(lunch, hana)
    untouched = olive.task("care", "A slip of the pen")
    with olive.change() as opened:
        delete_task(opened, lunch)
        delete_task(opened, untouched)
    assert [task.n for task in olive.board().tasks] == [lunch]
    assert [claim.helper.n for claim in olive.seen(lunch).claims] == [hana]
    assert [task.n for task in olive.board(Audience.PUBLIC).tasks] == []
    assert [task.n for task in olive.board(Audience.HELPER, me=hana).tasks] == [lunch]


def test_forgetting_a_helper_blanks_them_gives_places_back_and_ends_their_link(olive: Olive) -> None:
    lunch, hana, tom = olive.task("care"), olive.helper(email="h@example.org"), olive.helper("Tom")
    olive.claim(lunch, hana, note="I come at nine")
    waiting = olive.stand_by(lunch, tom)
    with olive.change() as opened:
        forget_helper(opened, hana)
    assert olive.standing(waiting) is Standing.FIRM
    assert [helper.name for helper in olive.board().helpers] == ["Tom"]
    with pytest.raises(NotFound), olive.change(Link(olive.link.move_id, Grants.HELPER, hana, 1)):
        pass
    assert olive.helper("Ida") not in (hana, tom)


@pytest.mark.every_database  # races are decided by the database
def test_two_hundred_threads_for_three_places_end_in_exactly_three(olive: Olive) -> None:
    lunch = olive.task("care", needed=3)
    barrier = threading.Barrier(20)

    def take(number: int) -> int | None:
        if number < 20:
            barrier.wait()
        try:
            with olive.change(olive.signup) as opened:
                claim_task(opened, lunch, add_helper(opened, {"name": f"Friend {number}"}), Wish())
        except TaskFull as full:
            return full.left
        return None

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(take, range(200)))
    assert (answers.count(None), answers.count(0)) == (3, 197)
    assert olive.seen(lunch).taken == 3
    assert len(olive.board().helpers) == 3


@pytest.mark.every_database
def test_the_database_itself_holds_one_standing_claim_a_person_and_one_driver_a_trip(olive: Olive) -> None:
    trip, tom, wei = olive.task("trip", needed=3), olive.helper("Tom"), olive.helper("Wei")
    olive.drive(trip, tom)
    row = {
        "move_id": olive.link.move_id,
        "n": 900,
        "task_n": trip,
        "helper_n": wei,
        "quantity": 1,
        "standing": Standing.FIRM,
        "role": Role.DRIVER,
        "vehicle_kind": "van",
        "note": "",
        "since": 1,
        "claimed_at": NOON,
    }
    outside = {"task_n": 901}
    for wrong in ({}, {"helper_n": tom, "role": None}, {"role": None, "quantity": 0}, {"role": None} | outside):
        with pytest.raises(IntegrityError), olive.database.writing() as session:
            session.execute(insert(Claim).values(row | wrong))
