"""Handing on: a place stays with its holder until the friend whom they asked says yes, and then moves in one step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service.domain.core.events import Event
from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Invalid, MoveClosed, NotFound, Refusal, TaskCancelled, TaskFull, TooLate
from service.domain.models import AskState, Merging, MoveState, Role, Standing, Task, TaskState
from service.domain.reading.asks import read_ask, read_unread_noes
from service.domain.reading.handing_on import read_parted
from service.domain.reading.history import read_history
from service.domain.rules import asks, claims, handing_on, merging, undo_own
from service.domain.rules.claims import Wish
from service.domain.rules.helpers import forget_helper
from service.domain.rules.moves import change_move
from service.domain.rules.places import keep_only
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive


class Handing(Olive):
    """Hana has four of eight boxes and hands them on to Amina; Tom stands by for the rest of them and more."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.books = self.task(needed=4)
        self.hana, self.tom = self.helper(), self.helper("Tom")
        self.has = self.claim(self.books, self.hana, 4)
        self.waits = self.stand_by(self.books, self.tom)

    def own(self, helper: int) -> Link:
        return Link(self.link.move_id, Grants.HELPER, helper, 1)

    def does(self, by: Link | None, act: Callable[..., Any], *given: Any, later: int = 0, **named: Any) -> Any:
        with self.change(by, NOON + timedelta(minutes=later)) as change:
            return act(change, *given, **named)

    def hand_on(self, claim: int = 0, name: str = "Amina", by: int = 0) -> int:
        return int(self.does(self.own(by or self.hana), handing_on.hand_on, claim or self.has, name, spoken="en-GB"))

    def yes(self, ask: int, task: int = 0, **wish: Any) -> int:
        return int(self.does(self.asked(ask), asks.say_yes, ask, task or self.books, Wish(**wish)))

    def asked(self, ask: int) -> Link:
        return Link(self.link.move_id, Grants.ASK, ask, 1)

    def on(self, task: int = 0) -> dict[str, tuple[int, str]]:
        """Return who is on a task, with how much and how."""
        its = self.seen(task or self.books).claims
        return {claim.helper.name: (claim.quantity, claim.standing.value) for claim in its}

    def state(self, ask: int) -> AskState:
        with self.database.reading() as session:
            return read_ask(session, self.link.move_id, ask, NOON).ask.state

    def told(self) -> tuple[list[bool], int]:
        """Return whether Hana is told of a no, for all that she hands on, and how many organizers are told of."""
        with self.database.reading() as session:
            pending = read_parted(session, self.board(), self.hana, NOON).pending
            noes = read_unread_noes(session, self.link.move_id, self.link.n, NOON)
        return [each.said_no for each in pending.values()], len(noes)


@pytest.fixture
def olive(database: Database) -> Handing:
    return Handing(database)


def test_the_place_stays_until_the_friend_says_yes_and_moves_past_those_who_stand_by(olive: Handing) -> None:
    ask = olive.hand_on()
    assert olive.on() == {"Hana": (4, "firm"), "Tom": (1, "standby")}

    olive.yes(ask)

    assert olive.on() == {"Amina": (4, "firm"), "Tom": (1, "standby")}
    assert olive.state(ask) is AskState.YES
    with olive.database.reading() as session:
        lines = read_history(session, olive.link.move_id)
        parted = read_parted(session, olive.board(), olive.hana, NOON)
    assert [line.what for line in lines[-4:]] == [Event.HELPER_ADDED, Event.ASKED, Event.CLAIMED, Event.HANDED_ON]
    assert (parted.pending, [(each.task.n, each.name) for each in parted.taken_over]) == ({}, [(olive.books, "Amina")])
    assert [entry.helper.name for entry in olive.thanks().entries] == ["Tom", "Amina"]


def test_the_same_yes_again_changes_nothing(olive: Handing) -> None:
    ask = olive.hand_on()
    first = olive.yes(ask)
    version = olive.version()
    assert olive.yes(ask) == first
    assert (olive.version(), olive.on()["Amina"]) == (version, (4, "firm"))


@pytest.mark.parametrize("organizer", [False, True])
def test_a_place_given_back_before_is_asked_for_like_any_other(olive: Handing, organizer: bool) -> None:
    ask = olive.hand_on()
    olive.does(olive.link if organizer else olive.own(olive.hana), claims.release, olive.has)
    assert olive.on() == {"Tom": (1, "firm")}
    olive.yes(ask, quantity=2)
    assert olive.on() == {"Tom": (1, "firm"), "Amina": (2, "firm")}
    with pytest.raises(TaskFull):
        olive.yes(ask, quantity=4)


def test_who_has_no_firm_place_any_more_has_none_to_hand_on(olive: Handing) -> None:
    ask = olive.hand_on()
    with olive.change() as change:
        keep_only(change, change.get(Task, olive.books), [])
        claims.release(change, olive.waits)
        change_task(change, olive.books, {"needed": 1}, stay=[])
    assert olive.on() == {"Hana": (4, "standby")}
    olive.yes(ask)
    assert olive.on() == {"Hana": (4, "standby"), "Amina": (1, "firm")}


@pytest.mark.parametrize(
    ("before", "no"),
    [
        (lambda olive: olive.release(olive.has), NotFound),
        (lambda olive: olive.does(None, change_task, olive.books, {"state": TaskState.CANCELLED}), TaskCancelled),
        (lambda olive: olive.does(None, change_task, olive.books, {"state": TaskState.DONE}), TaskFull),
        (lambda olive: olive.does(None, change_task, olive.books, {"kept": True}), Invalid),
        (lambda olive: olive.does(None, change_task, olive.books, {"only_for": [olive.tom]}), Invalid),
        (lambda olive: olive.does(None, change_move, {"state": MoveState.CALLED_OFF}), MoveClosed),
        (lambda olive: olive.hand_on(name="Zoe"), Invalid),
    ],
    ids=["given back", "cancelled", "done", "kept", "for few", "called off", "twice"],
)
def test_what_cannot_be_handed_on(olive: Handing, before: Callable[[Handing], Any], no: type[Refusal]) -> None:
    before(olive)
    with pytest.raises(no):
        olive.hand_on()


def test_nobody_hands_on_to_themselves_nor_what_they_stand_by_for_nor_what_is_somebody_elses(olive: Handing) -> None:
    with pytest.raises(Invalid):
        olive.hand_on(name=" hana ")
    with pytest.raises(Invalid):
        olive.hand_on(olive.waits, by=olive.tom)
    for act in (lambda: olive.hand_on(by=olive.tom), lambda: olive.does(None, handing_on.stop_handing_on, olive.has)):
        with pytest.raises(NotFound):
            act()


def test_a_no_is_told_once_to_the_friend_who_asked_and_to_nobody_else(olive: Handing) -> None:
    ask = olive.hand_on()
    version = olive.version()
    olive.does(olive.asked(ask), asks.say_not_this_time, ask)
    assert (olive.told(), olive.state(ask), olive.version()) == (([True], 0), AskState.ASKED, version)
    olive.does(olive.link, asks.note_not_this_time, ask)
    with pytest.raises(NotFound):
        olive.does(olive.own(olive.tom), handing_on.note_no_to_helper, ask)
    assert olive.told() == ([True], 0)

    olive.does(olive.own(olive.hana), handing_on.note_no_to_helper, ask)

    assert (olive.told(), olive.version()) == (([False], 0), version)


def test_a_no_to_a_friend_is_never_an_organizers_and_one_after_the_place_is_free_is_theirs(olive: Handing) -> None:
    ask = olive.hand_on()
    olive.does(olive.asked(ask), asks.say_not_this_time, ask)
    olive.does(olive.own(olive.hana), claims.release, olive.has)
    assert olive.told() == ([], 0)
    olive.does(olive.asked(ask), asks.say_not_this_time, ask)
    assert olive.told() == ([], 1)


def test_taken_back_the_name_goes_and_another_friend_may_be_asked(olive: Handing) -> None:
    ask = olive.hand_on()
    for _ in range(2):
        olive.does(olive.own(olive.hana), handing_on.stop_handing_on, olive.has)
    assert [helper.name for helper in olive.board().helpers] == ["Hana", "Tom"]
    with pytest.raises(NotFound):
        olive.yes(ask)
    olive.yes(olive.hand_on(name="Zoe"))
    assert "Zoe" in olive.on()


def test_undo_within_ten_minutes_takes_back_the_asking_but_a_yes_frees_the_place(olive: Handing) -> None:
    """The friend who handed on has been told that nothing else is to do: the place is not put back on them."""
    olive.hand_on()
    olive.does(olive.own(olive.hana), undo_own.undo_own, olive.version(), later=1)
    assert [helper.name for helper in olive.board().helpers] == ["Hana", "Tom"]

    ask = olive.hand_on()
    asked_at = olive.version()
    taken = olive.yes(ask)
    amina = next(claim.helper.n for claim in olive.seen(olive.books).claims if claim.n == taken)
    with pytest.raises(TooLate):
        olive.does(olive.own(olive.hana), undo_own.undo_own, asked_at, later=1)
    olive.does(olive.own(amina), undo_own.undo_own, asked_at + 1, later=1)
    assert olive.on() == {"Tom": (1, "firm")}


def test_a_drivers_place_needs_a_vehicle(olive: Handing) -> None:
    ride = olive.task("trip", needed=2)
    drives = olive.drive(ride, olive.hana)
    ask = olive.hand_on(drives)
    with pytest.raises(Invalid):
        olive.yes(ask, ride)
    olive.yes(ask, ride, vehicle_kind="big van", vehicle_seats=2)
    [claim] = olive.seen(ride).claims
    assert (claim.role, claim.vehicle_kind, claim.helper.name) == (Role.DRIVER, "big van", "Amina")


def test_a_place_is_added_to_what_the_friend_has_of_it_by_another_entry(olive: Handing) -> None:
    ask = olive.hand_on()
    amina = max(helper.n for helper in olive.board().helpers)
    olive.does(None, merging.merge, amina, olive.tom)
    olive.yes(ask)
    assert olive.on() == {"Amina": (4, "firm")}


def test_merged_entries_hand_on_what_they_have_together_and_parted_ones_their_own(olive: Handing) -> None:
    other = olive.helper("Hanna")
    olive.does(None, change_task, olive.books, {"needed": 9})
    own = olive.claim(olive.books, other, 2)
    ask = olive.hand_on(own, by=other)
    olive.does(None, merging.merge, olive.hana, other)
    assert olive.told() == ([False], 0)
    merged = max(line.version for line in _lines(olive))
    with olive.change() as change:
        [n] = change.session.scalars(select(Merging.n)).all()
        merging.unmerge(change, n)
    assert merged < olive.version()
    olive.yes(ask)
    assert olive.on() == {"Hana": (4, "firm"), "Tom": (1, "firm"), "Amina": (2, "firm")}


def _lines(olive: Handing) -> list[Any]:
    with olive.database.reading() as session:
        return list(read_history(session, olive.link.move_id))


def test_forgetting_who_handed_on_leaves_an_ask_and_forgetting_the_friend_leaves_the_place(olive: Handing) -> None:
    ask = olive.hand_on()
    amina = max(helper.n for helper in olive.board().helpers)
    olive.does(None, forget_helper, amina)
    assert (olive.told(), olive.on()["Hana"]) == (([], 0), (4, "firm"))
    ask = olive.hand_on(name="Zoe")
    olive.does(olive.own(olive.hana), forget_helper, olive.hana)
    olive.yes(ask)
    assert olive.on() == {"Tom": (1, "firm"), "Zoe": (1, "firm")}
    assert olive.seen(olive.books).firm[0].standing is Standing.FIRM
