"""Tasks: what each kind needs, and promises that a change never breaks in silence."""

from datetime import time

import pytest
from sqlalchemy import event

from service.domain.core.refusals import Invalid, NotFound, UnsafeCrew
from service.domain.figures.effort import Share
from service.domain.models import Kind, Place, Role, Sort, Task, TaskFields, TaskState, Work, table
from service.domain.rules.tasks import add_tasks, change_task, change_tasks, drafted
from service.storage.database import Database
from tests.make import Olive


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database, same_building=True, from_floor=4, to_floor=3)


def test_each_kind_begins_with_what_it_needs(olive: Olive) -> None:
    seen = {kind: olive.seen(olive.task(kind, "Something")) for kind in Kind}
    assert (seen[Kind.BOX_LOAD].needed, seen[Kind.BOX_LOAD].work) == (1, Work.CARRY)
    assert (seen[Kind.CARE].needed, seen[Kind.CARE].sort) == (1, Sort.OTHER)
    assert (seen[Kind.TRIP].needed, seen[Kind.TRIP].crew) == (0, None)
    assert seen[Kind.HEAVY_ITEM].needed is None
    assert seen[Kind.HEAVY_ITEM].places == 2


def test_a_draft_has_the_defaults_that_a_written_task_has(olive: Olive) -> None:
    draft, written = drafted({"kind": Kind.CARE, "title": "Lunch"}), olive.task("care", "Lunch")
    with olive.database.reading() as session:
        row = session.get_one(Task, (olive.link.move_id, written))
        names = [column.name for column in table(Task).columns if column.name not in ("move_id", "n")]
        assert [getattr(draft, name) for name in names] == [getattr(row, name) for name in names]
    assert drafted({"kind": Kind.CARE, "title": "Soup"}).estimated is not draft.estimated


def test_what_a_kind_has_no_use_for_is_not_kept(olive: Olive) -> None:
    seen = olive.seen(olive.task("care", "Lunch", work=Work.PACK, sort=Sort.FOOD))
    assert (seen.work, seen.sort) == (None, Sort.FOOD)


def test_several_tasks_are_added_all_or_none(olive: Olive) -> None:
    good: TaskFields = {"kind": Kind.CARE, "title": "Lunch"}
    bad: TaskFields = {"kind": Kind.CARE, "title": "Tea", "starts": time(10), "ends": time(10)}
    with pytest.raises(Invalid), olive.change() as opened:
        add_tasks(opened, [good, bad])
    assert olive.board().tasks == []


def test_fewer_places_than_are_taken_are_refused_and_nobody_is_dropped(olive: Olive) -> None:
    books = olive.task(needed=12)
    olive.claim(books, olive.helper(), 6)
    with pytest.raises(Invalid) as wrong, olive.change() as opened:
        change_task(opened, books, {"needed": 5})
    assert [(fault.field, fault.code) for fault in wrong.value.faults] == [("needed", "below_taken")]
    assert (olive.seen(books).needed, olive.seen(books).taken) == (12, 6)


def test_another_kind_is_refused_while_claims_stand(olive: Olive) -> None:
    books = olive.task(needed=12)
    claim = olive.claim(books, olive.helper(), 6)
    with pytest.raises(Invalid), olive.change() as opened:
        change_task(opened, books, {"kind": Kind.TRIP})
    olive.release(claim)
    with olive.change() as opened:
        change_task(opened, books, {"kind": Kind.TRIP})
    assert olive.seen(books).kind is Kind.TRIP


def test_a_lighter_sofa_keeps_everybody_who_said_yes(olive: Olive) -> None:
    sofa = olive.task("heavy_item", "Sofa", weight_kg=72)
    olive.claim(sofa, olive.helper(), 4)
    with olive.change() as opened:
        change_task(opened, sofa, {"weight_kg": 30})
    seen = olive.seen(sofa)
    assert (seen.places, seen.taken, seen.left) == (2, 4, 0)


def test_a_heavy_thing_short_of_its_crew_does_not_get_under_way_unless_anyway(olive: Olive) -> None:
    sofa = olive.task("heavy_item", "Sofa", weight_kg=72)
    olive.claim(sofa, olive.helper(), 3)
    with pytest.raises(UnsafeCrew) as unsafe, olive.change() as opened:
        change_task(opened, sofa, {"state": TaskState.UNDER_WAY})
    assert (unsafe.value.people, unsafe.value.taken) == (4, 3)
    with olive.change() as opened:
        change_task(opened, sofa, {"state": TaskState.UNDER_WAY}, anyway=True)
    assert olive.seen(sofa).state is TaskState.UNDER_WAY


def test_the_organizers_own_crew_decides(olive: Olive) -> None:
    sofa = olive.task("heavy_item", "Sofa", weight_kg=72, needed=3)
    olive.claim(sofa, olive.helper(), 3)
    with olive.change() as opened:
        change_task(opened, sofa, {"state": TaskState.UNDER_WAY})
    assert olive.seen(sofa).left == 0


def test_another_kind_forgets_a_number_that_meant_something_else(olive: Olive) -> None:
    piano = olive.task("care", "Piano", needed=1)
    with olive.change() as opened:
        change_task(opened, piano, {"kind": Kind.HEAVY_ITEM, "needed": 1, "weight_kg": 80})
    assert olive.seen(piano).places == 4


def test_what_is_under_way_cannot_become_too_heavy_for_who_is_on_it(olive: Olive) -> None:
    sofa = olive.task("care", "Sofa", needed=2)
    with olive.change() as opened:
        change_task(opened, sofa, {"state": TaskState.UNDER_WAY})
    with pytest.raises(UnsafeCrew), olive.change() as opened:
        change_task(opened, sofa, {"kind": Kind.HEAVY_ITEM, "weight_kg": 90})


def test_the_same_again_is_no_change(olive: Olive) -> None:
    books = olive.task(needed=12)
    version = olive.version()
    with olive.change() as opened:
        change_task(opened, books, {"title": "Books", "needed": 12})
    assert olive.version() == version


def test_what_is_spoken_for_is_a_share_of_what_friends_are_asked_for(olive: Olive) -> None:
    first, second, kept, gone = (olive.task("care", title, needed=2, minutes=60) for title in "abcd")
    with olive.change() as opened:
        change_task(opened, kept, {"kept": True})
        change_task(opened, gone, {"state": TaskState.CANCELLED})
    effort = olive.board().effort
    assert (effort.share, effort.total.high, effort.mine.high) == (Share.NOTHING, 360, 360)
    olive.claim(first, olive.helper())
    assert olive.board().effort.share is Share.LESS_THAN_HALF
    with olive.change() as opened:
        change_task(opened, second, {"state": TaskState.DONE})
    effort = olive.board().effort
    assert (effort.taken.high, effort.mine.high) == (180, 180)
    assert effort.share is Share.MORE_THAN_HALF
    olive.claim(first, olive.helper("Tom"))
    assert olive.board().effort.share is Share.ALL


def test_a_trip_is_spoken_for_by_its_driver(olive: Olive) -> None:
    trip = olive.task("trip", "Van", needed=3, minutes=60)
    driver, rider = olive.helper(), olive.helper("Tom")
    olive.drive(trip, driver)
    assert olive.board().effort.share is Share.ALL
    olive.claim(trip, rider, role=Role.RIDER)
    assert olive.board().effort.taken.high == 60


def test_several_tasks_are_written_at_once(olive: Olive) -> None:
    several = [olive.task("care", f"Lunch {n}", needed=1) for n in range(3)]
    flushes: list[object] = []
    with olive.change() as opened:
        event.listen(opened.session, "after_flush", lambda *_: flushes.append(1))
        change_tasks(opened, [*several, several[0]], {"starts": time(9), "place": Place.OLD})
        assert len(flushes) == 1
        assert [line["about"]["task"] for line in opened.lines if line["what"] == "task_changed"] == several
    assert {olive.seen(n).starts for n in several} == {time(9)}
    with pytest.raises(NotFound), olive.change() as opened:
        change_tasks(opened, [several[0], 99], {"starts": time(10)})
    assert olive.seen(several[0]).starts == time(9)
