"""Fewer places and who stays, and a place for somebody before it would be their turn."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, cast

import pytest

from service.domain.core.events import Event
from service.domain.core.refusals import Invalid, MoveClosed, NotFound, TaskFull, UnsafeCrew
from service.domain.figures.capacity import MAX_NEEDED
from service.domain.models import MoveState, Role, Standing, TaskFields, TaskState
from service.domain.reading.history import read_history
from service.domain.rules.moves import change_move
from service.domain.rules.places import give_place
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.hold.checker import check_history
from tests.make import Olive

FIRM, STANDBY = Standing.FIRM, Standing.STANDBY


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def standings(olive: Olive, task: int) -> dict[str, Standing]:
    seen = olive.seen(task)
    return {claim.helper.name: claim.standing for claim in [*seen.firm, *seen.standbys]}


def lower(olive: Olive, task: int, needed: int, stay: list[int], **more: Any) -> None:
    with olive.change() as opened:
        change_task(opened, task, cast(TaskFields, {"needed": needed, **more}), stay=stay)


def test_those_who_do_not_stay_stand_by_first_in_the_order_of_their_claims(olive: Olive) -> None:
    soup = olive.task("care", "Soup", needed=3)
    people = {name: olive.helper(name) for name in ("Hana", "Tom", "Ines", "Wei", "Kim")}
    for name in ("Hana", "Tom", "Ines"):
        olive.claim(soup, people[name])
    for name in ("Wei", "Kim"):
        olive.stand_by(soup, people[name])
    version = olive.version()
    lower(olive, soup, 1, [people["Ines"]])
    assert olive.version() == version + 1
    assert list(standings(olive, soup).items()) == [
        *[("Ines", FIRM), ("Hana", STANDBY), ("Tom", STANDBY), ("Wei", STANDBY), ("Kim", STANDBY)]
    ]
    with olive.database.reading() as session:
        lines = [line for line in read_history(session, olive.link.move_id) if line.version == version + 1]
    assert Event.STEPPED_UP not in {line.what for line in lines}
    olive.release(olive.seen(soup).firm[0].n)
    assert standings(olive, soup)["Hana"] is FIRM


def test_a_second_time_the_newest_who_lost_a_place_are_first_again(olive: Olive) -> None:
    soup = olive.task("care", "Soup", needed=3)
    hana, tom, ines = (olive.helper(name) for name in ("Hana", "Tom", "Ines"))
    for each in (hana, tom, ines):
        olive.claim(soup, each)
    lower(olive, soup, 2, [hana, tom])
    lower(olive, soup, 1, [hana])
    assert list(standings(olive, soup)) == ["Hana", "Tom", "Ines"]
    lower(olive, soup, 1, [hana])  # nothing new
    with olive.change() as opened:
        change_task(opened, soup, {"needed": 3})
    assert set(standings(olive, soup).values()) == {FIRM}


def test_where_there_is_room_for_more_than_those_who_stay_the_first_keep_their_places(olive: Olive) -> None:
    books = olive.task(needed=12)
    hana, tom, ines = (olive.helper(name) for name in ("Hana", "Tom", "Ines"))
    for each, quantity in ((hana, 6), (tom, 4), (ines, 2)):
        olive.claim(books, each, quantity)
    lower(olive, books, 8, [ines])
    assert standings(olive, books) == {"Hana": FIRM, "Ines": FIRM, "Tom": STANDBY}


def test_more_who_stay_than_places_and_who_is_not_on_it_are_refused(olive: Olive) -> None:
    soup = olive.task("care", "Soup", needed=2)
    hana, tom, wei = (olive.helper(name) for name in ("Hana", "Tom", "Wei"))
    olive.claim(soup, hana)
    olive.claim(soup, tom)
    olive.stand_by(soup, wei)
    version = olive.version()
    for stay, code in (([hana, tom], "more_names_than_places"), ([wei], "not_on_it"), ([99], "not_on_it")):
        with pytest.raises(Invalid) as wrong:
            lower(olive, soup, 1, stay)
        assert [(fault.field, fault.code) for fault in wrong.value.faults] == [("stay", code)]
    assert (olive.version(), olive.seen(soup).needed) == (version, 2)


def test_nobody_may_stay_and_a_driver_has_no_seat_to_lose(olive: Olive) -> None:
    van = olive.task("trip", "Van", needed=2)
    hana, tom = olive.helper(), olive.helper("Tom")
    olive.drive(van, hana)
    olive.claim(van, tom, role=Role.RIDER)
    lower(olive, van, 0, [hana])
    assert standings(olive, van) == {"Hana": FIRM, "Tom": STANDBY}


def test_fewer_places_of_a_crew_under_way_ask_whether_that_is_safe(olive: Olive) -> None:
    piano = olive.task("heavy_item", "Piano", needed=3)
    hana, pair = olive.helper(), olive.helper("The Nováks")
    olive.claim(piano, hana)
    olive.claim(piano, pair, 2)
    with olive.change() as opened:
        change_task(opened, piano, {"state": TaskState.UNDER_WAY})
    with pytest.raises(UnsafeCrew):
        lower(olive, piano, 2, [hana])
    with olive.change() as opened:
        change_task(opened, piano, {"needed": 2}, stay=[hana], anyway=True)
    assert standings(olive, piano) == {"Hana": FIRM, "The Nováks": STANDBY}


def test_a_standby_is_given_a_place_before_others_who_waited_longer(olive: Olive) -> None:
    soup = olive.task("care", "Soup", needed=1)
    first = olive.claim(soup, olive.helper())
    olive.stand_by(soup, olive.helper("Tom"))
    wei = olive.stand_by(soup, olive.helper("Wei"))
    with pytest.raises(TaskFull) as full, olive.change() as opened:
        give_place(opened, wei)
    assert full.value.left == 0
    with olive.change() as opened:
        give_place(opened, wei, anyway=True)
    assert standings(olive, soup) == {"Hana": FIRM, "Tom": STANDBY, "Wei": FIRM}
    assert olive.seen(soup).needed == 2
    version = olive.version()
    with olive.change() as opened:
        give_place(opened, wei, anyway=True)  # again: nothing new
    assert olive.version() == version
    olive.release(first)
    assert standings(olive, soup) == {"Tom": FIRM, "Wei": FIRM}


def test_a_place_is_given_where_there_is_room_and_whoever_fits_behind_steps_up(olive: Olive) -> None:
    books = olive.task(needed=10)
    olive.claim(books, olive.helper(), 8)
    large = olive.stand_by(books, olive.helper("Tom"), 4)
    reserve = olive.claim(books, olive.helper("Wei"), 2, standing=Standing.IF_NEEDED)
    with pytest.raises(TaskFull) as full, olive.change() as opened:
        give_place(opened, large)
    assert full.value.left == 2
    with olive.change() as opened:
        give_place(opened, reserve)
    assert olive.standing(reserve) is FIRM
    check_history(olive.database, olive.link.move_id)


def test_a_second_driver_is_never_given_a_place(olive: Olive) -> None:
    van = olive.task("trip", "Van", needed=1)
    olive.drive(van, olive.helper())
    other = olive.claim(van, olive.helper("Tom"), role=Role.DRIVER, vehicle_kind="car", standing=STANDBY)
    with pytest.raises(TaskFull) as full, olive.change() as opened:
        give_place(opened, other, anyway=True)
    assert full.value.left == 0


def test_no_crew_is_made_large_enough_for_what_nobody_may_lift(olive: Olive) -> None:
    piano = olive.task("heavy_item", "Piano", weight_kg=230)
    for number in range(4):
        olive.claim(piano, olive.helper(f"Friend {number}"))
    fifth = olive.stand_by(piano, olive.helper())
    with pytest.raises(TaskFull), olive.change() as opened:
        give_place(opened, fifth, anyway=True)
    assert olive.seen(piano).needed is None


def test_what_is_over_or_given_back_gives_no_place(olive: Olive) -> None:
    soup = olive.task("care", "Soup")
    olive.claim(soup, olive.helper())
    wei = olive.stand_by(soup, olive.helper("Wei"))
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.CLOSED})
    with pytest.raises(MoveClosed), olive.change() as opened:
        give_place(opened, wei)
    with olive.change() as opened:
        change_move(opened, {"state": MoveState.OPEN})
    olive.release(wei)
    for n in (wei, 99):
        with pytest.raises(NotFound), olive.change() as opened:
            give_place(opened, n)


@pytest.mark.every_database  # races are decided by the database
def test_places_that_are_given_and_taken_at_once_are_never_one_too_many(olive: Olive) -> None:
    soup = olive.task("care", "Soup", needed=2)
    people = [olive.helper(f"Friend {number}") for number in range(8)]
    made = [olive.stand_by(soup, each) for each in people]

    def give(n: int) -> None:
        with olive.change() as opened:
            give_place(opened, n, anyway=True)

    def keep(helper: int) -> None:
        with suppress(Invalid), olive.change() as opened:  # not on it yet
            change_task(opened, soup, {"needed": 2}, stay=[helper])

    with ThreadPoolExecutor(8) as everybody:
        went = [everybody.submit(give, n) for n in made] + [everybody.submit(keep, n) for n in people]
    for each in went:
        each.result()
    seen = olive.seen(soup)
    assert seen.taken == seen.places
    assert len(seen.firm) + len(seen.standbys) == len(people)


@pytest.mark.one_database
def test_no_place_is_added_beyond_what_a_task_may_need_at_all(olive: Olive) -> None:
    boxes = olive.task(needed=MAX_NEEDED)
    olive.claim(boxes, olive.helper(), MAX_NEEDED - 1)
    waits, last = olive.stand_by(boxes, olive.helper("Tom"), 2), olive.stand_by(boxes, olive.helper("Wei"), 1)
    assert (olive.standing(waits), olive.standing(last)) == (STANDBY, FIRM)
    with pytest.raises(TaskFull), olive.change() as opened:
        give_place(opened, waits, anyway=True)
    assert olive.seen(boxes).needed == MAX_NEEDED
