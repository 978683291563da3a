"""Two firm claims at the same time: told, and taken all the same by those who say so."""

from datetime import date, time
from functools import partial
from typing import Any

import pytest

from service.domain.core.links import Grants, Link
from service.domain.core.refusals import Clash, TaskFull
from service.domain.models import Standing, TaskState
from service.domain.rules.asks import say_yes
from service.domain.rules.claims import Wish, claim_task
from service.domain.rules.clashes import take_all
from service.domain.rules.tasks import change_task
from service.storage.database import Database
from tests.make import Olive

NINE: dict[str, Any] = {"starts": time(9), "ends": time(11), "needed": 3}
TEN: dict[str, Any] = {"starts": time(10), "ends": time(12), "needed": 3}
LATE: dict[str, Any] = {"starts": time(22), "ends": time(23), "needed": 3}


class Friends(Olive):
    """Olive's move, and Hana, who takes things by her own link."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.hana = self.helper()
        self.by_hana = Link(self.link.move_id, Grants.HELPER, self.hana, 1)

    def take(self, *tasks: int, **wish: Any) -> list[int]:
        with self.change(self.by_hana) as change:
            return take_all(partial(claim_task, change, task, self.hana, Wish(**wish)) for task in tasks)

    def refused(self, *tasks: int, **wish: Any) -> Clash:
        version = self.version()
        with pytest.raises(Clash) as no:
            self.take(*tasks, **wish)
        assert self.version() == version
        return no.value

    def had(self) -> dict[int, Standing]:
        return {task.n: claim.standing for task, claim in self.board().claims_of(self.hana)}


@pytest.fixture
def friends(database: Database) -> Friends:
    return Friends(database)


def test_a_clash_is_told_with_all_it_does_not_go_with_and_taken_after_a_second_yes(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **TEN)
    cat, late = friends.task("care", "Cat", **TEN), friends.task("care", "Late", **LATE)
    friends.take(books)
    friends.take(late)
    assert friends.refused(soup).tasks == [books]
    friends.take(soup, anyway=True)
    assert friends.refused(cat).tasks == [books, soup]
    pairs = friends.board().clashes_of(friends.hana)
    assert [(one.n, other.n) for one, other in pairs] == [(books, soup)]


def test_what_clashes_with_nothing_firm_of_ones_own_is_taken(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **TEN)
    untimed, other_day = friends.task("care", "Cat"), friends.task("care", "Keys", day=date(2026, 12, 6), **NINE)
    friends.claim(books, friends.helper("Tom"))
    friends.take(books, standing=Standing.IF_NEEDED)
    friends.take(soup)
    friends.take(untimed)
    friends.take(other_day)
    assert friends.board().clashes_of(friends.hana) == []


def test_a_task_that_was_called_off_or_given_back_clashes_no_more(friends: Friends) -> None:
    books, cat, soup = friends.task(**NINE), friends.task("care", "Cat", **NINE), friends.task("care", "Soup", **TEN)
    friends.take(books)
    [cats] = friends.take(cat, anyway=True)
    friends.release(cats)
    with friends.change() as change:
        change_task(change, books, {"state": TaskState.CANCELLED})
    friends.take(soup)
    assert soup in friends.had()


def test_a_place_that_stands_is_not_asked_about_again(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **TEN)
    friends.take(books)
    friends.take(soup, anyway=True)
    friends.take(soup, quantity=2)
    assert [claim.quantity for claim in friends.seen(soup).claims] == [2]


def test_a_standby_who_finds_room_is_asked_and_one_who_steps_up_is_not(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **{**TEN, "needed": 1})
    friends.take(books)
    assert friends.refused(soup, standing=Standing.STANDBY).tasks == [books]
    toms = friends.claim(soup, friends.helper("Tom"))
    friends.take(soup, standing=Standing.STANDBY)
    friends.release(toms)
    assert friends.had() == {books: Standing.FIRM, soup: Standing.FIRM}


def test_an_organizer_who_writes_down_a_yes_is_not_refused(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **TEN)
    friends.claim(books, friends.hana)
    friends.claim(soup, friends.hana)
    assert len(friends.board().clashes_of(friends.hana)) == 1


def test_several_at_once_are_taken_all_or_none(friends: Friends) -> None:
    books, soup, late = friends.task(**NINE), friends.task("care", "Soup", **TEN), friends.task("care", **LATE)
    assert friends.refused(late, soup, books).tasks == [books, soup]
    assert friends.had() == {}
    friends.claim(late, friends.helper("Tom"), 2)
    with pytest.raises(TaskFull):  # told before any clash: a second yes would not help
        friends.take(books, soup, late, quantity=2)
    assert len(friends.take(books, soup, late, anyway=True)) == 3


def test_all_clashes_of_one_call_are_told_also_those_with_what_clashes_itself(friends: Friends) -> None:
    books, soup, cat = (friends.task("care", title, **time) for title, time in (("a", NINE), ("b", TEN), ("c", TEN)))
    friends.take(books)
    no = friends.refused(soup, cat)
    assert no.tasks == [books, soup, cat]
    assert [(pair.wanted.task, pair.other.task, pair.is_new) for pair in no.pairs] == [
        (soup, books, False),
        (cat, books, False),
        (cat, soup, True),
    ]


def test_an_asked_person_hears_of_a_clash_and_the_ask_stays_open(friends: Friends) -> None:
    books, soup = friends.task(**NINE), friends.task("care", "Soup", **TEN)
    friends.take(books)
    ask = friends.ask(soup, helper=friends.hana)
    by = Link(friends.link.move_id, Grants.ASK, ask, 1)
    with pytest.raises(Clash), friends.change(by) as change:
        say_yes(change, ask, soup, Wish())
    assert soup not in friends.had()
    with friends.change(by) as change:
        say_yes(change, ask, soup, Wish(anyway=True))
    assert friends.had()[soup] is Standing.FIRM
